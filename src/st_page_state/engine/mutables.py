"""Values that were handed out and can be changed in place, and what the session holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any


class _Tracked:
    """A value that was handed out, and the stored value that it was made of."""

    __slots__ = ("stored", "value")

    def __init__(self, stored: Any, value: Any) -> None:
        self.stored, self.value = stored, value


class Mutables:
    """The mutable values of one class that an app may hold, field by field.

    Each counts for as long as the stored value that it was made of is the field's. Setting the
    field ends that; taking the action back restores it. Several threads of a session may add
    to it at once, so that it is only changed in steps that are whole by themselves.
    """

    __slots__ = ("_tracked",)

    def __init__(self) -> None:
        self._tracked: dict[str, list[_Tracked]] = {}

    def __bool__(self) -> bool:
        return bool(self._tracked) and any(self._tracked.values())

    def copy(self) -> Mutables:
        """Return one that knows the same, and goes its own way from here."""
        new = Mutables()
        new._tracked = {name: list(tracked) for name, tracked in self._tracked.items()}
        return new

    def find(self, name: str, stored: Any) -> Any:
        """Return the value that was handed out first for a stored one, None if none was."""
        tracked = self._tracked.get(name, ())
        return next((entry.value for entry in tracked if entry.stored is stored), None)

    def add(self, name: str, stored: Any, value: Any) -> None:
        """Note a value that is handed out."""
        self._tracked.setdefault(name, []).append(_Tracked(stored, value))

    def current(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        """Return what counts while the session holds ``values``: field, stored value, value."""
        for name, tracked in list(self._tracked.items()):
            stored = values.get(name)
            for entry in list(tracked):
                if entry.stored is stored:
                    yield name, stored, entry.value

    def forget(self, name: str, stored: Any) -> None:
        """Give up what was made of a stored value."""
        tracked = self._tracked.get(name, [])
        _remove(tracked, [entry for entry in tracked if entry.stored is stored])

    def keep(self, values: Mapping[str, Any]) -> None:
        """Give up what does not count any more once the session holds ``values``.

        No action may be in progress that has begun with other values.
        """
        for name in list(self._tracked):
            tracked, stored = self._tracked[name], values.get(name)
            _remove(tracked, [entry for entry in tracked if entry.stored is not stored])


def _remove(tracked: list[_Tracked], gone: Iterable[_Tracked]) -> None:
    for entry in gone:
        with suppress(ValueError):  # another thread was here first
            tracked.remove(entry)
