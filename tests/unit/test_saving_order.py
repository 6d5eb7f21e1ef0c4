"""When an action's saved values are put, and what is held meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from drivers.runs import RunningQuery, in_a_thread
from st_page_state import PageState, Params, Put, StateVar, use_ports
from st_page_state.ports import lock_of
from st_page_state_fakes import FakeSession
from st_page_state_fakes.store import FakeStore


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")

    class Config:
        persist = "user"

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        heard.append(new)


heard: list[Any] = []


class Failing(RunningQuery):
    """A query that cannot be written to while ``fails``."""

    fails = False

    def replace(self, params: Params) -> None:
        if self.fails:
            raise RuntimeError("the address")
        super().replace(params)


@pytest.mark.parametrize("touched", [True, False])
def test_after_the_put_nothing_rolls_back_and_the_next_touch_heals_the_address(
    *, touched: bool
) -> None:
    store, session, query = FakeStore(), FakeSession(), Failing()
    query.begin()
    with use_ports(session, query, store=store, identity="ann"):
        if touched:
            assert Draft.title == ""
        query.fails = True
        with pytest.raises(RuntimeError, match="the address"):
            Draft.title = "T"
        query.fails = False
    assert [call.method for call in store.calls] == ["get", "put"]
    query.begin()
    with use_ports(session, query, store=store, identity="ann"):
        assert Draft.title == "T"
    assert query.read().get("title") == ("T",)
    assert [call.method for call in store.calls] == ["get", "put"]


class Watched(FakeStore):
    """A store that notes, at each put, what is so at that moment."""

    def __init__(self, session: FakeSession, query: RunningQuery) -> None:
        super().__init__()
        self.session, self.query = session, query
        self.seen: list[tuple[bool, list[Any], bool]] = []

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        lock, free = lock_of(id(self.session)), list[bool]()

        def look() -> None:
            free.append(lock.acquire(blocking=False))
            if free[0]:
                lock.release()

        in_a_thread(look)
        self.seen.append((free[0], [*heard], "title" in self.query.read()))
        return super().put(items, ttl)


def test_the_put_is_after_the_hooks_before_the_address_and_under_no_lock() -> None:
    heard.clear()
    session, query = FakeSession(), RunningQuery()
    store = Watched(session, query)
    query.begin()
    with use_ports(session, query, store=store, identity="ann"):
        Draft.title = "T"
    assert [(free, hooks) for free, hooks, _ in store.seen] == [(True, ["T"])]
    assert query.read()["title"] == ("T",)
