"""The simulated buttons: the value of a click, and its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    StreamlitDuplicateElementKey,
    StreamlitValueAssignmentNotAllowedError,
)

URL = "https://example.com"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "button": {"label": "L"},
    "form_submit_button": {"label": "L"},
    "download_button": {"label": "L", "data": "text"},
    "link_button": {"label": "L", "url": URL, "on_click": "rerun"},
    "menu_button": {"label": "L", "options": ["a", "b"]},
}
ALL = list(ARGUMENTS)
PLAIN = ALL[:-1]


def drawing(draw: Callable[[Any], Any], command: str) -> Callable[[Any], None]:
    """Return a script that draws where the command has its place."""

    def script(st: Any) -> None:
        if command == "form_submit_button":
            with st.form("f"):
                draw(st)
        else:
            draw(st)

    return script


class Shown:
    """A button on a page of its own; ``values`` are the values its runs got from it."""

    def __init__(self, command: str, *, held: tuple[Any, ...] = (), **given: Any) -> None:
        self.values: list[Any] = []

        def draw(st: Any) -> None:
            if held:
                st.session_state["k"] = held[0]
            arguments = {**ARGUMENTS[command], "key": "k", **given}
            self.values.append(getattr(st, command)(**arguments))

        self.tab = FakeApp(drawing(draw, command)).open()

    def enter(self, value: Any) -> list[Any]:
        """Use it and rerun the page; return the values of the three runs."""
        self.tab.widget("k").set_value(value)
        self.tab.rerun()
        return self.values


def test_a_single_option_of_a_menu_may_have_any_label() -> None:
    assert Shown("menu_button", options=["a"], format_func=lambda _: "same").values == [None]


@pytest.mark.parametrize("command", ALL)
class TestEveryButton:
    def test_a_test_sees_what_it_is(self, command: str) -> None:
        given = {"label": 7, "key": 5}
        shown = Shown(command, **given)
        widget = shown.tab.widget("5")
        assert (widget.command, widget.label, widget.key) == (command, "7", "5")
        assert widget.options == ([] if command in PLAIN else ["a", "b"])
        assert shown.tab.widgets[0].disabled is False

    def test_its_value_cannot_be_assigned(self, command: str) -> None:
        with pytest.raises(StreamlitValueAssignmentNotAllowedError):
            Shown(command, held=(False,))

    def test_a_use_lasts_for_one_run(self, command: str) -> None:
        rest, used = (False, True) if command in PLAIN else (None, "b")
        shown = Shown(command)
        assert shown.enter(used) == [rest, used, rest]
        assert shown.tab.widget("k").value is rest

    def test_a_use_calls_back_with_what_was_given(self, command: str) -> None:
        calls: list[Any] = []
        call = {"on_click": lambda *args, **kwargs: calls.append((args, kwargs))}
        shown = Shown(command, **call, args=(1, 2), kwargs={"n": 3})
        shown.enter(True if command in PLAIN else "a")
        assert calls == [((1, 2), {"n": 3})]

    def test_nobody_can_use_it_while_it_is_disabled(self, command: str) -> None:
        shown = Shown(command, disabled=True)
        with pytest.raises(ValueError) as caught:
            shown.enter(True if command in PLAIN else "a")
        says = "'L' (key='k') is disabled: no user could use it."
        assert str(caught.value) == f"The {command} {says}"


@pytest.mark.parametrize("command", PLAIN)
@pytest.mark.parametrize("entered", [False, None, 1, "yes"])
def test_nothing_is_done_to_a_button_but_click_it(command: str, entered: Any) -> None:
    with pytest.raises(ValueError) as caught:
        Shown(command).enter(entered)
    says = f"No user could enter {entered!r} into the {command} "
    assert str(caught.value) == says + '"L": it can only be clicked.'


@pytest.mark.parametrize("entered", [2, "No 2"])
def test_an_option_of_a_menu_is_chosen_by_itself_or_by_its_label(entered: Any) -> None:
    shown = Shown("menu_button", options=[1, 2], format_func="No {}".format)
    assert shown.tab.widget("k").options == ["No 1", "No 2"]
    assert shown.enter(entered) == [None, 2, None]


def test_an_option_that_goes_while_it_is_chosen_gives_nothing() -> None:
    values: list[Any] = []

    def change(st: Any) -> None:
        st.session_state["options"] = ["c"]

    def script(st: Any) -> None:
        options = st.session_state.setdefault("options", ["a", "b"])
        values.append(st.menu_button("L", options, key="k", on_click=change, args=(st,)))

    FakeApp(script).open().widget("k").set_value("b")
    assert values == [None, "b"]


def test_a_plain_link_is_shown_and_is_no_widget() -> None:
    tab = FakeApp(lambda st: st.link_button("More", URL)).open()
    assert tab.widgets == []
    [shown] = tab.outputs
    assert (shown.command, shown.args, shown.kwargs) == ("link_button", ("More", URL), {})


@pytest.mark.parametrize("given", [{}, {"type": "primary"}, {"help": "?"}])
def test_a_form_has_one_submit_button_with_a_label(given: Any) -> None:
    def script(st: Any) -> None:
        with st.form("f"):
            st.form_submit_button()
            st.form_submit_button("Submit", **given)

    with pytest.raises(StreamlitDuplicateElementKey):
        FakeApp(script).open()


@pytest.mark.parametrize("given", [{"label": "M"}, {"type": "primary"}, {"help": "?"}])
@pytest.mark.parametrize("command", ["button", "form_submit_button", "download_button"])
@pytest.mark.parametrize(("version", "clicked"), [("1.49", False), ("1.50", True)])
def test_a_click_that_changes_its_button_was_lost_before_1_50(
    command: str, given: Any, version: str, clicked: bool
) -> None:
    arguments = {**ARGUMENTS[command], "key": "k"}
    values: list[Any] = []

    def draw(st: Any) -> None:
        drawn = {**arguments, "on_click": lambda: arguments.update(given)}
        values.append(getattr(st, command)(**drawn))

    FakeApp(drawing(draw, command), streamlit=version).open().button("k").click()
    assert values == [False, clicked]
