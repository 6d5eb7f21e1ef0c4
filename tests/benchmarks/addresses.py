"""A row about the length of addresses."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.benchmarks import scripts
from tests.benchmarks.measure import Pair, Row
from tests.benchmarks.tab import Tab

DECLARED = """
from datetime import date

class View(PageState):
    tags: list[str] = StateVar(default=[], url_key="tags")
    sizes: list[int] = StateVar(default=[], url_key="sizes")
    since: date = StateVar(default=date(2026, 1, 1), url_key="since")
    until: date = StateVar(default=date(2026, 1, 1), url_key="until")
    stock: bool = StateVar(default=False, url_key="stock")
    archive: bool = StateVar(default=True, url_key="archive")
    query: str = StateVar(default="", url_key="q")
    sort: str = StateVar(default="name", url_key="sort")
"""
KEYS = {
    "tags": "tags", "sizes": "sizes", "since": "since", "until": "until",
    "stock": "stock", "archive": "archive", "query": "q", "sort": "sort",
}  # fmt: skip
VIEW: dict[str, Any] = {
    "tags": ["new", "sale", "outdoor"],
    "sizes": [38, 40, 42],
    "since": date(2026, 3, 1),
    "until": date(2026, 5, 31),
    "stock": True,
    "archive": False,
    "query": "rain jacket",
    "sort": "price",
}


def rows() -> Iterator[Row]:
    """Count the bytes of one view's address."""
    yield Row(
        "URL of lists, dates, flags and text / base64 of its JSON",
        Pair(len(published()), len(packed())),
        target=0.8,
        unit="bytes",
    )


def published() -> str:
    """Return the query string of a state class that holds the view."""
    cls = scripts.made(DECLARED)["View"]
    tab = Tab()
    with tab.run():
        for name, value in VIEW.items():
            setattr(cls, name, value)
    with tab.run():
        assert all(getattr(cls, name) == value for name, value in VIEW.items())
    return tab.url


def packed() -> str:
    """Return the query string of the view as one param: its shortest JSON in base64."""
    plain = {KEYS[n]: v.isoformat() if isinstance(v, date) else v for n, v in VIEW.items()}
    text = json.dumps(plain, separators=(",", ":"))
    return "s=" + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
