"""The rows of widgets that Streamlit binds to the address, with its texts for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from contract.widget_row import Row, row

ABC = ["a", "b", "c"]
NEW = {"accept_new_options": True}
DAY, NEXT = date(2024, 2, 29), date(2024, 3, 1)
NOON = datetime(2024, 3, 1, 12)
DAYS = {"min_value": DAY, "max_value": NEXT}
HOURS = {"min_value": NOON.replace(hour=11), "max_value": NOON.replace(hour=13)}

Texts = str | tuple[str, ...]


def at(given: Row, *addresses: Texts) -> Iterable[Row]:
    """Return rows of one call at several addresses."""
    for texts in addresses:
        yield given.at(*((texts,) if isinstance(texts, str) else texts))


def choices() -> Iterable[Row]:
    for command in ("selectbox", "radio"):
        yield from at(row(command, "L", ABC), "b", ("c", "b"), "a", "z", "")
        yield from at(row(command, "L", ABC, None), "z", "")
        yield from at(row(command, "L", ["a", ""]), "")
        yield from at(row(command, "L", ["a", ""], None), "")
        yield from at(row(command, "L", ["", "b"], 1), "")
        yield row(command, "L", ["a", ""]).holding(None).at("")
        yield from at(row(command, "L", [1, 2]), "2")
        yield from at(row(command, "L", [1, 2], format_func="No {}".format), "No 2")
    yield from at(row("selectbox", "L", ABC, **NEW), "z")


def selections() -> Iterable[Row]:
    groups = ("pills", "segmented_control")
    many = {"selection_mode": "multi"}
    several: list[tuple[str, dict[str, Any]]] = [("multiselect", {}), *((c, many) for c in groups)]
    for command, how in several:
        yield from at(row(command, "L", ABC, **how), ("c", "b"), ("c", "z", "c"))
        yield from at(row(command, "L", ABC, default="a", **how), "z", "", "a")
        yield from at(row(command, "L", ABC, **how), ("b", ""), ("b", "b"))
    yield from at(row("multiselect", "L", ABC, max_selections=1), ("b", "c"))
    yield from at(row("multiselect", "L", ABC, "a", max_selections=1), ("a", "b"))
    yield from at(row("multiselect", "L", ABC, **NEW), ("z", "a"), ("z", "z"))
    for command in groups:
        yield from at(row(command, "L", ABC), ("c", "b"), ("b", "z"), ("z", "b"))
        yield from at(row(command, "L", ABC, default="a"), "", "z", ("z", "b"))


def numbers() -> Iterable[Row]:
    yield from at(row("number_input", "L", 0, 10, 4), "5", "5.5", "11", "-1", "x", "4", "")
    yield from at(row("number_input", "L", 0.0, 9.0, 4.0), "2.5", "nan", "inf", "9.5")
    yield from at(row("number_input", "L", value=4.0), "nan", "inf", "-inf")
    yield from at(row("number_input", "L", value=None), "7", "", "nan")
    yield from at(row("number_input", "L", value=None, step=1), "7")
    one = row("slider", "L", 0, 10, 4)
    yield from at(one, "0", "10", "11", "-1", "nan", "x", "", ("1", "2"))
    pair = row("slider", "L", 0, 10, (4, 5))
    yield from at(pair, ("0", "10"), "1", ("1", "11"), ("5", "x"), ("1", "2", "3"))


def select_sliders() -> Iterable[Row]:
    yield from at(row("select_slider", "L", ABC, "b"), "a", "z", "", ("a", "c"), "b")
    pair = row("select_slider", "L", ABC, ("a", "b"))
    yield from at(pair, ("b", "b"), ("c", "b"), ("z", "c"), ("z", "a"))
    yield from at(pair, "c", ("a", "b", "c"), ("z", "z"))
    yield from at(row("select_slider", "L", ABC, ("a", "c")), ("b", "z"))


def dates() -> Iterable[Row]:
    one = row("date_input", "L", DAY)
    yield from at(one, "2024-03-01", "2024/03/01", ("2024-03-01", "2024-03-02"), "soon", "")
    yield from at(one, ("2024-03-01", "soon"))
    yield from at(row("date_input", "L", DAY, **DAYS), "2024-02-28", "2024-03-02")
    yield from at(row("date_input", "L", None), "", "2024-02-29")
    yield from at(row("date_input", "L", ()), "")
    pair = row("date_input", "L", (DAY, NEXT))
    yield from at(pair, "2024-02-29", "", ("2024-02-29", "2024-02-29"))
    yield from at(pair, ("2024-02-29", "2024-03-02"))
    yield from at(row("date_input", "L", (DAY, NEXT), **DAYS), ("2024-02-29", "2024-03-02"))
    eight = row("time_input", "L", time(8))
    yield from at(eight, "09:05", "09:05:07", "08:00", "late", "")
    yield from at(row("time_input", "L", time(8), step=1), "09:05:07", "09:05")
    yield from at(row("time_input", "L", None), "")
    noon = row("datetime_input", "L", NOON)
    yield from at(noon, "2024-03-02T09:05", "2024/03/02, 09:05", "2024-03-02", "")
    yield from at(row("datetime_input", "L", None), "")
    between = row("datetime_input", "L", NOON, **HOURS)
    yield from at(between, *(f"2024-03-01T{at}" for at in ("11:00", "13:00", "10:59", "13:01")))


def others() -> Iterable[Row]:
    for command in ("text_input", "text_area"):
        yield from at(row(command, "L", "x"), "a", "", ("a", "b"), "x")
    yield from at(row("text_input", "L", max_chars=2), "abc")
    yield from at(row("checkbox", "L"), "true", "false", "maybe", "")
    yield from at(row("toggle", "L"), "TRUE", "FALSE")
    yield from at(row("color_picker", "L"), "09F", "##09F")
    yield from at(row("feedback"), "0", "1", "2", "-1")
    yield from at(row("feedback", default=1), "")
    yield from at(row("pagination", 5, default=2), "1", "5", "0", "6", "x", "")


ADDRESSES = [*choices(), *selections(), *numbers(), *select_sliders(), *dates(), *others()]
