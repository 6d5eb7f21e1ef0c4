"""How the simulated pickers read times and moments: from the clock, from texts, from addresses."""

from __future__ import annotations

import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.widgets.datetimes import (
    date_of,
    datetime_of,
    from_micros,
    now,
    time_of,
    to_micros,
    years_from,
)

DAY = date(2024, 2, 29)
NOON = datetime(2024, 3, 1, 12)
BOUND = {"bind": "query-params"}


@pytest.fixture(params=["UTC+9", "UTC-11", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine is in another time zone."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        clock.tzset()
        yield
    clock.tzset()


def test_now_is_told_by_the_clock_on_the_wall(zone: None) -> None:
    before = datetime.now()
    told = now()
    assert told.tzinfo is None
    assert before <= told <= datetime.now()


def begun(moment: datetime) -> datetime:
    """Return the minute that a moment is in."""
    return moment.replace(second=0, microsecond=0)


def test_what_is_now_or_today_has_no_parts_that_no_field_has() -> None:
    before = now()
    day, at, moment = date_of("today"), time_of("now"), datetime_of("now", DAY, time.min)
    after = now()
    assert before.date() <= day <= after.date()
    days = (before.date(), after.date())
    second = before.replace(microsecond=0)
    assert any(second <= datetime.combine(day, at) <= after for day in days)
    assert at.microsecond == 0
    assert begun(before) <= moment <= begun(after)
    assert moment == begun(moment)


@pytest.mark.parametrize("given", [(), ("now",)])
def test_now_is_the_first_choice_and_a_time_alone_is_of_today(given: tuple[str, ...]) -> None:
    before = begun(now())
    at = OnePage(call("time_input", "L", *given)).value
    moment = OnePage(call("datetime_input", "L", *given)).value
    bare = OnePage(call("datetime_input", "L", time(8, 30))).value
    after = now()
    days = (before.date(), after.date())
    assert any(before <= datetime.combine(day, at) <= after for day in days)
    assert before <= moment <= after
    assert bare in [datetime.combine(day, time(8, 30)) for day in days]


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (DAY, datetime(2024, 2, 29, 8, 30)),
        (time(9, 5, 7, 1, UTC), datetime(2024, 1, 2, 9, 5)),
        ("2024-02-29", datetime(2024, 2, 29)),
        ("09:05:07", datetime(2024, 1, 2, 9, 5)),
        ("20240229", datetime(2024, 2, 29)),
    ],
)
def test_what_is_given_in_part_is_filled_up(value: Any, moment: datetime) -> None:
    assert datetime_of(value, date(2024, 1, 2), time(8, 30)) == moment


@pytest.mark.parametrize(
    ("day", "years", "other"),
    [
        (DAY, 1, date(2025, 2, 28)),
        (DAY, 4, date(2028, 2, 29)),
        (DAY, -10, date(2014, 2, 28)),
        (date(9989, 3, 1), 10, date(9999, 3, 1)),
        (date(9990, 3, 1), 10, date.max),
        (date(11, 3, 1), -10, date(1, 3, 1)),
        (date(10, 3, 1), -10, date.min),
    ],
)
def test_years_end_where_dates_do(day: date, years: int, other: date) -> None:
    assert years_from(day, years) == other


@pytest.mark.parametrize(
    ("value", "micros", "moment"),
    [
        (date(1970, 1, 2), 86_400_000_000, datetime(1970, 1, 2)),
        (datetime(1970, 1, 1, 0, 0, 1, 5), 1_000_005, datetime(1970, 1, 1, 0, 0, 1, 5)),
        (time(0, 0, 1), 946_684_801_000_000, datetime(2000, 1, 1, 0, 0, 1)),
        (date(1969, 12, 31), -86_400_000_000, datetime(1969, 12, 31)),
    ],
)
def test_sliders_count_microseconds_from_1970_on(value: Any, micros: int, moment: datetime) -> None:
    assert (to_micros(value), type(to_micros(value))) == (micros, int)
    assert from_micros(micros, None) == moment
    assert from_micros(float(micros), UTC) == moment.replace(tzinfo=UTC)


def test_a_moment_is_counted_as_its_own_clock_shows_it() -> None:
    there = NOON.replace(tzinfo=UTC) + timedelta(hours=1)
    assert to_micros(there) == to_micros(NOON) + 3_600_000_000


def test_what_is_chosen_stands_in_the_address_with_four_digits_of_the_year() -> None:
    page = OnePage(call("time_input", "L", time(8), step=90, **BOUND))
    page.enter(time(9, 0, 30))
    assert page.tab.url == "?k=09%3A00%3A30"
    page = OnePage(call("datetime_input", "L", datetime(5, 1, 2), **BOUND))
    page.enter(datetime(7, 1, 2, 3, 4))
    assert page.tab.url == "?k=0007-01-02T03%3A04"
    page = OnePage(call("date_input", "L", date(5, 1, 2), **BOUND))
    page.enter(date(7, 1, 2))
    assert page.tab.url == "?k=0007-01-02"


PICK = call("date_input", "L")


@pytest.mark.parametrize("given", [PICK, PICK.but(min_value="today"), PICK.but(max_value="today")])
def test_today_is_the_first_choice(given: Call) -> None:
    before = now().date()
    assert OnePage(given).value in (before, now().date())
    assert OnePage(PICK.but(value=("today",))).value[0] in (before, now().date())


def test_without_a_key_nothing_is_assigned_to_it() -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        st.session_state["None"] = (DAY,)
        values.append(PICK.on(st))

    FakeApp(script).open()
    assert type(values[0]) is date
