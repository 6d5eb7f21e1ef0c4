"""Users who log in and out within a session, on Streamlit itself: each has widgets of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from st_page_state import configuring

APP = """
import streamlit as st
from st_page_state import PageState, StateVar, configure

configure(store="sqlite:///state.db", identity=lambda: st.session_state.get("who"))

class Notes(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    choice: str = StateVar(default="a", url_key="c")
    many: list[str] = StateVar(default_factory=list)
    flag: bool = StateVar(default=False)
    lines: list[str] = StateVar(default_factory=list)
    class Config:
        persist = "user"
        undo = 5

def login(who):
    st.session_state["who"] = who

for who in ("ann", "bob", None):
    st.button(f"Callback {who}", on_click=login, args=(who,))
    if st.button(f"Script {who}"):
        login(who)
        st.rerun()
st.text_input("Title", **Notes.bind("title"))
with Notes.form("form"):
    st.text_area("Body", **Notes.bind("body"))
    st.form_submit_button("Send")
st.selectbox("Choice", ["a", "b", "c"], **Notes.bind("choice"))
st.multiselect("Many", ["x", "y", "z"], **Notes.bind("many"))
st.checkbox("Flag", **Notes.bind("flag"))
st.text_input("Keyed", **Notes.of("k").bind("title"))
st.text(str((Notes.dump(), Notes.of("k").title, Notes.can_undo())))
if st.button("Last line"):
    Notes.lines.append(str(st.session_state.get("who")))
"""


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    monkeypatch.setattr(configuring, "_made", None)
    monkeypatch.chdir(tmp_path)
    return AppTest.from_string(APP).run()


def click(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def fill(at: AppTest, text: str) -> None:
    at.text_input[0].set_value(text).run()
    at.text_area[0].set_value(text)
    click(at, "Send")
    at.selectbox[0].set_value("b").run()
    at.multiselect[0].set_value(["x"]).run()
    at.checkbox[0].check().run()
    at.text_input[1].set_value(text).run()
    click(at, "Last line")
    at.run()


def shown(at: AppTest) -> list[Any]:
    widgets = (*at.text_input, at.text_area[0], at.selectbox[0], at.multiselect[0], at.checkbox[0])
    return [
        at.text[0].value.replace("True)", "").replace("False)", ""),
        *(w.value for w in widgets),
    ]


def of_another_session(who: str) -> list[Any]:
    other = AppTest.from_string(APP)
    other.session_state["who"] = who
    return shown(other.run())


@pytest.mark.parametrize("way", ["Callback", "Script"])
def test_each_user_has_values_and_widgets_of_their_own(at: AppTest, way: str) -> None:
    nothing = shown(at)
    click(at, f"{way} ann")
    fill(at, "ann's")
    anns = shown(at)
    click(at, f"{way} bob")
    assert shown(at) == nothing
    at.run()
    assert shown(at) == nothing
    at.text_input[0].set_value("bob's").run()
    click(at, f"{way} ann")
    assert shown(at) == anns
    click(at, f"{way} None")
    assert shown(at) == nothing
    click(at, f"{way} bob")
    bobs = shown(at)
    assert bobs[1:] == ["bob's", *nothing[2:]]
    assert (of_another_session("ann"), of_another_session("bob")) == (anns, bobs)


@pytest.mark.parametrize("way", ["Callback", "Script"])
def test_what_is_entered_with_a_login_is_not_the_users(at: AppTest, way: str) -> None:
    click(at, "Callback ann")
    fill(at, "ann's")
    anns = shown(at)
    click(at, "Callback None")
    at.text_input[0].set_value("a visitor's")
    at.checkbox[0].check()
    click(at, f"{way} ann")
    assert shown(at) == anns
    at.run()
    assert shown(at) == of_another_session("ann") == anns
    at.text_input[0].set_value("a visitor's").run()  # the same, by the user
    assert shown(at)[1] == of_another_session("ann")[1] == "a visitor's"
