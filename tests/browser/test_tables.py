"""Rows selected in a table: what a link and code select is what the browser shows."""

from __future__ import annotations

from playwright.sync_api import expect

from conftest import OpenPage, Serve, settled
from drivers.canvas import Canvas
from st_page_state_fakes import FakeApp

APP = """
import streamlit as st
from st_page_state import PageState, StateVar
class X(PageState):
    rows: list[int] = StateVar(default_factory=list, url_key="row")
st.title("Tables")
table = [{"a": 1}, {"a": 2}, {"a": 3}]
st.button("First", on_click=X.update, kwargs={"rows": [0]})
st.dataframe(table, selection_mode="multi-row", **X.bind_rows("rows", count=3))
st.text(X.rows)
"""


def test_the_browser_selects_what_a_link_and_code_select(serve: Serve, open_page: OpenPage) -> None:
    app, server = serve(APP)
    page, tab = open_page(f"{server}?row=0&row=2"), FakeApp(app).open("?row=0&row=2")
    shown = page.get_by_test_id("stText")
    canvas = Canvas(page.get_by_test_id("stDataFrame"))

    def same(rows: list[int]) -> None:
        assert tab.texts[1:] == [str(rows)]
        expect(shown).to_have_text(str(rows))
        settled(page)

    same([0, 2])
    canvas.click(15, 1)  # a box more to those that are checked
    tab.widget("dataframe").select(rows=[0, 1, 2])
    same([0, 1, 2])
    page.get_by_role("button", name="First").click()
    tab.button("First").click()
    same([0])
    canvas.click(15, 2)
    tab.widget("dataframe").select(rows=[0, 2])
    same([0, 2])
    page.go_back()
    tab.back()
    same([0])
    canvas.click(15, 0)
    tab.widget("dataframe").select(rows=[])
    same([])


EDITED = """
import streamlit as st
from st_page_state import PageState, StateVar
class X(PageState):
    lines: list[dict[str, int | None]] = StateVar(
        default_factory=lambda: [{"n": 1}, {"n": 2}], url_key="lines"
    )
def double():
    X.lines = [*X.lines, *X.lines]
st.title("Edited")
st.button("Double", on_click=double)
st.data_editor(**X.bind_editor("lines"), num_rows="dynamic", width=400)
st.text([line["n"] for line in X.lines])
"""


def test_the_browser_edits_what_the_field_has(serve: Serve, open_page: OpenPage) -> None:
    app, server = serve(EDITED)
    page, tab = open_page(server), FakeApp(app).open()
    shown = page.get_by_test_id("stText")

    def same(numbers: list[int | None]) -> None:
        assert tab.texts[1:] == [str(numbers)]
        expect(shown).to_have_text(str(numbers))
        settled(page)

    same([1, 2])
    canvas = Canvas(page.get_by_test_id("stDataFrame"))
    canvas.write(150, 0, "7")
    tab.widget("data_editor").edit_cell(0, "n", 7)
    same([7, 2])
    canvas.write(150, 1, "8")
    tab.widget("data_editor").edit_cell(1, "n", 8)
    same([7, 8])
    page.get_by_role("button", name="Double").click()
    tab.button("Double").click()
    same([7, 8, 7, 8])
    canvas.write(150, 3, "9")
    tab.widget("data_editor").edit_cell(3, "n", 9)
    same([7, 8, 7, 9])
    canvas.add(4)
    tab.widget("data_editor").add_row({})
    same([7, 8, 7, 9, None])
    canvas.write(150, 4, "5")
    tab.widget("data_editor").edit_cell(4, "n", 5)
    same([7, 8, 7, 9, 5])
    for numbers in ([7, 8, 7, 9, None], [7, 8, 7, 9]):
        page.go_back()
        tab.back()
        same([*numbers])
    canvas.write(150, 0, "6")
    tab.widget("data_editor").edit_cell(0, "n", 6)
    same([6, 8, 7, 9])
