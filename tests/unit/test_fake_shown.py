"""Handles of simulated widgets that show another value than the script gets."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from one_widget import ABC, Call, OnePage, call

DAY = date(2024, 2, 29)
NOON = datetime(2024, 3, 1, 12)
EIGHT, ODD = time(8), time(8, 30, 15, 7)
select = partial(call, "select_slider", "L", ABC)
number, at = partial(call, "number_input", "L"), partial(call, "time_input", "L")
NO_LABEL = {"format_func": {"x": "X"}.__getitem__, "accept_new_options": True}
GROUPS = ("pills", "segmented_control")
PAIRS = [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("given", "held", "shown"),
    [
        (call("slider", "L", 0, 10), 5.5, 5),
        (call("slider", "L", 0, 10), "5", (0, 10)),
        (call("slider", "L", value=DAY), NOON, NOON.date()),
        (number(0, 10, 4), 2.5, 2),
        (number(0, 10, 4), True, 1),
        (number(0, 10, 4), Decimal(3), 3),
        (select("b"), ("a", "b"), "b"),
        (select("b"), None, "b"),
        (select(("a", "b")), "z", ("a", "b")),
        (select(("b", "a")), ("a", "b", "z"), ("a", "b")),
        (call("select_slider", "L", PAIRS), PAIRS[1], PAIRS[0]),
        (call("selectbox", "L", ["x"], **NO_LABEL), "gone", "gone"),
        (call("multiselect", "L", ABC), ("b", "a"), ["b", "a"]),
        (call("multiselect", "L", [1, True]), [True], [True]),
        *((call(c, "L", [1, True]), True, 1) for c in GROUPS),
        *((call(c, "L", [1, True], selection_mode="multi"), [True], [1]) for c in GROUPS),
        (call("text_input", "L", max_chars=2), "abc", "ab"),
        (call("chat_input", "L"), "draft", None),
        *((call("checkbox", "L"), number, bool(number)) for number in (0, 1, 2)),
        (call("date_input", "L", DAY), date.min, DAY),
        (call("date_input", "L", DAY, DAY, NOON), NOON, NOON.date()),
        (at(EIGHT), time(9, 0, 5), time(9)),
        (at(EIGHT), NOON, time(12)),
        (call("datetime_input", "L", NOON), datetime.min, NOON),
    ],
)
def test_what_code_has_assigned_is_shown_as_the_widget_can(
    given: Call, held: Any, shown: Any
) -> None:
    assert repr(OnePage(given, held=(held,)).widget.value) == repr(shown)


@pytest.mark.parametrize(
    ("given", "first", "then"),
    [
        (at(ODD, step=1), ODD, time(8, 30, 15)),
        (at(EIGHT.replace(tzinfo=UTC)), EIGHT.replace(tzinfo=UTC), EIGHT),
    ],
)
def test_the_browser_sends_what_its_field_has_room_for(given: Call, first: Any, then: Any) -> None:
    page = OnePage(given)
    assert (page.value, page.widget.value) == (first, then)
    page.tab.rerun()
    assert page.value == then


def test_a_pair_among_the_options_is_taken_for_a_range_and_shown_as_an_option() -> None:
    page = OnePage(call("select_slider", "L", PAIRS))
    assert (page.value, page.widget.value) == (tuple(PAIRS), PAIRS[0])


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        (call("feedback"), ["0", "1"]),
        (call("feedback", "faces"), ["0", "1", "2", "3", "4"]),
        (call("select_slider", "L", [1, 2], format_func="No {}".format), ["No 1", "No 2"]),
    ],
)
def test_a_handle_tells_what_is_offered(given: Call, offered: list[str]) -> None:
    assert OnePage(given).widget.options == offered
