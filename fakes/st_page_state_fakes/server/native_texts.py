"""The text form of natively bound values in the query string."""

from __future__ import annotations

from typing import Any

from st_page_state import Texts
from st_page_state_fakes.server.widget_spec import Native

_LISTS = ("strings", "doubles", "ints")


def parse(texts: Texts, native: Native) -> Any:
    """Return the wire value of a param's texts.

    Raises:
        ValueError: they stand for none.
    """
    last = texts[-1] if texts else ""
    if native in _LISTS:
        return [_item(text, native) for text in texts if text]
    if native == "string":
        return last
    if native == "bool":
        if last.lower() not in ("true", "false"):
            raise ValueError(f"{last!r} is neither true nor false")
        return last.lower() == "true"
    return float(last) if native == "double" else _item(last, native)


def format_texts(wire: Any, native: Native) -> Texts:
    """Return a wire value as texts for the query string."""
    if native in _LISTS:
        return tuple(_text(item, native) for item in wire)
    return (_text(wire, native),)


def _item(text: str, native: Native) -> Any:
    if native in ("ints", "int", "doubles"):
        try:
            return float(text) if native == "doubles" else int(text)
        except ValueError:
            return text
    return text


def _text(value: Any, native: Native) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if native in ("double", "doubles") and isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)
