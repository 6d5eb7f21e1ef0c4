"""The saved values of several keys of a class: those that a session has used are read together."""

from __future__ import annotations

from typing import Any

import pytest

from drivers.runs import RunningQuery
from st_page_state import PageState, PageStateWarning, StateVar, use_ports
from st_page_state_fakes import FakeSession
from st_page_state_fakes.store import FakeStore

KEYS = [str(number) for number in range(10)]


class Draft(PageState):
    body: str = StateVar(default="")

    class Config:
        persist = "user"


def bodies(session: FakeSession, store: FakeStore, identity: Any) -> list[str]:
    query = RunningQuery("")
    query.begin()
    with use_ports(session, query, store=store, identity=identity):
        return [Draft.of(key).body for key in KEYS]


@pytest.fixture
def store() -> FakeStore:
    store = FakeStore()
    with use_ports({}, RunningQuery(""), store=store, identity="ann"):
        for key in KEYS:
            Draft.of(key).body = f"body {key}"
    store.calls.clear()
    return store


def test_keys_are_read_together_once_it_is_known_whose_they_are(store: FakeStore) -> None:
    session = FakeSession()
    assert bodies(session, store, None) == [""] * 10
    assert store.calls == []
    assert bodies(session, store, "ann") == [f"body {key}" for key in KEYS]
    assert [call.method for call in store.calls] == ["get"]
    assert bodies(session, store, "ann") == [f"body {key}" for key in KEYS]
    assert len(store.calls) == 1


class Note(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")

    class Config:
        persist = "user"
        url_prefix = "note_"


def test_keys_in_the_address_are_read_together(store: FakeStore) -> None:
    query = RunningQuery("")
    with use_ports({}, query, store=store, identity="ann"):
        for key in KEYS:
            Note.of(key).update(title="T", body=f"body {key}")
    store.calls.clear()
    assert len(query.params) == 10
    query.begin()
    with use_ports({}, query, store=store, identity="ann"):
        assert [Note.of(key).body for key in KEYS] == [f"body {key}" for key in KEYS]
    assert [call.method for call in store.calls] == ["get"]


def test_keys_are_read_together_once_the_store_is_back(store: FakeStore) -> None:
    session, store.down = FakeSession(), True
    with pytest.warns(PageStateWarning):
        assert bodies(session, store, "ann") == [""] * 10
    store.down = False
    store.calls.clear()
    assert bodies(session, store, "ann") == [f"body {key}" for key in KEYS]
    assert [call.method for call in store.calls] == ["get"]
