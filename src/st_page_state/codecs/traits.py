"""What an annotation mentions anywhere inside: types that open what they name, and secrets."""

from __future__ import annotations

import typing
from collections.abc import Callable
from contextlib import suppress
from typing import Any, get_args, get_origin

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
