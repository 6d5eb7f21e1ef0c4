"""What code has set for simulated sliders and number fields, and what the address says of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from one_widget import Call, OnePage, call, refused

AB = ["a", "b", "c"]
DAY = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12)
DAYS = timedelta(days=1)
EIGHT = time(8)
WORLD = time(8, tzinfo=UTC)


def slider(*args: Any, **kwargs: Any) -> Call:
    return call("slider", "L", *args, **kwargs)


def select(*args: Any, **kwargs: Any) -> Call:
    return call("select_slider", "L", *args, **kwargs)


def number(*args: Any, **kwargs: Any) -> Call:
    return call("number_input", "L", *args, **kwargs)


def below(value: Any, least: Any) -> tuple[str, str]:
    return "StreamlitValueBelowMinError", f"The value {value!r} is less than min_value={least!r}."


def above(value: Any, greatest: Any) -> tuple[str, str]:
    says = f"The value {value!r} is greater than max_value={greatest!r}."
    return "StreamlitValueAboveMaxError", says


@pytest.mark.parametrize(
    ("given", "held", "says"),
    [
        (slider(0, 10), -1, below(-1, 0)),
        (slider(0, 10), 11, above(11, 10)),
        (slider(0.0, 1.0), 1.5, above(1.5, 1.0)),
        (slider(0, 10), (0, 11), above(11, 10)),
        (slider(value=DAY), DAY - 15 * DAYS, below(DAY - 15 * DAYS, DAY - 14 * DAYS)),
        (slider(EIGHT), time(7), below(time(7), EIGHT)),
        (slider(WORLD), time(7), below(time(7, tzinfo=UTC), WORLD)),
    ],
)
def test_what_code_has_set_must_be_within(given: Call, held: Any, says: tuple[str, str]) -> None:
    assert refused(given, held) == says


@pytest.mark.parametrize(
    ("given", "held"),
    [
        *((slider(0, 10), held) for held in (0, 10, 5.5, "5", (0, 10), [1, 2])),
        *((slider(value=DAY), held) for held in (NOON, DAY + 14 * DAYS, NOON + 14 * DAYS)),
    ],
)
def test_what_code_has_set_stays_as_it_is(given: Call, held: Any) -> None:
    assert repr(OnePage(given, held=(held,)).value) == repr(held)


@pytest.mark.parametrize(
    ("given", "held", "entered", "says"),
    [
        (slider(step=7), (7, 14), (1, 14), "steps of 7"),
        (slider(2, step=7), [9, 16], (2, 1), "from 2 to 100"),
        (slider(max_value=3), (1, 2), (0, 4), "from 0 to 3"),
        (slider(), (1, 2), (0, 101), "from 0 to 100"),
        (slider(2), 7, (3, 4), "takes values like 2"),
    ],
)
def test_held_pairs_make_a_range(given: Call, held: Any, entered: Any, says: str) -> None:
    page = OnePage(given, held=(held,))
    with pytest.raises(ValueError, match=says):
        page.enter(entered)


@pytest.mark.parametrize(
    ("value", "url", "seen"),
    [
        *((4, f"?k={number}", number) for number in (0, 10)),
        *((4, url, 4) for url in ("?k=11", "?k=-1", "?k=nan", "?k=x", "?k=", "?k=1&k=2")),
        ((4, 5), "?k=0&k=10", (0, 10)),
        *(((4, 5), f"?k=1{more}", (4, 5)) for more in ("", "&k=11", "&k=2&k=3")),
    ],
)
def test_the_address_gives_a_slider_what_fits(value: Any, url: str, seen: Any) -> None:
    page = OnePage(slider(0, 10, value, bind="query-params"), url)
    assert page.value == seen
    assert page.tab.url == (url if seen != value else "")


@pytest.mark.parametrize(
    ("value", "held", "seen"),
    [
        ("b", "c", "c"),
        ("b", "z", "b"),
        ("b", ("a", "b"), ("a", "b")),
        ("b", ("c", "a"), ("c", "a")),
        ("b", ("a", "z"), ("b", "c")),
        ("b", ("z", "a"), ("b", "c")),
        ("b", None, None),
        (("a", "b"), "z", "a"),
        (("a", "b"), ("c", "z"), ("a", "b")),
        (("b", "a"), ("a", "b", "z"), ("a", "b", "z")),
    ],
)
def test_a_select_slider_that_holds_no_option_begins_anew(value: Any, held: Any, seen: Any) -> None:
    page = OnePage(select(AB, value), held=(held,))
    assert page.value == seen
    assert page.tab.session_state["k"] == seen


@pytest.mark.parametrize("held", [(), ("a",)])
def test_a_range_of_options_has_two_ends(held: Any) -> None:
    assert refused(select(AB), held) == ("IndexError", "tuple index out of range")


def test_a_pair_among_the_options_is_taken_for_a_range() -> None:
    pairs = [("a", "b"), ("c", "d")]
    assert OnePage(select(pairs)).widget.value == pairs[0]
    assert OnePage(select(pairs), held=(pairs[1],)).value == tuple(pairs)
    assert OnePage(select([["a"], ["b"]]), held=(["b"],)).widget.value == ["b"]


@pytest.mark.parametrize(
    ("value", "url", "seen", "right"),
    [
        ("b", "?k=a", "a", "?k=a"),
        *(("b", url, "b", "") for url in ("?k=z", "?k=", "?k=a&k=c", "?k=b")),
        (("a", "b"), "?k=b&k=b", ("b", "b"), "?k=b&k=b"),
        (("a", "b"), "?k=c&k=b", ("b", "c"), "?k=b&k=c"),
        (("a", "b"), "?k=z&k=c", ("a", "c"), "?k=a&k=c"),
        (("a", "b"), "?k=z&k=a", ("a", "a"), "?k=a&k=a"),
        (("a", "c"), "?k=b&k=z", ("b", "c"), "?k=b&k=c"),
        *((("a", "b"), url, ("a", "b"), "") for url in ("?k=c", "?k=a&k=b&k=c", "?k=z&k=z")),
    ],
)
def test_the_address_gives_a_select_slider_what_is_offered(
    value: Any, url: str, seen: Any, right: str
) -> None:
    page = OnePage(select(AB, value, bind="query-params"), url)
    assert (page.value, page.tab.url) == (seen, right)


@pytest.mark.parametrize(
    ("given", "held", "seen"),
    [
        *((number(0, 10, 4), held, held) for held in (0, 10, 2.5, None, True, Decimal(3))),
        *((number(0, 10, 4), held, 4) for held in (-1, 11, 10.5, Decimal(11))),
        *((number(0, value=4), held, held) for held in (0, 10**20)),
        *((number(None, 10, 4), held, held) for held in (10, -(10**20))),
        (number(None, 10, 4), 11, 4),
        (number(0, value=4), -1, 4),
        (number(0, 10, None), 11, None),
        (number(value=4), 2**60, 2**60),
    ],
)
def test_a_number_that_does_not_fit_begins_anew(given: Call, held: Any, seen: Any) -> None:
    page = OnePage(given, held=(held,))
    assert repr(page.value) == repr(seen)
    assert page.tab.session_state["k"] == seen


def test_a_field_that_holds_none_can_be_emptied_until_it_is_filled() -> None:
    page = OnePage(number(0, 10, 4), held=(None,))
    assert page.widget.value is None
    assert page.enter(None) is None
    assert page.enter(5) == 5
    with pytest.raises(ValueError, match="it cannot be emptied, because it has a default"):
        page.enter(None)


def test_a_number_field_holds_no_text() -> None:
    assert refused(number(), "5") == (
        "TypeError",
        "The value of the number_input \"L\" must be a number, not '5'.",
    )


@pytest.mark.parametrize(
    ("given", "url", "seen", "right"),
    [
        (number(0, 10, 4), "?k=5", 5, "?k=5"),
        (number(0, 10, 4), "?k=5.5", 5, "?k=5"),
        *((number(0, 10, 4), f"?k={text}", 4, "") for text in ("11", "-1", "x", "4", "")),
        *((number(0.0, 9.0, 4.0), f"?k={text}", 4.0, "") for text in ("nan", "inf", "9.5")),
        (number(0.0, 9.0, 4.0), "?k=2.5", 2.5, "?k=2.5"),
        *((number(value=4.0), f"?k={text}", 4.0, "") for text in ("nan", "inf", "-inf")),
        (number(value=None), "?k=7", 7.0, "?k=7"),
        (number(value=None), "?k=", None, ""),
        (number(value=None, step=1), "?k=7", 7, "?k=7"),
        (number(value=None), "?k=nan", None, ""),
    ],
)
def test_the_address_gives_a_field_what_fits(given: Call, url: str, seen: Any, right: str) -> None:
    page = OnePage(given.but(bind="query-params"), url)
    assert repr(page.value) == repr(seen)
    assert page.tab.url == right
