"""Who somebody is: an identity of the app's own, users that nothing identifies, the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from st_page_state import (
    PageState,
    PageStateWarning,
    StateVar,
    configure,
    configuring,
    forget_all,
    use_ports,
)
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStore
from st_page_state_fakes.saving import Configured, Saving, TabBrowser, unnoticed

OWN = """
import streamlit as st
from st_page_state import PageState, StateVar, configure

def who():
    found = st.session_state.get("who")
    if found == "raise":
        raise LookupError
    return found

configure(identity=who)

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

st.text_input("Who", key="who", value=None)
st.text_input("Title", **Notes.bind("title"))
st.text("|".join(Notes.saved()[:2]))
"""


class Draft(PageState):
    title: str = StateVar(default="")

    class Config:
        persist = "browser"


class Kept:
    """A browser that keeps one id."""

    kept: str | None = None

    def session(self) -> str:
        return "session"

    def cookie(self, name: str) -> str | None:
        return self.kept

    def ask(self, question: Any) -> str:
        self.kept = str(question["offer"])
        return self.kept


@pytest.fixture(autouse=True)
def _process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(configuring, "_made", None)
    monkeypatch.chdir(tmp_path)


def test_on_a_server_nobody_logged_in_means_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    store, browser, who = FakeStore(), Kept(), [None, "ann"]
    monkeypatch.setattr(configuring, "_browser", lambda: browser)
    configure(store=store, app="a", secret="s", identity=lambda: who[0])
    saving = configuring.persistence()
    assert len(saving.of("browser").keys) == 1

    def run(title: str = "") -> str:
        with use_ports(FakeSession(), FakeQuery()), saving_with(saving):
            if title:
                Draft.title = title
            return Draft.title

    run("a visitor's")
    assert run() == "a visitor's"
    who.reverse()
    assert run() == ""


def test_an_apps_own_file_is_asked_as_on_a_server() -> None:
    app = FakeApp(OWN)
    tab = app.open(browser="b", user={"iss": "https://id", "sub": "7"})  # which nobody asks for
    assert tab.texts == ["new|"]
    tab.widget("Title").set_value("the browser's")
    assert tab.texts == ["recovered|"]
    again = app.open(browser="b")
    assert again.widget("Title").value == "the browser's"
    assert app.open(browser="c").widget("Title").value == ""
    again.widget("Who").set_value("ann")
    assert (again.widget("Title").value, again.texts) == ("", ["new|"])
    again.widget("Title").set_value("ann's")
    other = app.open(browser="c")
    other.widget("Who").set_value("ann")
    assert other.widget("Title").value == "ann's"
    other.widget("Who").set_value("raise")
    assert other.widget("Title").value == ""
    assert other.texts == ["off|the identity function raised LookupError"]


def test_a_look_at_a_tab_does_not_ask_outside_of_a_run() -> None:
    asked: list[str] = []

    def script(st: Any) -> None:
        def who() -> str | None:
            asked.append(st.session_state["name"])
            if st.session_state["name"] == "raise":
                raise LookupError
            return str(st.session_state["name"])

        configure(identity=who)
        st.text_input("Name", key="name", value="ann")
        st.text_input("Title", **Draft.bind("title"))

    tab = FakeApp(script).open(browser="b")
    tab.widget("Title").set_value("T")
    before = len(asked)
    assert tab.state(Draft).title == "T"
    assert len(asked) == before
    tab.widget("Name").set_value("raise")
    before = len(asked)
    assert (tab.state(Draft).title, len(asked)) == ("", before)


@pytest.mark.parametrize(
    "user", [{"sub": "7"}, {"iss": "https://id"}, {"iss": "", "sub": "7"}, {"email": "a@b.c"}]
)
def test_a_user_whom_nothing_identifies_does_not_get_the_browsers_values(user: Any) -> None:
    app, why = FakeApp(UNKNOWN), "off|the user who is logged in has no issuer and subject"
    app.open(browser="b").widget("Title").set_value("a visitor's")
    with pytest.warns(PageStateWarning, match="no iss and sub to be known by"):
        tab = app.open(browser="b", user=user)
    assert tab.texts[0].startswith(why)
    tab.widget("Title").set_value("somebody's")
    tab.button("Take over").click()
    assert (tab.widget("Title").value, tab.texts[0]) == ("somebody's", "took over: False")
    tab.button("Forget all").click()
    with pytest.warns(PageStateWarning):
        tab = app.open(browser="b", user=user)
    assert tab.widget("Title").value == ""
    assert app.open(browser="b").widget("Title").value == "a visitor's"


def test_a_user_without_issuer_and_subject_will_do_where_nothing_is_saved_for_users() -> None:
    greeting = "import streamlit as st\nst.write(st.user.name)\n"
    assert FakeApp(greeting).open(user={"name": "Ann"}).texts == ["Ann"]


UNKNOWN = """
import streamlit as st
from st_page_state import PageState, StateVar, forget_all

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

if st.button("Take over"):
    st.text(f"took over: {Notes.take_over()}")
st.text_input("Title", **Notes.bind("title"))
st.text("|".join(Notes.saved()[:2]))
st.button("Forget all", on_click=forget_all)
"""


def test_on_streamlit_itself_the_user_is_refused_too(tmp_path: Path) -> None:
    """AppTest has no user; an identity that is no text stands for one that is not to be known."""
    app = OWN.replace("configure(identity=who)", "configure(identity=lambda: 7)")
    at = AppTest.from_string(app, default_timeout=30).run()
    assert at.text[0].value == "off|the identity function returned int, not a text or None"
    assert list(tmp_path.iterdir()) == []


def test_what_was_entered_before_such_a_login_is_not_saved() -> None:
    store, known = FakeStore(), {"browser": "b"}

    def whose(source: str) -> str | None:
        if source == "user" and "broken" in known:
            raise ValueError
        return known.get(source)

    session = FakeSession()
    saving = Persistence(store, "", ("s",), whose)
    with use_ports(session, FakeQuery()), saving_with(saving):
        Draft.title = "a visitor's"
    known["broken"] = ""
    with use_ports(session, FakeQuery()), saving_with(saving):
        assert (Draft.title, Draft.saved().status) == ("", "off")
        Draft.title = "somebody's"
        forget_all()
    del known["broken"]
    with use_ports(FakeSession(), FakeQuery()), saving_with(saving):
        assert Draft.title == "a visitor's"


def test_a_look_fails_as_the_last_run_did() -> None:
    saving = Saving(FakeStore(), lambda: {"sub": "7"}, TabBrowser("b", {}), Configured())
    assert saving.of("user").why == unnoticed(saving).of("user").why
    assert "no issuer and subject" in saving.of("user").why
