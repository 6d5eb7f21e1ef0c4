"""What a user does in tables, files and openable blocks, in Chromium and on ``FakeApp``."""

from __future__ import annotations

from playwright.sync_api import expect

from conftest import OpenPage, Serve, settled
from drivers.canvas import Canvas
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

APP = """\
import pandas as pd
import streamlit as st

st.title("Acts")
d = pd.DataFrame({"n": [1, 2, 3], "t": ["x", "y", "z"]})
modes = ["multi-row", "multi-column", "multi-cell"]
chosen = st.dataframe(d, on_select="rerun", selection_mode=modes, key="chosen").selection
st.text(f"rows={chosen.rows} columns={chosen.columns} cells={chosen.cells}")
edited = st.data_editor(d, num_rows="dynamic", key="edited")
state = st.session_state["edited"]
st.text(f"{state['edited_rows']} {state['added_rows']} {state['deleted_rows']} {len(edited)}")
st.text([(f.name, f.type, f.size) for f in st.file_uploader("F", accept_multiple_files=True)])
more, pop = st.expander("More", on_change="rerun"), st.popover("Pop", on_change="rerun")
first, second = st.tabs(["First", "Second"], on_change="rerun", key="tabs")
st.text((more.open, pop.open, first.open, second.open))
"""


def test_tables_files_and_blocks(serve: Serve, open_page: OpenPage) -> None:
    app, server = serve(APP)
    page, tab = open_page(server), FakeApp(app).open()
    shown = page.get_by_test_id("stText")

    def same(tab: Tab) -> None:
        expect(shown).to_have_text(tab.texts[1:])
        settled(page)

    tables = page.get_by_test_id("stDataFrame")
    choose, edit = Canvas(tables.nth(0)), Canvas(tables.nth(1))
    for row in (1, 0):
        choose.click(15, row)
    tab.widget("chosen").select(rows=[1, 0])
    same(tab)
    choose.click(150, -1)
    tab.widget("chosen").select(columns=["n"])
    same(tab)
    choose.click(150, 2)
    tab.widget("chosen").select(cells=[(2, "n")])
    same(tab)

    edit.click(150, 0)  # takes the focus from the other table
    edit.click(150, 1)
    edit.delete()
    tab.widget("edited").edit_cell(1, "n", None)
    same(tab)
    edit.add(3)
    tab.widget("edited").add_row({})
    same(tab)
    edit.write(150, 3, "7")
    tab.widget("edited").edit_cell(3, "n", 7)
    same(tab)
    edit.click(15, 1)
    edit.delete()
    tab.widget("edited").delete_rows([1])
    same(tab)
    edit.write(150, 1, "8")
    tab.widget("edited").edit_cell(1, "n", 8)
    same(tab)

    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    for name, kind in (("a.csv", "text/csv"), ("b.txt", "text/plain")):
        chooser.set_input_files([{"name": name, "mimeType": kind, "buffer": b"1"}])
        tab.widget("F").upload(name, b"1")
        same(tab)

    page.get_by_test_id("stExpander").get_by_text("More").click()
    tab.widget("More").set_value(True)
    same(tab)
    page.get_by_role("tab", name="Second").click()
    tab.widget("tabs").set_value("Second")
    same(tab)
    page.get_by_role("button", name="Pop").click()
    tab.widget("Pop").set_value(True)
    same(tab)
