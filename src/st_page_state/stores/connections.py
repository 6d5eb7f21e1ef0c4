"""The connections of one process to an SQLite file."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Condition, Lock

IDLE = 8
"""How many are kept open while nobody uses them."""
PATIENCE = 2.0
"""How many seconds a fork waits for calls that are under way."""


class Connections:
    """A pool: a thread takes a connection for one call, and gives it back.

    A connection must not cross a fork: the child would neither hold the locks nor see that it
    does not. So a fork waits for the calls under way, closes all, and both sides open new ones.

    Attributes:
        writing: held by the thread that writes.
    """

    def __init__(self, path: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._connect = connect
        self._idle: list[tuple[sqlite3.Connection, tuple[int, int] | None]] = []
        self._used = 0
        self._changed = Condition(Lock())
        self.writing = Lock()
        _pools.add(self)

    @contextmanager
    def one(self) -> Generator[sqlite3.Connection, None, None]:
        """Yield a connection. After an error nothing of what it was to do is done."""
        file = file_at(self.path)
        with self._changed:
            self._used += 1
            if any(opened != file for _, opened in self._idle):  # removed, or replaced by a copy
                self._close_idle()
            connection = self._idle.pop()[0] if self._idle else None
        good = False
        try:
            if connection is None:
                connection = self._connect()
                file = file_at(self.path)
            yield connection
            good = True
        except sqlite3.OperationalError as error:
            good = is_locked(error)
            raise
        finally:
            if connection is not None and (not good or connection.in_transaction):
                connection.close()  # rolls back
                good = False
            with self._changed:
                self._used -= 1
                if good and connection is not None:
                    self._idle.append((connection, file))
                if len(self._idle) > IDLE:
                    self._idle.pop(0)[0].close()
                self._changed.notify_all()

    def close(self) -> None:
        """Close those that are idle."""
        with self._changed:
            self._close_idle()

    def before_fork(self) -> None:
        """Let no call begin, wait for those under way, and close all."""
        self._changed.acquire()
        self._changed.wait_for(lambda: not self._used, PATIENCE)
        self._close_idle()

    def after_fork_in_parent(self) -> None:
        """Let calls begin again."""
        self._changed.release()

    def after_fork(self) -> None:
        """Begin without connections."""
        self._idle = []
        self._used = 0
        self._changed = Condition(Lock())
        self.writing = Lock()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop()[0].close()


def file_at(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None if there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def is_locked(error: sqlite3.Error) -> bool:
    """Return whether another connection holds a lock, and the same may succeed later."""
    # An extended code has the plain one in its lowest byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _LOCKED


_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_pools: weakref.WeakSet[Connections] = weakref.WeakSet()
_forking: list[Connections] = []


def _before_fork() -> None:
    _forking.extend(_pools)
    for pool in _forking:
        pool.before_fork()


def _after_fork(go_on: Callable[[Connections], None]) -> None:
    for pool in _forking:
        go_on(pool)
    _forking.clear()


with suppress(AttributeError):  # Windows knows no forks
    os.register_at_fork(
        before=_before_fork,
        after_in_parent=partial(_after_fork, Connections.after_fork_in_parent),
        after_in_child=partial(_after_fork, Connections.after_fork),
    )
