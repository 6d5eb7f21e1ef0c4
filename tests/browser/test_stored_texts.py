"""Texts too long for the address, and share links, in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import served

APP = Path(__file__).parent / "apps" / "essays.py"
LENGTH = 200_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("essays")


@pytest.fixture(scope="module")
def app_url(folder: Path) -> Iterator[str]:
    shutil.copy(APP, folder / "app.py")
    with served(str(folder / "app.py")) as url:
        yield url


@pytest.fixture
def down(folder: Path) -> Iterator[Path]:
    """A file that the test makes and removes: while it is there, the store is down."""
    yield folder / "down"
    (folder / "down").unlink(missing_ok=True)


def enter(page: Page, text: str) -> None:
    page.get_by_label("Body").fill(text)
    page.get_by_label("Body").press("Control+Enter")
    expect_shown(page, text)


def expect_shown(page: Page, text: str, stars: int = 0, errors: str = "[] .") -> None:
    shown = f"{len(text)} {text[:1]} stars={stars} {errors}"
    expect(page.get_by_test_id("stText")).to_have_text(" ".join(shown.split()))
    expect(page.get_by_label("Body")).to_have_value(text)
    settled(page)


def param(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True).get(name, [None])[-1]


def test_a_long_text_travels_in_a_link(app_url: str, open_page: OpenPage) -> None:
    page, text = open_page(app_url), "a" * LENGTH
    enter(page, text)
    page.wait_for_url("**/?body=~*")
    assert len(page.url) < 100
    other = open_page(page.url, another_user=True)
    expect_shown(other, text)
    assert other.url == page.url
    assert other.evaluate("history.length") == 2  # a blank page, and the link


def test_back_and_forward_through_five(app_url: str, open_page: OpenPage) -> None:
    page, texts, urls = open_page(app_url), [letter * LENGTH for letter in "bcdef"], []
    for text in texts:
        page.get_by_role("button", name="Next").click()
        expect_shown(page, text)
        page.wait_for_url(lambda url: "body=~" in url and url not in urls)
        urls.append(page.url)
    for n in (3, 2, 1, 0):
        page.go_back()
        expect_shown(page, texts[n])
        assert page.url == urls[n]
    for n in (1, 2, 3, 4):
        page.go_forward()
        expect_shown(page, texts[n])
        assert page.url == urls[n]


@pytest.mark.release
def test_an_unknown_key(app_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{app_url}/?body=~{'x' * 22}&stars=3")
    expect_shown(page, "", 3, "['body'] .")
    page.wait_for_url("**/?body=&stars=3")


def test_a_link_is_opened_while_the_store_is_down(
    app_url: str, open_page: OpenPage, down: Path
) -> None:
    page, text = open_page(app_url), "g" * LENGTH
    enter(page, text)
    page.wait_for_url("**/?body=~*")
    down.touch()
    other = open_page(page.url, another_user=True)
    expect_shown(other, "")
    other.get_by_role("button", name="Again").click()
    expect_shown(other, "")
    assert other.url == page.url
    down.unlink()
    other.get_by_role("button", name="Again").click()
    expect_shown(other, text)
    assert other.url == page.url


@pytest.mark.release
def test_a_text_is_entered_while_the_store_is_down(
    app_url: str, open_page: OpenPage, down: Path
) -> None:
    page, text = open_page(app_url), "h" * LENGTH
    enter(page, "short")
    down.touch()
    enter(page, text)
    assert param(page, "body") is None
    down.unlink()
    page.get_by_role("button", name="Again").click()
    page.wait_for_url(lambda url: "body=~" in url)
    expect_shown(page, text)


def shared(page: Page, app_url: str) -> str:
    page.get_by_role("button", name="Share").click()
    code = page.get_by_test_id("stCode")
    expect(code).to_contain_text("share=")
    return f"{app_url}/{code.inner_text().strip()}"


def test_a_share_link_is_copied_and_opened(app_url: str, open_page: OpenPage) -> None:
    page, text = open_page(f"{app_url}/?stars=4"), "i" * LENGTH
    page.get_by_label("Body").fill(text)
    page.get_by_label("Body").press("Control+Enter")
    expect_shown(page, text, 4)
    link = shared(page, app_url)
    other = open_page(link, another_user=True)
    expect_shown(other, text, 4)
    assert other.url == link
    other.get_by_label("Stars").fill("5")
    other.get_by_label("Stars").press("Enter")
    expect_shown(other, text, 5)
    other.wait_for_url("**/?body=~*&stars=5")
    other.go_back()
    expect_shown(other, text, 4)
    assert other.url == link


@pytest.mark.release
def test_an_unknown_share_link(app_url: str, open_page: OpenPage) -> None:
    page = open_page(f"{app_url}/?share={'x' * 22}")
    expect_shown(page, "", 0, "[] it was never made, has expired or was taken back.")


@pytest.mark.release
def test_a_share_link_while_the_store_is_down(
    app_url: str, open_page: OpenPage, down: Path
) -> None:
    page, text = open_page(app_url), "j" * LENGTH
    enter(page, text)
    link = shared(page, app_url)
    down.touch()
    other = open_page(link, another_user=True)
    expect_shown(other, "", 0, "[] the store does not answer.")
    down.unlink()
    other.get_by_role("button", name="Again").click()
    expect_shown(other, text)
