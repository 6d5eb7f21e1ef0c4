"""A store whose calls are counted and timed, and that wrong ones derive from."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

from st_page_state import Put, Stored, StorePort


class Measured(StorePort):
    """A store whose calls are counted and timed."""

    def __init__(self, store: StorePort) -> None:
        self.store = store
        self.slowest = 0.0
        self.calls = 0

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        with self._timed():
            return self.store.get(keys)

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        with self._timed():
            self.store.add(items, ttl)

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        with self._timed():
            return self.store.put(items, ttl)

    def delete(self, keys: Sequence[str]) -> None:
        with self._timed():
            self.store.delete(keys)

    def keys(self, prefix: str) -> Iterator[str]:
        return self.store.keys(prefix)

    def sweep(self, most: int = 1000) -> int:
        return self.store.sweep(most)

    @contextmanager
    def _timed(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.calls += 1
        self.slowest = max(self.slowest, time.monotonic() - began)
