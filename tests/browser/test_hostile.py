"""Broken, hostile and overlong addresses: the page loads, and the address is corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import served

APPS = Path(__file__).parent / "apps"
MOST_OF_HTTP = 60_000  # characters; uvicorn rejects heads over 64 KiB, if they arrive in pieces
BAD = {
    "whole": ("1.5", "", "9" * 5000, "null", "%F0%9F%92%A9"),
    "ratio": ("nan", "-1e999", "1,5"),
    "exact": ("NaN", "1/3"),
    "on": ("perhaps", "2"),
    "day": ("2026-02-30", "10000-01-01"),
    "moment": ("2026-01-01T25:00", "yesterday"),
    "hour": ("24:61", "noon"),
    "mark": ("0", "zzzzzzzz-0000-0000-0000-000000000000"),
    "color": ("green", "RED", "%3Cscript%3Ealert(1)%3C/script%3E"),
    "size": ("XL", "s"),
    "maybe": ("none", "{}"),
    "several": ("1&several=x", "[1,x]"),
    "pair": ("1", "1&pair=2&pair=3"),
    "weights": ("{", "[1]", '{"a":"b"}', "[" * 5000),
}
"""Invalid texts, as written in an address, by field."""
MOST = max(map(len, BAD.values()))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served(str(APPS / "hostile.py")) as url:
        yield url


@pytest.fixture
def page(page: Page, server: str) -> Page:
    """A blank tab."""
    # Shorten the address for the server: its limit depends on the packets.
    page.route(lambda url: len(url) > MOST_OF_HTTP, lambda route: route.continue_(url=server))
    return page


def history(page: Page) -> list[str]:
    urls = page.evaluate("navigation.entries().map(entry => entry.url)")
    return [urlsplit(url).query for url in urls]


def entries(page: Page) -> int:
    return len(page.evaluate("navigation.entries()"))


def visit(page: Page, server: str, query: str) -> int:
    """Open an address and wait for its page; return the number of history entries after it."""
    before = entries(page) if page.url.startswith(server) else 0
    page.goto(f"{server}/?{query}")
    settled(page)
    expect(page.get_by_role("button", name="One more")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    return entries(page) - before - 1


def messages(page: Page) -> str:
    return "\n".join(page.get_by_test_id("stAlert").all_inner_texts())


def says(page: Page, text: str) -> None:
    expect(page.get_by_test_id("stText").filter(has_text=re.compile(text))).to_have_count(1)


@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(n, marks=pytest.mark.release) for n in range(1, MOST))]
)
def test_bad_values_of_every_field_are_reported_and_corrected(
    page: Page, server: str, turn: int
) -> None:
    bad = {field: texts[turn] for field, texts in BAD.items() if turn < len(texts)}
    query = "&".join(f"{field}={text}" for field, text in bad.items())

    assert visit(page, server, query) == 1

    page.wait_for_url(f"{server}/")
    assert re.findall(r"The link's (\w+) was ignored", messages(page)) == [
        field for field in BAD if field in bad
    ]
    page.get_by_role("button", name="One more").click()
    says(page, "^whole: 2$")
    page.wait_for_url(f"{server}/?whole=2")
    assert history(page)[1:] == ["", "whole=2"]


def test_a_corrected_address_is_unchanged_by_a_reload(page: Page, server: str) -> None:
    visit(page, server, "whole=x&ratio=0.25&day=soon")
    page.wait_for_url(f"{server}/?ratio=0.25")
    before = history(page)

    page.reload()

    settled(page)
    says(page, "^ratio: 0.25$")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert history(page) == before


@pytest.mark.parametrize("size", [8_000, 100_000])
def test_a_long_text_is_adopted_whole(page: Page, server: str, size: int) -> None:
    assert visit(page, server, f"text={'x' * (size - 2)}yz") == 0

    says(page, f"^text: {size} xxxxxxxxyz$")
    assert len(urlsplit(page.url).query) == size + len("text=")
    page.get_by_role("button", name="One more").click()
    says(page, "^whole: 2$")
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).keys() == {"text", "whole"})
    assert len(urlsplit(page.url).query) == size + len("text=&whole=2")


@pytest.mark.parametrize(
    ("query", "after", "bad"),
    [
        ("text=%zz&whole=%zz", "text=%25zz", "whole"),
        ("text=%00&whole=%00", "text=%00", "whole"),
        ("text=%ED%A0%80&whole=%ED%A0%80", f"text={'%EF%BF%BD' * 3}", "whole"),
        ("text=%FF%FE&whole=%FF", "text=%EF%BF%BD%EF%BF%BD", "whole"),
        ("%zz=%25&&&==&whole=%", "%25zz=%25&=%3D", "whole"),
        ("whole=2&whole=x", "", "whole"),
        ("whole=x&whole=3", "whole=3", None),
        ("text=a&text=b&text=c", "text=c", None),
        (f"whole=x&{'&'.join(['several=1'] * 900)}", "&".join(["several=1"] * 900), "whole"),
    ],
    ids=lambda value: value[:16] if isinstance(value, str) else None,
)
def test_junk_is_corrected_once(
    page: Page, server: str, query: str, after: str, bad: str | None
) -> None:
    assert visit(page, server, query) == 1

    page.wait_for_url(f"{server}/?{after}" if after else f"{server}/")
    assert ([bad] if bad else []) == re.findall(r"The link's (\w+) was ignored", messages(page))


def test_more_params_than_streamlit_reads_count_as_none(page: Page, server: str) -> None:
    foreign = "&".join(f"p{number}={number}" for number in range(3000))

    assert visit(page, server, f"{foreign}&whole=x") == 0

    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    says(page, "^whole: 1$")
    page.get_by_role("button", name="One more").click()
    page.wait_for_url(f"{server}/?whole=2")


def test_an_address_that_grew_too_long_is_reported_once_a_session(
    tmp_path: Path, open_page: OpenPage
) -> None:
    log = tmp_path / "log"
    with served(str(APPS / "wide.py"), log=log) as server:
        for visitor in range(2):
            page = open_page(server)
            for clicks in range(1, 5):
                page.get_by_role("button", name="Grow").click()
                shown = f"long={2000 * clicks} longer={3000 * clicks}"
                expect(page.get_by_test_id("stText")).to_have_text(shown)
                query = f"short=s&long={'l' * 2000 * clicks}&longer={'m' * 3000 * clicks}"
                page.wait_for_url(f"{server}/?{query}")  # never cut
                told = re.findall(r"PageStateWarning: (.*)", log.read_text())
                assert len(told) == visitor + (clicks > 1)
            assert history(page)[-1] == query
    assert "The URL has grown to 10,0" in told[0]
    assert re.search(r"The biggest params: longer \(6,\d+\), long \(4,\d+\)", told[0])
