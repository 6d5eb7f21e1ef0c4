"""The rows of new widgets: invalid arguments, bounds and first edits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from contract.widget_row import Row, row

ABC = ["a", "b", "c"]
EVE, DAY, NEXT = (date(2024, 2, 28) + timedelta(days) for days in range(3))
NOON = datetime(2024, 3, 1, 12)
AWARE = NOON.replace(second=15, microsecond=7, tzinfo=UTC)
ODD = time(8, 30, 15, 7)
EIGHT, WORLD = time(8), time(8, tzinfo=UTC)
HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)
MOST = 2**53 - 1
LARGEST = 1.7976931348623157e308
NAN, ENDLESS = float("nan"), float("inf")


def choices() -> Iterable[Row]:
    for command in ("selectbox", "radio"):
        yield from (row(command, "L", ABC, index=index) for index in (None, 2, 1.0))
        yield from (row(command, "L", ["a"], index=index) for index in (1, -1))
        yield row(command, "L", [], index=5)
        yield row(command, "L", ["z", "a"], 1).editing("z")
        yield row(command, "L", [1], format_func=int)
    yield from (row("radio", "L", ABC, index=index) for index in (3, -1, "a"))
    yield from (row("radio", "L", [1, True, 1.0], index=index) for index in (0, 1, 2))


def selections() -> Iterable[Row]:
    groups = ("pills", "segmented_control")
    many = {"selection_mode": "multi"}
    several: list[tuple[str, dict[str, Any]]] = [("multiselect", {}), *((c, many) for c in groups)]
    for command, how in several:
        for default in (None, [], "b", {"b"}, ["c", "a"], ["a", "z"]):
            yield row(command, "L", ABC, default=default, **how)
        if how:
            yield row(command, "L", [], **how)
        yield row(command, "L", ABC, default=["a"], **how).editing(["c", "b"], [])
        yield row(command, "L", [1, 2], **how).editing([2, 1])
    for most in (-1, 1.5, "2"):
        yield row("multiselect", "L", ABC, max_selections=most)
    yield row("multiselect", "L", ABC, "a", max_selections=1)
    for command in groups:
        for default in ("b", ["b"]):
            yield row(command, "L", ABC, default=default)
        yield row(command, "L", ABC, default="a").editing("c", None)
        yield row(command, "L", ABC, selection_mode="no")
        yield row(command, "L", ABC, required=True, **many)


def numbers() -> Iterable[Row]:
    number = partial(row, "number_input", "L")
    yield from (number(1, 2.0), number(1, value=2.0), number(1, step=0.5), number(1.0, step=1))
    yield from (number(5, 4), number(5.0, 4.0, None), number(5, 9, 4))
    yield from (number(5, value=4), number(None, 5, 6), number(None, -5), number(None, -5.0))
    for value in (MOST, -MOST, LARGEST, -LARGEST, NAN, None):
        yield number(value=value)
    for value in (-MOST - 1, ENDLESS, -ENDLESS):
        yield number(value=value)
    yield from (number(-MOST - 1, value=0), number(0, MOST + 1), number(0.0, ENDLESS))
    yield from (number(step=MOST + 1), number(step=ENDLESS), number(-MOST, MOST, 0, MOST))
    yield from (number(1), number(1.5), number(None, 5), number(None, 5.5), number(-5, 0))
    yield from (number(step=0.5), number(5, 5), number(5, 9, 9), number(5.0, 9.0, 5.0))
    yield number(-LARGEST, LARGEST, 0.0, LARGEST)
    yield number(0, 10, 4).editing(0, 10)
    yield number(step=1).editing(MOST, -MOST)
    yield number().editing(LARGEST, -LARGEST)
    yield number(1, 9, None).editing(1)


def sliders() -> Iterable[Row]:
    slider = partial(row, "slider", "L")
    yield from (slider(value={1}), slider(value=["5"]), slider(value=[DAY, NOON]))
    yield from (slider(0.0, 1.0, 0.5, 0.0), slider(0, 10, 5, ""), slider(0.0, 1.0, 0.5, 1))
    yield from (slider(0.5, 10, 5), slider(0, 1.0, 0.5), slider(0.0, 1.0, []))
    yield from (slider(DAY, NEXT, DAY, 1), slider(time(8), NOON, time(8), HOUR))
    yield from (slider(-MOST - 1, 5, 0), slider(0, MOST + 1), slider(-MOST, MOST, 0))
    yield from (slider(0.0, ENDLESS), slider(-ENDLESS, 0.0), slider(0.0, LARGEST, 1.0))
    yield from (slider(5.0, 5.0), slider(0.0, NAN), slider(NAN, 1.0, 0.5))
    yield from (slider(DAY, DAY), slider(EIGHT, EIGHT, EIGHT))
    yield from (slider(3), slider(max_value=3), slider(10, 2, 5), slider(2, 10, 1))
    yield from (slider(value=True), slider(0.25), slider(9, 2, []), slider(2, 10, (11, 1)))
    yield from (slider(DAY), slider(EIGHT), slider(WORLD), slider(max_value=time(20), value=EIGHT))
    for moment in (date(1684, 7, 28), date(1684, 7, 29), date(2255, 6, 5)):
        yield slider(value=moment)
    for moment in (datetime(1684, 7, 28, 0, 12, 25, 259008), datetime(2255, 6, 5, 23, 47, 34)):
        yield slider(value=moment.replace(tzinfo=UTC))
        yield slider(value=moment.replace(microsecond=740992))
    yield slider(value=datetime(2255, 6, 5, 23, 47, 34, 740991))
    yield slider(-0.1, 1.0, 0.0, 0.1).editing(-0.1, 0.7)
    yield slider(0, 10, (2, 5), 2).editing((0, 4), (5, 5))
    yield slider(value=[7]).editing((1, 2))
    yield slider(value=DAY, step=2 * ONE_DAY).editing(DAY - 12 * ONE_DAY)
    yield slider(NOON, NOON + 23 * HOUR, NOON).editing(NOON + HOUR / 4)


def select_sliders() -> Iterable[Row]:
    select = partial(row, "select_slider", "L")
    yield from (select(), select([1, 2], 1 + 1e-13), select([0.0, 1.0], 5e-12), select(ABC, ("a",)))
    yield from (select([1, None]), select([0.0, 1.0], 4.9e-12), select([1.0, 2.0], 2))
    yield from (select([1.0, 1.0 + 1e-12], 1.0 + 1e-12), select([["a"], ["b"]]))
    yield select(ABC, ["b", "b"]).editing(("b", "c"))


def dates() -> Iterable[Row]:
    pick = partial(row, "date_input", "L")
    for value in (
        "soon",
        (None,),
        ["a", "b", "c"],
        "2024-02-29T23:59",
        NOON,
        [NOON, "20240301"],
    ):
        yield pick(value)
    yield from (pick(DAY, max_value=()), pick(DAY, "soon"), pick(DAY, NEXT))
    yield from (pick(DAY, max_value=EVE), pick((DAY, NEXT), NEXT), pick((DAY, NEXT), None, DAY))
    yield from (pick(value, NEXT, DAY) for value in (None, DAY, "today"))
    yield from (pick(DAY, day, day) for day in (DAY, AWARE.replace(day=1), "2024-02-29"))
    yield from (pick((NEXT, DAY), DAY, NEXT), pick((NEXT, DAY), NEXT, NEXT), pick(max_value=DAY))
    yield from (pick("today", "3000-01-01", "3001-01-01"), pick(min_value="3000-01-01"))
    yield pick(DAY, DAY, NEXT).editing(NEXT, DAY)
    yield pick((DAY, NEXT), DAY, NEXT).editing((NEXT,), (DAY, DAY))


def times() -> Iterable[Row]:
    for command in ("time_input", "datetime_input"):
        for step in (True, 900.0, "15m", 0, -60, 59, 60, 82800, 82801):
            yield row(command, "L", "2024-03-01 08:30:15", step=step)
        for step in (timedelta(hours=23), timedelta(hours=23, seconds=1), ONE_DAY):
            yield row(command, "L", "2024-03-01 08:30:15", step=step)
    at = partial(row, "time_input", "L")
    for value in (DAY, ODD, NOON, WORLD, "08:30:15.5"):
        yield from (at(value), at(value, step=1))
    yield from (at(ODD, step=step) for step in (59, 60, 61, timedelta(seconds=1)))
    yield from (at("2024-03-01T08:30:15.5Z", step=1), at(AWARE, step=1))
    yield from (at(EIGHT, format=form) for form in ("12h", "24h", "localized"))
    yield at(EIGHT, step=61).editing(time(9, 0, 1))
    moment = partial(row, "datetime_input", "L")
    for value in (AWARE, "2024-03-01T08:05", " 2024-03-01 08:05:07.5Z ", "2024-3-1 8:05"):
        yield moment(value)
    for value in (
        "2024-3-1 8:05:07",
        "2024/3/1 8:05",
        "2024/3/1 8:05:07",
        "2024-03-01",
        "20240301",
    ):
        yield moment(value)
    yield from (moment(NOON, 5), moment(NOON, max_value=""), moment(NOON, NOON, NOON))
    yield from (moment(value, NOON + HOUR, NOON) for value in (None, NOON))
    yield from (moment(NOON, NOON + HOUR), moment(NOON, max_value="2024-03-01"))
    yield from (moment(NOON, time(12), time(12)), moment(NOON, max_value=time(11, 59)))
    yield moment(NOON, NOON.date(), NOON.date())
    yield moment(NOON, NOON - HOUR, NOON + HOUR).editing(NOON - HOUR, NOON + HOUR)


def others() -> Iterable[Row]:
    for command in ("text_input", "text_area"):
        yield row(command, "L", "abc", max_chars=0)
        yield row(command, "L", max_chars=2).editing("ab", "")
    yield row("text_input", "L", type="password", bind=None)
    yield from (row("chat_input", submit_mode=mode) for mode in ("submit", "disable", "stop"))
    yield from (row("toggle", "L", value) for value in (0, True))
    for color in ("", "#12", "#1234", "#12345", "#1234567", "123456", "#00000g", "#09f", "#09AFaf"):
        yield row("color_picker", "L", color)
    yield row("color_picker", "L").editing("#09f", "#09AFaf", "#abcDEF")
    for grades, defaults in (("thumbs", (-1, 0, 1, 2)), ("faces", (4, 5)), ("stars", (4, 5))):
        yield from (row("feedback", grades, default=default) for default in defaults)
    yield row("feedback", "stars", default=2).editing(4, 0, None)
    yield from (row("pagination", many) for many in (-1, True, 1.5, "5", None, 1))
    for default in (True, None, 1.5, 0):
        yield row("pagination", 5, default=default)
    yield row("pagination", 5, default=5, max_visible_pages=0).editing(2)


BEGUN = [
    *choices(),
    *selections(),
    *numbers(),
    *sliders(),
    *select_sliders(),
    *dates(),
    *times(),
    *others(),
]
