"""What an annotation says beside the type: serializers, secrets, types that open what they name."""

from __future__ import annotations

import typing
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any, get_args, get_origin

_OPENING = frozenset({"ImportString", "PathType"})
"""Pydantic's types that import what they name, or look whether there is such a file."""

_SECRET = frozenset({"SecretStr", "SecretBytes", "Secret"})


def opens(annotation: Any) -> bool:
    """Return whether to validate a text makes the server import or look for what it names."""
    return _mentions(annotation, lambda kind: _is_of_pydantic(kind, _OPENING), {})


def holds_secrets(annotation: Any) -> bool:
    """Return whether a value may contain a SecretStr or the like, of which JSON has only stars."""

    def is_secret(kind: type) -> bool:
        return any(_is_of_pydantic(base, _SECRET) for base in kind.__mro__)

    return _mentions(annotation, is_secret, {})


def is_serialized(annotation: Any) -> bool:
    """Return whether a serializer, or a class's own schema, decides what is written of a type."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *extras = get_args(annotation)
            if any(map(_writes, extras)):
                return True
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        else:
            break
    if not isinstance(annotation, type) or hasattr(annotation, "model_fields"):
        return False  # what a model writes is pydantic's own business anyway
    return any(
        getattr(getattr(member, "decorator_info", None), "decorator_repr", None) in _SERIALIZERS
        for cls in annotation.__mro__
        for member in vars(cls).values()
    )


_SERIALIZERS = frozenset({"@field_serializer", "@model_serializer"})


def _writes(extra: Any) -> bool:
    """Return whether a part of an Annotated may change what is written."""
    kind = extra if isinstance(extra, type) else type(extra)
    if kind.__module__.partition(".")[0] == "pydantic":
        return kind.__name__ in _WRITING
    return hasattr(kind, "__get_pydantic_core_schema__")


_WRITING = frozenset({"PlainSerializer", "WrapSerializer", "Json", "EncodedBytes", "EncodedStr"})


def _is_of_pydantic(kind: type, names: frozenset[str]) -> bool:
    return kind.__module__ == "pydantic.types" and kind.__name__ in names


def _mentions(annotation: Any, test: Callable[[type], bool], seen: dict[int, Any]) -> bool:
    kind: type = annotation if isinstance(annotation, type) else type(annotation)
    if test(kind):
        return True
    if id(annotation) in seen:
        return False
    seen[id(annotation)] = annotation  # kept, or another object may get its id
    parts: list[Any] = [get_origin(annotation), *get_args(annotation)]
    parts += [getattr(annotation, name, None) for name in ("__supertype__", "__value__")]
    for field in getattr(annotation, "model_fields", {}).values():
        parts += (field.annotation, *field.metadata)
    if isinstance(annotation, type) and any("__annotations__" in vars(c) for c in kind.__mro__):
        with suppress(Exception):  # a name that cannot be resolved is none of pydantic's
            parts += typing.get_type_hints(annotation, include_extras=True).values()
    return any(_mentions(part, test, seen) for part in parts)
