"""Tracked values: handed out to the app, and watched for changes in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from math import inf
from typing import Any

from st_page_state.codecs.equality import count_parts

CHEAP = 50
"""The parts of a class's tracked values that a read may compare."""


class _Tracked:
    """A value that was handed out, the stored value it was made from, and its size in parts."""

    __slots__ = ("parts", "stored", "value")

    def __init__(self, stored: Any, value: Any) -> None:
        self.stored, self.value = stored, value
        self.parts = count_parts(stored, CHEAP)


class Mutables(dict[str, list[_Tracked]]):
    """The tracked values of one class, by field.

    A tracked value is current while the stored value it was made from is the field's. Setting
    the field ends that; a rollback restores it. Several threads of a session may add values at
    the same time, so every change is atomic.

    Attributes:
        run: the run in which all values were last compared.
        told: the class that last asked to be told of the end of a run.
        told_run: that run.
    """

    run: object = None
    told: object = None
    told_run: object = None

    def copy(self) -> Mutables:
        """Return an independent copy."""
        return Mutables((name, list(tracked)) for name, tracked in self.items())

    def find(self, name: str, stored: Any) -> Any:
        """Return the first value handed out for a stored value, or None."""
        tracked = self.get(name, ())
        return next((entry.value for entry in tracked if entry.stored is stored), None)

    def add(self, name: str, stored: Any, value: Any) -> None:
        """Track a value that is handed out."""
        self.setdefault(name, []).append(_Tracked(stored, value))

    def current(
        self, values: Mapping[str, Any], most: float = inf
    ) -> Iterator[tuple[str, Any, Any]]:
        """Yield each tracked value that is current for ``values``: field, stored value, value.

        Args:
            values: the stored values by field.
            most: leave out the values with which all yielded ones would have more parts.
        """
        for name, tracked in list(self.items()):
            stored = values.get(name)
            for entry in list(tracked):
                if entry.stored is stored and entry.parts <= most:
                    most -= entry.parts
                    yield name, stored, entry.value

    def forget(self, name: str, stored: Any) -> None:
        """Stop tracking the values made from a stored value."""
        tracked = self.get(name, [])
        _remove(tracked, [entry for entry in tracked if entry.stored is stored])

    def keep(self, values: Mapping[str, Any]) -> None:
        """Stop tracking values that are not current when the session holds ``values``.

        No transaction that began with other values may be in progress.
        """
        for name, tracked in list(self.items()):
            stored = values.get(name)
            _remove(tracked, [entry for entry in tracked if entry.stored is not stored])


def _remove(tracked: list[_Tracked], gone: Iterable[_Tracked]) -> None:
    for entry in gone:
        with suppress(ValueError):  # another thread may have removed it
            tracked.remove(entry)
