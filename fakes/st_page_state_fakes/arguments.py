"""Arguments of the wrong type, in calls of a test: the error says what is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from st_page_state import PageState
from st_page_state.errors import quote
from st_page_state_fakes.errors import FakeUseError


def check_text(call: str, given: object, example: str) -> None:
    """Raise FakeUseError if an argument is no str."""
    check(call, given, str, f"a text, such as {example!r}")


def check_class(call: str, given: object) -> None:
    """Raise FakeUseError if an argument is no state class."""
    if isinstance(given, PageState):
        name = type(given).__name__
        raise FakeUseError(f"{call} takes the state class itself: pass {name}, not a snapshot.")
    if not _is_state_class(given):
        raise FakeUseError(f"{call} takes a state class, such as FilterState, not {quote(given)}.")


def _is_state_class(given: object) -> bool:
    return isinstance(given, type) and issubclass(given, PageState)


def check_mapping(call: str, given: object, example: str) -> None:
    """Raise FakeUseError if an argument is neither a mapping nor None."""
    check(call, given, (Mapping, type(None)), f"a dict, such as {example}")


def check_rows(call: str, given: object) -> None:
    """Raise FakeUseError if an argument is no collection of row numbers."""
    rows: Any = given
    if isinstance(given, str) or not hasattr(given, "__iter__") or not all(map(_is_row, rows)):
        raise FakeUseError(f"{call} takes the numbers of rows, such as [0, 2], not {quote(rows)}.")


def check(call: str, given: object, kind: type | tuple[type, ...], words: str) -> None:
    """Raise FakeUseError if an argument is of another type."""
    if not isinstance(given, kind):
        raise FakeUseError(f"{call} takes {words}, not {quote(given)}.")


def _is_row(value: object) -> bool:
    return isinstance(value, int)
