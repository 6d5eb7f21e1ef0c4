"""How the value of a natively bound widget stands in the address, kind by kind."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes.server.native_texts import format_texts, parse
from st_page_state_fakes.server.widget_spec import Native


@pytest.mark.parametrize(
    ("native", "texts", "wire"),
    [
        ("string", ("a", "b"), "b"),
        ("string", (), ""),
        ("string", ("",), ""),
        ("bool", ("true",), True),
        ("bool", ("false",), False),
        ("bool", ("FALSE",), False),
        ("bool", ("",), None),
        ("double", ("2.5",), 2.5),
        ("double", ("",), None),
        ("int", ("3",), 3),
        ("int", ("",), None),
        ("int", (), None),
        ("int", ("x",), "x"),
        ("strings", ("a", "", "b"), ["a", "b"]),
        ("doubles", ("1.5", "2"), [1.5, 2.0]),
        ("doubles", ("x",), ["x"]),
        ("ints", ("1", "2"), [1, 2]),
        ("ints", ("",), []),
    ],
)
def test_texts_stand_for_what_the_browser_holds(
    native: Native, texts: tuple[str, ...], wire: Any
) -> None:
    parsed = parse(texts, native)
    assert (parsed, type(parsed)) == (wire, type(wire))


@pytest.mark.parametrize(
    ("native", "wire", "texts"),
    [
        ("string", "a", ("a",)),
        ("bool", True, ("true",)),
        ("double", 2.5, ("2.5",)),
        ("double", 2.0, ("2",)),
        ("double", 2, ("2",)),
        ("int", 3, ("3",)),
        ("strings", ["a", "b"], ("a", "b")),
        ("doubles", [1.0, 2.5], ("1", "2.5")),
        ("ints", [1, 2], ("1", "2")),
    ],
)
def test_what_the_browser_holds_has_these_texts(
    native: Native, wire: Any, texts: tuple[str, ...]
) -> None:
    assert format_texts(wire, native) == texts


def test_what_is_neither_true_nor_false_is_refused() -> None:
    with pytest.raises(ValueError, match="'maybe' is neither true nor false"):
        parse(("maybe",), "bool")
