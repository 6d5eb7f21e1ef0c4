"""What an SQLite file does beyond the contract: its mode, locks, a full disk, forks."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from st_page_state import Put, StoreUnavailableError
from st_page_state.stores import SQLiteStore
from st_page_state.stores.connections import IDLE, Connections
from st_page_state.stores.deadline import Deadline
from st_page_state.stores.items import PAGE

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(tmp_path / "folder" / "state.db")) as store:
        yield store


class Clock:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept = 0

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(tmp_path: Path, clock: Clock) -> Iterator[SQLiteStore]:
    path = tmp_path / "state.db"
    deadline = Deadline(clock=lambda: clock.now)
    with closing(SQLiteStore(path, deadline=deadline, sleep=clock.sleep)) as store:
        store.put({"a": Put(b"1")}, None)
        yield store


def test_the_file_is_made_when_something_is_written(store: SQLiteStore) -> None:
    assert (store.get(["a"]), list(store.keys("")), store.sweep()) == ({}, [], 0)
    assert not store.path.parent.exists()
    store.add({"a": b"1"}, None)
    assert store.path.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes")
def test_its_owner_alone_reads_it(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)
    files = sorted(store.path.parent.iterdir())
    assert [file.name for file in files] == ["state.db", "state.db-shm", "state.db-wal"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3


def test_a_path_does_not_move_with_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(SQLiteStore("state.db")) as store:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        store.add({"a": b"1"}, None)
    assert (tmp_path / "state.db").exists()
    assert repr(store) == f"SQLiteStore({str(tmp_path / 'state.db')!r})"


def test_it_is_in_wal_mode(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_where_wal_cannot_be_had_it_says_so(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoWal(sqlite3.Connection):
        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            return super().execute(sql.replace("WAL", "DELETE"), *args)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=NoWal))
    with pytest.raises(StoreUnavailableError, match=r"WAL .* \(it is 'delete'\).* local disk"):
        store.add({"a": b"1"}, None)


def test_a_lock_held_too_long_makes_it_unavailable(timed: SQLiteStore, clock: Clock) -> None:
    with closing(sqlite3.connect(timed.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError, match=r"held the lock .* for 2 seconds"):
            timed.put({"b": Put(b"1")}, None)
        assert 2 <= clock.now < 2.01
        with pytest.raises(StoreUnavailableError, match="a moment ago"):
            timed.get(["a"])
        clock.now += 5
        assert timed.get(["a"])["a"].data == b"1"  # readers do not wait for writers
        other.execute("ROLLBACK")
    assert timed.put({"b": Put(b"1")}, None)["b"]


def test_a_lock_given_back_in_time_costs_nothing(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def sleep(seconds: float) -> None:
            clock.sleep(seconds)
            if clock.slept == 20:
                other.execute("COMMIT")

        deadline = Deadline(clock=lambda: clock.now)
        with closing(SQLiteStore(path, deadline=deadline, sleep=sleep)) as store:
            store.add({"a": b"1"}, None)
            connection = store._connections._idle[0][0]
            other.execute("BEGIN IMMEDIATE")
            assert store.put({"b": Put(b"1")}, None)["b"]
            assert store._connections._idle[0][0] is connection
    assert clock.slept == 20


def test_a_thread_that_writes_too_long_makes_it_unavailable(
    timed: SQLiteStore, clock: Clock
) -> None:
    times = iter([0.0, 3.0, 3.0])
    timed._deadline.clock = lambda: next(times)
    refusal = pytest.raises(StoreUnavailableError, match="other threads were writing")
    with timed._connections.writing, refusal:
        timed.put({"b": Put(b"1")}, None)
    timed._deadline.clock = lambda: 9.0
    assert timed.put({"b": Put(b"1")}, None)["b"]


def test_a_full_disk_loses_nothing(store: SQLiteStore) -> None:
    first = store.put({"a": Put(b"1")}, None)["a"]
    assert first
    with store._connections.one() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreUnavailableError, match="OperationalError: database or disk is full"):
        store.put({"a": Put(b"2" * 100_000, first), "b": Put(b"2")}, None)
    assert store.get(["a", "b"]) == {"a": (b"1", first)}
    assert store.put({"a": Put(b"3" * 100_000, first)}, None)["a"]  # there is room again


def test_a_file_that_is_no_database_is_unavailable(store: SQLiteStore) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(b"This is a text. " * 1000)
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match="file is not a database"):
            store.get(["a"])
    assert store.path.read_bytes().startswith(b"This is a text.")


def test_a_place_where_no_file_can_be_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = SQLiteStore(tmp_path / "file" / "state.db")
    for ask in (lambda: store.get(["a"]), lambda: store.add({"a": b"1"}, None), store.sweep):
        with pytest.raises(StoreUnavailableError, match="Not a directory"):
            ask()


@pytest.mark.skipif(os.name != "posix", reason="needs to remove files that are open")
def test_a_file_that_is_removed_or_replaced_is_noticed(store: SQLiteStore, tmp_path: Path) -> None:
    store.add({"a": b"1"}, None)
    with (
        closing(sqlite3.connect(store.path)) as one,
        closing(sqlite3.connect(tmp_path / "backup.db")) as copy,
    ):
        one.backup(copy)
    for file in store.path.parent.iterdir():
        file.unlink()
    assert store.get(["a"]) == {}
    store.add({"b": b"2"}, None)
    assert list(store.keys("")) == ["b"]
    for file in store.path.parent.iterdir():
        file.unlink()
    (tmp_path / "backup.db").rename(store.path)
    assert list(store.keys("")) == ["a"]


def test_keys_come_in_pages(store: SQLiteStore) -> None:
    names = [f"a{n:05}" for n in range(2 * PAGE)]
    store.add(dict.fromkeys([*names, "b"], b"1"), None)
    assert list(store.keys("a")) == names
    assert list(store.keys("")) == [*names, "b"]
    store.delete(["b"])
    assert list(store.keys("")) == names


def test_few_connections_are_kept(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)
    held = [store._connections.one() for _ in range(IDLE + 3)]
    for each in held:
        each.__enter__()
    for each in held:
        each.__exit__(None, None, None)
    assert len(store._connections._idle) == IDLE


def test_a_transaction_that_was_broken_off_is_rolled_back(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)

    class Items(dict[str, bytes]):
        def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
            yield "b", b"1"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(Items(), None)
    assert list(store.keys("")) == ["a"]
    store.add({"c": b"1"}, None)
    assert list(store.keys("")) == ["a", "c"]


def test_a_store_that_nobody_holds_closes_its_file(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "state.db")
    store.add({"a": b"1"}, None)
    pool = store._connections
    assert pool._idle
    del store
    assert not pool._idle


def test_a_child_begins_without_connections(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)
    pool = store._connections
    assert pool._idle
    pool.before_fork()
    assert not pool._idle
    pool.after_fork_in_parent()
    pool.before_fork()
    pool.writing.acquire()
    pool.after_fork()  # whoever held locks is not here
    assert store.put({"b": Put(b"1")}, None)["b"]


FORKS = r"""
import os, sys, threading
from st_page_state import Put, StoreUnavailableError
from st_page_state.stores import SQLiteStore

store = SQLiteStore(sys.argv[1])
store.add({"first": b"1"}, None)
stop = threading.Event()

def write(name):
    n = 0
    while not stop.is_set():
        store.add({f"{name} {n}": b"1"}, None)
        n += 1
    sys.stdout.write(f"{name} {n}\n")

threads = [threading.Thread(target=write, args=(f"thread-{n}",)) for n in range(3)]
for thread in threads:
    thread.start()
children = []
for number in range(5):
    pid = os.fork()
    if not pid:
        try:
            for n in range(20):
                store.add({f"child-{number} {n}": b"1"}, None)
            assert "first" in store.get(["first"])
        except BaseException as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    children.append(pid)
store.close()
codes = [os.waitpid(pid, 0)[1] for pid in children]
stop.set()
for thread in threads:
    thread.join()
store.close()
print("codes", sum(codes))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_forks_lose_nothing(store: SQLiteStore) -> None:
    command = [sys.executable, "-c", FORKS, str(store.path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    counted = dict(line.split() for line in run.stdout.splitlines())
    assert counted.pop("codes") == "0", run.stderr
    names = list(store.keys(""))
    for name, number in counted.items():
        assert sum(key.startswith(name) for key in names) == int(number)
    assert sum(key.startswith("child-") for key in names) == 100


def test_threads_that_only_read_do_not_wait_for_a_writer(store: SQLiteStore) -> None:
    store.add({"a": b"1"}, None)
    found: list[int] = []
    with store._connections.writing, store._connections.one() as connection:
        connection.execute("BEGIN IMMEDIATE")
        reader = Thread(target=lambda: found.append(len(store.get(["a"]))))
        reader.start()
        reader.join()
        connection.execute("ROLLBACK")
    assert found == [1]


def test_pools_are_forgotten_with_their_stores() -> None:
    from st_page_state.stores import connections

    before = len(connections._pools)
    pool = Connections(Path("x"), lambda: sqlite3.connect(":memory:"))
    assert len(connections._pools) == before + 1
    del pool
    assert len(connections._pools) == before
