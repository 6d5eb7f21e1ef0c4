"""A call of a store takes 2 seconds at most, and a dead store is left alone for 5."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Barrier, Event, Thread

import pytest

from st_page_state import StoreUnavailableError
from st_page_state.stores import deadline as module
from st_page_state.stores import workers
from st_page_state.stores.deadline import Deadline, TimeIsUpError
from st_page_state.stores.workers import run_in_worker


class Host:
    """A host that answers or not, and the clock beside it."""

    def __init__(self) -> None:
        self.now = 100.0
        self.dead = False
        self.asked = 0
        self.given_up: list[Callable[[], None]] = []
        self.left = 0
        self.deadline = Deadline(clock=lambda: self.now, run=self.run, on_timeout=self.leave)

    def run(self, work: Callable[[], None], seconds: float) -> bool:
        self.asked += 1
        if self.dead:
            self.now += seconds
            self.given_up.append(work)
            return False
        work()
        return True

    def leave(self) -> None:
        self.left += 1

    def call(self) -> str:
        return self.deadline.in_worker(lambda: "answer")


def test_an_answer_comes_back() -> None:
    assert Host().call() == "answer"


def test_an_error_comes_back() -> None:
    host = Host()
    with pytest.raises(ZeroDivisionError):
        host.deadline.in_worker(lambda: 1 // 0)
    assert host.call() == "answer"


def test_each_call_has_2_seconds() -> None:
    host = Host()
    host.dead = True
    with pytest.raises(StoreUnavailableError, match="did not answer within 2 seconds"):
        host.call()
    assert host.now == 102.0
    assert host.left == 1


def test_a_dead_store_is_left_alone_for_5_seconds() -> None:
    host = Host()
    host.dead = True
    with pytest.raises(StoreUnavailableError):
        host.call()
    host.dead = False
    for host.now in (102.0, 104.0, 106.9):
        with pytest.raises(StoreUnavailableError, match="a moment ago"):
            host.call()
    assert host.asked == 1
    host.now = 107.0
    assert host.call() == host.call() == "answer"


def test_while_one_call_tries_again_the_others_do_not_wait() -> None:
    host = Host()
    host.dead = True
    with pytest.raises(StoreUnavailableError):
        host.call()
    host.now = 107.0
    host.dead = False

    def tries() -> str:
        with pytest.raises(StoreUnavailableError, match="a moment ago"):
            host.call()
        return "answer"

    assert host.deadline.in_worker(tries) == "answer"
    assert host.call() == "answer"


def test_a_store_that_stays_dead_costs_one_call_in_5_seconds() -> None:
    host = Host()
    host.dead = True
    for _ in range(200):
        with pytest.raises(StoreUnavailableError):
            host.call()
        host.now += 0.25
    # Of 50 seconds and what the calls took, 2 in 7.
    assert host.asked <= 11


def test_calls_that_were_given_up_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    host = Host()
    host.dead = True
    for _ in range(3):
        with pytest.raises(StoreUnavailableError, match="within 2 seconds"):
            host.call()
        host.now += 5
    with pytest.raises(StoreUnavailableError, match="3 calls are waiting"):
        host.call()
    host.given_up.pop()()  # its socket has ended at last
    host.dead = False
    host.now += 7
    assert host.call() == "answer"


def test_after_a_fork_no_call_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    host = Host()
    host.dead = True
    with pytest.raises(StoreUnavailableError):
        host.call()
    host.dead, host.now = False, host.now + 5
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert host.call() == "answer"


def test_a_call_in_this_thread_is_told_until_when() -> None:
    host = Host()
    assert host.deadline.in_this_thread(lambda until: until) == 102.0

    def locked(until: float) -> None:
        host.now = until
        raise TimeIsUpError("somebody held the lock")

    with pytest.raises(StoreUnavailableError, match="somebody held the lock for 2 seconds"):
        host.deadline.in_this_thread(locked)
    with pytest.raises(StoreUnavailableError, match="a moment ago"):
        host.deadline.in_this_thread(lambda until: until)
    host.now += 5
    with pytest.raises(ZeroDivisionError):
        host.deadline.in_this_thread(lambda until: 1 // 0)
    # An error in time is an answer: the next call tries at once.
    assert host.deadline.in_this_thread(lambda until: until) == host.now + 2


def test_a_worker_that_takes_too_long_is_not_waited_for() -> None:
    go_on, done = Event(), Event()

    def work() -> None:
        go_on.wait()
        done.set()

    assert not run_in_worker(work, 0.0)
    go_on.set()
    assert done.wait(10)


def test_workers_are_used_again_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_idle", [])
    together = Barrier(workers.IDLE + 4)

    def meet() -> None:
        together.wait()

    callers = [Thread(target=run_in_worker, args=(meet, 30.0)) for _ in range(together.parties)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(workers._idle) == workers.IDLE
    kept = [*workers._idle]
    assert run_in_worker(lambda: None, 30.0)
    assert {*workers._idle} == {*kept}
