"""Many visitors in one process, each in their own thread and with their own state."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

import pytest
import streamlit as st
from streamlit.runtime.state import SafeSessionState, SessionState

from concurrency.crowd import DifferenceError, Report
from concurrency.soak import soak
from concurrency.visitor import NAMES, Visitor
from real_session import RealSession
from st_page_state import runtime
from st_page_state.adapters.streamlit import streamlit_ports
from st_page_state.ports import SESSION_KEY, Ports

SEED = "visitors"
SECONDS, PATIENCE = 4, 100
"""The durations of a soak, which asserts no amount of work, and of one that is to fail."""


@pytest.fixture(scope="module")
def report() -> Report:
    """The report of a soak with 64 visitors."""
    return soak(SEED, SECONDS)


def test_everybody_sees_their_own_state_and_address(report: Report) -> None:
    print(report)
    assert not report.failures, "\n".join(report.failures)
    assert report.counts["reads"] > report.counts["runs"] > report.counts["sessions"]


def test_ended_sessions_and_former_runs_leave_memory(report: Report) -> None:
    left = dict(report.left)
    # The registry keeps the classes of the last run, even if it is over, and with them an Enum of
    # that run and a class that shares the URL with another one.
    assert left.pop("places") <= len(NAMES)
    assert left.pop("classes of former runs") <= len(NAMES)
    assert left.pop("Enums of former runs") <= 2
    assert set(left.values()) == {0}, left


def alternately(tabs: Callable[[str], RealSession]) -> None:
    """Have two visitors run their scripts in turn; a difference is an error."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="A change to ")
        visitors = [Visitor(f"visitor{n}", f"{SEED}/{n}", tab=tabs) for n in range(2)]
        for _ in range(60):
            for visitor in visitors:
                visitor.visit()


class SharedAddress(RealSession):
    """A tab in which all sessions share one address bar."""

    bar: ClassVar[str] = ""

    @property
    def url(self) -> str:
        return SharedAddress.bar

    @url.setter
    def url(self, url: str) -> None:
        SharedAddress.bar = url


class SharedMemory(RealSession):
    """A tab in which all sessions share one memory object."""

    memory: ClassVar[object] = None

    @contextmanager
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> Iterator[RealSession]:
        with super().run(url, history=history, page=page):
            if SharedMemory.memory is not None:
                st.session_state[SESSION_KEY] = SharedMemory.memory
            yield self
            SharedMemory.memory = st.session_state.get(SESSION_KEY)


class SharedSession(RealSession):
    """A tab in which all tabs share one session."""

    session: ClassVar[SafeSessionState] = SafeSessionState(SessionState(), lambda: None)

    def __init__(self, url: str = "") -> None:
        super().__init__(url)
        self.state = SharedSession.session


def test_two_visitors_in_turn_see_no_difference() -> None:
    alternately(RealSession)


@pytest.mark.parametrize("tabs", [SharedAddress, SharedMemory, SharedSession])
def test_visitors_notice_state_shared_by_two_tabs(tabs: Callable[[str], RealSession]) -> None:
    with pytest.raises(DifferenceError):
        alternately(tabs)


def test_visitors_notice_ports_that_two_threads_share(monkeypatch: pytest.MonkeyPatch) -> None:
    last: list[Ports] = []

    def ports_used_last() -> Ports:
        last[:] = [streamlit_ports()]
        time.sleep(1e-4)  # another thread comes by
        return last[0]

    monkeypatch.setattr(runtime, "_default", ports_used_last)
    assert soak(SEED, PATIENCE, visitors=8).failures
