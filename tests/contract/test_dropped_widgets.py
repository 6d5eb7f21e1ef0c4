"""What is forgotten of widgets that no run draws any more, on Streamlit and on the fake."""

from __future__ import annotations

import pickle

import pytest
from app_texts import VERSION

from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp

ROWS = """
from typing import Annotated
import streamlit as st
from pydantic import Field
from st_page_state import PageState, StateVar

class Rows(PageState):
    word: str = StateVar(default="x")
    number: Annotated[str, Field(pattern="^[0-9]+$")] = StateVar(default="1")
    page: int = StateVar(default=0)

def move(by):
    Rows.page += by

for i in range(20):
    st.text_input(f"w{i}", **Rows.bind("word", key=f"{Rows.page}-{i}"))
st.text_input("n", **Rows.bind("number", key=f"n{Rows.page}"))
with Rows.form(f"f{Rows.page}"):
    st.text_input("f", **Rows.bind("word", key=f"f{Rows.page}"))
    st.form_submit_button("save")
st.button("next", on_click=move, args=(1,))
st.button("first", on_click=move, args=(-Rows.page,))
st.text(f"{Rows.word} {Rows.number} {[*Rows.widget_errors()]}")
"""


def test_rows_that_are_gone_leave_nothing() -> None:
    tab = FakeApp(ROWS).open()

    def state() -> object:
        [found] = tab.session_state[SESSION_KEY].classes.values()
        return found

    sizes: list[int] = []
    for n in range(20):
        tab.widget("n").set_value(f"bad {n}")
        tab.widget("n").set_value(str(n))
        tab.button("next").click()
        kept = state()
        sizes.append(len(pickle.dumps(kept)))
        for known in (kept.shown, kept.refused, kept.submits, kept.given_up):  # type: ignore[attr-defined]
            assert len(known) <= 160
    assert max(sizes[10:]) <= 1.1 * max(sizes[:10])


def test_a_row_that_comes_back_shows_the_state_and_takes_edits() -> None:
    tab = FakeApp(ROWS).open()
    tab.widget("w3").set_value("mine")
    for _ in range(8):
        tab.button("next").click()
    tab.widget("w5").set_value("new")
    tab.button("first").click()
    assert {tab.widget(f"w{i}").value for i in range(20)} == {tab.widget("f").value} == {"new"}
    tab.widget("w3").set_value("back")
    assert {tab.widget(f"w{i}").value for i in range(20)} == {"back"}
    tab.widget("f").set_value("form")
    tab.button("save").click()
    assert {tab.widget(f"w{i}").value for i in range(20)} == {"form"}


def test_an_error_stays_until_its_widget_is_back() -> None:
    tab = FakeApp(ROWS).open()
    tab.widget("n").set_value("bad")
    for _ in range(8):
        tab.button("next").click()
    assert tab.texts == ["x 1 ['number']"]
    tab.button("first").click()
    tab.rerun()
    assert (tab.widget("n").value, tab.texts) == ("1", ["x 1 []"])
    tab.widget("n").set_value("7")
    assert tab.texts == ["x 7 []"]


EDITORS = """
import streamlit as st
from st_page_state import PageState, StateVar

class Tables(PageState):
    rows: list[dict[str, int]] = StateVar(default_factory=lambda: [{"n": 1}])
    page: int = StateVar(default=0)

st.data_editor(**Tables.bind_editor("rows", key=f"{Tables.page}"))
st.button("next", on_click=lambda: Tables.update(page=Tables.page + 1))
st.button("first", on_click=lambda: Tables.update(page=0))
st.text(Tables.rows)
"""


@pytest.mark.skipif(VERSION < (1, 55), reason="the fake draws editors from 1.55 on")
def test_editors_that_are_gone_leave_nothing() -> None:
    tab = FakeApp(EDITORS).open()
    for _ in range(40):
        tab.button("next").click()
    [state] = tab.session_state[SESSION_KEY].classes.values()
    assert len(state.editors) <= 17
    tab.button("first").click()
    assert tab.texts == ["[{'n': 1}]"]
