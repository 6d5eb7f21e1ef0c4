"""Simulated forms: clearing on submit, and values that wait for the submit button."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp


@pytest.mark.parametrize(("clear", "left"), [(False, "Ann"), (True, "nobody")])
@pytest.mark.parametrize("place", ["columns", "fragment", "outside"])
def test_a_button_wherever_it_is_shown_clears_if_the_form_says_so(
    place: str, clear: bool, left: str
) -> None:
    def script(st: Any) -> None:
        outside = st.container()
        with st.form("f", clear_on_submit=clear):
            st.text_input("Name", "nobody", key="name")
            if place == "columns":
                st.columns(1)[0].form_submit_button("Send")
            elif place == "fragment":
                st.fragment(lambda: st.form_submit_button("Send"))()
            else:
                with outside:
                    st.form_submit_button("Send")

    tab = FakeApp(script).open()
    tab.widget("name").set_value("Ann")
    tab.button("Send").click()
    assert (tab.session_state["name"], tab.widget("name").value) == ("Ann", left)


def test_what_waits_in_one_that_code_has_filled_outlives_a_fragments_rerun() -> None:
    def script(st: Any) -> None:
        st.session_state.setdefault("name", "Ann")
        with st.form("f"):
            st.text_input("Name", key="name")
            st.form_submit_button("Send")
        st.fragment(lambda: st.button("Look"))()

    tab = FakeApp(script).open()
    tab.widget("name").set_value("Bob")
    tab.button("Look").click()
    assert (tab.session_state["name"], tab.widget("name").value) == ("Ann", "Bob")
    tab.button("Send").click()
    assert tab.session_state["name"] == "Bob"


def test_a_bound_widget_that_is_cleared_leaves_the_address() -> None:
    def script(st: Any) -> None:
        with st.form("f", clear_on_submit=True):
            st.text_input("Name", "nobody", key="name", bind="query-params")
            st.form_submit_button("Send")

    tab = FakeApp(script).open("?name=Ann&a=1")
    tab.button("Send").click()
    assert (tab.widget("name").value, tab.url) == ("nobody", "?a=1")
