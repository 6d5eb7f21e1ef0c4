"""The simulated date picker: what it refuses, begins with, takes, and is known by."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused, refused_alike
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.widgets.datetimes import now, years_from

PICK = call("date_input", "L")
EVE, DAY, NEXT, LAST = (
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 2),
)
NOON = datetime(2024, 2, 29, 12, tzinfo=UTC)
ONE = PICK.but(value=DAY)
RANGE = PICK.but(value=(DAY, NEXT))
BETWEEN = {"min_value": DAY, "max_value": NEXT}
BOUND = {"bind": "query-params"}
WRONG_TYPE = "StreamlitInvalidParameterTypeError"
A_DATE = 'it must be a date or ISO text or "today".'
A_BOUND = "it must be a date or ISO text or None."

REFUSED = [
    (PICK.but(value=5), WRONG_TYPE, f"value=5 has type int: {A_DATE}"),
    (PICK.but(value="soon"), WRONG_TYPE, f"value='soon' has type str: {A_DATE}"),
    (PICK.but(value=(None,)), WRONG_TYPE, f"value=None has type NoneType: {A_DATE}"),
    (
        PICK.but(value=["a", "b", "c"]),
        WRONG_TYPE,
        "value=['a', 'b', 'c'] has type list: it must be a date or up to two dates.",
    ),
    (ONE.but(min_value=5), WRONG_TYPE, f"min_value=5 has type int: {A_BOUND}"),
    (ONE.but(max_value=()), WRONG_TYPE, f"max_value=() has type tuple: {A_BOUND}"),
    (ONE.but(min_value="soon"), WRONG_TYPE, f"value='soon' has type str: {A_DATE}"),
    (
        ONE.but(min_value=NEXT),
        "StreamlitValueBelowMinError",
        f"The value {DAY!r} is less than min_value={NEXT!r}.",
    ),
    (
        ONE.but(max_value=EVE),
        "StreamlitValueAboveMaxError",
        f"The value {DAY!r} is greater than max_value={EVE!r}.",
    ),
    (
        RANGE.but(min_value=NEXT),
        "StreamlitValueBelowMinError",
        f"The value {DAY!r} is less than min_value={NEXT!r}.",
    ),
    (
        RANGE.but(max_value=DAY),
        "StreamlitValueAboveMaxError",
        f"The value {NEXT!r} is greater than max_value={DAY!r}.",
    ),
    *(
        (
            PICK.but(value=value, min_value=NEXT, max_value=DAY),
            "StreamlitInvalidMinMaxError",
            f"min_value={NEXT!r} must be less than max_value={DAY!r}.",
        )
        for value in (None, DAY, "today")
    ),
]


@pytest.mark.parametrize(("given", "error", "message"), REFUSED)
def test_what_a_script_may_not_ask_for(given: Call, error: str, message: str) -> None:
    assert refused_alike(given) == (error, message)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        *((PICK.but(value=value), DAY) for value in (NOON, "2024-02-29", "2024-02-29T23:59")),
        *((ONE.but(min_value=day, max_value=day), DAY) for day in (DAY, NOON, "2024-02-29")),
        (PICK.but(value=None), None),
        (PICK.but(value=()), ()),
        (PICK.but(value=[]), ()),
        (PICK.but(value=[DAY]), (DAY,)),
        (PICK.but(value=[NOON, "2024-03-01"]), (DAY, NEXT)),
        (RANGE.but(**BETWEEN), (DAY, NEXT)),
        (PICK.but(value=(NEXT, DAY), **BETWEEN), (NEXT, DAY)),
        (PICK.but(value=(NEXT, DAY), min_value=NEXT, max_value=NEXT), (NEXT, DAY)),
        (PICK.but(max_value=DAY), DAY),
        (PICK.but(min_value="3000-01-01", max_value="3001-01-01"), date(3000, 1, 1)),
    ],
)
def test_what_it_begins_with(given: Call, value: Any) -> None:
    page = OnePage(given)
    assert (page.value, page.widget.value) == (value, value)
    page.tab.rerun()
    assert page.value == value


@pytest.mark.parametrize("given", [PICK, PICK.but(min_value="today"), PICK.but(max_value="today")])
def test_today_is_the_first_choice(given: Call) -> None:
    before = now().date()
    assert OnePage(given).value in (before, now().date())
    assert OnePage(PICK.but(value=("today",))).value[0] in (before, now().date())


@pytest.mark.parametrize(
    ("given", "entered", "why"),
    [
        (ONE, (DAY,), "it takes a single date"),
        (ONE, [DAY], "it takes a single date"),
        (ONE, None, "it cannot be emptied"),
        (RANGE, None, "it cannot be emptied"),
        (RANGE, (), "it cannot be emptied"),
        (PICK.but(value=None, required=True), None, "it cannot be emptied"),
        (PICK.but(value=(), required=True), (), "it cannot be emptied"),
        (ONE, "2024-02-29", "it takes a date"),
        (RANGE, "2024-02-29", "it takes a tuple of up to two dates"),
        (RANGE, (DAY, "2024-03-01"), "it takes a tuple of up to two dates"),
        (RANGE, (DAY, DAY, DAY), "it takes a tuple of up to two dates"),
        *(
            (
                ONE.but(**BETWEEN),
                day,
                "it takes dates from 2024-02-29 to 2024-03-01, in ascending order",
            )
            for day in (EVE, LAST)
        ),
        *(
            (
                RANGE.but(**BETWEEN),
                days,
                "it takes dates from 2024-02-29 to 2024-03-01, in ascending order",
            )
            for days in ((EVE,), (EVE, DAY), (DAY, LAST), (NEXT, DAY))
        ),
        (ONE, date.min, "it takes dates from 2014-02-28 to 2034-02-28, in ascending order"),
        (RANGE, (date.min,), "it takes dates from 2014-02-28 to 2034-03-01, in ascending order"),
        (
            PICK.but(value=date(9990, 1, 2)),
            date.min,
            "it takes dates from 9980-01-02 to 9999-12-31, in ascending order",
        ),
    ],
)
def test_what_no_user_could_choose(given: Call, entered: Any, why: str) -> None:
    told = f'No user could enter {entered!r} into the date_input "L": {why}.'
    assert not_entered(given, entered) == told


@pytest.mark.parametrize("empty", [None, ()])
def test_without_a_date_ten_years_around_today_are_offered(empty: Any) -> None:
    days = [now().date()]
    told = not_entered(PICK.but(value=empty), date.min)
    days.append(now().date())
    bounds = [(years_from(day, -10), years_from(day, 10)) for day in days]
    assert any(f"it takes dates from {least} to {last}, in" in told for least, last in bounds)


@pytest.mark.parametrize(
    ("given", "entered", "value"),
    [
        (ONE.but(**BETWEEN), DAY, DAY),
        (ONE.but(**BETWEEN), NEXT, NEXT),
        (ONE, NOON, DAY),
        (PICK.but(value=None), None, None),
        (PICK.but(value=None), date(2026, 1, 1), date(2026, 1, 1)),
        (PICK.but(value=()), (), ()),
        (PICK.but(value=()), None, ()),
        (RANGE.but(**BETWEEN), (NEXT,), (NEXT,)),
        (RANGE.but(**BETWEEN), [DAY, DAY], (DAY, DAY)),
        (RANGE, DAY, (DAY,)),
        (RANGE, (DAY, NOON), (DAY, DAY)),
        (PICK.but(value=date(5, 1, 2)), date(7, 1, 2), date(7, 1, 2)),
    ],
)
def test_what_a_user_can_choose(given: Call, entered: Any, value: Any) -> None:
    assert OnePage(given).enter(entered) == value


@pytest.mark.parametrize(
    ("given", "held", "value"),
    [
        (ONE, date.min, date.min),
        (ONE.but(min_value=DAY), EVE, DAY),
        (ONE.but(max_value=NEXT), LAST, DAY),
        (ONE.but(**BETWEEN), NEXT, NEXT),
        (ONE.but(**BETWEEN), datetime(2024, 3, 1, 5), datetime(2024, 3, 1, 5)),
        (ONE.but(**BETWEEN), (NEXT,), DAY),
        (ONE.but(**BETWEEN), None, None),
        (PICK.but(value=None, **BETWEEN), EVE, None),
        (RANGE, [NEXT], [NEXT]),
        (RANGE.but(**BETWEEN), (NEXT,), (NEXT,)),
        (RANGE.but(**BETWEEN), (EVE, NEXT), (DAY, NEXT)),
        (RANGE.but(**BETWEEN), (DAY, LAST), (DAY, NEXT)),
        (RANGE.but(**BETWEEN), (LAST, EVE), (LAST, EVE)),
        (RANGE.but(**BETWEEN), [NEXT], (DAY, NEXT)),
        (RANGE.but(**BETWEEN), NEXT, (DAY, NEXT)),
        (RANGE.but(**BETWEEN), (), (DAY, NEXT)),
        (PICK, (DAY, NEXT), (DAY, NEXT)),
        (PICK.but(**BETWEEN), (DAY,), (DAY,)),
        (PICK, None, None),
    ],
)
def test_what_code_has_assigned_stays_if_it_is_within_the_given_bounds(
    given: Call, held: Any, value: Any
) -> None:
    page = OnePage(given, held=(held,))
    assert (page.value, page.tab.session_state["k"]) == (value, value)


def test_what_is_assigned_decides_whether_today_is_a_range() -> None:
    assert OnePage(PICK, held=((DAY,),)).enter((DAY, NEXT)) == (DAY, NEXT)
    page = OnePage(PICK.but(required=True), held=((),))
    with pytest.raises(ValueError, match='into the date_input "L": it cannot be emptied'):
        page.enter(())
    error = ("StreamlitValueAboveMaxError", f"The value {DAY!r} is greater than max_value={EVE!r}.")
    assert refused(PICK.but(max_value=EVE), DAY) == error
    error = ("StreamlitValueBelowMinError", f"The value {EVE!r} is less than min_value={DAY!r}.")
    assert refused(PICK.but(min_value=DAY), EVE) == error


def test_without_a_key_nothing_is_assigned_to_it() -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        st.session_state["None"] = (DAY,)
        values.append(PICK.on(st))

    FakeApp(script).open()
    assert type(values[0]) is date


@pytest.mark.parametrize(
    ("given", "url", "value", "right"),
    [
        (ONE, "?k=2024-03-01", NEXT, "?k=2024-03-01"),
        (ONE, "?k=2024/03/01", NEXT, "?k=2024-03-01"),
        (ONE, "?k=2024-03-01&k=2024-03-02", NEXT, "?k=2024-03-01"),
        (ONE, "?k=soon", DAY, ""),
        (ONE, "?k=2024-03-01&k=soon", DAY, ""),
        (ONE, "?k=", DAY, ""),
        (ONE.but(**BETWEEN), "?k=2024-02-28", DAY, ""),
        (ONE.but(**BETWEEN), "?k=2024-03-02", DAY, ""),
        (PICK.but(value=None), "?k=", None, ""),
        (PICK.but(value=None), "?k=2024-02-29", DAY, "?k=2024-02-29"),
        (PICK.but(value=()), "?k=", (), ""),
        (RANGE, "?k=2024-02-29", (DAY,), "?k=2024-02-29"),
        (RANGE, "?k=", (DAY, NEXT), ""),
        (RANGE, "?k=2024-02-29&k=2024-02-29", (DAY,), "?k=2024-02-29"),
        (
            RANGE,
            "?k=2024-02-29&k=2024-03-02",
            (DAY, LAST),
            "?k=2024-02-29&k=2024-03-02",
        ),
        (RANGE.but(**BETWEEN), "?k=2024-02-29&k=2024-03-02", (DAY, NEXT), ""),
    ],
)
def test_the_address_says_which_date(given: Call, url: str, value: Any, right: str) -> None:
    page = OnePage(given.but(**BOUND), url)
    assert (page.value, page.tab.url) == (value, right)


def test_dates_stand_in_the_address_with_four_digits_of_the_year() -> None:
    page = OnePage(PICK.but(value=date(5, 1, 2), **BOUND))
    page.enter(date(7, 1, 2))
    assert page.tab.url == "?k=0007-01-02"
