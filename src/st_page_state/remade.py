"""Values of classes that a script has made anew since: in the form of the present class.

The main script and pages are executed at each run, and with them their class statements. A
value that outlives its run is then of a class that has the present one's name, and is refused
where that is asked for.
"""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Callable
from operator import is_
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from st_page_state.copies import alike, is_namesake
from st_page_state.shapes import state_of, type_of

_SEQUENCES: tuple[type[Any], ...] = (list, tuple)
_ORIGINS = (list, set, frozenset, tuple, dict)


def is_of_former(value: Any, annotation: Any, fits: Callable[[Any, Any], bool]) -> bool:
    """Return whether a value fits an annotation only if classes are told by their names.

    Args:
        value: the value.
        annotation: a type.
        fits: returns whether a value is of a type that says nothing of classes.
    """
    return bool(_namesakes(value, annotation, fits))


def _namesakes(value: Any, annotation: Any, fits: Callable[[Any, Any], bool]) -> int | None:
    """How many values in it are of a namesake's class; None where one of them does not fit."""
    kind = _bare(annotation)
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any or kind is object:
        return 0
    if origin in (typing.Union, types.UnionType):
        counts = [_namesakes(value, arg, fits) for arg in args]
        return min((count for count in counts if count is not None), default=None)
    if origin in _ORIGINS:
        if not isinstance(value, origin):
            return None
        total = 0
        for item, arg in _items(value, origin, args):
            count = _namesakes(item, arg, fits)
            if count is None:
                return None
            total += count
        return total
    if isinstance(kind, type) and origin is None and kind.__module__ != "builtins":
        if isinstance(value, kind):
            return 0
        return 1 if any(is_namesake(base, kind) for base in type(value).__mro__) else None
    return 0 if fits(value, annotation) else None


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _items(value: Any, origin: Any, args: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """What is inside a container, with the type that it is to be of."""
    if origin is dict:
        return [pair for key, item in value.items() for pair in ((key, args[0]), (item, args[1]))]
    if origin is tuple and not (len(args) == 2 and args[1] is ...):
        return list(zip(value, args, strict=False))
    return [(item, args[0]) for item in value]


def as_present(value: Any, validate: Callable[[Any], Any]) -> Any:
    """Return a value of former classes as one of the present ones.

    Args:
        value: the value.
        validate: makes a value of the present classes out of plain data.

    Raises:
        ValueError: it does not fit any more, or something of it would be lost.
    """
    present = validate(plain(value))
    if not alike(value, present):
        raise ValueError("the present class would not hold all of it")
    return present


def plain(value: Any) -> Any:
    """Return dataclasses and models as dicts of their fields, and Enum members as their values.

    It goes into builtin containers and into the fields of what it has turned into a dict.
    """
    kind = type_of(value)
    if issubclass(kind, enum.Enum):
        return value.value
    if kind is dict:
        return {plain(key): plain(item) for key, item in value.items()}
    if kind in _SEQUENCES:
        return kind(map(plain, value))
    if kind is set or kind is frozenset:
        items = [plain(item) for item in value]
        # What has become a dict can be in no set.
        return value if all(map(is_, items, value)) else items
    if issubclass(kind, BaseModel) or hasattr(kind, "__dataclass_fields__"):
        fields = state_of(value) or {}
        return {name: plain(item) for name, item in fields.items() if name.isidentifier()}
    return value
