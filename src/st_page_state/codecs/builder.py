"""Shapes by annotation: builds the shape of an annotation's values."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import enum
import re
import types
import typing
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, InstanceOf, PydanticUserError, TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema

from st_page_state.codecs.base import RefusedError, Shape, check_text
from st_page_state.codecs.containers import Deferred, Items, Opaque, Pairs, Record
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps
from st_page_state.codecs.records import record_fields, typed_dict
from st_page_state.codecs.scalars import AnyJson, Constants, Null, Scalar
from st_page_state.codecs.unions import Union


class NoShapeError(TypeError):
    """An annotation's values cannot be written as text."""


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    # Built on first use: building them all would take a third of the import time.
    return TypeAdapter(kind)


def _lax(kind: type) -> Callable[[str], Any]:
    return lambda text: _adapter(kind).validate_python(text)


def _finite(value: float) -> str:
    if not isfinite(value):
        raise RefusedError("it is not a finite number")
    return repr(value)


def _read_float(read: Callable[[str], Any]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value: float = read(text)
        _finite(value)
        return value

    return parse


_EXACT_OFFSET = re.compile(r"[+-]\d\d:\d\d:\d\d(\.\d{1,6})?$", re.ASCII)
"""An offset with seconds, as of old local mean times; pydantic does not read it."""


def _read_clock(kind: Any) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        if _EXACT_OFFSET.search(text):
            return kind.fromisoformat(text)
        return _adapter(kind).validate_python(text)

    return parse


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise RefusedError("expected base64url") from None


_SCALARS: dict[Any, Shape] = {
    None: Null(),
    type(None): Null(),
    bool: Scalar(bool, 10, text=lambda v: "true" if v else "false", parse=_lax(bool), native=True),
    int: Scalar(int, 11, text=str, parse=_lax(int), native=True),
    float: Scalar(float, 12, text=_finite, parse=_read_float(_lax(float)), native=True),
    Decimal: Scalar(Decimal, 13, text=str, parse=_lax(Decimal)),
    date: Scalar(date, 20, text=date.isoformat, parse=_lax(date)),
    datetime: Scalar(datetime, 21, text=datetime.isoformat, parse=_read_clock(datetime)),
    time: Scalar(time, 22, text=time.isoformat, parse=_read_clock(time)),
    timedelta: Scalar(
        timedelta,
        23,
        text=lambda v: str(_adapter(timedelta).dump_python(v, mode="json")),
        parse=_lax(timedelta),
    ),
    UUID: Scalar(UUID, 24, text=str, parse=_lax(UUID)),
    bytes: Scalar(
        bytes, 59, text=lambda v: base64.urlsafe_b64encode(v).decode(), parse=_from_base64
    ),
    str: Scalar(str, 60, text=check_text, parse=check_text),
    Any: AnyJson(),
    object: AnyJson(),
}

_OLD_NAMES = [getattr(typing, name) for name in ("List", "Set", "FrozenSet", "Tuple", "Dict")]
_BUILTIN: dict[Any, Any] = {
    list: list[Any],
    set: set[Any],
    frozenset: frozenset[Any],
    tuple: tuple[Any, ...],
    dict: dict[Any, Any],
}
_BARE = _BUILTIN | {old: _BUILTIN[get_origin(old)] for old in _OLD_NAMES}


def adapter_of(annotation: Any) -> TypeAdapter[Any]:
    """Return pydantic's adapter; types that pydantic does not know are checked by isinstance.

    Raises:
        PydanticUserError: pydantic does not support the annotation.
    """
    try:
        return TypeAdapter(annotation)
    except PydanticUserError:
        if not isinstance(annotation, type) and get_origin(annotation) is None:
            raise
    try:
        return TypeAdapter(annotation, config=ConfigDict(arbitrary_types_allowed=True))
    except PydanticUserError:
        return TypeAdapter(InstanceOf[annotation])  # pyright: ignore[reportInvalidTypeForm, reportUnknownArgumentType]


def shape_of(annotation: Any) -> Shape:
    """Return the shape of an annotation's values.

    Raises:
        NoShapeError: values of this type cannot be written as text.
    """
    return _Builder().shape(annotation)


class _Builder:
    """Builds one shape; remembers the records on the way, which may be recursive."""

    def __init__(self) -> None:
        self._named: dict[Any, Shape] = {}

    def shape(self, annotation: Any) -> Shape:
        annotation = _bare(annotation)
        try:
            known = _SCALARS.get(annotation)
        except TypeError:
            known = None
        if known is not None:
            return known
        if type(annotation).__name__ == "TypeAliasType":
            return self._alias(annotation)
        origin, args = get_origin(annotation), get_args(annotation)
        if origin in (typing.Union, types.UnionType):
            return Union([self.shape(arg) for arg in args])
        if origin is typing.Literal:
            return self._literal(args)
        if origin in (list, set, frozenset) or origin is tuple:
            return self._items(origin, args)
        if origin is dict:
            return Pairs(self.shape(args[0]), self.shape(args[1]))
        if isinstance(annotation, type):
            kind: type = annotation
            if issubclass(kind, enum.Enum):
                return enum_shape(kind)
            if issubclass(kind, tuple) and hasattr(annotation, "_fields"):
                return self._named_tuple(annotation)
            record = self._record(annotation)
            if record is not None:
                return record
        return _opaque(annotation)

    def _items(self, origin: type, args: tuple[Any, ...]) -> Shape:
        if origin is tuple and not (len(args) == 2 and args[1] is ...):
            return Items(tuple, [self.shape(arg) for arg in args], fixed=True)
        return Items(origin, [self.shape(args[0])])

    def _literal(self, args: tuple[Any, ...]) -> Shape:
        shapes = [
            enum_shape(type(arg)) if isinstance(arg, enum.Enum) else _SCALARS[type(arg)]
            for arg in args
        ]
        texts = [shape.text(arg) for shape, arg in zip(shapes, args, strict=True)]
        for i, arg in enumerate(args):
            while isinstance(arg, str) and texts.count(texts[i]) > 1:
                texts[i] = dumps(texts[i])
        if len(set(texts)) < len(texts):
            raise NoShapeError("two choices of the Literal have the same text")
        plain = all(shape.plain for shape in shapes)
        json = [shape.to_json(arg) for shape, arg in zip(shapes, args, strict=True)]
        return Constants("Literal", zip(args, texts, strict=True), json, plain=plain)

    def _named_tuple(self, kind: Any) -> Shape:
        hints = typing.get_type_hints(kind)
        shapes = [self.shape(hints.get(name, Any)) for name in kind._fields]
        return Items(kind, shapes, fixed=True)

    def _alias(self, alias: Any) -> Shape:
        if alias not in self._named:
            deferred = self._named[alias] = Deferred(alias.__name__, Union.rank, object)
            deferred.shape = self._named[alias] = self.shape(alias.__value__)
        return self._named[alias]

    def _record(self, kind: type[Any]) -> Shape | None:
        if kind in self._named:
            return self._named[kind]
        fields = record_fields(kind)
        if fields is None:
            return None
        deferred = self._named[kind] = Deferred(kind.__name__, Record.rank, dict)
        shapes = {name: self.shape(annotation) for name, annotation in fields.items()}
        if issubclass(kind, dict):
            deferred.shape = typed_dict(kind, shapes)
        else:
            deferred.shape = Record(
                kind.__name__,
                shapes,
                read=lambda value: {name: getattr(value, name) for name in shapes},
                build=TypeAdapter(kind).validate_python,
                accepts=lambda value: type(value) is kind,
            )
        self._named[kind] = deferred.shape
        return deferred.shape


def _bare(annotation: Any) -> Any:
    """Strip Annotated, NewType and the like, which do not affect the text."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        elif isinstance(annotation, typing.TypeVar):
            annotation = Any
        else:
            try:
                return _BARE.get(annotation, annotation)
            except TypeError:
                return annotation


def enum_shape(kind: type[enum.Enum]) -> Shape:
    """Return the shape of an Enum: by value if all are strings or integers, else by name."""
    if issubclass(kind, enum.Flag):
        return Scalar(
            kind,
            30,
            text=lambda flag: str(flag.value),
            parse=lambda text: kind(int(text)),
            plain=False,
        )
    members = list(kind)
    json: list[Any] = [member.value for member in members]
    texts = [str(value) for value in json]
    by_value = all(type(value) in (str, int) for value in json)
    if not by_value or len(set(texts)) < len(texts):
        json = texts = [member.name for member in members]
    return Constants(kind.__name__, zip(members, texts, strict=True), json, plain=False)


def _opaque(annotation: Any) -> Shape:
    # pydantic.types is a sixth of pydantic's objects, and most apps have no use for it.
    from pydantic import SecretBytes, SecretStr

    kind: object = get_origin(annotation) or annotation
    dataclass = dataclasses.is_dataclass(kind)
    if isinstance(kind, type) and issubclass(kind, SecretStr | SecretBytes):
        raise NoShapeError(f"{annotation!r} is a secret")
    adapter = adapter_of(annotation)
    try:
        adapter.json_schema(mode="serialization")
    except PydanticInvalidForJsonSchema:
        raise NoShapeError(f"{annotation!r} cannot be written as text") from None

    def accepts(value: Any) -> bool:
        try:
            return same(adapter.validate_python(value, strict=True), value)
        except ValueError:
            return False

    structured = isinstance(kind, type) and (dataclass or issubclass(kind, BaseModel))
    return Opaque(
        getattr(annotation, "__name__", "value"),
        dump=lambda v: adapter.dump_python(
            v, mode="json", round_trip=True, by_alias=True, warnings=False
        ),
        load=lambda data: adapter.validate_json(dumps(data)),
        accepts=accepts,
        plain=not structured,
        mutable=structured or kind is not annotation,  # a Sequence[int] may be a list
    )
