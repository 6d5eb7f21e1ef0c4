"""Databases for the rows about stores: in memory, in files, on real servers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from st_page_state import StorePort
from st_page_state.stores import RedisStore, SQLiteStore, SQLStore
from st_page_state_fakes import FakeStore
from st_page_state_fakes.contract import StoreDatabase

PATIENCE = 60.0

_open: list[Any] = []


def kept(store: Any) -> Any:
    """Return a store that is patient, as a busy machine needs, and is closed after the test."""
    store._deadline.seconds = PATIENCE
    _open.append(store)
    return store


def close_all() -> None:
    """Close the stores of a test."""
    while _open:
        _open.pop().close()


_SHIFT = "UPDATE st_page_state SET expires = expires - {}"


class FakeDatabase(StoreDatabase):
    """A store in memory."""

    def __init__(self) -> None:
        self.store = FakeStore()

    def connect(self) -> StorePort:
        return self.store

    def advance(self, by: timedelta) -> None:
        self.store.advance(seconds=by.total_seconds())


@dataclass
class SQLiteDatabase(StoreDatabase):
    """An SQLite file."""

    path: Path

    def connect(self) -> StorePort:
        return kept(SQLiteStore(self.path))

    def advance(self, by: timedelta) -> None:
        with opened(self.path) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                connection.execute(_SHIFT.format(by // timedelta(milliseconds=1)))


@dataclass
class SQLiteEngineDatabase(SQLiteDatabase):
    """An SQLite file, by SQLAlchemy."""

    def connect(self) -> StorePort:
        from sqlalchemy import create_engine, event

        engine = create_engine(f"sqlite:///{self.path}")
        event.listen(engine, "connect", _hasty)
        return kept(SQLStore(engine))


def _hasty(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file beside the stores that use it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@dataclass
class ServerDatabase(StoreDatabase):
    """A database of a server, by its address."""

    address: str


@cache
def engine_at(address: str) -> Any:
    """Return the one engine of this process for an address: a server has few connections."""
    from sqlalchemy import create_engine

    return create_engine(address, pool_size=20)


class PostgreSQLDatabase(ServerDatabase):
    """A PostgreSQL database, emptied."""

    def connect(self) -> StorePort:
        return kept(SQLStore(engine_at(self.address)))

    def empty(self) -> PostgreSQLDatabase:
        list(self.connect().keys(""))  # makes the table
        self.execute("TRUNCATE st_page_state")
        return self

    def advance(self, by: timedelta) -> None:
        self.execute(_SHIFT.format(by // timedelta(milliseconds=1)))

    def execute(self, statement: str) -> None:
        from sqlalchemy import text

        with engine_at(self.address).begin() as connection:
            connection.execute(text(statement))


class RedisDatabase(ServerDatabase):
    """A Redis database, emptied."""

    def empty(self) -> RedisDatabase:
        with self.client() as client:
            client.flushall()
        return self

    def client(self) -> Any:
        from redis import Redis

        return Redis.from_url(self.address, socket_timeout=PATIENCE)

    def connect(self) -> StorePort:
        return kept(RedisStore(self.client()))

    def advance(self, by: timedelta) -> None:
        with self.client() as client:
            for key in client.keys("*"):
                left = client.pttl(key)
                if left >= 0:
                    client.pexpire(key, left - by // timedelta(milliseconds=1))
