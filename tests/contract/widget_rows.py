"""Calls of input widgets, as data, to compare real and simulated Streamlit.

A row has the call, the value of its key in session state before, the values that a user then
enters, and the first of the tested Streamlit versions that behaves as the newest one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any


class Color(Enum):
    RED = "r"
    BLUE = "b"


class Mode(StrEnum):
    MAP = "map"
    LIST = "list"


class Incomparable:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no single truth")

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Row:
    """One call of a widget; ``st.<command>(*args, **kwargs)``."""

    command: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    held: tuple[Any, ...] = ()
    edits: tuple[Any, ...] = ()
    since: str = "1.37"
    of: Callable[[Any], Any] | None = None

    def holding(self, value: Any) -> Row:
        """Return the row with this value in session state before the first draw."""
        return replace(self, held=(value,))

    def editing(self, *values: Any) -> Row:
        """Return the row with these values entered in turn."""
        return replace(self, edits=values)

    def from_version(self, version: str) -> Row:
        """Return the row for this version and newer ones."""
        return replace(self, since=version)

    def seen_as(self, view: Callable[[Any], Any]) -> Row:
        """Return the row with values compared through this function."""
        return replace(self, of=view)

    def __str__(self) -> str:
        given = [*map(repr, self.args), *(f"{n}={v!r}" for n, v in self.kwargs.items())]
        held = "".join(f" holding {v!r}" for v in self.held)
        call = f"{self.command}({', '.join(given)}){held}"
        return re.sub(" at 0x[0-9a-f]+", "", call)[:140]  # the workers' names must agree


def row(command: str, *args: Any, **kwargs: Any) -> Row:
    """Return the row of a command and its arguments."""
    return Row(command, args, kwargs)


def upper(value: str) -> str:
    return value.upper()


def whole(value: Any) -> int:
    return 7


AB = ["a", "b", "c"]
DAY = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12, 0)
TEN = ["2024-02-20", "2024-03-10"]

CHOICES = [
    row("selectbox", "L", AB).editing("b", "c"),
    row("selectbox", "L", AB, 1),
    row("selectbox", "L", AB, None).editing("b", None),
    row("selectbox", "L", AB, index=3),
    row("selectbox", "L", AB, index=-1),
    row("selectbox", "L", AB, index="a"),
    row("selectbox", "L", []),
    row("selectbox", "L", None),
    row("selectbox", "L", ("a", "b"), format_func=upper).editing("b"),
    row("selectbox", "L", AB, format_func=whole).from_version("1.45"),
    row("selectbox", "L", {"a": 1, "b": 2}).editing("b"),
    row("selectbox", "L", range(3)).editing(2),
    row("selectbox", "L", "abc").from_version("1.45"),
    row("selectbox", "L", Color).editing(Color.BLUE),
    row("selectbox", "L", Mode).from_version("1.45"),
    row("selectbox", "L", [1, True, 1.0]),
    row("selectbox", "L", [None, 1]),
    row("selectbox", "L", [Incomparable()]),
    row("selectbox", "L", 5).from_version("1.45"),
    row("selectbox", None, AB).from_version("1.67"),
    row("selectbox", "L", AB, accept_new_options=True).editing("b"),
    row("selectbox", "L", AB, nonsense=1),
    row("selectbox", "L", AB).holding("b").editing("a"),
    row("selectbox", "L", AB).holding("z").from_version("1.55"),
    row("selectbox", "L", AB, 2).holding("z").from_version("1.55"),
    row("selectbox", "L", AB).holding(None),
    row("selectbox", "L", AB, accept_new_options=True).holding("z"),
    row("selectbox", "L", [1, 2]).holding("2").from_version("1.45"),
    row("radio", "L", AB).editing("c"),
    row("radio", "L", AB, None).editing("a"),
    row("radio", "L", AB, index=7),
    row("radio", "L", AB, index=1.5),
    row("radio", "L", []),
    row("radio", "L", Color, format_func=lambda c: c.name).editing(Color.BLUE),
    row("radio", "L", AB).holding("c"),
    row("radio", "L", AB, 1).holding("z").from_version("1.55"),
    row("radio", "L", AB).holding(None),
    row("select_slider", "L", AB).editing("c"),
    row("select_slider", "L", AB, "b"),
    row("select_slider", "L", AB, ("c", "a")).editing(("a", "b")),
    row("select_slider", "L", AB, ["a", "c"]),
    row("select_slider", "L", AB, "z"),
    row("select_slider", "L", AB, ("a", "z")),
    row("select_slider", "L", AB, ("a", "b", "c")),
    row("select_slider", "L", []),
    row("select_slider", "L", [0.1, 0.2, 0.3], 0.1 + 0.2),
    row("select_slider", "L", [(1, 2), (3, 4)]).from_version("1.55"),
    row("select_slider", "L", Color, (Color.RED, Color.BLUE)),
    row("select_slider", "L", AB).holding("b"),
    row("select_slider", "L", AB).holding("z").from_version("1.55"),
    row("select_slider", "L", AB).holding(("a", "b")),
    row("select_slider", "L", AB, ("a", "b")).holding(("a", "z")).from_version("1.55"),
    row("select_slider", "L", AB).holding(None).from_version("1.55"),
]

SELECTIONS = [
    row("multiselect", "L", AB).editing(["b"], ["b", "a"], []),
    row("multiselect", "L", AB, ["c"]).editing([]),
    row("multiselect", "L", AB, "b"),
    row("multiselect", "L", AB, ["z"]),
    row("multiselect", "L", AB, AB, max_selections=2),
    row("multiselect", "L", AB, max_selections=2).editing(["a", "c"]),
    row("multiselect", "L", AB, max_selections=0).from_version("1.67"),
    row("multiselect", "L", AB, max_selections=True).from_version("1.67"),
    row("multiselect", "L", AB, format_func=upper).editing(["a"]),
    row("multiselect", "L", [1, 2], [2]).editing([1, 2]),
    row("multiselect", "L", Color, [Color.RED]).editing([Color.BLUE]),
    row("multiselect", "L", []),
    row("multiselect", "L", AB, accept_new_options=True).editing(["a"]),
    row("multiselect", "L", AB).holding(["b", "a"]),
    row("multiselect", "L", AB).holding(["b", "z"]).from_version("1.55"),
    row("multiselect", "L", AB).holding(("a",)),
    row("multiselect", "L", AB).holding("a"),
    row("multiselect", "L", AB).holding(None),
    row("multiselect", "L", AB).holding(5),
    row("multiselect", "L", AB, max_selections=1).holding(["a", "b"]),
    row("multiselect", "L", AB, max_selections=1).holding(None),
    row("multiselect", "L", AB, max_selections=1).holding(5),
    row("pills", "L", AB).editing("b", "a", None),
    row("pills", "L", AB, default="c"),
    row("pills", "L", AB, default=["c"]),
    row("pills", "L", AB, default=["a", "c"]),
    row("pills", "L", AB, default="z"),
    row("pills", "L", AB, selection_mode="multi").editing(["a", "c"], []),
    row("pills", "L", AB, selection_mode="multi", default=["a", "b"]),
    row("pills", "L", AB, selection_mode="many"),
    row("pills", "L", AB, selection_mode="multi", required=True),
    row("pills", "L", AB, default="b", required=True).editing("a"),
    row("pills", "L", [1, 2], format_func=lambda n: f"No {n}").editing(2),
    row("pills", "L", []),
    row("pills", "L", AB).holding("b"),
    row("pills", "L", AB, default="a").holding("z").from_version("1.55"),
    row("pills", "L", AB).holding(None),
    row("pills", "L", AB, selection_mode="multi").holding(["a", "z"]).from_version("1.55"),
    row("segmented_control", "L", AB).editing("b", None),
    row("segmented_control", "L", Color, default=Color.RED).editing(Color.BLUE),
    row("segmented_control", "L", AB, selection_mode="multi", default="c").editing(["a"]),
]

NUMBERS = [
    row("number_input", "L").editing(2.5),
    row("number_input", "L", 1).editing(3),
    row("number_input", "L", 0, 10, 5, 1),
    row("number_input", "L", 0.0, 1.0, 0.5),
    row("number_input", "L", step=1).editing(4),
    row("number_input", "L", value=None).editing(1.5, None),
    row("number_input", "L", value=None, step=1).editing(4),
    row("number_input", "L", 1, value=2.5),
    row("number_input", "L", 5, 1).from_version("1.67"),
    row("number_input", "L", 5, 9, 1),
    row("number_input", "L", 5, 9, 10),
    row("number_input", "L", value="5"),
    row("number_input", "L", value=True),
    row("number_input", "L", value=Decimal(1)),
    row("number_input", "L", value=2**53),
    row("number_input", "L", value=1, max_value=2**60),
    row("number_input", "L", value=1.0, step=1e309),
    row("number_input", "L", value=1, format="%s"),
    row("number_input", "L", 0, 10).holding(7),
    row("number_input", "L", 0, 10).holding(70).from_version("1.55"),
    row("number_input", "L", value=4).holding(None),
    row("number_input", "L", value=4).holding("abc"),
    row("number_input", "L", value=4).holding(2.5),
    row("number_input", "L", value=4).holding(True),
    row("slider", "L").editing(40),
    row("slider", "L", 1, 10, 5, 2),
    row("slider", "L", 0.0, 2.0).editing(1.5),
    row("slider", "L", value=0.5),
    row("slider", "L", 0, 10, (2, 5)).editing((3, 4)),
    row("slider", "L", 0, 10, [5, 2]),
    row("slider", "L", 0, 10, []),
    row("slider", "L", 0, 10, [4]),
    row("slider", "L", 0, 10, 50).editing(50),
    row("slider", "L", 10, 0, 3),
    row("slider", "L", 5, 5),
    row("slider", "L", 0, 10, (1, 2, 3)),
    row("slider", "L", 0, 10, (1, 2.5)),
    row("slider", "L", 0, 10, "5"),
    row("slider", "L", 0, 10, 5, 0.5),
    row("slider", "L", 0, 10, 5, 0),
    row("slider", "L", 0, 10.0, 5),
    row("slider", "L", 0, 2**53 + 1, 5),
    row("slider", "L", 0, 10, step=timedelta(1)),
    row("slider", "L", value=DAY).editing(DAY + timedelta(3)),
    row("slider", "L", value=(DAY, DAY + timedelta(2))),
    row("slider", "L", value=date(1, 1, 1)).from_version("1.67"),
    row("slider", "L", value=date.max).from_version("1.67"),
    row("slider", "L", value=time(8, 30)).editing(time(9, 15)),
    row("slider", "L", value=(time(8), time(9, tzinfo=UTC))),
    row("slider", "L", value=time(8, tzinfo=UTC)),
    row("slider", "L", value=NOON).editing(NOON + timedelta(1)),
    row("slider", "L", NOON, NOON + timedelta(hours=3), NOON).editing(NOON + timedelta(minutes=30)),
    row("slider", "L", value=NOON.replace(tzinfo=UTC)),
    row("slider", "L", value=NOON, step=timedelta(0)).from_version("1.67"),
    row("slider", "L", DAY, NOON, NOON),
    row("slider", "L", value=DAY, step=1),
    row("slider", "L").holding(7),
    row("slider", "L").holding((3, 4)).editing((5, 6)),
    row("slider", "L").holding(700).from_version("1.45"),
    row("slider", "L", 5).holding(1).from_version("1.45"),
    row("slider", "L").holding(4.5),
    row("slider", "L").holding(None),
    row("slider", "L").holding("abc").from_version("1.45"),
    row("slider", "L", value=DAY).holding(NOON),
]

TEXTS = [
    row("text_input", "L").editing("hello", ""),
    row("text_input", "L", "x", 3).editing("abc"),
    row("text_input", "L", "abcdef", 3).from_version("1.55"),
    row("text_input", "L", None).editing("a", None),
    row("text_input", "L", 5),
    row("text_input", "L", validate="^a").editing("ab"),
    row("text_input", "L", live=True).editing("x"),
    row("text_input", "L", type="password", bind="query-params"),
    row("text_input", "L", max_chars=2).holding("abcdef"),
    row("text_input", "L", "x").holding(None),
    row("text_input", "L").holding(5),
    row("text_area", "L").editing("a\nb"),
    row("text_area", "L", None),
    row("text_area", "L", "abc", max_chars=2).from_version("1.55"),
    row("text_area", "L", "x").holding("y"),
    row("text_area", "L").holding(5),
    row("chat_input"),
    row("chat_input").holding("draft").from_version("1.55"),
]

SWITCHES = [
    row("checkbox", "L").editing(True, False),
    row("checkbox", "L", True),
    row("checkbox", "L", "yes"),
    row("checkbox", "L").holding(True),
    row("checkbox", "L").holding(1),
    row("checkbox", "L").holding(None),
    row("checkbox", "L").holding("x"),
    row("toggle", "L").editing(True),
    row("toggle", "L", True).holding(False),
    row("color_picker", "L").editing("#ff0000"),
    row("color_picker", "L", "#0fa"),
    row("color_picker", "L", "red"),
    row("color_picker", "L", 5),
    row("color_picker", "L").holding("#123456"),
    row("color_picker", "L").holding(None),
    row("feedback").editing(1, None),
    row("feedback", "stars", default=3).editing(4),
    row("feedback", "hearts"),
    row("feedback", default=2),
    row("feedback", "faces").holding(4),
    row("feedback", "faces").holding(5).from_version("1.67"),
    row("feedback", "faces", default=1).holding("x").from_version("1.67"),
    row("pagination", 5).editing(3),
    row("pagination", 5, default=4),
    row("pagination", 0),
    row("pagination", 5, default=6),
    row("pagination", 5, default="1"),
    row("pagination", 5).holding(4),
    row("pagination", 5).holding(9),
]

DATES = [
    row("date_input", "L", DAY).editing(date(2024, 3, 1)),
    row("date_input", "L").seen_as(type),
    row("date_input", "L", None).editing(DAY, None),
    row("date_input", "L", NOON),
    row("date_input", "L", "2024-02-29").from_version("1.45"),
    row("date_input", "L", "2024-02-29T10:00").from_version("1.45"),
    row("date_input", "L", "tomorrow"),
    row("date_input", "L", 5).from_version("1.45"),
    row("date_input", "L", ()).editing((DAY, date(2024, 3, 1))).from_version("1.45"),
    row("date_input", "L", []),
    row("date_input", "L", (DAY,)).editing((DAY, date(2024, 3, 1))),
    row("date_input", "L", (DAY, "2024-03-02")).editing((DAY,)).from_version("1.45"),
    row("date_input", "L", (DAY, DAY, DAY)),
    row("date_input", "L", "today", max_value="2020-01-01").from_version("1.45"),
    row("date_input", "L", "today", min_value="2999-01-01", max_value="2999-02-01").from_version(
        "1.45"
    ),
    row("date_input", "L", DAY, *TEN).editing(date(2024, 3, 1)).from_version("1.45"),
    row("date_input", "L", DAY, "2024-03-01"),
    row("date_input", "L", DAY, max_value=date(2024, 1, 1)),
    row("date_input", "L", DAY, 5),
    row("date_input", "L", None, DAY, date(2020, 1, 1)),
    row("date_input", "L", date.min).from_version("1.67"),
    row("date_input", "L", date.max).from_version("1.67"),
    row("date_input", "L", DAY).holding(date(2023, 1, 1)),
    row("date_input", "L").holding((DAY, DAY)),
    row("date_input", "L").holding(None),
    row("date_input", "L").holding("2024-02-29").from_version("1.67"),
    row("date_input", "L", DAY, *TEN).holding(date(2023, 1, 1)).from_version("1.55"),
    row("date_input", "L", DAY, *TEN).holding(datetime(2024, 3, 1, 5)).from_version("1.45"),
    row("date_input", "L", (DAY, DAY), *TEN).holding((DAY,)).from_version("1.45"),
    row("date_input", "L", (DAY, DAY), *TEN).holding((DAY, date(2025, 1, 1))).from_version("1.55"),
    row("date_input", "L", (), *TEN).holding((date(2025, 1, 1),)).from_version("1.55"),
    row("date_input", "L", None, *TEN).holding(date(2025, 1, 1)).from_version("1.55"),
    row("date_input", "L", (DAY,), *TEN).holding(()).from_version("1.55"),
    row("time_input", "L", time(8, 30)).editing(time(9, 45)),
    row("time_input", "L").seen_as(type),
    row("time_input", "L", None).editing(time(9), None),
    row("time_input", "L", "08:30").from_version("1.45"),
    row("time_input", "L", "2024-02-29T08:30:15").from_version("1.45"),
    row("time_input", "L", "noon"),
    row("time_input", "L", 5),
    row("time_input", "L", NOON),
    row("time_input", "L", time(8, 30, 15)).from_version("1.67"),
    row("time_input", "L", time(8, 30, 15), step=30).editing(time(8, 30, 45)).from_version("1.67"),
    row("time_input", "L", time(8), step=0),
    row("time_input", "L", time(8), step=True),
    row("time_input", "L", time(8), step=timedelta(days=1)),
    row("time_input", "L", time(8)).holding(None),
    row("time_input", "L", time(8)).holding(time(9, 0, 5)),
    row("time_input", "L", time(8)).holding("09:00"),
    row("datetime_input", "L", NOON).editing(NOON + timedelta(days=2)),
    row("datetime_input", "L").seen_as(type),
    row("datetime_input", "L", None).editing(datetime(2026, 1, 1), None),
    row("datetime_input", "L", DAY),
    row("datetime_input", "L", time(8)).seen_as(lambda moment: moment.time()),
    row("datetime_input", "L", "2024/02/29 10:30"),
    row("datetime_input", "L", "2024-02-29"),
    row("datetime_input", "L", "10:30").seen_as(lambda moment: moment.time()),
    row("datetime_input", "L", "soon"),
    row("datetime_input", "L", 5),
    row("datetime_input", "L", NOON.replace(second=5, tzinfo=UTC)),
    row("datetime_input", "L", NOON, NOON + timedelta(1)),
    row("datetime_input", "L", NOON, None, NOON - timedelta(1)),
    row("datetime_input", "L", NOON, NOON, NOON - timedelta(1)),
    row("datetime_input", "L", NOON, step=5),
    row("datetime_input", "L", NOON).holding(None),
    row("datetime_input", "L", NOON).holding(datetime(2030, 1, 1)),
    row("datetime_input", "L", NOON, *TEN).holding(datetime(2030, 1, 1)),
    row("datetime_input", "L", NOON).holding("2024-02-20"),
]

OTHERS = [
    row("button", "L"),
    row("button", "L").holding(True),
    row("download_button", "L", "data"),
    row("download_button", "L", "data").holding(True),
    row("link_button", "L", "https://example.com", on_click="rerun"),
    row("menu_button", "L", AB),
    row("menu_button", "L", []),
    row("menu_button", "L", ["a", "A"], format_func=upper),
    row("form_submit_button").from_version("1.55"),
    row("file_uploader", "L"),
    row("file_uploader", "L", accept_multiple_files=True, max_upload_size=5),
    row("file_uploader", "L").holding(None),
    row("camera_input", "L"),
    row("audio_input", "L"),
    row("data_editor", [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]),
    row("data_editor", {"a": [1.5, 2.0], "b": [True, False]}),
    row("data_editor", [{"a": 1}]).holding({}),
]

ROWS = [*CHOICES, *SELECTIONS, *NUMBERS, *TEXTS, *SWITCHES, *DATES, *OTHERS]
