"""Natively bound widgets that come and go, and code that changes their keys and params."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp

ABC = ["a", "b", "c"]


def sometimes(
    draw: Callable[[Any], Any], before: Callable[[Any], None] = lambda st: None
) -> Callable[[Any], None]:
    """Return a script whose bound widget can be hidden, and its param be set meanwhile."""

    def script(st: Any) -> None:
        drawn = st.checkbox("Draw", value=True)
        if st.button("Set"):
            st.query_params["q"] = "other"
            st.session_state["set"] = True
        if drawn:
            if "set" in st.session_state:
                before(st)
            st.text(draw(st))

    return script


class TestHiddenAndBack:
    def test_without_a_param_nothing_moves(self) -> None:
        tab = FakeApp(sometimes(lambda st: st.text_input("Q", key="q", bind="query-params"))).open(
            "?x=1"
        )
        tab.widget("Draw").set_value(False)
        tab.widget("Draw").set_value(True)
        assert (tab.texts, tab.history) == ([""], ["?x=1"])

    def test_a_list_comes_back_as_a_param_for_each_item(self) -> None:
        tab = FakeApp(
            sometimes(lambda st: st.multiselect("Q", ABC, key="q", bind="query-params"))
        ).open("?q=b&q=c")
        tab.widget("Draw").set_value(False)
        tab.widget("Draw").set_value(True)
        assert (tab.url, tab.widget("q").value) == ("?q=b&q=c", ["b", "c"])

    def test_a_param_that_code_removes_before_it_is_drawn_still_decides_and_stays_away(
        self,
    ) -> None:
        def remove(st: Any) -> None:
            if "q" in st.query_params:
                del st.query_params["q"]
                del st.session_state["set"]

        tab = FakeApp(
            sometimes(lambda st: st.text_input("Q", key="q", bind="query-params"), remove)
        ).open("?q=link")
        tab.widget("Draw").set_value(False)
        tab.button("Set").click()
        tab.widget("Draw").set_value(True)
        assert (tab.texts, tab.url) == (["other"], "")

    def test_what_code_assigns_replaces_a_param_that_does_not_fit(self) -> None:
        def assign(st: Any) -> None:
            st.session_state["q"] = "b"

        tab = FakeApp(
            sometimes(lambda st: st.selectbox("Q", ABC, key="q", bind="query-params"), assign)
        ).open("?q=c")
        tab.widget("Draw").set_value(False)
        tab.button("Set").click()
        tab.widget("Draw").set_value(True)
        assert (tab.texts, tab.url) == (["b"], "?q=b")

    def test_one_that_is_not_bound_any_more_is_forgotten_as_others_are(self) -> None:
        def draw(st: Any) -> str:
            bind = "query-params" if st.checkbox("Bound", value=True) else None
            text: str = st.text_input("Q", key="q", bind=bind)
            return text

        tab = FakeApp(sometimes(draw)).open("?q=link")
        tab.widget("Bound").set_value(False)
        assert tab.texts == ["link"]
        tab.widget("Draw").set_value(False)
        assert "q" not in tab.session_state


class TestAssignedByCode:
    def test_what_it_begins_with_by_code_is_not_in_the_address(self) -> None:
        def script(st: Any) -> None:
            st.session_state.setdefault("q", "word")
            st.text(st.text_input("Q", key="q", bind="query-params"))

        tab = FakeApp(script).open()
        assert (tab.texts, tab.history) == (["word"], [""])

    def test_a_param_written_before_it_is_first_drawn_is_taken_from_code_alone(self) -> None:
        def script(st: Any) -> None:
            if "begun" not in st.session_state:
                st.session_state["begun"] = True
                st.query_params["q"] = "mine"
            st.text_input("Q", key="q", bind="query-params")
            st.text("q" in st.query_params)

        tab = FakeApp(script).open()
        assert (tab.texts, tab.url) == (["False"], "?q=mine")


class TestTheBrowser:
    def test_back_to_a_param_that_does_not_fit_asks_for_the_default(self) -> None:
        def script(st: Any) -> None:
            st.text(st.selectbox("Q", ABC, key="q", bind="query-params"))

        tab = FakeApp(script).open("?q=nowhere")
        tab.widget("q").set_value("b")
        assert tab.history == ["?q=nowhere", "?q=b"]
        tab.back()
        assert (tab.texts, tab.widget("q").value) == (["a"], "a")

    def test_back_leaves_a_text_that_is_written_in_another_way(self) -> None:
        def script(st: Any) -> None:
            st.text(st.toggle("N", key="n", bind="query-params"))
            if st.button("Write"):
                st.query_params["a"] = "1"

        tab = FakeApp(script).open("?n=TRUE")
        tab.button("Write").click()
        tab.back()
        assert (tab.texts, tab.history) == (["True"], ["?n=TRUE", "?n=TRUE&a=1"])

    def test_what_is_typed_into_a_form_stays_while_another_widget_is_used(self) -> None:
        def script(st: Any) -> None:
            with st.form("f"):
                st.text_input("Q", key="q", bind="query-params")
                st.form_submit_button("Send")
            st.button("Other")

        tab = FakeApp(script).open()
        tab.widget("q").set_value("typed")
        tab.button("Other").click()
        assert (tab.widget("q").value, tab.session_state["q"]) == ("typed", "")


class TestDisabled:
    @pytest.mark.parametrize(("version", "value"), [("1.60", "sent"), ("1.61", "typed")])
    def test_from_1_61_on_the_address_decides_and_not_what_the_browser_sends(
        self, version: str, value: str
    ) -> None:
        def script(st: Any) -> None:
            off = st.checkbox("Off")
            with st.form("f"):
                st.text_input("Q", key="q", disabled=off, bind="query-params")
                st.form_submit_button("Send")

        tab = FakeApp(script, streamlit=version).open()
        tab.widget("q").set_value("sent")
        tab.button("FormSubmitter:f-Send").click()
        tab.widget("q").set_value("typed")
        tab.widget("Off").set_value(True)
        assert (tab.url, tab.session_state["q"]) == ("?q=typed", value)

    def test_what_the_address_decided_on_counts_as_sent_in_the_rerun_that_enables_it(self) -> None:
        def script(st: Any) -> None:
            first = "began" not in st.session_state
            st.session_state["began"] = True
            if not first:
                st.session_state["q"] = "assigned"
            st.text_input("Q", key="q", disabled=first, bind="query-params")
            if first:
                st.rerun()

        tab = FakeApp(script).open("?q=word")
        assert (tab.url, tab.session_state["q"]) == ("?q=word", "assigned")
