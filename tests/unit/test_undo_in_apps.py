"""Undo and redo of what users do in an app: texts, editors, tables, saved values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal

import pytest

from drivers import undoing
from drivers.runs import PlainTab
from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state.engine import steps
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession
from st_page_state_fakes.store import FakeStore
from st_page_state_fakes.tab import Tab


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(steps, "clock", clock)
    return clock


class Note(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str | None = None
    kind: str = "a"
    size: Literal["s", "m", "l"] = "s"
    edits: int = 0
    span: tuple[date, date] = StateVar(default=(date(2026, 1, 1), date(2026, 1, 2)))

    class Config:
        undo = 50

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field in ("title", "body"):
            cls.edits += 1


class Word(PageState):
    word: str = ""

    class Config:
        undo = 5


def script(st: Any) -> None:
    st.button("Undo", on_click=Note.undo, disabled=not Note.can_undo())
    st.button("Redo", on_click=Note.redo, disabled=not Note.can_redo())
    st.text_input("Title", **Note.bind("title"))
    st.text_area("Body", **Note.bind("body"))
    st.selectbox("Kind", **Note.bind("kind", options=["a", "b", "c"]))
    st.selectbox("Plain", ["a", "b", "c"], **Note.bind("kind", key="plain"))
    st.radio("Size", ["s", "m", "l"], **Note.bind("size"))
    st.date_input("Span", **Note.bind("span"))


@pytest.fixture
def tab() -> Tab:
    return FakeApp(script).open()


def undone(tab: Tab) -> Note:
    tab.button("Undo").click()
    return tab.state(Note)


class TestTexts:
    def test_edits_of_one_text_within_a_second_are_one_step(self, tab: Tab, clock: Clock) -> None:
        for text in ("a", "ab", "abc"):
            tab.widget("Title").set_value(text)
            clock.now += 0.9
        assert tab.state(Note).edits == 3
        now = undone(tab)
        assert (now.title, now.edits) == ("", 0)
        assert tab.button("Undo").disabled
        tab.button("Redo").click()
        now = tab.state(Note)
        assert (now.title, now.edits, tab.widget("Title").value) == ("abc", 3, "abc")

    def test_a_second_later_it_is_another(self, tab: Tab, clock: Clock) -> None:
        tab.widget("Body").set_value("a")
        clock.now += 1
        tab.widget("Body").set_value("ab")
        assert undone(tab).body == "a"
        assert undone(tab).body is None

    def test_a_clock_that_was_set_back_joins_nothing(self, tab: Tab, clock: Clock) -> None:
        tab.widget("Body").set_value("a")
        clock.now -= 5
        tab.widget("Body").set_value("ab")
        assert undone(tab).body == "a"

    @pytest.mark.usefixtures("clock")
    def test_an_edit_back_leaves_no_step(self, tab: Tab) -> None:
        tab.widget("Body").set_value("a")
        tab.widget("Body").set_value("")
        now = undone(tab)
        assert now.body is None
        tab.widget("Kind").set_value("b")
        tab.widget("Title").set_value("x")
        tab.widget("Title").set_value("")
        assert undone(tab).edits == 0
        assert undone(tab).kind == "a"

    @pytest.mark.usefixtures("clock")
    def test_another_text_and_a_choice_are_steps(self, tab: Tab) -> None:
        tab.widget("Title").set_value("a")
        tab.widget("Body").set_value("b")
        tab.widget("Title").set_value("ab")
        for label in ("Kind", "Plain"):
            for kind in ("b", "c", "a"):
                tab.widget(label).set_value(kind)
            assert undone(tab).kind == "c"
            undone(tab)
            undone(tab)
        for kind in ("b", "c"):
            tab.widget("Kind").set_value(kind)
        for size in ("m", "l"):
            tab.widget("Size").set_value(size)
        assert undone(tab).size == "m"
        undone(tab)
        assert undone(tab).kind == "b"
        undone(tab)
        now = undone(tab)
        assert (now.title, now.body) == ("a", "b")
        now = undone(tab)
        assert (now.title, now.body) == ("a", None)

    @pytest.mark.usefixtures("clock")
    def test_an_edit_after_an_undo_and_a_redo_is_another(self, tab: Tab) -> None:
        tab.widget("Title").set_value("a")
        tab.button("Undo").click()
        tab.button("Redo").click()
        tab.widget("Title").set_value("ab")
        assert undone(tab).title == "a"
        tab.widget("Body").set_value("x")
        tab.button("Undo").click()
        tab.widget("Title").set_value("abc")
        assert undone(tab).title == "a"

    @pytest.mark.usefixtures("clock")
    def test_an_edit_back_and_nothing_else_leaves_none(self) -> None:
        def app(st: Any) -> None:
            st.text_input("Word", **Word.bind("word"))
            st.button("Undo", on_click=Word.undo, disabled=not Word.can_undo())

        tab = FakeApp(app).open()
        tab.widget("Word").set_value("a")
        assert not tab.button("Undo").disabled
        tab.widget("Word").set_value("")
        assert tab.button("Undo").disabled

    @pytest.mark.usefixtures("clock")
    def test_what_code_sets_is_a_step_each(self) -> None:
        with use_ports(FakeSession(), FakeQuery()):
            Note.kind = "b"
            Note.kind = "c"
            assert undoing.undone(Note)
            assert Note.kind == "b"


def test_what_a_widget_has_that_does_not_fit_is_none(tab: Tab) -> None:
    first = tab.state(Note).span
    tab.widget("Span").set_value((date(2026, 2, 1), date(2026, 2, 3)))
    tab.widget("Span").set_value((date(2026, 3, 1),))
    assert undone(tab).span == first
    assert tab.widget("Span").value == first
    assert tab.button("Undo").disabled


def test_an_undo_is_saved() -> None:
    class Kept(PageState):
        n: int = 0

        class Config:
            undo = 5
            persist = "user"

    store = FakeStore()

    def open_session() -> Any:
        return use_ports(FakeSession(), FakeQuery(), store=store, identity="ann")

    with open_session():
        Kept.n = 1
        Kept.n = 2
        Kept.undo()
        with open_session():
            assert Kept.n == 1
            assert not Kept.can_undo()  # what is recovered is no step
            Kept.n = 5
        Kept.refresh()
        assert Kept.n == 5
        Kept.redo()
        assert Kept.n == 2
    with open_session():
        assert Kept.n == 2


def test_what_another_tab_has_saved_is_no_step() -> None:
    class Merged(PageState):
        n: int = 0
        m: int = 0

        class Config:
            undo = 5
            persist = "user"

    store = FakeStore()
    first = FakeSession()
    with use_ports(first, FakeQuery(), store=store, identity="ann"):
        Merged.n = 1
    with use_ports(FakeSession(), FakeQuery(), store=store, identity="ann"):
        Merged.m = 7
    with use_ports(first, FakeQuery(), store=store, identity="ann"):
        Merged.n = 2
        assert Merged.m == 7
        Merged.undo()
        Merged.undo()
        assert Merged.dump() == {"n": 0, "m": 7}
        assert not Merged.can_undo()


def test_somebody_elses_values_do_not_come_back() -> None:
    class Own(PageState):
        n: int = 0

        class Config:
            undo = 5
            persist = "user"

    store, session, query = FakeStore(), FakeSession(), FakeQuery()
    with use_ports(session, query, store=store, identity="ann"):
        Own.n = 1
        Own.n = 2
    with use_ports(session, query, store=store, identity="bob"):
        assert Own.n == 0
        assert not Own.can_undo()


def test_an_open_page_goes_on_after_a_restart() -> None:
    class Gone(PageState):
        n: int = StateVar(default=1, url_key="n")
        m: int = 0

        class Config:
            undo = 5

    def app(st: Any) -> None:
        st.number_input("N", **Gone.bind("n"))
        st.number_input("M", **Gone.bind("m"))
        st.button("Undo", on_click=Gone.undo, disabled=not Gone.can_undo())

    server = FakeApp(app)
    tab = server.open()
    tab.widget("N").set_value(3)
    tab.widget("M").set_value(4)
    server.restart()
    tab.widget("N").set_value(5)
    now = tab.state(Gone)
    assert (now.n, now.m) == (5, 4)


class Hub(PageState):
    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")
    tags: list[int] = StateVar(default_factory=list)

    class Config:
        undo = 50
        share_url_with: ClassVar = ["Spoke"]


class Spoke(PageState):
    c: int = 0

    class Config:
        undo = 50


@pytest.fixture
def elsewhere() -> Iterator[Any]:
    """Return what runs in another thread of the session."""
    tab = PlainTab(FakeQuery())
    with tab.ports():
        _ = Hub.a, Spoke.c
        yield tab.elsewhere


class TestThreads:
    def test_each_has_its_step(self, elsewhere: Any) -> None:
        with batch():
            Hub.a = 1
            elsewhere(lambda: Hub.update(b=2))
            Spoke.c = 3
        assert undoing.undone(Hub)
        assert (Hub.a, Hub.b, Spoke.c) == (0, 2, 0)
        assert undoing.undone(Hub)
        assert (Hub.a, Hub.b) == (0, 0)
        assert not Hub.can_undo()

    def test_of_one_field_the_last_was_made_after_the_other(self, elsewhere: Any) -> None:
        with batch():
            Hub.a = 1
            elsewhere(lambda: Hub.update(a=2))
        assert Hub.a == 1
        Hub.undo()
        assert Hub.a == 2
        Hub.undo()
        assert Hub.a == 0

    def test_one_seen_in_the_middle(self, elsewhere: Any) -> None:
        with batch():
            Hub.a = 1
            elsewhere(lambda: Hub.update(a=2, b=2))
            assert Hub.b == 2
            Hub.a = 3
        Hub.undo()
        assert Hub.a == 2

    def test_a_change_in_place_that_both_notice_is_one_step(self, elsewhere: Any) -> None:
        tags = Hub.tags
        with batch():
            tags.append(1)
            _ = Hub.tags
            Hub.a = 1
            elsewhere(lambda: Hub.update(b=1))
        steps = 0
        while undoing.undone(Hub):
            steps += 1
        assert steps == 2
        assert (Hub.tags, Hub.a, Hub.b) == ([], 0, 0)

    def test_what_a_stopped_one_leaves_to_another_is_no_step(self, elsewhere: Any) -> None:
        with pytest.raises(KeyboardInterrupt), batch():
            Hub.update(a=1, b=1)
            elsewhere(lambda: Hub.update(a=2))
            raise KeyboardInterrupt
        Hub.undo()
        Hub.undo()
        assert (Hub.a, Hub.b) == (0, 0)

    def test_an_undo_beside_an_action(self, elsewhere: Any) -> None:
        Hub.a = 1
        with batch():
            Hub.undo()
            elsewhere(lambda: setattr(Spoke, "c", 1))
            Hub.b = 5
        assert (Hub.a, Hub.b, Spoke.c) == (0, 5, 1)
        assert not Hub.can_redo()
        Hub.undo()
        Hub.undo()
        assert (Hub.a, Hub.b, Spoke.c) == (0, 0, 0)

    def test_what_is_forgotten_meanwhile_leaves_no_step(self, elsewhere: Any) -> None:
        Spoke.c = 1
        with batch():
            Spoke.c = 2
            Hub.a = 1
            elsewhere(Spoke.forget)
        assert undoing.undone(Hub)
        assert Hub.a == 0
        assert Spoke.c in (0, 2)
        assert not Hub.can_undo()


def test_the_clock_of_an_app_is_that_of_its_store() -> None:
    def script(st: Any) -> None:
        st.text_input("Title", **Note.bind("title"))

    app = FakeApp(script)
    tab = app.open()
    for text in ("a", "ab", "abc"):
        tab.widget("Title").set_value(text)
    app.store.advance(seconds=0.9)
    tab.widget("Title").set_value("abcd")
    app.store.advance(seconds=1)
    tab.widget("Title").set_value("x")
    steps: list[str] = []
    with tab.run():
        while undoing.undone(Note):
            steps.append(Note.title)
    assert steps == ["abcd", ""]
