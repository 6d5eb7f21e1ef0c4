"""A store in an SQLite file: nothing to install, safe across threads and processes."""

from __future__ import annotations

import os
import random
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from st_page_state.errors import StoreUnavailableError
from st_page_state.store_port import Put, Stored, StorePort
from st_page_state.stores.connections import Connections, file_at, is_locked
from st_page_state.stores.deadline import Deadline, TimeIsUpError
from st_page_state.stores.items import (
    PAGE,
    TABLE,
    Than,
    keys_by_page,
    milliseconds,
    new_revision,
    now,
    reason,
)

# The data come last: what stands before them is read without them.
_TABLE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} "
    "(key TEXT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL, expires BIGINT, data BLOB NOT NULL)"
)
_INDEX = f"CREATE INDEX IF NOT EXISTS ix_{TABLE}_expires ON {TABLE} (expires)"
_LIVE = "(expires IS NULL OR expires > ?)"
_GET = f"SELECT data, revision FROM {TABLE} WHERE key = ? AND {_LIVE}"
_INSERT = (
    f"INSERT INTO {TABLE} (data, revision, expires, key) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (key) DO UPDATE SET data = excluded.data, revision = excluded.revision, "
    "expires = excluded.expires WHERE expires <= ?"
)
_UPDATE = (
    f"UPDATE {TABLE} SET data = ?, revision = ?, expires = ? "
    f"WHERE key = ? AND {_LIVE} AND revision = ?"
)
_RENEW = f"UPDATE {TABLE} SET expires = ? WHERE key = ? AND expires < ?"
_FOR_GOOD = f"UPDATE {TABLE} SET expires = NULL WHERE key = ?"
_DELETE = f"DELETE FROM {TABLE} WHERE key = ?"
_KEYS = f"SELECT key FROM {TABLE} WHERE key {{}} ? AND {_LIVE} ORDER BY key LIMIT {PAGE}"
_SWEEP = f"DELETE FROM {TABLE} WHERE key IN (SELECT key FROM {TABLE} WHERE expires <= ? LIMIT ?)"

Answer = TypeVar("Answer")
Ask = Callable[[sqlite3.Connection], Answer]


class SQLiteStore(StorePort):
    """A store in one file on a local disk, which several processes may use at once.

    The file is made, readable by its owner only, when something is first written. It is in WAL
    mode, which network drives do not have: StoreUnavailableError says so.

    Args:
        path: the file; relative to the working directory of this moment.
        deadline: for tests: another clock.
        sleep: for tests: how to wait for a lock.

    Example::

        store = SQLiteStore("state.db")
        store.add({"a": b"1"}, timedelta(days=180))
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        deadline: Deadline | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.path = Path(path).absolute()
        self._deadline = deadline or Deadline()
        self._sleep = sleep
        self._connections = Connections(self.path, partial(_connect, self.path))
        weakref.finalize(self, self._connections.close)

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the keys hold; see :class:`StorePort`."""

        def ask(connection: sqlite3.Connection) -> dict[str, Stored]:
            found: dict[str, Stored] = {}
            time_now = now()
            for key in keys:
                row = connection.execute(_GET, (key, time_now)).fetchone()
                if row is not None:
                    found[key] = Stored(*row)
            return found

        return self._read(ask, {})

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Put data where a key is absent; elsewhere renew their time."""
        lasts = milliseconds(ttl)

        def ask(connection: sqlite3.Connection) -> None:
            time_now = now()
            expires = None if lasts is None else time_now + lasts
            for key, data in items.items():
                row = (data, new_revision(), expires, key, time_now)
                if connection.execute(_INSERT, row).rowcount:
                    continue
                if expires is None:
                    connection.execute(_FOR_GOOD, (key,))
                else:
                    connection.execute(_RENEW, (expires, key, expires))

        self._write(ask)

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        """Compare and set, each key by itself; see :class:`StorePort`."""
        lasts = milliseconds(ttl)

        def ask(connection: sqlite3.Connection) -> dict[str, int | None]:
            revisions: dict[str, int | None] = {}
            time_now = now()
            expires = None if lasts is None else time_now + lasts
            for key, (data, revision) in items.items():
                new = new_revision()
                row = (data, new, expires, key, time_now)
                if revision:
                    done = connection.execute(_UPDATE, (*row, revision))
                else:
                    done = connection.execute(_INSERT, row)
                revisions[key] = new if done.rowcount else None
            return revisions

        return self._write(ask)

    def delete(self, keys: Sequence[str]) -> None:
        """Make the keys absent."""

        def ask(connection: sqlite3.Connection) -> None:
            connection.executemany(_DELETE, [(key,) for key in keys])

        self._write(ask)

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin with a prefix, in order."""
        return keys_by_page(prefix, self._page)

    def sweep(self, most: int = 1000) -> int:
        """Remove what has expired, at most so many keys, and return how many they were."""
        if not self._is_there():
            return 0
        return self._write(lambda c: c.execute(_SWEEP, (now(), most)).rowcount)

    def close(self) -> None:
        """Close the connections to the file; another call opens new ones."""
        self._connections.close()

    def __repr__(self) -> str:
        return f"SQLiteStore({str(self.path)!r})"

    def _page(self, than: Than, last: str) -> list[str]:
        sql, row = _KEYS.format(than), (last, now())
        none: list[str] = []
        return self._read(lambda c: [key for (key,) in c.execute(sql, row)], none)

    def _read(self, ask: Ask[Answer], nothing: Answer) -> Answer:
        if not self._is_there():  # it is made when something is written
            return nothing
        return self._deadline.in_this_thread(lambda until: self._ask(ask, until))

    def _write(self, ask: Ask[Answer]) -> Answer:
        def transact(connection: sqlite3.Connection) -> Answer:
            connection.execute("BEGIN IMMEDIATE")
            answer = ask(connection)
            connection.execute("COMMIT")
            return answer

        def one_at_a_time(until: float) -> Answer:
            # SQLite knows no queue: threads that wait here do not compete for its lock.
            writing = self._connections.writing
            if not writing.acquire(timeout=max(0.0, until - self._deadline.clock())):
                raise TimeIsUpError("other threads were writing")
            try:
                return self._ask(transact, until)
            finally:
                writing.release()

        return self._deadline.in_this_thread(one_at_a_time)

    def _ask(self, ask: Ask[Answer], until: float) -> Answer:
        """Ask again while another process holds the lock, as long as there is time."""
        while True:
            try:
                with self._connections.one() as connection:
                    return ask(connection)
            except sqlite3.Error as error:
                if not is_locked(error):
                    raise StoreUnavailableError(reason(error)) from None
                if self._deadline.clock() >= until:
                    raise TimeIsUpError("another process held the lock of its file") from None
            except OSError as error:
                raise StoreUnavailableError(error.strerror or reason(error)) from None
            # Short, and not alike in all processes: who sleeps long is passed by others.
            self._sleep(random.uniform(0.0005, 0.004))

    def _is_there(self) -> bool:
        try:
            return file_at(self.path) is not None
        except OSError as error:
            raise StoreUnavailableError(error.strerror or reason(error)) from None


def _connect(path: Path) -> sqlite3.Connection:
    if file_at(path) is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # -wal and -shm follow it
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        mode: str = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise StoreUnavailableError(
                f"SQLite's WAL mode cannot be had here (it is {mode!r}); "
                "the file has to be on a local disk"
            )
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute(_TABLE)
        connection.execute(_INDEX)
    except BaseException:
        connection.close()
        raise
    return connection
