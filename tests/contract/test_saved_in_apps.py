"""Saved values in an app under test: a function of ``st``, and a file on Streamlit itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state import PageState, StateVar, StoreUnavailableError
from st_page_state_fakes import FakeApp
from st_page_state_fakes.store import FakeStore

FILE = """
import streamlit as st
from st_page_state import PageState, StateVar

class Notes(PageState):
    title: str = StateVar(default="", url_key="title")
    lines: list[str] = StateVar(default_factory=list)
    class Config:
        persist = "browser"

st.text_input("Title", **Notes.bind("title"))
if st.button("Add"):
    Notes.lines.append("line")
with Notes.form("more"):
    st.text_input("Line", key="line")
    st.form_submit_button("Send")
st.text(f"{Notes.title or None} {Notes.lines} {Notes.saved().status}")
"""


class Notes(PageState):
    title: str = StateVar(default="", url_key="title")
    lines: list[str] = StateVar(default_factory=list)

    class Config:
        persist = "browser"


def script(st: Any) -> None:
    st.text_input("Title", **Notes.bind("title"))
    if st.button("Add"):
        Notes.lines.append("line")
    st.text(f"{Notes.title or None} {Notes.lines} {Notes.saved().status}")


ANN = {"iss": "https://id.example", "sub": "7"}
BOB = {"iss": "https://id.example", "sub": "8"}


@pytest.fixture(params=[script, FILE], ids=["function", "file"])
def app(request: pytest.FixtureRequest) -> FakeApp:
    return FakeApp(request.param)


def calls(app: FakeApp) -> list[str]:
    assert isinstance(app.store, FakeStore)
    methods = [call.method for call in app.store.calls]
    app.store.calls.clear()
    return methods


def test_a_reload_has_what_was_entered(app: FakeApp) -> None:
    tab = app.open()
    assert tab.texts == ["None [] new"]
    assert calls(app) == ["get"]
    tab.widget("Title").set_value("T")
    assert calls(app) == ["put"]
    tab.button("Add").click()
    assert calls(app) == ["put"]
    tab.rerun()
    assert calls(app) == []
    tab.reload()
    assert tab.texts == ["T ['line'] recovered"]
    assert tab.widget("Title").value == "T"
    app.restart()
    tab.reload()
    assert tab.texts == ["T ['line'] recovered"]


def test_another_browser_has_its_own(app: FakeApp) -> None:
    app.open(browser="b1").widget("Title").set_value("T")
    assert app.open().texts == ["None [] new"]
    assert app.open(browser="b1").texts == ["T [] recovered"]


def test_two_users_of_one_browser(app: FakeApp) -> None:
    ann, bob = app.open(browser="b", user=ANN), app.open(browser="b", user=BOB)
    ann.widget("Title").set_value("ann's")
    bob.widget("Title").set_value("bob's")
    assert app.open(browser="b", user=ANN).texts == ["ann's [] recovered"]
    assert app.open(browser="another", user=BOB).texts == ["bob's [] recovered"]
    assert app.open(browser="b").texts == ["None [] new"]


def test_a_look_at_the_state_is_no_call() -> None:
    app = FakeApp(script)
    app.open(browser="b").widget("Title").set_value("T")
    calls(app)
    tab = app.open(browser="b")
    assert calls(app) == ["get"]
    assert tab.state(Notes) == Notes(title="T")
    assert calls(app) == []


def test_an_untouched_class_is_looked_at_too() -> None:
    opened: list[Callable[[Any], None]] = [script]
    app = FakeApp(lambda st: opened[-1](st))
    app.open(browser="b").widget("Title").set_value("T")
    opened.append(lambda st: st.text("no state"))
    tab = app.open(browser="b")
    calls(app)
    assert tab.state(Notes) == Notes(title="T")
    assert app.open(browser="another").state(Notes) == Notes()
    assert calls(app) == []


ACTS = """
import streamlit as st
from st_page_state import PageState, StateVar, forget_all

class Notes(PageState):
    title: str = StateVar(default="")
    text: str = StateVar(default="")
    class Config:
        persist = "browser"

class Mine(PageState):
    name: str = StateVar(default="")
    class Config:
        persist = "user"

for cls, field in ((Notes, "title"), (Notes, "text"), (Mine, "name")):
    st.text_input(field, **cls.bind(field))
if st.button("Take over"):
    st.text(f"took over: {Notes.take_over()}")
st.button("Forget", on_click=Notes.forget)
st.button("Forget all", on_click=forget_all)
"""


def shown(tab: Any) -> list[str]:
    return [tab.widget(name).value for name in ("title", "text", "name")]


def test_a_user_takes_over_what_the_browser_has_saved_once() -> None:
    app = FakeApp(ACTS)
    before = app.open(browser="b")
    before.widget("title").set_value("before")
    before.widget("text").set_value("before")
    app.open(browser="c", user=ANN).widget("text").set_value("ann's")
    tab = app.open(browser="b", user=ANN)
    assert shown(tab) == ["", "ann's", ""]
    tab.button("Take over").click()
    assert tab.texts == ["took over: True"]
    tab.rerun()
    assert shown(tab) == ["before", "ann's", ""]
    tab.button("Take over").click()
    assert tab.texts == ["took over: False"]
    assert shown(app.open(browser="c", user=ANN)) == ["before", "ann's", ""]
    assert shown(app.open(browser="b")) == ["", "", ""]
    app.open(browser="b").button("Take over").click()


def test_a_browser_that_has_saved_nothing_is_not_taken_over() -> None:
    app = FakeApp(ACTS)
    app.open(browser="b")
    tab = app.open(browser="b", user=ANN)
    tab.button("Take over").click()
    assert tab.texts == ["took over: False"]


RUNS = """
import streamlit as st
from st_page_state import PageState, StateVar

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

ran = st.session_state["ran"] = [*st.session_state.get("ran", ()), Notes.saved().status]
st.text_input("Title", **Notes.bind("title"))
st.text(" ".join(ran))
"""


def runs(st: Any) -> None:
    ran = st.session_state["ran"] = [*st.session_state.get("ran", ()), Notes.saved().status]
    st.text_input("Title", **Notes.bind("title"))
    st.text(" ".join(ran))


@pytest.mark.parametrize("of", [RUNS, runs], ids=["file", "function"])
def test_a_browser_is_known_by_the_second_run_of_its_first_visit(of: Any) -> None:
    app = FakeApp(of)
    first = app.open(browser="b")
    assert first.texts == ["new new"]
    assert calls(app) == ["get"]
    first.widget("Title").set_value("T")
    assert first.texts == ["new new recovered"]
    first.reload()
    assert first.texts == ["recovered"]
    second = app.open(browser="b")
    assert (second.texts, second.widget("Title").value) == (["recovered"], "T")
    other = FakeApp(of, store=app.store).open(browser="b")
    assert (other.texts, other.widget("Title").value) == (["new recovered"], "T")


def test_a_user_whose_data_are_forgotten() -> None:
    app = FakeApp(ACTS)
    for user in (ANN, BOB):
        tab = app.open(user=user)
        for name in ("title", "text", "name"):
            tab.widget(name).set_value(name)
    tab.button("Forget").click()
    assert shown(tab) == ["", "", "name"]
    assert shown(app.open(user=BOB)) == ["", "", "name"]
    tab.widget("text").set_value("again")
    tab.button("Forget all").click()
    assert shown(tab) == shown(app.open(user=BOB)) == ["", "", ""]
    assert shown(app.open(user=ANN)) == ["title", "text", "name"]


def test_a_store_that_is_down_forgets_nothing() -> None:
    app = FakeApp(ACTS)
    tab = app.open(user=ANN)
    tab.widget("title").set_value("T")
    assert isinstance(app.store, FakeStore)
    app.store.down = True
    with pytest.raises(StoreUnavailableError):
        tab.button("Forget").click()
    tab.rerun()
    assert shown(tab)[0] == "T"
    app.store.down = False
    assert shown(app.open(user=ANN))[0] == "T"
