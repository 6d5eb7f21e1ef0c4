"""The store in memory tells what it was asked, and can be down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from st_page_state import Put, StoreUnavailableError
from st_page_state_fakes import FakeStore

DAY = timedelta(days=1)


def test_it_notes_every_call() -> None:
    store = FakeStore()
    store.add({"a": b"1", "b": b"2"}, DAY)
    store.put({"c": Put(b"3")}, None)
    assert list(store.keys("a")) == ["a"]
    store.get(["a", "c"])
    store.delete(["b"])
    store.sweep()
    assert store.calls == [
        ("add", ("a", "b")), ("put", ("c",)), ("keys", ("a",)), ("get", ("a", "c")),
        ("delete", ("b",)), ("sweep", ()),
    ]  # fmt: skip
    store.calls.clear()
    assert store.calls == []
    assert repr(store) == "<FakeStore with 2 keys>"


def test_its_clock_moves_only_when_it_is_told_to() -> None:
    store = FakeStore()
    store.add({"a": b"1"}, DAY)
    store.advance(hours=23, minutes=59, seconds=59)
    assert store.get(["a"])
    store.advance(seconds=1)
    assert not store.get(["a"])
    store.advance(days=1)
    assert store.sweep() == 1


def test_while_it_is_down_every_call_fails_and_is_noted() -> None:
    store = FakeStore()
    store.add({"a": b"1"}, None)
    store.down = True
    calls = [
        lambda: store.get(["a"]), lambda: store.add({"b": b"1"}, None),
        lambda: store.put({"a": Put(b"2")}, None), lambda: store.delete(["a"]),
        lambda: store.keys(""), store.sweep,
    ]  # fmt: skip
    for call in calls:
        with pytest.raises(StoreUnavailableError, match=r"unavailable: FakeStore\.down is set"):
            call()
    assert len(store.calls) == 7
    store.down = False
    assert list(store.keys("")) == ["a"]
