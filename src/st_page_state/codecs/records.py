"""Records: dataclasses, models and TypedDicts, written field by field."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from st_page_state.codecs.base import Shape
from st_page_state.codecs.containers import Record


def record_fields(kind: type) -> dict[str, Any] | None:
    """Return the annotations of a record's fields; None if only pydantic knows its form."""
    given: object = kind
    try:
        if issubclass(kind, dict):
            return _keys(given) if hasattr(given, "__required_keys__") else None
        if issubclass(kind, BaseModel):
            return _model_fields(kind)
        if dataclasses.is_dataclass(given):
            return _dataclass_fields(kind)
    except NameError:
        return None  # a local class with postponed annotations, which pydantic may resolve
    return None


# A record's constructor must accept the values of its fields, or it cannot be read back.


def _dataclass_fields(kind: Any) -> dict[str, Any] | None:
    hints = typing.get_type_hints(kind)
    noted = typing.get_type_hints(kind, include_extras=True)
    said = [part for h in noted.values() for part in (h, *getattr(h, "__metadata__", ()))]
    said += getattr(kind, "__pydantic_fields__", {}).values()
    if any(getattr(extra, "validation_alias", None) or _decodes(extra) for extra in said):
        return None
    if any(isinstance(hint, dataclasses.InitVar) for hint in hints.values()):
        return None
    fields = dataclasses.fields(kind)
    return {f.name: noted[f.name] for f in fields} if all(f.init for f in fields) else None


def _model_fields(kind: type[BaseModel]) -> dict[str, Any] | None:
    kind.model_rebuild()  # it may refer to a model defined after it
    custom, fields = kind.__pydantic_decorators__, kind.model_fields
    if (
        kind.__pydantic_root_model__
        or kind.model_config.get("extra") == "allow"
        or custom.field_serializers
        or custom.model_serializers
        or kind.__private_attributes__
        or any(f.validation_alias for f in fields.values())
        or any(map(_decodes, chain(*((f.annotation, *f.metadata) for f in fields.values()))))
    ):
        return None
    return {
        name: Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        for name, field in fields.items()
    }


def _keys(kind: Any) -> dict[str, Any]:
    """Return the annotations of a TypedDict's keys, without Required and NotRequired."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {key: _unqualified(hint) for key, hint in hints.items()}


def _unqualified(hint: Any) -> Any:
    if get_origin(hint) in (typing.Required, typing.NotRequired):
        return _unqualified(get_args(hint)[0])
    if get_origin(hint) is Annotated:
        kind, *extras = get_args(hint)
        return Annotated[(_unqualified(kind), *extras)]
    return hint


def _decodes(extra: Any) -> bool:
    from pydantic import EncodedBytes, EncodedStr, Json

    decoding: tuple[Any, ...] = (Json, EncodedBytes, EncodedStr)
    return extra is Json or isinstance(extra, decoding)


def typed_dict(kind: Any, shapes: Mapping[str, Shape], serialized: Collection[str]) -> Shape:
    """Return the shape of a TypedDict, given the shapes of its keys, and which are serialized."""
    required = _required(kind)

    def accepts(value: Any) -> bool:
        fields: dict[str, Any] = value
        return (
            type(value) is dict
            and required <= value.keys() <= shapes.keys()
            and all(shapes[key].accepts(item) for key, item in fields.items())
        )

    build = TypeAdapter(kind).validate_python
    return Record(
        kind.__name__,
        shapes,
        read=lambda v: v,
        build=build,
        accepts=accepts,
        serialized=serialized,
    )


def _required(kind: Any) -> set[str]:
    """Return the required keys, all of them even for postponed annotations."""
    required = set(kind.__required_keys__)
    for key, hint in typing.get_type_hints(kind, include_extras=True).items():
        while get_origin(hint) in (Annotated, typing.Required, typing.NotRequired):
            if get_origin(hint) is typing.Required:
                required.add(key)
            elif get_origin(hint) is typing.NotRequired:
                required.discard(key)
            hint = get_args(hint)[0]  # noqa: PLW2901 - taken off one by one
    return required
