"""Tracked values: handed out to the app, and watched for changes in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any


class _Tracked:
    """A value that was handed out, and the stored value it was made from."""

    __slots__ = ("stored", "value")

    def __init__(self, stored: Any, value: Any) -> None:
        self.stored, self.value = stored, value


class Mutables:
    """The tracked values of one class, by field.

    A tracked value is current while the stored value it was made from is the field's. Setting
    the field ends that; a rollback restores it. Several threads of a session may add values at
    the same time, so every change is atomic.
    """

    __slots__ = ("_tracked",)

    def __init__(self) -> None:
        self._tracked: dict[str, list[_Tracked]] = {}

    def __bool__(self) -> bool:
        return bool(self._tracked) and any(self._tracked.values())

    def copy(self) -> Mutables:
        """Return an independent copy."""
        new = Mutables()
        new._tracked = {name: list(tracked) for name, tracked in self._tracked.items()}
        return new

    def find(self, name: str, stored: Any) -> Any:
        """Return the first value handed out for a stored value, or None."""
        tracked = self._tracked.get(name, ())
        return next((entry.value for entry in tracked if entry.stored is stored), None)

    def add(self, name: str, stored: Any, value: Any) -> None:
        """Track a value that is handed out."""
        self._tracked.setdefault(name, []).append(_Tracked(stored, value))

    def current(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        """Yield each tracked value that is current for ``values``: field, stored value, value."""
        for name, tracked in list(self._tracked.items()):
            stored = values.get(name)
            for entry in list(tracked):
                if entry.stored is stored:
                    yield name, stored, entry.value

    def forget(self, name: str, stored: Any) -> None:
        """Stop tracking the values made from a stored value."""
        tracked = self._tracked.get(name, [])
        _remove(tracked, [entry for entry in tracked if entry.stored is stored])

    def keep(self, values: Mapping[str, Any]) -> None:
        """Stop tracking values that are not current when the session holds ``values``.

        No transaction that began with other values may be in progress.
        """
        for name in list(self._tracked):
            tracked, stored = self._tracked[name], values.get(name)
            _remove(tracked, [entry for entry in tracked if entry.stored is not stored])


def _remove(tracked: list[_Tracked], gone: Iterable[_Tracked]) -> None:
    for entry in gone:
        with suppress(ValueError):  # another thread may have removed it
            tracked.remove(entry)
