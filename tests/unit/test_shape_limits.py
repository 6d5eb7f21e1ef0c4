"""Limits of shapes: numbers of parts, equal hashes, subclasses, round trips."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel, field_serializer

from st_page_state.codecs.base import RefusedError, TooManyError, check_hashes
from st_page_state.codecs.builder import shape_of
from st_page_state.codecs.containers import Deferred, Items
from st_page_state.codecs.copies import exact
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import loads


@pytest.mark.parametrize("text", ["[" + "1," * 9_998 + "1]", '["' + "," * 20_000 + '"]'])
def test_ten_thousand_parts_are_read_and_commas_in_strings_are_not_parts(text: str) -> None:
    assert loads(text)


@pytest.mark.parametrize("read", [loads, shape_of(Any).parse, shape_of(list[Any]).parse])
def test_more_parts_are_rejected_for_any_type(read: Any) -> None:
    with pytest.raises(TooManyError) as caught:
        read("[" + "1," * 9_999 + "1]")
    assert str(caught.value) == "it has more than 10,000 parts, too many for a URL"


def alike(count: int) -> list[int]:
    """Return this many numbers with the same hash as 0."""
    return [k * (2**61 - 1) for k in range(count)]


@pytest.mark.parametrize(
    "items",
    [
        alike(102),  # 100 and two for each hash
        [*alike(102), 0],
        [*alike(103), 1, 1],
        [0] * 200,
    ],
)
def test_some_items_may_share_a_hash_and_all_may_be_equal(items: list[int]) -> None:
    check_hashes(items)


def test_many_items_of_one_hash_are_rejected() -> None:
    with pytest.raises(TooManyError) as caught:
        check_hashes(alike(103))
    assert str(caught.value) == "too many of its items have the same hash"


class Day(date):
    pass


class Moment(datetime):
    pass


class Span(timedelta):
    pass


class Mark(UUID):
    pass


class Raw(bytes):
    pass


NOON = datetime(2026, 1, 2, 12, 34, 56, 789, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Day(2026, 1, 2), date(2026, 1, 2)),
        (Moment(2026, 1, 2, 12, 34, 56, 789, tzinfo=UTC), NOON),
        (Span(1, 2, 3), timedelta(1, 2, 3)),
        (Mark(int=7), UUID(int=7)),
        (Raw(b"a"), b"a"),
        ([Day(2026, 1, 2)], [date(2026, 1, 2)]),
        ((Raw(b"a"), 1), (b"a", 1)),
        ({Span(1)}, {timedelta(1)}),
        ({Raw(b"a"): [Raw(b"b")]}, {b"a": [b"b"]}),
        (5, 5),
        ("a", "a"),
    ],
)
def test_subclasses_of_dates_become_the_plain_type(value: Any, plain: Any) -> None:
    assert same(exact(value), plain)


def test_visitors_see_the_message_unless_a_discreet_one_exists() -> None:
    assert RefusedError("a").discreet == "a"
    assert RefusedError("a", "b").discreet == "b"


class Lossy(BaseModel):
    n: int

    @field_serializer("n")
    def nothing(self, n: int) -> int:
        return 0


def test_a_value_that_does_not_round_trip_is_rejected() -> None:
    assert shape_of(Lossy).from_json(shape_of(Lossy).to_json(Lossy(n=0))) == Lossy(n=0)
    with pytest.raises(RefusedError) as caught:
        shape_of(Lossy).to_json(Lossy(n=1))
    assert str(caught.value) == "this Lossy does not survive a round trip through JSON"


def test_an_unresolved_type_counts_as_mutable() -> None:
    items = Items(tuple, [Deferred("Tree", 90, object)])
    assert (items.plain, items.mutable, items.recursive) == (False, True, True)
