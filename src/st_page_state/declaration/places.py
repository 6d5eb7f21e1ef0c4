"""Places: where in the session the state of a class, or of one key of it, is kept.

A place is a text, called namespace. That of a class is ``app.py:Draft``, that of its key 22 is
``app.py:Draft[22]``. No two can be equal: the class's own part has no ``[``, and the key no ``]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


def of_class(name: str) -> str:
    """Return the place of a class with this ``Config.namespace``, or module and name."""
    if "[" not in name and "%" not in name:
        return name
    return name.replace("%", "%25").replace("[", "%5B")


def of_key(place: str, key: str) -> str:
    """Return the place of one key of the class with this place."""
    return f"{place}[{key.replace('%', '%25').replace(']', '%5D')}]"


def key_in(place: str, other: str) -> str | None:
    """Return the key if ``other`` is the place of one key of the class with this place."""
    if not (other.startswith(f"{place}[") and other.endswith("]")):
        return None
    return other[len(place) + 1 : -1].replace("%5D", "]").replace("%25", "%")


def class_in(place: str) -> str:
    """Return the place of the class itself, for that of the class or of one key of it."""
    return place.partition("[")[0]


class Family(NamedTuple):
    """The places whose values have one history.

    Attributes:
        classes: the places of the classes, without keys.
        own: the places whose family it is.
    """

    classes: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def has(self, place: str) -> bool:
        """Return whether the history tells of a place.

        That of a key tells of the key, and of other classes and their keys of the same name; that
        of a class tells of no keys: whoever uses it need not see them.
        """
        return place in self.own or any(key in ("", other) for key, other in self._pairs(place))

    def meets(self, place: str) -> bool:
        """Return whether some place's history tells of both this place and one of its own."""
        return place in self.own or any(
            "" in (key, other) or key == other for key, other in self._pairs(place)
        )

    def _pairs(self, place: str) -> Iterator[tuple[str, str]]:
        """Return the key in a place with that of each own place of another class."""
        name, _, key = place.partition("[")
        if name in self.classes:
            for own in self.own:
                its, _, other = own.partition("[")
                if its != name:
                    yield key, other
