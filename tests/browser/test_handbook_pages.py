"""A walk through the handbook: each page, its example, its headings, the search and the links."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import served
from st_page_state.docs import Topic, topics


@pytest.fixture(scope="module")
def handbook_url() -> Iterator[str]:
    with served("handbook/app.py") as url:
        yield url


def is_shown(page: Page, topic: Topic) -> None:
    """Wait until the page of a topic is there, whole and without an error."""
    expect(page.locator("h1").first).to_have_text(topic.title)
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.locator("[data-testid=stAlertContentError]")).to_have_count(0)
    if topic.example is not None:
        tabs = page.get_by_role("tab")
        expect(tabs.filter(has_text="Source")).to_be_visible()
        expect(page.get_by_test_id("stCode").first).to_contain_text("import streamlit as st")


def path(page: Page) -> str:
    return page.evaluate("location.pathname").strip("/")


def test_a_walk_through_all_pages(handbook_url: str, open_page: OpenPage) -> None:
    page = open_page(handbook_url)
    navigation = page.get_by_test_id("stSidebarNav")
    for number, topic in enumerate(topics()):
        link = navigation.get_by_role("link", name=topic.title, exact=True)
        if number:
            link.click()
        is_shown(page, topic)
        assert path(page) == ("" if topic.slug == "start" else topic.slug)
    links = page.locator("[data-testid=stMarkdownContainer] a[target=_self]")
    assert links.count() == 0 or links.first.is_visible()


def test_every_link_between_pages_leads_to_a_heading(
    handbook_url: str, open_page: OpenPage
) -> None:
    page = open_page(handbook_url)
    ids: dict[str, set[str]] = {}
    wanted: set[tuple[str, str]] = set()
    for topic in topics():
        page.goto(f"{handbook_url}/{'' if topic.slug == 'start' else topic.slug}")
        is_shown(page, topic)
        here = path(page)
        ids[here] = set(page.eval_on_selector_all("[id]", "all => all.map(each => each.id)"))
        hrefs = page.eval_on_selector_all(
            "[data-testid=stMain] a[href]",
            "all => all.map(a => [a.origin, a.pathname.slice(1), a.hash.slice(1)])",
        )
        wanted |= {(to, anchor) for origin, to, anchor in hrefs if origin == handbook_url}
    assert len(wanted) > 50
    assert {to for to, _ in wanted} <= set(ids)
    missing = {(to, anchor) for to, anchor in wanted if anchor and anchor not in ids[to]}
    assert not missing


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
    expect(page).to_have_url(re.compile("/performance.*#on-a-server$"))
    expect(page.locator("#on-a-server")).to_be_in_viewport()


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
        page.goto(f"{handbook_url}/{topic.slug}")
        is_shown(page, topic)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
