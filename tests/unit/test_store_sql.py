"""The SQL of each database, and what a store makes of the errors of one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from drivers.stores import kept
from st_page_state import Put, StoreUnavailableError
from st_page_state.stores import SQLiteStore, SQLStore
from st_page_state.stores import sql as module
from st_page_state.stores.deadline import Deadline
from st_page_state.stores.items import PAGE
from st_page_state.stores.statements import Statements, statements_for

DAY = timedelta(days=1)
DIALECTS: dict[str, Any] = {
    "postgresql": postgresql.dialect(), "mysql": mysql.dialect(), "sqlite": sqlite.dialect()
}  # fmt: skip


def sql(statements: Statements, name: str) -> str:
    """Return a statement as its database gets it, on one line."""
    dialect = DIALECTS["mysql" if type(statements).__name__ == "MySQL" else
                       type(statements).__name__.lower()]  # fmt: skip
    return " ".join(str(getattr(statements, name).compile(dialect=dialect)).split())


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'state.db'}")
    yield engine
    engine.dispose()


# MySQL has no server in the tests: these are its statements as they passed the contract on MariaDB.


@pytest.mark.parametrize("name", ["mysql", "mariadb"])
def test_the_table_of_mysql(name: str) -> None:
    table = statements_for(name).table
    made = " ".join(str(CreateTable(table).compile(dialect=DIALECTS["mysql"])).split())
    assert made == (
        "CREATE TABLE st_page_state ( `key` VARBINARY(512) NOT NULL, revision BIGINT NOT NULL, "
        "expires BIGINT, data LONGBLOB NOT NULL, PRIMARY KEY (`key`) )"
    )


def test_mysql_adds_in_one_statement_and_sets_the_time_last() -> None:
    statement = sql(statements_for("mysql"), "add")
    assert statement.startswith("INSERT INTO st_page_state (`key`, revision, expires, data) VALUES")
    _, update = statement.split(" ON DUPLICATE KEY UPDATE ")
    places = [update.index(f"{name} = CASE WHEN") for name in ("data", "revision", "expires")]
    assert places == sorted(places)


def test_mysql_compares_and_sets_key_by_key() -> None:
    statements = statements_for("mysql")
    now = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"
    assert sql(statements, "change") == (
        f"UPDATE st_page_state SET revision=%s, expires=({now} + %s), data=%s "
        "WHERE st_page_state.`key` = %s AND st_page_state.revision = %s "
        f"AND (st_page_state.expires IS NULL OR st_page_state.expires > {now})"
    )
    assert sql(statements, "make").startswith("INSERT IGNORE INTO st_page_state")
    assert sql(statements, "take").endswith(
        f"WHERE st_page_state.`key` = %s AND st_page_state.expires <= {now}"
    )


def test_mysql_sweeps_by_a_table_of_its_own() -> None:
    statement = sql(statements_for("mysql"), "sweep")
    assert "LIMIT %s) AS anon_1)" in statement


def test_the_keys_of_mysql_are_bytes() -> None:
    statements = statements_for("mysql")
    key = statements.table.c.key.type
    dialect = DIALECTS["mysql"]
    assert key.bind_processor(dialect)("é ") == "é ".encode()
    assert key.process_result_value("é ".encode(), dialect) == "é "


def test_postgresql_has_one_statement_for_a_put_and_sorts_by_bytes() -> None:
    statements = statements_for("postgresql")
    statement = sql(statements, "compare_and_set")
    assert statement.count("WITH ") == 1
    assert statement.index("pg_advisory_xact_lock(") < statement.index("FOR UPDATE")
    assert "ON CONFLICT (key) DO UPDATE" in statement
    table = str(CreateTable(statements.table).compile(dialect=DIALECTS["postgresql"]))
    assert 'key VARCHAR COLLATE "C" NOT NULL' in table
    assert "data BYTEA NOT NULL" in table


def test_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'oracle'\. It knows: mariadb, mysql, postgresql, sq"):
        statements_for("oracle")
    with pytest.raises(ValueError, match=r"Did you mean 'postgresql'\?"):
        statements_for("postgres")


def test_both_kinds_of_sqlite_store_use_the_same_table(engine: Engine, tmp_path: Path) -> None:
    by_sql = SQLStore(engine)
    with closing(SQLiteStore(tmp_path / "state.db")) as by_file:
        first = by_sql.put({"a": Put(b"1")}, DAY)["a"]
        assert first
        assert by_file.get(["a"]) == {"a": (b"1", first)}
        second = by_file.put({"a": Put(b"2", first)}, DAY)["a"]
        assert by_sql.get(["a"]) == {"a": (b"2", second)}
    table = statements_for("sqlite").table
    with sqlite3.connect(tmp_path / "fresh.db") as connection:
        connection.execute(str(CreateTable(table).compile(dialect=DIALECTS["sqlite"])))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=DIALECTS["sqlite"])))
        by_sqlalchemy = columns(connection)
    connection.close()
    with closing(SQLiteStore(tmp_path / "other.db")) as store:
        store.add({"a": b"1"}, None)
        with store._connections.one() as connection:
            assert columns(connection) == by_sqlalchemy


def columns(connection: sqlite3.Connection) -> list[Any]:
    table = connection.execute("PRAGMA table_info(st_page_state)").fetchall()
    index = connection.execute("PRAGMA index_info(ix_st_page_state_expires)").fetchall()
    return [*table, *index]


def test_keys_come_in_pages(engine: Engine) -> None:
    store = kept(SQLStore(engine))
    names = [f"a{n:05}" for n in range(2 * PAGE)]
    store.add(dict.fromkeys([*names, "b"], b"1"), None)
    assert list(store.keys("a")) == names
    assert list(store.keys("")) == [*names, "b"]
    store.delete(["b"])
    assert list(store.keys("")) == names


def test_a_dropped_table_is_made_again(engine: Engine) -> None:
    store = SQLStore(engine)
    store.add({"a": b"secret"}, None)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE st_page_state"))
    with pytest.raises(StoreUnavailableError, match="no such table") as caught:
        store.put({"a": Put(b"secret")}, None)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert store.put({"a": Put(b"1")}, None)["a"]
    assert repr(store) == f"<SQLStore in {engine.url}>"


class Failing:
    """Lets statements fail as a driver would, the first ones of a call."""

    def __init__(self, engine: Engine, *errors: Exception) -> None:
        self.errors = [*errors]
        event.listen(engine, "before_cursor_execute", self.fail)

    def fail(self, *_: Any) -> None:
        if self.errors:
            raise self.errors.pop(0)


class DriverError(Exception):
    """What a driver raises."""

    def __init__(self, *args: object, sqlstate: str | None = None, pgcode: str = "") -> None:
        super().__init__(*args)
        self.sqlstate = sqlstate
        self.pgcode = pgcode


def lost() -> DBAPIError:
    return OperationalError("SELECT secret", {}, DriverError("gone"), connection_invalidated=True)


def refused(error: Exception) -> DBAPIError:
    return InterfaceError("SELECT secret", {"data": "secret"}, error)


@pytest.mark.parametrize(
    "error",
    [
        lost(),
        refused(DriverError("deadlock", sqlstate="40P01")),
        refused(DriverError("overtaken", pgcode="40001")),
        refused(DriverError(1213, "deadlock")),
    ],
)
def test_what_may_succeed_at_once_is_tried_again(engine: Engine, error: Exception) -> None:
    store = SQLStore(engine)
    store.add({"a": b"1"}, None)
    Failing(engine, error, error)
    assert store.get(["a"])["a"].data == b"1"
    Failing(engine, error, error, error)
    with pytest.raises(StoreUnavailableError, match="DriverError"):
        store.get(["a"])


@pytest.mark.parametrize("error", [refused(DriverError("no permission\nDETAIL: secret"))])
def test_other_errors_are_told_without_what_was_written(engine: Engine, error: Exception) -> None:
    store = SQLStore(engine)
    store.add({"a": b"1"}, None)
    Failing(engine, error)
    with pytest.raises(StoreUnavailableError) as caught:
        store.get(["a"])
    assert caught.value.reason == "DriverError: no permission"
    assert store.get(["a"])["a"].data == b"1"


def test_a_pool_without_connections_is_unavailable(tmp_path: Path) -> None:
    engine = create_engine(
        f"sqlite:///{tmp_path / 'state.db'}", pool_size=1, max_overflow=0, pool_timeout=0.01
    )
    with engine.connect(), pytest.raises(StoreUnavailableError, match="TimeoutError: QueuePool"):
        SQLStore(engine).get(["a"])
    engine.dispose()


def test_a_table_that_another_process_makes_first_is_no_error(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SQLStore(engine)
    create_all = store._statements.table.metadata.create_all

    def too_late(connection: Any) -> None:
        create_all(connection)
        raise refused(DriverError("it exists"))

    monkeypatch.setattr(store._statements.table.metadata, "create_all", too_late)
    assert store.put({"a": Put(b"1")}, None)["a"]


def test_a_table_that_cannot_be_made_is_unavailable(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SQLStore(engine)

    def refuse(connection: Any) -> None:
        raise refused(DriverError("no permission"))

    monkeypatch.setattr(store._statements.table.metadata, "create_all", refuse)
    with pytest.raises(StoreUnavailableError, match="no permission"):
        store.get(["a"])


def test_a_call_that_was_given_up_keeps_its_connection_to_itself(engine: Engine) -> None:
    """It may hang for as long as TCP waits: others do not wait for it in the pool."""
    given_up: list[Callable[[], None]] = []
    dead = [False]

    def ask(work: Callable[[], None], _: float) -> bool:
        if dead[0]:
            given_up.append(work)
            return False
        work()
        return True

    store = SQLStore(engine, deadline=Deadline(run=ask))
    store.add({"a": b"1"}, None)
    pool, dead[0] = engine.pool, True
    with pytest.raises(StoreUnavailableError, match="did not answer"):
        store.get(["a"])
    assert engine.pool is not pool
    given_up.pop()()  # in the end it gets its answer, from whatever connection
    dead[0] = False


def test_a_connection_that_was_given_up_is_closed(engine: Engine) -> None:
    store = SQLStore(engine)
    store.add({"a": b"1"}, None)
    closed: list[object] = []
    event.listen(engine, "close", lambda *connection: closed.append(connection))
    with store._connection() as connection:
        engine.dispose()
        assert closed == []
        kept = connection.connection.dbapi_connection
    assert closed[0][0] is kept  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


def test_a_child_leaves_the_connections_to_its_parent(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SQLStore(engine)
    store.add({"a": b"1"}, None)
    pool = engine.pool
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert store.get(["a"])["a"].data == b"1"
    assert engine.pool is not pool
    pool.dispose()


def test_more_keys_than_one_statement_takes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEYS", 10)
    store = kept(SQLStore(engine))
    names = [f"a{n}" for n in range(25)]
    store.add(dict.fromkeys(names, b"1"), None)
    assert store.get(names).keys() == {*names}
    store.delete(names)
    assert list(store.keys("")) == []
