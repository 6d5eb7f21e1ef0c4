"""A walk through the handbook: each page, its example, its headings, the search and the links."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import served
from st_page_state.docs import Topic, topics

LINKS = "all => all.map(a => [a.origin, a.pathname.slice(1), a.hash.slice(1)])"
WIDE = {"filters", "options", "widget_kinds", "drafts", "performance", "reference"}
"""Pages with tables and long lines of code."""
HEADINGS = ["glossary#values", "reference#xreset", "performance#on-a-server"]
"""The last one is on a page whose example publishes, which takes the name out of the address."""


@pytest.fixture(scope="module")
def handbook_url() -> Iterator[str]:
    with served("handbook/app.py") as url:
        yield url


def is_shown(page: Page, topic: Topic) -> None:
    """Wait until the page of a topic is there, whole and without an error."""
    expect(page.locator("h1").first).to_have_text(topic.title)
    expect(page).to_have_title(f"{topic.title} · st_page_state")
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    if topic.example is not None:
        tabs = page.get_by_role("tab")
        expect(tabs.filter(has_text="Source")).to_be_visible()
        codes = page.get_by_test_id("stCode").filter(has_text="import streamlit as st")
        expect(codes.first).to_be_visible()


def path(page: Page) -> str:
    return page.evaluate("location.pathname").strip("/")


@pytest.mark.release  # of each page and link by itself, the tests beside the handbook tell
def test_a_walk_through_all_pages_meets_no_error_and_no_broken_link(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(handbook_url)
    navigation = page.get_by_test_id("stSidebarNav")
    ids: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    for number, topic in enumerate(topics()):
        if number:
            navigation.get_by_role("link", name=topic.label, exact=True).click()
        is_shown(page, topic)
        assert path(page) == ("" if topic.slug == "start" else topic.slug)
        ids[path(page)] = set(page.eval_on_selector_all("[id]", "all => all.map(each => each.id)"))
        links = page.eval_on_selector_all("[data-testid=stMain] a[href]", LINKS)
        wanted |= {(to, anchor) for origin, to, anchor in links if origin == handbook_url}
    assert len(wanted) > 100
    assert {to for to, _ in wanted} <= set(ids)
    assert not {(to, anchor) for to, anchor in wanted if anchor and anchor not in ids[to]}


def test_the_search_opens_its_results_and_a_result_its_heading(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{handbook_url}/wizard")
    box = page.get_by_placeholder("Search")
    box.fill("garbage")
    box.press("Enter")
    expect(page).to_have_url(f"{handbook_url}/search?q=garbage")
    result = page.get_by_role("link", name="Performance > On a server")
    expect(result).to_be_visible()
    settled(page)
    result.click()
    expect(page).to_have_url(re.compile("/performance"))
    expect(page.locator("#on-a-server")).to_be_in_viewport()


def test_back_from_a_result_shows_the_results_and_then_the_page_before(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{handbook_url}/security")
    here = page.url
    box = page.get_by_placeholder("Search")
    box.fill("garbage")
    box.press("Enter")
    expect(page.get_by_role("textbox", name="Search the handbook")).to_have_value("garbage")
    expect(page.get_by_placeholder("Search")).to_have_count(1)
    page.get_by_role("link", name="Performance > On a server").click()
    expect(page.locator("h1").first).to_have_text("Performance")
    settled(page)
    while "/performance" in page.url:
        page.go_back()
    expect(page).to_have_url(f"{handbook_url}/search?q=garbage")
    expect(page.locator("h1").first).to_have_text("Search")
    expect(page.get_by_role("link", name="Performance > On a server")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(here)
    expect(page.locator("h1").first).to_have_text("Security")


@pytest.mark.release
def test_a_second_search_is_an_entry_of_its_own(handbook_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{handbook_url}/search?q=undo")
    box = page.get_by_role("textbox", name="Search the handbook")
    box.fill("garbage")
    box.press("Enter")
    expect(page).to_have_url(f"{handbook_url}/search?q=garbage")
    settled(page)
    page.go_back()
    expect(page).to_have_url(f"{handbook_url}/search?q=undo")
    expect(box).to_have_value("undo")


@pytest.mark.release
@pytest.mark.parametrize("place", HEADINGS)
def test_a_link_to_a_heading_shows_it(handbook_url: str, open_page: OpenPage, place: str) -> None:
    page = open_page(f"{handbook_url}/{place}")
    expect(page.locator(f"#{place.partition('#')[2]}")).to_be_in_viewport()


@pytest.mark.release
def test_the_keyboard_reaches_the_search_before_the_pages(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{handbook_url}/wizard")
    focused: list[str] = []
    for _ in range(3):
        page.keyboard.press("Tab")
        focused.append(
            page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.innerText")
        )
    assert "Search the handbook" in focused


@pytest.mark.release
def test_the_icon_is_not_fetched_from_elsewhere(handbook_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{handbook_url}/wizard")
    icon = page.locator("link[rel~=icon]").get_attribute("href")
    assert icon is not None
    assert icon.startswith("data:image/svg")


def test_an_example_uses_the_pages_own_address(handbook_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{handbook_url}/filters?in=Asia")
    expect(page.get_by_role("button", name="Remove Asia")).to_be_visible()
    page.get_by_text("height", exact=True).first.click()
    expect(page).to_have_url(f"{handbook_url}/filters?in=Asia&by=height")
    settled(page)
    page.go_back()
    expect(page).to_have_url(f"{handbook_url}/filters?in=Asia")


def test_on_a_narrow_screen_nothing_is_wider_than_it(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{handbook_url}/filters")
    page.set_viewport_size({"width": 390, "height": 800})
    for topic in topics():
        if topic.slug not in WIDE:
            continue
        page.goto(f"{handbook_url}/{topic.slug}")
        is_shown(page, topic)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
