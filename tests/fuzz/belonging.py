"""Type checks of values, independent of the library and of pydantic."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from typing_extensions import get_type_hints

Check = Callable[[Any], bool]


def belongs_to(annotation: Any) -> Check:
    """Return a check that a value, with everything inside it, is of exactly this type.

    Floats must be finite; without a declared type, a value must be expressible in JSON.
    """
    return _Checks().of(annotation)


class _Checks:
    """The checks of the types in one annotation, some of them recursive."""

    def __init__(self) -> None:
        self._records: dict[Any, Check] = {}

    def of(self, annotation: Any) -> Check:
        origin, args = get_origin(annotation), get_args(annotation)
        if annotation is Any:
            return _is_json
        if annotation is None or annotation is type(None):
            return lambda value: value is None
        if annotation is float:
            return lambda value: type(value) is float and isfinite(value)
        if origin is Annotated:
            return self.of(args[0])
        if origin in (typing.Union, types.UnionType):
            return _any_of([self.of(arg) for arg in args])
        if origin is Literal:
            return lambda value: any(type(value) is type(arg) and value == arg for arg in args)
        if annotation in (list, tuple, set, frozenset):
            return _all_in(annotation, _is_json)
        if annotation is dict:
            return _pairs(_is_json, _is_json)
        if origin is dict:
            return _pairs(self.of(args[0]), self.of(args[1]))
        if origin is tuple and not (len(args) == 2 and args[1] is ...):
            return _each_in(tuple, [self.of(arg) for arg in args])
        if isinstance(origin, type):
            return _all_in(origin, self.of(args[0]))
        return self._record(annotation)

    def _record(self, kind: type) -> Check:
        if kind not in self._records:
            self._records[kind] = lambda value: made(value)
            made = self._records[kind] = self._made(kind)
        return self._records[kind]

    def _made(self, kind: Any) -> Check:
        if issubclass(kind, tuple):
            hints = get_type_hints(kind)
            return _each_in(kind, [self.of(hints[name]) for name in kind._fields])
        if typing.is_typeddict(kind) or hasattr(kind, "__required_keys__"):
            return self._typed_dict(kind)
        if dataclasses.is_dataclass(kind) or issubclass(kind, BaseModel):
            fields = {name: self.of(hint) for name, hint in get_type_hints(kind).items()}
            if issubclass(kind, BaseModel):
                fields = {name: self.of(f.annotation) for name, f in kind.model_fields.items()}
            return lambda value: (
                type(value) is kind
                and vars(value).keys() == fields.keys()
                and all(check(getattr(value, name)) for name, check in fields.items())
            )
        return lambda value: (
            isinstance(value, kind) and (type(value) is kind or kind.__module__ == "pathlib")
        )

    def _typed_dict(self, kind: Any) -> Check:
        fields = {name: self.of(hint) for name, hint in get_type_hints(kind).items()}
        required: frozenset[str] = kind.__required_keys__
        return lambda value: (
            type(value) is dict
            and required <= value.keys() <= fields.keys()
            and all(fields[key](item) for key, item in value.items())
        )


def _any_of(checks: list[Check]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _all_in(kind: type, check: Check) -> Check:
    fits = isinstance if kind is Sequence else lambda value, kind: type(value) is kind
    return lambda value: fits(value, kind) and all(map(check, value))


def _each_in(kind: type, checks: list[Check]) -> Check:
    def is_one(value: Any) -> bool:
        if type(value) is not kind or len(value) != len(checks):
            return False
        return all(check(item) for check, item in zip(checks, value, strict=True))

    return is_one


def _pairs(keys: Check, values: Check) -> Check:
    return lambda value: (
        type(value) is dict and all(keys(key) and values(item) for key, item in value.items())
    )


def _is_json(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_json, value))
    if isinstance(value, dict):
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    return value is None or type(value) in (bool, int, str) or _is_finite(value)


def _is_finite(value: Any) -> bool:
    return type(value) is float and isfinite(value)
