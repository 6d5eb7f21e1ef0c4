"""Equality of values: of the same types at every level, or across redefined classes."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any

type_of: Callable[[object], type[Any]] = type
"""``type``, with a signature that type checkers accept for a value of any type."""

_COMPARED = frozenset({str, int, float, bool, bytes})


def same(a: Any, b: Any) -> bool:
    """Return whether two values are equal and have the same types at every level.

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
        # Field by field: its own __eq__ may ignore some, or treat 1 and True as equal.
        other = state_of(b)
        return other is not None and same(state, other)
    try:
        return bool(a == b)
    except Exception:  # noqa: BLE001 - arrays and tables do not compare to one bool
        return _is_equal_table(a, b)


def _is_equal_table(a: Any, b: Any) -> bool:
    try:
        return bool(a.equals(b))
    except Exception:  # noqa: BLE001 - it cannot be compared
        return False


def state_of(value: Any) -> dict[str, Any] | None:
    """Return the fields of a dataclass, attrs class or model; None for any other value.

    A model's extra and private values are included, under names that no field can have.
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


def count_parts(value: Any, most: int) -> int:
    """Return the size of a value, which is what comparing it costs.

    Args:
        value: the value.
        most: where to stop counting.

    >>> count_parts({"a": [1, 2]}, 100), count_parts([0] * 1000, 100)
    (5, 101)
    """
    count, left = 0, [value]
    while left and count <= most:
        part, count = left.pop(), count + 1
        kind = type_of(part)
        if kind in _COMPARED:
            continue
        if issubclass(kind, dict):
            left += (*part, *part.values())
        elif issubclass(kind, (list, tuple, set, frozenset, deque)):
            left += part
        else:
            left += (state_of(part) or {}).values()
    return count


def alike(a: Any, b: Any) -> bool:
    """Return whether two values are equal, if classes with the same name count as one.

    A script redefines its classes in each run, so values from two runs can be alike, but are
    never equal.
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
    except Exception:  # noqa: BLE001 - pickling a class may raise anything
        return False
    return alike(left, right)


def is_namesake(a: type, b: type) -> bool:
    """Return whether two classes are the same or come from the same class statement."""
    return a is b or (a.__qualname__ == b.__qualname__ and a.__module__ == b.__module__)
