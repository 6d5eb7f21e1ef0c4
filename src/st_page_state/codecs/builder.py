"""Shapes by annotation: builds the shape of an annotation's values."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ConfigDict, InstanceOf, PydanticUserError, TypeAdapter
from pydantic.errors import PydanticInvalidForJsonSchema

from st_page_state.codecs.base import RefusedError, Shape, Shapes
from st_page_state.codecs.containers import Deferred, Items, Pairs, Record
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps
from st_page_state.codecs.opaque import Opaque
from st_page_state.codecs.records import record_fields, typed_dict
from st_page_state.codecs.scalars import Constants, Scalar
from st_page_state.codecs.serialized import Serialized
from st_page_state.codecs.standard import SCALARS
from st_page_state.codecs.traits import holds_secrets, is_serialized
from st_page_state.codecs.unions import Union


class NoShapeError(TypeError):
    """An annotation's values cannot be written as text."""


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


def shapes_of(annotation: Any) -> Shapes:
    """Return the shapes of an annotation's values."""
    builder = _Builder(serializers=True)
    shape = None
    with suppress(NoShapeError):
        shape = builder.shape(annotation)
    if not builder.found:
        return Shapes(shape)
    plain = None
    with suppress(NoShapeError):
        plain = shape_of(annotation)
    return Shapes(plain, shape, builder.in_records)


class _Builder:
    """Builds one shape; remembers the records on the way, which may be recursive.

    Args:
        serializers: whether pydantic's serializers decide what is written.

    Attributes:
        found: how many serializers there are.
        in_records: fields of records have serializers.
    """

    def __init__(self, *, serializers: bool = False) -> None:
        self._named: dict[Any, Shape] = {}
        self._serializers = serializers
        self.found: int = 0
        self.in_records: bool = False

    def shape(self, annotation: Any) -> Shape:
        if self._serializers and is_serialized(annotation):
            self.found += 1
            return self._serialized(annotation)
        annotation = _bare(annotation)
        try:
            known = SCALARS.get(annotation)
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

    def _serialized(self, annotation: Any) -> Shape:
        if holds_secrets(annotation):
            raise NoShapeError(f"{annotation!r} is a secret")
        kind = _bare(annotation)
        inner = None
        with suppress(NoShapeError):
            inner = shape_of(annotation)
        label = getattr(kind, "__name__", "value") if inner is None else inner.label
        return Serialized(
            label,
            adapter_of(annotation),
            inner,
            accepts=lambda v: not isinstance(kind, type) or isinstance(v, kind),
        )

    def _items(self, origin: type, args: tuple[Any, ...]) -> Shape:
        if origin is tuple and not (len(args) == 2 and args[1] is ...):
            return Items(tuple, [self.shape(arg) for arg in args], fixed=True)
        return Items(origin, [self.shape(args[0])])

    def _literal(self, args: tuple[Any, ...]) -> Shape:
        shapes = [
            enum_shape(type(arg)) if isinstance(arg, enum.Enum) else SCALARS[type(arg)]
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
        hints = typing.get_type_hints(kind, include_extras=True)
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
        shapes: dict[str, Shape] = {}
        serialized: set[str] = set()
        for name, annotation in fields.items():
            before = self.found
            shapes[name] = self.shape(annotation)
            if self.found > before:
                serialized.add(name)
                self.in_records = True
        if issubclass(kind, dict):
            deferred.shape = typed_dict(kind, shapes, serialized)
        else:
            deferred.shape = Record(
                kind.__name__,
                shapes,
                read=lambda value: {name: getattr(value, name) for name in shapes},
                build=TypeAdapter(kind).validate_python,
                accepts=lambda value: type(value) is kind,
                serialized=serialized,
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
            parse=partial(_flag, kind),
            says="a whole number",
            plain=False,
        )
    members = list(kind)
    json: list[Any] = [member.value for member in members]
    texts = [str(value) for value in json]
    by_value = all(type(value) in (str, int) for value in json)
    if not by_value or len(set(texts)) < len(texts):
        json = texts = [member.name for member in members]
    return Constants(kind.__name__, zip(members, texts, strict=True), json, plain=False)


def _flag(kind: type[enum.Flag], text: str) -> enum.Flag:
    try:
        return kind(int(text))
    except ValueError:
        raise RefusedError("expected a whole number that stands for a choice") from None


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
