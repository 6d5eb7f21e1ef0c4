"""Saved values with all that an app does, on Streamlit itself and on each kind of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.servers import PostgreSQLServer, RedisServer, shared
from drivers.stores import PostgreSQLDatabase, RedisDatabase, close_all, kept
from st_page_state import StorePort
from st_page_state.stores import SQLiteStore
from st_page_state_fakes import FakeApp
from st_page_state_fakes.store import FakeStore

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

APP = """
import streamlit as st
from st_page_state import PageState, StateVar

class Chat(PageState):
    title: str = StateVar(default="")
    lines: list[str] = StateVar(default_factory=list)
    opened: int = StateVar(default=0, persist=False)
    seen: str = StateVar(default="", persist=False)
    class Config:
        persist = "user"
    @classmethod
    def on_ready(cls):
        cls.seen = cls.title

class Draft(PageState):
    text: str = StateVar(default="")
    class Config:
        persist = "user"

@st.fragment
def panel():
    if st.button("In a fragment"):
        Chat.lines.append("fragment")

def called_back():
    Chat.title = "callback"

if st.button("Clear"):
    st.session_state.clear()
st.button("Callback", on_click=called_back)
with Draft.of("22").form("form"):
    st.text_input("Text", **Draft.of("22").bind("text"))
    st.form_submit_button("Send")
panel()
st.text("|".join(map(str, (Chat.title, Chat.lines, Chat.seen, Draft.of('22').text, ""))))
if st.button("Last line"):
    Chat.lines.append("last")
"""


@pytest.fixture(params=["fake", "sqlite", "postgresql", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StorePort]:
    if request.param == "fake":
        yield FakeStore()
    elif request.param == "sqlite":
        yield kept(SQLiteStore(tmp_path / "state.db"))
    elif request.param == "redis":
        yield RedisDatabase(shared(RedisServer).address).empty().connect()
    else:
        yield PostgreSQLDatabase(shared(PostgreSQLServer).address).empty().connect()
    close_all()


@pytest.fixture
def app(store: StorePort) -> FakeApp:
    return FakeApp(APP, store=store)


USER = {"iss": "https://id.example", "sub": "7"}


def test_what_a_callback_sets(app: FakeApp) -> None:
    app.open(user=USER).button("Callback").click()
    assert app.open(user=USER).texts == ["callback|[]|callback||"]  # on_ready has seen it


def test_what_a_form_submits_for_a_key(app: FakeApp) -> None:
    tab = app.open(user=USER)
    tab.widget("Text").set_value("T")
    assert app.open(user=USER).texts == ["|[]|||"]
    tab.button("Send").click()
    assert app.open(user=USER).texts == ["|[]||T|"]


def test_what_a_fragment_and_the_last_line_append(app: FakeApp) -> None:
    tab = app.open(user=USER)
    tab.button("In a fragment").click()
    assert app.open(user=USER).texts == ["|['fragment']|||"]
    tab.button("Last line").click()
    tab.reload()
    assert tab.texts == ["|['fragment', 'last']|||"]
    app.restart()
    tab.reload()
    assert tab.texts == ["|['fragment', 'last']|||"]


def test_a_cleared_session(app: FakeApp) -> None:
    tab = app.open(user=USER)
    tab.button("Callback").click()
    tab.button("Clear").click()
    assert tab.texts == ["callback|[]|callback||"]
    assert app.open(user=USER).texts == ["callback|[]|callback||"]


def test_nobody_else_sees_it(app: FakeApp) -> None:
    app.open(user=USER).button("Callback").click()
    assert app.open(user={**USER, "sub": "8"}).texts == ["|[]|||"]
    assert app.open().texts == ["|[]|||"]
