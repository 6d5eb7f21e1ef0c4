"""Saved values on Streamlit itself: the process's store, and who Streamlit says the user is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from st_page_state import configuring
from st_page_state.identities import UnidentifiedError
from st_page_state_fakes import FakeApp, FakeStore, Tab

APP = """
import streamlit as st
from st_page_state import PageState, StateVar, configure

configure(store={address!r}, app="notes", identity=lambda: st.session_state.get("who", "ann"))

class Notes(PageState):
    title: str = StateVar(default="", url_key="title")
    lines: list[str] = StateVar(default_factory=list)
    class Config:
        persist = "user"

st.text_input("Title", **Notes.bind("title"))
if st.button("Last line"):
    Notes.lines.append("a")
"""
NOBODY = """
import streamlit as st
from st_page_state import PageState, StateVar

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

st.text_input("Title", **Notes.bind("title"))
st.text(Notes.saved().status)
"""
WHO = """
import streamlit as st
from st_page_state.adapters.identity import user

st.text(repr(user()))
"""


LATE = """
import streamlit as st
from st_page_state import PageState, StateVar

class Notes(PageState):
    body: str = StateVar(default="", url_key="body")
    note: str = StateVar(default="")
    kind: str = StateVar(default="")
    class Config:
        persist = "browser"

    @classmethod
    def on_init(cls):
        cls.body = "template"

    @classmethod
    def on_ready(cls):
        if not cls.note:
            cls.note = "of ready"

st.text_input("Body", **Notes.bind("body"))
st.text_input("Note", **Notes.bind("note"))
st.text_input("Kind", **Notes.bind("kind", value="first"))
"""


@pytest.fixture(autouse=True)
def _process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(configuring, "_made", None)
    monkeypatch.chdir(tmp_path)


def test_a_new_session_has_what_was_entered(tmp_path: Path) -> None:
    app = APP.format(address=f"sqlite:///{tmp_path / 'state.db'}")
    first = AppTest.from_string(app, default_timeout=30).run()
    first.text_input[0].set_value("T").run()
    first.button[0].click().run()
    second = AppTest.from_string(app, default_timeout=30).run()
    assert not second.exception
    assert second.text_input[0].value == "T"
    assert second.query_params["title"] in ("T", ["T"])
    other = AppTest.from_string(app, default_timeout=30)
    other.session_state["who"] = "bob"
    assert other.run().text_input[0].value == ""


def test_nothing_is_made_where_nobody_is_known(tmp_path: Path) -> None:
    at = AppTest.from_string(NOBODY, default_timeout=30).run()
    at.text_input[0].set_value("T").run()
    assert (at.text[0].value, at.text_input[0].value) == ("off", "T")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.filterwarnings("ignore::st_page_state.PageStateWarning")
def test_saved_values_that_arrive_late_replace_first_values() -> None:
    store = FakeStore()
    app = FakeApp(LATE, store=store)
    names = ("Body", "Note", "Kind")

    def values(tab: Tab) -> list[Any]:
        return [tab.widget(name).value for name in names]

    before = app.open(browser="b")
    for name in names:
        before.widget(name).set_value(f"saved {name}")
    store.down = True
    tab = app.open(browser="b")
    assert values(tab) == ["template", "of ready", "first"]
    other = app.open("?body=link", browser="b")
    other.widget("Note").set_value("entered")
    store.down = False
    tab.rerun()
    assert values(tab) == ["saved Body", "saved Note", "saved Kind"]
    assert tab.url == "?body=saved+Body"
    other.rerun()
    assert values(other) == ["link", "entered", "saved Kind"]
    assert values(app.open(browser="b")) == ["saved Body", "entered", "saved Kind"]


@pytest.mark.skipif(not hasattr(st, "user"), reason="needs st.user (Streamlit 1.42)")
def test_a_user_is_known_by_issuer_and_subject() -> None:
    app = FakeApp(WHO)
    assert app.open().texts == ["None"]
    assert app.open(user={"iss": "https://id", "sub": "7"}).texts == [repr("https://id\0" + "7")]
    for user in ({"email": "ann@example.com"}, {"iss": "https://id", "sub": ""}, {"sub": "7"}):
        with pytest.raises(UnidentifiedError, match="no issuer and subject"):
            app.open(user=user)
