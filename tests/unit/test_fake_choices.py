"""The simulated selectbox and radio: what they refuse, begin with and hold."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import OptionsPage

BOTH = ["selectbox", "radio"]
NEW = {"accept_new_options": True}
OFFERED = "it offers 'a', 'b', 'c'"
STAYS = "it has a selection that cannot be cleared"


def refused(command: str, **given: Any) -> str:
    """Return the class and the message of what drawing it raises."""
    with pytest.raises(Exception) as caught:
        OptionsPage(command, **given)
    return f"{type(caught.value).__name__}: {caught.value}"


WRONG = [
    ({"index": 3}, "OutOfRangeError: index=3 is out of range: it must be from 0 to 2."),
    ({"index": -1}, "OutOfRangeError: index=-1 is out of range: it must be from 0 to 2."),
    (
        {"index": "a"},
        "InvalidParameterTypeError: index='a' has type str: it must be int or None.",
    ),
]


@pytest.mark.parametrize("command", BOTH)
@pytest.mark.parametrize(("given", "says"), WRONG)
def test_what_neither_takes(command: str, given: Any, says: str) -> None:
    kind = "Streamlit" if "Invalid" in says else "StreamlitValue"
    assert refused(command, **given) == kind + says


@pytest.mark.parametrize(
    ("command", "given"),
    [
        *((c, {"index": 1, "options": ["z", "a"]}) for c in BOTH),
    ],
)
def test_what_they_take(command: str, given: Any) -> None:
    assert OptionsPage(command, **given).values == ["a"]


@pytest.mark.parametrize(
    ("command", "given", "entered", "could"),
    [
        *((c, {}, entered, OFFERED) for c in BOTH for entered in ("z", "", 1, [])),
        *((c, {}, None, STAYS) for c in BOTH),
        ("radio", {"index": None}, None, STAYS),
        ("selectbox", {"index": None, "required": True}, None, STAYS),
        ("selectbox", NEW, None, STAYS),
        ("selectbox", NEW, "", f"{OFFERED}, or new text"),
        ("selectbox", NEW, 5, f"{OFFERED}, or new text"),
        ("selectbox", {"options": []}, "a", "it offers nothing"),
    ],
)
def test_what_nobody_can_choose(command: str, given: Any, entered: Any, could: str) -> None:
    shown = OptionsPage(command, **given)
    with pytest.raises(ValueError) as caught:
        shown.enter(entered)
    assert str(caught.value) == f'No user could enter {entered!r} into the {command} "L": {could}.'
    assert len(shown.values) == 1


@pytest.mark.parametrize(
    ("command", "given", "entered", "value"),
    [
        *((c, {"options": [1, 2]}, entered, 2) for c in BOTH for entered in (2, "2")),
        ("selectbox", {"index": None}, None, None),
        ("selectbox", {"held": (None,)}, None, None),
        ("selectbox", NEW, "z", "z"),
        ("selectbox", NEW | {"index": None}, None, None),
        ("selectbox", NEW | {"options": [1, 2]}, "2", 2),
    ],
)
def test_what_a_user_can_choose(command: str, given: Any, entered: Any, value: Any) -> None:
    assert OptionsPage(command, **given).enter(entered) == value


def test_what_was_chosen_can_be_cleared_where_nothing_was_at_first() -> None:
    shown = OptionsPage("selectbox", index=None)
    assert [shown.enter(value) for value in ("b", None, "c")] == ["b", None, "c"]


def test_none_in_session_state_is_not_what_a_required_widget_can_be_cleared_to() -> None:
    with pytest.raises(ValueError, match=STAYS):
        OptionsPage("selectbox", held=(None,), required=True).enter(None)


@pytest.mark.parametrize("command", BOTH)
class TestBothCommands:
    @pytest.mark.parametrize(
        ("given", "value"),
        [
            ({}, "a"),
            ({"index": 2}, "c"),
            ({"index": None}, None),
            ({"options": []}, None),
            ({"options": [], "index": 5}, None),
            ({"held": ("b",)}, "b"),
            ({"held": ("z",)}, "a"),
            ({"held": ("z",), "index": 1}, "b"),
            ({"held": ("z",), "index": None}, None),
            ({"held": (None,)}, None),
        ],
    )
    def test_what_it_begins_with(self, command: str, given: Any, value: Any) -> None:
        shown = OptionsPage(command, **given)
        assert shown.values == [value]
        assert shown.widget.value == value

    def test_it_holds_its_option_when_others_come_and_falls_back_when_it_goes(
        self, command: str
    ) -> None:
        shown = OptionsPage(command)
        shown.enter("c")
        assert shown.then(options=["c", "d"], index=1) == "c"
        assert shown.then(options=["x", "y"]) == "y"
        assert shown.widget.value == "y"
        assert shown.then(options=["d"], index=None) is None

    def test_none_in_session_state_stays_though_there_is_a_default(self, command: str) -> None:
        shown = OptionsPage(command, held=(None,))
        assert (shown.then(), shown.widget.value) == (None, None)

    @pytest.mark.parametrize(
        ("url", "given", "value", "left"),
        [
            ("?k=b", {}, "b", "?k=b"),
            ("?k=c&k=b", {}, "b", "?k=c&k=b"),
            ("?k=a", {}, "a", ""),
            ("?k=z", {}, "a", ""),
            ("?k=z", {"index": None}, None, ""),
            ("?k=", {}, "a", ""),
            ("?k=", {"options": ["a", ""]}, "a", ""),
            ("?k=", {"index": 1, "options": ["", "b"]}, "b", ""),
            ("?k=", {"index": None}, None, ""),
            ("?k=", {"index": None, "options": ["a", ""]}, "", "?k="),
            ("?k=", {"held": (None,), "options": ["a", ""]}, "", "?k="),
            ("?k=2", {"options": [1, 2]}, 2, "?k=2"),
            ("?k=No+2", {"options": [1, 2], "format_func": "No {}".format}, 2, "?k=No+2"),
        ],
    )
    def test_what_the_address_gives_it(
        self, command: str, url: str, given: Any, value: Any, left: str
    ) -> None:
        shown = OptionsPage(command, url=url, bind="query-params", **given)
        assert (shown.values, shown.tab.url) == ([value], left)


def test_the_address_gives_a_selectbox_new_options() -> None:
    shown = OptionsPage("selectbox", url="?k=z", bind="query-params", **NEW)
    assert (shown.values, shown.tab.url) == (["z"], "?k=z")


def test_new_text_stays_though_it_is_no_option() -> None:
    shown = OptionsPage("selectbox", held=("z",), **NEW)
    assert shown.values == ["z"]
    shown.enter("new")
    assert shown.then(options=["x"]) == "new"
