"""How the values of a type look as text: one Shape per kind of type.

A shape turns a value into three forms and back. As *texts* it stands in the query string:
one text for most types, one per item for a list. As one *text* it stands where there is
room for only one: an item of a list, a key of a dict. As *JSON* it stands inside nested
data. Each form is bijective: what it makes of a value, it reads as that same value.
"""

from __future__ import annotations

import dataclasses
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any, TypeAlias
from uuid import UUID

from st_page_state.ports import Texts

Json: TypeAlias = dict[str, Any] | list[Any] | str | float | None
"""What ``json.loads`` returns; what is inside is looked at by those it is given to."""

type_of: Callable[[object], type[Any]] = type
"""``type``, as a type checker takes it where a value may be anything."""
_REMADE: tuple[type[Any], ...] = (list, set, frozenset, tuple)
_COMPARED = frozenset({str, int, float, bool, bytes})


class Shape(ABC):
    """The forms of one type's values."""

    label: str
    """Names the type inside a union's tag."""
    rank: int
    """Where a union tries this shape when it reads: lower is earlier."""
    plain: bool = True
    """The values are builtin and picklable as they are."""
    mutable: bool = False
    """A value can be changed in place."""
    loose: bool = False
    """Something inside has no declared type."""
    nests: type | None = None
    """The JSON container a value is written as: list or dict, object where it can be either."""
    repeats: bool = False
    """One value can be several texts of a query parameter."""
    recursive: bool = False
    """The type mentions itself, or something inside does."""

    @abstractmethod
    def accepts(self, value: Any) -> bool:
        """Return whether ``value`` is of exactly this type."""

    def offers(self, value: Any) -> bool:
        """Return whether ``value`` is one of this type, or an item of one."""
        return self.accepts(value)

    @abstractmethod
    def text(self, value: Any) -> str:
        """Return the value as one text; raise ValueError where there is none."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """Return the value of one text; raise ValueError where it is none."""

    @abstractmethod
    def to_json(self, value: Any) -> Any:
        """Return the value as JSON data."""

    @abstractmethod
    def from_json(self, data: Any) -> Any:
        """Return the value of JSON data; raise ValueError where it is none."""

    def encode(self, value: Any) -> Texts:
        """Return the texts of the query parameter that holds ``value``."""
        return (self.text(value),)

    def decode(self, texts: Texts) -> Any:
        """Return the value of a query parameter; of several texts the last one counts."""
        return self.parse(texts[-1])


class RefusedError(ValueError):
    """A value or text that cannot be taken; the message says why.

    Attributes:
        discreet: the reason without what a validator of the app's own said, which may quote
            the value.
    """

    def __init__(self, reason: str, discreet: str | None = None) -> None:
        super().__init__(reason)
        self.discreet: str = reason if discreet is None else discreet


class TooManyError(RefusedError):
    """More parts than are ever read, whatever they were to be."""


DEEPEST = 64
"""How many levels of lists and objects JSON may have; past some, Python's stack overflows."""

MOST_PARTS = 10_000
"""How many values the JSON of one param may have: as many as take no time worth speaking of."""

_CLASHES = 100
"""How many items of a set may have the hash of another."""


_FURTHER_PART = r"""
    (?: [^",\[{]++                                # after what is between,
      | " (?: [^"\\]++ | \\. )*+ (?: " | \\?\Z )  # a text with all that it holds,
      | \[\s*+\] | \{\s*+\}                      # and what holds nothing,
    )*+ [,\[{]                                   # there comes one more
"""


def dumps(data: Any) -> str:
    """Return JSON data in the one form used everywhere: compact and unescaped."""
    text = _ENCODER.encode(data)
    _check_depth(text, data)
    return text


def loads(text: str) -> Any:
    """Return the JSON data in a param's text; raise RefusedError where it is none."""
    check_text(text)
    if text.lstrip().startswith(("[", "{")) and _has_too_many_parts(text):
        raise TooManyError(f"it has more than {MOST_PARTS:,} parts, too many for a URL")
    try:
        data = _DECODER.decode(text)
    except RecursionError:
        raise RefusedError("it is nested too deeply") from None
    except RefusedError:
        raise
    except ValueError:
        raise RefusedError("it is not valid JSON") from None
    _check_depth(text, data)
    if "\\u" in text:  # an escape can spell what the text itself cannot hold
        check_text(dumps(data))
    return data


def _finite(number: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise RefusedError(f"{number[:40]} is not a finite number")
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


def _has_too_many_parts(text: str) -> bool:
    """Whether JSON has more values than are read, without reading it: that takes long."""
    if text.count(",") + text.count("[") + text.count("{") < MOST_PARTS:
        return False
    many = f"(?:{_FURTHER_PART}){{{MOST_PARTS}}}+"
    return re.match(many, text, re.DOTALL | re.VERBOSE) is not None


def _check_depth(text: str, data: Any) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    level: list[Any] = [data]
    for _ in range(DEEPEST + 1):
        level = [item for container in level for item in _inside(container)]
    if level:
        raise RefusedError("it is nested too deeply")


def _inside(data: Any) -> Iterable[Any]:
    kind = type_of(data)
    inside: Iterable[Any] = ()
    if issubclass(kind, dict):
        inside = data.values()
    elif issubclass(kind, list | tuple):
        inside = data
    return inside


def check_hashes(items: Collection[Any]) -> None:
    """Refuse items that a set would take ages to hold: numbers chosen to have one hash."""
    hashes = len({hash(item) for item in items})
    if len(items) > _CLASHES + 2 * hashes and len(set(map(repr, items))) > _CLASHES + 2 * hashes:
        raise TooManyError("too many of its items have the same hash")


def check_text(text: str) -> str:
    """Return ``text``; raise RefusedError if it cannot be written in UTF-8."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RefusedError("it has a lone surrogate, which no URL can carry") from None
    return text


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


def exact(value: Any) -> Any:
    """Return ``value`` with instances of subclasses of dates and the like made plain ones.

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
