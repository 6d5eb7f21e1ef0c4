"""The simulated multiselect, pills and segmented control: what they refuse, begin with and hold."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import pytest

from one_widget import ABC, OptionsPage

GROUPS = ["pills", "segmented_control"]
ALL = ["multiselect", *GROUPS]
MANY = {"selection_mode": "multi"}
NEW = {"accept_new_options": True}
OFFERED = "it offers 'a', 'b', 'c'"
SEVERAL = [("multiselect", {}), *((command, MANY) for command in GROUPS)]


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


def label(option: Named) -> str:
    return option.name


def wrong(parameter: str, value: Any, *choices: str) -> str:
    could = " or ".join(choices)
    return f"StreamlitValueError: {parameter}={value!r} is invalid: it must be {could}."


NOT_ITERABLE = "TypeError: 'int' object is not iterable"
MODES = ["'single'", "'multi'"]
POSITIVE = "a positive integer"
TOO_MANY = "StreamlitSelectionCountExceedsMaxError: {} options are chosen, but max_selections={}."
NO_OPTION = (
    "StreamlitDefaultNotInOptionsError: The default 'z' is not among the options: add it to them."
)
NOT_BOTH = "StreamlitIncompatibleParametersError: {} cannot be used together with {}."
SINGLE = (
    "StreamlitAPIException: default=['a', 'c'] must be a single option when "
    "selection_mode='single'."
)
WRONG = [
    *((command, {"default": ["a", "z"]}, NO_OPTION) for command in ALL),
    *((c, {"selection_mode": "no"}, wrong("selection_mode", "no", *MODES)) for c in GROUPS),
    *((command, {"default": ["a", "c"]}, SINGLE) for command in GROUPS),
    *(
        (c, MANY | {"required": True}, NOT_BOTH.format("required=True", "selection_mode='multi'"))
        for c in GROUPS
    ),
    *(
        ("multiselect", {"max_selections": most}, wrong("max_selections", most, POSITIVE))
        for most in (0, -1, True, 1.5, "2")
    ),
    *(
        ("multiselect", {"max_selections": 1, "held": (held,)}, TOO_MANY.format(2, 1))
        for held in (["a", "b"], ("a", "b"), {"a", "b"}, "ab", {"a": 1, "b": 2})
    ),
    ("multiselect", {"max_selections": 2, "default": ABC}, TOO_MANY.format(3, 2)),
    *(("multiselect", {"held": (5,)} | given, NOT_ITERABLE) for given in ({}, NEW)),
]


@pytest.mark.parametrize(("command", "given", "says"), WRONG)
def test_what_they_do_not_take(command: str, given: Any, says: str) -> None:
    with pytest.raises(Exception) as caught:
        OptionsPage(command, **given)
    assert f"{type(caught.value).__name__}: {caught.value}" == says


BEGUN = [
    *((c, {"default": default} | how, []) for c, how in SEVERAL for default in (None, [])),
    *((c, {"default": "b"} | how, ["b"]) for c, how in SEVERAL),
    *((c, {"default": {"b"}} | how, ["b"]) for c, how in SEVERAL),
    *((command, {"default": ["c", "a"]} | how, ["c", "a"]) for command, how in SEVERAL),
    *((command, {"options": []} | how, []) for command, how in SEVERAL),
    *((command, {"held": (["b", "a"],)} | how, ["b", "a"]) for command, how in SEVERAL),
    *((command, {"held": (("b", "a"),)} | how, ("b", "a")) for command, how in SEVERAL),
    *((command, {"held": (["z", "a"],)} | how, ["a"]) for command, how in SEVERAL),
    *((command, {"held": ([],), "default": "a"} | how, []) for command, how in SEVERAL),
    *((c, {"default": default}, v) for c in GROUPS for default, v in (("b", "b"), (["b"], "b"))),
    *((command, {}, None) for command in GROUPS),
    *((command, {"options": []}, None) for command in GROUPS),
    *((command, {"held": ("b",), "default": "a"}, "b") for command in GROUPS),
    *((command, {"held": (None,), "default": "a"}, None) for command in GROUPS),
    *((command, {"held": ("z",)}, None) for command in GROUPS),
    *((command, {"held": ("z",), "default": "b"}, "b") for command in GROUPS),
    ("multiselect", {"max_selections": 1, "default": "a"}, ["a"]),
    ("multiselect", {"max_selections": Two(), "default": ["a", "b"]}, ["a", "b"]),
    ("multiselect", {"max_selections": 2, "held": (["a", "b"],)}, ["a", "b"]),
    ("multiselect", NEW | {"held": (["z"],)}, ["z"]),
]


@pytest.mark.parametrize(("command", "given", "value"), BEGUN)
def test_what_they_begin_with(command: str, given: Any, value: Any) -> None:
    shown = OptionsPage(command, **given)
    assert shown.values == [value]
    assert shown.widget.value == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(
    ("command", "given", "entered", "value"),
    [
        *((c, {"options": [1, 2]} | how, [2, "1"], [2, 1]) for c, how in SEVERAL),
        *((c, how, entered, ["b"]) for c, how in SEVERAL for entered in (("b",), {"b"})),
        *((c, how, frozenset("c"), ["c"]) for c, how in SEVERAL),
        *((c, {"default": ["a"]} | how, [], []) for c, how in SEVERAL),
        ("multiselect", {"max_selections": 2}, ["c", "a"], ["c", "a"]),
        ("multiselect", NEW, ["z", "a"], ["z", "a"]),
        *((c, {"options": [1, 2]}, entered, 2) for c in GROUPS for entered in (2, "2")),
        *((c, {"default": "a"}, None, None) for c in GROUPS),
        *((c, {"required": True}, "c", "c") for c in GROUPS),
        *((c, {"options": [1, 2], "format_func": "No {}".format}, "No 1", 1) for c in GROUPS),
    ],
)
def test_what_a_user_can_choose(command: str, given: Any, entered: Any, value: Any) -> None:
    shown = OptionsPage(command, **given)
    assert shown.enter(entered) == value
    assert shown.widget.value == value


@pytest.mark.parametrize(
    ("command", "given", "entered", "named", "could"),
    [
        *((c, how, "a", "a", "a list of options is expected") for c, how in SEVERAL),
        *((c, how, None, None, "a list of options is expected") for c, how in SEVERAL),
        *((c, how, ["a", "z"], "z", OFFERED) for c, how in SEVERAL),
        *((c, how, ["a", "a"], ["a", "a"], "'a' can be chosen only once") for c, how in SEVERAL),
        ("multiselect", {"max_selections": 1}, ["a", "b"], ["a", "b"], "at most 1 can be chosen"),
        ("multiselect", NEW, ["z", "z"], ["z", "z"], "'z' can be chosen only once"),
        ("multiselect", NEW, [""], "", OFFERED),
        ("multiselect", NEW, [5], 5, OFFERED),
        *((c, {}, "z", "z", OFFERED) for c in GROUPS),
        *((c, {"required": True, "default": "a"}, None, None, OFFERED) for c in GROUPS),
    ],
)
def test_what_nobody_can_choose(
    command: str, given: Any, entered: Any, named: Any, could: str
) -> None:
    shown = OptionsPage(command, **given)
    with pytest.raises(ValueError) as caught:
        shown.enter(entered)
    assert str(caught.value) == f'No user could enter {named!r} into the {command} "L": {could}.'
    assert len(shown.values) == 1


@pytest.mark.parametrize(
    ("command", "given", "url", "value", "left"),
    [
        *((c, how, "?k=c&k=b", ["c", "b"], "?k=c&k=b") for c, how in SEVERAL),
        *((c, how, "?k=c&k=z&k=c", ["c"], "?k=c") for c, how in SEVERAL),
        *((c, how | {"default": "a"}, "?k=z", ["a"], "") for c, how in SEVERAL),
        *((c, how | {"default": "a"}, "?k=", [], "?k=") for c, how in SEVERAL),
        *((c, how | {"default": "a"}, "?k=a", ["a"], "") for c, how in SEVERAL),
        ("multiselect", {"max_selections": 1}, "?k=b&k=c", ["b"], "?k=b"),
        ("multiselect", NEW, "?k=z&k=a", ["z", "a"], "?k=z&k=a"),
        *((c, {}, "?k=c&k=b", "c", "?k=c") for c in GROUPS),
        *((c, {}, "?k=b&k=z", "b", "?k=b") for c in GROUPS),
        *((c, {"default": "a"}, "?k=", None, "?k=") for c in GROUPS),
        *((c, {"default": "a"}, "?k=z", "a", "") for c in GROUPS),
        *((c, {"default": d}, "?k=z&k=b", d, "") for c in GROUPS for d in (None, "a")),
    ],
)
def test_what_the_address_gives_them(
    command: str, given: Any, url: str, value: Any, left: str
) -> None:
    shown = OptionsPage(command, url=url, bind="query-params", **given)
    assert (shown.values, shown.tab.url) == ([value], left)


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

    def test_an_equal_option_is_shown_by_its_label_or_as_the_first(
        self, command: str, how: Any
    ) -> None:
        shown = OptionsPage(command, options=[1, True], held=([True],), **how)
        assert str(shown.values) == "[[True]]"
        assert str(shown.widget.value) == ("[True]" if command == "multiselect" else "[1]")


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

    def test_it_shows_an_equal_option_and_else_one_with_the_label(self, command: str) -> None:
        assert str(OptionsPage(command, options=[1, True], held=(True,)).widget.value) == "1"
        options = [Named("a"), Named("b")]
        shown = OptionsPage(command, options=options, format_func=label, held=(Named("b"),))
        assert shown.values[0] is not options[1] is shown.widget.value


def test_new_options_stay_though_they_are_none() -> None:
    shown = OptionsPage("multiselect", **NEW)
    shown.enter(["z", "a"])
    assert shown.then(options=["b"]) == ["z", "a"]
