"""What is known of widgets that the session has dropped is forgotten, if it is much."""

from __future__ import annotations

from st_page_state import PageState
from st_page_state.engine.class_state import ClassState, Shown
from st_page_state.engine.widget_input import ROOM, forget_dropped


class Rows(PageState):
    n: int = 0


def test_widgets_with_errors_stay_known() -> None:
    state = ClassState(Rows.__page_state__, 0)
    state.shown = {str(number): Shown(0, 1) for number in range(2 * ROOM + 1)}
    state.refused, state.widget_errors = {"2": "'x'"}, {"n": ("str", "no number")}
    forget_dropped({}, state)
    assert (list(state.shown), state.refused) == (["2"], {"2": "'x'"})


def test_only_widgets_of_the_session_stay_known() -> None:
    state = ClassState(Rows.__page_state__, 0)
    shown = Shown(0, 1)
    state.shown = {str(number): shown for number in range(2 * ROOM + 1)}
    state.submits = {"0": "n", "1": "n"}
    state.refused = {"2": "'x'"}
    state.given_up.update({"0": "1", "1": "2"})
    forget_dropped({"0": 1}, state)
    assert state.shown == {"0": shown}
    assert (state.submits, state.refused, state.given_up) == ({"0": "n"}, {}, {"0": "1"})
