"""Back on Streamlit before 1.65, where Python learns of it late or never.

``nox -s browser_release`` installs them and names their interpreters in ``OLDER_STREAMLITS``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from drivers.chromium import ChromiumTab
from drivers.server import served

pytestmark = pytest.mark.release

APP = Path(__file__).parent / "apps" / "steps.py"
BARE, LANDED = "", "?count=0&word="
INTERPRETERS = dict(
    pair.split("=", 1) for pair in os.environ.get("OLDER_STREAMLITS", "").split(os.pathsep) if pair
)


@pytest.fixture
def tab(page: Page, version: str) -> Iterator[ChromiumTab]:
    """A tab that has followed a link, with two clicks on "More"."""
    if version not in INTERPRETERS:
        pytest.skip(f"OLDER_STREAMLITS names no interpreter with Streamlit {version}")
    with served(str(APP), python=INTERPRETERS[version]) as url:
        tab = ChromiumTab(url, page)
        tab.visit(BARE)
        tab.click("More")
        tab.click("More")
        yield tab


def counted(tab: ChromiumTab) -> list[str]:
    """Assert that every step is one entry, and that the last one matches the state."""
    assert tab.shown == ["count=2 word="]
    return [BARE, LANDED, "?count=1&word=", "?count=2&word="]


@pytest.mark.parametrize("version", ["1.37"])
def test_the_state_follows_back_and_back_leaves_the_app(tab: ChromiumTab) -> None:
    before = counted(tab)
    assert tab.history == before
    tab.rerun()
    tab.back()
    assert (tab.url, tab.shown) == ("?count=1&word=", ["count=1 word="])
    tab.back()
    assert (tab.url, tab.shown) == (LANDED, ["count=0 word="])
    tab.back()
    assert (tab.url, tab.shown) == (BARE, ["count=0 word="])
    assert tab.history == before
    tab.click("More")
    assert (tab.history, tab.shown) == ([BARE, "?count=1&word="], ["count=1 word="])


@pytest.mark.parametrize(("version", "count"), [("1.45", 1), ("1.55", 2)])
def test_back_is_noticed_at_the_next_interaction_or_reload(
    tab: ChromiumTab, page: Page, count: int
) -> None:
    before = counted(tab)
    assert tab.history == before
    tab.rerun()
    page.go_back()
    assert tab.url == "?count=1&word="
    tab.set("Word", "x")
    assert tab.shown == [f"count={count} word=x"]
    assert tab.history == [*before[:3], f"?count={count}&word=x"]
    page.go_back()
    tab.reload()
    assert (tab.url, tab.shown) == ("?count=1&word=", ["count=1 word="])
    expect(page.get_by_role("textbox", name="Word")).to_have_value("")
