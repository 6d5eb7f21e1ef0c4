"""The simulated pickers of times and moments: what they refuse, begin with, and take."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused, refused_alike

AT, MOMENT = call("time_input", "L"), call("datetime_input", "L")
DAY = date(2024, 2, 29)
HALF = time(8, 30)
ODD = time(8, 30, 15, 7)


def on(day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """Return a moment of March 2024."""
    return datetime(2024, 3, day, hour, minute, second)


NOON = on(1, 12)
EIGHT = AT.but(value=time(8))
TWELVE = MOMENT.but(value=NOON)
BETWEEN = {"min_value": on(1, 11), "max_value": on(1, 13)}
WITHIN = TWELVE.but(**BETWEEN)
WRONG_TYPE = "StreamlitInvalidParameterTypeError"
OUT = "StreamlitValueOutOfRangeError"
A_TIME = 'it must be a time or ISO text or "now".'
A_MOMENT = 'it must be a datetime or a date or a time or ISO text or "now".'

REFUSED = [
    *(
        row
        for given, seconds in ((AT, "1 seconds"), (MOMENT, "60 seconds"))
        for row in (
            *(
                (
                    given.but(step=step),
                    WRONG_TYPE,
                    f"step={step!r} has type {kind}: it must be int or timedelta.",
                )
                for step, kind in ((True, "bool"), (900.0, "float"), ("15m", "str"))
            ),
            *(
                (
                    given.but(step=step),
                    OUT,
                    f"step={step!r} is out of range: it must be from {seconds} to 23 hours.",
                )
                for step in (0, -60, 82801, timedelta(hours=23, seconds=1), timedelta(days=1))
            ),
        )
    ),
    (AT.but(value=5), WRONG_TYPE, f"value=5 has type int: {A_TIME}"),
    (AT.but(value=DAY), WRONG_TYPE, f"value={DAY!r} has type date: {A_TIME}"),
    (AT.but(value="noon"), WRONG_TYPE, f"value='noon' has type str: {A_TIME}"),
    (
        MOMENT.but(step=59),
        OUT,
        "step=59 is out of range: it must be from 60 seconds to 23 hours.",
    ),
    (MOMENT.but(value=5), WRONG_TYPE, f"value=5 has type int: {A_MOMENT}"),
    (MOMENT.but(value="soon"), WRONG_TYPE, f"value='soon' has type str: {A_MOMENT}"),
    (TWELVE.but(min_value=5), WRONG_TYPE, f"value=5 has type int: {A_MOMENT}"),
    (TWELVE.but(max_value=""), WRONG_TYPE, f"value='' has type str: {A_MOMENT}"),
    *(
        (
            MOMENT.but(value=value, min_value=on(2), max_value=on(1)),
            "StreamlitInvalidMinMaxError",
            f"min_value={on(2)!r} must be less than max_value={on(1)!r}.",
        )
        for value in (None, NOON)
    ),
    (
        TWELVE.but(min_value=on(1, 12, 1)),
        "StreamlitValueBelowMinError",
        f"The value {NOON!r} is less than min_value={on(1, 12, 1)!r}.",
    ),
    (
        TWELVE.but(max_value=time(11, 59)),
        "StreamlitValueAboveMaxError",
        f"The value {NOON!r} is greater than max_value={on(1, 11, 59)!r}.",
    ),
    (
        TWELVE.but(max_value="2024-03-01"),
        "StreamlitValueAboveMaxError",
        f"The value {NOON!r} is greater than max_value={on(1)!r}.",
    ),
]


@pytest.mark.parametrize(("given", "error", "message"), REFUSED)
def test_what_a_script_may_not_ask_for(given: Call, error: str, message: str) -> None:
    assert refused_alike(given) == (error, message)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (AT.but(value=None), None),
        (AT.but(value="08:30"), HALF),
        (AT.but(value="2024-03-01T08:30:15"), HALF),
        (AT.but(value=ODD), HALF),
        (AT.but(value=on(1, 8, 30, 15)), HALF),
        (AT.but(value=HALF.replace(tzinfo=UTC)), HALF.replace(tzinfo=UTC)),
        *((EIGHT.but(format=form), time(8)) for form in ("12h", "24h", "localized")),
        *((AT.but(value=ODD, step=step), ODD) for step in (1, 59, 61, timedelta(seconds=1))),
        *((AT.but(value=ODD, step=step), HALF) for step in (60, 82800, timedelta(hours=23))),
        (AT.but(value="08:30:15.5", step=1), time(8, 30, 15)),
        (AT.but(value="2024-03-01T08:30:15.5Z", step=1), time(8, 30, 15)),
        (AT.but(value=datetime(2024, 3, 1, 8, 30, 15, 7, UTC), step=1), time(8, 30, 15)),
        (MOMENT.but(value=None), None),
        (MOMENT.but(value=DAY), datetime(2024, 2, 29)),
        (MOMENT.but(value=datetime(2024, 3, 1, 12, 0, 15, 7, UTC)), NOON),
        *(
            (MOMENT.but(value=text), on(1, 8, 5))
            for text in (
                "2024-03-01T08:05",
                " 2024-03-01 08:05:07.5Z ",
                "2024-3-1 8:05",
                "2024-3-1 8:05:07",
                "2024/3/1 8:05",
                "2024/3/1 8:05:07",
            )
        ),
        (MOMENT.but(value="2024-03-01"), on(1)),
        *((TWELVE.but(step=step), NOON) for step in (60, 82800, timedelta(hours=23))),
        (TWELVE.but(min_value=NOON, max_value=NOON), NOON),
        (TWELVE.but(min_value=time(12), max_value=time(12)), NOON),
        (TWELVE.but(min_value=on(1).date(), max_value=on(1).date()), NOON),
    ],
)
def test_what_it_begins_with(given: Call, value: Any) -> None:
    assert OnePage(given).value == value


@pytest.mark.parametrize(
    ("given", "first", "then"),
    [
        (AT.but(value=ODD, step=1), ODD, time(8, 30, 15)),
        (AT.but(value=HALF.replace(tzinfo=UTC)), HALF.replace(tzinfo=UTC), HALF),
        (EIGHT, time(8), time(8)),
        (AT.but(value=None), None, None),
        (TWELVE, NOON, NOON),
        (MOMENT.but(value=None), None, None),
    ],
)
def test_the_browser_sends_what_its_field_has_room_for(given: Call, first: Any, then: Any) -> None:
    page = OnePage(given)
    assert (page.value, page.widget.value) == (first, then)
    page.tab.rerun()
    assert page.value == then


CLOCK = "it takes a datetime.time without a time zone"
CALENDAR = "it takes a datetime without a time zone"
SMALL = "it is not that precise"
FILLED = "it cannot be emptied, because it has a default"


@pytest.mark.parametrize(
    ("given", "entered", "why"),
    [
        (EIGHT, None, FILLED),
        (AT.but(value=None, required=True), None, FILLED),
        (EIGHT, "09:00", CLOCK),
        (EIGHT, NOON, CLOCK),
        (EIGHT, time(9, tzinfo=UTC), CLOCK),
        (EIGHT, time(9, 0, 1), SMALL),
        (EIGHT, time(9, 0, 0, 1), SMALL),
        (EIGHT.but(step=1), time(9, 0, 0, 1), SMALL),
        (TWELVE, None, CALENDAR),
        (MOMENT.but(value=None, required=True), None, CALENDAR),
        (TWELVE, on(1).date(), CALENDAR),
        (TWELVE, NOON.replace(tzinfo=UTC), CALENDAR),
        (TWELVE, on(1, 12, 0, 1), "it does not take seconds"),
        (TWELVE, NOON.replace(microsecond=1), "it does not take seconds"),
        *(
            (WITHIN, moment, "it takes datetimes from 2024-03-01 11:00:00 to 2024-03-01 13:00:00")
            for moment in (on(1, 10, 59), on(1, 13, 1))
        ),
        *(
            (
                MOMENT.but(value=datetime(2024, 2, 29, 12)),
                moment,
                "it takes datetimes from 2014-02-28 00:00:00 to 2034-02-28 23:59:00",
            )
            for moment in (datetime.min, datetime(2034, 3, 1))
        ),
    ],
)
def test_what_no_user_could_choose(given: Call, entered: Any, why: str) -> None:
    told = f'No user could enter {entered!r} into the {given.command} "L": {why}.'
    assert not_entered(given, entered) == told


@pytest.mark.parametrize(
    ("given", "entered"),
    [
        (EIGHT, time(9, 1)),
        (EIGHT.but(step=61), time(9, 0, 1)),
        (AT.but(value=None), time(9)),
        (AT.but(value=None), None),
        (MOMENT.but(value=None), on(1)),
        (MOMENT.but(value=None), None),
        *((WITHIN, moment) for moment in (on(1, 11), on(1, 13))),
        *((TWELVE, moment) for moment in (datetime(2014, 3, 1), datetime(2034, 3, 1, 23, 59))),
        (MOMENT.but(value=datetime(5, 1, 2)), datetime(7, 1, 2, 3, 4)),
    ],
)
def test_what_a_user_can_choose(given: Call, entered: Any) -> None:
    assert OnePage(given).enter(entered) == entered


@pytest.mark.parametrize(
    ("given", "held", "value"),
    [
        (EIGHT, None, None),
        (EIGHT, time(9, 0, 5), time(9, 0, 5)),
        (EIGHT, NOON, NOON),
        (TWELVE, None, None),
        (TWELVE, datetime.min, datetime.min),
        (WITHIN, None, None),
        (WITHIN, on(1, 11), on(1, 11)),
        (WITHIN, on(1, 13), on(1, 13)),
        (TWELVE.but(min_value=on(1, 11)), on(1, 10, 59), NOON),
        (TWELVE.but(max_value=on(1, 13)), on(1, 13, 1), NOON),
        (MOMENT.but(value=None, **BETWEEN), on(1), None),
    ],
)
def test_what_code_has_assigned_stays_if_it_is_within_the_given_bounds(
    given: Call, held: Any, value: Any
) -> None:
    page = OnePage(given, held=(held,))
    assert (page.value, page.tab.session_state["k"]) == (value, value)


@pytest.mark.parametrize("held", ["2024-03-01", DAY, time(8)])
def test_only_moments_can_be_assigned_to_a_picker_of_moments(held: Any) -> None:
    told = f'The value of the datetime_input "L" must be a datetime, not {held!r}.'
    assert refused(TWELVE, held) == ("AttributeError", told)


@pytest.mark.parametrize(("given", "entered"), [(EIGHT, time(9)), (TWELVE, on(2))])
def test_it_is_empty_while_session_state_holds_none(given: Call, entered: Any) -> None:
    page = OnePage(given, held=(None,))
    assert page.widget.value is None
    assert page.enter(entered) == entered
    assert OnePage(given, held=(None,)).enter(None) is None
