"""A store in a table of an SQL database, by SQLAlchemy."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from st_page_state.errors import StoreUnavailableError
from st_page_state.store_port import Put, Stored, StorePort
from st_page_state.stores.deadline import Deadline
from st_page_state.stores.items import (
    PAGE,
    TABLE,
    Than,
    keys_by_page,
    milliseconds,
    new_revision,
    reason,
)
from st_page_state.stores.statements import statements_for

KEYS = 10_000
"""How many keys one statement takes; databases limit the number of its parameters."""
ATTEMPTS = 3
_TRY_AGAIN = {"40001", "40P01", 1213}
"""What PostgreSQL and MySQL call a deadlock, or a transaction that another one has overtaken."""

Answer = TypeVar("Answer")


class SQLStore(StorePort):
    """A store in the table ``st_page_state`` of a PostgreSQL, MySQL, MariaDB or SQLite database.

    The table is made when it is first used and there is none.

    Args:
        engine: SQLAlchemy's, such as ``st.connection("name", type="sql").engine``.
        deadline: for tests: another clock.

    Raises:
        ValueError: it is the engine of another kind of database.

    Example::

        store = SQLStore(sqlalchemy.create_engine("postgresql+psycopg://localhost/app"))
        store.add({"a": b"1"}, timedelta(days=180))
    """

    def __init__(self, engine: Engine, *, deadline: Deadline | None = None) -> None:
        self._statements = statements_for(engine.dialect.name)
        self._engine = engine
        if self._statements.autocommit:
            self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._deadline = deadline or Deadline()
        # What was given up may hold its connection for as long as TCP waits for a dead host.
        self._deadline.on_timeout = engine.dispose
        self._ready = False
        self._pid = os.getpid()

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the keys hold; see :class:`StorePort`."""

        def ask(connection: Connection) -> dict[str, Stored]:
            found: dict[str, Stored] = {}
            for some in _pages(keys):
                for key, data, revision in connection.execute(self._statements.get, {"keys": some}):
                    found[key] = Stored(bytes(data), revision)
            return found

        return self._ask(ask)

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Put data where a key is absent; elsewhere renew their time."""
        lasts = milliseconds(ttl)
        # All in one order, so that two calls with the same keys never wait for each other.
        rows = [
            {"of": key, "new_data": items[key], "new": new_revision(), "lasts": lasts}
            for key in sorted(items)
        ]
        if rows:
            self._ask(lambda connection: connection.execute(self._statements.add, rows))

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        """Compare and set, each key by itself; see :class:`StorePort`."""
        lasts = milliseconds(ttl)
        rows = [
            {"of": key, "new_data": data, "known": known, "new": new_revision(), "lasts": lasts}
            for key, (data, known) in sorted(items.items())
        ]
        revisions: dict[str, int | None] = dict.fromkeys(items)
        if rows:
            for row in self._ask(lambda connection: self._statements.put(connection, rows)):
                revisions[row["of"]] = row["new"]
        return revisions

    def delete(self, keys: Sequence[str]) -> None:
        """Make the keys absent."""

        def ask(connection: Connection) -> None:
            for some in _pages(sorted(keys)):
                connection.execute(self._statements.delete, {"keys": some})

        self._ask(ask)

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin with a prefix, in order."""
        return keys_by_page(prefix, self._page)

    def sweep(self, most: int = 1000) -> int:
        """Remove what has expired, at most so many keys, and return how many they were."""
        return self._ask(lambda c: c.execute(self._statements.sweep, {"most": most}).rowcount)

    def close(self) -> None:
        """Close the engine's connections; another call opens new ones."""
        self._engine.dispose()

    def __repr__(self) -> str:
        url = self._engine.url
        place = URL.create(url.drivername, url.username, None, url.host, url.port, url.database)
        return f"<SQLStore in {place}>"

    def _page(self, than: Than, last: str) -> list[str]:
        statements, row = self._statements, {"of": last, "most": PAGE}
        statement = statements.keys_from if than == ">=" else statements.keys_after
        return self._ask(lambda connection: [*connection.execute(statement, row).scalars()])

    def _ask(self, work: Callable[[Connection], Answer]) -> Answer:
        if self._pid != os.getpid():  # the connections are the parent's
            self._pid = os.getpid()
            self._engine.dispose(close=False)
        return self._deadline.in_worker(lambda: self._try(work))

    def _try(self, work: Callable[[Connection], Answer]) -> Answer:
        attempt = 1
        while True:
            try:
                with self._connection() as connection:
                    if not self._ready:
                        self._make_table(connection)
                    answer = work(connection)
                    connection.commit()
                    return answer
            except SQLAlchemyError as error:
                if attempt == ATTEMPTS or not _passes(error):
                    self._ready = False  # somebody may have dropped the table
                    cause = getattr(error, "orig", None) or error
                    # Not from `error`: its text would show what was written.
                    raise StoreUnavailableError(reason(cause)) from None
                attempt += 1

    @contextmanager
    def _connection(self) -> Generator[Connection, None, None]:
        pool = self._engine.pool
        with self._engine.connect() as connection:
            try:
                yield connection
            finally:
                if self._engine.pool is not pool:  # given up meanwhile: nobody takes it back
                    connection.invalidate()

    def _make_table(self, connection: Connection) -> None:
        table = self._statements.table
        try:
            table.metadata.create_all(connection)
        except DBAPIError:
            connection.rollback()
            if not inspect(connection).has_table(TABLE):
                raise
            # Another process was faster.
        connection.commit()
        self._ready = True


def _pages(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), KEYS):
        yield list(keys[start : start + KEYS])


def _passes(error: SQLAlchemyError) -> bool:
    """Return whether the same call may succeed at once."""
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:  # the server has restarted since it was last used
        return True
    cause: Any = error.orig
    code = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    return bool(_TRY_AGAIN & {code, *cause.args[:1]})
