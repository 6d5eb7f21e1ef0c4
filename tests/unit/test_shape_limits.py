"""Where shapes draw a line: how many parts, which hashes, plain types, what reads again."""

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
def test_ten_thousand_parts_are_read_and_commas_of_a_text_are_none(text: str) -> None:
    assert loads(text)


@pytest.mark.parametrize("read", [loads, shape_of(Any).parse, shape_of(list[Any]).parse])
def test_more_parts_are_refused_whatever_they_were_to_be(read: Any) -> None:
    with pytest.raises(TooManyError) as caught:
        read("[" + "1," * 9_999 + "1]")
    assert str(caught.value) == "it has more than 10,000 parts, too many for a URL"


def alike(count: int) -> list[int]:
    """So many numbers of one hash, which is that of 0."""
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
def test_some_items_may_have_one_hash_and_all_may_be_one_item(items: list[int]) -> None:
    check_hashes(items)


def test_many_items_of_one_hash_are_refused() -> None:
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
def test_of_dates_and_the_like_only_the_plain_type_is_kept(value: Any, plain: Any) -> None:
    assert same(exact(value), plain)


def test_what_is_said_to_developers_is_said_to_visitors_unless_there_is_something_else() -> None:
    assert RefusedError("a").discreet == "a"
    assert RefusedError("a", "b").discreet == "b"


class Lossy(BaseModel):
    n: int

    @field_serializer("n")
    def nothing(self, n: int) -> int:
        return 0


def test_a_value_that_does_not_read_again_is_refused() -> None:
    assert shape_of(Lossy).from_json(shape_of(Lossy).to_json(Lossy(n=0))) == Lossy(n=0)
    with pytest.raises(RefusedError) as caught:
        shape_of(Lossy).to_json(Lossy(n=1))
    assert str(caught.value) == "this Lossy does not survive a round trip through JSON"


def test_a_type_that_is_not_known_yet_is_taken_for_one_that_can_change() -> None:
    items = Items(tuple, [Deferred("Tree", 90, object)])
    assert (items.plain, items.mutable, items.recursive) == (False, True, True)
