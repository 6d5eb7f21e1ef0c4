"""The simulated number field and the slider between options: refusals, beginnings, entries."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused_alike

AB = ["a", "b", "c"]
MOST = 2**53 - 1
LARGEST = 1.7976931348623157e308
NAN = float("nan")
ENDLESS = float("inf")


def number(*args: Any, **kwargs: Any) -> Call:
    return call("number_input", "L", *args, **kwargs)


def select(*args: Any, **kwargs: Any) -> Call:
    return call("select_slider", "L", *args, **kwargs)


def no_way(least: Any, greatest: Any) -> tuple[str, str]:
    says = f"min_value={least!r} must be less than max_value={greatest!r}."
    return "StreamlitInvalidMinMaxError", says


def below(value: Any, least: Any) -> tuple[str, str]:
    return "StreamlitValueBelowMinError", f"The value {value!r} is less than min_value={least!r}."


def above(value: Any, greatest: Any) -> tuple[str, str]:
    says = f"The value {value!r} is greater than max_value={greatest!r}."
    return "StreamlitValueAboveMaxError", says


def too_large(parameter: str, value: Any) -> tuple[str, str]:
    says = f"{parameter}={value!r} is more than a browser can hold exactly."
    return "StreamlitJSNumberBoundsError", says


def mixed(value: Any, least: Any, greatest: Any, step: Any) -> tuple[str, str]:
    given = f"value={value!r}, min_value={least!r}, max_value={greatest!r}, step={step!r}"
    return (
        "StreamlitMixedNumericTypesError",
        f"All numbers must be ints, or all must be floats: {given}.",
    )


MISSING = (
    "StreamlitMissingRequiredParameterError",
    "options is required and must not be empty.",
)


def not_offered(value: Any) -> tuple[str, str]:
    return "ValueError", f"The value {value!r} is not among the options: add it to them."


REFUSED: list[tuple[Call, tuple[str, str]]] = [
    (number(1, 2.0), mixed("min", 1, 2.0, None)),
    (number(1, value=2.0), mixed(2.0, 1, None, None)),
    (number(1, step=0.5), mixed("min", 1, None, 0.5)),
    (number(1.0, step=1), mixed("min", 1.0, None, 1)),
    (number(5, 4), no_way(5, 4)),
    (number(5.0, 4.0, None), no_way(5.0, 4.0)),
    (number(5, 9, 4), below(4, 5)),
    (number(5, 9, 10), above(10, 9)),
    (number(5, value=4), below(4, 5)),
    (number(None, 5, 6), above(6, 5)),
    (number(None, -5), above(0, -5)),
    (number(None, -5.0), above(0.0, -5.0)),
    *((number(value=value), too_large("value", value)) for value in (MOST + 1, -MOST - 1)),
    *((number(value=value), too_large("value", value)) for value in (ENDLESS, -ENDLESS, "5")),
    (number(-MOST - 1, value=0), too_large("min_value", -MOST - 1)),
    (number(0, MOST + 1), too_large("max_value", MOST + 1)),
    (number(0.0, ENDLESS), too_large("max_value", ENDLESS)),
    (number(step=MOST + 1), too_large("step", MOST + 1)),
    (number(step=ENDLESS), too_large("step", ENDLESS)),
    (select([]), MISSING),
    (select(), MISSING),
    *((select(AB, value), not_offered("z")) for value in ("z", ("a", "z"))),
    (select([1, 2], 1 + 1e-13), not_offered(1 + 1e-13)),
    (select([0.0, 1.0], 5e-12), not_offered(5e-12)),
    (select(AB, ("a",)), ("ValueError", "not enough values to unpack (expected 2, got 1)")),
]


@pytest.mark.parametrize(("given", "says"), REFUSED)
def test_what_is_refused_when_it_is_drawn(given: Call, says: tuple[str, str]) -> None:
    assert refused_alike(given) == says


@pytest.mark.parametrize(
    ("given", "begins"),
    [
        (number(), 0.0),
        (number(1), 1),
        (number(1.5), 1.5),
        (number(value=True), 1),
        (number(None, 5), 0),
        (number(None, 5.5), 0.0),
        (number(-5, 0), -5),
        (number(step=1), 0),
        (number(step=0.5), 0.0),
        (number(value=None), None),
        (number(5, 5), 5),
        (number(5, 9, 9), 9),
        (number(5.0, 9.0, 5.0), 5.0),
        *((number(value=value), value) for value in (MOST, -MOST, LARGEST, -LARGEST, NAN)),
        (number(-MOST, MOST, 0, MOST), 0),
        (number(-LARGEST, LARGEST, 0.0, LARGEST), 0.0),
        (select(AB), "a"),
        (select([1, None]), None),
        (select(AB, "c"), "c"),
        (select(AB, ("c", "b")), ("b", "c")),
        (select(AB, ["b", "b"]), ("b", "b")),
        (select([0.1, 0.2, 0.3], 0.1 + 0.2), 0.3),
        (select([0.0, 1.0], 4.9e-12), 0.0),
        (select([1.0, 1.0 + 1e-12], 1.0 + 1e-12), 1.0),
        (select([1.0, 2.0], 2), 2.0),
    ],
)
def test_where_it_begins(given: Call, begins: Any) -> None:
    page = OnePage(given)
    assert repr(page.value) == repr(page.widget.value) == repr(begins)


def test_a_select_slider_offers_its_labels() -> None:
    given = select([1, 2], format_func="No {}".format)
    assert OnePage(given).widget.options == ["No 1", "No 2"]


HUGE = 10**400


@pytest.mark.parametrize(
    ("given", "entered", "value"),
    [
        *((number(0, 10, 4), value, value) for value in (0, 10)),
        (number(0, 10, 4), 3.0, 3),
        *((number(step=1), value, value) for value in (MOST, -MOST)),
        (number(), 3, 3.0),
        *((number(), value, value) for value in (LARGEST, -LARGEST)),
        (number(value=None), None, None),
        (number(value=None), 2.5, 2.5),
        (number(1, 9, None), 1, 1),
        (select(AB), "b", "b"),
        (select([1, 2], format_func="No {}".format), 2, 2),
        (select([1, 2], format_func="No {}".format), "No 2", 2),
        *((select(AB, ("a", "b")), pair, tuple(pair)) for pair in (("b", "c"), ["b", "b"])),
    ],
)
def test_what_a_user_can_enter(given: Call, entered: Any, value: Any) -> None:
    page = OnePage(given)
    assert repr(page.enter(entered)) == repr(value)
    assert repr(page.widget.value) == repr(value)


WHOLE = "it takes a whole number"
FULL = "it cannot be emptied, because it has a default"
HOLDS = "it takes numbers that a browser can hold"
OFFERS = "it offers 'a', 'b', 'c'"
ORDER = f"two options in their order; {OFFERS}"


@pytest.mark.parametrize(
    ("given", "entered", "could"),
    [
        *((number(0, 10, 4), value, "it takes numbers from 0 to 10") for value in (-1, 11)),
        (number(0.0, 1.0), 1.5, "it takes numbers from 0.0 to 1.0"),
        (number(2), 1, "it takes numbers from 2"),
        (number(None, 2), 3, "it takes numbers to 2"),
        *((number(0, 9, 4), value, WHOLE) for value in (2.5, "5", True, ENDLESS, NAN, [1])),
        *((number(), value, "it takes a number") for value in ("5", False, ENDLESS, NAN)),
        *((number(step=1), value, HOLDS) for value in (MOST + 1, -MOST - 1)),
        *((number(), value, HOLDS) for value in (HUGE, -HUGE)),
        (number(value=1), None, FULL),
        (number(value=None, required=True), None, FULL),
        (select(AB), "z", OFFERS),
        *((select(AB), value, OFFERS) for value in (("a", "b"), ["b"])),
        (select(AB), None, OFFERS),
        *(
            (select(AB, ("a", "b")), value, ORDER)
            for value in ("a", ("b", "a"), ("a",), ("a", "z"))
        ),
        (select(AB, ("a", "b")), ("a", "b", "c"), ORDER),
    ],
)
def test_what_no_user_can_enter(given: Call, entered: Any, could: str) -> None:
    says = f'No user could enter {entered!r} into the {given.command} "L": {could}.'
    assert not_entered(given, entered) == says
