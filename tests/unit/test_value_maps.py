"""Errors about invalid value maps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

import pytest

from st_page_state import PageState, StateVar
from st_page_state.codecs.value_map import reversed_map_hint
from st_page_state.errors import DeclarationError


def said_of(annotation: Any, value_map: Any, default: Any) -> str:
    body = {
        "__annotations__": {"field": annotation},
        "field": StateVar(default, url_key="f", value_map=value_map),
    }
    with pytest.raises(DeclarationError) as caught:
        type("Some", (PageState,), body)
    return str(caught.value)


@pytest.mark.parametrize("nothing", [{}, 7, [(0, "todo")]])
def test_it_must_map_something(nothing: Any) -> None:
    assert said_of(int, nothing, 0) == (
        "Some.field: value_map must map each value to its text in the URL, "
        'for example {0: "todo", 1: "done"}.'
    )


def test_it_must_be_of_a_type_that_has_a_text() -> None:
    body = {
        "__annotations__": {"field": Callable[[], int]},
        "field": StateVar(default_factory=lambda: int, value_map={int: "int"}),
    }
    with pytest.raises(
        DeclarationError, match=r"^Some\.field: .*Callable.* cannot have a value_map\. Remove it\.$"
    ):
        type("Some", (PageState,), body)


def test_both_keys_and_texts_must_be_of_their_kind() -> None:
    start = "Some.field: value_map must map values of int to URL texts."
    words = start + ' Write value_map={value: "text", ...}.'
    assert said_of(int, {"todo": 0}, 0) == (
        f"{start} It is the wrong way round: write value_map={{0: 'todo'}}."
    )
    assert said_of(int, {0: "todo", 1: 2}, 0) == words  # one text is none
    assert said_of(int, {0: "todo", "one": "done"}, 0) == words  # one value is none
    assert said_of(int, {"one": 1, 2: "two"}, 0) == words
    assert said_of(int, {"one": "two", "three": []}, 0) == words
    assert said_of(int, {1.5: 2}, 0) == words


def test_a_reversed_map_is_shown_corrected() -> None:
    assert said_of(str, {"p": "pending", "a": "active"}, "pending").endswith(
        " It is the wrong way round: write value_map={'pending': 'p', 'active': 'a'}."
    )


def test_two_values_may_not_have_the_same_text() -> None:
    assert said_of(int, {0: "todo", 1: "done", 2: "done"}, 0) == (
        "Some.field: value_map gives two values the same text 'done'; each needs its own."
    )


def test_a_default_needs_a_text_too() -> None:
    assert said_of(Literal["a", "b"], {"a": "A"}, "b").endswith(
        " value_map has no text for it: {'a': 'A'}."
    )


@pytest.mark.parametrize(
    ("texts", "default"),
    [
        (None, "x"),
        ({}, "x"),
        ({"a": []}, "x"),  # cannot be inverted
        ({"a": 1, 2: "b"}, None),  # makes no sense inverted
        ({1: dt.date(2024, 1, 1)}, dt.date(2024, 1, 1)),
    ],
)
def test_a_map_that_cannot_be_inverted_is_not_shown_corrected(texts: Any, default: Any) -> None:
    assert reversed_map_hint(texts, default) == ""
