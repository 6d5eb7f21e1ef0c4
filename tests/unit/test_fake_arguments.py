"""Arguments that simulated widgets have in common: labels, callbacks, options."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused_alike

AB = ["a", "b"]
TEN = [*"abcdefghij"]


class Incomparable:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no single truth")

    __hash__ = None  # type: ignore[assignment]  # what cannot be compared has no hash


class Size(StrEnum):
    SMALL = "s"
    LARGE = "l"


class Column:
    """What a pandas Series offers: it has ``iloc``, and no columns."""

    iloc = None

    def __init__(self, *items: Any) -> None:
        self.items = items

    def to_list(self) -> tuple[Any, ...]:
        return self.items


class Table:
    """What a pandas DataFrame offers."""

    def __init__(self, *columns: Column) -> None:
        self.columns = columns
        self.empty = not columns
        self.iloc = self

    def __getitem__(self, place: tuple[slice, int]) -> Column:
        rows, column = place
        assert rows == slice(None)
        return self.columns[column]


@pytest.mark.parametrize(
    "given",
    [
        *(call("radio", "L", AB, index=index) for index in (None, 0, 1)),
        call("radio", "L", [], index=5),
        call("radio", "L", []),
    ],
)
def test_what_can_be_given(given: Call) -> None:
    assert OnePage(given).tab.widgets


INT_OR_NONE = "it must be int or None."

REFUSED = [
    (
        call("radio", "L", [Incomparable()]),
        (
            "StreamlitAPIException",
            (
                "Options of type Incomparable cannot be compared with ==: use options that can, "
                "for example their indices."
            ),
        ),
    ),
    (
        call("radio", "L", [1], format_func=lambda value: value),
        ("TypeError", "format_func must return the label of an option as a string, not 1."),
    ),
    (
        call("multiselect", "L", AB, ["a", "z"]),
        (
            "StreamlitDefaultNotInOptionsError",
            "The default 'z' is not among the options: add it to them.",
        ),
    ),
    *(
        (
            call("radio", "L", AB[:count], index=index),
            (
                "StreamlitValueOutOfRangeError",
                f"index={index} is out of range: it must be from 0 to {count - 1}.",
            ),
        )
        for count, index in ((1, 1), (1, -1), (2, 2), (2, -1))
    ),
    *(
        (
            call("radio", "L", AB, index=index),
            (
                "StreamlitInvalidParameterTypeError",
                f"index={index!r} has type {type(index).__name__}: {INT_OR_NONE}",
            ),
        )
        for index in ("a", 1.0)
    ),
]


@pytest.mark.parametrize(("given", "says"), REFUSED)
def test_what_is_refused_when_it_is_drawn(given: Call, says: tuple[str, str]) -> None:
    assert refused_alike(given) == says


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (call("radio", "L", AB), "radio \"L\": it offers 'a', 'b'"),
        (call("radio", "", AB), "radio: it offers 'a', 'b'"),
        (call("radio", None, []), "radio: it offers nothing"),
        (call("radio", "L", TEN), f'radio "L": it offers {str(TEN)[1:-1]}'),
        (call("radio", "L", [*TEN, "k"]), f'radio "L": it offers {str(TEN)[1:-1]}, and 1 more'),
    ],
)
def test_who_enters_something_else_is_told_what_is_offered(given: Call, says: str) -> None:
    assert not_entered(given, "z") == f"No user could enter 'z' into the {says}."


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (None, []),
        ("ab", ["ab"]),
        (2.5, [2.5]),
        (Size, ["s", "l"]),
        (list(Size), [Size.SMALL, Size.LARGE]),
        ({"a": 1, "b": 2}, AB),
        (iter(AB), AB),
        (Column(1, 2), [1, 2]),
        (Table(Column(1, 2), Column(3, 4)), [1, 2]),
        (Table(), []),
        (print, [print]),
    ],
    ids=[
        "None",
        "text",
        "number",
        "texts",
        "members",
        "dict",
        "iter",
        "series",
        "frame",
        "bare",
        "one",
    ],
)
def test_options_come_in_many_shapes(options: Any, values: list[Any]) -> None:
    found: list[Any] = []

    def named(option: Any) -> str:
        found.append(option)
        return str(option)

    page = OnePage(call("radio", "L", options, format_func=named))
    first = found[: len(values)]
    assert first == values
    assert [type(option) for option in first] == [type(value) for value in values]
    assert page.widget.options == [str(value) for value in values]


@pytest.mark.parametrize("option", [1, True, 1.0])
def test_of_equal_options_the_one_of_the_same_type_is_entered(option: Any) -> None:
    page = OnePage(call("radio", "L", [1, True, 1.0]))
    assert repr(page.enter(option)) == repr(option)


def test_what_has_no_label_is_shown_as_text() -> None:
    names = {"x": "X"}
    given = call("selectbox", "L", ["x"], format_func=names.__getitem__, accept_new_options=True)
    page = OnePage(given, held=("gone",))
    assert page.value == page.widget.value == "gone"


@pytest.mark.parametrize(
    ("command", "held", "value"),
    [("selectbox", "gone", "x"), ("multiselect", ["x", "gone"], ["x"])],
)
def test_a_value_that_format_func_cannot_take_is_no_option(
    command: str, held: Any, value: Any
) -> None:
    names = {"x": "X", "y": "Y"}
    given = call(command, "L", [*names], format_func=names.__getitem__)
    assert OnePage(given, held=(held,)).value == value
