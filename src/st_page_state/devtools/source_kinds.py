"""Kinds of values that source may have: those of Python, and those that stand for several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from st_page_state.devtools.source_names import Code, Function

Frame = Mapping[str, list[Any]]
"""What names are inside: an argument of a call that is followed, an element of a loop."""
MOST = 500


class UnknownValueError(Exception):
    """A value that is only known when the app runs."""


class Several(NamedTuple):
    """A list or the like: what each position may be."""

    items: tuple[list[Any], ...]


class Mapped(NamedTuple):
    """A dict: what each key and its value may be."""

    items: tuple[tuple[list[Any], list[Any]], ...]


@dataclass(frozen=True, eq=False)
class Local:
    """A function or a lambda that stands in source which was not executed."""

    node: Function
    code: Code
    frame: Frame


@dataclass(frozen=True, eq=False)
class Made:
    """What a class of the app makes, and the arguments it is given."""

    type: type
    fields: dict[str, list[Any]]


class Mark(Enum):
    """What stands for Streamlit's own."""

    PAGE = "st.Page"
    A_PAGE = "what st.Page returns"
    NAVIGATION = "st.navigation"


def elements(value: Any) -> list[Any]:
    """Return what a loop over a value may take.

    Raises:
        UnknownValueError: it is not known.
    """
    if isinstance(value, Several):
        return [each for position in value.items for each in position]
    if isinstance(value, Mapped):
        return [each for keys, _ in value.items for each in keys]
    found: Any = value
    if isinstance(value, list | tuple | set | frozenset | dict | str) or (
        isinstance(value, type) and issubclass(value, Enum)
    ):
        return [marked(each) for each in found]
    raise UnknownValueError


def position(value: Any, number: int) -> list[Any]:
    """Return what a value may have at a position."""
    found: Any = value.items if isinstance(value, Several) else value
    if not isinstance(value, Several | list | tuple) or not -len(found) <= number < len(found):
        raise UnknownValueError
    return found[number] if isinstance(value, Several) else [marked(found[number])]


def is_plain(value: Any) -> bool:
    """Return whether a value is none of those that stand for others."""
    return not isinstance(value, Several | Mapped | Local | Made | Mark)


def bounded(products: Iterator[Any]) -> list[Any]:
    """Return combinations of values, if they are not too many."""
    found: list[Any] = []
    for each in products:
        found.append(each)
        if len(found) > MOST:
            raise UnknownValueError
    return found


def entries(value: Any) -> list[tuple[list[Any], list[Any]]]:
    """Return the keys and values of a dict."""
    found: Any = value
    if isinstance(value, Mapped):
        return list(value.items)
    if isinstance(value, dict):
        return [([key], [marked(each)]) for key, each in found.items()]
    raise UnknownValueError


def attribute(value: Any, name: str) -> list[Any]:
    """Return an attribute, if reading it executes nothing of the app's."""
    if isinstance(value, Made):
        if name in value.fields:
            return value.fields[name]
        value = value.type
    if isinstance(value, Path) and name in ("name", "stem", "suffix", "parent", "parents", "parts"):
        return [getattr(value, name)]
    if isinstance(value, Enum) and name in ("name", "value"):
        return [getattr(value, name)]
    if name in getattr(value, "_fields", ()):
        return [marked(getattr(value, name))]
    owners: Any = getattr(value, "__mro__", None) or [value, *value.__class__.__mro__]
    for owner in owners if is_plain(value) else ():
        found: Any = getattr(owner, "__dict__", {}).get(name, property())
        if not isinstance(found, property):
            return [marked(getattr(found, "__func__", found))]
    raise UnknownValueError


def marked(value: Any) -> Any:
    """Return what stands for a value in an app's module."""
    module = getattr(value, "__module__", "") or ""
    name = getattr(value, "__name__", "")
    if str(module).startswith("streamlit") and not isinstance(value, ModuleType):
        if name in ("Page", "StreamlitPage"):
            return Mark.PAGE
        if name == "navigation":
            return Mark.NAVIGATION
        if type(value).__name__ in ("Page", "StreamlitPage"):
            return Mark.A_PAGE
    return value


def positions(value: Any) -> list[list[Any]]:
    if isinstance(value, Several):
        return list(value.items)
    return [[each] for each in elements(value)]


def added_by(value: Any) -> list[Any]:
    """Return what is added to a list or, of a dict, what it has."""
    if isinstance(value, Mapped | dict):
        return [each for _, values in entries(value) for each in values]
    return elements(value)


def all_of(value: Any) -> list[list[Any]]:
    return [[each] for each in added_by(value)]
