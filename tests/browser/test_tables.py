"""Rows selected in a table: what a link and code select is what the browser shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_acts import Canvas

from conftest import OpenPage, settled
from drivers.server import served
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


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "app.py"
    path.write_text(APP)
    return path


@pytest.fixture(scope="module")
def server(app: Path) -> Iterator[str]:
    with served(str(app)) as url:
        yield url


def test_the_browser_selects_what_a_link_and_code_select(
    app: Path, server: str, open_page: OpenPage
) -> None:
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


@pytest.mark.release  # the grid draws on a canvas, and a click in time depends on the machine
def test_the_browser_edits_what_the_field_has(
    tmp_path_factory: pytest.TempPathFactory, open_page: OpenPage
) -> None:
    path = tmp_path_factory.mktemp("edited") / "app.py"
    path.write_text(EDITED)
    with served(str(path)) as url:
        page, tab = open_page(url), FakeApp(path).open()
        shown = page.get_by_test_id("stText")

        def same(numbers: list[int | None]) -> None:
            assert tab.texts[1:] == [str(numbers)]
            expect(shown).to_have_text(str(numbers))
            settled(page)

        same([1, 2])
        canvas = Canvas(page.get_by_test_id("stDataFrame"))
        for row, number, then in ((0, 7, [7, 2]), (1, 8, [7, 8])):
            canvas.click(150, 1 - row)  # to click the selected cell would open its old text
            canvas.click(150, row)
            canvas.enter(str(number))
            tab.widget("data_editor").edit_cell(row, "n", number)
            same(then)
        page.get_by_role("button", name="Double").click()
        tab.button("Double").click()
        same([7, 8, 7, 8])
        canvas.click(150, 3)
        canvas.enter("9")
        tab.widget("data_editor").edit_cell(3, "n", 9)
        same([7, 8, 7, 9])
        canvas.click(150, 4)
        canvas.enter("5")
        tab.widget("data_editor").add_row({"n": 5})
        same([7, 8, 7, 9, 5])
        page.go_back()
        tab.back()
        same([7, 8, 7, 9])
        canvas.click(150, 0)
        canvas.enter("6")
        tab.widget("data_editor").edit_cell(0, "n", 6)
        same([6, 8, 7, 9])
