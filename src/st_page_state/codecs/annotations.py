"""Codecs by annotation: each is built once for all classes that use it."""

from __future__ import annotations

import types
import typing
from threading import Lock
from typing import Any, get_args, get_origin

from st_page_state.codecs.codec import Codec

_CACHE_SIZE = 4096
_ADDRESS = " at 0x"
"""Marks a repr that contains a memory address, so it changes every run."""

_ALIKE = 8
"""Number of annotations kept per repr; reloading a module creates new types."""

_codecs: dict[str, list[Codec]] = {}
"""The codecs by the repr of their annotations."""
_lock = Lock()


def codec_for(annotation: Any, transient: list[Codec] | None = None) -> Codec:
    """Return the codec of an annotation; it is built once for all classes that use it.

    Types that a script redefines in each run are not cached: they would keep the whole
    namespace of that run in memory.

    Args:
        annotation: the type.
        transient: receives the codecs of such types, for use while one class is created.

    Raises:
        PydanticUserError: pydantic does not support the annotation.
    """
    name = repr(annotation)
    candidates: list[Codec] = [*_codecs.get(name, ()), *(transient or ())]
    for known in candidates:
        if same_annotation(known.annotation, annotation):
            return known
    codec = _build(annotation)
    if _is_transient(annotation):
        if transient is not None:
            transient.append(codec)
    else:
        with _lock:
            if len(_codecs) >= _CACHE_SIZE:
                del _codecs[next(iter(_codecs))]
            _codecs[name] = [codec, *_codecs.get(name, ())][:_ALIKE]
    return codec


def same_annotation(a: Any, b: Any) -> bool:
    """Return whether two separately written annotations are equivalent.

    The order of a union's members matters. Two results of pydantic's ``Field`` are never
    equal, so their reprs, which are complete, are compared.
    """
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if type(a).__module__ == "pydantic.fields":
        return repr(a) == repr(b)
    origin = get_origin(a)
    if origin is None or origin is not get_origin(b):
        return bool(a == b)
    left, right = get_args(a), get_args(b)
    return len(left) == len(right) and all(map(same_annotation, left, right))


def _is_transient(annotation: Any) -> bool:
    """Return whether a script or function creates part of the annotation anew each time."""
    if _ADDRESS in repr(annotation):
        return True  # a validator, for instance
    if isinstance(annotation, type):
        return annotation.__module__ == "__main__" or "<locals>" in annotation.__qualname__
    return any(map(_is_transient, get_args(annotation)))


def _build(annotation: Any) -> Codec:
    # Most of the import time is pydantic's, so import this with the first class.
    from st_page_state.codecs.builder import adapter_of, shapes_of
    from st_page_state.codecs.serialized import SerializedCodec

    adapter = adapter_of(annotation)
    shapes = shapes_of(annotation)
    if shapes.serialized is None:
        return Codec(annotation, adapter, shapes.plain, _fits)
    return SerializedCodec(annotation, adapter, shapes, _fits)


def _fits(value: Any, annotation: Any) -> bool:
    try:
        codec_for(annotation).validate_exactly(value)
    except ValueError:
        return False
    return True


def type_name(annotation: Any) -> str:
    """Return an annotation as written in source code, without constraints, which may be long.

    >>> type_name(int), type_name(int | None), type_name(list[Annotated[str, len]])
    ('int', 'int | None', 'list[str]')
    """
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is ...:
        return "..."
    if annotation.__class__ is list:  # the parameters of a Callable
        return f"[{', '.join(map(type_name, annotation))}]"
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return type_name(parts[0])
    if isinstance(annotation, type) and origin is None:
        return annotation.__name__
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(type_name, parts))
    if not isinstance(origin, type) or not parts:
        return str(annotation).replace("typing.", "")
    names = [type_name(part) for part in parts]
    return f"{origin.__name__}[{', '.join(names)}]"
