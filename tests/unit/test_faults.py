"""Failing ports: a transaction is whole or nothing, and the next run heals.

Each run below is repeated. Each time, another of its calls to a port fails, from the first to
the first to the last one it makes, so that no write of the engine is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from drivers.runs import RunningQuery
from st_page_state import PageState, Params, StateVar, batch, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

LINK = "?first=1&second=1&junk=1"
NOTE = "Left.note"


class Stopped(BaseException):
    """Control flow, such as Streamlit's of ``st.stop()`` and ``st.rerun()``."""


class Left(PageState):
    first: int = StateVar(0, url_key="first")
    note: str = StateVar("")
    many: list[int] = StateVar([])

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field == "first":
            cls.note = f"first was {old}"

    @classmethod
    def on_adopt(cls, changed: dict[str, Any], /) -> None:
        cls.note = "adopted"


class Right(PageState):
    second: int = StateVar(0, url_key="second")
    word: str = StateVar("", url_key="word")

    class Config:
        share_url_with = (Left,)

    @classmethod
    def on_init(cls) -> None:
        cls.word = "hello"


class Failing:
    """A counter of calls that makes the one numbered ``at`` fail."""

    def __init__(self, at: int | None = None, error: type[BaseException] = OSError) -> None:
        self.at, self.error, self.calls = at, error, 0

    def call(self, *, stops: bool = True) -> None:
        self.calls += 1
        if self.at == self.calls - 1 and (stops or issubclass(self.error, Exception)):
            raise self.error(f"call {self.at}")


class Session(MutableMapping[str, Any]):
    """A session in which every use may fail."""

    def __init__(self) -> None:
        self.inner, self.failing = FakeSession(), Failing()

    def __getitem__(self, key: str) -> Any:
        self.failing.call()
        return self.inner[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.failing.call()
        self.inner[key] = value

    def __delitem__(self, key: str) -> None:
        self.failing.call()
        del self.inner[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


class Query(RunningQuery):
    """A query in which every use may fail or raise Streamlit's control flow.

    Streamlit stops a run where it uses the session or sends a message, not where it reads.
    """

    failing = Failing()
    session: Session

    def read(self) -> Params:
        self.failing.call(stops=False)
        return super().read()

    def replace(self, params: Params) -> None:
        self.failing.call()
        super().replace(params)

    def began(self) -> Params:
        self.failing.call(stops=False)
        return super().began()

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        failing, self.failing = self.failing, Failing()
        self.session.failing, was = Failing(), self.session.failing
        try:
            yield
        finally:
            self.failing, self.session.failing = failing, was


@dataclass(frozen=True)
class Seen:
    """Everything visible of a tab."""

    left: dict[str, Any]
    right: dict[str, Any]
    address: dict[str, tuple[str, ...]]


class Tab:
    """A browser tab that has followed a link."""

    def __init__(self) -> None:
        self.session, self.query = Session(), Query(LINK)
        self.query.session = self.session

    @classmethod
    def landed(cls) -> Tab:
        """Return a tab in which both classes have been touched."""
        tab = cls()
        tab.run(look)
        return tab

    def run(self, script: Callable[[], object], failing: Failing | None = None) -> None:
        """Run a script, with at most one failing call."""
        self.query.begin()
        self.query.failing = self.session.failing = failing or Failing()
        with use_ports(self.session, self.query):
            script()

    def healed(self) -> Seen:
        """Return the visible state after two further runs without failures."""
        self.run(look)
        self.run(look)
        return self.seen()

    def seen(self) -> Seen:
        found: list[dict[str, Any]] = []
        self.run(lambda: found.extend((Left.dump(), Right.dump())))
        return Seen(found[0], found[1], dict(self.query.params))


def look() -> None:
    """Touch both classes, as most scripts do."""
    Left.bind("note")
    assert Left.first >= 0
    assert Right.second >= 0


def set_one() -> None:
    Left.first = 5


def set_many() -> None:
    Left.update(first=5, note="ours", many=[1, 2])


def change_in_place() -> None:
    Left.many.append(1)
    look()


def set_two_classes() -> None:
    with batch():
        Left.first = 5
        Right.update(second=6, word="bye")


def reset_all() -> None:
    with batch():
        Left.reset()
        Right.reset()


SCRIPTS = [set_one, set_many, change_in_place, set_two_classes, reset_all]
KINDS = [OSError, Stopped]


def outcomes(
    opened: Callable[[], Tab], script: Callable[[], object], error: type[BaseException]
) -> Iterator[tuple[Tab, str]]:
    """Yield a tab for each port call of the script, after that call has failed."""
    for at in count():
        tab, failing = opened(), Failing(at, error)
        with suppress(error):
            tab.run(script, failing)
        if failing.calls <= at:
            break
        yield tab, f"call {at} failed"
    assert at > 2


@pytest.mark.parametrize("error", KINDS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_transaction_is_whole_or_nothing(
    script: Callable[[], object], error: type[BaseException]
) -> None:
    before, after = Tab.landed(), Tab.landed()
    after.run(script)
    expected = [before.healed(), after.healed()]
    assert expected[0] != expected[1]
    for tab, what in outcomes(Tab.landed, script, error):
        found = tab.healed()
        assert found in expected, what
        assert tab.healed() == found


@pytest.mark.parametrize("error", KINDS)
def test_a_failed_landing_is_repeated_in_the_next_run(error: type[BaseException]) -> None:
    expected = Tab().healed()
    for tab, what in outcomes(Tab, look, error):
        assert tab.healed() == expected, what


@pytest.mark.parametrize("error", KINDS)
def test_a_failed_adoption_is_repeated_in_the_next_run(
    error: type[BaseException],
) -> None:
    def moved() -> Tab:
        tab = Tab.landed()
        tab.query.go("?first=7&second=x&word=new&junk=1")
        return tab

    expected = moved().healed()
    assert expected.left["note"] == "adopted"
    for tab, what in outcomes(moved, look, error):
        assert tab.healed() == expected, what


@pytest.mark.parametrize("error", KINDS)
def test_an_edit_is_saved_or_still_in_its_widget(error: type[BaseException]) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        binding = Left.bind("note")

    def edited() -> Tab:
        tab = Tab.landed()
        tab.session[binding["key"]] = "entered"
        return tab

    sound = edited()
    sound.run(binding["on_change"])
    expected = sound.healed()
    assert expected.left["note"] == "entered"
    for tab, what in outcomes(edited, binding["on_change"], error):
        assert tab.healed() == expected, what
        assert tab.session[binding["key"]] == "entered"
