"""Shapes of values that contain no others: numbers, dates, choices, None; and any JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from st_page_state.codecs.base import RefusedError, Shape, TooManyError, check_text
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps, loads
from st_page_state.codecs.words import one_of
from st_page_state.ports import Texts


class Scalar(Shape):
    """A type written as one short text: a number, a date, a flag."""

    def __init__(
        self,
        kind: type,
        rank: int,
        *,
        text: Callable[[Any], str],
        parse: Callable[[str], Any],
        says: str,
        noun: str = "item",
        native: bool = False,
        plain: bool = True,
    ) -> None:
        self.says, self.noun = says, noun
        self.label: str = kind.__name__
        self.rank: int = rank
        self.plain: bool = plain
        self._kind = kind
        self._text, self._parse, self._native = text, parse, native

    def accepts(self, value: Any) -> bool:
        return type(value) is self._kind

    def text(self, value: Any) -> str:
        return self._text(value)

    def parse(self, text: str) -> Any:
        return self._parse(text)

    def encode(self, value: Any) -> Texts:
        return (self._text(value),)

    def decode(self, texts: Texts) -> Any:
        return self._parse(texts[-1])

    def to_json(self, value: Any) -> Any:
        text = self._text(value)
        return value if self._native else text

    def from_json(self, data: Any) -> Any:
        if self._native and type(data) is self._kind:
            self._text(data)  # raises for infinities and lone surrogates, which have no text
            return data
        if not isinstance(data, str | int | float):
            raise RefusedError(f"expected {self.says}")
        return self._parse(data if isinstance(data, str) else dumps(data))


class Constants(Shape):
    """A fixed set of values: the members of an Enum, the choices of a Literal, a value_map.

    Args:
        label: the type's name.
        texts: each value with its text.
        json: each value's JSON form, in the same order; if two are equal, texts are used.
        plain: the values are builtin.
    """

    rank = 30

    def __init__(
        self, label: str, texts: Iterable[tuple[Any, str]], json: Iterable[Any], *, plain: bool
    ) -> None:
        self.label: str = label
        self.plain: bool = plain
        pairs = list(texts)
        self.values: list[Any] = [value for value, _ in pairs]
        self.says: str = one_of([text for _, text in pairs])
        self._texts: dict[tuple[type, Any], str] = {
            (type(value), value): text for value, text in pairs
        }
        self._parsed = {text: value for value, text in pairs}
        forms = list(json)
        if not _distinct(forms):
            forms = [text for _, text in pairs]
        self._json: dict[tuple[type, Any], Any] = {
            (type(v), v): form for v, form in zip(self.values, forms, strict=True)
        }
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
            raise RefusedError(f"expected {self.says}")
        return self._parsed[text]

    def to_json(self, value: Any) -> Any:
        return self._found(self._json, value)

    def from_json(self, data: Any) -> Any:
        return self._found(self._from_json, data)

    def _found(self, table: dict[tuple[type, Any], Any], key: Any) -> Any:
        try:
            return table[type(key), key]
        except (KeyError, TypeError):
            raise RefusedError(f"expected {self.says}") from None


def _distinct(forms: list[Any]) -> bool:
    try:
        typed: set[tuple[type, Any]] = {(type(form), form) for form in forms}
        return len(typed) == len(forms)
    except TypeError:
        return False  # lists and objects, from a value_map for tuples or records


class Null(Shape):
    """None as a member of a union."""

    label: str = "None"
    rank: int = 0
    says: str = "nothing"

    def accepts(self, value: Any) -> bool:
        return value is None

    def text(self, value: Any) -> str:
        return "null"

    def parse(self, text: str) -> None:
        if text != "null":
            raise RefusedError("expected null, which stands for nothing")

    def to_json(self, value: Any) -> None:
        return None

    def from_json(self, data: Any) -> None:
        if data is not None:
            raise RefusedError("expected null, which stands for nothing")


class AnyJson(Shape):
    """A value without a declared type: any JSON value."""

    label: str = "Any"
    rank: int = 80
    says: str = "a JSON value"
    mutable: bool = True
    loose: bool = True
    nests: type | None = object

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
                "without a declared type, a URL can hold only JSON values "
                "(None, bool, int, float, str, list, dict with str keys)"
            )
        return data

    def from_json(self, data: Any) -> Any:
        return data


def _is_json(text: str) -> bool:
    try:
        loads(text)
    except TooManyError:
        return True
    except RefusedError:
        return False
    return True
