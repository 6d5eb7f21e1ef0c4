"""Places: where in the session the state of a class, or of one key of it, is kept.

A place is a text, called namespace. That of a class is ``app.py:Draft``, that of its key 22 is
``app.py:Draft[22]``. No two can be equal: the class's own part has no ``[``, and the key no ``]``.
"""

from __future__ import annotations


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
