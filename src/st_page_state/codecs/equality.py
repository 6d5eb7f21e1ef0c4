"""Whether two values are equal, of the same types all the way down, or alike."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any

type_of: Callable[[object], type[Any]] = type
"""``type``, as a type checker takes it where a value may be anything."""

_COMPARED = frozenset({str, int, float, bool, bytes})


def same(a: Any, b: Any) -> bool:
    """Return whether two values are equal and of the same types all the way down.

    >>> same([1], [1]), same([1], [True]), same(1, 1.0)
    (True, False, False)
    """
    if a is b:
        return True
    kind = type_of(a)
    if kind is not type(b):
        return False
    if kind in _COMPARED:
        return bool(a == b)
    if kind is list or kind is tuple:
        return len(a) == len(b) and all(map(same, a, b))
    if kind is dict:
        if len(a) != len(b):
            return False
        keys = {key: key for key in b}
        return all(
            key in keys and same(key, keys[key]) and same(value, b[key]) for key, value in a.items()
        )
    if kind is set or kind is frozenset:
        items = {item: item for item in b}
        return bool(a == b) and all(same(item, items[item]) for item in a)
    state = state_of(a)
    if state is not None:
        # Field by field: its own equality may pass over some, or take 1 and True for equal.
        other = state_of(b)
        return other is not None and same(state, other)
    try:
        return bool(a == b)
    except Exception:  # noqa: BLE001 - arrays and frames do not compare to one truth
        return _is_equal_table(a, b)


def _is_equal_table(a: Any, b: Any) -> bool:
    try:
        return bool(a.equals(b))
    except Exception:  # noqa: BLE001 - whatever it is, it cannot be compared
        return False


def state_of(value: Any) -> dict[str, Any] | None:
    """Return the fields of a dataclass, attrs class or model; None for what is none of these.

    What a model holds beside its fields counts too, under names that no field can have.
    """
    kind = type_of(value)
    if hasattr(kind, "__pydantic_private__"):
        state = {name: value.__dict__.get(name) for name in kind.model_fields}
        state["+extra"] = getattr(value, "__pydantic_extra__", None)
        state["+private"] = getattr(value, "__pydantic_private__", None)
        return state
    if hasattr(kind, "__dataclass_fields__"):
        return {f.name: getattr(value, f.name, None) for f in dataclasses.fields(value)}
    if hasattr(kind, "__attrs_attrs__"):
        return {a.name: getattr(value, a.name, None) for a in kind.__attrs_attrs__}
    return None


def alike(a: Any, b: Any) -> bool:
    """Return whether two values say the same, a class counting as the one of its name.

    A script makes its classes anew in each run: what two runs have made can be alike, but it
    is never equal.
    """
    try:
        return same(a, b) or _alike(a, b)
    except RecursionError:
        return False


def _alike(a: Any, b: Any) -> bool:
    kind = type_of(a)
    if not is_namesake(kind, type_of(b)):
        return False
    if issubclass(kind, type):
        return is_namesake(a, b)
    if issubclass(kind, Enum):
        return bool(a.name == b.name)
    if issubclass(kind, (list, tuple, deque)):
        return len(a) == len(b) and all(map(alike, a, b))
    if issubclass(kind, dict):
        return alike([*a, *a.values()], [*b, *b.values()])
    if issubclass(kind, (set, frozenset)):
        return len(a) == len(b) and all(any(alike(item, other) for other in b) for item in a)
    state, other_state = state_of(a), state_of(b)
    if state is None or other_state is None:
        return _are_pickled_alike(a, b)
    return alike(state, other_state)


def _are_pickled_alike(a: Any, b: Any) -> bool:
    try:
        (_, *left), (_, *right) = a.__reduce_ex__(4)[:3], b.__reduce_ex__(4)[:3]
    except Exception:  # noqa: BLE001 - a class may raise anything when it is pickled
        return False
    return alike(left, right)


def is_namesake(a: type, b: type) -> bool:
    """Return whether two classes are one, or were made by the same class statement."""
    return a is b or (a.__qualname__ == b.__qualname__ and a.__module__ == b.__module__)
