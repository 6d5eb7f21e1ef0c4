"""The building blocks of shapes."""

from __future__ import annotations

import enum
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from st_page_state.codecs.base import RefusedError, check_text
from st_page_state.codecs.builder import shape_of
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps, loads
from st_page_state.codecs.scalars import Constants


class Level(enum.IntEnum):
    LOW = 1


class Point(NamedTuple):
    x: int
    y: float


@dataclass(unsafe_hash=True)
class Hashed:
    inside: list[int] = field(hash=False)


BERLIN_SUMMER = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
BERLIN_WINTER = BERLIN_SUMMER.replace(fold=1)


class TestSame:
    @pytest.mark.parametrize(
        ("a", "b"),
        [
            (1, 1),
            ([1, (2,)], [1, (2,)]),
            ({"a": [1]}, {"a": [1]}),
            ({1, 2}, {2, 1}),
            (frozenset({"a"}), frozenset({"a"})),
            (float("nan"), float("nan")),
            (Decimal("NaN"), Decimal("NaN")),
            (BERLIN_SUMMER, BERLIN_SUMMER.astimezone(timezone(timedelta(hours=2)))),
            ({BERLIN_SUMMER}, {BERLIN_SUMMER.astimezone(timezone(timedelta(hours=2)))}),
            (Point(1, 2.5), Point(1, 2.5)),
            (deque([1]), deque([1])),
            (OrderedDict(a=1), OrderedDict(a=1)),
            (None, None),
        ],
    )
    def test_equal_values_of_one_type_are_the_same(self, a: Any, b: Any) -> None:
        assert same(a, b)

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            (1, True),
            (1, 1.0),
            (1, Level.LOW),
            ([1], (1,)),
            ([1], [True]),
            ([1], [1, 2]),
            ({"a": 1}, {"a": True}),
            ({1: "a"}, {True: "a"}),
            ({"a": 1}, {"b": 1}),
            ({"a": 1}, {}),
            ({1}, {True}),
            ({1}, {2}),
            (frozenset({1}), frozenset({1.0})),
            (0.0, -0.0),
            ([0.0], [-0.0]),
            (1.0, 2.0),
            (complex(0, 0.0), complex(0, -0.0)),
            (Decimal("1.5"), Decimal("1.50")),
            (Decimal(10), Decimal("1E1")),
            ({Decimal(10)}, {Decimal("1E1")}),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            (BERLIN_SUMMER, BERLIN_WINTER),
            (BERLIN_SUMMER, BERLIN_SUMMER.astimezone(UTC)),
            (time(10, tzinfo=UTC), time(12, tzinfo=timezone(timedelta(hours=2)))),
            (Point(1, 2.5), Point(True, 2.5)),
            (deque([1]), deque([True])),
            (Counter({"a": 1}), Counter({"a": True})),
            ({Hashed([1])}, {Hashed([2])}),
            ({(BERLIN_SUMMER,)}, {frozenset({BERLIN_SUMMER})}),
            ({Point(1, 0.0)}, {Point(1, -0.0)}),
            ([{"a": (1,)}], [{"a": (True,)}]),
        ],
    )
    def test_a_difference_of_value_or_type_at_any_depth_counts(self, a: Any, b: Any) -> None:
        assert not same(a, b)

    def test_an_incomparable_object_is_the_same_as_itself_only(self) -> None:
        class Array:
            def __eq__(self, other: object) -> bool:
                raise ValueError("no single truth")

            __hash__ = object.__hash__

        array = Array()
        assert same(array, array)
        assert not same(array, Array())


class TestJson:
    def test_it_is_compact_and_unescaped(self) -> None:
        assert dumps({"é": [1, None]}) == '{"é":[1,null]}'

    def test_escapes_are_read(self) -> None:
        assert loads('"\\u00e9"') == "é"
        assert loads('"\\ud83d\\ude42"') == "🙂"

    @pytest.mark.parametrize("text", ['"\\ud800"', '{"\\udfff": 1}', "NaN", "-Infinity", "1e999"])
    def test_unwritable_json_is_rejected(self, text: str) -> None:
        with pytest.raises(RefusedError):
            loads(text)

    @pytest.mark.parametrize("text", ["", "{", "'a'", "1 2", "9" * 5000])
    def test_invalid_json_is_rejected(self, text: str) -> None:
        with pytest.raises(RefusedError, match="not valid JSON"):
            loads(text)

    def test_many_brackets_in_a_row_are_not_depth(self) -> None:
        many: list[Any] = [[], {"a": ({},)}] * 100
        assert loads(dumps(many)) == [[], {"a": [{}]}] * 100

    def test_written_json_can_be_read_at_any_depth(self) -> None:
        data: Any = 1
        for _ in range(64):
            data = [data]
        assert loads(dumps(data)) == data
        twice = [data[0], data[0]]
        assert loads(dumps(twice)) == twice
        with pytest.raises(RefusedError, match="too deeply"):
            dumps([data])
        with pytest.raises(RefusedError, match="too deeply"):
            loads(f"[{dumps(data)}]")
        with pytest.raises(RefusedError, match="too deeply"):
            loads("[" * 9_000 + "]" * 9_000)


def test_lone_surrogates_are_rejected() -> None:
    assert check_text("é🙂") == "é🙂"
    with pytest.raises(RefusedError, match="lone surrogate"):
        check_text("a\ud800")


def test_constants_with_equal_json_are_held_by_their_texts() -> None:
    class Odd(enum.Enum):
        A = "1"
        B = "x"

    shape = Constants("odd", [(Odd.A, "a"), (Odd.B, "b")], ["same", "same"], plain=False)
    assert shape.to_json(Odd.B) == "b"
    assert shape.from_json("b") is Odd.B


def test_a_recursive_type_is_described_once() -> None:
    built = []

    def mention(*others: str) -> dict[str, Any]:
        return {"__annotations__": {name: f"list[{name}]" for name in others}}

    names = [f"Node{i}" for i in range(9)]
    for name in names:
        built.append(dataclass(type(name, (), {**mention(*names), "__module__": __name__})))
    globals().update({kind.__name__: kind for kind in built})
    try:
        assert shape_of(built[0]).recursive
    finally:
        for name in names:
            del globals()[name]
