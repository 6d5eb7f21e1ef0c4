"""Where fragments stand: on a page, inside of each other and inside a form."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitFragmentWidgetsNotAllowedOutsideError,
)


def test_each_call_of_one_has_fragments_of_its_own_inside() -> None:
    def script(st: Any) -> None:
        @st.fragment
        def outer(name: str) -> None:
            @st.fragment
            def inner() -> None:
                st.text(f"{name} {st.checkbox(name)}")

            inner()

        outer("first")
        outer("second")

    tab = FakeApp(script).open()
    tab.widget("first").set_value(True)
    tab.widget("second").set_value(True)
    assert tab.texts == ["first True", "second True"]


@pytest.mark.parametrize(("clears", "left"), [(True, ""), (False, "Ann")])
def test_a_form_around_one_is_cleared_as_it_is_told(clears: bool, left: str) -> None:
    def script(st: Any) -> None:
        @st.fragment
        def part() -> None:
            st.text_input("Name", key="name")
            st.container().form_submit_button("Send", key="send")

        with st.form("f", clear_on_submit=clears):
            part()

    tab = FakeApp(script).open()
    tab.widget("name").set_value("Ann")
    tab.button("send").click()
    assert (tab.session_state["name"], tab.widget("name").value) == ("Ann", left)


def test_no_dialog_reruns_by_itself() -> None:
    def script(st: Any) -> None:
        @st.dialog("Title")
        def dialog() -> None:
            ran.append("dialog")

        dialog()

    ran: list[str] = []
    tab = FakeApp(script).open()
    tab.tick()
    assert ran == ["dialog"]


def test_the_same_one_on_two_pages_has_widgets_of_its_own_on_each() -> None:
    def script(st: Any) -> None:
        @st.fragment
        def part() -> None:
            st.text_input("Name", key="name")

        def page() -> None:
            part()

        pages = [st.Page(page, title=name, url_path=name) for name in ("home", "map", "table")]
        st.navigation(pages).run()

    tab = FakeApp(script).open("/map")
    tab.widget("name").set_value("Ann")
    assert tab.widget("name").value == "Ann"
    tab.switch_page("table")
    assert tab.widget("name").value == ""


@pytest.mark.parametrize("scope", ["app", "fragment"])
def test_a_rerun_stays_on_its_page(scope: str) -> None:
    def page(st: Any) -> None:
        @st.fragment
        def part() -> None:
            st.text(st.session_state.pop("asked", "not asked"))
            if st.button("Again"):
                st.session_state["asked"] = f"{scope} asked"
                st.rerun(scope=scope)

        part()

    tab = FakeApp(lambda st: None, pages={"map": page}).open("/map")
    tab.button("Again").click()
    assert (tab.page, tab.texts) == ("map", [f"{scope} asked"])
    tab.rerun()
    assert tab.texts == ["not asked"]


def outside(st: Any) -> None:
    box, aside = st.container(), st.sidebar.container()

    @st.fragment
    def part() -> None:
        if st.button("Text"):
            box.text("late")
            aside.text("aside")
            st.sidebar.container().text("new")
        if st.button("Widget"):
            box.text_input("Word")
        if st.button("Sidebar"):
            st.sidebar.text("late")

    part()
    box.text("above")
    st.sidebar.container()


def test_in_an_older_streamlit_one_draws_outside_behind_all_others() -> None:
    tab = FakeApp(outside, streamlit="1.58").open()
    tab.button("Text").click()
    assert tab.texts == ["above", "late", "aside", "new"]
    tab.button("Text").click()
    assert tab.texts == ["above", "late", "aside", "new"]


@pytest.mark.parametrize(
    ("button", "error", "message"),
    [
        ("Widget", StreamlitFragmentWidgetsNotAllowedOutsideError, "cannot draw widgets outside"),
        ("Sidebar", StreamlitAPIException, "cannot draw in st.sidebar"),
    ],
)
def test_in_an_older_streamlit_one_draws_no_widgets_outside_and_nothing_in_the_sidebar(
    button: str, error: type[Exception], message: str
) -> None:
    tab = FakeApp(outside, streamlit="1.58").open()
    with pytest.raises(error, match=message):
        tab.button(button).click()


def test_a_toast_has_its_place_over_the_page_wherever_it_is_called() -> None:
    def script(st: Any) -> None:
        @st.fragment
        def part() -> None:
            if st.button("Tell"):
                st.toast("told")

        part()
        st.text("end")

    tab = FakeApp(script).open()
    tab.button("Tell").click()
    assert tab.texts == ["end", "told"]
