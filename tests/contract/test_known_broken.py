"""Bugs of the first implementation, by number, on Streamlit's real state."""

from __future__ import annotations

import enum
import threading
import types
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import pytest
import streamlit as st

from real_session import VERSION, RealSession
from st_page_state import (
    DeclarationError,
    InvalidValueError,
    PageState,
    StateVar,
    UnknownFieldError,
    batch,
)


def params(url: str) -> set[str]:
    return set(url.split("&")) - {""}


def test_01_url_prefix_applies_to_reads() -> None:
    class Prefixed(PageState):
        status: str = StateVar("pending", url_key="status")

        class Config:
            url_prefix = "f_"

    tab = RealSession("?f_status=active&status=other")
    with tab.run():
        assert Prefixed.status == "active"


class A(PageState):
    a: int = StateVar(1, url_key="a")


class B(PageState):
    b: int = StateVar(1, url_key="b")


def test_02_reading_one_class_purges_neither_the_other_nor_utm_source() -> None:
    tab = RealSession("?utm_source=mail&a=5&b=7")
    with tab.run():
        assert (A.a, B.b) == (5, 7)
    assert params(tab.url) == {"utm_source=mail", "a=5", "b=7"}
    assert tab.sent == []


def test_03_postponed_annotations_are_resolved() -> None:
    class Postponed(PageState):  # this module postpones all annotations
        n: int = StateVar(1, url_key="n")
        tags: list[str] = StateVar(default_factory=list, url_key="t")

    tab = RealSession("?n=5&t=a&t=b")
    with tab.run():
        assert Postponed.n == 5
        assert Postponed.tags == ["a", "b"]


def test_04_a_subclass_has_its_own_fields_and_inherits_config() -> None:
    class Parent(PageState):
        x: int = StateVar(1, url_key="x")

        class Config:
            url_prefix = "p_"
            url_selfish = False

    class Child(Parent):
        y: int = StateVar(2, url_key="y")

    assert list(Parent.schema()) == ["x"]
    assert list(Child.schema()) == ["x", "y"]
    tab = RealSession("?junk=1")
    with tab.run():
        Child.y = 5
    assert params(tab.url) == {"junk=1", "p_x=1", "p_y=5"}


def test_05_reset_and_assignment_reach_the_bound_widget() -> None:
    class Bound(PageState):
        n: int = StateVar(1, url_key="n")

    tab = RealSession()
    with tab.run():
        assert st.number_input("N", step=1, **Bound.bind("n")) == 1
        Bound.n = 7
    with tab.run():
        assert st.number_input("N", step=1, **Bound.bind("n")) == 7
        Bound.reset()
    with tab.run():
        assert st.number_input("N", step=1, **Bound.bind("n")) == 1


def _class_in(module: str) -> Any:
    space = types.ModuleType(module).__dict__
    exec(
        "from st_page_state import PageState, StateVar\n"
        "class State(PageState):\n    n: int = StateVar(0)\n",
        space,
    )
    return space["State"]


def test_06_two_modules_may_have_classes_of_the_same_name() -> None:
    one, two = _class_in("one"), _class_in("two")
    with RealSession().run():
        one.n = 1
        assert (one.n, two.n) == (1, 0)


def test_07_a_mutable_default_is_copied() -> None:
    class Mutable(PageState):
        tags: list[str] = StateVar(default=["x"])

    with RealSession().run():
        Mutable.reset()
        Mutable.tags.append("leak")
    with RealSession().run():
        assert Mutable.tags == ["x"]


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Rich(PageState):
    maybe: int | None = StateVar(None, url_key="maybe")
    either: int | str = StateVar(0, url_key="either")
    color: Color = StateVar(Color.RED, url_key="color")
    size: Literal["s", "m"] = StateVar("s", url_key="size")
    price: Decimal = StateVar(Decimal("1.5"), url_key="price")
    ident: UUID = StateVar(UUID(int=0), url_key="id")
    wait: timedelta = StateVar(timedelta(0), url_key="wait")
    flags: frozenset[str] = StateVar(frozenset(), url_key="flags")
    bare: list = StateVar([], url_key="bare")  # type: ignore[type-arg]
    pair: tuple[int, str] = StateVar((0, ""), url_key="pair")


def test_08_every_type_round_trips() -> None:
    values: dict[str, Any] = {
        "maybe": 5,
        "either": "5",
        "color": Color.BLUE,
        "size": "m",
        "price": Decimal("2.50"),
        "ident": UUID(int=7),
        "wait": timedelta(hours=3),
        "flags": frozenset({"a", "b"}),
        "bare": [1, "1", None],
        "pair": (4, "x"),
    }
    ann = RealSession()
    with ann.run():
        Rich.update(**values)
    bob = RealSession(ann.url)
    with bob.run():
        assert Rich.dump() == values
        assert type(Rich.either) is str
    assert bob.sent == []


class Strict(PageState):
    on: bool = StateVar(True, url_key="on")
    n: int = StateVar(3, url_key="n")
    size: Literal["s", "m"] = StateVar("s", url_key="size")


def test_09_garbage_in_the_url_is_replaced_and_reported() -> None:
    tab = RealSession("?on=garbage&n=x&size=xxl")
    with tab.run():
        assert (Strict.on, Strict.n, Strict.size) == (True, 3, "s")
        assert {f: e.text for f, e in Strict.url_errors().items()} == {
            "on": "garbage",
            "n": "x",
            "size": "xxl",
        }
    assert params(tab.url) == {"on=true", "n=3", "size=s"}
    assert len(tab.sent) == 1


def test_10_the_package_is_typed_and_typos_do_not_pass() -> None:
    from importlib.resources import files

    assert files("st_page_state").joinpath("py.typed").is_file()
    with RealSession().run(), pytest.raises(AttributeError, match="Did you mean 'size'"):
        Strict.siez  # type: ignore[attr-defined]


def test_11_sessions_restore_independently_at_the_same_time() -> None:
    class Busy(PageState):
        n: int = StateVar(0, url_key="n")

    wrong: list[str] = []

    def user(number: int) -> None:
        tab = RealSession(f"?n={number}")
        for _ in range(50):
            with tab.run():
                if Busy.n != number:
                    wrong.append(f"{number} read {Busy.n}")
                st.query_params.clear()
                Busy.n  # restores
            if tab.url != f"n={number}":
                wrong.append(f"{number} has {tab.url}")

    threads = [threading.Thread(target=user, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_12_five_fields_and_three_foreign_params_are_one_update() -> None:
    class Five(PageState):
        a: int = StateVar(0, url_key="a")
        b: int = StateVar(0, url_key="b")
        c: int = StateVar(0, url_key="c")
        d: int = StateVar(0, url_key="d")
        e: int = StateVar(0, url_key="e")

    tab = RealSession("?x=1&y=2&z=3")
    with tab.run():
        Five.update(a=1, b=2, c=3, d=4, e=5)
    assert tab.sent == ["a=1&b=2&c=3&d=4&e=5"]


def test_13_a_dict_of_dates_is_published_whole_or_not_at_all() -> None:
    class Dates(PageState):
        by_year: dict[int, date] = StateVar(default_factory=dict, url_key="d")

    ann = RealSession()
    with ann.run():
        Dates.by_year = {2026: date(2026, 1, 31)}
        with pytest.raises(InvalidValueError):
            Dates.by_year = {2026: "no date"}  # type: ignore[dict-item]
        assert Dates.by_year == {2026: date(2026, 1, 31)}
    with RealSession(ann.url).run():
        assert Dates.by_year == {2026: date(2026, 1, 31)}


def test_14_back_moves_the_state_of_a_running_session() -> None:
    tab = RealSession("?n=1")
    with tab.run():
        Strict.n = 2
    with tab.run():
        assert Strict.n == 2
    with tab.run("?n=1&on=true&size=s", history=True):
        assert Strict.n == 1


def test_15_an_int_field_stays_an_int_under_a_widget_of_floats() -> None:
    ann = RealSession()
    with ann.run():
        bound = Strict.bind("n")
        ann.state[bound["key"]] = 5.0  # the value of a number_input of floats
        bound["on_change"]()
        assert Strict.n == 5
        assert type(Strict.n) is int
    assert "n=5" in params(ann.url)
    with RealSession(ann.url).run():
        assert Strict.n == 5


@pytest.mark.skipif(VERSION < (1, 55), reason="no widget binds a param before 1.55")
def test_16_natively_bound_params_are_left_alone() -> None:
    tab = RealSession("?q=hello&junk=1")
    with tab.run():
        assert st.text_input("Q", key="q", bind="query-params") == "hello"
        Strict.n = 5
        st.text_input("Z", key="z")
    assert params(tab.url) == {"q=hello", "n=5", "on=true", "size=s"}
    assert len(tab.sent) == 1
    with tab.run():
        assert st.text_input("Q", key="q", bind="query-params") == "hello"
        Strict.focus()
    assert "q=hello" in params(tab.url)


def test_17_a_set_stays_a_set_under_a_multiselect_and_writes_are_validated() -> None:
    class Sets(PageState):
        tags: set[str] = StateVar(default_factory=set, url_key="t")

    with RealSession().run() as tab:
        bound = Sets.bind("tags")
        assert tab.state[bound["key"]] == []
        tab.state[bound["key"]] = ["b", "a"]
        bound["on_change"]()
        assert Sets.tags == {"a", "b"}
        with pytest.raises(InvalidValueError, match=r"Sets\.tags does not accept"):
            Sets.tags = 3  # type: ignore[assignment]


def test_18_a_first_value_sets_the_state_and_callbacks_are_called() -> None:
    class First(PageState):
        n: int = StateVar(7, url_key="n")

    called: list[Any] = []
    with RealSession().run() as tab:
        bound = First.bind("n", value=10, on_change=called.append, args=("edited",))
        assert st.number_input("N", step=1, **bound) == 10
        assert First.n == 10
    with tab.run():
        tab.state[bound["key"]] = 11
        bound["on_change"]()
        assert (First.n, called) == (11, ["edited"])


def test_19_colliding_params_are_an_error_and_value_map_works_on_lists() -> None:
    with pytest.raises(DeclarationError, match="both own the query parameter 'k'"):

        class Colliding(PageState):
            one: int = StateVar(0, url_key="k")
            two: int = StateVar(0, url_key="k")

    class Mapped(PageState):
        steps: list[int] = StateVar(
            default_factory=list, url_key="s", value_map={0: "todo", 1: "done"}
        )

    ann = RealSession()
    with ann.run():
        Mapped.steps = [1, 0]
    assert ann.url == "s=done&s=todo"
    with RealSession(ann.url).run():
        assert Mapped.steps == [1, 0]


def test_20_repeated_keys_all_count() -> None:
    class Many(PageState):
        items: list[str] = StateVar(default_factory=list, url_key="l")

    with RealSession("?l=a&l=b").run():
        assert Many.items == ["a", "b"]


def test_21_typos_are_errors_and_dump_is_complete_before_any_touch() -> None:
    with RealSession().run():
        assert Strict.dump() == {"on": True, "n": 3, "size": "s"}
        with pytest.raises(UnknownFieldError):
            Strict.typo = 3  # type: ignore[attr-defined]
        with pytest.raises(ValueError, match="reset\\(\\): Strict has no field 'nope'"):
            Strict.reset("nope")


@pytest.mark.parametrize("key", ["embed", "Embed_Options"])
def test_22_a_reserved_param_is_an_error_at_definition(key: str) -> None:
    with pytest.raises(DeclarationError, match="Streamlit reserves"):

        class Reserved(PageState):
            x: int = StateVar(0, url_key=key)


def test_23_an_in_place_change_reaches_the_url() -> None:
    class InPlace(PageState):
        tags: list[str] = StateVar(default_factory=list, url_key="t")
        n: int = StateVar(0)

    tab = RealSession()
    with tab.run():
        InPlace.tags.append("a")
        InPlace.n
    assert tab.url == "t=a"
    with RealSession(tab.url).run():
        assert InPlace.tags == ["a"]


def test_24_a_read_uses_the_session_once_and_never_the_params() -> None:
    """The benchmark measures the time; this test shows why it is short."""
    fields = {f"f{i}": (int, StateVar(0, url_key=f"f{i}")) for i in range(20)}
    wide = type(PageState)(
        "Wide",
        (PageState,),
        {
            "__module__": __name__,
            "__annotations__": {n: kind for n, (kind, _) in fields.items()},
            **{n: var for n, (_, var) in fields.items()},
        },
    )
    looked: list[str] = []

    class Counting(type(RealSession().state)):  # type: ignore[misc]
        def query_params(self) -> Any:
            looked.append("query params")
            return super().query_params()

    tab = RealSession()
    with tab.run(), batch():
        wide.f0 = 1
    tab.state = Counting(tab.state._state, lambda: looked.append("session"))
    with tab.run():
        wide.f0
    with tab.run():
        wide.f0
        looked.clear()
        assert (wide.f0, wide.f19) == (1, 0)
        assert looked == ["session", "session"]
