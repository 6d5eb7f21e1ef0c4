"""Many visitors in several processes whose values are saved in one store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from concurrency.crowd import DifferenceError
from concurrency.measured import Measured
from concurrency.saved import lost, on_store
from concurrency.savers import Saver
from drivers.servers import PostgreSQLServer, RedisServer, Server, shared
from drivers.stores import PostgreSQLDatabase, RedisDatabase, close_all
from st_page_state import Put, Stored, StorePort
from st_page_state.persistence import Persistence
from st_page_state_fakes.store import FakeStore

SEED, SECONDS, VISITORS = "saved", 2, 24


def persistence(store: StorePort, identity: str) -> Persistence:
    return Persistence(store, "soak", (), lambda source: identity if source == "user" else None)


def in_turn(store: StorePort) -> list[str]:
    """Have two visitors of one identity act in turn; return what the store has lost."""
    savers = {n: Saver(n, f"{SEED}/{n}", partial(persistence, store)) for n in (0, 20)}
    for _ in range(80):
        for saver in savers.values():
            saver.visit()
    for saver in savers.values():
        saver.end()
    return lost(store, {number: saver.last for number, saver in savers.items()})


def test_two_visitors_in_turn_see_no_difference() -> None:
    assert in_turn(Measured(FakeStore())) == []


def test_nothing_is_lost_between_processes_on_a_file(tmp_path: Path) -> None:
    report = on_store(SEED, SECONDS, f"sqlite:///{tmp_path / 'state.db'}", VISITORS, None, 2)
    assert not report.failures, "\n".join(report.failures)
    assert report.counts["reads"]


@pytest.mark.parametrize("kind", [PostgreSQLServer, RedisServer], ids=["postgresql", "redis"])
def test_nothing_is_lost_between_processes_on_a_server(kind: type[Server]) -> None:
    address = shared(kind).address
    (PostgreSQLDatabase if kind is PostgreSQLServer else RedisDatabase)(address).empty()
    close_all()
    report = on_store(SEED, SECONDS, address, VISITORS, None, 2)
    assert not report.failures, "\n".join(report.failures)
    assert report.counts["reads"]


class LastWriter(Measured):
    """A store that compares nothing: the last writer has it."""

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        found = self.store.get([*items])
        present = {
            key: put._replace(revision=found[key].revision if key in found else 0)
            for key, put in items.items()
        }
        return super().put(present, ttl)


class ForAll(Measured):
    """A store whose keys tell no identities apart."""

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        given = {key.rpartition("/")[2]: key for key in keys}
        return {given[key]: stored for key, stored in super().get([*given]).items()}

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        given = {key.rpartition("/")[2]: key for key in items}
        done = super().put({key: items[given[key]] for key in given}, ttl)
        return {given[key]: revision for key, revision in done.items()}

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        super().add({key.rpartition("/")[2]: data for key, data in items.items()}, ttl)


class Forgetful(Measured):
    """A store that says it has written what it has not."""

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        return super().put(items, ttl) if self.calls % 7 else dict.fromkeys(items, 1)


@pytest.mark.parametrize("wrong", [LastWriter, ForAll, Forgetful])
def test_visitors_notice_a_wrong_store(wrong: type[Measured]) -> None:
    with pytest.raises(DifferenceError):
        in_turn(wrong(FakeStore()))


def test_what_is_lost_in_the_end_is_told() -> None:
    assert lost(FakeStore(), {3: "visitor3 9"}) == [
        "group3 has '' of visitor 3, who set 'visitor3 9'"
    ]
