"""Servers that die, hang or are locked while a store uses them."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from drivers.servers import PostgreSQLServer, RedisServer, Server, shared, started
from drivers.stores import PATIENCE, close_all, kept
from st_page_state import Put, Stored, StorePort, StoreUnavailableError
from st_page_state.stores import RedisStore, SQLStore, open_store
from st_page_state.stores.deadline import PAUSE, SECONDS, Deadline

DAY = timedelta(days=1)
SOON = 0.5  # seconds that stand for the deadline


@pytest.fixture(scope="module", params=[PostgreSQLServer, RedisServer], ids=["postgresql", "redis"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    server = started(request.param)
    yield server
    server.remove()


@pytest.fixture(autouse=True)
def _no_connection_is_forgotten() -> Iterator[None]:
    yield
    close_all()
    gc.collect()  # a warning then belongs to this test


class Clock:
    """The time, and what is added to it."""

    def __init__(self) -> None:
        self.added = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.added


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(server: Server, clock: Clock) -> Any:
    store = kept(open_store(server.address))
    store._deadline.clock = clock
    return store


def write_down(store: StorePort, name: str, up: Event) -> None:
    """Append a name to the list under a key, whatever happens to the server meanwhile."""
    while True:
        try:
            data, revision = store.get(["names"]).get("names", Stored(b"", 0))
            if name.encode() in data.split():
                return  # the answer was lost, not what was put
            if store.put({"names": Put(data + f" {name}".encode(), revision)}, DAY)["names"]:
                return
        except StoreUnavailableError:
            up.wait()


def test_a_server_that_dies_and_comes_back_loses_nothing(server: Server) -> None:
    store = kept(open_store(server.address))
    store.delete(["names"])
    up, under_way, down = Event(), Event(), Event()
    up.set()

    def write(thread: int) -> None:
        for n in range(40):
            if n == 15:
                under_way.set()
                down.wait()
            write_down(store, f"{thread}-{n}", up)

    threads = [Thread(target=write, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    under_way.wait()
    up.clear()
    server.stop()
    down.set()
    with pytest.raises(StoreUnavailableError):
        store.get(["names"])
    server.start()
    up.set()
    for thread in threads:
        thread.join()
    names = store.get(["names"])["names"].data.decode().split()
    assert sorted(names) == sorted(f"{thread}-{n}" for thread in range(3) for n in range(40))


def test_the_first_call_after_a_restart_succeeds(server: Server, store: StorePort) -> None:
    """The connections of the pool are dead then, which costs no click."""
    store.add({"a": b"1"}, DAY)
    server.stop()
    server.start()
    assert store.get(["a"])["a"].data == b"1"
    server.stop()
    server.start()
    assert list(store.keys("a")) == ["a"]


def test_a_server_that_hangs_costs_one_click_its_time(
    server: Server, store: Any, clock: Clock
) -> None:
    store.add({"a": b"1"}, DAY)
    store._deadline.seconds = SOON
    server.freeze()
    try:
        began = time.monotonic()
        with pytest.raises(StoreUnavailableError, match=r"within 0\.5 seconds"):
            store.get(["a"])
        waited = time.monotonic() - began
        assert waited >= SOON
        began = time.monotonic()
        for _ in range(100):
            with pytest.raises(StoreUnavailableError, match="a moment ago"):
                store.put({"a": Put(b"2")}, DAY)
        assert time.monotonic() - began < SOON
    finally:
        server.thaw()
    store._deadline.seconds = PATIENCE
    clock.added += PAUSE
    assert store.get(["a"])["a"].data == b"1"
    assert store.put({"a": Put(b"2")}, DAY) == {"a": None}


def test_a_row_locked_too_long_makes_postgresql_unavailable() -> None:
    from sqlalchemy import create_engine, text

    clock, address = Clock(), shared(PostgreSQLServer).address
    engine = create_engine(address)
    store = kept(SQLStore(create_engine(address), deadline=Deadline(clock=clock)))
    first = store.put({"locked": Put(b"1")}, DAY)["locked"] or 0
    with engine.begin() as connection:
        connection.execute(text("SELECT * FROM st_page_state WHERE key = 'locked' FOR UPDATE"))
        store._deadline.seconds = SOON
        with pytest.raises(StoreUnavailableError, match=r"within 0\.5 seconds"):
            store.put({"locked": Put(b"2", first)}, DAY)
        store._deadline.seconds = PATIENCE
        clock.added += PAUSE
        assert store.get(["locked"])["locked"].data == b"1"
        assert store.put({"other": Put(b"2")}, DAY)["other"]
    store.delete(["other", "locked"])
    engine.dispose()


def test_many_that_make_the_table_of_postgresql_at_once() -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(shared(PostgreSQLServer).address, pool_size=8)
    for _ in range(5):
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS st_page_state"))
        stores = [kept(SQLStore(engine)) for _ in range(8)]
        failed: list[Exception] = []

        def ask(store: SQLStore, failed: list[Exception] = failed) -> None:
            try:
                store.add({"a": b"1"}, DAY)
            except StoreUnavailableError as error:
                failed.append(error)

        threads = [Thread(target=ask, args=(store,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []


def test_puts_of_the_same_keys_in_another_order_do_not_lock_each_other() -> None:
    address = shared(PostgreSQLServer).address
    store = kept(open_store(address))
    names = [f"order {n}" for n in range(50)]
    store.delete(names)

    def put(keys: list[str]) -> None:
        for _ in range(30):
            found = store.get(keys)
            store.put({key: Put(b"1", found[key].revision if key in found else 0) for key in keys},
                      DAY)  # fmt: skip

    threads = [Thread(target=put, args=(keys,)) for keys in (names, names[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.get(names)) == len(names)
    store.delete(names)


def test_many_that_put_several_hot_keys_at_once_never_wait_for_each_other() -> None:
    """Some insert a key that others have just inserted, while they hold those that they change."""
    store = kept(open_store(shared(PostgreSQLServer).address))
    store._deadline.seconds = SECONDS
    names = [f"hot {n}" for n in range(20)]
    store.delete(names)
    failed: list[str] = []
    threads_of_an_app = 64
    together = Barrier(threads_of_an_app)

    def put(thread: int) -> None:
        chosen = Random(thread)
        together.wait()
        try:
            for _ in range(5):
                keys = chosen.sample(names, 5)
                found = store.get(keys)
                puts = {k: Put(b"1", found[k].revision if k in found else 0) for k in keys}
                store.put(puts, DAY)
        except StoreUnavailableError as error:
            failed.append(error.reason)

    threads = [Thread(target=put, args=(n,)) for n in range(threads_of_an_app)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store._deadline.seconds = PATIENCE
    store.delete(names)
    assert failed == []


def test_an_error_of_redis_is_told_without_what_was_written() -> None:
    from redis import Redis

    client: Any = Redis.from_url(shared(RedisServer).address)
    store = kept(RedisStore(client))
    client.lpush("st_page_state:wrong", "x")
    for ask in (
        lambda: store.get(["wrong"]),
        lambda: store.put({"wrong": Put(b"secret", 5)}, DAY),
    ):
        with pytest.raises(StoreUnavailableError, match="WRONGTYPE") as caught:
            ask()
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None
    store.delete(["wrong"])
    assert repr(store).startswith("<RedisStore at ")


def test_a_client_that_decodes_is_refused() -> None:
    redis = pytest.importorskip("redis")
    with pytest.raises(ValueError, match="without decode_responses"):
        RedisStore(redis.Redis(decode_responses=True))


def test_redis_lists_its_keys_page_by_page_and_each_once() -> None:
    store = kept(open_store(shared(RedisServer).address))
    names = [f"page {n}" for n in range(2_500)]
    store.add(dict.fromkeys(names, b"1"), DAY)
    listed = list(store.keys("page "))
    assert sorted(listed) == sorted(names)
    assert store.sweep() == 0
    store.delete(names)


@pytest.mark.parametrize("kind", [PostgreSQLServer, RedisServer], ids=["postgresql", "redis"])
def test_the_clock_of_the_server_decides(kind: type[Server]) -> None:
    """What lasts 50 ms is there at first, and is gone without any help."""
    store = kept(open_store(shared(kind).address))
    store.add({"short": b"1", "long": b"1"}, DAY)
    found = store.get(["short"])["short"]
    store.put({"short": Put(b"2", found.revision)}, timedelta(milliseconds=50))
    until = time.monotonic() + 10
    while store.get(["short", "long"]).keys() != {"long"}:
        assert time.monotonic() < until
    store.delete(["short", "long"])


def test_postgresql_has_one_statement_for_each_call() -> None:
    from sqlalchemy import create_engine, event

    engine = create_engine(shared(PostgreSQLServer).address)
    store = kept(SQLStore(engine))
    store.delete(["one", "two"])
    first = store.put({"one": Put(b"1")}, DAY)["one"]
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for ask in (
        lambda: store.get(["one", "two"]),
        lambda: store.put({"one": Put(b"2", first), "two": Put(b"2"), "three": Put(b"2", 5)}, DAY),
        lambda: store.add({"one": b"3", "two": b"3", "three": b"3"}, DAY),
        lambda: store.delete(["one", "two", "three"]),
        lambda: list(store.keys("")),
        store.sweep,
    ):
        ask()
        assert len(statements) == 1
        statements.clear()
