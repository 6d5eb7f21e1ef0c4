"""Simulated expanders, popovers and tabs that have a state."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)


def script(st: Any) -> None:
    details = st.expander("Details", on_change="rerun")
    menu = st.popover("Menu", on_change="rerun", disabled=True)
    tabs = st.tabs(["List", "Map"], key="view", on_change="rerun")
    with details:
        st.text(f"{details.open} {menu.open} {[tab.open for tab in tabs]}")


def test_a_tab_opens_and_closes_them_and_they_are_no_outputs() -> None:
    tab = FakeApp(script).open()
    tab.widget("Details").set_value(True)
    tab.widget("view").set_value("Map")
    assert tab.texts == ["True False [False, True]"]
    assert [output.command for output in tab.outputs] == ["text"]
    assert tab.widget("tabs").options == ["List", "Map"]
    assert tab.session_state == {"view": "Map"}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("Details", "yes", "True opens it and False closes it"),
        ("view", "Chart", "it offers 'List', 'Map'"),
        ("Menu", True, "is disabled"),
    ],
)
def test_what_no_user_could_do(name: str, value: Any, reason: str) -> None:
    tab = FakeApp(script).open()
    with pytest.raises(ValueError, match=reason):
        tab.widget(name).set_value(value)


@pytest.mark.parametrize(
    ("draw", "error"),
    [
        (lambda st: st.expander(None), StreamlitMissingRequiredParameterError),
        (lambda st: st.popover(None), StreamlitMissingRequiredParameterError),
        (lambda st: st.tabs([]), StreamlitAPIException),
        (lambda st: st.tabs(["a"], default="b"), StreamlitValueError),
        (lambda st: st.expander("a", on_change="never"), StreamlitValueError),
        (lambda st: st.tabs(["a", "a"], key="k", bind="query-params"), StreamlitAPIException),
        (lambda st: st.tabs(["a", ""], key="k", bind="query-params"), StreamlitAPIException),
        (lambda st: st.expander("a", bind="query-params"), StreamlitAPIException),
    ],
)
def test_what_is_refused(draw: Callable[[Any], Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        FakeApp(draw).open()


@pytest.mark.parametrize(
    ("version", "argument", "value"),
    [("1.54", "on_change", "rerun"), ("1.64", "bind", "query-params")],
)
def test_an_older_streamlit_has_no_such_argument(version: str, argument: str, value: str) -> None:
    app = FakeApp(lambda st: st.tabs(["a"], key="k", **{argument: value}), streamlit=version)
    what = f"tabs() has no argument '{argument}' in Streamlit {version}."
    with pytest.raises(TypeError, match=re.escape(what)):
        app.open()


def test_an_older_streamlit_keeps_a_label_that_no_tab_has() -> None:
    def nowhere(st: Any) -> None:
        st.session_state.setdefault("view", "Nowhere")
        tabs = st.tabs(["List", "Map"], key="view", on_change="rerun")
        st.text(f"{[tab.open for tab in tabs]} {st.session_state['view']}")

    tab = FakeApp(nowhere, streamlit="1.64").open()
    tab.rerun()
    assert tab.texts == ["[True, False] Nowhere"]


def test_an_older_streamlit_does_not_check_their_keys() -> None:
    def twice(st: Any) -> None:
        st.expander("a", key="k")
        st.expander("b", key="k")
        st.text("end")

    assert FakeApp(twice, streamlit="1.55").open().texts == ["end"]
