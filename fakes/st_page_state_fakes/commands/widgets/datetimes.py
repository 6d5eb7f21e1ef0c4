"""Dates and times as Streamlit reads and writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from st_page_state_fakes.errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
STEP = timedelta(minutes=15)
YEARS = 10
"""The years before and after a date that a picker offers if it has no bounds."""
LONGEST_STEP = timedelta(hours=23)


def now() -> datetime:
    """Return the present local time, without a time zone."""
    return datetime.now().astimezone().replace(tzinfo=None)


def parse_as(text: str, *formats: str) -> datetime | None:
    """Return the datetime that a text states in one of the formats, or None."""
    for form in formats:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - widgets know no time zones
        except ValueError:
            continue
    return None


def date_of(value: Any) -> date:
    """Return the date that an argument stands for.

    Raises:
        StreamlitInvalidParameterTypeError: it stands for none.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value == "today":
        return now().date()
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            pass
    raise StreamlitInvalidParameterTypeError("value", value, ["a date", "ISO text", '"today"'])


def time_of(value: Any) -> time:
    """Return the time of day that an argument stands for.

    Raises:
        StreamlitInvalidParameterTypeError: it stands for none.
    """
    if value == "now":
        return now().time().replace(microsecond=0)
    if isinstance(value, str):
        readers: list[Callable[[str], time]] = [
            time.fromisoformat,
            lambda text: datetime.fromisoformat(text).time(),
        ]
        for read in readers:
            try:
                return read(value).replace(microsecond=0)
            except ValueError:
                continue
    if isinstance(value, datetime):
        return value.time().replace(microsecond=0)
    if isinstance(value, time):
        return value
    raise StreamlitInvalidParameterTypeError("value", value, ["a time", "ISO text", '"now"'])


def to_minute(value: datetime) -> datetime:
    """Return a datetime without seconds and time zone."""
    return value.replace(second=0, microsecond=0, tzinfo=None)


def datetime_of(value: Any, day: date, at: time) -> datetime:
    """Return the datetime that an argument stands for, to the minute.

    Args:
        value: the argument.
        day: the date where only a time is given.
        at: the time where only a date is given; text that names a date stands for its midnight.

    Raises:
        StreamlitInvalidParameterTypeError: it stands for none.
    """
    if isinstance(value, datetime):
        return to_minute(value)
    if isinstance(value, date):
        return datetime.combine(value, at)
    if isinstance(value, time):
        return to_minute(datetime.combine(day, value))
    if value == "now":
        return to_minute(now())
    found = _datetime_in(value.strip(), day) if isinstance(value, str) else None
    if found is None:
        raise StreamlitInvalidParameterTypeError(
            "value", value, ["a datetime", "a date", "a time", "ISO text", '"now"']
        )
    return to_minute(found)


def _datetime_in(text: str, day: date) -> datetime | None:
    readers: list[Callable[[str], datetime]] = [
        datetime.fromisoformat,
        lambda text: datetime.combine(day, time.fromisoformat(text)),
    ]
    for read in readers:
        try:
            return read(text)
        except ValueError:
            continue
    days, times = ("%Y/%m/%d", "%Y-%m-%d"), ("%H:%M", "%H:%M:%S")
    return parse_as(text, *(f"{day} {at}" for day in days for at in times))


def years_from(day: date, years: int) -> date:
    """Return the same day in another year, within the range of dates."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def seconds_of(step: Any, shortest: int) -> int:
    """Return a step as a number of seconds.

    Raises:
        StreamlitInvalidParameterTypeError: it is no length of time.
        StreamlitValueOutOfRangeError: it is too short, or longer than 23 hours.
    """
    if isinstance(step, bool) or not isinstance(step, int | timedelta):
        raise StreamlitInvalidParameterTypeError("step", step, ["int", "timedelta"])
    seconds = int(step.total_seconds()) if isinstance(step, timedelta) else step
    if not shortest <= seconds <= LONGEST_STEP.seconds:
        least, greatest = f"{shortest} seconds", "23 hours"
        raise StreamlitValueOutOfRangeError("step", step, least, greatest)
    return seconds


def to_micros(value: date | time) -> int:
    """Return a date, a time or a datetime in microseconds since 1970, as sliders count."""
    if isinstance(value, time):
        value = datetime.combine(date(2000, 1, 1), value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value.replace(tzinfo=UTC) - EPOCH) // MICROSECOND


def from_micros(micros: float, zone: tzinfo | None) -> datetime:
    """Return the datetime that a slider's number stands for."""
    return (EPOCH + int(micros) * MICROSECOND).replace(tzinfo=zone)
