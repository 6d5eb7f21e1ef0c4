"""Simulated widgets with options: their labels in the address, and labels that change."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from st_page_state_fakes import FakeApp

ABC = ["a", "b", "c"]
MANY = {"selection_mode": "multi"}
SINGLE = ["selectbox", "radio"]
GROUPS = ["pills", "segmented_control"]
ALL = [*SINGLE, "multiselect", *GROUPS]


def b(command: str) -> Any:
    return ["b"] if command == "multiselect" else "b"


@pytest.mark.parametrize("command", ALL)
def test_its_labels_are_in_the_address(command: str) -> None:
    given = {"format_func": str.upper, "key": "k", "bind": "query-params"}

    def script(st: Any) -> None:
        if st.button("Assign"):
            st.session_state["k"] = b(command)
        getattr(st, command)("L", ABC, **given)

    tab = FakeApp(script).open("?k=C")
    assert tab.url == "?k=C"
    tab.button("Assign").click()
    assert tab.url == "?k=B"


@pytest.mark.parametrize(
    ("command", "how"), [*((command, {}) for command in ALL), *((c, MANY) for c in GROUPS)]
)
def test_a_member_of_a_scripts_own_enum_stays_chosen(command: str, how: Any) -> None:
    words: list[str] = []

    def script(st: Any) -> None:
        size = Enum("size", "S M")
        named = {size.S: "small", size.M: "medium"}
        chosen = getattr(st, command)("L", size, format_func=named.__getitem__, key="k", **how)
        several = chosen if isinstance(chosen, list) else [chosen]
        words.append("".join(named[member] for member in several if member))

    tab = FakeApp(script).open()
    tab.widget("k").set_value(["medium"] if command == "multiselect" or how else "medium")
    tab.rerun()
    tab.rerun()
    assert words[1:] == ["medium"] * 3


def relabelled(command: str, chosen: Any, *, version: str, **given: Any) -> tuple[Any, int]:
    """Return the choice after its label has changed, and the number of callbacks."""
    calls: list[Any] = []

    def script(st: Any) -> None:
        words = {"a": "A", "b": "B", (1, 2): "1 to 2"} if st.toggle("Other words") else {}
        given["format_func"] = lambda option: words.get(option, str(option))
        st.session_state["value"] = getattr(st, command)(
            "L", [*ABC, (1, 2)], key="k", on_change=lambda: calls.append(command), **given
        )

    tab = FakeApp(script, streamlit=version).open()
    tab.widget("k").set_value(chosen)
    assert (tab.session_state["value"], len(calls)) == (chosen, 1)
    tab.widget("Other words").set_value(True)
    tab.rerun()
    tab.rerun()
    return tab.session_state["value"], len(calls)


@pytest.mark.parametrize(
    ("given", "chosen", "before"),
    [
        ({}, "b", None),
        ({"default": "a"}, "b", "a"),
        (MANY, ["b", "a"], []),
        (MANY | {"default": "c"}, ["b", "a"], ["c"]),
        ({}, (1, 2), None),
    ],
)
@pytest.mark.parametrize("command", GROUPS)
def test_what_is_chosen_stays_when_its_label_changes_since_1_59(
    command: str, given: Any, chosen: Any, before: Any
) -> None:
    assert relabelled(command, chosen, version="1.59", **given) == (chosen, 1)
    assert relabelled(command, chosen, version="1.58", **given) == (before, 2)


@pytest.mark.parametrize("command", GROUPS)
def test_what_is_chosen_stays_when_one_of_its_labels_changes(command: str) -> None:
    assert relabelled(command, ["b", "c"], version="1.67", **MANY) == (["b", "c"], 1)


class Kind:
    """An option that is equal to none of another run."""


@pytest.mark.parametrize("how", [{}, MANY])
@pytest.mark.parametrize("command", GROUPS)
def test_what_is_equal_to_no_option_goes_when_its_label_changes(command: str, how: Any) -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        word = "A" if st.toggle("Other words") else "a"
        given = {"format_func": lambda _: word, "key": "k", **how}
        values.append(getattr(st, command)("L", [Kind()], **given))

    tab = FakeApp(script).open()
    tab.widget("k").set_value(["a"] if how else "a")
    tab.widget("Other words").set_value(True)
    tab.rerun()
    assert [bool(value) for value in values] == [False, True, True, False]
