"""The counter example: one number in page and address."""

import re

from playwright.sync_api import expect

from conftest import OpenPage, settled


def test_a_click_counts_in_page_and_address(counter_url: str, open_page: OpenPage) -> None:
    page = open_page(counter_url)
    page.wait_for_url("**/?count=0")
    before = page.evaluate("history.length")

    page.get_by_role("button", name="More").click()

    expect(page.get_by_test_id("stMetricValue")).to_have_text("1")
    page.wait_for_url("**/?count=1")
    settled(page)
    assert page.evaluate("history.length") == before + 1


def test_a_link_opens_the_number_and_back_returns_to_it(
    counter_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{counter_url}/?count=7&step=5")
    count = page.get_by_test_id("stMetricValue")
    expect(count).to_have_text("7")
    expect(page.get_by_label("Step")).to_have_value("5")

    page.get_by_role("button", name="Less").click()
    expect(count).to_have_text("2")
    expect(page).to_have_url(re.compile(r"count=2"))
    page.go_back()
    expect(count).to_have_text("7")


def test_reload_keeps_the_number(counter_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{counter_url}/?count=41")
    page.get_by_role("button", name="More").click()
    page.wait_for_url("**/?count=42")
    page.reload()
    expect(page.get_by_test_id("stMetricValue")).to_have_text("42")
