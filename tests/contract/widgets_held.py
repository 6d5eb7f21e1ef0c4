"""The rows of widgets for whose keys session state holds something before they are drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from contract.widget_row import Row, row

ABC = ["a", "b", "c"]
NEW = {"accept_new_options": True}
EVE, DAY, NEXT, LAST = (date(2024, 2, 28) + timedelta(days) for days in range(4))
NOON = datetime(2024, 3, 1, 12)
DAYS = {"min_value": DAY, "max_value": NEXT}
LEAST, MOST = NOON.replace(hour=11), NOON.replace(hour=13)
MINUTE = timedelta(minutes=1)

# One name, in two classes that differ, and in one that is alike but for its name.
OLD = Enum("Way", "UP DOWN")
MORE = Enum("Way", "UP DOWN LEFT")
OTHER = Enum("Path", "UP DOWN")
WAY = Enum("Way", "UP DOWN")
OLD_TEXT = StrEnum("Text", "ONE TWO")
NEW_TEXT = StrEnum("Text", "ONE TWO")


def holding(given: Row, *values: Any) -> Iterable[Row]:
    """Return rows of one call with several values before it."""
    return (given.holding(value) for value in values)


def same(_: Any) -> str:
    return "same"


def choices() -> Iterable[Row]:
    for command in ("selectbox", "radio"):
        yield from holding(row(command, "L", ABC, None), "z")
    yield row("radio", "L", ABC).holding("z")
    yield row("selectbox", "L", ABC, 1).holding("z")
    new = {"format_func": {"x": "X", "y": "Y"}.__getitem__}
    yield row("selectbox", "L", ["x", "y"], **new).holding("gone")
    yield row("selectbox", "L", ["x", "y"], **new, **NEW).holding("gone")
    yield row("multiselect", "L", ["x", "y"], **new).holding(["x", "gone"])


def selections() -> Iterable[Row]:
    groups = ("pills", "segmented_control")
    many = {"selection_mode": "multi"}
    several: list[tuple[str, dict[str, Any]]] = [("multiselect", {}), *((c, many) for c in groups)]
    for command, how in several:
        yield from holding(row(command, "L", ABC, **how), ("b", "a"), ["z", "a"])
        yield from holding(row(command, "L", ABC, default="a", **how), [])
        yield from holding(row(command, "L", [1, True], **how), [True])
    one = row("multiselect", "L", ABC, max_selections=1)
    yield from holding(one, ("a", "b"), {1, 2}, "ab", {"a": 1, "b": 2})
    yield from holding(row("multiselect", "L", ABC, max_selections=2), ["a", "b"])
    yield from holding(row("multiselect", "L", ABC, **NEW), ["z"], 5)
    for command in groups:
        yield from holding(row(command, "L", ABC, default="a"), "b", None)
        yield from holding(row(command, "L", ABC), "z")
        yield from holding(row(command, "L", ABC, default="b"), "z")
        yield from holding(row(command, "L", [1, True]), True)


def enums() -> Iterable[Row]:
    """Yield rows about held values that may match a member of the present Enum."""
    for options in (WAY, [*WAY], [*MORE], [*OTHER], [*WAY, 1], []):
        yield row("selectbox", "L", options, **NEW).holding(OLD.UP)
    yield from holding(row("selectbox", "L", NEW_TEXT, **NEW), OLD_TEXT.TWO, "two")
    for command in ("selectbox", "radio", "select_slider"):
        yield row(command, "L", ABC).holding(OLD.UP)
    alike = row("multiselect", "L", ABC, format_func=same)
    yield from holding(alike, [OLD.UP, OLD_TEXT.ONE], [], ["a", OLD.UP])
    yield row("select_slider", "L", ABC, ("a", "b")).holding((OLD.UP, OLD.UP))


def numbers() -> Iterable[Row]:
    within = row("number_input", "L", 0, 10, 4)
    yield from holding(within, 0, 10, 2.5, None, True, Decimal(3), -1, 11, 10.5, Decimal(11))
    yield from holding(row("number_input", "L", 0, value=4), 0, 10**20, -1)
    yield from holding(row("number_input", "L", None, 10, 4), 10, -(10**20), 11)
    yield row("number_input", "L", 0, 10, None).holding(11)
    yield from holding(row("number_input", "L", value=4), 2**60)
    yield row("number_input", "L").holding("5")
    slider = row("slider", "L", 0, 10)
    yield from holding(slider, 0, 10, 5.5, "5", (0, 10), [1, 2], -1, 11, (0, 11))
    yield row("slider", "L", 0.0, 1.0).holding(1.5)
    fortnight = timedelta(14)
    of_days = row("slider", "L", value=DAY)
    yield from holding(of_days, DAY + fortnight, EVE - fortnight)
    yield row("slider", "L", time(8)).holding(time(7))
    yield row("slider", "L", time(8, tzinfo=UTC)).holding(time(7))


def select_sliders() -> Iterable[Row]:
    one = row("select_slider", "L", ABC, "b")
    yield from holding(one, "c", "z", ("a", "b"), ("c", "a"), ("a", "z"), ("z", "a"), None)
    yield from holding(row("select_slider", "L", ABC, ("a", "b")), "z", ("c", "z"))
    yield row("select_slider", "L", ABC, ("b", "a")).holding(("a", "b", "z"))
    yield from holding(row("select_slider", "L", ABC), (), ("a",))
    pairs = [("a", "b"), ("c", "d")]
    yield row("select_slider", "L", pairs).holding(pairs[1])
    yield row("select_slider", "L", [["a"], ["b"]]).holding(["b"])


def dates() -> Iterable[Row]:
    yield row("date_input", "L", DAY).holding(date.min)
    yield row("date_input", "L", DAY, DAY).holding(EVE)
    yield row("date_input", "L", DAY, max_value=NEXT).holding(LAST)
    one = row("date_input", "L", DAY, **DAYS)
    yield from holding(one, NEXT, datetime(2024, 3, 1, 5), (NEXT,), None)
    yield row("date_input", "L", None, **DAYS).holding(EVE)
    yield row("date_input", "L", (DAY, NEXT)).holding([NEXT])
    pair = row("date_input", "L", (DAY, NEXT), **DAYS)
    yield from holding(pair, (NEXT,), (EVE, NEXT), (DAY, LAST), (LAST, EVE), [NEXT], NEXT, ())
    yield row("date_input", "L").holding((DAY, NEXT))
    yield row("date_input", "L", **DAYS).holding((DAY,))
    yield row("date_input", "L", max_value=EVE).holding(DAY)
    yield row("date_input", "L", min_value=DAY).holding(EVE)
    yield row("time_input", "L", time(8)).holding(NOON)
    noon = row("datetime_input", "L", NOON)
    yield from holding(noon, None, datetime.min, "2024-03-01", DAY, time(8))
    within = row("datetime_input", "L", NOON, LEAST, MOST)
    yield from holding(within, None, LEAST, MOST)
    yield row("datetime_input", "L", NOON, LEAST).holding(LEAST - MINUTE)
    yield row("datetime_input", "L", NOON, max_value=MOST).holding(MOST + MINUTE)
    yield row("datetime_input", "L", None, LEAST, MOST).holding(NOON.replace(hour=0))


def others() -> Iterable[Row]:
    for command in ("text_input", "text_area"):
        yield row(command, "L", "x").holding("held")
    yield row("text_area", "L", "x").holding(None)
    yield from holding(row("checkbox", "L"), 2, 0)
    yield from holding(row("toggle", "L"), "x", None, 1.0)
    yield row("color_picker", "L").holding(5)
    yield from holding(row("feedback", "stars", default=2), 0, 4, None, 5, -1, True, 1.0)
    yield from holding(row("pagination", 5, default=2), 1, 5, 0, 6, True, 3.0, None)


HELD = [
    *choices(),
    *selections(),
    *enums(),
    *numbers(),
    *select_sliders(),
    *dates(),
    *others(),
]
