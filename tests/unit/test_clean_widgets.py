"""Clean widgets, which bind() leaves alone, and widgets that only look clean."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar, use_ports
from st_page_state.ports import WidgetSession
from st_page_state_fakes import FakeQuery, FakeSession


class Desk(PageState):
    word: str = StateVar(default="a")
    maybe: str | None = StateVar(default=None)


class Other(PageState):
    n: int = StateVar(default=1)


WORD, MAYBE = (f"{Desk.__page_state__.namespace}.{name}" for name in ("word", "maybe"))


class DrawnWidgets(FakeSession, WidgetSession):
    """A session that records which keys are set and identifies widgets as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []
        self.identities: dict[str, str] = {}

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        self.given.append(key)

    def widget_identity(self, key: str) -> str | None:
        return self.identities.get(key)

    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return nullcontext()


def test_a_session_of_an_unknown_streamlit_may_take_new_options(fake_query: FakeQuery) -> None:
    with use_ports(DrawnWidgets(), fake_query):
        assert Desk.bind("word", options=["b"], accept_new_options=True)["accept_new_options"]
        assert Desk.word == "a"


class Screen:
    """A tab in which each run executes some code and then draws one widget."""

    def __init__(self) -> None:
        self._tab = RunningTab()
        self._tab.session = self.session = DrawnWidgets()

    def state(self) -> Desk:
        with self._tab.run():
            return Desk.snapshot()

    def errors(self) -> list[str]:
        with self._tab.run():
            return list(Desk.widget_errors())

    def draw(
        self,
        name: str = "word",
        *,
        before: Callable[[], object] = Desk.snapshot,
        page: str = "",
        drawn: bool = True,
        **wishes: Any,
    ) -> dict[str, Any]:
        self.session.given.clear()
        with self._tab.run(page=page):
            before()
            bound: Any = Desk.bind(name, **wishes)
        if drawn:
            self.session.identities.setdefault(bound["key"], "one")
        return dict(bound)

    def left(self, name: str = "word", **wishes: Any) -> Screen:
        """Return the screen after its widget has been drawn until it is clean."""
        for _ in range(3):
            self.draw(name, **wishes)
        assert self.session.given.count(f"{Desk.__page_state__.namespace}.{name}") == 0
        return self

    def callback(self, bound: dict[str, Any]) -> None:
        with self._tab.run():
            bound["on_change"]()


@pytest.mark.parametrize("options", [None, ["a", "b"]])
def test_changed_options_are_noticed(options: list[str] | None) -> None:
    screen = Screen().left(options=options)
    screen.draw(options=["b", "c"])
    assert screen.state().word == screen.session[WORD] == "b"


def test_new_options_set_the_value_again_lest_the_widget_resets() -> None:
    screen = Screen().left(options=["a", "b"])
    screen.draw(options=["a", "c"])
    assert WORD in screen.session.given
    screen.left(options=["a", "c"])


def test_a_first_value_may_come_later() -> None:
    screen = Screen().left()
    screen.draw(value="z")
    assert screen.state().word == screen.session[WORD] == "z"


def test_a_widget_that_left_its_form_calls_the_apps_callback() -> None:
    called: list[str] = []
    screen = Screen().left(form=True)
    bound = screen.draw(on_change=lambda: called.append(Desk.word))
    screen.session[WORD] = "b"
    screen.callback(bound)
    screen.draw()
    assert called == ["b"]


def test_a_value_that_fits_again_clears_the_error() -> None:
    screen = Screen().left()
    screen.session[WORD] = 3
    screen.draw()
    assert screen.errors() == ["word"]
    screen.session[WORD] = "a"
    screen.draw()
    assert screen.errors() == []


def test_an_edit_after_a_reset_to_the_same_value_is_not_lost() -> None:
    screen = Screen().left()
    screen.session.identities[WORD] = "two"
    screen.draw()
    screen.session[WORD] = "b"
    screen.draw()
    assert screen.state().word == "b"


def test_an_edit_of_a_widget_bound_before_it_was_drawn_is_not_lost() -> None:
    screen = Screen().left(drawn=False)
    screen.draw()
    screen.draw()
    screen.session[WORD] = "b"
    screen.draw()
    assert screen.state().word == "b"


def test_a_value_set_by_code_survives_a_later_widget_reset() -> None:
    screen = Screen().left()
    screen.draw(before=lambda: setattr(Desk, "word", "b"))
    screen.draw()
    screen.session.identities[WORD], screen.session[WORD] = "two", ""
    screen.draw()
    assert screen.state().word == screen.session[WORD] == "b"


def test_a_widget_that_was_reset_once_gets_its_value_each_run() -> None:
    screen = Screen().left()
    screen.session.identities[WORD] = "two"
    screen.draw()
    screen.session[WORD] = "b"
    screen.draw(before=lambda: setattr(Desk, "word", "b"))
    for _ in range(3):
        screen.draw()
        assert WORD in screen.session.given


@pytest.mark.parametrize("before", [lambda: None, Desk.snapshot, Other.snapshot])
def test_on_another_page_the_widget_is_another_one(before: Callable[[], object]) -> None:
    screen = Screen().left()
    screen.draw(page="other", before=before)
    assert WORD in screen.session.given


@pytest.mark.parametrize(("old", "new"), [(None, "a"), ("a", None)])
def test_none_is_a_value_like_any_other(old: str | None, new: str | None) -> None:
    def left() -> Screen:
        screen = Screen()
        screen.draw("maybe", before=lambda: setattr(Desk, "maybe", old))
        return screen.left("maybe")

    by_code = left()
    by_code.draw("maybe", before=lambda: Desk.update(maybe=new))
    assert by_code.session[MAYBE] == new
    by_widget = left()
    by_widget.session[MAYBE] = new
    by_widget.draw("maybe")
    assert by_widget.state().maybe == new


def test_a_redrawn_widget_can_be_set_to_none() -> None:
    screen = Screen().left("maybe")
    del screen.session[MAYBE]
    screen.draw("maybe")
    assert MAYBE in screen.session.given
