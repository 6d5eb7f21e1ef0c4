"""What is replaced and taken back: files, choices and edits, in Chromium and on FakeApp."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, expect

from conftest import OpenPage, settled
from drivers.chromium import IDLE, PATIENCE
from drivers.server import served
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

APP = """\
import pandas as pd
import streamlit as st

def note():
    file = st.session_state["file"]
    st.session_state["told"] = [*st.session_state.get("told", []), file and file.name]

st.title("Acts")
st.pills("Where", [":material/home: Home", "Away"], key="where")
st.file_uploader("File", key="file", on_change=note)
numbers = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
table = st.dataframe(numbers, on_select="rerun", selection_mode="multi-row", width=400)
edited = st.data_editor(numbers, key="edited", width=400)
st.text(st.session_state["where"])
st.text(st.session_state.get("told"))
st.text(table.selection.rows)
st.text(st.session_state["edited"]["edited_rows"])
"""
ROWS = (52, 87, 122)  # pixels from the top of a table
CHECKBOXES, FIRST = 15, 90  # pixels from its left


def in_browser(page: Page) -> list[list[str]]:
    """Return the texts after each act."""
    shown, texts = page.get_by_test_id("stText"), list[list[str]]()
    tables = page.get_by_test_id("stDataFrameResizable")

    def see(place: int, text: str) -> None:
        expect(shown.nth(place)).to_have_text(text)
        settled(page)
        texts.append(shown.all_inner_texts())

    def enter(digit: str) -> None:
        entry = page.locator("input.gdg-input")
        for _ in range(PATIENCE):  # a table that is drawn anew loses what is done to it
            tables.nth(1).click(position={"x": FIRST, "y": ROWS[0]})
            page.evaluate(IDLE)
            page.keyboard.press("Enter")
            with suppress(TimeoutError):
                entry.wait_for(timeout=2000)
                break
        entry.fill(digit)
        entry.press("Enter")

    page.get_by_text("Home", exact=True).click()
    see(0, ":material/home: Home")
    for name, told in (("a.txt", "['a.txt']"), ("b.txt", "['a.txt', None, 'b.txt']")):
        file = {"name": name, "mimeType": "text/plain", "buffer": b"1"}
        page.locator("input[type=file]").first.set_input_files([file])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType] - as its docs have it
        see(1, told)
    for row, rows in ((2, "[2]"), (0, "[0, 2]")):
        tables.first.click(position={"x": CHECKBOXES, "y": ROWS[row]})
        see(2, rows)
    for digit, edits in (("5", "{0: {'a': 5}}"), ("1", "{}")):
        enter(digit)
        see(3, edits)
    return texts


def on_fake(tab: Tab) -> list[list[str]]:
    """Return the texts after each act."""
    texts = list[list[str]]()
    acts = (
        lambda: tab.widget("Where").set_value(":material/home: Home"),
        lambda: tab.widget("File").upload("a.txt", b"1"),
        lambda: tab.widget("File").upload("b.txt", b"1"),
        lambda: tab.widget("dataframe").select(rows=[2]),
        lambda: tab.widget("dataframe").select(rows=[2, 0]),
        lambda: tab.widget("edited").edit_cell(0, "a", 5),
        lambda: tab.widget("edited").edit_cell(0, "a", 1),
    )
    for act in acts:
        act()
        texts.append(tab.texts[1:])
    return texts


def test_acts_have_the_same_effect_on_fake_app(tmp_path: Path, open_page: OpenPage) -> None:
    path = tmp_path / "app.py"
    path.write_text(APP)
    with served(str(path), enableXsrfProtection="false") as url:
        shown = in_browser(open_page(url))
    assert shown == on_fake(FakeApp(path).open())
