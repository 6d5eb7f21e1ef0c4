"""Messages about values and texts that do not fit, word for word."""

from __future__ import annotations

import enum
import math
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from pydantic import AfterValidator

from st_page_state import PageState, StateVar, StPageStateError
from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.base import RefusedError
from st_page_state.codecs.builder import shape_of
from st_page_state.codecs.scalars import Null

LETTERS = enum.Enum("LETTERS", {letter: letter for letter in "abcdefghijklm"})
DOZEN = enum.Enum("DOZEN", {letter: letter for letter in "abcdefghijkl"})


class Point(NamedTuple):
    x: int
    y: int


@dataclass
class Size:
    width: int
    height: int = 1


def refusal(function: Callable[[Any], object], given: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        function(given)
    return str(caught.value)


@pytest.mark.parametrize(
    ("annotation", "data", "words"),
    [
        (date, [], "expected a date such as 2026-01-31"),
        (int, {}, "expected a whole number"),
        (str, None, "expected text"),
        (list[int], "1", "expected a list"),
        (tuple[int, str], [1], "expected 2 items, not 1"),
        (Point, [1, 2, 3], "expected 2 numbers, not 3"),
        (set[Any], [[]], "an item must not be a list or a JSON object"),
        (dict[str, int], [], "expected a JSON object"),
        (dict[tuple[Any, ...], int], {"[[]]": 1}, "a name must not hold a list or a JSON object"),
        (Size, [], "expected a JSON object"),
        (Size, {"width": 1, "x" * 50: 2}, f"{'x' * 40!r} is unknown"),
        (DOZEN, 1, "expected one of " + ", ".join(map(repr, "abcdefghijkl"))),
        (LETTERS, [], "expected one of " + ", ".join(map(repr, "abcdefghijkl")) + ", ..."),
        (Literal[1, "x"], None, "expected one of '1', 'x'"),
        (int | date, [], "expected a whole number or a date such as 2026-01-31"),
    ],
)
def test_json_of_another_type(annotation: Any, data: Any, words: str) -> None:
    assert refusal(shape_of(annotation).from_json, data) == words


@pytest.mark.parametrize(
    ("annotation", "text", "words"),
    [
        (list[list[int]], "[1", "it is not valid JSON"),
        (float, "1e999", "it is not a finite number"),
        (list[list[float]], "[1e999]", "1e999 is not a finite number"),
        (list[list[float]], "[NaN]", "NaN is not a finite number"),
        (list[list[float]], f"[{'9' * 400}.0]", f"{'9' * 40} is not a finite number"),
        (dict[str, Any], '{"a":' * 65 + "1" + "}" * 65, "it is nested too deeply"),
        (dict[str, Any], "[" * 9_000 + "]" * 9_000, "it is nested too deeply"),
        (dict[str, Any], "[" * 100_000, "it has more than 10,000 parts, too many for a URL"),
        (dict[str, str], '{"a":"\\ud800"}', "it has a lone surrogate, which a URL cannot contain"),
        (str, "\ud800", "it has a lone surrogate, which a URL cannot contain"),
        (LETTERS, "z", "expected one of " + ", ".join(map(repr, "abcdefghijkl")) + ", ..."),
        (bool | date, "x", "expected true or false or a date such as 2026-01-31"),
    ],
)
def test_text_of_another_type(annotation: Any, text: str, words: str) -> None:
    assert refusal(shape_of(annotation).parse, text) == words


@pytest.mark.parametrize(
    ("annotation", "value", "words"),
    [
        (float, math.inf, "it is not a finite number"),
        (
            Any,
            {1, 2},
            (
                "without a declared type, a URL can hold only JSON values "
                "(None, bool, int, float, str, list, dict with str keys)"
            ),
        ),
        (int | str, 1.5, "expected a whole number or text"),
        (DOZEN, LETTERS.a, "expected one of " + ", ".join(map(repr, "abcdefghijkl"))),
    ],
)
def test_a_value_without_a_text(annotation: Any, value: Any, words: str) -> None:
    assert refusal(shape_of(annotation).text, value) == words


def test_null_is_the_one_text_of_none() -> None:
    null = Null()
    assert null.parse(null.text(None)) is None
    assert null.from_json(null.to_json(None)) is None
    assert refusal(null.parse, "") == "expected null, which stands for nothing"
    assert refusal(null.from_json, 0) == "expected null, which stands for nothing"
    assert refusal(shape_of(int | None).parse, "x") == "expected a whole number or nothing"
    assert refusal(shape_of(Any | bool).parse, "\ud800") == "expected a JSON value or true or false"


@pytest.mark.parametrize("annotation", [None, Any, int | None, Any | None])
def test_none_is_null_in_json(annotation: Any) -> None:
    shape = shape_of(annotation)
    assert shape.to_json(None) is None
    assert shape.from_json(None) is None


def odd(value: int) -> int:
    if value % 2 == 0:
        raise ValueError("no even number, please")
    if value < 0:
        raise AssertionError("negative, 1 at least")
    return value


def test_validator_messages_cover_at_most_three_places() -> None:
    codec = codec_for(list[Annotated[int, AfterValidator(odd)]])
    with pytest.raises(RefusedError) as caught:
        codec.validate([2, -1, "x", 4])
    assert str(caught.value) == (
        "item 1: no even number, please; item 2: negative, 1 at least; "
        "item 3: expected a whole number"
    )
    assert caught.value.discreet == str(caught.value)
    assert refusal(codec_for(int).validate, "x") == "expected a whole number"
    long = codec_for(dict[str, dict[str, int]])
    assert refusal(long.validate, {"k" * 50: {"in": "x"}}) == (
        f"{'k' * 40}: in: expected a whole number"
    )


def test_errors_survive_a_pickle() -> None:
    class Page(PageState):
        n: int = StateVar(default=0, url_key="n")

    errors: list[Exception] = []
    failing: list[Callable[[], object]] = [
        lambda: Page.parse("?n=x"),
        lambda: Page(m=1),  # type: ignore[call-arg]
        lambda: Page(n="x"),  # type: ignore[arg-type]
        lambda: Page.n,
    ]
    for fails in failing:
        with pytest.raises(StPageStateError) as caught:
            fails()
        errors.append(caught.value)
    for error in errors:
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy)) == (type(error), str(error))
        assert vars(copy).keys() == vars(error).keys()
