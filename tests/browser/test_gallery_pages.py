"""The gallery's pages about tables, charts, editors and blocks, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.canvas import Canvas
from drivers.server import served


@pytest.fixture(scope="module")
def gallery_url() -> Iterator[str]:
    with served("gallery/app.py") as url:
        yield url


def shows(page: Page, *lines: str) -> None:
    """Wait until the page shows these lines of state."""
    codes = page.get_by_test_id("stMain").get_by_test_id("stCode")
    for line in lines:
        expect(codes.filter(has_text=re.compile(f"^{re.escape(line)}$"))).to_have_count(1)
    settled(page)


def shows_selected(page: Page, *selected: list[int]) -> None:
    """Wait until each table shows these rows as selected."""
    for number, rows in enumerate(selected):
        table = page.get_by_test_id("stDataFrame").nth(number).locator("tbody")
        for row in rows:
            chosen = table.locator(f"tr[aria-selected=true][aria-rowindex='{row + 2}']")
            expect(chosen).to_have_count(1)
        expect(table.locator("tr[aria-selected=true]")).to_have_count(len(rows))


def test_rows_are_selected_by_a_link_a_click_and_back(
    gallery_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{gallery_url}/tables?row=1&city=Oslo")
    shows(page, "row = 1", "city = 'Oslo'", "rows = []")
    shows_selected(page, [1], [], [1], [])
    Canvas(page.get_by_test_id("stDataFrame").nth(0)).click(15, 2)
    shows(page, "row = 2")
    many = Canvas(page.get_by_test_id("stDataFrame").nth(1))
    many.click(15, 0)
    shows(page, "rows = [0]")
    many.click(15, 2)
    shows(page, "rows = [0, 2]")
    page.get_by_test_id("stRadio").get_by_text("people").click()
    shows(page, "by = 'people'", "city = 'Oslo'")
    expect(page).to_have_url(re.compile("by=people"))
    for lines in (("by = 'city'", "rows = [0, 2]"), ("rows = [0]",), ("rows = []", "row = 2")):
        page.go_back()
        shows(page, *lines, "city = 'Oslo'")
    page.go_back()
    shows(page, "row = 1")
    shows_selected(page, [1], [], [1], [])
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_bar_that_is_clicked_reaches_the_field(gallery_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{gallery_url}/tables")
    bars = page.get_by_test_id("stVegaLiteChart").locator("[aria-roledescription=bar]")
    expect(bars).to_have_count(6)  # of the two charts
    bars.first.click()
    shows(page, "altair = {'picked': [{'city': 'Lima', 'people': 10}]}")
    expect(page).to_have_url(re.compile("altair="))
    bars.nth(3).click()
    shows(page, "vega = {'picked': [{'city': 'Lima', 'people': 10}]}")
    page.go_back()
    shows(page, "altair = {}")


def test_cells_are_edited_rows_added_and_deleted(gallery_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{gallery_url}/editors")
    one, two = "{'n': 1, 'note': 'one'}", "{'n': 2, 'note': 'two'}"
    shows(page, f"notes = [{one}, {two}]", "lines = []")
    editor = Canvas(page.get_by_test_id("stDataFrame").nth(0))
    editor.write(100, 0, "7")
    seven = one.replace("1", "7")
    shows(page, f"notes = [{seven}, {two}]")
    editor.add(2)
    shows(page, f"notes = [{seven}, {two}, {{'n': None, 'note': None}}]")
    editor.click(15, 1)
    editor.delete()
    shows(page, f"notes = [{seven}, {{'n': None, 'note': None}}]")
    page.get_by_role("button", name="Add tea").click()
    shows(page, "lines = [Line(item='tea', price=2.5, paid=False)]")
    page.go_back()
    shows(page, "lines = []", f"notes = [{seven}, {{'n': None, 'note': None}}]")
    page.go_back()
    shows(page, f"notes = [{seven}, {two}, {{'n': None, 'note': None}}]")
    editor.write(100, 1, "9")
    shows(page, f"notes = [{seven}, {two.replace('2', '9')}, {{'n': None, 'note': None}}]")


def test_blocks_open_by_a_link_a_click_and_back(gallery_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{gallery_url}/blocks?tab=Table&expander=true")
    shows(page, "tab = 'Table'", "expander = True", "popover = False")
    expect(page.get_by_text("There is more.")).to_be_visible()
    page.get_by_role("tab", name="Chart").click()
    shows(page, "tab = 'Chart'")
    page.get_by_test_id("stExpander").get_by_text("More", exact=True).click()
    shows(page, "expander = False")
    expect(page).to_have_url(f"{gallery_url}/blocks")
    page.go_back()
    shows(page, "expander = True", "tab = 'Chart'")
    page.go_back()
    shows(page, "tab = 'Table'")
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    page = open_page(f"{gallery_url}/blocks?tab=Map")
    shows(page, "tab = 'Chart'")
    expect(page.get_by_text("was left out")).to_be_visible()
