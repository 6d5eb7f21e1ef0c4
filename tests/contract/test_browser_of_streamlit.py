"""The browser of a session on Streamlit itself: its cookies, and the component that asks it."""

from __future__ import annotations

import threading

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from st_page_state.adapters import browser
from st_page_state_fakes import FakeApp

COOKIE = """
import streamlit as st
from st_page_state.adapters.browser import StreamlitBrowser

st.text(repr(StreamlitBrowser().cookie("id")))
st.text(repr(StreamlitBrowser().session()))
"""
ASKS = """
import streamlit as st
from st_page_state.adapters.browser import StreamlitBrowser

QUESTION = {"names": ["id"], "offer": "x", "refused": []}

@st.cache_data
def cached():
    return StreamlitBrowser().ask(QUESTION)

st.text(repr(cached()))
with st.form("form"):
    st.text(repr(StreamlitBrowser().ask(QUESTION)))
    st.text(repr(StreamlitBrowser().ask(QUESTION)))
    st.form_submit_button("Send")
st.text(repr(list(st.session_state)))
"""
needs_components = pytest.mark.skipif(
    not hasattr(st.components, "v2"), reason="needs st.components.v2 (Streamlit 1.51)"
)


def test_a_cookie_is_a_text() -> None:
    assert FakeApp(COOKIE).open(cookies={"id": "x"}).texts[0] == "'x'"
    assert FakeApp(COOKIE).open().texts == ["None", "None"]
    at = AppTest.from_string(COOKIE, default_timeout=30).run()
    assert [text.value for text in at.text] == ["None", "None"]
    assert not at.exception


def test_a_streamlit_without_a_context_has_no_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(st, "context", raising=False)
    assert FakeApp(COOKIE).open().texts[0] == "None"


@needs_components
def test_a_served_session_is_known_by_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "served_run", threading.current_thread)
    assert FakeApp(COOKIE).open().texts[1] != "None"


@needs_components
@pytest.mark.parametrize("has_event", [True, False])
def test_it_is_asked_once_and_by_no_form(
    monkeypatch: pytest.MonkeyPatch, *, has_event: bool
) -> None:
    if not has_event:
        monkeypatch.delattr(st, "_event", raising=False)
    tab = FakeApp(ASKS).open()
    assert tab.texts == ["None", "None", "None", "['FormSubmitter:form-Send']"]
