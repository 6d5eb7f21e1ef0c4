"""Widgets that Streamlit recreates, and several widgets on one field."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

import pytest

from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp, FakeStreamlit
from st_page_state_fakes.tab import Tab

VERSIONS = ["1.37", "1.45", "1.55", "1.67"]


class Level(PageState):
    most: int = StateVar(default=10, url_key="most")
    n: int = StateVar(default=1, url_key="n")
    word: str = StateVar(default="", url_key="word")


def bounds(st: FakeStreamlit) -> None:
    """A slider with bounds that depend on another widget: recreated in every version."""
    st.number_input("Most", 5, 100, **Level.bind("most"))
    shown = st.slider("N", 0, Level.most, **Level.bind("n"))
    st.text(f"{shown} {Level.n}")


def labeled(st: FakeStreamlit) -> None:
    """A widget with a label that changes in each run: recreated in old versions."""
    runs = st.session_state.get("runs", 0)
    st.session_state.runs = runs + 1
    st.text_input(f"Word {runs}", **Level.bind("word"))


def word(tab: Tab) -> Any:
    return tab.widget(f"{Level.__page_state__.namespace}.word")


@pytest.mark.parametrize("version", VERSIONS)
def test_new_bounds_never_change_the_state(version: str) -> None:
    tab = FakeApp(bounds, streamlit=version).open("?most=10&n=7")
    tab.widget("Most").set_value(20)
    assert tab.state(Level).n == 7
    tab.rerun()
    assert tab.state(Level).n == tab.widget("N").value == 7
    for most in (30, 40, 50):
        tab.widget("Most").set_value(most)
        # From now on, each run sets its value.
        assert tab.outputs[-1].text == "7 7"
    tab.widget("N").set_value(45)
    assert tab.state(Level) == Level(most=50, n=45)
    assert tab.url == "?most=50&n=45&word="


@pytest.mark.parametrize("version", VERSIONS)
def test_an_edit_of_a_recreated_widget_reaches_the_state(version: str) -> None:
    tab = FakeApp(bounds, streamlit=version).open("?most=10&n=7")
    tab.widget("Most").set_value(20)
    tab.widget("N").set_value(15)
    assert tab.state(Level).n == tab.widget("N").value == 15


@pytest.mark.parametrize("version", VERSIONS)
def test_a_label_that_changes_each_run_never_changes_the_state(version: str) -> None:
    tab = FakeApp(labeled, streamlit=version).open("?word=x")
    for _ in range(4):
        tab.rerun()
        assert tab.state(Level).word == "x"
    word(tab).set_value("y")
    for _ in range(3):
        assert tab.state(Level).word == word(tab).value == "y"
        tab.rerun()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_rejected_value_stays_in_a_widget_recreated_each_run(version: str) -> None:
    class Short(PageState):
        n: int = StateVar(default=1)

    def script(st: FakeStreamlit) -> None:
        runs = st.session_state.get("runs", 0)
        st.session_state.runs = runs + 1
        st.number_input(f"N {runs}", value=None, **Short.bind("n"))
        st.text(", ".join(Short.widget_errors()))

    tab = FakeApp(script, streamlit=version).open()
    key = f"{Short.__page_state__.namespace}.n"
    for _ in range(3):
        tab.rerun()
    tab.widget(key).set_value(2)
    tab.widget(key).set_value(None)
    for _ in range(3):
        assert (tab.widget(key).value, tab.outputs[-1].text) == (None, "n")
        tab.rerun()
    assert tab.state(Short).n == 2
    tab.widget(key).set_value(5)
    assert (tab.state(Short).n, tab.outputs[-1].text) == (5, "")


def test_two_widgets_of_one_field_stay_in_sync() -> None:
    def script(st: FakeStreamlit) -> None:
        st.slider("Slide", 0, 100, **Level.bind("n"))
        st.number_input("Type", 0, 100, **Level.bind("n", key="typed"))

    tab = FakeApp(script).open("?n=5")
    assert (tab.widget("Slide").value, tab.widget("Type").value) == (5, 5)
    tab.widget("Type").set_value(7)
    assert (tab.widget("Slide").value, tab.state(Level).n) == (7, 7)
    tab.widget("Slide").set_value(9)
    assert (tab.widget("Type").value, tab.state(Level).n) == (9, 9)
    assert tab.widget("Type").key == f"{Level.__page_state__.namespace}.n#typed"
    tab.back()
    assert tab.widget("Type").value == tab.widget("Slide").value == 7


def test_a_rejected_value_leaves_the_other_widget_alone() -> None:
    class Short(PageState):
        word: str = StateVar(default="a", url_key="w")
        n: int = StateVar(default=1, url_key="n")

    def script(st: FakeStreamlit) -> None:
        st.number_input("One", value=None, **Short.bind("n"))
        st.number_input("Two", value=None, **Short.bind("n", key="2"))
        st.text(", ".join(Short.widget_errors()))

    tab = FakeApp(script).open()
    tab.widget("One").set_value(None)
    assert (tab.widget("One").value, tab.widget("Two").value) == (None, 1)
    assert tab.outputs[-1].text == "n"
    tab.widget("Two").set_value(3)
    assert (tab.widget("One").value, tab.outputs[-1].text) == (3, "")


def test_a_field_bound_on_two_pages_keeps_its_value() -> None:
    class Shared(PageState):
        word: str = StateVar(default="a", url_key="w")

    def page(st: FakeStreamlit) -> None:
        st.text_input("Word", **Shared.bind("word"))

    tab = FakeApp(page, {"other": page}).open()
    tab.widget("Word").set_value("b")
    tab.switch_page("other")
    assert tab.widget("Word").value == tab.state(Shared).word == "b"
    tab.widget("Word").set_value("c")
    tab.switch_page("")
    assert tab.widget("Word").value == "c"


class Meeting(PageState):
    on: datetime = StateVar(default=datetime(2026, 1, 1), url_key="on")
    at: time = StateVar(default=time(8), url_key="at")
    span: tuple[datetime, datetime] = StateVar(
        default=(datetime(2026, 1, 1), datetime(2026, 1, 2)), url_key="span"
    )
    changes: ClassVar[list[str]] = []

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.changes.append(field)


def meeting(st: FakeStreamlit) -> None:
    st.date_input("On", **Meeting.bind("on"))
    st.time_input("At", **Meeting.bind("at"))
    st.datetime_input("To the minute", **Meeting.bind("on", key="minute"))
    st.date_input("Span", **Meeting.bind("span"))


def test_showing_a_value_does_not_drop_its_hidden_part() -> None:
    Meeting.changes.clear()
    link = (
        "?on=2026-05-01T14%3A30%3A15&at=08%3A30%3A15"
        "&span=2026-05-01T10%3A00%3A00&span=2026-05-03T11%3A00%3A00"
    )
    tab = FakeApp(meeting).open(link)
    before = tab.state(Meeting)
    assert before.on == datetime(2026, 5, 1, 14, 30, 15)
    for _ in range(3):
        tab.rerun()
    assert tab.state(Meeting) == before
    assert (tab.history, Meeting.changes) == ([link], [])
    assert tab.widget("On").value == date(2026, 5, 1)
    tab.widget("On").set_value(date(2026, 5, 2))
    assert tab.state(Meeting).on == datetime(2026, 5, 2)
    tab.widget("To the minute").set_value(datetime(2026, 5, 2, 9, 15))
    assert tab.state(Meeting).on == datetime(2026, 5, 2, 9, 15)
    tab.widget("To the minute").set_value(datetime(2026, 5, 2))
    tab.widget("At").set_value(time(0))
    tab.widget("Span").set_value((date(2026, 5, 1), date(2026, 5, 4)))
    assert tab.state(Meeting) == Meeting(
        on=datetime(2026, 5, 2),
        at=time(0),
        span=(datetime(2026, 5, 1), datetime(2026, 5, 4)),
    )
