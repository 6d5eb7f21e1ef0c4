"""The flagship example in visitors' hands: addresses, links, Back and the review."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from conftest import OpenPage, settled


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def view(page: Page) -> str:
    """Return everything visible: texts and the values of the widgets.

    Charts only count as present: the labels that Vega leaves out on an axis depend on what the
    chart showed before.
    """
    settled(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    return re.sub(r"- img:.*", "- img", page.get_by_test_id("stApp").aria_snapshot())


def expect_same_view(page: Page, other: Page) -> None:
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg").first).to_be_visible()
    expect(other.get_by_test_id("stApp")).to_match_aria_snapshot(view(page))


def choose_weather(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Weather").click()
    page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")  # an open menu hides the rest from assistive technology
    expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    settled(page)


def expect_days(page: Page, days: str) -> None:
    """Wait until the first metric of the Explore page shows this number of days."""
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(days)


def expect_no_traceback(page: Page) -> None:
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_a_copied_address_opens_the_same_view(atlas_url: str, open_page: OpenPage) -> None:
    ann = open_page(atlas_url)
    choose_weather(ann, "Rain")
    ann.wait_for_url("**/*weather=rain*")
    ann.get_by_role("slider", name="start").press("ArrowRight")
    ann.wait_for_url("**/*temp=-9&temp=40*")
    ann.get_by_text("month", exact=True).click()
    ann.wait_for_url("**/*by=month*")
    ann.get_by_text("Compare years").click()
    ann.wait_for_url("**/*compare=true*")
    settled(ann)
    expect_days(ann, "259")

    bob = open_page(ann.url)

    assert bob.url == ann.url
    expect_same_view(ann, bob)


def test_the_link_of_copy_link_opens_the_same_view(atlas_url: str, open_page: OpenPage) -> None:
    ann = open_page(f"{atlas_url}/?measure=rain&weather=snow&weather=fog&period=2013-01-01")
    ann.get_by_role("button", name="Clear filters").click()
    expect_days(ann, "1,461")
    choose_weather(ann, "Snow")
    ann.wait_for_url("**/*weather=snow*")
    ann.get_by_role("button", name="Copy link").click()
    shown = ann.get_by_test_id("stCode").locator("code")
    expect(shown).to_have_text(re.compile(rf"^{re.escape(atlas_url)}/?\?.*weather=snow"))
    link = shown.inner_text().strip()
    ann.keyboard.press("Escape")
    expect(ann.get_by_test_id("stCode")).to_have_count(0)

    bob = open_page(link)

    expect_days(bob, "23")
    assert params(bob) == params(ann)
    expect_same_view(ann, bob)


def test_a_broken_address_shows_the_page_with_a_message(
    atlas_url: str, open_page: OpenPage
) -> None:
    page = open_page(
        f"{atlas_url}/?period=soon&period=later&weather=mars&temp=99&temp=-99&page=0"
        "&measure=luck&by=%00&compare=perhaps&nobody=knows"
    )

    message = page.get_by_test_id("stAlert")
    for name in ("period", "weather", "temp", "page", "measure", "by", "compare"):
        expect(message).to_contain_text(name)
    expect_no_traceback(page)
    expect_days(page, "1,461")
    # Foreign params stay until the app claims the address.
    page.wait_for_url("**/*measure=high*")
    assert params(page) == {"nobody": ["knows"], "measure": ["high"], "by": ["week"]}


def test_a_broken_review_link_shows_the_page_with_a_message(
    atlas_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{atlas_url}/review?step=inspect&day=1999-01-01&check=none")

    expect(page.get_by_test_id("stAlert").first).to_contain_text("day")
    expect(page.get_by_text("does not say which day")).to_be_visible()
    expect_no_traceback(page)
    page.get_by_role("button", name="Back to the queue").click()
    page.wait_for_url("**/review?step=queue")


def test_filters_that_match_nothing_offer_a_way_out(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{atlas_url}/?weather=snow&temp=30&temp=40")
    expect(page.get_by_text("No day was observed")).to_be_visible()

    page.get_by_role("button", name="Clear all filters").click()

    expect_days(page, "1,461")
    assert set(params(page)) == {"measure", "by"}


def test_back_returns_address_widget_and_content(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(atlas_url)
    page.wait_for_url("**/?measure=high&by=week")
    choose_weather(page, "Snow")
    expect_days(page, "23")
    page.wait_for_url("**/*weather=snow*")

    page.go_back()

    page.wait_for_url("**/?measure=high&by=week")
    expect(page.get_by_role("button", name="Remove Snow")).to_have_count(0)
    expect_days(page, "1,461")

    page.go_forward()

    page.wait_for_url("**/*weather=snow*")
    expect(page.get_by_role("button", name="Remove Snow")).to_be_visible()
    expect_days(page, "23")


def test_one_click_is_one_history_entry(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{atlas_url}/review?utm_source=mail&weather=rain&page=3")
    page.wait_for_url("**/*step=queue*")
    before = page.evaluate("history.length")

    # Sets four fields, two of them in the address, and purges a foreign param.
    page.get_by_role("button", name="Inspect").first.click()

    page.wait_for_url("**/*step=inspect*")
    settled(page)
    assert page.evaluate("history.length") == before + 1
    assert set(params(page)) == {"weather", "page", "step", "day"}


def test_a_review_from_the_queue_to_the_decision(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{atlas_url}/review?step=inspect&day=2012-01-20")
    expect(page.get_by_role("heading", name="20 January 2012")).to_be_visible()
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/*step=decide*")
    page.get_by_text("Reject", exact=True).click()
    settled(page)
    note = page.get_by_label("Note")
    note.fill("Sensor moved")
    note.press("Control+Enter")
    settled(page)
    page.get_by_role("button", name="Back to the observation").click()
    page.wait_for_url("**/*step=inspect*")
    # Until that run ends, the browser still drops elements that the next run draws again.
    settled(page)
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/*step=decide*")
    expect(page.get_by_label("Note")).to_have_value("Sensor moved")
    assert set(params(page)) == {"step", "day"}

    page.get_by_role("button", name="File decision").click()

    expect(page.get_by_text("1 of 168")).to_be_visible()
    page.wait_for_url("**/review?step=queue")


def test_the_sidebar_follows_to_the_other_page(atlas_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{atlas_url}/?weather=snow")
    # A switch during the first run leaves the widget empty, so wait for the whole page.
    expect(page.get_by_text("Observations")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_role("heading", name="Review")).to_be_visible()
    page.wait_for_url("**/review?weather=snow&step=queue")
    expect(page.get_by_role("button", name="Remove Snow")).to_be_visible()
    assert set(params(page)) == {"weather", "step"}
