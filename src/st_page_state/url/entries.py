"""The entries of the browser's history, as far as a session knows them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

_MOST = 64
_NOTHING: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """An entry of the browser's history.

    Attributes:
        place: a hash of its page and its params.
        lacks: own params that it lacks although the state has values for them: they were
            restored from here, into another entry.
    """

    place: int
    lacks: frozenset[str] = _NOTHING


class Entries(NamedTuple):
    """The known entries, and the one that the browser shows.

    Entries of pages that touch no state are not known. Hence Back may lead further than it
    seems: of several entries with one address, the nearest is meant.
    """

    known: tuple[Entry, ...] = ()
    position: int = -1

    def shown(self, place: int) -> Entries:
        """Return the entries when a run begins at ``place``, without Back or a page switch."""
        if self.known and self.known[self.position].place == place:
            return self
        return self.pushed(place)

    def travelled(self, place: int) -> Entries:
        """Return the entries when a run begins at ``place``, where Back may have led."""
        found = [i for i, entry in enumerate(self.known) if entry.place == place]
        if not found:
            return self.pushed(place)
        nearest = min(found, key=lambda i: (abs(i - self.position), i))
        return self if nearest == self.position else Entries(self.known, nearest)

    def pushed(self, place: int) -> Entries:
        """Return the entries with a new one, which is shown now."""
        known = (*self.known[: self.position + 1], Entry(place))[-_MOST:]
        return Entries(known, len(known) - 1)

    def replaced(self, place: int) -> Entries:
        """Return the entries with another one instead of the one that is shown."""
        return self._with(Entry(place)) if self.known else self.pushed(place)

    def lacking(self, names: Collection[str]) -> Entries:
        """Return the entries with a note that the one that is shown lacks params."""
        if not self.known or self.lacks.issuperset(names):
            return self
        return self._with(self.known[self.position]._replace(lacks=self.lacks.union(names)))

    @property
    def lacks(self) -> frozenset[str]:
        """The params that the entry that is shown lacks."""
        return self.known[self.position].lacks if self.known else _NOTHING

    def _with(self, entry: Entry) -> Entries:
        before, after = self.known[: self.position], self.known[self.position + 1 :]
        return Entries((*before, entry, *after), self.position)
