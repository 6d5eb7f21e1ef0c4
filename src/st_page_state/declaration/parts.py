"""The parts of a field that its declaration names: its query parameter and its codec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.errors import PydanticUserError

from st_page_state.codecs.annotations import codec_for, type_name
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.traits import opens
from st_page_state.codecs.value_map import checked_map, mapped
from st_page_state.declaration.config import Config
from st_page_state.errors import DeclarationError, a
from st_page_state.ports import RESERVED_PARAMS


def param_of(cls: str, name: str, url_key: Any, config: Config) -> str | None:
    """Return a field's query parameter, including the prefix; None if it is not in the URL.

    Raises:
        DeclarationError: no param can have this name.
    """
    if url_key is None:
        return None
    where = f"{cls}.{name}"
    if not isinstance(url_key, str) or not url_key:
        raise DeclarationError(
            f"{where}: url_key must be a non-empty str, not {url_key!r}. Leave it out to keep the "
            "field out of the URL."
        )
    param = config.url_prefix + url_key
    if param.lower() in RESERVED_PARAMS:
        raise DeclarationError(
            f"{where}: Streamlit reserves the query parameter {param!r}, in upper and lower case. "
            f"Choose another url_key, for example url_key={url_key + '_'!r}."
        )
    try:
        param.encode()
    except UnicodeEncodeError:
        raise DeclarationError(f"{where}: url_key has a lone surrogate. Choose another.") from None
    return param


def codec_of(
    where: str,
    annotation: Any,
    url_key: str | None,
    value_map: Mapping[Any, str] | None,
    transient: list[Codec],
) -> Codec:
    """Return the codec of a field's values.

    Raises:
        DeclarationError: there is none, or it cannot write what is to be in the URL.
    """
    try:
        codec = codec_for(annotation, transient)
    except (PydanticUserError, TypeError) as error:
        message = error.message if isinstance(error, PydanticUserError) else str(error)
        raise DeclarationError(
            f"{where}: {type_name(annotation)} cannot be used as a type: {message} "
            "Declare a type that pydantic can validate, or Any."
        ) from None
    if url_key is not None and not codec.has_text:
        raise DeclarationError(
            f"{where}: a value of type {type_name(annotation)} cannot be written into a URL. "
            "Remove url_key, keep a key such as an id in the URL and look the value up, or say how "
            "it is written and read: Annotated[..., PlainSerializer(...), BeforeValidator(...)]."
        )
    if url_key is not None and opens(annotation):
        raise DeclarationError(
            f"{where}: to read {a(type_name(annotation))} the server imports or looks for what it "
            "names, and anybody can write a link. Remove url_key, or declare a str and convert it "
            "where the app has checked it."
        )
    if value_map is None:
        return codec
    return mapped(codec, checked_map(where, codec, value_map))
