"""One class, many entities: ``Draft.of("22")``."""

from __future__ import annotations

import copy
import gc
import pickle
from enum import Enum, IntEnum, StrEnum
from typing import Any, ClassVar
from weakref import ref

import pytest

from drivers.runs import RunningTab
from st_page_state import (
    DeclarationError,
    InvalidQueryParamError,
    InvalidValueError,
    PageState,
    PageStateWarning,
    StateVar,
    StPageStateError,
    UnknownFieldError,
    batch,
    keyed,
    link,
    params,
    reset_all,
    use_ports,
)
from st_page_state.trace import trace
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit


class Draft(PageState):
    """A draft of one record."""

    body: str = StateVar(default="", url_key="body")
    tags: list[str] = StateVar(default_factory=list)
    made: ClassVar[int] = 0
    plain = 0


class Row(PageState):
    done: bool = False


class Other(PageState):
    view: str = StateVar(default="list", url_key="view")


@pytest.fixture
def tab() -> RunningTab:
    return RunningTab()


def test_each_key_has_values_of_its_own(tab: RunningTab) -> None:
    with tab.run():
        Draft.of("22").body = "x"
        Draft.of("23").tags.append("a")
        assert (Draft.body, Draft.of("22").body, Draft.of("23").body) == ("", "x", "")
        assert (Draft.of("22").tags, Draft.of("23").tags) == ([], ["a"])
    with tab.run():
        assert Draft.of("22").dump() == {"body": "x", "tags": []}
        assert Draft.of("23").dump(mode="json") == {"body": "", "tags": ["a"]}
        assert tab.query.params == {"body": ("",), "22.body": ("x",), "23.body": ("",)}


def test_it_is_the_class_itself_in_all_but_the_values(tab: RunningTab) -> None:
    draft = Draft.of("22")
    assert issubclass(draft, Draft)
    assert draft.__doc__ == Draft.__doc__
    assert draft.__module__ == Draft.__module__
    assert (draft.__name__, draft.__qualname__) == ("Draft.of('22')", "Draft.of('22')")
    assert (draft.keyed_by, Draft.keyed_by) == ("22", None)
    assert draft.schema() == Draft.schema()
    with tab.run():
        draft.update(body="y", tags=["a"])
        draft.reset("tags")
        draft.load({"body": "z"})
        with pytest.raises(UnknownFieldError, match=r"Draft\.of\('22'\) has no field 'typo'"):
            draft.bind("typo")
        with pytest.raises(UnknownFieldError, match=r"Draft\.of\('22'\) has no field 'typo'"):
            draft.typo = 1  # type: ignore[attr-defined]
        with pytest.raises(InvalidValueError, match=r"Draft\.of\('22'\)\.body does not accept"):
            draft.body = 3  # type: ignore[assignment]
        with pytest.raises(StPageStateError, match=r"Draft\.of\('22'\)\.reset\('body'\)"):
            del draft.body
        assert draft.snapshot() == draft(body="z")


class Name(StrEnum):
    A = "a"


class Mixed(str, Enum):  # noqa: UP042 - another kind, of another str()
    A = "a"


class Number(IntEnum):
    A = 22


class Index:
    """As numpy's integers are."""

    def __index__(self) -> int:
        return 22


@pytest.mark.parametrize(
    ("given", "key"),
    [(22, "22"), (-1, "-1"), (Number.A, "22"), (Index(), "22"), (Name.A, "a"), (Mixed.A, "a")],
)
def test_a_number_is_its_text(given: Any, key: str) -> None:
    assert Draft.of(given) is Draft.of(key)
    assert Draft.of(given).keyed_by == key


@pytest.mark.parametrize("key", [True, None, 1.0, b"a", ("a",)])
def test_a_key_of_another_type_is_refused(key: Any) -> None:
    kind = type(key).__name__
    with pytest.raises(TypeError, match=rf"Draft\.of\(\) takes a str or an int, not a {kind}\."):
        Draft.of(key)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "needs a key that is not empty"),
        ("x" * 257, r"\.\.\. \(257 characters\)\): a key has at most 256 characters"),
        ("a\ud800", r"'a\\ud800'\): it has a lone surrogate"),
    ],
)
def test_a_text_that_cannot_be_a_key_is_refused(key: str, why: str) -> None:
    with pytest.raises(ValueError, match=rf"Draft\.of\(.*{why}"):
        Draft.of(key)


KEYS = [
    "22", "é", "日本", "\U0001f600", "a.b", ".", "~", "~1", "~0", "a~.b", "%", "%2E", "&", "=", "#",
    "?", "+", " ", "a b", "]", "[", "a].body", "a].body[b", "%5D", "null", '"', "'", "\n", "\0",
    "x" * 256, "body", "__page_state__",
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_any_text_is_a_key(key: str) -> None:
    query, session = FakeQuery(), FakeSession()
    with use_ports(session, query):
        Draft.of(key).body = "x"
        assert Draft.keys() == [key]
        assert Draft.of(key).parse(query.url) == Draft.of(key)(body="x")
    with use_ports(FakeSession(), FakeQuery(query.url)):
        assert Draft.of(key).body == "x"
    with use_ports(pickle.loads(pickle.dumps(session)), query):
        assert Draft.keys() == [key]


def test_no_two_keys_have_a_param_or_a_place_in_common() -> None:
    found = [Draft.of(key).__page_state__ for key in KEYS]
    assert len({param for spec in found for param in spec.params}) == len(KEYS)
    assert len({spec.namespace for spec in found}) == len(KEYS)
    with use_ports(FakeSession(), FakeQuery()):
        widgets = {Draft.of(k).bind("body", key=f)["key"] for k in KEYS for f in [None, *KEYS]}
    assert len(widgets) == len(KEYS) * (len(KEYS) + 1)


def test_no_namespace_is_that_of_a_key() -> None:
    class A(PageState):
        x: int = 0

        class Config:
            namespace = "a"

    class B(PageState):
        x: int = 0

        class Config:
            namespace = "a[22]"

    class C(PageState):
        x: int = 0

        class Config:
            namespace = "a%5B22]"

    with use_ports(FakeSession(), FakeQuery()):
        A.of("22").x, B.x, C.x = 1, 2, 3
        assert (A.of("22").x, B.x, C.x) == (1, 2, 3)
        assert A.keys() == ["22"]
        assert {cls.bind("x")["key"] for cls in (A, A.of(22), B, C)} == {
            "a::" + A.__qualname__ + ".x",
            "a[22]::" + A.__qualname__ + ".x",
            "a%5B22]::" + B.__qualname__ + ".x",
            "a%255B22]::" + C.__qualname__ + ".x",
        }


def test_a_prefix_comes_first_and_defaults_are_hidden(tab: RunningTab) -> None:
    class Panel(PageState):
        kind: int = StateVar(default=0, url_key="k", value_map={0: "line", 1: "bar"})
        size: int = StateVar(default=1, url_key="s.x")

        class Config:
            url_prefix = "p."
            hide_defaults = True

    with tab.run():
        Panel.of("a.b").kind = 1
        Panel.of("a").size = 2
        Panel.size = 3
        expected = {"p.a~1b.k": ("bar",), "p.a.s.x": ("2",), "p.s.x": ("3",)}
        assert tab.query.params == expected
        Panel.of("a").size = 1
        del expected["p.a.s.x"]
        assert tab.query.params == expected


def test_a_key_of_a_key_and_a_subclass_of_one_are_errors() -> None:
    with pytest.raises(StPageStateError, match=r"Draft\.of\('22'\) has no keys .* Draft\.of\('x'"):
        Draft.of("22").of("x")
    with pytest.raises(DeclarationError, match=r"Mine cannot have the base Draft\.of\('22'\)"):
        type("Mine", (Draft.of("22"),), {})


def test_a_subclass_has_keys_of_its_own(tab: RunningTab) -> None:
    class Base(PageState):
        a: int = 0

    class Derived(Base):
        b: int = 0

    with tab.run():
        Base.of("x").a, Derived.of("x").a, Derived.of("y").b = 1, 2, 3
        assert (Base.of("x").a, Derived.of("x").a) == (1, 2)
        assert (Base.keys(), Derived.keys()) == (["x"], ["x", "y"])
        assert Derived.of("y").keys() == ["x", "y"]
        assert issubclass(Derived.of("x"), Base)
        assert not issubclass(Derived.of("x"), Base.of("x"))


def test_what_is_done_for_subclasses_is_not_done_for_keys() -> None:
    seen: list[str] = []

    class Base(PageState):
        def __init_subclass__(cls, *, table: str, **kwargs: Any) -> None:
            super().__init_subclass__(**kwargs)
            seen.append(table)

    class Derived(Base, table="t"):
        a: int = 0

    assert Derived.of("x")(a=1).a == 1
    assert seen == ["t"]


def test_a_metaclass_of_ones_own_makes_keys_too() -> None:
    class Meta(type(PageState)):  # type: ignore[misc]
        def __new__(mcls, *args: Any, **kwargs: Any) -> Any:
            made.append(args[0])
            return super().__new__(mcls, *args, **kwargs)

    made: list[str] = []

    class Mine(PageState, metaclass=Meta):
        a: int = 0

    assert type(Mine.of("x")) is Meta
    assert Mine.of("x")(a=1).a == 1
    assert made == ["Mine"]


def test_what_is_no_field_is_set_on_the_class_itself() -> None:
    try:
        Draft.of("22").made = 3  # type: ignore[misc]
        assert (Draft.made, Draft.of("23").made) == (3, 3)
        with pytest.warns(PageStateWarning, match="shared by all sessions"):
            Draft.of("22").plain = 4
        assert (Draft.plain, Draft.of("23").plain) == (4, 4)
    finally:
        Draft.made = 0
        type.__setattr__(Draft, "plain", 0)


def test_names_that_fields_cannot_have() -> None:
    for name in ("of", "keys", "forget", "keyed_by"):
        body = {"__annotations__": {name: "int"}, name: 0, "__module__": __name__}
        with pytest.raises(DeclarationError, match=f"PageState uses the name '{name}' itself"):
            type(PageState)("Bad", (PageState,), body)

    class Good(PageState):
        key: str = ""

    assert Good.of("a")(key="b").key == "b"


# Snapshots and links


def test_snapshots_compare_by_their_key_too() -> None:
    one = Draft.of("22")(body="x")
    assert one == Draft.of(22)(body="x")
    assert one != Draft.of("23")(body="x")
    assert one != Draft(body="x")
    assert isinstance(one, Draft)
    assert repr(one) == "Draft.of('22')(body='x', tags=[])"
    plain = Row.of("a")(done=True)
    assert len({plain, Row.of("a")(done=True), Row.of("b")(done=True), Row(done=True)}) == 3
    assert plain.__reduce__() != Row.of("b")(done=True).__reduce__()
    for copied in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert copied == one
        assert type(copied).keyed_by == "22"
    assert pickle.loads(pickle.dumps(Draft(body="x"))) == Draft(body="x")
    with pytest.raises(AttributeError, match=r"Draft\.of\('22'\)\.body = "):
        one.body = "y"  # type: ignore[misc]


def test_links_of_keys() -> None:
    assert link(Draft.of("a.b")(body="x"), Draft(body="y")) == "?a~1b.body=x&body=y"
    assert params(Draft.of(22)(body="x")) == {"22.body": "x"}
    assert Draft.of(22).parse("https://app.example/?22.body=x&body=y").body == "x"
    with pytest.raises(StPageStateError, match=r"Draft\.of\('22'\) and Draft\.of\('22'\) both own"):
        link(Draft.of("22")(), Draft.of(22)())
    with pytest.raises(TypeError, match=r"the class Draft\.of\('22'\) itself"):
        link(Draft.of("22"))  # type: ignore[arg-type]


def test_a_snapshot_of_another_key_can_be_applied(tab: RunningTab) -> None:
    with tab.run():
        Draft.of("22").apply(Draft.of("23")(body="x"))
        Draft.apply(Draft.of("22").snapshot())
        Draft.of("24").apply(Draft(body="y"))
        assert (Draft.body, Draft.of(22).body, Draft.of(24).body) == ("x", "x", "y")
        with pytest.raises(TypeError, match=r"takes a snapshot of Draft\.of\('22'\).* not a Row"):
            Draft.of("22").apply(Row())  # type: ignore[arg-type]


# The URL


def test_a_link_is_not_lost_for_keys_touched_later() -> None:
    tab = RunningTab("?22.body=x&23.body=y&a~1b.body=z&24.body=w")
    with tab.run():
        assert Draft.of("22").body == "x"
    with tab.run():
        Draft.of("23").body = "changed"
        assert tab.query.params["24.body"] == ("w",)
    with tab.run():
        Other.view = "map"
        assert tab.query.params == {"view": ("map",)}
    with tab.run():
        assert Draft.of("a.b").body == "z"
    with tab.run("", page="other"):
        assert Draft.of("24").body == "w"
        assert [Draft.of(key).body for key in (22, 23)] == ["x", "changed"]


def test_a_claim_by_the_class_or_a_key_keeps_all_keys_even_unused_ones() -> None:
    for claimer in (Draft, Draft.of("1")):
        tab = RunningTab("?junk=1&body=a&1.body=b&x.body=c&.body=d&~2.body=e&y.bod=f")
        with tab.run():
            claimer.focus()
            kept = {"body": ("a",), "1.body": ("b",), "x.body": ("c",)}
            assert tab.query.params == kept
            assert len(tab.query.updates) == 1


def test_a_bad_text_is_told_with_the_key() -> None:
    class Counted(PageState):
        n: int = StateVar(default=0, url_key="n")

    tab = RunningTab("?a.n=x")
    with tab.run():
        error = Counted.of("a").url_errors()["n"]
        assert (error.cls, error.param, error.text) == ("Counted.of('a')", "a.n", "x")
        assert tab.query.params == {"a.n": ("0",)}
        assert Counted.url_errors() == {}
    with pytest.raises(InvalidQueryParamError, match=r"Counted\.of\('a'\)\.n does not"):
        Counted.of("a").parse("?a.n=x")


class Sharer(PageState):
    q: str = StateVar(default="", url_key="q")

    class Config:
        share_url_with: ClassVar = [Draft]


def test_who_shares_with_a_class_shares_with_its_keys() -> None:
    for claimer in (Sharer, Sharer.of("s"), Draft.of("22")):
        tab = RunningTab("?q=a&s.q=b&22.body=c&23.body=d&junk=1")
        with tab.run():
            Sharer.of("s").q, Draft.of("22").body
            claimer.focus()
            assert tab.query.params.keys() >= {"q", "s.q", "22.body", "23.body"}
            assert "junk" not in tab.query.params


def test_a_key_named_in_a_config_means_its_class() -> None:
    class Naming(PageState):
        q: str = StateVar(default="", url_key="nq")

        class Config:
            share_url_with: ClassVar = [Draft.of("22")]

    tab = RunningTab("?23.body=c&junk=1")
    with tab.run():
        Naming.focus()
        assert tab.query.params == {"23.body": ("c",), "nq": ("",)}


def test_what_looks_like_a_key_and_is_another_classs_own_is_purged() -> None:
    class Prefixed(PageState):
        body: str = StateVar(default="", url_key="body")

        class Config:
            url_prefix = "map."

    tab = RunningTab("?map.body=x&1.body=y")
    with tab.run():
        Draft.of("1").focus()
        assert tab.query.params == {"1.body": ("y",)}
    with tab.run():
        assert Prefixed.body == "x"


def test_a_class_whose_keys_nobody_uses_keeps_nothing_more() -> None:
    class Plain(PageState):
        q: str = StateVar(default="", url_key="pq")

    tab = RunningTab("?a.pq=x")
    with tab.run():
        Plain.q = "y"
        assert tab.query.params == {"pq": ("y",)}
        assert Plain.of("a").q == "x", "the text waited for it"


def test_while_a_named_class_is_not_loaded_foreign_keys_in_use_are_purged() -> None:
    class Waiting(PageState):
        q: str = StateVar(default="", url_key="wq")

        class Config:
            share_url_with: ClassVar = ["NotLoadedYet"]

    tab = RunningTab("?1.body=x&2.body=y&1.wq=a&junk=1")
    with tab.run():
        assert Draft.of("1").body == "x"
        Waiting.of("1").q = "z"
        assert tab.query.params == {
            "2.body": ("y",), "1.wq": ("z",), "junk": ("1",)
        }  # fmt: skip


@pytest.mark.parametrize("own", [True, False])
def test_a_param_of_a_key_that_another_owns_is_an_error_when_used(*, own: bool) -> None:
    class Clash(PageState):
        body: str = StateVar(default="", url_key="cb")
        more: str = StateVar(default="", url_key="22.cb" if own else "cm")

    class Partner(PageState):
        body: str = StateVar(default="", url_key="22.cb")

        class Config:
            share_url_with: ClassVar = () if own else [Clash]

    other = "Clash" if own else "Partner"
    for _ in range(2):
        with pytest.raises(
            DeclarationError,
            match=rf"Clash\.of\('22'\) and .*{other} share the URL, but both own .* '22\.cb'",
        ):
            Clash.of("22")
    assert Clash.of("23")(body="x").body == "x"


def test_keys_of_two_classes_may_collide_too() -> None:
    class One(PageState):
        y: str = StateVar(default="", url_key="ky")

        class Config:
            url_prefix = "a."

    class Two(PageState):
        y: str = StateVar(default="", url_key="x.ky")

        class Config:
            share_url_with: ClassVar = [One]

    assert One.of("x")(y="1").y == "1"
    assert Two.of("b")(y="1").y == "1"
    with pytest.raises(DeclarationError, match=r"Two\.of\('a'\) and .*One share the URL"):
        Two.of("a")
    with pytest.raises(DeclarationError, match=r"One\.of\('x'\) and .*Two share the URL"):
        One.of("x")


def test_a_class_loaded_later_is_compared_too() -> None:
    class Early(PageState):
        y: str = StateVar(default="", url_key="ey")

    kept = Early.of("1")

    class Late(PageState):
        y: str = StateVar(default="", url_key="1.ey")

        class Config:
            share_url_with: ClassVar = [Early]

    with pytest.raises(DeclarationError, match=r"Early\.of\('1'\) and .*Late share the URL"):
        Early.of("1")
    assert kept.keyed_by == "1"


def test_a_purge_and_restore_of_many_keys_is_told_once_and_names_the_class(
    tab: RunningTab,
) -> None:
    with tab.run():
        for key in range(5):
            Draft.of(key).body = "x"
    with tab.run(), pytest.warns(PageStateWarning) as caught:  # noqa: PT031
        Other.view = "map"
        for key in range(5):
            assert Draft.of(key).body == "x"
    (warning,) = caught
    assert str(warning.message) == (
        "A change to Other removed ?0.body= from the URL, and Draft.of('0') restored it in the "
        "same run: two history entries for one click. If both belong in the URL, write "
        "share_url_with = ['Draft'] in Other.Config."
    )


def test_many_keys_in_a_batch_are_one_update(tab: RunningTab) -> None:
    with tab.run(), batch():
        for key in range(50):
            Draft.of(key).body = str(key)
    assert len(tab.query.updates) == 1


def test_back_moves_a_key(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).body = "a"
        Draft.of(2).body = "b"
    with tab.run():
        Draft.of(1).body = "c"
    with tab.run("?1.body=a&2.body=b", history=True):
        assert [Draft.of(key).body for key in (1, 2)] == ["a", "b"]


# keys(), forget(), reset_all()


def test_keys_are_those_used_in_this_session(tab: RunningTab) -> None:
    with tab.run("?4.body=x"):
        assert Draft.keys() == []
        Draft.of("unused")
        Draft.of("unused")(body="x")
        assert Draft.of(3).body == ""
        Draft.of(2).bind("body")
        with batch():
            Draft.of(1).body = "x"
            assert Draft.keys() == ["3", "2", "1"]
        Row.of("9").done = True
    with RunningTab().run():
        assert Draft.keys() == []
    with tab.run():
        assert (Draft.keys(), Row.keys()) == (["3", "2", "1"], ["9"])


def test_forgetting_removes_values_and_params(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).update(body="x", tags=["a"])
        Draft.of(2).body = "y"
        Draft.body = "z"
    with tab.run():
        held = Draft.of(1).tags
        sent = len(tab.query.updates)
        Draft.of(1).forget()
        assert tab.query.updates[sent:] == [{"2.body": ("y",), "body": ("z",)}]
        held.append("late")
        assert Draft.keys() == ["2"]
    with tab.run():
        assert Draft.keys() == ["2"]
        assert Draft.of(1).snapshot() == Draft.of(1)()
        assert (Draft.of(2).body, Draft.body) == ("y", "z")
        assert Draft.keys() == ["2", "1"]
        Draft.forget()
        assert Draft.of(2).body == "y"
        assert (Draft.body, Draft.keys()) == ("", ["2", "1"])


def test_forgetting_a_key_nobody_has_used_removes_its_link() -> None:
    tab = RunningTab("?1.body=x&2.body=y&3.body=z")
    with tab.run():
        Other.view = "map"
        Draft.of(1).forget()
    with tab.run():
        assert (Draft.of(1).body, Draft.of(2).body) == ("", "y")
        Draft.of(3).forget()
        sent = len(tab.query.updates)
        Draft.of(3).forget()
        assert len(tab.query.updates) == sent
        assert Draft.keys() == ["1", "2"]


def test_forgetting_in_a_batch_and_going_on(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).update(body="x", tags=["a"])
        Draft.of(2).body = "y"
        sent = len(tab.query.updates)
        with batch():
            Draft.of(1).forget()
            assert Draft.keys() == ["2"]
            reset_all()
            assert Draft.of(1).dump() == {"body": "", "tags": []}
            Draft.of(1).body = "z"
            assert Draft.keys() == ["1"]
            Draft.of(1).forget()
            Draft.of(1).forget()
            assert Draft.keys() == []
        assert len(tab.query.updates) == sent + 1
        assert Draft.keys() == []
    with tab.run(), pytest.raises(ZeroDivisionError), batch():
        Draft.of(2).body = "kept"
        raise ZeroDivisionError
    with tab.run():
        Draft.of(2).body = "kept"
    with tab.run(), pytest.raises(ZeroDivisionError), batch():
        Draft.of(2).forget()
        raise ZeroDivisionError
    with tab.run():
        assert Draft.of(2).body == "kept"


def test_reset_resets_only_the_class_it_is_called_on(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).body = Draft.of(2).body = Draft.body = "x"
        Draft.reset()
        assert [Draft.body, Draft.of(1).body, Draft.of(2).body] == ["", "x", "x"]
        Draft.of(1).reset()
        assert [Draft.of(1).body, Draft.of(2).body] == ["", "x"]


def test_logging_out_resets_all_keys_and_lists_none(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).update(body="x", tags=["a"])
        Row.of(1).done = True
        Draft.body = "y"
    with tab.run():
        sent = len(tab.query.updates)
        reset_all()
        assert tab.query.updates[sent:] == [{"1.body": ("",), "body": ("",)}]
        assert (Draft.keys(), Row.keys()) == ([], [])
        reset_all()
        assert len(tab.query.updates) == sent + 1
        assert (Draft.of(1).dump(), Row.of(1).done) == ({"body": "", "tags": []}, False)
        assert (Draft.keys(), Row.keys()) == (["1"], ["1"])
        assert len(tab.query.updates) == sent + 1


def test_logging_out_after_a_restart_lists_no_keys_either(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).body = "x"
    again = RunningTab(tab.query.url)
    again.session = pickle.loads(pickle.dumps(tab.session))
    with again.run():
        assert Draft.keys() == ["1"]
        assert "Draft[1], not used since the session was loaded" in str(again.session)
        reset_all()
        assert Draft.keys() == []
        assert again.query.params == {}
        assert Draft.of(1).body == ""


def test_a_cleared_session_begins_anew(tab: RunningTab) -> None:
    with tab.run():
        Draft.of(1).update(body="x", tags=["a"])
        tab.session.clear()
        assert Draft.keys() == []
        assert Draft.of(1).dump() == {"body": "x", "tags": []}


def test_the_session_shows_the_keys(tab: RunningTab) -> None:
    with tab.run():
        Row.of("a").done = True
        Row.done = False
    assert "Row.of('a')(done=True); Row(done=False)" in str(tab.session)


def test_a_trace_names_the_key(tab: RunningTab) -> None:
    with tab.run(), trace() as events:
        Draft.of(1).body = "x"
        Draft.of(1).forget()
    assert [str(event) for event in events][1:] == [
        "restore Draft.of('1') ?1.body=''",
        "claim   Draft.of('1') body='x'",
        "update  Draft.of('1') ?1.body='x'",
        "claim   Draft.of('1')",
        "update  Draft.of('1') no params",
    ]


# Hooks


class Hooked(PageState):
    n: int = StateVar(default=0, url_key="hn")
    text: str = ""
    log: ClassVar[list[Any]] = []

    @classmethod
    def on_init(cls) -> None:
        cls.log.append(("init", cls.keyed_by))
        cls.text = f"first of {cls.keyed_by}"

    @classmethod
    def on_ready(cls) -> None:
        cls.log.append(("ready", cls.keyed_by, cls.n))

    @classmethod
    def before_set(cls) -> None:
        cls.log.append(("before", cls.keyed_by))
        if cls.text == "forget before":
            cls.forget()

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.log.append((cls.keyed_by, field, old, new))
        if new == 13:
            cls.forget()

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.log.append(("adopt", cls.keyed_by, changed))

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
        cls.log.append(("error", cls.keyed_by, field, text))


def test_hooks_are_called_once_per_key_with_the_keyed_class() -> None:
    Hooked.log.clear()
    tab = RunningTab("?a.hn=1&b.hn=x")
    with tab.run():
        assert Hooked.of("a").text == "first of a"
        assert Hooked.of("b").n == 0
        Hooked.of("a").n = 2
    with tab.run("?a.hn=3&b.hn=0"):
        assert (Hooked.of("a").n, Hooked.of("b").n) == (3, 0)
    with tab.run():
        reset_all()
    assert Hooked.log == [
        ("init", "a"), ("ready", "a", 1),
        ("init", "b"), ("ready", "b", 0), ("error", "b", "n", "x"),
        ("before", "a"), ("a", "n", 1, 2),
        ("adopt", "a", {"n": 3}),
        ("before", "a"), ("before", "b"),
        ("a", "n", 3, 0), ("a", "text", "first of a", ""), ("b", "text", "first of b", ""),
    ]  # fmt: skip


def test_a_hook_may_forget_its_own_key(tab: RunningTab) -> None:
    with tab.run():
        Hooked.of("a").n = 13
        assert Hooked.keys() == []
        assert Hooked.of("a").n == 0
        Hooked.of("a").text = "forget before"
        Hooked.of("a").n = 2
        assert (Hooked.of("a").n, Hooked.of("a").text) == (2, "first of a")


# Widgets


def test_rows_of_widgets_with_one_label() -> None:
    def script(st: FakeStreamlit) -> None:
        for key in (1, 2):
            st.text_input("Body", **Draft.of(key).bind("body"))
        with Draft.of(3).form("f"):
            st.text_input("In a form", **Draft.of(3).bind("body"))
            st.form_submit_button("Send")
        st.button("Discard", on_click=lambda: Draft.of(1).forget())
        st.button("Log out", on_click=reset_all)

    app = FakeApp(script)
    tab = app.open("?2.body=b")
    first, second = (Draft.of(key).bind for key in (1, 2))
    with tab.run():
        keys = [bind("body")["key"] for bind in (first, second)]
    tab.rerun()
    tab.widget(keys[0]).set_value("a")
    assert [tab.widget(key).value for key in keys] == ["a", "b"]
    assert [tab.state(Draft.of(key)).body for key in (1, 2)] == ["a", "b"]
    assert tab.state(Draft.of("2")) == Draft.of(2)(body="b")
    tab.widget("In a form").set_value("c")
    tab.button("Send").click()
    assert tab.state(Draft.of(3)).body == "c"
    tab.widget(keys[1]).set_value("d")
    tab.back()
    assert tab.widget(keys[1]).value == "b"
    tab.button("Discard").click()
    assert [tab.widget(key).value for key in keys] == ["", "b"]
    tab.button("Log out").click()
    assert [tab.widget(key).value for key in keys] == ["", ""]


def test_a_widget_whose_hook_forgets_shows_the_default() -> None:
    def script(st: FakeStreamlit) -> None:
        st.number_input("N", **Hooked.of("a").bind("n"))

    tab = FakeApp(script).open()
    tab.widget("N").set_value(13)
    assert tab.widget("N").value == 0
    assert tab.state(Hooked.of("a")).n == 0


# What is kept


def test_a_bounded_number_of_keys_is_kept_and_none_longer_than_the_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyed, "_MOST_KEPT", 32)

    def make() -> Any:
        body = {
            "__annotations__": {"a": str}, "a": StateVar(default="", url_key="a"),
            "__module__": __name__, "__qualname__": "Kept",
        }  # fmt: skip
        return type(PageState)("Kept", (PageState,), body)

    kept, tab = make(), RunningTab()
    with tab.run():
        kept.of("one").a = "x"
    cls, spec = ref(kept.of("one")), ref(kept.of("one").__page_state__)
    gc.collect()
    assert kept.of("one") is cls()
    for key in range(32):
        kept.of(key)
    gc.collect()
    assert cls() is None
    assert spec() is not None, "the session uses it"
    with tab.run():
        assert kept.of("one").__page_state__ is spec()
        assert kept.of("one").a == "x"
    kept = make()
    gc.collect()
    with tab.run():
        assert kept.of("one").__page_state__ is spec(), "the class was made again, as by a rerun"
    del tab, kept
    gc.collect()
    assert spec() is None


def test_a_class_made_again_has_its_keys_values(tab: RunningTab) -> None:
    def make(default: Any, kind: Any) -> Any:
        body = {
            "__annotations__": {"a": kind, "b": int}, "a": StateVar(default=default, url_key="a"),
            "b": 0, "__module__": __name__, "__qualname__": "Again",
        }  # fmt: skip
        return type(PageState)("Again", (PageState,), body)

    with tab.run():
        again = make("", str)
        again.of("k").update(a="5", b=1)
        again.of("l").a = "x"
    with tab.run():
        again = make("", str)
        assert (again.of("k").a, again.of("k").b) == ("5", 1)
    with tab.run():
        again = make(0, int)
        assert (again.of("k").a, again.of("k").b) == (5, 1)
        with pytest.warns(PageStateWarning, match=r"Again\.of\('l'\)\.a was reset"):
            assert again.of("l").a == 0
        assert again.keys() == ["k", "l"]
