"""What simulated widgets with options have in common: callbacks, and what makes them others."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import NotSimulatedError, StreamlitDuplicateElementId

ABC = ["a", "b", "c"]
NEW = {"accept_new_options": True}
MANY = {"selection_mode": "multi"}
SINGLE = ["selectbox", "radio"]
GROUPS = ["pills", "segmented_control"]
ALL = [*SINGLE, "multiselect", *GROUPS]


def b(command: str) -> Any:
    return ["b"] if command == "multiselect" else "b"


def begun(command: str, given: dict[str, Any]) -> Any:
    """Return what it begins with."""
    if "index" in given:
        return ABC[given["index"]]
    if command == "multiselect":
        return [given["default"]] if "default" in given else []
    return [] if given == MANY else given.get("default", "a" if command in SINGLE else None)


@pytest.mark.parametrize("command", ALL)
class TestAll:
    def test_a_test_sees_what_it_is(self, command: str) -> None:
        given = {"options": [1, 2], "format_func": "No {}".format, "key": 5}
        widget = FakeApp(lambda st: getattr(st, command)(7, **given)).open().widget("5")
        assert (widget.command, widget.label, widget.key) == (command, "7", "5")
        assert (widget.options, widget.disabled) == (["No 1", "No 2"], False)

    def test_nobody_can_use_it_while_it_is_disabled(self, command: str) -> None:
        tab = FakeApp(lambda st: getattr(st, command)("L", ABC, disabled=True)).open()
        with pytest.raises(ValueError) as caught:
            tab.widget("L").set_value(b(command))
        assert str(caught.value) == f"The {command} 'L' is disabled: no user could use it."

    def test_it_calls_back_with_what_was_given(self, command: str) -> None:
        calls: list[Any] = []
        given = {"args": (1, 2), "kwargs": {"n": 3}, "format_func": str.upper}

        def called(*args: Any, **kwargs: Any) -> None:
            calls.append((args, kwargs))

        app = FakeApp(lambda st: getattr(st, command)("L", ABC, on_change=called, **given))
        app.open().widget("L").set_value(b(command))
        assert calls == [((1, 2), {"n": 3})]

    def test_an_edit_that_starts_no_run_is_not_simulated(self, command: str) -> None:
        says = rf"^{command}\(on_change='ignore'\) is not simulated"
        with pytest.raises(NotSimulatedError, match=says):
            FakeApp(lambda st: getattr(st, command)("L", ABC, on_change="ignore")).open()

    def test_what_persists_is_there_when_it_comes_back(self, command: str) -> None:
        def script(st: Any) -> None:
            if st.checkbox("Draw", value=True):
                getattr(st, command)("L", ABC, key="k", persist_state="session")

        tab = FakeApp(script).open()
        tab.widget("k").set_value(b(command))
        tab.widget("Draw").set_value(False)
        tab.widget("Draw").set_value(True)
        assert tab.widget("k").value == b(command)

    def test_its_labels_are_in_the_address(self, command: str) -> None:
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


DIFFERENCES = [
    *((command, {"label": "M"}, True) for command in ALL),
    *((command, {"options": ["a", "b"]}, True) for command in ALL),
    *((command, {"help": "?"}, True) for command in ALL),
    *((command, {"width": 100}, True) for command in ALL),
    *((command, {"format_func": str.upper}, True) for command in ALL),
    *((command, {"format_func": str.lower}, False) for command in ALL),
    *((command, {"disabled": True}, False) for command in ALL),
    *((command, {"on_change": print}, False) for command in ALL),
    *((command, {"label_visibility": "hidden"}, False) for command in ALL),
    *((command, {"index": 2}, True) for command in SINGLE),
    *((command, {"default": "a"}, True) for command in ("multiselect", *GROUPS)),
    *((command, {"wrap": True}, False) for command in ("multiselect", *GROUPS)),
    *((command, {"required": True}, False) for command in GROUPS),
    *((command, MANY, True) for command in GROUPS),
    *((command, NEW, True) for command in ("selectbox", "multiselect")),
    *((command, {"placeholder": "..."}, True) for command in ("selectbox", "multiselect")),
    *((command, {"filter_mode": "prefix"}, True) for command in ("selectbox", "multiselect")),
    ("selectbox", {"required": True}, True),
    ("selectbox", {"icon": ":material/add:"}, True),
    ("radio", {"horizontal": True}, True),
    ("radio", {"captions": ["A", "B", "C"]}, True),
    ("multiselect", {"max_selections": 2}, True),
    ("multiselect", {"select_all": False}, True),
]
WITH_A_KEY = [NEW, MANY, {"max_selections": 2}]
DRAWN = {"label": "L", "options": ABC}


@pytest.mark.parametrize(("command", "given", "another"), DIFFERENCES)
def test_what_tells_one_without_a_key_from_another(
    command: str, given: dict[str, Any], another: bool
) -> None:
    def script(st: Any) -> None:
        getattr(st, command)(**DRAWN)
        getattr(st, command)(**{**DRAWN, **given})

    if another:
        assert len(FakeApp(script).open().widgets) == 2
    else:
        with pytest.raises(StreamlitDuplicateElementId):
            FakeApp(script).open()


@pytest.mark.parametrize("version", ["1.49", "1.50"])
@pytest.mark.parametrize(("command", "given", "another"), DIFFERENCES)
def test_one_with_a_key_is_told_from_another_by_less_since_1_50(
    command: str, given: dict[str, Any], another: bool, version: str
) -> None:
    def script(st: Any) -> None:
        after = given if st.checkbox("After") else {}
        values.append(getattr(st, command)(**{**DRAWN, "key": "k", **after}))

    values: list[Any] = []
    tab = FakeApp(script, streamlit=version).open()
    tab.widget("k").set_value(b(command))
    tab.widget("After").set_value(True)
    anew = another if version == "1.49" else given in WITH_A_KEY
    assert values[-1] == (begun(command, given) if anew else b(command))


def relabelled(command: str, chosen: Any, *, version: str, **given: Any) -> tuple[Any, int]:
    """Return what is chosen after its label has changed, and how often it has called back."""
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
