"""The port of a store, which outlives sessions; ``stores`` has its implementations."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple


class Stored(NamedTuple):
    """What a store holds for a key.

    Attributes:
        data: the bytes, as they were put.
        revision: a positive number without order, another one after each write of the data.
    """

    data: bytes
    revision: int


class Put(NamedTuple):
    """What :meth:`StorePort.put` is to write for a key.

    Attributes:
        data: the bytes.
        revision: the revision that they replace; 0 if the key is to be absent.
    """

    data: bytes
    revision: int = 0


class StorePort(ABC):
    """A key-value service that outlives sessions and processes.

    Keys are texts without NUL, of 1 to 512 bytes in UTF-8, and differ by every character. What
    is kept for a limited time, ``ttl``, is absent once that is over by the clock of the store;
    a ``ttl`` of zero or less is an ArgumentError. Every method may be called by any thread, with
    thousands of keys, and raises :class:`~st_page_state.StoreUnavailableError` if the store
    cannot do it now; where an answer was lost it may have been done all the same.
    ``StorePortContract`` of ``st_page_state_fakes.contract`` checks a store::

        stored = store.get(["draft"]).get("draft", Stored(b"", 0))
        revision = store.put({"draft": Put(b"{}", stored.revision)}, timedelta(days=180))["draft"]
        if revision is None:
            ...  # another process was faster
    """

    @abstractmethod
    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the keys hold, in one round trip, without those that are absent."""

    @abstractmethod
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Put data where a key is absent; elsewhere keep the data and renew their time.

        Args:
            items: key -> data.
            ttl: how long from now; None for good. A time that ends later stays.
        """

    @abstractmethod
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        """Compare and set: write each key whose revision is as given, in one round trip.

        A revision never comes again for a key, not even after it was deleted or has expired.

        Args:
            items: key -> data and the revision they replace. Each key is compared by itself.
            ttl: how long from now; None for good.

        Returns:
            key -> its new revision; None if it has another revision than given.
        """

    @abstractmethod
    def delete(self, keys: Sequence[str]) -> None:
        """Make the keys absent."""

    @abstractmethod
    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin with a prefix; they may be deleted meanwhile."""

    @abstractmethod
    def sweep(self, most: int = 1000) -> int:
        """Remove what has expired, at most so many keys, and return how many they were.

        A store that forgets by itself returns 0.
        """

    def now(self) -> float:
        """Return the time in seconds since 1970, by which values are dated; never expiry."""
        return time.time()
