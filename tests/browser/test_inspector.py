"""The inspector on the flagship, in visitors' hands: it shows, restores, and touches nothing."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import served


@pytest.fixture(scope="module")
def inspected_url() -> Iterator[str]:
    with ExitStack() as stack:
        with patch.dict(os.environ, {"ST_PAGE_STATE_DEVTOOLS": "1"}):  # for this server only
            url = stack.enter_context(served("atlas/app.py"))
        yield url


def opened(page: Page) -> None:
    page.get_by_role("button", name="State", exact=False).first.click()
    expect(page.get_by_role("tab", name="Timeline")).to_be_visible()


def test_it_shows_where_values_came_from_and_restores_them(
    inspected_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{inspected_url}/?weather=snow&utm=mail")
    page.get_by_text("month", exact=True).first.click()
    page.wait_for_url("**/*by=month*")
    settled(page)
    before = page.url
    opened(page)
    fields = page.get_by_test_id("stHtml").first
    expect(fields).to_contain_text("weather")
    expect(fields).to_contain_text("link")
    expect(fields).to_contain_text("widget")
    assert page.url == before

    page.get_by_role("tab", name="Address").click()
    expect(page.get_by_text("purged by a change of Explore")).to_be_visible()
    page.get_by_role("tab", name="Timeline").click()
    expect(page.get_by_text("widget Mean by").last).to_be_visible()
    page.get_by_role("combobox", name="After which action?").click()
    page.get_by_role("option").last.click()
    page.get_by_role("button", name="Restore to here").click()
    page.wait_for_url("**/*by=week*")
    assert "weather=snow" in page.url
    page.go_back()
    page.wait_for_url("**/*by=month*")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_page(
    inspected_url: str, open_page: OpenPage, width: int
) -> None:
    page = open_page(inspected_url)
    page.set_viewport_size({"width": width, "height": 844})
    settled(page)
    if width == 390:
        page.get_by_test_id("stExpandSidebarButton").click()
    opened(page)
    for name in ("State", "Address", "Timeline", "Copy and load"):
        page.get_by_role("tab", name=name).click()
        body = page.get_by_test_id("stPopoverBody")
        box = body.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert body.evaluate("e => e.scrollWidth - e.clientWidth") <= 1


def test_it_is_not_there_in_production(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(atlas_url)
    expect(page.get_by_test_id("stPopover")).to_have_count(1)  # the app's own
    expect(page.get_by_text(re.compile("^State$"))).to_have_count(0)


def test_nothing_that_it_shows_is_executed(open_page: OpenPage) -> None:
    with served(Path(__file__).parent / "apps/inspected.py") as url:
        page = open_page(f"{url}/?<b>foreign=<img src=x onerror=alert(1)>")
        settled(page)
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.get_by_role("button", name="More").click()
        settled(page)
        opened(page)
        expect(page.get_by_test_id("stHtml").first).to_contain_text("onerror")
        for name in ("Address", "Timeline", "Copy and load", "State"):
            page.get_by_role("tab", name=name).click()
        body = page.get_by_test_id("stPopoverBody")
        expect(body.locator("img, script, b > i")).to_have_count(0)
        assert page.title() != "hit"
        assert not asked
        page.close()
