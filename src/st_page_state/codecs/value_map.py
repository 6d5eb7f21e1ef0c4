"""Value maps: the text that each value of a field has in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from st_page_state.codecs.annotations import type_name
from st_page_state.codecs.base import Shape
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.containers import Items
from st_page_state.codecs.scalars import Constants
from st_page_state.codecs.unions import Union
from st_page_state.errors import DeclarationError


def mapped(codec: Codec, texts: Mapping[Any, str]) -> Codec:
    """Return a codec that writes values with a map: value -> its text in the URL."""
    return codec.with_shape(lambda shape: mapped_shape(shape, texts))


def mapped_shape(shape: Shape, texts: Mapping[Any, str]) -> Shape:
    """Return ``shape`` with its scalar replaced by the map.

    In a list the map applies to each item; in an optional type, to all values except None.
    """
    if isinstance(shape, Items) and shape.only_item is not None:
        return shape.with_items(lambda item: mapped_shape(item, texts))
    if isinstance(shape, Union) and (member := shape.only_member) is not None:
        return shape.with_member(member, mapped_shape(member, texts))
    return Constants(
        shape.label,
        texts.items(),
        [shape.to_json(value) for value in texts],
        plain=shape.plain,
    )


def checked_map(where: str, codec: Codec, texts: Mapping[Any, str]) -> Mapping[Any, str]:
    """Return a field's ``value_map`` if it is valid.

    Raises:
        DeclarationError: the map does not fit the type, is not one-to-one, or is reversed;
            then the error shows it the right way round.
    """
    if not isinstance(texts, Mapping) or not texts:
        raise DeclarationError(
            f"{where}: value_map must map each value to its text in the URL, "
            'for example {0: "todo", 1: "done"}.'
        )
    name = type_name(codec.annotation)
    if not codec.has_text:
        raise DeclarationError(f"{where}: {name} cannot have a value_map. Remove it.")
    wrong_way = any(not isinstance(text, str) for text in texts.values())
    wrong_way |= any(not codec.is_item(key) for key in texts)
    if wrong_way:
        raise DeclarationError(
            f"{where}: value_map must map values of {name} to URL texts."
            + (reversed_map_hint(texts, None) or ' Write value_map={value: "text", ...}.')
        )
    if len(set(texts.values())) < len(texts):
        twice = next(t for t in texts.values() if list(texts.values()).count(t) > 1)
        raise DeclarationError(
            f"{where}: value_map gives two values the same text {twice!r}; each needs its own."
        )
    return texts


def reversed_map_hint(texts: Mapping[Any, Any] | None, default: Any) -> str:
    """Return a hint that shows the map the right way round, or an empty string."""
    if not texts:
        return ""
    try:
        turned = {value: key for key, value in texts.items()}
    except TypeError:
        return ""
    if default is not None and default not in turned:
        return f" value_map has no text for it: {dict(texts)!r}."
    if not all(isinstance(text, str) for text in turned.values()):
        return ""
    return f" It is the wrong way round: write value_map={turned!r}."
