"""Equality of values: of the same types at every level, or across redefined classes."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable, Collection
from datetime import datetime, time
from decimal import Decimal
from enum import Enum
from math import copysign
from typing import Any

type_of: Callable[[object], type[Any]] = type
"""``type``, with a signature that type checkers accept for a value of any type."""

_COMPARED = frozenset({str, int, bool, bytes})
_ATOMS = _COMPARED | {float, complex, Decimal}
_SEQUENCES: tuple[type[Any], ...] = (list, tuple, deque)


def same(a: Any, b: Any) -> bool:
    """Return whether nothing distinguishes two values: type, text or order, at every level.

    ``==`` is not enough: values that it takes for equal may have different texts.

    >>> same([1], [1]), same([1], [True]), same(1, 1.0)
    (True, False, False)
    >>> same(0.0, -0.0), same(Decimal("1.5"), Decimal("1.50")), same(float("nan"), float("nan"))
    (False, False, True)
    """
    if a is b:
        return True
    kind = type_of(a)
    if kind is not type(b):
        return False
    if kind in _COMPARED:
        return bool(a == b)
    if kind is float:
        return _is_same_float(a, b)
    if kind is list or kind is tuple:
        return len(a) == len(b) and all(map(same, a, b))
    if kind is dict:
        return len(a) == len(b) and all(map(same, a, b)) and all(map(same, a.values(), b.values()))
    if kind is set or kind is frozenset:
        left, right = _by_key(a), _by_key(b)
        return (
            len(a) == len(b)
            and left.keys() == right.keys()
            and all(same(item, right[key]) for key, item in left.items())
        )
    state = state_of(a)
    if state is not None:
        # Field by field: its own __eq__ may ignore some, or treat 1 and True as equal.
        other = state_of(b)
        return other is not None and same(state, other)
    try:
        return _is_same(a, b, kind)
    except Exception:  # noqa: BLE001 - arrays and tables do not compare to one bool
        return _is_equal_table(a, b)


def _is_same_float(a: float, b: float) -> bool:
    if a == b:
        return a != 0 or copysign(1, a) == copysign(1, b)
    return a != a and b != b


def _clock(value: datetime | time) -> tuple[Any, Any]:
    """Return what tells a point in time: its own ``==`` ignores the offset.

    It is also never true across zones in the hour that one of them repeats.
    """
    return value.replace(tzinfo=None), value.utcoffset()


def _by_key(items: Collection[Any]) -> dict[Any, Any]:
    try:
        return {_key(item): item for item in items}
    except TypeError:  # a class may have a hash, but fields that have none
        return {item: item for item in items}


def _key(item: Any) -> Any:
    """Return what equal items of two sets have in common, if points in time are in them."""
    kind = type_of(item)
    if kind in _ATOMS:
        return item
    if issubclass(kind, (datetime, time)):
        return _clock(item)
    if issubclass(kind, (tuple, frozenset)):
        keys = map(_key, item)
        return tuple(keys) if issubclass(kind, tuple) else frozenset(keys)
    state = state_of(item)
    return item if state is None else (kind, *map(_key, state.values()))


def _is_same(a: Any, b: Any, kind: type[Any]) -> bool:
    if kind is Decimal:
        return bool(a.as_tuple() == b.as_tuple())
    if kind is complex:
        return _is_same_float(a.real, b.real) and _is_same_float(a.imag, b.imag)
    if issubclass(kind, (datetime, time)):
        return _clock(a) == _clock(b)
    if issubclass(kind, dict):
        return bool(a == b) and same(dict(a), dict(b))
    if issubclass(kind, _SEQUENCES):
        return (hasattr(kind, "_fields") or bool(a == b)) and same([*a], [*b])
    return bool(a == b)


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
        if kind in _ATOMS:
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
    if not is_namesake(kind, type_of(b)) or kind in _ATOMS:
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
