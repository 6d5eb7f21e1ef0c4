"""The inspector in apps of every kind: nothing of it is executed, leaks, or is in the way."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit

from st_page_state import runtime
from st_page_state.devtools import VARIABLE, as_test, timeline
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

VERSION = tuple(map(int, streamlit.__version__.split(".")[:2]))
KEY = "st_page_state.inspector"
OPENS = KEY if VERSION >= (1, 55) else f"{KEY}.show"

HEAD = """
import streamlit as st
from st_page_state import PageState, StateVar, batch
from st_page_state.devtools import inspector
"""


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setattr(runtime, "devtools", None)
    yield
    sys.modules.pop("its_state", None)


@pytest.fixture
def app(tmp_path: Path) -> Callable[..., FakeApp]:
    def make(source: str, state: str = "", **pages: str) -> FakeApp:
        for name, text in {"its_state": state, **pages}.items():
            (tmp_path / f"{name}.py").write_text(HEAD + text, encoding="utf-8")
        (tmp_path / "app.py").write_text(HEAD + source, encoding="utf-8")
        return FakeApp(tmp_path / "app.py")

    return make


def opened(tab: Tab) -> str:
    tab.widget(OPENS).set_value(True)
    return shown(tab)


def shown(tab: Tab) -> str:
    """Return all that the page shows as plain text, without tags."""
    parts = [re.sub(r"<style>.*?</style>|<[^>]+>", " ", t, flags=re.DOTALL) for t in tab.texts]
    return " ".join(unescape(" ".join(parts)).split())


def record(tab: Tab) -> timeline.Timeline:
    found: timeline.Timeline = tab.session_state[SESSION_KEY].record.timeline
    return found


def copied(tab: Tab, folder: Path) -> str:
    return as_test.written(tab.session_state[SESSION_KEY], record(tab), folder / "app.py")


UNDO = """
inspector()
class Draft(PageState):
    title: str = StateVar(default="a", url_key="title")
    class Config:
        undo = 50
Draft.title
if st.button("Set"):
    Draft.title = "b"
st.button("Undo", on_click=Draft.undo)
st.button("Redo", on_click=Draft.redo)
"""


def test_undo_and_redo_are_sources(app: Callable[..., FakeApp]) -> None:
    tab = app(UNDO).open()
    tab.button("Set").click()
    tab.button("Undo").click()
    text = opened(tab)
    assert "title 'a' the default undo" in text
    assert "undo of Draft" in text
    tab.button("Redo").click()
    assert "title 'b' redo" in shown(tab)


SECRETS = """
from dataclasses import dataclass, field
from pydantic import SecretStr, BaseModel

class Inner(BaseModel):
    pin: SecretStr = SecretStr("swordfish")

@dataclass
class Login:
    name: str = "ada"
    word: SecretStr = field(default_factory=lambda: SecretStr("swordfish"))

class Private(PageState):
    token: SecretStr = StateVar(default=SecretStr("swordfish"))
    login: Login = StateVar(default_factory=Login)
    inner: Inner = StateVar(default_factory=Inner)
    several: list[SecretStr] = StateVar(default_factory=lambda: [SecretStr("swordfish")])
    loose: object = StateVar(default=None)
    plain: str = StateVar(default="")
"""
SECRET_APP = """
from its_state import Private, SecretStr
inspector()
st.text_input("Plain", type="password", **Private.bind("plain"))
st.text_input("Raw", type="password")
if st.button("Loose"):
    Private.loose = {"x": SecretStr("swordfish")}
"""


def test_secrets_stay_hidden(app: Callable[..., FakeApp], tmp_path: Path) -> None:
    tab = app(SECRET_APP, SECRETS).open()
    tab.button("Loose").click()
    tab.widget("Plain").set_value("hunter2")
    tab.widget("Raw").set_value("hunter2")
    text = opened(tab)
    assert "swordfish" not in text
    assert "Private" in text
    written = copied(tab, tmp_path)
    assert "hunter2" not in written, written
    assert written.count("is a secret") == 2
    assert "hunter2" not in text
    assert "plain ********** widget" in text
    assert "swordfish" not in written
