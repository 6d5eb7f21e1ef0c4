"""Edits of widgets: with and without a callback, in forms, and against writes by code."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from st_page_state import PageState, StateVar, use_ports
from st_page_state.engine.class_state import Shown
from st_page_state.engine.joining import transaction
from st_page_state.engine.widget_input import shows
from st_page_state_fakes import FakeQuery, FakeSession


class Desk(PageState):
    n: int = StateVar(default=1)
    word: Annotated[str, Field(max_length=5)] = StateVar(default="ann")
    on: datetime = StateVar(default=datetime(2026, 5, 1, 14, 30, 15))
    dates: tuple[date, date] = StateVar(default=(date(2026, 1, 1), date(2026, 1, 2)))
    sets: ClassVar[int] = 0
    fails: ClassVar[bool] = False

    @classmethod
    def before_set(cls) -> None:
        cls.sets += 1
        if cls.fails:
            raise PermissionError


@pytest.fixture(autouse=True)
def forget() -> None:
    Desk.sets, Desk.fails = 0, False


def bound(session: FakeSession, name: str, **wishes: Any) -> str:
    """Bind a widget in its own run; return its key."""
    with use_ports(session, FakeQuery()):
        return Desk.bind(name, **wishes)["key"]


def now(session: FakeSession) -> Desk:
    with use_ports(session, FakeQuery()):
        return Desk.snapshot()


class TestInForms:
    def test_a_missing_widget_does_not_hold_back_the_others(self, session: FakeSession) -> None:
        word, n = (bound(session, name, form=True) for name in ("word", "n"))
        del session[word]
        session[n] = 3
        assert now(session) == Desk(n=3)

    def test_a_failed_transaction_does_not_hold_back_later_edits(
        self, session: FakeSession
    ) -> None:
        word, n = (bound(session, name, form=True) for name in ("word", "n"))
        session[word], Desk.fails = "bob", True
        with pytest.raises(PermissionError):
            now(session)
        session[n], Desk.fails = 3, False
        assert now(session) == Desk(n=3)

    def test_all_errors_are_reported_at_once(self, session: FakeSession) -> None:
        word, dates = (bound(session, name, form=True) for name in ("word", "dates"))
        session[word], session[dates] = "much too long", (date(2026, 1, 1),)
        with use_ports(session, FakeQuery()):
            assert list(Desk.widget_errors()) == ["word", "dates"]

    def test_a_partly_shown_value_is_not_submitted_unedited(self, session: FakeSession) -> None:
        session[bound(session, "on", form=True)] = date(2026, 5, 1)
        assert now(session) == Desk()

    def test_an_outdated_widget_value_does_not_overwrite_code(self, session: FakeSession) -> None:
        bound(session, "n", form=True)
        with use_ports(session, FakeQuery()):
            Desk.n = 7
        assert now(session).n == 7


class TestByCallback:
    def test_its_value_reaches_the_widget(self, ports: None, session: FakeSession) -> None:
        n: Any = Desk.bind("n", on_change=lambda: setattr(Desk, "n", 9))
        session[n["key"]] = 5
        n["on_change"]()
        Desk.bind("n")
        assert session[n["key"]] == Desk.n == 9

    def test_an_edit_without_a_change_is_ignored(self, ports: None, session: FakeSession) -> None:
        called: list[int] = []
        n: Any = Desk.bind("n", on_change=called.append, args=[1])
        session[n["key"]] = 1
        n["on_change"]()
        assert (called, Desk.sets) == ([], 0)


class Capped(PageState):
    n: int = StateVar(default=1)
    told: ClassVar[list[int]] = []

    @classmethod
    def on_change(cls, field: str, old: int, new: int) -> None:
        cls.told.append(new)
        cls.n = min(new, 9)


class TestWithoutCallback:
    def test_a_value_set_by_a_hook_reaches_the_widget(
        self, ports: None, session: FakeSession
    ) -> None:
        Capped.told.clear()
        key = Capped.bind("n")["key"]
        session[key] = 50
        for _ in range(3):
            Capped.bind("n")
        assert session[key] == Capped.n == 9
        assert Capped.told == [50, 9]

    def test_a_rejected_value_gives_way_to_code(self, ports: None, session: FakeSession) -> None:
        key = Desk.bind("word")["key"]
        session[key] = "much too long"
        Desk.bind("word")
        assert "at most 5 characters" in Desk.widget_errors()["word"].reason
        Desk.word = "bob"
        Desk.bind("word")
        assert session[key] == "bob"

    def test_a_value_that_code_has_set_is_not_set_again(
        self, ports: None, session: FakeSession
    ) -> None:
        key = Desk.bind("n")["key"]
        session[key] = Desk.n = 5
        assert Desk.sets == 1
        Desk.bind("n")
        assert (session[key], Desk.sets) == (5, 1)

    def test_code_wins_even_if_the_widget_agreed_before(
        self, ports: None, session: FakeSession
    ) -> None:
        key = Desk.bind("n")["key"]
        session[key] = Desk.n = 5
        Desk.bind("n")
        Desk.n = 1
        Desk.bind("n")
        assert session[key] == Desk.n == 1


def test_an_edit_updates_the_record_of_the_shown_value(ports: None) -> None:
    with transaction() as tx:
        tx.address.memory.visit = 3
        was = Shown(2, "old", "another", given=True, steady=False, options=7)
        assert shows(tx, was, "key", "new") == Shown(3, "new", None, False, False, 7)


def test_a_widget_without_options_is_given_nothing(ports: None, session: FakeSession) -> None:
    word, dates = (Desk.bind(name, options=[])["key"] for name in ("word", "dates"))
    assert (session[word], session[dates]) == (None, [])
