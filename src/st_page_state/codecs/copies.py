"""Independent copies of values, and comparison of values with them.

Data can be copied and compared: builtin values and containers, dataclasses, attrs classes and
models, also nested in each other. Any other object, such as a table or the client of a service,
is shared by reference wherever it appears.
"""

from __future__ import annotations

import copy
import re
from collections import deque
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from marshal import dumps
from types import BuiltinFunctionType, FunctionType, NoneType
from typing import Any
from uuid import UUID

from st_page_state.codecs.equality import same, state_of, type_of

_THEMSELVES: tuple[type, ...] = (
    Enum, type, FunctionType, BuiltinFunctionType, NoneType, range, tzinfo, re.Pattern,
)  # fmt: skip
"""Types whose values are never copied."""

_SCALARS: tuple[type, ...] = (
    bool, int, float, complex, str, bytes, Decimal, Fraction, UUID, date, time, timedelta,
)  # fmt: skip
_PLAIN_ATOMS = frozenset({bool, int, float, str, bytes, NoneType})
_SETS: tuple[type[Any], ...] = (set, frozenset)
_CONTAINERS = (list, tuple, set, frozenset, deque)
_REMADE: tuple[type[Any], ...] = (list, set, frozenset, tuple)


def detached(value: Any) -> Any:
    """Return a copy of the data in ``value``; other objects in it are shared with the copy."""
    return _copied(value, _data_copy)


def independent(value: Any) -> Any:
    """Return a copy that shares nothing with ``value`` except objects that cannot be copied."""
    return _copied(value, _copy_or_itself)


def for_each_session(value: Any) -> Any:
    """Return a copy that shares nothing with ``value``.

    Raises:
        Exception: it cannot be copied; any exception that copying it raises.
    """
    return _copied(value, _another)


def _another(value: Any) -> Any:
    copied = _whole_copy(value)
    if copied is value:
        raise TypeError("copying it returns the object itself")
    return copied


def _copied(value: Any, other: Any) -> Any:
    kind = type_of(value)
    if kind in _PLAIN_ATOMS:
        return value
    if kind is list:
        return [_copied(item, other) for item in value]
    if kind is dict:
        return {_copied(key, other): _copied(item, other) for key, item in value.items()}
    if kind is tuple:
        return tuple([_copied(item, other) for item in value])
    if kind in _SETS:
        return kind([_copied(item, other) for item in value])
    return value if _is_atom(value, kind) else other(value)


def _data_copy(value: Any) -> Any:
    shared: dict[int, Any] = {}
    try:
        _find_no_data(value, shared)
        return value if id(value) in shared else copy.deepcopy(value, shared)
    except Exception:  # noqa: BLE001 - it contains itself, or a class cannot be copied
        return value


def _copy_or_itself(value: Any) -> Any:
    try:
        return _whole_copy(value)
    except Exception:  # noqa: BLE001 - a class may raise anything when it is copied
        return value


def _is_atom(value: Any, kind: type) -> bool:
    """Return whether a value is immutable; an instance of a str subclass may not be."""
    return issubclass(kind, _THEMSELVES) or (
        issubclass(kind, _SCALARS) and not getattr(value, "__dict__", None)
    )


def _whole_copy(value: Any) -> Any:
    tables: dict[int, Any] = {}
    _copy_tables(value, tables, set())
    return copy.deepcopy(value, tables)


def _copy_tables(value: Any, copied: dict[int, Any], seen: set[int]) -> None:
    """Copy the tables in a value into the memo of deepcopy().

    Pandas' own deep copy of a table shares the objects in its cells.
    """
    kind = type_of(value)
    if id(value) in seen or _is_atom(value, kind):
        return
    seen.add(id(value))
    if any(base.__module__.partition(".")[0] == "pandas" for base in kind.__mro__):
        if hasattr(value, "__setstate__"):
            copied[id(value)] = table = copy.copy(value)
            table.__setstate__(copy.deepcopy(value.__getstate__()))
        return
    inside: Any = (*(state_of(value) or {}).values(), *getattr(value, "__dict__", {}).values())
    if issubclass(kind, dict):
        inside = (*inside, *value, *value.values())
    elif issubclass(kind, _CONTAINERS):
        inside = (*inside, *value)
    for item in inside:
        _copy_tables(item, copied, seen)


def _find_no_data(value: Any, found: dict[int, Any]) -> None:
    """Put all objects in ``value`` that are not data into the memo of deepcopy()."""
    kind = type_of(value)
    if _is_atom(value, kind) or issubclass(kind, bytearray):
        return
    inside: Any
    if issubclass(kind, dict):
        inside = (*value, *value.values())
    elif issubclass(kind, _CONTAINERS):
        inside = value
    else:
        state = state_of(value)
        if state is None:
            found[id(value)] = value
            return
        inside = state.values()
    for item in inside:
        _find_no_data(item, found)


def are_twins(value: Any, before: Any) -> bool:
    """Return whether two builtin values are the same; False if they may be, or are not builtin.

    It takes a tenth of the time of :func:`is_unaltered`.
    """
    try:
        # Version 2 writes each value by itself; later ones write whether objects are shared.
        return dumps(value, 2) == dumps(before, 2)
    except ValueError:
        return False


def is_unaltered(value: Any, before: Any) -> bool:
    """Return whether a value still equals a :func:`detached` copy of it.

    Objects that are not data are shared, so they must be identical, not equal.
    """
    kind = type_of(value)
    if value is before or kind in _PLAIN_ATOMS or issubclass(kind, (*_SCALARS, *_THEMSELVES)):
        return same(value, before)
    if kind is not type_of(before):
        return False
    if issubclass(kind, dict):
        return len(value) == len(before) and all(
            is_unaltered(*pair) for pair in zip(value.items(), before.items(), strict=False)
        )
    if issubclass(kind, (list, tuple, deque)):
        return len(value) == len(before) and all(map(is_unaltered, value, before))
    state, state_before = state_of(value), state_of(before)
    if state is None or state_before is None:
        return issubclass(kind, (set, frozenset, bytearray)) and same(value, before)
    return all(is_unaltered(item, state_before.get(name)) for name, item in state.items())


def exact(value: Any) -> Any:
    """Return ``value`` with subclass instances of dates and the like as the base class.

    Args:
        value: a date, time span or UUID, or lists, dicts, sets and tuples of such.
    """
    kind = type_of(value)
    if kind in _REMADE:
        return kind(map(exact, value))
    if kind is dict:
        return {exact(key): exact(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return datetime.combine(value.date(), value.timetz())
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return timedelta(value.days, value.seconds, value.microseconds)
    if isinstance(value, UUID):
        return UUID(int=value.int)
    return bytes(value) if isinstance(value, bytes) else value
