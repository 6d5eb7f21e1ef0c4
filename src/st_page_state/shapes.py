"""How the values of a type look as text: one Shape per kind of type.

A shape turns a value into three forms and back. As *texts* it stands in the query string:
one text for most types, one per item for a list. As one *text* it stands where there is
room for only one: an item of a list, a key of a dict. As *JSON* it stands inside nested
data. Each form is bijective: what it makes of a value, it reads as that same value.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from st_page_state.ports import Texts


class Shape(ABC):
    """The forms of one type's values."""

    label: str = ""
    """Names the type inside a union's tag."""
    rank: int = 50
    """Where a union tries this shape when it reads: lower is earlier."""
    plain: bool = True
    """The values are builtin and picklable as they are."""
    mutable: bool = False
    """A value can be changed in place."""
    loose: bool = False
    """Something inside has no declared type."""

    @abstractmethod
    def accepts(self, value: Any) -> bool:
        """Return whether ``value`` is of exactly this type."""

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
    """A value or text that a shape cannot take; the message is for the app's developer."""


def dumps(data: Any) -> str:
    """Return JSON data in the one form used everywhere: compact and unescaped."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def loads(text: str) -> Any:
    """Return the JSON data in ``text``; raise RefusedError where it is none."""
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise RefusedError("it is nested too deeply") from None
    except RefusedError:
        raise
    except ValueError:
        raise RefusedError("it is not valid JSON") from None


def _refuse_constant(name: str) -> Any:
    raise RefusedError(f"{name} is not a finite number")


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
    kind = type(a)
    if kind is not type(b):
        return False
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
    try:
        return bool(a == b)
    except Exception:  # noqa: BLE001 - arrays and frames do not compare to one truth
        return False


def detach(value: Any) -> Any:
    """Return a copy of ``value`` that shares no list, dict or set with it."""
    kind = type(value)
    if kind is list:
        return [detach(item) for item in value]
    if kind is dict:
        return {key: detach(item) for key, item in value.items()}
    if kind is set:
        return set(value)
    if kind is tuple:
        return tuple(detach(item) for item in value)
    return value


class Scalar(Shape):
    """A type that is one short text: a number, a date, a flag."""

    def __init__(
        self,
        kind: type,
        rank: int,
        *,
        text: Callable[[Any], str],
        parse: Callable[[str], Any],
        native: bool = False,
        plain: bool = True,
    ) -> None:
        self.label, self.rank, self.plain, self._kind = kind.__name__, rank, plain, kind
        self._text, self._parse, self._native = text, parse, native

    def accepts(self, value: Any) -> bool:
        return type(value) is self._kind

    def text(self, value: Any) -> str:
        return self._text(value)

    def parse(self, text: str) -> Any:
        return self._parse(text)

    def to_json(self, value: Any) -> Any:
        text = self._text(value)
        return value if self._native else text

    def from_json(self, data: Any) -> Any:
        if self._native and type(data) is self._kind:
            self._text(data)  # refuses what has no text: infinities, lone surrogates
            return data
        if not isinstance(data, str | int | float):
            raise RefusedError(f"{self.label} expected")
        return self._parse(data if isinstance(data, str) else dumps(data))


class Constants(Shape):
    """A closed set of values: the members of an Enum, the choices of a Literal, a value_map.

    Args:
        label: names the type.
        texts: each value with its text.
        json: each value's form in JSON, in the same order; its text where they would clash.
        plain: the values are builtin.
    """

    rank = 30

    def __init__(
        self, label: str, texts: Iterable[tuple[Any, str]], json: Iterable[Any], *, plain: bool
    ) -> None:
        self.label, self.plain = label, plain
        pairs = list(texts)
        self.values = [value for value, _ in pairs]
        self._texts = {(type(value), value): text for value, text in pairs}
        self._parsed = {text: value for value, text in pairs}
        forms = list(json)
        if len({(type(form), form) for form in forms}) < len(forms):
            forms = [text for _, text in pairs]
        self._json = {(type(v), v): form for v, form in zip(self.values, forms, strict=True)}
        self._from_json = {
            (type(form), form): value for value, form in zip(self.values, forms, strict=True)
        }

    def accepts(self, value: Any) -> bool:
        try:
            return (type(value), value) in self._texts
        except TypeError:
            return False

    def text(self, value: Any) -> str:
        return str(self._found(self._texts, value))

    def parse(self, text: str) -> Any:
        if text not in self._parsed:
            raise RefusedError(f"one of {self._choices()} expected")
        return self._parsed[text]

    def to_json(self, value: Any) -> Any:
        return self._found(self._json, value)

    def from_json(self, data: Any) -> Any:
        return self._found(self._from_json, data)

    def _found(self, table: dict[tuple[type, Any], Any], key: Any) -> Any:
        try:
            return table[type(key), key]
        except (KeyError, TypeError):
            raise RefusedError(f"one of {self._choices()} expected") from None

    def _choices(self) -> str:
        shown = [repr(text) for text in list(self._parsed)[:12]]
        return ", ".join(shown) + (", ..." if len(self._parsed) > len(shown) else "")


class Null(Shape):
    """None, where it stands beside other types."""

    label, rank = "None", 0

    def accepts(self, value: Any) -> bool:
        return value is None

    def text(self, value: Any) -> str:
        return "null"

    def parse(self, text: str) -> None:
        if text != "null":
            raise RefusedError("null expected")

    def to_json(self, value: Any) -> None:
        return None

    def from_json(self, data: Any) -> None:
        if data is not None:
            raise RefusedError("null expected")


class AnyJson(Shape):
    """A value of no declared type: whatever JSON can say."""

    label, rank, mutable, loose = "Any", 80, True, True

    def accepts(self, value: Any) -> bool:
        return True

    def text(self, value: Any) -> str:
        data = self.to_json(value)
        return data if isinstance(data, str) and not _is_json(data) else dumps(data)

    def parse(self, text: str) -> Any:
        return loads(text) if _is_json(text) else check_text(text)

    def to_json(self, value: Any) -> Any:
        try:
            text = check_text(dumps(value))
            data = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            data = None
        if data is None or not same(data, value):
            if value is None:
                return None
            raise RefusedError(
                "without a declared type a URL carries only what JSON can say "
                "(None, bool, int, float, str, list, dict with str keys)"
            )
        return data

    def from_json(self, data: Any) -> Any:
        return data


def _is_json(text: str) -> bool:
    try:
        loads(text)
    except RefusedError:
        return False
    return True
