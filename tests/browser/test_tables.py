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
