"""The errors of simulated widgets for wrong arguments and wrong values in session state.

The contract's rows test that Streamlit refuses the same calls with errors of the same names.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import partial
from typing import Any

import pytest

from one_widget import ABC, Call, call, refused

EVE, DAY, NEXT = (date(2024, 2, 28) + timedelta(days) for days in range(3))
NOON = datetime(2024, 3, 1, 12)
HOUR, ONE_DAY = timedelta(hours=1), timedelta(1)
EIGHT, WORLD = time(8), time(8, tzinfo=UTC)
MOST = 2**53 - 1
ENDLESS = float("inf")
MANY = {"selection_mode": "multi"}
GROUPS = ("pills", "segmented_control")
Way = Enum("Way", "UP DOWN")

slider, number = partial(call, "slider", "L"), partial(call, "number_input", "L")
select, multiselect = partial(call, "select_slider", "L"), partial(call, "multiselect", "L")
pick, at, moment = (partial(call, f"{kind}_input", "L") for kind in ("date", "time", "datetime"))


class Incomparable:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no single truth")

    __hash__ = None  # type: ignore[assignment]  # what cannot be compared has no hash


def wrong_type(parameter: str, value: Any, must: str) -> str:
    return f"{parameter}={value!r} has type {type(value).__name__}: it must be {must}."


def invalid(parameter: str, value: Any, must: str) -> str:
    return f"{parameter}={value!r} is invalid: it must be {must}."


def out_of_range(parameter: str, value: Any, least: Any, most: Any) -> str:
    return f"{parameter}={value!r} is out of range: it must be from {least} to {most}."


def below(value: Any, least: Any) -> str:
    return f"The value {value!r} is less than min_value={least!r}."


def above(value: Any, most: Any) -> str:
    return f"The value {value!r} is greater than max_value={most!r}."


def crossed(least: Any, most: Any) -> str:
    return f"min_value={least!r} must be less than max_value={most!r}."


def too_large(parameter: str, value: Any) -> str:
    return f"{parameter}={value!r} is more than a browser can hold exactly."


def mixed(*numbers: Any) -> str:
    names = ("value", "min_value", "max_value", "step")
    given = ", ".join(f"{n}={number!r}" for n, number in zip(names, numbers, strict=True))
    return f"All numbers must be ints, or all must be floats: {given}."


MISSING = "options is required and must not be empty."
NO_DEFAULT = "The default 'z' is not among the options: add it to them."
UNLIKE = "options are chosen, but max_selections"
OPTIONS = [
    (
        call("radio", "L", [Incomparable()]),
        (
            "Options of type Incomparable cannot be compared with ==: use options that can, for "
            "example their indices."
        ),
    ),
    (
        call("radio", "L", [1], format_func=lambda value: value),
        "format_func must return the label of an option as a string, not 1.",
    ),
    *(
        (call(command, "L", ABC, index=index), says)
        for command in ("selectbox", "radio")
        for index, says in (
            (3, out_of_range("index", 3, 0, 2)),
            (-1, out_of_range("index", -1, 0, 2)),
            ("a", wrong_type("index", "a", "int or None")),
            (1.0, wrong_type("index", 1.0, "int or None")),
        )
    ),
    (multiselect(ABC, ["a", "z"]), NO_DEFAULT),
    (multiselect(ABC, max_selections=0), invalid("max_selections", 0, "a positive integer")),
    (multiselect(ABC, ABC, max_selections=2), f"3 {UNLIKE}=2."),
    *(
        (call(command, "L", ABC, **given), says)
        for command in GROUPS
        for given, says in (
            ({"default": ["a", "z"]}, NO_DEFAULT),
            (
                {"default": ["a", "c"]},
                "default=['a', 'c'] must be a single option when selection_mode='single'.",
            ),
            ({"selection_mode": "no"}, invalid("selection_mode", "no", "'single' or 'multi'")),
            (
                MANY | {"required": True},
                "required=True cannot be used together with selection_mode='multi'.",
            ),
        )
    ),
    (select([]), MISSING),
    (select(), MISSING),
    (select(ABC, "z"), "The value 'z' is not among the options: add it to them."),
    (select(ABC, ("a", "z")), "The value 'z' is not among the options: add it to them."),
    (call("menu_button", "L", []), MISSING),
    (
        call("menu_button", "L", ["a", "b"], format_func=lambda _: "same"),
        "Two options of the menu button have the same label: the format_func must tell them apart.",
    ),
]

SLIDES = "int or float or date or time or datetime or a list or tuple of up to two of them"
LIKE = "three of the same kind as value"
BOUNDS = "[min_value, max_value, step]"
NUMBERS = [
    (number(1, value=2.0), mixed(2.0, 1, None, None)),
    (number(1, 2.0), mixed("min", 1, 2.0, None)),
    (number(1, step=0.5), mixed("min", 1, None, 0.5)),
    (number(5, 4), crossed(5, 4)),
    (number(5, 9, 4), below(4, 5)),
    (number(5, 9, 10), above(10, 9)),
    (number(None, -5), above(0, -5)),
    (number(None, -5.0), above(0.0, -5.0)),
    (number(value=MOST + 1), too_large("value", MOST + 1)),
    (number(value="5"), too_large("value", "5")),
    (number(-MOST - 1, value=0), too_large("min_value", -MOST - 1)),
    (number(0.0, ENDLESS), too_large("max_value", ENDLESS)),
    (number(step=ENDLESS), too_large("step", ENDLESS)),
    (slider(value="5"), wrong_type("value", "5", SLIDES)),
    (slider(value=[1, 2, 3]), invalid("value", [1, 2, 3], SLIDES)),
    (slider(value=[1, 2.0]), wrong_type("value", [1, 2.0], "values of the same type")),
    (slider(value=[DAY, NOON]), wrong_type("value", [DAY, NOON], "values of the same type")),
    (slider(0, 10, 5, 0), invalid("step", 0, "more than zero")),
    (slider(value=NOON, step=timedelta(0)), invalid("step", timedelta(0), "more than zero")),
    *(
        (given, wrong_type(BOUNDS, bounds, LIKE))
        for given, bounds in (
            (slider(0, 10, 5, ""), [0, 10, ""]),
            (slider(0, 10.0, 5), [0, 10.0, 1]),
            (slider(0, 1.0, 0.5), [0, 1.0, 0.01]),
            (slider(0.0, 1.0, []), [0.0, 1.0, 1]),
            (slider(value=1, step=ONE_DAY), [0, 100, ONE_DAY]),
            (slider(DAY, NEXT, DAY, 1), [DAY, NEXT, 1]),
            (slider(EIGHT, NOON, EIGHT, HOUR), [EIGHT, NOON, HOUR]),
        )
    ),
    (slider(-MOST - 1, 5, 0), too_large("min_value", -MOST - 1)),
    (slider(0.0, ENDLESS), too_large("max_value", ENDLESS)),
    (slider(value=date.min), too_large("min_value", datetime.min)),
    *(
        (slider(value=value), too_large(name, value))
        for name, value in (
            ("min_value", datetime(1684, 7, 28, 0, 12, 25, 259008, UTC)),
            ("max_value", datetime(2255, 6, 5, 23, 47, 34, 740992)),
        )
    ),
    *((slider(value, value, value), crossed(value, value)) for value in (5, 5.0, DAY, EIGHT)),
]

A_DATE = 'a date or ISO text or "today"'
A_BOUND = "a date or ISO text or None"
A_TIME = 'a time or ISO text or "now"'
A_MOMENT = 'a datetime or a date or a time or ISO text or "now"'
DATES = [
    *((pick(value), wrong_type("value", value, A_DATE)) for value in (5, "soon")),
    (pick((None,)), wrong_type("value", None, A_DATE)),
    (pick([5, 6, 7]), wrong_type("value", [5, 6, 7], "a date or up to two dates")),
    (pick(DAY, 5), wrong_type("min_value", 5, A_BOUND)),
    (pick(DAY, None, ()), wrong_type("max_value", (), A_BOUND)),
    (pick(DAY, "soon"), wrong_type("value", "soon", A_DATE)),
    (pick(DAY, NEXT), below(DAY, NEXT)),
    (pick((DAY, NEXT), NEXT), below(DAY, NEXT)),
    (pick((DAY, NEXT), None, DAY), above(NEXT, DAY)),
    (pick("today", NEXT, DAY), crossed(NEXT, DAY)),
    *(
        (given(step=step), says)
        for given, least in ((at, "1 seconds"), (moment, "60 seconds"))
        for step, says in (
            *((step, wrong_type("step", step, "int or timedelta")) for step in (True, 900.0)),
            (0, out_of_range("step", 0, least, "23 hours")),
            (82801, out_of_range("step", 82801, least, "23 hours")),
        )
    ),
    *((at(value), wrong_type("value", value, A_TIME)) for value in (5, DAY, "noon")),
    *((moment(value), wrong_type("value", value, A_MOMENT)) for value in (5, "soon")),
    (moment(NOON, 5), wrong_type("value", 5, A_MOMENT)),
    (moment(NOON, None, ""), wrong_type("value", "", A_MOMENT)),
    (moment(None, NOON + HOUR, NOON), crossed(NOON + HOUR, NOON)),
    (moment(NOON, NOON + HOUR), below(NOON, NOON + HOUR)),
    (moment(NOON, None, time(11, 59)), above(NOON, NOON.replace(hour=11, minute=59))),
    (moment(NOON, None, "2024-03-01"), above(NOON, NOON.replace(hour=0))),
]

NO_COLOR = "is not a color: use a value like '#00FFAA' or '#000'."
OTHERS = [
    (call("color_picker", "L", 5), wrong_type("value", 5, "text such as '#00FFAA'")),
    (call("color_picker", "L", "red"), f"value='red' {NO_COLOR}"),
    (
        call("feedback", "hearts"),
        invalid("options", "hearts", "'thumbs' or 'faces' or 'stars'"),
    ),
    (call("feedback", default=2), out_of_range("default", 2, 0, 1)),
    (call("feedback", "stars", default=5), out_of_range("default", 5, 0, 4)),
    (call("pagination", 0), "num_pages=0 must be a positive integer."),
    (call("pagination", 5, default="1"), wrong_type("default", "1", "int")),
    (call("pagination", 5, default=6), out_of_range("default", 6, 1, 5)),
    (
        call("text_input", "L", type="password", bind="query-params"),
        "bind='query-params' cannot be used together with type='password'.",
    ),
]


@pytest.mark.parametrize(("given", "says"), [*OPTIONS, *NUMBERS, *DATES, *OTHERS])
def test_what_is_said_of_arguments(given: Call, says: str) -> None:
    assert refused(given)[1] == says


def no_enum(value: Any) -> str:
    return (
        f"The value {value!r} belongs to an Enum, but the options are of type str: Streamlit "
        "accepts it only if they are Enum members too."
    )


def must_be(command: str, what: str, value: Any) -> str:
    return f'The value of the {command} "L" must be {what}, not {value!r}.'


@pytest.mark.parametrize(
    ("given", "held", "says"),
    [
        *((call(c, "L", ABC), Way.UP, no_enum(Way.UP)) for c in ("selectbox", "radio")),
        (multiselect(ABC, format_func=lambda _: "same"), [Way.UP], no_enum([Way.UP])),
        (select(ABC, ("a", "b")), (Way.UP, Way.UP), no_enum((Way.UP, Way.UP))),
        (multiselect(ABC, max_selections=1), ["a", "b"], f"2 {UNLIKE}=1."),
        (slider(0, 10), -1, below(-1, 0)),
        (slider(0, 10), (0, 11), above(11, 10)),
        (slider(value=DAY), DAY - 15 * ONE_DAY, below(DAY - 15 * ONE_DAY, DAY - 14 * ONE_DAY)),
        (slider(EIGHT), time(7), below(time(7), EIGHT)),
        (slider(WORLD), time(7), below(time(7, tzinfo=UTC), WORLD)),
        (pick(max_value=EVE), DAY, above(DAY, EVE)),
        (pick(min_value=DAY), EVE, below(EVE, DAY)),
        *(
            (moment(NOON), held, must_be("datetime_input", "a datetime", held))
            for held in ("", DAY)
        ),
        (number(), "5", must_be("number_input", "a number", "5")),
        *(
            (call(command, "L"), 5, must_be(command, "text", 5))
            for command in ("text_input", "text_area", "color_picker")
        ),
    ],
)
def test_what_is_said_of_a_value_in_session_state(given: Call, held: Any, says: str) -> None:
    assert refused(given, held)[1] == says
