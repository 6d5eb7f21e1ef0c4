"""Ends of a run, on ports that know whether the app asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state.ports import Ending
from st_page_state_fakes import FakeQuery, FakeSession


class Ended(BaseException):
    """The end of a run: ``asked`` names the app's request, or is None if stopped from outside."""

    def __init__(self, asked: Ending | None) -> None:
        super().__init__(asked)
        self.asked = asked


class Query(FakeQuery):
    """A query that knows how runs end, and records the messages to the next run."""

    told: tuple[BaseException, str] | None = None

    def asked_by_app(self, error: BaseException) -> Ending | None:
        return error.asked if isinstance(error, Ended) else None

    def tell_next_run(self, error: BaseException) -> None:
        self.told = error, self.url


def nothing() -> None:
    """Go on."""


class Hooked(PageState):
    n: int = StateVar(default=0, url_key="n")
    tags: list[int] = StateVar(default_factory=list)
    first: int = StateVar(default=0)

    @classmethod
    def on_init(cls) -> None:
        cls.first = 1
        act("on_init")

    @classmethod
    def before_set(cls) -> None:
        act("before_set")


acts: dict[str, Callable[[], None]] = {}


def act(place: str) -> None:
    acts.pop(place, nothing)()


def end(asked: Ending | None) -> Callable[[], None]:
    def ending() -> None:
        raise Ended(asked)

    return ending


@pytest.fixture
def query() -> Iterator[Query]:
    acts.clear()
    opened = Query("?n=7")
    with use_ports(FakeSession(), opened):
        yield opened


@pytest.mark.parametrize(
    ("asked", "inits"), [("stop", 2), ("rerun", 1), ("switch_page", 1), (None, 2)]
)
def test_on_init_runs_again_unless_it_asked_for_a_rerun(
    query: Query, asked: Any, inits: int
) -> None:
    acts["on_init"] = end(asked)
    with pytest.raises(Ended):
        _ = Hooked.n
    acts["on_init"] = nothing
    assert (Hooked.n, Hooked.first) == (7, 1)
    assert ("on_init" not in acts) is (inits == 2)


@pytest.mark.parametrize(("asked", "kept"), [("stop", []), ("rerun", []), (None, [1])])
def test_an_in_place_change_stopped_by_before_set(
    query: Query, asked: Any, kept: list[int]
) -> None:
    Hooked.tags.append(1)
    acts["before_set"] = end(asked)
    with pytest.raises(Ended):
        _ = Hooked.n
    assert Hooked.tags == kept


@pytest.mark.parametrize(("asked", "kept"), [("stop", 7), ("rerun", 7), (None, 5)])
def test_an_edit_stopped_by_before_set(query: Query, asked: Any, kept: int) -> None:
    session: dict[str, Any] = {}
    with use_ports(session, query):
        binding = Hooked.bind("n")
        session[binding["key"]] = 5
        acts["before_set"] = end(asked)
        with pytest.raises(Ended):
            binding["on_change"]()
        assert Hooked.n == 7
        Hooked.bind("n")
        assert (Hooked.n, session[binding["key"]]) == (kept, kept)


def test_a_page_switch_leaves_the_address_to_the_app(query: Query) -> None:
    with pytest.raises(Ended), batch():
        Hooked.n = 8
        query.go("?c=1")  # as st.switch_page(query_params=...) does
        raise Ended("switch_page")
    assert query.url == "?c=1"
    assert query.told is None
    assert Hooked.n == 8
    assert query.url == "?c=1&n=8"


def test_the_next_run_learns_the_address_written_at_the_end(query: Query) -> None:
    ending = Ended("rerun")
    with pytest.raises(Ended), batch():
        Hooked.n = 8
        raise ending
    assert query.told == (ending, "?n=8")
