"""Values that no user can enter into simulated widgets, and the errors of a test that tries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import (
    BOTH,
    NEW,
    ONE,
    SEVERAL,
    Call,
    area,
    at,
    call,
    chat,
    line,
    moment,
    not_entered,
    number,
    pick,
    select,
    slider,
)
from st_page_state_fakes.commands.widgets.datetimes import now, years_from

EVE, DAY, NEXT, LAST = (date(2024, 2, 28) + timedelta(days) for days in range(4))
NOON = datetime(2024, 3, 1, 12)
EIGHT, WORLD = time(8), time(8, tzinfo=UTC)
MINUTE, HOUR, ONE_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(1)
MOST, HUGE = 2**53 - 1, 10**400
LARGEST = 1.7976931348623157e308
NAN, ENDLESS = float("nan"), float("inf")
color = call("color_picker", "L")

Entries = Iterable[tuple[Call, Any, str]]


def into(given: Call, could: str, *entered: Any) -> Entries:
    """Return rows of values that no user can enter into one widget, all for one reason."""
    return ((given, value, could) for value in entered)


OFFERED = "it offers 'a', 'b', 'c'"
STAYS = "it has a selection that cannot be cleared"
FULL = "it cannot be emptied, because it has a default"
EMPTIED = "it cannot be emptied"
TEN = [*"abcdefghij"]


def options() -> Entries:
    for given in BOTH:
        yield from into(given, OFFERED, "z", "", 1, [])
        yield from into(given, STAYS, None)
    yield from into(BOTH[1].but(index=None), STAYS, None)
    yield from into(BOTH[0].but(index=None, required=True), STAYS, None)
    yield from into(BOTH[0].but(**NEW), STAYS, None)
    yield from into(BOTH[0].but(**NEW), f"{OFFERED}, or new text", "", 5)
    yield from into(call("selectbox", "L", []), "it offers nothing", "a")
    ten = f"it offers {str(TEN)[1:-1]}"
    yield from into(call("radio", "L", TEN), ten, "z")
    yield from into(call("radio", "L", [*TEN, "k"]), f"{ten}, and 1 more", "z")
    yield from into(call("menu_button", "L", ["a"]), "it offers 'a'", "c", None, True)


def selections() -> Entries:
    for given in SEVERAL:
        yield from into(given, "a list of options is expected", "a", None)
        yield from into(given, "'a' can be chosen only once", ["a", "a"])
    yield from into(SEVERAL[0].but(max_selections=1), "at most 1 can be chosen", ["a", "b"])
    yield from into(SEVERAL[0].but(**NEW), "'z' can be chosen only once", ["z", "z"])
    for given in ONE:
        yield from into(given, OFFERED, "z")
        yield from into(given.but(required=True, default="a"), STAYS, None)


WHOLE = "it takes a whole number"
HOLDS = "it takes numbers that a browser can hold"
ORDER = f"two options in their order; {OFFERED}"


def numbers() -> Entries:
    yield from into(number(0, 10, 4), "it takes numbers from 0 to 10", -1, 11)
    yield from into(number(0.0, 1.0), "it takes numbers from 0.0 to 1.0", 1.5)
    yield from into(number(2), "it takes numbers from 2", 1)
    yield from into(number(None, 2), "it takes numbers to 2", 3)
    yield from into(number(0, 9, 4), WHOLE, 2.5, "5", True, ENDLESS, NAN, [1])
    yield from into(number(), "it takes a number", "5", False, ENDLESS, NAN)
    yield from into(number(step=1), HOLDS, MOST + 1, -MOST - 1)
    yield from into(number(), HOLDS, HUGE, -HUGE)
    yield from into(number(value=1), FULL, None)
    yield from into(number(value=None, required=True), FULL, None)
    yield from into(select(), OFFERED, "z", ("a", "b"), ["b"], None)
    pair = ("a", ("b", "a"), ("a",), ("a", "z"), ("a", "b", "c"))
    yield from into(select(("a", "b")), ORDER, *pair)


def sliders() -> Entries:
    threes, tenths, two = slider(0, 10, 4, 3), slider(-0.1, 1.0, 0.0, 0.1), slider(0, 10, (2, 5), 2)
    yield from into(threes, "it has steps of 3", 1, 2, 5, 8)
    yield from into(tenths, "it has steps of 0.1", 0.15, 0.999)
    yield from into(slider(0.0, 1.0), "it has steps of 0.01", 0.005)
    yield from into(two, "it has steps of 2", (0, 3))
    yield from into(slider(value=EIGHT), "it has steps of 0:15:00", time(8, 14))
    every_other = slider(value=DAY, step=2 * ONE_DAY)
    yield from into(every_other, "it has steps of 2 days, 0:00:00", DAY - ONE_DAY)
    for given in (slider(value=NOON), slider(NOON, NOON + 24 * HOUR, NOON)):
        yield from into(given, "it has steps of 1 day, 0:00:00", NOON + HOUR)
    hours = slider(NOON + 23 * HOUR, NOON, NOON)
    yield from into(hours, "it has steps of 0:15:00", NOON + HOUR / 5)
    yield from into(two, "it takes a pair of values", 2, "ab", (2,), (2, 4, 6))
    yield from into(two, "it takes values from 0 to 10, in ascending order", (4, 2))
    yield from into(threes, "it takes values like 0", True, 3.0, "3", None, [3])
    yield from into(tenths, "it takes values like -0.1", True, "0", (0.5,))
    of_days = slider(value=DAY)
    yield from into(of_days, "it takes values like datetime.date(2024, 2, 15)", NOON)
    until = slider(value=NOON, max_value=NOON + ONE_DAY)
    yield from into(until, f"it takes values like {NOON - 14 * ONE_DAY!r}", DAY)
    yield from into(slider(value=EIGHT), "it takes values like datetime.time(0, 0)", 8)


def slider_bounds() -> Entries:
    window = (DAY - 14 * ONE_DAY, DAY + 14 * ONE_DAY)
    for given, low, high, beyond in (
        (slider(), 0, 100, 101),
        (slider(3), 3, 100, 2),
        (slider(max_value=3), 0, 3, -1),
        (slider(2, 10, 5, 3), 2, 10, 11),
        (slider(10, 2, 5), 2, 10, 1),
        (slider(2, 10, 50), 2, 50, 51),
        (slider(2, 10, 1), 1, 10, 0),
        (slider(-MOST, MOST, 0), -MOST, MOST, MOST + 1),
        (slider(value=True), 0, 100, 101),
        (slider(value=0.5), 0.0, 1.0, 1.01),
        (slider(0.25), 0.25, 1.0, 0),
        (slider(0.0, LARGEST, 1.0), 0.0, LARGEST, ENDLESS),
        (slider(NAN, 1.0, 0.5), 0.5, 1.0, NAN),
        (slider(value=[]), 0, 100, (0, 101)),
        (slider(9, 2, []), 2, 9, (1, 9)),
        (slider(2, 10, (11, 1)), 1, 11, (0, 1)),
        (slider(0.0, 1.0, [0.5, 0.25]), 0.0, 1.0, (1.0, 1.1)),
        (slider(value=DAY), *window, date(2024, 3, 15)),
        (slider(DAY), DAY, window[1], EVE),
        (slider(value=(DAY, DAY)), *window, (DAY, date(2024, 3, 15))),
        (slider(value=NOON), NOON - 14 * ONE_DAY, NOON + 14 * ONE_DAY, NOON + 15 * ONE_DAY),
        (slider(max_value=time(20), value=EIGHT), time(0), time(20), time(21)),
        (slider(EIGHT), EIGHT, time.max, time(7)),
        (slider(WORLD), WORLD, time.max.replace(tzinfo=UTC), time(7)),
    ):
        yield from into(given, f"it takes values from {low} to {high}, in ascending order", beyond)
    # A browser holds no days beyond these.
    first, last = date(1684, 7, 29), date(2255, 6, 4)
    last_moment = datetime(2255, 6, 5, 23, 47, 34, 740991)
    first_aware = datetime(1684, 7, 29, 1, tzinfo=UTC)
    last_aware = datetime(2255, 6, 4, 1, tzinfo=UTC)
    fortnight = 14 * ONE_DAY
    for begins, low, high in (
        (first, first, first + fortnight),
        (first + fortnight, first, first + 2 * fortnight),
        (first + 15 * ONE_DAY, first + ONE_DAY, first + 29 * ONE_DAY),
        (last - 15 * ONE_DAY, last - 29 * ONE_DAY, last - ONE_DAY),
        (last - 13 * ONE_DAY, last - 27 * ONE_DAY, last),
        (last, last - fortnight, last),
        (last + ONE_DAY, last - 13 * ONE_DAY, last + ONE_DAY),
        (datetime(1684, 7, 29, 1), datetime(1684, 7, 29), datetime(1684, 8, 12, 1)),
        (first_aware, first_aware.replace(hour=0), first_aware + fortnight),
        (last_aware, last_aware - fortnight, datetime.combine(last, time.max, UTC)),
        (last_moment, last_moment - fortnight, last_moment),
    ):
        could = f"it takes values from {low} to {high}, in ascending order"
        yield from into(slider(value=begins), could, type(begins)(9000, 1, 1))


def days(least: date, last: date) -> str:
    return f"it takes dates from {least} to {last}, in ascending order"


def dates() -> Entries:
    one, pair = pick(DAY), pick((DAY, NEXT))
    between = {"min_value": DAY, "max_value": NEXT}
    yield from into(one, "it takes a single date", (DAY,), [DAY])
    yield from into(one, EMPTIED, None)
    yield from into(pair, EMPTIED, None, ())
    yield from into(pick(None, required=True), EMPTIED, None)
    yield from into(pick((), required=True), EMPTIED, ())
    yield from into(one, "it takes a date", "2024-02-29")
    several = "it takes a tuple of up to two dates"
    yield from into(pair, several, "2024-02-29", (DAY, "2024-03-01"), (DAY, DAY, DAY))
    yield from into(one.but(**between), days(DAY, NEXT), EVE, LAST)
    others = ((EVE,), (EVE, DAY), (DAY, LAST), (NEXT, DAY))
    yield from into(pair.but(**between), days(DAY, NEXT), *others)
    yield from into(one, days(date(2014, 2, 28), date(2034, 2, 28)), date.min)
    yield from into(pair, days(date(2014, 2, 28), date(2034, 3, 1)), (date.min,))
    yield from into(pick(date(9990, 1, 2)), days(date(9980, 1, 2), date.max), date.min)


def times() -> Entries:
    clock = "it takes a datetime.time without a time zone"
    calendar = "it takes a datetime without a time zone"
    small = "it is not that precise"
    yield from into(at(EIGHT), FULL, None)
    yield from into(at(None, required=True), FULL, None)
    yield from into(at(EIGHT), clock, "09:00", NOON, time(9, tzinfo=UTC))
    yield from into(at(EIGHT), small, time(9, 0, 1), time(9, 0, 0, 1))
    yield from into(at(EIGHT, step=1), small, time(9, 0, 0, 1))
    noon = moment(NOON)
    yield from into(noon, calendar, None, NOON.date(), NOON.replace(tzinfo=UTC))
    yield from into(moment(None, required=True), calendar, None)
    seconds = (NOON.replace(second=1), NOON.replace(microsecond=1))
    yield from into(noon, "it does not take seconds", *seconds)
    least, most = NOON - HOUR, NOON + HOUR
    within = f"it takes datetimes from {least} to {most}"
    yield from into(moment(NOON, least, most), within, least - MINUTE, most + MINUTE)
    leap = "it takes datetimes from 2014-02-28 00:00:00 to 2034-02-28 23:59:00"
    leap_day = datetime(2024, 2, 29, 12)
    yield from into(moment(leap_day), leap, datetime.min, datetime(2034, 3, 1))


TEXT = "it takes text"
EMAIL = r"^[^\s@]+@[^\s@]+\.[^\s@]+$"
ADDRESS = r"^([Hh][Tt][Tt][Pp][Ss]?://)?[^\s/.]+\.[^\s]+$"


def texts() -> Entries:
    yield from into(line(), TEXT, 5, None)
    yield from into(line(None, required=True), TEXT, None)
    yield from into(line(validate="^a$"), f"{TEXT} that matches ^a$", "b")
    yield from into(line(validate=("b", "Not so!")), f"{TEXT} that matches b", "a")
    mail = ("ann", "ann@host", "ann @host.org", "ann@host.org ")
    yield from into(line(type="email"), f"{TEXT} that matches {EMAIL}", *mail)
    urls = ("word", "path/file.txt", "https://.org", "ftp://host.org")
    yield from into(line(type="url"), f"{TEXT} that matches {ADDRESS}", *urls)
    yield from into(area(), TEXT, 5)
    yield from into(chat(), TEXT, None)
    yield from into(line(required=True), EMPTIED, " ")
    yield from into(area(required=True), EMPTIED, "\n")
    yield from into(chat(), EMPTIED, " ")
    for short in (line(max_chars=2), area(max_chars=2), chat(max_chars=2)):
        yield from into(short, "it takes 2 characters", "abc")


def switches() -> Entries:
    yield from into(call("checkbox", "L"), "it takes True or False", 1)
    yield from into(call("toggle", "L"), "it takes True or False", None)
    wrong = ("red", "#12", "#1234567", "#00000g", "123456", None, 5)
    yield from into(color, "it takes colors like '#00ffaa'", *wrong)
    yield from into(call("feedback"), "it takes 0 to 1, or None", -1, 2, True, 1.0, "1")
    yield from into(call("feedback", "faces"), "it takes 0 to 4, or None", 5)
    yield from into(call("pagination", 5), "it takes 1 to 5", 0, 6, True, 2.0, "2", None)


NOT_ENTERED = [
    *options(),
    *selections(),
    *numbers(),
    *sliders(),
    *slider_bounds(),
    *dates(),
    *times(),
    *texts(),
    *switches(),
]


@pytest.mark.parametrize(("given", "entered", "could"), NOT_ENTERED)
def test_what_no_user_can_enter(given: Call, entered: Any, could: str) -> None:
    name = f'{given.command} "L"' if "L" in given.args else given.command
    says = f"No user could enter {entered!r} into the {name}: {could}."
    assert not_entered(given, entered) == says


@pytest.mark.parametrize(
    ("given", "entered", "named"),
    [
        *((given, ["a", "z"], "z") for given in SEVERAL),
        (SEVERAL[0].but(**NEW), [""], ""),
        (SEVERAL[0].but(**NEW), [5], 5),
    ],
)
def test_of_several_options_the_wrong_one_is_told(given: Call, entered: Any, named: Any) -> None:
    says = f'No user could enter {named!r} into the {given.command} "L": {OFFERED}.'
    assert not_entered(given, entered) == says


@pytest.mark.parametrize(("label", "name"), [("", "radio"), (None, "radio")])
def test_what_has_no_label_is_told_of_by_its_command(label: Any, name: str) -> None:
    told = not_entered(call("radio", label, []), "z")
    assert told == f"No user could enter 'z' into the {name}: it offers nothing."


@pytest.mark.parametrize("given", [pick(None), pick(()), moment(None)])
def test_without_a_date_ten_years_around_today_are_offered(given: Call) -> None:
    ends = (" 00:00:00", " 23:59:00") if given.command == "datetime_input" else ("", ",")
    earliest = datetime.min if given.command == "datetime_input" else date.min
    before = now().date()
    told = not_entered(given, earliest)
    bounds = [(years_from(day, -10), years_from(day, 10)) for day in (before, now().date())]
    assert any(f"from {least}{ends[0]} to {last}{ends[1]}" in told for least, last in bounds)
