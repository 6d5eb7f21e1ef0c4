"""bind_editor(): what code changes besides the editor reaches it, on Streamlit itself."""

from __future__ import annotations

from typing import Any

import pytest
from app_texts import opened

from st_page_state_fakes.tab import Tab

TABLE = """
import pandas as pd
from st_page_state import PageState, StateVar
class X(PageState):
    df: pd.DataFrame = StateVar(default_factory=lambda: pd.DataFrame({"a": [1, 2], "b": [3, 4]}))
def change():
    X.df.loc[0, "a"] = 100
def add():
    X.df.loc[len(X.df)] = [7, 8]
def widen():
    X.df["c"] = 0
for act in (change, add, widen):
    st.button(act.__name__, on_click=act)
shown = st.data_editor(**X.bind_editor("df"), num_rows="dynamic")
st.text(X.df.to_dict("list"))
st.text(shown.to_dict("list"))
"""


def editor(tab: Tab) -> Any:
    """Return the handle of the editor."""
    return tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))


# Streamlit's own, before 1.56.
@pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")
def test_a_table_that_is_changed_in_place() -> None:
    tab = opened(TABLE)
    tab.button("change").click()
    assert tab.texts == ["{'a': [100, 2], 'b': [3, 4]}"] * 2
    editor(tab).edit_cell(1, "b", 9)
    assert tab.texts == ["{'a': [100, 2], 'b': [3, 9]}"] * 2
    tab.button("add").click()
    assert tab.texts == ["{'a': [100, 2, 7], 'b': [3, 9, 8]}"] * 2
    tab.button("widen").click()
    editor(tab).edit_cell(2, "c", 5)
    assert tab.texts == ["{'a': [100, 2, 7], 'b': [3, 9, 8], 'c': [0, 0, 5]}"] * 2
    key = editor(tab).key
    tab.rerun()
    editor(tab).edit_cell(0, "a", 1)
    assert editor(tab).key == key


# Streamlit's own, before 1.56.
@pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")
def test_a_table_drawn_anew_takes_rows_as_before() -> None:
    tab = opened(TABLE.replace("shown =", "hide = st.checkbox('Hide') and st.stop()\nshown ="))
    editor(tab).edit_cell(1, "b", 9)
    editor(tab).add_row({"a": 5, "b": 6})
    tab.widget("Hide").set_value(True)
    tab.widget("Hide").set_value(False)
    editor(tab).add_row({"a": 7, "b": 8})
    assert tab.texts[0] == "{'a': [1, 2, 5, 7], 'b': [3, 9, 6, 8]}"


LIST = """
import dataclasses as dc
from st_page_state import PageState, StateVar, reset_all
@dc.dataclass
class Line:
    item: str
    price: float = 0.0
class X(PageState):
    lines: list[Line] = StateVar(default_factory=list)
def same():
    X.lines = list(X.lines)
acts = {"reset": X.reset, "reset_all": reset_all, "same": same}
for name, act in acts.items():
    st.button(name, on_click=act)
with st.form("f") if FORM else st.container():
    shown = st.data_editor(**X.bind_editor("lines", form=FORM), num_rows="dynamic")
    if FORM:
        st.form_submit_button("Send")
        st.form_submit_button("Drop", on_click=reset_all)
st.text(X.lines)
st.text(len(shown))
st.text([*X.widget_errors()])
"""


@pytest.mark.parametrize("how", ["reset", "reset_all", "same"])
@pytest.mark.parametrize("form", [False, True])
def test_a_rejected_row_goes_when_code_sets_the_field(how: str, form: bool) -> None:
    tab = opened(LIST.replace("FORM", str(form)))
    for _ in range(2):
        editor(tab).add_row({"price": 3.0})
        if form:
            tab.button("Send").click()
        assert tab.texts == ["[]", "1", "['lines']"]
        tab.button(how).click()
        assert tab.texts == ["[]", "0", "[]"]
        tab.rerun()
        assert tab.texts == ["[]", "0", "[]"]
    editor(tab).add_row({"item": "tea"})
    if form:
        tab.button("Send").click()
    assert tab.texts == ["[Line(item='tea', price=0.0)]", "1", "[]"]


def test_rows_that_are_submitted_with_a_click_that_resets_all() -> None:
    tab = opened(LIST.replace("FORM", "True"))
    editor(tab).add_row({"item": "tea"})
    tab.button("Drop").click()
    assert tab.texts == ["[]", "0", "[]"]


COLUMNS = """
import dataclasses as dc
from st_page_state import PageState, StateVar
wide = st.checkbox("Wide")
class X(PageState):
    lines: list[dict] = StateVar(default_factory=lambda: [{"a": 1, "b": 2}])
names = ["b", "a"] if wide else ["a"]
shown = st.data_editor(**X.bind_editor("lines", columns=names), num_rows="dynamic")
st.text(X.lines)
st.text(shown)
"""


def test_other_columns_in_a_later_run() -> None:
    tab = opened(COLUMNS)
    editor(tab).edit_cell(0, "a", 5)
    tab.widget("Wide").set_value(True)
    assert tab.texts == ["[{'a': 5, 'b': 2}]", "[{'b': 2, 'a': 5}]"]
    editor(tab).edit_cell(0, "b", 6)
    tab.widget("Wide").set_value(False)
    assert tab.texts == ["[{'a': 5, 'b': 6}]", "[{'a': 5}]"]
    key = editor(tab).key
    editor(tab).add_row({"a": 7})
    tab.rerun()
    assert (tab.texts[0], editor(tab).key) == ("[{'a': 5, 'b': 6}, {'a': 7}]", key)
    tab.widget("Wide").set_value(True)
    assert tab.texts[1].startswith("[{'b': 6.0, 'a': 5}, {'b': ")


TYPED = "import typing_extensions as t\nclass Line(t.TypedDict, total=False):"


@pytest.mark.filterwarnings("ignore:Downcasting object dtype arrays")  # of an old Streamlit
@pytest.mark.parametrize("base", ["@dc.dataclass\nclass Line:", TYPED])
def test_a_field_that_an_edit_of_the_source_adds_to_the_items(base: str) -> None:
    tab = opened(
        "import dataclasses as dc\nfrom st_page_state import PageState, StateVar\n"
        f"wide = st.checkbox('Wide')\n{base}\n    a: int\n    if wide:\n        b: int"
        + (" = 0" if "dataclass" in base else "")
        + "\nclass X(PageState):\n"
        "    lines: list[Line] = StateVar(default_factory=lambda: [Line(a=1)])\n"
        "shown = st.data_editor(**X.bind_editor('lines'))\n"
        "st.text([*shown[0]])\n"
    )
    tab.widget("Wide").set_value(True)
    assert tab.texts == ["['a', 'b']"]
