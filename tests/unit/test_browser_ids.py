"""The id that a browser keeps: asked for, signed, and believed only if the signature is right."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from st_page_state import PageState, StateVar
from st_page_state.browser_ids import NOTHING_KEPT, Found, identify
from st_page_state.persistence import Persistence
from st_page_state.ports import SESSION_KEY
from st_page_state.runtime import saving_with, use_ports
from st_page_state_fakes import FakeQuery, FakeSession
from st_page_state_fakes.store import FakeStore

OLD, NEW = b"old", b"new"


class Kept:
    """A browser that answers each question in the run after it."""

    def __init__(self, session: str | None = "s1") -> None:
        self.of_session = session
        self.cookies: dict[str, Any] = {}
        self.keeps: str | None = ""
        self.answers = True
        self.questions: list[Mapping[str, Any]] = []

    def session(self) -> str | None:
        return self.of_session

    def cookie(self, name: str) -> str | None:
        return self.cookies.get(name)

    def ask(self, question: Mapping[str, Any]) -> str | None:
        self.questions.append(question)
        if not self.answers or self.keeps is None:
            return NOTHING_KEPT if self.answers else None
        if not self.keeps or self.keeps in question["refused"]:
            self.keeps = question["offer"]
        return self.keeps


def known(browser: Kept, *secrets: bytes, app: str = "app") -> Found:
    return identify(browser, app, lambda: secrets or (OLD,))


def test_a_browser_keeps_what_it_is_offered() -> None:
    browser = Kept()
    browser.answers = False
    assert known(browser) == Found("", awaited=True)
    browser.answers = True
    found = known(browser)
    assert found.id
    assert not found.awaited
    browser.of_session = "s2"
    assert known(browser) == found
    assert known(Kept("s2")) != found


def test_a_cookie_is_no_question() -> None:
    browser = Kept()
    found = known(browser)
    (name,) = browser.questions[0]["names"]
    browser.cookies[name] = browser.keeps
    browser.questions.clear()
    assert known(browser) == found
    assert browser.questions == []


def test_a_browser_that_keeps_nothing_has_no_id() -> None:
    browser = Kept()
    browser.keeps = None
    assert known(browser) == Found()


def test_a_session_that_cannot_ask_has_no_id() -> None:
    assert known(Kept(None)) == Found()


@pytest.mark.parametrize("forged", ["x", f"{'a' * 22}.{'b' * 22}", "ä" * 22 + "." + "b" * 22])
def test_a_forged_id_is_replaced(forged: str) -> None:
    browser = Kept()
    known(browser)
    (name,) = browser.questions[0]["names"]
    mine, browser.cookies[name], browser.keeps = browser.keeps, forged, forged
    assert known(browser).id == str(mine).partition(".")[0]


def test_an_id_of_another_app_is_forged() -> None:
    browser, other = Kept(), Kept("s2")
    known(browser)
    known(other, app="other")
    theirs, browser.keeps = other.keeps, other.keeps
    assert known(browser).id != str(theirs).partition(".")[0]


def test_a_secret_can_be_replaced() -> None:
    browser = Kept()
    found = known(browser, OLD)
    (name,) = browser.questions[0]["names"]
    browser.cookies[name] = browser.keeps
    assert known(browser, NEW, OLD) == found
    assert browser.keeps == browser.questions[-1]["offer"]
    browser.cookies = {browser.questions[-1]["names"][0]: browser.keeps}
    assert known(browser, NEW) == found


class Draft(PageState):
    title: str = StateVar(default="")
    body: str = StateVar(default="")

    class Config:
        persist = "browser"


class Mine(PageState):
    name: str = StateVar(default="")

    class Config:
        persist = "user"


class App:
    """An app on one store; ``user`` says who is logged in."""

    def __init__(self) -> None:
        self.store, self.user = FakeStore(), {"user": ""}

    def run(self, session: FakeSession, browser: Kept) -> Any:
        saving = Persistence(self.store, "", ("s",), self.user.get, lambda: browser)
        return use_ports(session, FakeQuery()), saving_with(saving)


def status(app: App, session: FakeSession, browser: Kept, **values: str) -> tuple[str, str, str]:
    """Run a script that sets fields; return the status and the values."""
    ports, saving = app.run(session, browser)
    with ports, saving:
        told = Draft.saved().status
        if values:
            Draft.update(**values)
            told = Draft.saved().status
        return told, Draft.title, Draft.body


def test_what_was_entered_before_it_was_known_is_saved_then() -> None:
    app, session, browser = App(), FakeSession(), Kept()
    browser.answers = False
    assert status(app, session, browser) == ("new", "", "")
    assert status(app, session, browser, title="T") == ("new", "T", "")
    browser.answers = True
    assert status(app, session, browser) == ("new", "T", "")  # this action saves it
    asked = len(browser.questions)
    assert status(app, session, browser) == ("recovered", "T", "")
    assert len(browser.questions) == asked
    assert status(app, FakeSession(), browser) == ("recovered", "T", "")


def test_what_was_entered_wins_over_what_is_recovered_late() -> None:
    app, browser = App(), Kept()
    status(app, FakeSession(), browser, title="old", body="old")
    session, browser.answers = FakeSession(), False
    status(app, session, browser, title="new")
    browser.answers = True
    assert status(app, session, browser) == ("recovered", "new", "old")
    assert status(app, FakeSession(), browser) == ("recovered", "new", "old")


def test_a_browser_that_turns_out_to_keep_nothing() -> None:
    app, session, browser = App(), FakeSession(), Kept()
    browser.answers, browser.keeps = False, None
    assert status(app, session, browser)[0] == "new"
    browser.answers = True
    assert status(app, session, browser)[0] == "off"
    browser.answers = False
    assert status(app, session, browser)[0] == "off"


def test_the_id_outlives_a_session_that_is_pickled_and_is_not_in_it() -> None:
    app, session, browser = App(), FakeSession(), Kept()
    status(app, session, browser, title="T")
    data = pickle.dumps(session[SESSION_KEY])
    assert str(browser.keeps).partition(".")[0].encode() not in data
    session[SESSION_KEY], browser.answers = pickle.loads(data), False
    assert status(app, session, browser) == ("recovered", "T", "")


def test_the_id_is_not_in_the_store() -> None:
    app, browser = App(), Kept()
    status(app, FakeSession(), browser, title="T")
    known = str(browser.keeps).partition(".")[0]
    for key in app.store.keys(""):
        assert known not in key
        assert known.encode() not in app.store.get([key])[key].data


def test_what_a_visitor_has_entered_is_not_the_users() -> None:
    app, session, browser = App(), FakeSession(), Kept()
    browser.answers = False
    assert status(app, session, browser, title="a visitor's")[0] == "new"
    app.user["user"] = "ann"
    assert status(app, session, browser) == ("new", "", "")
    assert status(app, FakeSession(), browser) == ("new", "", "")


def test_what_was_read_with_others_is_not_given_to_the_next_user() -> None:
    app, browser = App(), Kept()
    for user in ("ann", "bob"):
        app.user["user"] = user
        ports, saving = app.run(FakeSession(), browser)
        with ports, saving:
            Mine.name = user
    session = FakeSession()
    app.user["user"] = "ann"
    status(app, session, browser)  # reads Mine, too
    app.user["user"] = "bob"
    ports, saving = app.run(session, browser)
    with ports, saving:
        assert Mine.name == "bob"


def test_a_user_takes_over_what_the_browser_has_saved_as_soon_as_it_is_known() -> None:
    app, browser = App(), Kept()
    status(app, FakeSession(), browser, title="T")
    app.user["user"] = "ann"
    session, browser.answers = FakeSession(), False
    taken: list[bool] = []
    for answers in (False, True, True):
        browser.answers = answers
        ports, saving = app.run(session, browser)
        with ports, saving:
            taken.append(Draft.take_over())
    assert taken == [False, True, False]
    assert status(app, session, browser) == ("recovered", "T", "")
