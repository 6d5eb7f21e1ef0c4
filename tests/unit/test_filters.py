"""Filters that hide their defaults, and what a missing param means in each Streamlit version."""

from __future__ import annotations

from typing import Any

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab


class Filters(PageState):
    word: str = StateVar("", url_key="word")
    most: int = StateVar(9, url_key="most")

    class Config:
        hide_defaults = True


EDITED, DEFAULT = Filters(word="taxi", most=3), Filters()


def home(st: Any) -> None:
    st.text_input("Word", **Filters.bind("word"))
    st.number_input("Most", step=1, **Filters.bind("most"))


def blank(st: Any) -> None:
    st.text("blank")


def edited(streamlit: str | None = None) -> Tab:
    tab = FakeApp(home, pages={"blank": blank}, streamlit=streamlit).open()
    tab.widget("Word").set_value("taxi")
    tab.widget("Most").set_value(3)
    return tab


VERSIONS = pytest.mark.parametrize("streamlit", [None, "1.37", "1.45", "1.55", "1.60"])


@VERSIONS
@pytest.mark.parametrize("reruns", [0, 1])
def test_filters_survive_a_page_that_touches_no_state(streamlit: str | None, reruns: int) -> None:
    tab = edited(streamlit)
    for _ in range(2):
        for _ in range(reruns):
            tab.rerun()
        tab.switch_page("blank")
        tab.switch_page("")
        assert tab.state(Filters) == EDITED
        assert (tab.url, tab.widget("Word").value) == ("?word=taxi&most=3", "taxi")


@VERSIONS
def test_back_to_what_a_page_switch_made_keeps_the_filters(streamlit: str | None) -> None:
    tab = edited(streamlit)
    tab.switch_page("blank")
    tab.switch_page("")
    for _ in range(3):
        tab.back()
        assert tab.state(Filters) == EDITED


def test_back_to_the_first_entry_clears_them() -> None:
    tab = edited()
    tab.switch_page("blank")
    tab.switch_page("")
    seen: list[tuple[str, Filters]] = []
    for _ in range(5):
        tab.back()
        seen.append((tab.url, tab.state(Filters)))
    assert seen == [
        ("?word=taxi&most=3", EDITED),  # the page switch's, restored by replace
        ("/blank", EDITED),
        ("?word=taxi&most=3", EDITED),
        ("?word=taxi", Filters(word="taxi")),
        ("", DEFAULT),
    ]


def test_defaults_that_a_page_switch_led_to_are_defaults() -> None:
    tab = FakeApp(home, pages={"blank": blank}).open()
    tab.switch_page("blank")
    tab.switch_page("")
    tab.widget("Word").set_value("taxi")
    tab.back()
    assert (tab.url, tab.state(Filters)) == ("", DEFAULT)
    tab.forward()
    assert tab.state(Filters) == Filters(word="taxi")


@pytest.mark.parametrize("streamlit", [None, "1.37"])
def test_back_on_one_page_means_the_defaults(streamlit: str | None) -> None:
    tab = edited(streamlit)
    tab.rerun()  # or Back looks like a click too soon, before 1.65
    tab.back()
    assert tab.state(Filters) == Filters(word="taxi")
    tab.back()
    assert tab.state(Filters) == DEFAULT


def test_back_of_several_entries_at_once() -> None:
    tab = edited()
    tab.switch_page("blank")
    tab.switch_page("")
    tab.widget("Word").set_value("")
    tab.widget("Most").set_value(9)
    tab.widget("Word").set_value("bus")
    tab.back()  # of the entries without params the nearest, which the user made
    assert (tab.url, tab.state(Filters)) == ("", DEFAULT)


class TestWithoutWidgets:
    """Nothing but the address tells of a page switch."""

    @pytest.mark.parametrize("history", [False, None])
    def test_a_cleared_address_says_nothing(self, history: bool | None) -> None:
        tab = RunningTab()
        with tab.run(history=history):
            Filters.update(word="taxi", most=3)
        with tab.run(history=history):
            assert Filters.word == "taxi"
        with tab.run("", history=history):
            assert Filters.snapshot() == EDITED
        assert tab.query.params == {"word": ("taxi",), "most": ("3",)}

    def test_params_of_a_link_say_nothing_of_the_others(self) -> None:
        tab = RunningTab()
        with tab.run():
            Filters.update(word="taxi", most=3)
        with tab.run():
            assert Filters.word == "taxi"
        with tab.run("?word=bus"):
            assert Filters.snapshot() == Filters(word="bus", most=3)

    @pytest.mark.parametrize("history", [False, None])
    def test_one_missing_param_is_the_default(self, history: bool | None) -> None:
        tab = RunningTab()
        with tab.run(history=history):
            Filters.update(word="taxi", most=3)
        with tab.run(history=history):
            assert Filters.word == "taxi"
        with tab.run("?word=taxi", history=history):
            assert Filters.snapshot() == Filters(word="taxi")

    def test_back_to_an_empty_address_is_the_default(self) -> None:
        tab = RunningTab()
        with tab.run():
            Filters.word = "taxi"
        with tab.run("", history=True):
            assert Filters.snapshot() == DEFAULT
