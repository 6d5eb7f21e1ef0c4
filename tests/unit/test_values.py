"""Typed values: assignment, in-place changes, dumps and classes made again."""

from __future__ import annotations

import enum
import gc
import json
import pickle
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, Field

from pydantic_version import lets_enums_go
from st_page_state import (
    InvalidValueError,
    NoSessionError,
    PageState,
    PageStateWarning,
    Params,
    StateVar,
    UnknownFieldError,
    batch,
    use_ports,
)
from st_page_state.ports import SESSION_KEY
from st_page_state.runtime import current_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Point:
    x: int
    y: int = 0


class Typed(PageState):
    n: int = StateVar(1, url_key="n")
    positive: Annotated[int, Field(gt=0)] = StateVar(1)
    color: Color = StateVar(Color.RED)
    point: Point = StateVar(Point(1))
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    by_day: dict[date, set[int]] = StateVar(default_factory=dict)
    call: Callable[[], int] = StateVar(int)
    anything: Any = StateVar(None)


@pytest.mark.usefixtures("ports")
class TestAssignment:
    @pytest.mark.parametrize(("given", "kept"), [("6", 6), (5.0, 5), (True, 1)])
    def test_a_value_is_cast_as_pydantic_does(self, given: Any, kept: int) -> None:
        Typed.n = given
        assert Typed.n == kept
        assert type(Typed.n) is int

    def test_a_rejection_names_class_field_value_and_type(self) -> None:
        with pytest.raises(InvalidValueError) as caught:
            Typed.n = "x"  # type: ignore[assignment]
        text = str(caught.value)
        assert text.startswith("Typed.n does not accept 'x' (str): expected a whole number")
        assert "The field's type is int. The state is unchanged." in text
        assert (caught.value.cls, caught.value.field) == ("Typed", "n")

    def test_a_value_of_a_field_outside_the_url_is_never_quoted(self) -> None:
        with pytest.raises(InvalidValueError) as caught:
            Typed.positive = -77
        assert "77" not in str(caught.value)
        assert "a value of type int: it should be greater than 0" in str(caught.value)

    def test_a_validators_words_are_quoted_for_url_fields_only(self) -> None:
        def even(value: int) -> int:
            if value % 2:
                raise ValueError(f"{value} is odd")
            return value

        class Even(PageState):
            shown: Annotated[int, AfterValidator(even)] = StateVar(0, url_key="even")
            hidden: Annotated[int, AfterValidator(even)] = StateVar(0)

        with pytest.raises(InvalidValueError, match="77 is odd"):
            Even.shown = 77
        with pytest.raises(InvalidValueError, match="a check of the app") as caught:
            Even.hidden = 77
        assert "77" not in str(caught.value)

    def test_a_value_with_a_failing_str_is_still_rejected(self) -> None:
        class Rude:
            def __str__(self) -> str:
                raise ZeroDivisionError

        with pytest.raises(InvalidValueError, match="a value of type Rude"):
            Typed.n = Rude()  # type: ignore[assignment]

    def test_a_value_that_cannot_be_stored_changes_nothing(self) -> None:
        @dataclass
        class Measured:
            value: float

        class Holding(PageState):
            measured: Measured = StateVar(Measured(0.0))
            n: int = StateVar(0)

        with pytest.raises(InvalidValueError, match="not a finite number"):
            Holding.update(n=1, measured=Measured(float("nan")))
        assert (Holding.n, Holding.measured) == (0, Measured(0.0))

    def test_update_is_all_or_nothing(self) -> None:
        with pytest.raises(InvalidValueError):
            Typed.update(n=5, positive=0)
        assert Typed.n == 1
        with pytest.raises(UnknownFieldError, match=r"update\(\): Typed has no field 'm'"):
            Typed.update(n=5, m=3)
        assert Typed.n == 1

    def test_a_misspelled_name_is_an_error_that_suggests_the_nearest(self) -> None:
        with pytest.raises(AttributeError, match="Did you mean 'color'"):
            Typed.colour = 3  # type: ignore[attr-defined]
        assert not hasattr(Typed, "colour")
        assert not hasattr(Typed, "__nothing__")

    def test_dunder_attributes_of_a_class_can_be_set(self) -> None:
        class Documented(PageState):
            n: int = StateVar(1)

        Documented.__doc__ = "New."
        assert Documented.__doc__ == "New."

    def test_opaque_values_are_held_by_reference(self) -> None:
        Typed.call = len  # type: ignore[assignment]
        assert Typed.call is len
        frame = object()
        Typed.anything = [frame]
        assert Typed.anything[0] is frame


@pytest.mark.usefixtures("ports")
class TestInPlace:
    def test_reads_return_one_object_until_the_field_is_set(self) -> None:
        tags = Typed.tags
        assert Typed.tags is tags
        tags.append("a")
        assert Typed.tags is tags
        Typed.tags = ["b"]
        tags.append("lost")
        assert Typed.tags == ["b"]

    def test_nested_and_structured_values_are_tracked_too(self, query: FakeQuery) -> None:
        Typed.by_day = {date(2026, 1, 1): {1}}
        Typed.by_day[date(2026, 1, 1)].add(2)
        Typed.point.y = 7
        with batch():
            assert Typed.by_day == {date(2026, 1, 1): {1, 2}}
            assert Typed.point == Point(1, 7)

    def test_an_invalid_change_is_rejected_at_the_next_touch(self) -> None:
        Typed.tags = ["a"]
        Typed.tags.append(object())  # type: ignore[arg-type]
        with pytest.raises(InvalidValueError, match=r"Typed\.tags"):
            Typed.n
        assert Typed.tags == ["a"]

    @pytest.mark.parametrize(("item", "kept"), [(True, 1), ("5", 5)])
    def test_a_change_to_another_type_is_cast(self, item: Any, kept: int) -> None:
        class Numbers(PageState):
            ns: list[int] = StateVar(default_factory=lambda: [1])

        Numbers.ns[0] = item
        assert Numbers.ns == [kept]
        assert type(Numbers.ns[0]) is int

    def test_it_reaches_the_url(self, query: FakeQuery) -> None:
        Typed.tags.extend(["a", "b"])
        assert Typed.n == 1
        assert query.params["tag"] == ("a", "b")

    def test_a_tracked_value_stays_tracked(self) -> None:
        tags = Typed.tags
        tags.append("a")
        Typed.n
        tags.append("b")
        assert Typed.tags == ["a", "b"]


@pytest.mark.usefixtures("ports")
class TestDumps:
    def test_a_dump_is_a_deep_copy_of_everything(self) -> None:
        dump = Typed.dump()
        dump["tags"].append("x")
        dump["point"].x = 9
        assert Typed.dump()["tags"] == []
        assert Typed.point == Point(1)
        assert dump["color"] is Color.RED

    def test_a_json_dump_goes_through_json_and_back(self) -> None:
        class Plain(PageState):
            color: Color = StateVar(Color.RED)
            point: Point = StateVar(Point(1))
            by_day: dict[date, set[int]] = StateVar(default_factory=dict)

        Plain.update(color=Color.BLUE, point=Point(3, 4), by_day={date(2026, 1, 1): {2, 1}})
        text = json.dumps(Plain.dump(mode="json"))
        assert json.loads(text) == {
            "color": "blue",
            "point": {"x": 3, "y": 4},
            "by_day": {"2026-01-01": [1, 2]},
        }
        Plain.reset()
        Plain.load(json.loads(text), mode="json")
        assert Plain.dump() == {
            "color": Color.BLUE,
            "point": Point(3, 4),
            "by_day": {date(2026, 1, 1): {1, 2}},
        }

    def test_load_rejects_unknown_fields_and_changes_nothing(self) -> None:
        with pytest.raises(UnknownFieldError):
            Typed.load({"n": 5, "m": 3})
        with pytest.raises(InvalidValueError, match=r"Typed\.n does not accept 'x'"):
            Typed.load({"positive": 5, "n": "x"})
        assert (Typed.n, Typed.positive) == (1, 1)

    def test_a_dump_has_two_modes(self) -> None:
        with pytest.raises(ValueError, match='mode="python" or mode="json"'):
            Typed.dump(mode="yaml")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match='mode="python" or mode="json"'):
            Typed.load({}, mode="yaml")  # type: ignore[arg-type]


def test_the_session_holds_plain_data_that_survives_a_pickle() -> None:
    session, query = FakeSession(), FakeQuery("?n=x")
    with use_ports(session, query):
        Typed.update(color=Color.BLUE, point=Point(3), call=len)
        Typed.tags.append("a")
        Typed.bind("n")
        Typed.n
    text = pickle.dumps(dict(session))
    assert __name__.encode() not in text.replace(b"test_values:Typed", b"")
    with use_ports(FakeSession(pickle.loads(text)), query):
        assert (Typed.color, Typed.point, Typed.tags) == (Color.BLUE, Point(3), ["a"])
        assert list(Typed.url_errors()) == ["n"]


def test_a_session_that_copies_its_values_works() -> None:
    class Copying(FakeSession):
        def __getitem__(self, key: str) -> Any:
            return pickle.loads(super().__getitem__(key))

        def __setitem__(self, key: str, value: Any) -> None:
            super().__setitem__(key, pickle.dumps(value))

    query = FakeQuery("?utm=x")
    with use_ports(Copying(), query):
        Typed.update(n=5, color=Color.BLUE)
        assert (Typed.n, Typed.color) == (5, Color.BLUE)
        query.go("?n=7")
        assert Typed.n == 7


def test_a_plain_dict_is_a_session() -> None:
    session: dict[str, Any] = {}
    with use_ports(session, FakeQuery()):
        Typed.n = 3
        assert Typed.n == 3
    assert list(session) == [SESSION_KEY]


class Bare:
    """A session that has items and nothing else."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        return self.held[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.held[key] = value

    def __delitem__(self, key: str) -> None:
        del self.held[key]


def test_a_session_needs_only_items() -> None:
    class Broken(FakeQuery):
        def replace(self, params: Params) -> None:
            raise OSError("full")

    session = Bare()
    with use_ports(session, Broken()), pytest.raises(OSError, match="full"):
        Typed.n = 3  # the session is taken back
    assert session.held == {}
    with use_ports(session, FakeQuery()):
        Typed.n = 3
        assert Typed.n == 3
        for count in iter, len:
            with pytest.raises(NotImplementedError):
                count(current_ports().session)
    assert list(session.held) == [SESSION_KEY]


def test_invalid_ports_are_an_error() -> None:
    with pytest.raises(TypeError, match="needs a QueryPort, got dict"), use_ports({}, {}):  # type: ignore[arg-type]
        pass
    with (
        pytest.raises(TypeError, match="needs a mutable mapping for the session, got int"),
        use_ports(3, FakeQuery()),  # type: ignore[arg-type]
    ):
        pass


def test_outside_a_script_run_there_is_no_state() -> None:
    for use in (
        lambda: Typed.n,
        lambda: Typed.update(n=1),
        Typed.snapshot,
        lambda: Typed.bind("n"),
    ):
        with pytest.raises(NoSessionError, match="use_ports"):
            use()
    with pytest.raises(NoSessionError):
        Typed.n = 3


def make(**fields: tuple[Any, Any]) -> Any:
    """Make a class as a rerun script does."""
    return type(PageState)(
        "Made",
        (PageState,),
        {
            "__module__": "script",
            "__annotations__": {name: kind for name, (kind, _) in fields.items()},
            **{name: var for name, (_, var) in fields.items()},
        },
    )


class TestMadeAgain:
    def test_it_keeps_its_values(self) -> None:
        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            make(n=(int, StateVar(1, url_key="n"))).n = 5
        with use_ports(session, query):
            assert make(n=(int, StateVar(1, url_key="n"))).n == 5
        assert len(query.updates) == 1

    def test_an_enum_of_a_script_is_made_again_with_it(self) -> None:
        def script() -> Any:
            class Level(enum.Enum):
                LOW = "low"
                HIGH = "high"

            return Level, make(
                level=(Level, StateVar(Level.LOW, url_key="l")),
                all=(list[Level], StateVar(default_factory=list)),
            )

        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            level, made = script()
            made.level = level.HIGH
            made.all.append(level.HIGH)
        with use_ports(session, query):
            level, made = script()
            assert made.level is level.HIGH
            assert made.all == [level.HIGH]
        with use_ports(session, query):
            old, (level, made) = level.LOW, script()
            made.level = old  # still in a widget from the previous run
            assert made.level is level.LOW

    @lets_enums_go
    def test_former_runs_are_not_kept_alive(self) -> None:
        source = (
            "import enum\n"
            "from st_page_state import PageState, StateVar\n"
            "class Level(enum.Enum):\n"
            "    LOW = 'low'\n"
            "    def more(self): return frame\n"
            "frame = object()\n"
            "class State(PageState):\n"
            "    level: Level = StateVar(Level.LOW, url_key='l')\n"
            "    many: list[Level] = StateVar(default_factory=list)\n"
            "State.level, State.many, State.bind('level')\n"
        )
        session, query, levels = FakeSession(), FakeQuery(), []
        for _ in range(4):
            space: dict[str, Any] = {"__name__": "__main__"}
            with use_ports(session, query):
                exec(source, space)
            levels.append(weakref.ref(space["Level"]))
        del space
        for key in [key for key in session if key != SESSION_KEY]:
            del session[key]
        gc.collect()
        assert [level() for level in levels[:-1]] == [None] * 3

    def test_a_field_of_another_type_casts_the_value_or_resets(self) -> None:
        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            made = make(
                a=(int, StateVar(1, url_key="a")), b=(str, StateVar("x")), c=(int, StateVar(0))
            )
            made.update(a=5, b="word", c=3)
        with use_ports(session, query):
            made = make(
                a=(str, StateVar("", url_key="aa")),
                b=(int, StateVar(7)),
                d=(int, StateVar(4, url_key="d")),
            )
            with pytest.warns(PageStateWarning, match=r"Made\.b was reset to its default"):
                assert made.dump() == {"a": "5", "b": 7, "d": 4}
        assert query.params["d"] == ("4",)

    def test_a_new_url_field_adopts_its_param(self) -> None:
        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            make(a=(int, StateVar(1))).a = 5
            query.go("?b=7")
        with use_ports(session, query):
            assert make(a=(int, StateVar(1)), b=(int, StateVar(0, url_key="b"))).b == 7

    def test_a_changed_default_does_not_change_a_living_value(self) -> None:
        session = FakeSession()
        with use_ports(session, FakeQuery()):
            assert make(n=(int, StateVar(1))).n == 1
        with use_ports(session, FakeQuery()):
            assert make(n=(int, StateVar(2))).n == 1

    def test_two_classes_with_different_namespaces_coexist(self) -> None:
        def factory(number: int) -> Any:
            class Panel(PageState):
                n: int = StateVar(number, url_key=f"n{number}")

                class Config:
                    namespace = f"panel {number}"

            return Panel

        with use_ports(FakeSession(), FakeQuery()):
            one, two = factory(1), factory(2)
            one.n = 10
            assert (one.n, two.n) == (10, 2)
            assert one.bind("n")["key"].endswith("Panel.n")
            assert one.bind("n")["key"] != two.bind("n")["key"]


class Chosen(PageState):
    color: Color = StateVar(Color.RED)
    size: Literal["s", "m"] = StateVar("s")
    flag: bool = StateVar(False)
    maybe: Color | None = StateVar(None)
    many: list[Literal[1, 2]] | None = StateVar(None)
    step: int = StateVar(0, url_key="step", value_map={0: "todo", 1: "done"})
    n: int = StateVar(1)


def test_options_come_from_the_type() -> None:
    assert Chosen.options("color") == [Color.RED, Color.BLUE]
    assert Chosen.options("size") == ["s", "m"]
    assert Chosen.options("flag") == [False, True]
    assert Chosen.options("maybe") == [Color.RED, Color.BLUE]
    assert Chosen.options("many") == [1, 2]
    assert Chosen.options("step") == [0, 1]
    with pytest.raises(TypeError, match=r"Chosen\.n is int, which has no fixed set"):
        Chosen.options("n")
    with pytest.raises(UnknownFieldError, match="Did you mean 'color'"):
        Chosen.options("colr")


@pytest.mark.usefixtures("ports")
def test_a_value_map_rejects_unmapped_values() -> None:
    with pytest.raises(InvalidValueError, match="expected one of 'todo', 'done'"):
        Chosen.step = 5
    assert Chosen.step == 0
