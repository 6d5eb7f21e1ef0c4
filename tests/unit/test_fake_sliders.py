"""The simulated slider: what it refuses, where it begins, what can be entered and in what steps."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused_alike

DAY = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12)
HOUR = timedelta(hours=1)
DAYS = timedelta(days=1)
MOST = 2**53 - 1
LARGEST = 1.7976931348623157e308
NAN = float("nan")
ENDLESS = float("inf")
TYPES = "int or float or date or time or datetime or a list or tuple of up to two of them"


def slider(*args: Any, **kwargs: Any) -> Call:
    return call("slider", "L", *args, **kwargs)


def wrong_type(parameter: str, value: Any, types: str) -> tuple[str, str]:
    kind = type(value).__name__
    says = f"{parameter}={value!r} has type {kind}: it must be {types}."
    return "StreamlitInvalidParameterTypeError", says


def differing(*values: Any) -> tuple[str, str]:
    return wrong_type("value", list(values), "values of the same type")


def unlike(*bounds: Any) -> tuple[str, str]:
    of_a_kind = "three of the same kind as value"
    return wrong_type("[min_value, max_value, step]", list(bounds), of_a_kind)


def too_large(parameter: str, value: Any) -> tuple[str, str]:
    says = f"{parameter}={value!r} is more than a browser can hold exactly."
    return "StreamlitJSNumberBoundsError", says


def no_way(value: Any) -> tuple[str, str]:
    says = f"min_value={value!r} must be less than max_value={value!r}."
    return "StreamlitInvalidMinMaxError", says


def no_step(step: Any) -> tuple[str, str]:
    return "StreamlitValueError", f"step={step!r} is invalid: it must be more than zero."


REFUSED: list[tuple[Call, tuple[str, str]]] = [
    (slider(value="5"), wrong_type("value", "5", TYPES)),
    (slider(value={1}), wrong_type("value", {1}, TYPES)),
    (
        slider(value=[1, 2, 3]),
        ("StreamlitValueError", f"value=[1, 2, 3] is invalid: it must be {TYPES}."),
    ),
    (slider(value=["5"]), ("KeyError", "<class 'str'>")),
    (slider(value=[1, 2.0]), differing(1, 2.0)),
    (slider(value=[DAY, NOON]), differing(DAY, NOON)),
    (slider(0, 10, 5, 0), no_step(0)),
    (slider(0.0, 1.0, 0.5, 0.0), no_step(0.0)),
    (slider(value=NOON, step=timedelta(0)), no_step(timedelta(0))),
    (slider(0, 10, 5, ""), unlike(0, 10, "")),
    (slider(0, 10, 5, 0.5), unlike(0, 10, 0.5)),
    (slider(0, 10.0, 5), unlike(0, 10.0, 1)),
    (slider(0.5, 10, 5), unlike(0.5, 10, 1)),
    (slider(0, 1.0, 0.5), unlike(0, 1.0, 0.01)),
    (slider(0.0, 1.0, 0.5, 1), unlike(0.0, 1.0, 1)),
    (slider(0.0, 1.0, []), unlike(0.0, 1.0, 1)),
    (slider(value=1, step=DAYS), unlike(0, 100, DAYS)),
    (slider(DAY, DAY + DAYS, DAY, 1), unlike(DAY, DAY + DAYS, 1)),
    (slider(time(8), NOON, time(8), HOUR), unlike(time(8), NOON, HOUR)),
    (slider(-MOST - 1, 5, 0), too_large("min_value", -MOST - 1)),
    (slider(0, MOST + 1), too_large("max_value", MOST + 1)),
    (slider(0.0, ENDLESS), too_large("max_value", ENDLESS)),
    (slider(-ENDLESS, 0.0), too_large("min_value", -ENDLESS)),
    *(
        (slider(value=moment), too_large("min_value", datetime.combine(moment, time())))
        for moment in (date(1684, 7, 28), date.min)
    ),
    (
        slider(value=datetime(1684, 7, 28, 0, 12, 25, 259008, UTC)),
        too_large("min_value", datetime(1684, 7, 28, 0, 12, 25, 259008, UTC)),
    ),
    (
        slider(value=datetime(2255, 6, 5, 23, 47, 34, 740992)),
        too_large("max_value", datetime(2255, 6, 5, 23, 47, 34, 740992)),
    ),
    (slider(5, 5), no_way(5)),
    (slider(5.0, 5.0), no_way(5.0)),
    (slider(0.0, NAN), no_way(0.0)),
    (slider(DAY, DAY), no_way(DAY)),
    (slider(time(8), time(8), time(8)), no_way(time(8))),
]


@pytest.mark.parametrize(("given", "says"), REFUSED)
def test_what_is_refused_when_it_is_drawn(given: Call, says: tuple[str, str]) -> None:
    assert refused_alike(given) == says


WINDOW = "2024-02-15 to 2024-03-14"
NOONS = "2024-02-15 12:00:00 to 2024-03-14 12:00:00"
EIGHT = time(8)
WORLD = time(8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "begins", "bounds", "beyond"),
    [
        (slider(), 0, "0 to 100", 101),
        (slider(3), 3, "3 to 100", 2),
        (slider(max_value=3), 0, "0 to 3", -1),
        (slider(2, 10, 5, 3), 5, "2 to 10", 11),
        (slider(10, 2, 5), 5, "2 to 10", 1),
        (slider(2, 10, 50), 50, "2 to 50", 51),
        (slider(2, 10, 1), 1, "1 to 10", 0),
        (slider(-MOST, MOST, 0), 0, f"{-MOST} to {MOST}", MOST + 1),
        (slider(value=True), 1, "0 to 100", 101),
        (slider(value=0.5), 0.5, "0.0 to 1.0", 1.01),
        (slider(0.25), 0.25, "0.25 to 1.0", 0),
        (slider(0.0, LARGEST, 1.0), 1.0, f"0.0 to {LARGEST}", ENDLESS),
        (slider(NAN, 1.0, 0.5), 0.5, "0.5 to 1.0", NAN),
        (slider(value=[]), (0, 100), "0 to 100", (0, 101)),
        (slider(9, 2, []), (2, 9), "2 to 9", (1, 9)),
        (slider(2, 10, (11, 1)), (1, 11), "1 to 11", (0, 1)),
        (slider(0.0, 1.0, [0.5, 0.25]), (0.25, 0.5), "0.0 to 1.0", (1.0, 1.1)),
        (slider(value=DAY), DAY, WINDOW, date(2024, 3, 15)),
        (slider(DAY), DAY, "2024-02-29 to 2024-03-14", date(2024, 2, 28)),
        (slider(value=(DAY, DAY)), (DAY, DAY), WINDOW, (DAY, date(2024, 3, 15))),
        (slider(value=NOON), NOON, NOONS, NOON + 15 * DAYS),
        (slider(max_value=time(20), value=EIGHT), EIGHT, "00:00:00 to 20:00:00", time(21)),
        (slider(EIGHT), EIGHT, "08:00:00 to 23:59:59.999999", time(7)),
        (slider(WORLD), WORLD, "08:00:00+00:00 to 23:59:59.999999+00:00", time(7)),
    ],
)
def test_where_it_begins_and_ends(given: Call, begins: Any, bounds: str, beyond: Any) -> None:
    page = OnePage(given)
    assert page.value == page.widget.value == begins
    assert repr(page.value) == repr(begins)
    says = f'into the slider "L": it takes values from {bounds}, in ascending order.'
    assert not_entered(given, beyond) == f"No user could enter {beyond!r} {says}"


def ends(anchor: Any, low: date, high: date) -> tuple[Call, str, Any]:
    return slider(value=anchor), f"{low} to {high}", type(anchor)(9000, 1, 1)


@pytest.mark.parametrize(
    ("given", "bounds", "beyond"),
    [
        ends(date(1684, 7, 29), date(1684, 7, 29), date(1684, 8, 12)),
        ends(date(1684, 8, 12), date(1684, 7, 29), date(1684, 8, 26)),
        ends(date(1684, 8, 13), date(1684, 7, 30), date(1684, 8, 27)),
        ends(date(2255, 5, 20), date(2255, 5, 6), date(2255, 6, 3)),
        ends(date(2255, 5, 22), date(2255, 5, 8), date(2255, 6, 4)),
        ends(date(2255, 6, 4), date(2255, 5, 21), date(2255, 6, 4)),
        ends(date(2255, 6, 5), date(2255, 5, 22), date(2255, 6, 5)),
        ends(
            datetime(1684, 7, 29, 1),
            datetime(1684, 7, 29),
            datetime(1684, 8, 12, 1),
        ),
        ends(
            datetime(1684, 7, 29, 1, tzinfo=UTC),
            datetime(1684, 7, 29, tzinfo=UTC),
            datetime(1684, 8, 12, 1, tzinfo=UTC),
        ),
        ends(
            datetime(2255, 6, 4, 1, tzinfo=UTC),
            datetime(2255, 5, 21, 1, tzinfo=UTC),
            datetime.combine(date(2255, 6, 4), time.max, UTC),
        ),
        ends(
            datetime(2255, 6, 5, 23, 47, 34, 740991),
            datetime(2255, 5, 22, 23, 47, 34, 740991),
            datetime(2255, 6, 5, 23, 47, 34, 740991),
        ),
    ],
)
def test_days_no_browser_can_hold_are_left_out(given: Call, bounds: str, beyond: Any) -> None:
    assert f"from {bounds}, in ascending order" in not_entered(given, beyond)


IN_THREES = slider(0, 10, 4, 3)
IN_TENTHS = slider(-0.1, 1.0, 0.0, 0.1)
TWO = slider(0, 10, (2, 5), 2)


@pytest.mark.parametrize(
    ("given", "entered", "value"),
    [
        *((IN_THREES, number, number) for number in (0, 3, 9, 10, 4)),
        *((IN_TENTHS, number, number) for number in (-0.1, 0.2 - 0.3, 0.7, 1.0, 0.0)),
        (slider(0.0, 1.0), 1, 1.0),
        (slider(0.0, 1.0, (0.5, 0.75)), (0, 1), (0.0, 1.0)),
        (TWO, [0, 4], (0, 4)),
        (TWO, (5, 5), (5, 5)),
        (slider(value=[7]), (1, 2), (1, 2)),
        (slider(value=EIGHT), time(8, 15), time(8, 15)),
        (slider(value=EIGHT), time.max, time.max),
        (slider(value=WORLD), time(9), time(9, tzinfo=UTC)),
        (slider(value=DAY), DAY + 14 * DAYS, DAY + 14 * DAYS),
        (slider(value=DAY, step=2 * DAYS), DAY - 12 * DAYS, DAY - 12 * DAYS),
        (slider(NOON, NOON + 24 * HOUR, NOON), NOON + DAYS, NOON + DAYS),
        (slider(NOON, NOON + 23 * HOUR, NOON), NOON + HOUR / 4, NOON + HOUR / 4),
    ],
)
def test_what_a_user_can_enter(given: Call, entered: Any, value: Any) -> None:
    assert repr(OnePage(given).enter(entered)) == repr(value)


PAIR = "it takes a pair of values"


@pytest.mark.parametrize(
    ("given", "entered", "could"),
    [
        *((IN_THREES, number, "it has steps of 3") for number in (1, 2, 5, 8)),
        *((IN_TENTHS, number, "it has steps of 0.1") for number in (0.15, 0.999)),
        (slider(0.0, 1.0), 0.005, "it has steps of 0.01"),
        (TWO, (0, 3), "it has steps of 2"),
        (slider(value=EIGHT), time(8, 14), "it has steps of 0:15:00"),
        (slider(value=DAY, step=2 * DAYS), DAY - DAYS, "it has steps of 2 days, 0:00:00"),
        (slider(value=NOON), NOON + HOUR, "it has steps of 1 day, 0:00:00"),
        (slider(NOON, NOON + 24 * HOUR, NOON), NOON + HOUR, "it has steps of 1 day, 0:00:00"),
        (slider(NOON + 23 * HOUR, NOON, NOON), NOON + HOUR / 5, "it has steps of 0:15:00"),
        *((TWO, value, PAIR) for value in (2, "ab", (2,), (2, 4, 6))),
        (TWO, (4, 2), "it takes values from 0 to 10, in ascending order"),
        *((IN_THREES, value, "it takes values like 0") for value in (True, 3.0, "3", None, [3])),
        *((IN_TENTHS, value, "it takes values like -0.1") for value in (True, "0", (0.5,))),
        (slider(value=DAY), NOON, "it takes values like datetime.date(2024, 2, 15)"),
        (
            slider(value=NOON, max_value=NOON + DAYS),
            DAY,
            f"it takes values like {NOON - 14 * DAYS!r}",
        ),
        (slider(value=EIGHT), 8, "it takes values like datetime.time(0, 0)"),
    ],
)
def test_what_no_user_can_enter(given: Call, entered: Any, could: str) -> None:
    says = f'No user could enter {entered!r} into the slider "L": {could}.'
    assert not_entered(given, entered) == says
