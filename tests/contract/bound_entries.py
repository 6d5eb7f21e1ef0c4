"""Rows of bound widgets for entries: numbers, texts, dates and the like."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from contract.bound_choices import EMPTY, NONE, ONE, THREE, TWO, A, B, C
from contract.bound_row import On, Refusal, Value, val

Code = Annotated[str, Field(max_length=5)]
Name = Annotated[str, Field(min_length=2)]
Hex = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
Percent = Annotated[int, Field(ge=0, le=100)]
FIRST, LAST = date(2020, 1, 1), date(2099, 12, 31)
DAYS = [date(2026, 1, 5), date(2026, 3, 9), date(2026, 12, 24), date(2027, 2, 28)]
TIMES = [time(8, 30), time(9, 45), time(12), time(17, 15)]
MOMENTS = [datetime(2026, 1, day, 8, 30) for day in (5, 6, 9, 20)]
DAY0, DAY1, DAY2, DAY3 = (val(day, day.isoformat()) for day in DAYS)
TIME0, TIME1, TIME2, TIME3 = (val(at, at.isoformat()) for at in TIMES)
MOMENT0, MOMENT1, MOMENT2, MOMENT3 = (val(at, at.isoformat()) for at in MOMENTS)


def pair(low: Value, high: Value) -> Value:
    """Return the range from one value to another."""
    return val((low.state, high.state), *low.texts, *high.texts)


def decimal(text: str) -> Value:
    """Return a Decimal, which a widget returns as a float."""
    return val(Decimal(text), text, widget=float(text), given=Decimal(text))


HALF, WHOLE, TENTH = (val(number, str(number)) for number in (0.5, 1.0, 2.1))


def on_day(moment: datetime) -> Value:
    """Return a moment that a date input shows as its day."""
    return val(moment, moment.isoformat(), widget=moment.date(), given=moment)


DAYS_WITH_TIMES = [
    on_day(datetime(2026, 1, 5)),
    on_day(datetime(2026, 3, 9, 14, 30, 5)),
    on_day(datetime(2026, 12, 24)),
]
WITH_SECONDS = val(time(9, 45, 15), "09:45:15", widget=time(9, 45), given=time(9, 45, 15))

SLIDERS = [
    On("slider", "L", 0, 10).of("int", int, ONE, TWO, THREE),
    On("slider", "L", 0.0, 3.0, step=0.1).of("float", float, HALF, WHOLE, TENTH),
    On("slider", "L", FIRST, LAST).of("date", date, DAY0, DAY1, DAY2),
    On("slider", "L", time(0), time(23, 45)).of("time", time, TIME0, TIME1, TIME2),
    On("slider", "L", datetime(2026, 1, 1, 8, 30), datetime(2026, 2, 1, 8, 30)).of(
        "datetime", datetime, MOMENT0, MOMENT1, MOMENT2
    ),
    On("slider", "L", 0, 10).of(
        "tuple[int, int]", tuple[int, int], pair(ONE, THREE), pair(ONE, TWO), pair(TWO, THREE)
    ),
    On("slider", "L", 0, 10).of(
        "list[int]",
        list[int],
        val([1, 3], "1", "3", widget=(1, 3)),
        val([1, 2], "1", "2", widget=(1, 2)),
        val([2, 3], "2", "3", widget=(2, 3)),
    ),
    On("slider", "L", 0.0, 3.0, step=0.1).of(
        "tuple[float, float]",
        tuple[float, float],
        pair(HALF, TENTH),
        pair(HALF, WHOLE),
        pair(WHOLE, TENTH),
    ),
    On("slider", "L", FIRST, LAST).of(
        "tuple[date, date]", tuple[date, date], pair(DAY0, DAY3), pair(DAY0, DAY1), pair(DAY1, DAY2)
    ),
    On("slider", "L", time(0), time(23, 45)).of(
        "tuple[time, time]",
        tuple[time, time],
        pair(TIME0, TIME3),
        pair(TIME0, TIME1),
        pair(TIME1, TIME2),
    ),
    On("slider", "L", datetime(2026, 1, 1, 8, 30), datetime(2026, 2, 1, 8, 30)).of(
        "tuple[datetime, datetime]",
        tuple[datetime, datetime],
        pair(MOMENT0, MOMENT3),
        pair(MOMENT0, MOMENT1),
        pair(MOMENT1, MOMENT2),
    ),
]

NUMBERS = [
    On("number_input", "L", 0, 1000).of(
        "int",
        Percent,
        ONE,
        TWO,
        THREE,
        refused=(Refusal(500, "it should be less than or equal to 100"),),
    ),
    On("number_input", "L", 0.0, 10.0).of(
        "int on a float widget",
        int,
        val(1, "1", widget=1.0),
        val(2, "2", widget=2.0),
        val(3, "3", widget=3.0),
        refused=(Refusal(2.5, "expected a whole number"),),
    ),
    On("number_input", "L", 0.0, 10.0).of("float", float, HALF, WHOLE, TENTH),
    On("number_input", "L", 0, 10).of(
        "float on an int widget",
        float,
        val(1.0, "1.0", widget=1),
        val(2.0, "2.0", widget=2),
        val(3.0, "3.0", widget=3),
    ),
    On("number_input", "L", step=1).of("int", int, ONE, TWO, THREE),
    On("number_input", "L", step=1, value=None, placeholder="Any").of(
        "int | None", int | None, NONE, TWO, THREE, NONE, note=EMPTY
    ),
    On("number_input", "L", 0, 10, value=None).of(
        "int", int, ONE, TWO, THREE, refused=(Refusal(None, "expected a whole number"),)
    ),
    On("number_input", "L", 0.0, 10.0, value=None).of(
        "float | None", float | None, NONE, WHOLE, TENTH, NONE
    ),
    On("number_input", "L", 0.0, 10.0).of(
        "Decimal",
        Decimal,
        decimal("0.1"),
        decimal("1.25"),
        decimal("2.7"),
    ),
]

TEXTS = [
    row
    for command in ("text_input", "text_area")
    for row in (
        On(command, "L").of("str", str, A, val("b c&d", "b c&d"), C),
        On(command, "L").of(
            "str with max_length",
            Code,
            A,
            B,
            C,
            refused=(Refusal("too long", "it should have at most 5 characters"),),
        ),
        On(command, "L").of(
            "str with min_length",
            Name,
            val("Ann", "Ann"),
            val("Bob", "Bob"),
            val("Eve", "Eve"),
            refused=(Refusal("x", "it should have at least 2 characters"),),
        ),
        On(command, "L", value=None, placeholder="Any").of(
            "str | None", str | None, NONE, B, C, NONE, note=EMPTY
        ),
    )
]

DATES = [
    On("date_input", "L", min_value=FIRST, max_value=LAST).of("date", date, DAY0, DAY1, DAY2),
    On("date_input", "L", value=None, min_value=FIRST, max_value=LAST).of(
        "date | None", date | None, NONE, DAY1, DAY2, NONE, note=EMPTY
    ),
    On("date_input", "L", min_value=FIRST, max_value=LAST).of(
        "datetime",
        datetime,
        *DAYS_WITH_TIMES,
        note="an edit leaves a `datetime` field the day only",
    ),
    On("date_input", "L", min_value=FIRST, max_value=LAST).of(
        "tuple[date, date]",
        tuple[date, date],
        pair(DAY0, DAY3),
        pair(DAY0, DAY1),
        pair(DAY1, DAY2),
        refused=(Refusal((DAYS[1],), "the second date is missing"),),
    ),
    On("date_input", "L", min_value=FIRST, max_value=LAST).of(
        "tuple[date, ...]",
        tuple[date, ...],
        pair(DAY0, DAY3),
        val((DAYS[1],), *DAY1.texts),
        val((DAYS[2],), *DAY2.texts),
        pair(DAY2, DAY3),
    ),
    On("date_input", "L", min_value=FIRST, max_value=LAST).of(
        "list[date]",
        list[date],
        val(DAYS[:2], *DAY0.texts, *DAY1.texts, widget=tuple(DAYS[:2])),
        val(DAYS[1:3], *DAY1.texts, *DAY2.texts, widget=tuple(DAYS[1:3])),
        val(DAYS[2:], *DAY2.texts, *DAY3.texts, widget=tuple(DAYS[2:])),
    ),
    On("time_input", "L").of("time", time, TIME0, WITH_SECONDS, TIME2),
    On("time_input", "L", value=None).of(
        "time | None", time | None, NONE, TIME1, TIME2, NONE, note=EMPTY
    ),
    On("datetime_input", "L", min_value=FIRST, max_value=LAST, since="1.52").of(
        "datetime", datetime, MOMENT0, MOMENT1, MOMENT2
    ),
    On("datetime_input", "L", value=None, since="1.52").of(
        "datetime | None", datetime | None, NONE, MOMENT1, MOMENT2, NONE, note=EMPTY
    ),
]

OTHERS = [
    On("color_picker", "L").of(
        "str",
        str,
        val("#ff0000", "#ff0000"),
        val("#00ff00", "#00ff00"),
        val("#0000ff", "#0000ff"),
    ),
    On("color_picker", "L").of(
        "str with pattern",
        Hex,
        val("#ff0000", "#ff0000"),
        val("#00ff00", "#00ff00"),
        val("#0000ff", "#0000ff"),
        refused=(Refusal("#0000FF", "it should match pattern"),),
    ),
    On("feedback", "stars").of("int | None", int | None, NONE, TWO, THREE, NONE),
    On("feedback", "faces").of(
        "int", int, ONE, TWO, THREE, refused=(Refusal(None, "expected a whole number"),)
    ),
    On("pagination", 9, since="1.58").of("int", int, ONE, TWO, THREE),
]
