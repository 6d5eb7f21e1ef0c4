"""Editors and selections in apps that empty st.session_state, on Streamlit itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from app_texts import opened

from st_page_state_fakes.handles import FakeWidget
from st_page_state_fakes.tab import Tab

APP = """
import altair as alt, pandas as pd
from st_page_state import PageState, StateVar
class X(PageState):
    lines: list[dict] = StateVar(default_factory=lambda: [{"a": 1, "b": 2}])
    row: int | None = None
    points: dict = StateVar(default_factory=dict)
def leave():
    for key in list(st.session_state):
        del st.session_state[key]
st.checkbox("Leave", on_change=leave)
d = pd.DataFrame({"a": [1, 2]})
st.data_editor(num_rows="dynamic", **X.bind_editor("lines"))
st.dataframe(d, selection_mode="single-row", **X.bind_rows("row", count=2))
picked = alt.Chart(d).mark_point().encode(x="a").add_params(alt.selection_point(name="p"))
st.altair_chart(picked, **X.bind_selection("points"))
st.text(f"{X.lines} {X.row} {X.points}")
"""
FRESH = "[{'a': 1, 'b': 2}] None {}"


def widget(tab: Tab, kind: str) -> FakeWidget:
    """Return the handle of the table of a kind."""
    return tab.widget(next(w.key for w in tab.widgets if f"@{kind}" in (w.key or "")) or "")


def with_click(tab: Tab, kind: str, wire: Any) -> None:
    """Click on the checkbox that empties the session, and edit a table before a run begins."""
    (leave,) = (w for w in tab._browser.widgets.values() if w.spec.command == "checkbox")
    tab._browser.edit(leave, True)
    key = widget(tab, kind).key
    (table,) = (w for w in tab._browser.widgets.values() if w.spec.key == key)
    tab.edit(table, json.dumps(wire))


@pytest.mark.parametrize(
    ("kind", "wire"),
    [
        ("editor", {"edited_rows": {"0": {"a": 5}}, "added_rows": [], "deleted_rows": []}),
        ("rows", {"selection": {"rows": [1], "columns": [], "cells": []}}),
        ("selection", {"selection": {"p": [{"a": 1}]}}),
    ],
)
def test_an_edit_that_comes_with_the_click_that_empties_the_session(kind: str, wire: Any) -> None:
    tab = opened(APP)
    with_click(tab, kind, wire)
    assert tab.texts == [FRESH]


EDITED = """
from st_page_state import PageState, StateVar
class X(PageState):
    lines: list[dict] = StateVar(default_factory=lambda: [{"a": 1, "b": 2}])
def delete():
    for key in list(st.session_state):
        del st.session_state[key]
st.button("Clear", on_click=st.session_state.clear)
st.button("Delete", on_click=delete)
late = st.button("Late")
with st.form("f") if FORM else st.container():
    shown = st.data_editor(**X.bind_editor("lines", form=FORM), num_rows="dynamic")
    if FORM:
        st.form_submit_button("Send")
st.text(X.lines)
st.text(shown)
if late:
    st.session_state.clear()
"""


@pytest.mark.parametrize("how", ["Clear", "Delete", "Late"])
@pytest.mark.parametrize("form", [False, True])
def test_an_editor_forgets_its_edits_with_the_session(how: str, form: bool) -> None:
    tab = opened(EDITED.replace("FORM", str(form)))

    def edit(value: int) -> None:
        widget(tab, "editor").edit_cell(0, "a", value)
        if form:
            tab.button("Send").click()
        assert tab.texts == [f"[{{'a': {value}, 'b': 2}}]"] * 2

    key = widget(tab, "editor").key
    assert (key or "").endswith("/1")
    for value in (5, 6):
        edit(value)
        tab.button(how).click()
        for _ in range(2):
            tab.rerun()
            assert tab.texts == ["[{'a': 1, 'b': 2}]"] * 2
    edit(7)
    tab.rerun()
    assert tab.texts == ["[{'a': 7, 'b': 2}]"] * 2
    tab.reload()
    assert widget(tab, "editor").key == key
