"""The rows about many calls: in a sequence, by many threads, by two processes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any, ClassVar

from hypothesis import given
from hypothesis import strategies as some

from st_page_state import Put, Stored, StorePort
from st_page_state_fakes.contract.capabilities import needs
from st_page_state_fakes.contract.session_port import LAW
from st_page_state_fakes.contract.store_database import OpenDatabase, StoreDatabase
from st_page_state_fakes.store import FakeStore

THREADS = 8
TURNS = 15
_DAY = timedelta(days=1)
_KEYS = some.lists(some.sampled_from(["a", "b", "ab", "c"]), min_size=1, max_size=3, unique=True)
_TTLS = some.sampled_from([None, _DAY, _DAY * 3])
_KINDS = some.sampled_from(["put", "add", "delete", "advance", "sweep", "stale"])
_STEPS = some.lists(some.tuples(_KINDS, _KEYS, some.binary(max_size=3), _TTLS), max_size=25)


def count_up(store: StorePort, keys: list[str], turns: int) -> int:
    """Add 1 to the number under each key, so many times; return the number of conflicts."""
    conflicts = 0
    for _ in range(turns):
        left = set(keys)
        while left:
            found = store.get(sorted(left))
            items: dict[str, Put] = {}
            for key in left:
                data, revision = found.get(key, Stored(b"0", 0))
                items[key] = Put(str(int(data) + 1).encode(), revision)
            left = {key for key, revision in store.put(items, _DAY).items() if revision is None}
            conflicts += len(left)
    return conflicts


class StoreCrowdRows:
    """Rows of :class:`StorePortContract`."""

    capabilities: ClassVar[frozenset[str]] = frozenset()

    def test_it_does_what_the_fake_does(self, open_database: OpenDatabase) -> None:
        """After any sequence of calls it holds what a store in memory holds."""

        @LAW
        @given(_STEPS)
        def law(steps: list[tuple[str, list[str], bytes, timedelta | None]]) -> None:
            database, model = open_database(), FakeStore()
            both = Both(database.connect(), model)
            for kind, keys, data, ttl in steps:
                if kind == "advance":
                    database.advance(_DAY * 2)
                    model.advance(days=2)
                else:
                    both.do(kind, keys, data, ttl)
                both.compare()

        law()

    def test_two_connections_see_the_same(self, open_database: OpenDatabase) -> None:
        """What one store has written another one reads at once, and conflicts with."""
        database = open_database()
        ann, bob = database.connect(), database.connect()
        first = ann.put({"a": Put(b"1", 0)}, None)["a"]
        assert first is not None
        assert bob.get(["a"]) == {"a": Stored(b"1", first)}
        second = bob.put({"a": Put(b"2", first)}, None)["a"]
        assert second is not None
        assert ann.put({"a": Put(b"3", first)}, None) == {"a": None}
        assert ann.get(["a"]) == {"a": Stored(b"2", second)}
        bob.delete(["a"])
        assert ann.get(["a"]) == {}

    def test_nothing_is_lost_between_threads(self, open_database: OpenDatabase) -> None:
        """Of two threads that put over the same revision one wins, the other has a conflict."""
        store = open_database().connect()
        together = Barrier(THREADS)

        def count(_: int) -> None:
            together.wait()
            count_up(store, ["a", "b"], TURNS)

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(count, range(THREADS)))
        counted = {key: int(stored.data) for key, stored in store.get(["a", "b"]).items()}
        assert counted == {"a": THREADS * TURNS, "b": THREADS * TURNS}

    def test_threads_that_add_the_same_agree(self, open_database: OpenDatabase) -> None:
        """Of many adds of a key one is written, and all read the same from then on."""
        store = open_database().connect()
        together = Barrier(THREADS)

        def add(n: int) -> Stored:
            together.wait()
            store.add({"a": b"%d" % n, f"own {n}": b"1"}, _DAY)
            return store.get(["a"])["a"]

        with ThreadPoolExecutor(THREADS) as pool:
            seen = set(pool.map(add, range(THREADS)))
        assert len(seen) == 1
        assert len(list(store.keys("own "))) == THREADS

    @needs("processes")
    def test_nothing_is_lost_between_processes(self, open_database: OpenDatabase) -> None:
        """Two processes that count up the same numbers at once lose no turn."""
        database = open_database()
        store = database.connect()
        others = [another_process(database) for _ in range(2)]
        try:
            for other in others:  # each has connected, and waits
                assert other.stdout is not None
                assert other.stdout.readline() == b"ready\n"
            for other in others:
                assert other.stdin is not None
                other.stdin.close()
            count_up(store, ["a", "b"], TURNS)
            assert [other.wait(timeout=60) for other in others] == [0, 0]
        finally:
            for other in others:
                other.kill()
                other.wait()
                for pipe in (other.stdin, other.stdout):
                    assert pipe is not None
                    pipe.close()
        counted = {key: int(stored.data) for key, stored in store.get(["a", "b"]).items()}
        assert counted == {"a": 3 * TURNS, "b": 3 * TURNS}


class Both:
    """A store and its model, which are given the same calls."""

    def __init__(self, store: StorePort, model: FakeStore) -> None:
        self.pair: tuple[StorePort, StorePort] = (store, model)
        self.former: tuple[list[dict[str, int]], list[dict[str, int]]] = ([], [])
        """What their revisions were, call by call."""

    def do(self, kind: str, keys: list[str], data: bytes, ttl: timedelta | None) -> None:
        """Let both do one thing, and compare what comes of it."""
        came = [self._do(n, kind, keys, data, ttl) for n in range(2)]
        assert kind == "sweep" or came[0] == came[1], (kind, keys)

    def compare(self) -> None:
        """Compare what both hold."""
        names = [sorted(store.keys("")) for store in self.pair]
        assert names[0] == names[1]
        found = [store.get(names[0]) for store in self.pair]
        data = [{key: stored.data for key, stored in each.items()} for each in found]
        assert data[0] == data[1]
        for former, each in zip(self.former, found, strict=True):
            former.append({key: stored.revision for key, stored in each.items()})

    def _do(self, n: int, kind: str, keys: list[str], data: bytes, ttl: timedelta | None) -> Any:
        store, former = self.pair[n], self.former[n]
        if kind == "add":
            store.add(dict.fromkeys(keys, data), ttl)
        elif kind == "delete":
            store.delete(keys)
        elif kind == "sweep":
            store.sweep(len(keys))
        else:
            seen = former[len(former) // 2 if kind == "stale" else -1] if former else {}
            puts = {key: Put(data, seen.get(key, 0)) for key in keys}
            return {key: bool(revision) for key, revision in store.put(puts, ttl).items()}
        return None


def another_process(database: StoreDatabase) -> subprocess.Popen[bytes]:
    """Start a process that connects to a database, says so, and counts up once told."""
    code = f"from {__name__} import in_another_process; in_another_process()"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe = subprocess.PIPE
    started = subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, env=env)
    assert started.stdin is not None
    started.stdin.write(pickle.dumps(database))
    started.stdin.flush()
    return started


def in_another_process() -> None:
    """Be the process that :func:`another_process` starts."""
    database: StoreDatabase = pickle.load(sys.stdin.buffer)
    store = database.connect()
    store.get(["a"])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()
    count_up(store, ["a", "b"], TURNS)
