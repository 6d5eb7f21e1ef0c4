"""Members of an Enum among a simulated widget's options, and held where the options are others."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any

import pytest

from one_widget import Call, OnePage, call, refused

AB = ["a", "b"]

# One name, in two classes that differ, and in one that is alike but for its name.
OLD = Enum("Way", "UP DOWN")
MORE = Enum("Way", "UP DOWN LEFT")
OTHER = Enum("Path", "UP DOWN")
NEW = Enum("Way", "UP DOWN")
OLD_TEXT = StrEnum("Text", "ONE TWO")
NEW_TEXT = StrEnum("Text", "ONE TWO")


@pytest.mark.parametrize(
    ("options", "held", "value"),
    [
        (NEW, OLD.UP, NEW.UP),
        ([*NEW], OLD.UP, NEW.UP),
        ([*MORE], OLD.UP, OLD.UP),
        ([*OTHER], OLD.UP, OLD.UP),
        ([*NEW, 1], OLD.UP, OLD.UP),
        ([], OLD.UP, OLD.UP),
        (NEW_TEXT, OLD_TEXT.TWO, NEW_TEXT.TWO),
        (NEW_TEXT, "two", "two"),
    ],
)
def test_only_what_is_alike_is_taken_for_the_present_enum(
    options: Any, held: Any, value: Any
) -> None:
    page = OnePage(call("selectbox", "L", options, accept_new_options=True), held=(held,))
    assert page.value is value


@pytest.mark.parametrize(
    ("given", "held"),
    [
        *((call(c, "L", AB), OLD.UP) for c in ("selectbox", "radio", "select_slider", "pills")),
        (call("multiselect", "L", AB, format_func=lambda _: "same"), [OLD.UP, OLD_TEXT.ONE]),
        (call("select_slider", "L", AB, ("a", "b")), (OLD.UP, OLD.UP)),
    ],
)
def test_an_enum_is_no_value_of_plain_options(given: Call, held: Any) -> None:
    says = f"The value {held!r} belongs to an Enum, but the options are of type str: "
    assert refused(given, held) == (
        "ValueError",
        says + "Streamlit accepts it only if they are Enum members too.",
    )


@pytest.mark.parametrize("held", [[], ["a", OLD.UP]])
def test_what_is_not_all_of_an_enum_may_stand_among_plain_options(held: Any) -> None:
    given = call("multiselect", "L", AB, format_func=lambda _: "same")
    assert OnePage(given, held=(held,)).value == held
