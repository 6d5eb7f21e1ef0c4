"""What RedisStore makes of a scan, without a server."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from st_page_state.stores import RedisStore

PAGES = {0: (7, [b"st_page_state:a1", b"st_page_state:a2"]), 7: (0, [b"st_page_state:a1"])}


class Client:
    """A client whose scan meets a key twice, as it may while keys are moved."""

    connection_pool = SimpleNamespace(connection_kwargs={})

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def scan(self, cursor: int, *, match: str, count: int) -> tuple[int, list[bytes]]:
        self.patterns.append(match)
        return PAGES[cursor]


@pytest.mark.parametrize(("prefix", "pattern"), [("a", "a*"), ("a*?[b]^-\\", r"a\*\?\[b\]\^\-\\*")])
def test_a_key_that_a_scan_meets_twice_is_listed_once(prefix: str, pattern: str) -> None:
    client: Any = Client()
    assert list(RedisStore(client).keys(prefix)) == ["a1", "a2"]
    assert client.patterns == [f"st_page_state:{pattern}"] * 2
