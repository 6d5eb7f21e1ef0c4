"""A store in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import NamedTuple

from st_page_state.errors import ArgumentError, StoreUnavailableError
from st_page_state.store_port import Put, Stored, StorePort

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC).timestamp()


class StoreCall(NamedTuple):
    """One call of a store: the method's name and the keys it was given."""

    method: str
    keys: tuple[str, ...]


class _Item(NamedTuple):
    stored: Stored
    expires: timedelta | None


class FakeStore(StorePort):
    """A store that is a dict, with a clock that only moves when it is told to.

    Attributes:
        calls: every call so far, also those that failed; clear it as you like.
        down: set it to True, and every call raises StoreUnavailableError.

    Example::

        store = FakeStore()
        store.add({"a": b"1"}, timedelta(days=180))
        store.advance(days=181)
        assert store.get(["a"]) == {}
        assert store.calls == [("add", ("a",)), ("get", ("a",))]
    """

    def __init__(self) -> None:
        self.calls: list[StoreCall] = []
        self.down = False
        self._now = timedelta()
        self._items: dict[str, _Item] = {}
        self._revision = 0
        self._lock = RLock()

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Let the store's clock go on: saved values expire, and the next edit of a text is a step.

        It is the only clock of undo in a test with this store: edits of one text are one step for
        ``X.undo()`` unless a second has passed between them.

        Example::

            app = FakeApp("app.py")
            tab = app.open()
            tab.widget("Title").set_value("A")
            app.store.advance(seconds=1)
            tab.widget("Title").set_value("AB")  # a step of its own
        """
        self._now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

    def now(self) -> float:
        """Return the time by the store's clock, which begins with the year 2026."""
        return _BEGAN + self._now.total_seconds()

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the keys hold; see :class:`StorePort`."""
        with self._lock:
            self._note("get", keys)
            found = {key: self._live(key) for key in keys}
            return {key: item.stored for key, item in found.items() if item is not None}

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Put data where a key is absent; elsewhere renew their time."""
        with self._lock:
            expires = self._expires(ttl)
            self._note("add", items)
            for key, data in items.items():
                item = self._live(key)
                if item is None:
                    self._write(key, data, expires)
                elif item.expires is not None and (expires is None or expires > item.expires):
                    self._items[key] = item._replace(expires=expires)

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        """Compare and set, each key by itself; see :class:`StorePort`."""
        with self._lock:
            expires = self._expires(ttl)
            self._note("put", items)
            revisions: dict[str, int | None] = {}
            for key, (data, revision) in items.items():
                item = self._live(key)
                known = 0 if item is None else item.stored.revision
                revisions[key] = self._write(key, data, expires) if known == revision else None
            return revisions

    def delete(self, keys: Sequence[str]) -> None:
        """Make the keys absent."""
        with self._lock:
            self._note("delete", keys)
            for key in keys:
                self._items.pop(key, None)

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin with a prefix."""
        with self._lock:
            self._note("keys", (prefix,))
            found = [key for key in self._items if key.startswith(prefix) and self._live(key)]
        return iter(found)

    def sweep(self, most: int = 1000) -> int:
        """Remove what has expired, at most so many keys, and return how many they were."""
        with self._lock:
            self._note("sweep", ())
            expired = [key for key in self._items if self._live(key) is None][:most]
            for key in expired:
                del self._items[key]
            return len(expired)

    def __repr__(self) -> str:
        return f"<FakeStore with {len(self._items)} keys>"

    def _note(self, method: str, keys: Mapping[str, object] | Sequence[str]) -> None:
        self.calls.append(StoreCall(method, tuple(keys)))
        if self.down:
            raise StoreUnavailableError("FakeStore.down is set")

    def _live(self, key: str) -> _Item | None:
        item = self._items.get(key)
        if item is None or (item.expires is not None and item.expires <= self._now):
            return None
        return item

    def _expires(self, ttl: timedelta | None) -> timedelta | None:
        if ttl is None:
            return None
        if ttl <= timedelta():
            raise ArgumentError(f"A ttl is more than zero, or None for good, not {ttl}.")
        return self._now + ttl

    def _write(self, key: str, data: bytes, expires: timedelta | None) -> int:
        self._revision += 1
        self._items[key] = _Item(Stored(data, self._revision), expires)
        return self._revision
