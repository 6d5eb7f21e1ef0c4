"""Undo and redo of editors and tables, in the app's own file on Streamlit."""

from __future__ import annotations

from typing import Any

import pytest
from app_texts import opened, since_1_55

from st_page_state.engine import steps
from st_page_state_fakes.tab import Tab

APP = """
import pandas as pd
from enum import Enum
from st_page_state import PageState, StateVar
class Color(Enum):
    RED = "red"
    BLUE = "blue"
class X(PageState):
    rows: list[dict[str, int]] = StateVar(default=[{"n": 1}, {"n": 2}])
    frame: pd.DataFrame = StateVar(default_factory=lambda: pd.DataFrame({"a": [1, 2]}))
    chosen: list[int] = StateVar(default_factory=list, url_key="row")
    color: Color = StateVar(default=Color.RED, url_key="color")
    class Config:
        undo = 50
st.button("Undo", on_click=X.undo, disabled=not X.can_undo())
st.button("Redo", on_click=X.redo, disabled=not X.can_redo())
"""
ROWS = (
    APP
    + """
st.data_editor(**X.bind_editor("rows"))
st.text(X.rows)
"""
)
FRAME = (
    APP
    + """
st.data_editor(**X.bind_editor("frame"))
st.text(X.frame["a"].tolist())
"""
)
TEXTS = """
from st_page_state import PageState, StateVar
class Y(PageState):
    kind: str = "a"
    size: str = "a"
    word: str = ""
    body: str | None = None
    class Config:
        undo = 50
st.button("Undo Y", on_click=Y.undo, disabled=not Y.can_undo())
st.selectbox("Kind", ["a", "b", "c"], **Y.bind("kind"))
st.radio("Size", ["a", "b", "c"], **Y.bind("size"))
st.text_input("Word", **Y.bind("word"))
st.text_area("Body", **Y.bind("body"))
st.text(Y.dump())
"""
TABLE = (
    APP
    + """
st.dataframe(pd.DataFrame({"n": [1, 2]}), selection_mode="multi-row",
             **X.bind_rows("chosen", count=2, key="table"))
st.text(X.chosen)
"""
)
CHOICE = (
    APP
    + """
st.selectbox("Color", list(Color), **X.bind("color"))
st.text(X.color is Color(X.color.value))
"""
)


def editor(tab: Tab) -> Any:
    """Return the handle of the editor."""
    return tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))


def table(tab: Tab) -> Any:
    """Return the handle of the table."""
    return tab.widget(next(w.key for w in tab.widgets if "@rows" in (w.key or "")))


def test_an_editors_edits_are_steps() -> None:
    tab = opened(ROWS)
    editor(tab).edit_cell(0, "n", 7)
    editor(tab).edit_cell(1, "n", 8)
    tab.button("Undo").click()
    assert tab.texts == ["[{'n': 7}, {'n': 2}]"]
    editor(tab).edit_cell(1, "n", 9)
    assert tab.texts == ["[{'n': 7}, {'n': 9}]"]
    assert tab.button("Redo").disabled
    for _ in range(2):
        tab.button("Undo").click()
    assert tab.texts == ["[{'n': 1}, {'n': 2}]"]
    assert tab.button("Undo").disabled
    tab.button("Redo").click()
    assert tab.texts == ["[{'n': 7}, {'n': 2}]"]
    editor(tab).edit_cell(1, "n", 3)
    assert tab.texts == ["[{'n': 7}, {'n': 3}]"]


def test_so_are_those_of_a_table() -> None:
    tab = opened(FRAME)
    editor(tab).edit_cell(0, "a", 7)
    editor(tab).edit_cell(1, "a", 8)
    tab.button("Undo").click()
    assert tab.texts == ["[7, 2]"]
    tab.button("Undo").click()
    assert tab.texts == ["[1, 2]"]
    tab.button("Redo").click()
    tab.button("Redo").click()
    assert tab.texts == ["[7, 8]"]


@since_1_55
def test_selected_rows_are_a_step() -> None:
    tab = opened(TABLE)
    table(tab).select(rows=[1])
    table(tab).select(rows=[0, 1])
    tab.button("Undo").click()
    assert (tab.texts, tab.url) == (["[1]"], "?row=1&color=red")
    tab.button("Undo").click()
    assert tab.texts == ["[]"]
    tab.button("Redo").click()
    assert (tab.texts, tab.url) == (["[1]"], "?row=1&color=red")
    tab.rerun()
    assert tab.texts == ["[1]"]


def test_an_enum_that_the_script_makes_anew() -> None:
    tab = opened(CHOICE)
    tab.widget("Color").set_value("Color.BLUE")
    tab.rerun()
    tab.button("Undo").click()
    assert (tab.texts, tab.url) == (["True"], "?row=&color=red")
    tab.button("Redo").click()
    assert (tab.texts, tab.url) == (["True"], "?row=&color=blue")


def test_a_text_is_one_step_and_a_choice_is_one_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """All edits come within a second."""
    monkeypatch.setattr(steps, "clock", lambda: 1000.0)
    tab = opened(TEXTS)
    first = tab.texts
    for label in ("Kind", "Size", "Word", "Body"):
        for value in ("b", "c"):
            tab.widget(label).set_value(value)
        tab.button("Undo Y").click()
        left = tab.widget(label).value
        assert left == ("b" if label in ("Kind", "Size") else "" if label == "Word" else None)
    for _ in range(2):
        tab.button("Undo Y").click()
    assert tab.texts == first
    assert tab.button("Undo Y").disabled
