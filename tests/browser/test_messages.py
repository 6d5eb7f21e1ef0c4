"""Reasons quote hostile links as plain text, wherever an app shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from drivers.server import served

APP = Path(__file__).parent / "apps" / "messages.py"
HOSTILE = (
    "[a](https://evil.example) ![b](https://evil.example/b.png) <https://evil.example>",
    "https://evil.example www.evil.example ann@evil.example <b>c</b> <img src=x>",
    "**a** __b__ _c_ ~~d~~ `e` $x^2$ $$y$$",
    ":red[a] :small[b] :blue-badge[c] :material/home: :smile: :+1: :green-background[d]",
    "&#58;smile&#58; &lt;b&gt; https&#58;//evil.example \\:smile\\: \\[a](https://evil.example)",
    "# a", "1. a", "- a", "> a", "```\na\n```", "| a | b |\n|---|---|\n| c | d |", "a\n---",
    ":streamlit:", "    a", "[a]: https://evil.example\n\n[a]", "a[^1]\n\n[^1]: b",
)  # fmt: skip
MARKED = "a, img, strong, em, del, code, pre, h1, h2, h3, li, blockquote, table, hr, sup, .katex"
"""What Markdown makes of its marks."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served(str(APP)) as url:
        yield url


@pytest.mark.parametrize("number", range(0, len(HOSTILE), 4))
def test_reasons_are_shown_as_they_are(page: Page, server: str, number: int) -> None:
    texts = HOSTILE[number : number + 4]
    told = dict(zip(("first", "second", "third", "fourth"), texts, strict=True))
    query = urlencode({**told, "day": texts[0], "places": f'{{"{texts[1]}": "x"}}'})
    page.goto(f"{server}/?{query}")
    expect(page.get_by_text("shown", exact=True)).to_be_visible()
    shown = page.locator("[data-testid=stMarkdownContainer]")
    assert shown.count() >= 18 * 5
    assert shown.locator(MARKED).count() == 0
    assert shown.locator("span").count() == 0
    assert not {*"😄👍"} & set("".join(shown.all_inner_texts()))
