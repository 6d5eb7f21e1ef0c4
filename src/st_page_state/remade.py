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
from contextlib import suppress
from operator import is_
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from st_page_state.copies import alike, is_namesake
from st_page_state.shapes import state_of, type_of

_SEQUENCES: tuple[type[Any], ...] = (list, tuple)
_ORIGINS = (list, set, frozenset, tuple, dict)


def of_former(value: Any, annotation: Any, fits: Callable[[Any, Any], bool]) -> list[Any]:
    """Return what of a value is of a namesake of its class, if all of it fits but for that.

    Args:
        value: the value.
        annotation: a type.
        fits: returns whether a value is of a type that says nothing of classes.
    """
    return _namesakes(value, annotation, fits) or []


def _namesakes(value: Any, annotation: Any, fits: Callable[[Any, Any], bool]) -> list[Any] | None:
    """The values in it that are of a namesake's class; None where one of them does not fit."""
    kind = _bare(annotation)
    origin, args = get_origin(kind), get_args(kind)
    if kind is Any or kind is object:
        return []
    if origin in (typing.Union, types.UnionType):
        fitting = [_namesakes(value, arg, fits) for arg in args]
        return min((found for found in fitting if found is not None), key=len, default=None)
    if origin in _ORIGINS:
        if not isinstance(value, origin):
            return None
        total: list[Any] = []
        for item, arg in _items(value, origin, args):
            found = _namesakes(item, arg, fits)
            if found is None:
                return None
            total += found
        return total
    if isinstance(kind, type) and origin is None and kind.__module__ != "builtins":
        if isinstance(value, kind):
            return []
        return [value] if any(is_namesake(base, kind) for base in type(value).__mro__) else None
    return [] if fits(value, annotation) else None


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
    for way in (plain, _plain_outside):
        with suppress(ValueError):
            present = validate(way(value))
            if alike(value, present):
                return present
    raise ValueError("the present class would not hold all of it")


def _plain_outside(value: Any) -> Any:
    """The same as :func:`plain`, but for what a dataclass or model holds in its fields."""
    return plain(value, inside=lambda item: item)


def plain(value: Any, inside: Callable[[Any], Any] | None = None) -> Any:
    """Return dataclasses and models as dicts of their fields, and Enum members as their values.

    Args:
        value: the value; it goes into builtin containers.
        inside: is called for what a dataclass or model holds; by default that is made plain too.
    """
    inside = inside or plain
    kind = type_of(value)
    if issubclass(kind, enum.Enum):
        return value.value
    if kind is dict:
        return {plain(key, inside): plain(item, inside) for key, item in value.items()}
    if kind in _SEQUENCES:
        return kind([plain(item, inside) for item in value])
    if kind is set or kind is frozenset:
        items = [plain(item, inside) for item in value]
        # What has become a dict can be in no set.
        return value if all(map(is_, items, value)) else items
    if issubclass(kind, BaseModel) or hasattr(kind, "__dataclass_fields__"):
        fields = state_of(value) or {}
        return {name: inside(item) for name, item in fields.items() if name.isidentifier()}
    return value
