"""A key that is forgotten while other threads and runs of the session use it."""

from __future__ import annotations

import pytest

from drivers.runs import RunningTab, in_a_thread
from st_page_state import PageState, StateVar, batch, use_ports


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")
    note: str = ""


class Stop(BaseException):
    """Stops a run from outside."""


@pytest.fixture
def tab() -> RunningTab:
    tab = RunningTab()
    with tab.run():
        Draft.of(1).update(body="x", note="y")
        Draft.of(2).body = "other"
    return tab


def test_what_another_thread_writes_in_that_time_is_forgotten_too(tab: RunningTab) -> None:
    def write() -> None:
        with use_ports(tab.session, tab.query):
            Draft.of(1).update(body="z", note="z")
            Draft.of(2).body = "kept"

    with tab.run():
        with batch():
            Draft.of(1).forget()
            in_a_thread(write)
        assert Draft.keys() == ["2"]
        assert tab.query.params == {"2.body": ("kept",)}
        assert Draft.of(1).dump() == {"body": "", "note": ""}


def test_a_key_used_again_has_nothing_of_the_former_one(tab: RunningTab) -> None:
    def write() -> None:
        with use_ports(tab.session, tab.query):
            Draft.of(1).note = "late"
            Draft.of(2).body = "kept"

    with tab.run():
        with batch():
            Draft.of(1).forget()
            Draft.of(1).body = "new"
            in_a_thread(write)
            assert Draft.of(1).dump() == {"body": "new", "note": ""}
            in_a_thread(write)
        assert Draft.of(1).dump() == {"body": "new", "note": ""}
        assert Draft.of(2).body == "kept"
        assert Draft.keys() == ["2", "1"]


@pytest.mark.parametrize("again", [True, False])
def test_a_stopped_run_forgets_nothing_that_a_later_one_has_set(
    tab: RunningTab, *, again: bool
) -> None:
    def later() -> None:
        with tab.run():
            Draft.of(1).note = "newer"

    def stopped() -> None:
        with tab.run(), batch():
            Draft.of(1).forget()
            if again:
                assert Draft.of(1).note == ""
            in_a_thread(later)
            raise Stop

    with pytest.raises(Stop):
        stopped()
    with tab.run():
        assert Draft.of(1).note == "newer"
        assert Draft.of(2).body == "other"


def test_a_stopped_run_forgets_what_nobody_has_set(tab: RunningTab) -> None:
    def later() -> None:
        with tab.run():
            Draft.of(2).body = "newer"

    def stopped() -> None:
        with tab.run(), batch():
            Draft.of(1).forget()
            in_a_thread(later)
            raise Stop

    with pytest.raises(Stop):
        stopped()
    with tab.run():
        assert Draft.keys() == ["2"]
        assert Draft.of(2).body == "newer"
        assert Draft.of(1).note == ""


def test_a_session_cleared_meanwhile_keeps_nothing(tab: RunningTab) -> None:
    with tab.run():
        with batch():
            Draft.of(1).forget()
            tab.session.clear()
        assert Draft.keys() == []
