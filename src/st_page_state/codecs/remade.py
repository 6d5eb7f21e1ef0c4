"""Conversion of values of redefined classes to the current classes.

Each run executes the main script or page again, including its class statements. A value that
outlives its run is an instance of a former class, which only has the name of the current one,
and validation rejects it.
"""

from __future__ import annotations

import copy
import enum
import types
import typing
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from typing_extensions import is_typeddict

from st_page_state.codecs.base import Fits, RefusedError
from st_page_state.codecs.equality import alike, is_namesake, state_of, type_of

_SEQUENCES: tuple[type[Any], ...] = (list, set, frozenset, tuple)
_KINDS = {*_SEQUENCES, deque}
_BESIDE = ("__pydantic_extra__", "__pydantic_private__", "__pydantic_fields_set__")


def of_former(value: Any, annotation: Any, fits: Fits) -> list[Any]:
    """Return the parts of a value that are instances of former classes, if all else fits.

    Args:
        value: the value.
        annotation: a type.
        fits: returns whether a value fits a type that refers to no classes.
    """
    return _namesakes(value, annotation, fits) or []


def _namesakes(value: Any, annotation: Any, fits: Fits) -> list[Any] | None:
    """Return the instances of former classes in a value; None if part of it does not fit."""
    kind: Any = _bare(annotation)
    origin: Any = get_origin(kind)
    args = get_args(kind)
    if kind is Any or kind is object:
        return []
    if origin in (typing.Union, types.UnionType):
        fitting = [_namesakes(value, arg, fits) for arg in args]
        return min((found for found in fitting if found is not None), key=len, default=None)
    if is_typeddict(kind):
        hints = _hints(kind)
        if type_of(value) is not dict or not hints.keys() >= value.keys():
            return None
        return _all_of([(item, hints[key]) for key, item in value.items()], fits)
    if _is_class(origin) and args:
        if origin is type:
            return _of_class(value, args[0], value) if _is_class(value) else None
        container: Any = origin
        if issubclass(container, Collection):
            if not _is(value, origin) and not _can_become(value, container):
                return None
            return _all_of(_items(value, origin, args), fits)
        kind, origin = origin, None
    if _is_class(kind) and origin is None and kind.__module__ != "builtins":
        return [] if _is(value, kind) else _of_class(value, kind, type_of(value))
    return [] if fits(value, annotation) else None


def _can_become(value: Any, container: Any) -> bool:
    """Return whether it is another kind of container; a widget returns a list for a set."""
    return type_of(value) in _SEQUENCES and not issubclass(container, Mapping)


def _all_of(pairs: Iterable[tuple[Any, Any]], fits: Fits) -> list[Any] | None:
    total: list[Any] = []
    for item, annotation in pairs:
        found = _namesakes(item, annotation, fits)
        if found is None:
            return None
        total += found
    return total


def _of_class(value: Any, kind: type, cls: type) -> list[Any] | None:
    return [value] if any(is_namesake(base, kind) for base in cls.__mro__) else None


def _is_class(thing: Any) -> bool:
    return isinstance(thing, type)


def _is(value: Any, kind: type) -> bool:
    try:
        return isinstance(value, kind)
    except Exception:  # noqa: BLE001 - a Protocol raises, and any class may
        return False


def _hints(kind: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(kind)
    except NameError:  # a local class with postponed annotations
        return {}


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _items(value: Any, origin: Any, args: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Return the items of a container with their expected types."""
    if issubclass(origin, Mapping):
        key, item = args if len(args) == 2 else (args[0], Any)
        return [pair for k, v in value.items() for pair in ((k, key), (v, item))]
    if issubclass(origin, tuple) and not (len(args) == 2 and args[1] is ...):
        return list(zip(value, args, strict=False))
    return [(item, args[0]) for item in value]


def as_present(value: Any, annotation: Any, validate: Callable[[Any], Any]) -> Any:
    """Return a value of former classes converted to the current ones.

    Args:
        value: the value.
        annotation: its type, which refers to the current classes.
        validate: checks a value of the current classes, or creates one from plain data.

    Raises:
        Exception: the value no longer fits, or part of it would be lost.
    """
    present: dict[tuple[str, str], type[Any]] = {}
    _find_classes(annotation, present)
    ways: list[Callable[[], Any]] = [lambda: _as_it_is(value, present), lambda: plain(value)]
    for way in ways:
        try:
            found = validate(way())
        except Exception:  # noqa: BLE001 - an app's own validators may raise anything
            continue
        if _holds(found, value):
            return found
    raise RefusedError("the current class cannot hold all of it")


def _holds(found: Any, value: Any) -> bool:
    """Return whether nothing of a value is lost, if one kind of container may stand for another."""
    if alike(value, found):
        return True
    kinds = {type_of(found), type_of(value)}
    if kinds == {dict}:
        mine, others = [*found, *found.values()], [*value, *value.values()]
        return _holds(mine, others)
    if not kinds <= _KINDS:
        return False
    if kinds & {set, frozenset}:
        return all(any(_holds(mine, other) for mine in found) for other in value)
    return len(found) == len(value) and all(map(_holds, found, value))


def _find_classes(annotation: Any, found: dict[tuple[str, str], type[Any]]) -> None:
    """Find the classes in an annotation, and in the annotations of their fields."""
    kind = _bare(annotation)
    for arg in get_args(kind):
        _find_classes(arg, found)
    cls: Any = get_origin(kind) or kind
    if not _is_class(cls) or cls.__module__ == "builtins":
        return
    name = cls.__module__, cls.__qualname__
    if name in found:
        return
    found[name] = cls
    inside: Iterable[Any] = ()
    if is_dataclass(cls) or hasattr(cls, "_fields") or is_typeddict(cls):
        inside = _hints(cls).values()
    elif issubclass(cls, BaseModel):
        inside = [field.annotation for field in cls.model_fields.values()]
    for item in inside:
        _find_classes(item, found)


def _as_it_is(value: Any, present: Mapping[tuple[str, str], type[Any]]) -> Any:
    """Return a value with all its parts converted to the current classes of the same names.

    Raises:
        ValueError: the fields of one of the classes have changed.
    """
    kind = type_of(value)

    def moved(item: Any) -> Any:
        return _as_it_is(item, present)

    if kind in _SEQUENCES:
        return kind(map(moved, value))
    if issubclass(kind, dict):
        new = copy.copy(value)
        new.clear()
        new.update({moved(key): moved(item) for key, item in value.items()})
        return new
    cls: Any = present.get((kind.__module__, kind.__qualname__), kind)
    if issubclass(kind, enum.Enum):
        return cls[value.name] if cls is not kind else value
    if hasattr(kind, "_fields") and issubclass(kind, tuple):
        return cls(*map(moved, value))
    if cls is kind or not (issubclass(kind, BaseModel) or is_dataclass(kind)):
        return value
    if _declared(cls) != _declared(kind):
        raise RefusedError("its fields have changed")
    new = object.__new__(cls)
    for name, item in getattr(value, "__dict__", {}).items():
        object.__setattr__(new, name, moved(item))
    slots = _BESIDE if issubclass(kind, BaseModel) else [f.name for f in fields(kind)]
    for name in slots:
        if hasattr(value, name):
            object.__setattr__(new, name, moved(getattr(value, name)))
    return new


def _declared(cls: Any) -> dict[str, str]:
    if issubclass(cls, BaseModel):
        return {name: repr(field.annotation) for name, field in cls.model_fields.items()}
    return {field.name: repr(field.type) for field in fields(cls)}


def plain(value: Any) -> Any:
    """Return dataclasses and models as dicts of their fields, and Enum members as their values.

    It recurses into builtin containers and into the fields of the resulting dicts.
    """
    kind = type_of(value)
    if issubclass(kind, enum.Enum):
        return value.value
    if kind is dict:
        return {plain(key): plain(item) for key, item in value.items()}
    if kind in _SEQUENCES:
        return [plain(item) for item in value]
    if issubclass(kind, BaseModel) or hasattr(kind, "__dataclass_fields__"):
        state = state_of(value) or {}
        return {name: plain(item) for name, item in state.items() if name.isidentifier()}
    return value
