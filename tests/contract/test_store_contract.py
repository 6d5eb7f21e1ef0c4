"""The contract of stores, in memory, in files, and on a real PostgreSQL and Redis."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from drivers.servers import PostgreSQLServer, RedisServer, shared
from drivers.stores import (
    FakeDatabase,
    PostgreSQLDatabase,
    RedisDatabase,
    SQLiteDatabase,
    SQLiteEngineDatabase,
    close_all,
)
from st_page_state_fakes.contract import OpenDatabase, StorePortContract


@pytest.fixture(autouse=True)
def _stores_are_closed() -> Iterator[None]:
    yield
    close_all()


EVERY = frozenset({"processes", "sweeps"})


class TestFakeStore(StorePortContract):
    column = "FakeStore"
    capabilities = frozenset({"sweeps"})

    @pytest.fixture
    def open_database(self) -> OpenDatabase:
        return FakeDatabase


class TestSQLiteStore(StorePortContract):
    column = "SQLite"
    capabilities = EVERY
    kind = SQLiteDatabase

    @pytest.fixture
    def open_database(self, tmp_path: Path) -> OpenDatabase:
        numbers = count()
        return lambda: self.kind(tmp_path / f"{next(numbers)}.db")


class TestSQLStoreOnSQLite(TestSQLiteStore):
    column = "SQLAlchemy on SQLite"
    kind = SQLiteEngineDatabase


class TestSQLStoreOnPostgreSQL(StorePortContract):
    column = "PostgreSQL"
    capabilities = EVERY

    @pytest.fixture
    def open_database(self) -> OpenDatabase:
        address = shared(PostgreSQLServer).address
        return lambda: PostgreSQLDatabase(address).empty()


class TestRedisStore(StorePortContract):
    column = "Redis"
    capabilities = frozenset({"processes"})

    @pytest.fixture
    def open_database(self) -> OpenDatabase:
        address = shared(RedisServer).address
        return lambda: RedisDatabase(address).empty()
