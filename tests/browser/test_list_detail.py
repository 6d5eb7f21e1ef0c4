"""The list and the detail page in Chromium: a click in the table, Back, and the link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.canvas import Canvas
from drivers.server import served


@pytest.fixture(scope="module")
def list_url() -> Iterator[str]:
    with served("list_detail/app.py") as url:
        yield url


def heading(page: Page, text: str) -> None:
    """Wait until the page has a title."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    settled(page)


def entries(page: Page) -> int:
    """Return the length of the history."""
    count: int = page.evaluate("navigation.entries().length")
    return count


def test_a_row_opens_its_record_and_back_the_list_with_its_filters(
    list_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{list_url}/?q=taxi&by=cost")
    expect(page.get_by_text("2 of 5 expenses")).to_be_visible()
    before = entries(page)
    Canvas(page.get_by_test_id("stDataFrame")).click(15, 1)
    heading(page, "Taxi from the airport")
    expect(page).to_have_url(f"{list_url}/detail?id=22")
    assert entries(page) == before + 2  # as many as a plain switch with params leaves

    page.go_back()
    heading(page, "Expenses")
    assert page.url.endswith("q=taxi&by=cost")
    expect(page.get_by_label("Title contains")).to_have_value("taxi")
    expect(page.get_by_text("2 of 5 expenses")).to_be_visible()

    page.go_forward()
    heading(page, "Taxi from the airport")
    expect(page).to_have_url(f"{list_url}/detail?id=22")
    before = entries(page)
    page.get_by_test_id("stMain").get_by_role("link", name="All expenses").click()
    heading(page, "Expenses")
    expect(page).to_have_url(f"{list_url}/?q=taxi&by=cost")
    assert entries(page) == before + 2  # the page, and the filters of both classes
