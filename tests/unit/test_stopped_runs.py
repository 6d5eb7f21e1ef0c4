"""A stopped run keeps its changes, unless another run has gone on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from drivers.runs import in_a_thread
from st_page_state import PageState, PageStateWarning, StateVar, batch, use_ports
from st_page_state.trace import Event, trace
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession


class Count(PageState):
    n: int = StateVar(default=0, url_key="n")


class Stop(BaseException):
    """A control flow exception that stops a script run."""


def elsewhere(session: FakeSession, query: FakeQuery, function: Callable[[], object]) -> None:
    """Do something in another run of the same session."""

    def run() -> None:
        with use_ports(session, query):
            function()

    in_a_thread(run)


def set_to(*numbers: int) -> None:
    for number in numbers:
        Count.n = number


def look() -> None:
    assert Count.n in (0, 1)


@pytest.mark.parametrize(
    ("meanwhile", "kept"),
    [
        (lambda: None, 2),
        (look, 2),
        (Count.snapshot, 2),
        (lambda: set_to(3), 3),
        (lambda: set_to(3, 4), 4),
        (lambda: set_to(3, 4, 5), 5),
    ],
)
def test_a_later_write_of_another_run_wins(meanwhile: Callable[[], object], kept: int) -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        Count.n = 1
        with pytest.raises(Stop), batch():
            Count.n = 2
            elsewhere(session, query, meanwhile)
            raise Stop
        assert Count.n == kept
        assert query.params == {"n": (str(kept),)}


@pytest.mark.parametrize("meanwhile", [lambda: None, look])
def test_the_first_transaction_of_a_session_is_kept_too(meanwhile: Callable[[], object]) -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        with pytest.raises(Stop), batch():
            Count.n = 2
            elsewhere(session, query, meanwhile)
            raise Stop
        assert Count.n == 2


def test_it_is_kept_after_the_session_was_cleared() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        Count.n = 1
        with pytest.raises(Stop), batch():
            Count.n = 2
            session.clear()
            raise Stop
        assert Count.n == 2


class Stopping(FakeQuery):
    """A query that stops in the middle of a write, once."""

    stops = True

    def replace(self, params: Mapping[str, tuple[str, ...]]) -> None:
        if self.stops:
            self.stops = False
            raise Stop
        super().replace(params)


def test_a_stopped_write_is_repeated() -> None:
    query = Stopping("?utm=x")
    with use_ports(FakeSession(), query):
        with pytest.raises(Stop):
            _ = Count.n
        assert query.params == {"utm": ("x",), "n": ("0",)}
        query.stops = True
        with pytest.raises(Stop):
            Count.n = 7
        assert query.params == {"n": ("7",)}
        assert Count.n == 7


def test_an_undo_event_names_no_class() -> None:
    with use_ports(FakeSession(), FakeQuery()), trace() as events:
        with pytest.raises(KeyError), batch():
            Count.n = 2
            raise KeyError
        assert events[-1] == Event("rollback", "", {"because": "KeyError"})


class Left(PageState):
    x: int = StateVar(default=0, url_key="x")


class Right(PageState):
    y: int = StateVar(default=0, url_key="y")


def test_each_pair_of_clashing_classes_is_warned_of_once() -> None:
    def words(purger: str, param: str, restorer: str) -> str:
        return (
            f"A change to {purger} removed ?{param}= from the URL, and {restorer} restored it in "
            "the same run: two history entries for one click. If both belong in the URL, write "
            f"share_url_with = ['{restorer}'] in {purger}.Config."
        )

    def clash() -> None:
        for number in range(1, 4):
            Left.x = number
            _ = Right.y, Count.n
            Right.y = number
            _ = Left.x

    tab = FakeApp(lambda st: None).open()
    with tab.run(), pytest.warns(PageStateWarning) as caught:
        clash()
    assert {str(each.message) for each in caught} == {
        words("Left", "y", "Right"),
        words("Right", "x", "Left"),
        words("Right", "n", "Count"),
    }
    assert len(caught) == 3
    assert {each.filename for each in caught} == {__file__}
