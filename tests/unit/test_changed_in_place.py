"""Tracked values, and their changes in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import pytest

from st_page_state import PageState, StateVar, batch
from st_page_state_fakes import FakeQuery


class Bag(PageState):
    tags: list[str] = StateVar(default_factory=list, url_key="t")
    sizes: list[int] = StateVar(default_factory=list, url_key="s")
    calls: ClassVar[list[str]] = []

    @classmethod
    def before_set(cls) -> None:
        cls.calls.append("before")


def test_an_unchanged_tracked_value_is_no_write(ports: None, query: FakeQuery) -> None:
    Bag.calls.clear()
    with batch():
        assert (Bag.tags, Bag.sizes) == ([], [])
        assert Bag.dump() == {"tags": [], "sizes": []}
    query.go("?junk=1")
    assert Bag.dump() == {"tags": [], "sizes": []}
    assert Bag.calls == []


def test_an_unchanged_neighbor_keeps_its_url_error(ports: None, query: FakeQuery) -> None:
    query.go("?s=x")
    assert Bag.sizes == []
    Bag.tags.append("a")
    assert Bag.tags == ["a"]
    assert list(Bag.url_errors()) == ["sizes"]


@pytest.mark.parametrize("look", [lambda: Bag.tags, Bag.snapshot, Bag.url_errors])
def test_the_next_touch_commits_a_change_once(ports: None, look: Callable[[], object]) -> None:
    Bag.tags.append("a")
    Bag.calls.clear()
    look()
    look()
    assert Bag.calls == ["before"]
