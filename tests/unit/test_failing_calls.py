"""Stores of which a single call fails, whichever it is, before or after it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

import pytest

from drivers.runs import StoreTab
from st_page_state import PageState, Put, StateVar, Stored, StoreUnavailableError, batch
from st_page_state_fakes.store import FakeStore

pytestmark = pytest.mark.filterwarnings("ignore::st_page_state.PageStateWarning")

T = TypeVar("T")
CALLS = 24  # more than the scene makes


class Failing(FakeStore):
    """A store of which some calls fail, counted from 1."""

    def __init__(self, fails: range, *, after: bool = False) -> None:
        super().__init__()
        self.fails, self.after, self.count = fails, after, 0

    def _call(self, call: Callable[[], T]) -> T:
        self.count += 1
        if self.count in self.fails:
            if self.after:
                call()
            raise StoreUnavailableError("the answer was lost")
        return call()

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        return self._call(lambda: FakeStore.get(self, keys))

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        return self._call(lambda: FakeStore.add(self, items, ttl))

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        return self._call(lambda: FakeStore.put(self, items, ttl))


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)

    class Config:
        persist = "user"
        undo = 50
        url_selfish = False


class Note(PageState):
    text: str = StateVar(default="", url_key="note")

    class Config:
        persist, persist_days = "user", 30
        url_selfish = False


class Query(PageState):
    text: str = StateVar(default="", url_key="q")

    class Config:
        persist, store_over = "user", 50
        url_selfish = False


def read() -> tuple[object, ...]:
    return Draft.title, Draft.body, tuple(Draft.tags), Note.text, Query.text


LONG = "x" * 100
EXPECTED = "t2", "b", ("tag",), "n2", LONG


def played(store: FakeStore) -> tuple[StoreTab, StoreTab]:
    """Play a scene in two tabs."""
    a, b = StoreTab(store), StoreTab(store)
    with a.run():
        read()
    with a.run(), batch():
        Draft.title = Note.text = "t1"
    with b.run():
        read()
        Draft.body = "b"
    with a.run():
        Draft.tags.append("tag")
        read()
    with a.run():
        Query.text = LONG
    store.advance(days=2)
    with b.run():
        Note.text = "n2"
    with a.run():
        Draft.title = "t2"
    for again in (Draft.undo, Draft.redo):
        with a.run():
            again()
    with StoreTab(store).run():
        read()
    return a, b


def heal(a: StoreTab, b: StoreTab) -> None:
    """Set in each tab what it had set, as its next actions would."""
    with a.run():
        Draft.update(title="", tags=[])
        Draft.update(title="t2", tags=["tag"])
        Query.text = ""
        Query.text = LONG
    with b.run():
        Note.text = Draft.body = ""
        Note.text, Draft.body = "n2", "b"


def failures() -> Iterator[tuple[range, bool]]:
    for nth in range(1, CALLS + 1):
        yield range(nth, nth + 1), False
        yield range(nth, nth + 1), True
        yield range(nth, nth + 3), False


def test_the_scene_makes_fewer_calls() -> None:
    store = Failing(range(0))
    played(store)
    assert 10 < store.count < CALLS
    with StoreTab(store).run():
        assert read() == EXPECTED


@pytest.mark.parametrize(("fails", "after"), failures())
def test_nothing_is_lost(fails: range, after: bool) -> None:
    store = Failing(fails, after=after)
    tabs = played(store)
    store.fails = range(0)
    for tab in tabs:
        with tab.run():
            read()
    heal(*tabs)
    for tab in (*tabs, StoreTab(store)):
        with tab.run():
            for cls in (Draft, Note, Query):
                cls.refresh()
            assert read() == EXPECTED
    calls = store.count
    for tab in tabs:
        with tab.run():
            assert read() == EXPECTED
    assert store.count == calls


def test_values_that_cannot_be_renewed_are_read(recwarn: pytest.WarningsRecorder) -> None:
    store = Failing(range(0))
    with StoreTab(store).run():
        Draft.body = "b"
    store.advance(days=2)
    store.fails = range(store.count + 2, store.count + 3)  # the get is the first
    with StoreTab(store).run():
        assert (Draft.body, Draft.saved().status) == ("b", "recovered")
    assert store.count == store.fails[0]
    assert not recwarn
