"""Options of simulated widgets: the types they come in, and choices when options change."""

from __future__ import annotations

from enum import StrEnum
from numbers import Integral
from typing import Any

import pytest

from one_widget import OnePage, OptionsPage, call

GROUPS = ["pills", "segmented_control"]
MANY = {"selection_mode": "multi"}
AB = ["a", "b"]
NEW = {"accept_new_options": True}
SEVERAL = [("multiselect", {}), *((command, MANY) for command in GROUPS)]


class Size(StrEnum):
    SMALL = "s"
    LARGE = "l"


class Column:
    """A stand-in for a pandas Series: it has ``iloc``, and no columns."""

    iloc = None

    def __init__(self, *items: Any) -> None:
        self.items = items

    def to_list(self) -> tuple[Any, ...]:
        return self.items


class Table:
    """A stand-in for a pandas DataFrame."""

    def __init__(self, *columns: Column) -> None:
        self.columns = columns
        self.empty = not columns
        self.iloc = self

    def __getitem__(self, place: tuple[slice, int]) -> Column:
        rows, column = place
        assert rows == slice(None)
        return self.columns[column]


@Integral.register
class Two:
    """A whole number that is no int, as numpy's are."""

    def __lt__(self, other: int) -> bool:
        return other > 2

    def __repr__(self) -> str:
        return "2"


class Named:
    """An option whose copy is not equal to it."""

    def __init__(self, name: str) -> None:
        self.name = name


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
    ids=lambda given: type(given).__name__,
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


def test_a_limit_may_be_a_whole_number_that_is_no_int() -> None:
    given = {"max_selections": Two(), "default": ["a", "b"]}
    assert OptionsPage("multiselect", **given).values == [["a", "b"]]


@pytest.mark.parametrize("command", ["selectbox", "radio"])
def test_it_holds_its_option_when_others_come_and_falls_back_when_it_goes(
    command: str,
) -> None:
    shown = OptionsPage(command)
    shown.enter("c")
    assert shown.then(options=["c", "d"], index=1) == "c"
    assert shown.then(options=["x", "y"]) == "y"
    assert shown.widget.value == "y"
    assert shown.then(options=["d"], index=None) is None


def test_new_text_stays_though_it_is_no_option() -> None:
    shown = OptionsPage("selectbox", held=("z",), **NEW)
    assert shown.values == ["z"]
    shown.enter("new")
    assert shown.then(options=["x"]) == "new"


@pytest.mark.parametrize(
    ("command", "how", "chosen", "before"),
    [*((c, how, ["b"], []) for c, how in SEVERAL), *((c, {}, "b", None) for c in GROUPS)],
)
def test_back_to_what_is_no_option_leaves_nothing_chosen(
    command: str, how: Any, chosen: Any, before: Any
) -> None:
    shown = OptionsPage(command, url="?k=z", bind="query-params", **how)
    shown.enter(chosen)
    shown.tab.back()
    assert shown.values == [before, chosen, before]


@pytest.mark.parametrize(("command", "how"), SEVERAL)
class TestSeveral:
    def test_options_that_are_gone_are_left_out_and_do_not_return(
        self, command: str, how: Any
    ) -> None:
        shown = OptionsPage(command, default=["a"], **how)
        shown.enter(["a", "c"])
        assert shown.then(options=["b", "c"], default=None) == ["c"]
        assert shown.widget.value == ["c"]
        assert shown.then(options=["a", "c"]) == ["c"]
        assert shown.then(options=["x", "y"], default="x") == []

    def test_of_options_with_one_label_the_first_or_the_last_is_chosen(
        self, command: str, how: Any
    ) -> None:
        shown = OptionsPage(command, options=[1, 2], format_func=lambda _: "same", **how)
        assert shown.enter(["same"]) == ([1] if command == "multiselect" else [2])


@pytest.mark.parametrize("command", GROUPS)
class TestOne:
    def test_the_default_comes_back_when_the_option_is_gone(self, command: str) -> None:
        shown = OptionsPage(command, default="a")
        shown.enter("c")
        assert shown.then(options=["b", "c"], default="b") == "c"
        assert shown.then(options=["a", "b"]) == "b"
        assert shown.widget.value == "b"
        assert shown.then(options=["x"], default=None) is None
        assert shown.then(options=[]) is None

    def test_it_shows_the_option_with_the_label_of_what_is_equal_to_none(
        self, command: str
    ) -> None:
        options = [Named("a"), Named("b")]
        given = {"options": options, "format_func": lambda option: option.name}
        shown = OptionsPage(command, **given, held=(Named("b"),))
        assert shown.values[0] is not options[1] is shown.widget.value


def test_new_options_stay_though_they_are_none() -> None:
    shown = OptionsPage("multiselect", **NEW)
    shown.enter(["z", "a"])
    assert shown.then(options=["b"]) == ["z", "a"]
