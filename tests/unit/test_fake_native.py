"""Widgets bound by ``bind="query-params"``, beyond the contract's rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import StreamlitAPIException

ABC = ["a", "b", "c"]


def bound(command: str, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
    return lambda st: st.text(
        repr(getattr(st, command)(*args, key="n", bind="query-params", **kwargs))
    )


@pytest.mark.parametrize(
    ("script", "url", "value", "entries"),
    [
        (bound("multiselect", "N", ABC), "?n=b&n=", "['b']", []),
        (bound("multiselect", "N", ABC), "?n=b&n=x&n=b", "['b']", ["?n=b"]),
        (bound("text_input", "N", max_chars=2), "?n=abc", "'ab'", ["?n=ab"]),
        (bound("checkbox", "N"), "?n=maybe", "False", [""]),
        (bound("number_input", "N", value=5), "?n=5", "5", [""]),
    ],
)
def test_what_does_not_fit_is_put_right_in_an_entry_of_its_own(
    script: Any, url: str, value: str, entries: list[str]
) -> None:
    tab = FakeApp(script).open(url)
    assert (tab.texts, tab.history) == ([value], [url, *entries])


class TestBindingNowAndThen:
    def test_a_widget_that_is_not_bound_any_more_frees_its_param_and_removes_it(self) -> None:
        def script(st: Any) -> None:
            bind = "query-params" if st.checkbox("Bound", value=True) else None
            st.text(st.text_input("Q", key="q", bind=bind))
            if st.button("Own"):
                st.query_params["q"] = "mine"

        tab = FakeApp(script).open("?q=word&z=1")
        tab.widget("Bound").set_value(False)
        assert (tab.texts, tab.url) == (["word"], "?z=1")
        tab.button("Own").click()
        assert (tab.texts, tab.url) == (["word"], "?z=1&q=mine")

    def test_back_to_an_address_that_binds_it_asks_for_what_that_says(self) -> None:
        def script(st: Any) -> None:
            bind = "query-params" if "bound" in st.query_params else None
            st.text_input("Q", key="q", bind=bind)
            if st.button("Bind"):
                st.query_params["bound"] = "yes"
                st.rerun()

        tab = FakeApp(script).open()
        tab.button("Bind").click()
        tab.back()
        tab.widget("q").set_value("typed")
        assert tab.session_state["q"] == "typed"
        tab.forward()
        assert (tab.url, tab.session_state["q"]) == ("?bound=yes", "")
        assert tab.widget("q").value == ""


class TestAssigning:
    def test_code_wins_over_the_address_for_a_widget_that_a_stopped_run_left_out(self) -> None:
        def script(st: Any) -> None:
            if st.checkbox("Stop"):
                st.session_state["stopped"] = True
                st.stop()
            if st.session_state.pop("stopped", False):
                st.session_state["q"] = "assigned"
            st.text(st.text_input("Q", key="q", bind="query-params"))

        tab = FakeApp(script).open("?q=word")
        tab.widget("Stop").set_value(True)
        tab.widget("Stop").set_value(False)
        assert (tab.texts, tab.url) == (["assigned"], "?q=assigned")

    def test_the_default_assigned_leaves_the_address_if_it_was_not_there(self) -> None:
        def script(st: Any) -> None:
            def assign(value: str) -> None:
                st.session_state["q"] = value

            st.text_input("Q", "default", key="q", bind="query-params")
            st.button("Default", on_click=assign, args=("default",))
            st.button("Other", on_click=assign, args=("other",))

        tab = FakeApp(script).open()
        tab.button("Default").click()
        assert tab.history == [""]
        tab.button("Other").click()
        tab.button("Default").click()
        assert tab.history == ["", "?q=other", ""]


@pytest.mark.parametrize(
    ("draw", "error", "message"),
    [
        (lambda st: st.text_input("Q", key="q", bind="url"), StreamlitAPIException, "bind='url'"),
        (lambda st: st.button("Q", key="q", bind="query-params"), TypeError, "'bind'"),
    ],
)
def test_what_cannot_be_bound(
    draw: Callable[[Any], Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        FakeApp(draw).open()
