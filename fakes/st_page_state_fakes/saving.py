"""Who saves what in which store, in an app under test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from st_page_state.persistence import Persistence
from st_page_state.ports import Put, Stored, StorePort

_SECRET = "a secret for tests"
"""Were it in the store, its reading would be among the store's calls."""


def persistence_of(store: StorePort, user: Mapping[str, Any] | None, browser: str) -> Persistence:
    """Return the store with a visitor's identities.

    Args:
        store: the store.
        user: the claims of the user who is logged in; None if nobody is.
        browser: the id of the browser.
    """
    known = {"browser": browser}
    if user is not None and user.get("sub"):
        known["user"] = f"{user.get('iss')}\0{user['sub']}"
    return Persistence(store, "", (_SECRET,), known.get)


def unnoticed(saving: Persistence) -> Persistence:
    """Return what reads the same values without a trace, for a look at a tab's state."""
    return Persistence(_Unnoticed(saving.store), "", (_SECRET,), saving.identity)


class _Unnoticed(StorePort):
    """A store that is read without being called, if it notes its calls, and never written."""

    def __init__(self, store: StorePort) -> None:
        self._store = store

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        calls: list[Any] | None = getattr(self._store, "calls", None)
        before = None if calls is None else len(calls)
        try:
            return self._store.get(keys)
        finally:
            if calls is not None:
                del calls[before:]

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Renew nothing."""

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        return dict.fromkeys(items, 1)

    def delete(self, keys: Sequence[str]) -> None:
        """Delete nothing."""

    def keys(self, prefix: str) -> Iterator[str]:
        return self._store.keys(prefix)

    def sweep(self, most: int = 1000) -> int:
        return 0

    def now(self) -> float:
        return self._store.now()
