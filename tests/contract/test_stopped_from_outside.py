"""A click during a run, or the Stop button, ends the app's code at its next use of Streamlit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import StopException, add_script_run_ctx

from drivers.apptest import VERSION
from drivers.script_runner import Gate, Run, RunnerApp, RunnerTab, running, wait_for
from st_page_state import PageState, StateVar, batch

log: list[str] = []
gates: dict[str, Gate] = {}
threads: list[threading.Thread] = []
jobs: dict[str, Callable[[], None]] = {}


@pytest.fixture(autouse=True)
def _process() -> Iterator[None]:
    log.clear()
    threads.clear()
    jobs.clear()
    gates.clear()
    gates.update({name: Gate() for name in ("inside", "later")})
    with running():
        yield
        for gate in gates.values():  # a test that failed has left threads behind
            gate.open()
        for thread in threads:
            thread.join()


class Cart(PageState):
    """State with hooks that can wait and then use Streamlit."""

    n: int = StateVar(default=0, url_key="n")
    word: str = StateVar(default="", url_key="word")
    more: int = StateVar(default=0, url_key="more")
    deleted: bool = StateVar(default=False, url_key="deleted")

    @classmethod
    def before_set(cls) -> None:
        jobs.get("before_set", int)()

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        jobs.get("on_change", int)()


def hold(use: Callable[[], object]) -> Callable[[], None]:
    """Return a job that waits, once, until the run has been stopped, and then uses Streamlit."""
    held = iter([gates["inside"]])

    def job() -> None:
        gate = next(held, None)
        if gate is not None:
            gate.wait()
            use()
            log.append("went on")
            Cart.deleted = True

    return job


def batched(job: Callable[[], None]) -> Callable[[], None]:
    """Return a job that changes a field and does ``job`` in one batch."""

    def work() -> None:
        with batch():
            Cart.n += 1
            job()

    return work


USES: dict[str, Callable[[], object]] = {
    "draws": lambda: st.text("drawn"),
    "uses the session": lambda: st.session_state.update(seen=1),
    "uses the address": lambda: st.query_params.get("n"),
}


def more() -> None:
    Cart.more += 1


def script(st: Any) -> None:
    st.text_input("Word", **Cart.bind("word", on_change=lambda: jobs.get("callback", int)()))
    st.button("More", on_click=more)
    if st.button("Work"):
        jobs["work"]()
        log.append("went on")
    st.text(f"n={Cart.n} word={Cart.word} more={Cart.more} deleted={Cart.deleted}")


@pytest.fixture
def tab(tmp_path: Path) -> RunnerTab:
    return RunnerApp(tmp_path, script, {}).open()


def agreed(tab: RunnerTab) -> str:
    """Return the state, once the address matches it."""
    tab.rerun()
    tab.rerun()  # before Streamlit 1.65 only now is a stale read told from Back
    assert tab.exceptions == []
    state = dict(pair.split("=") for pair in tab.shown[-1].split())
    state["deleted"] = state["deleted"].lower()
    if VERSION >= (1, 55):  # older versions do not know the params a run began with
        assert dict(parse_qsl(tab.query, keep_blank_values=True)) == state
    return tab.shown[-1]


def stop_button(tab: RunnerTab, run: Run, _click: str | None) -> None:
    run.stop()
    gates["inside"].open()
    run.join()


def click_before(tab: RunnerTab, run: Run, click: str | None) -> None:
    """Click; the new run ends before the old one goes on."""
    tab.start(click=click).join()
    gates["inside"].open()
    run.join()


def click_after(tab: RunnerTab, run: Run, click: str | None) -> None:
    """Click; the new run begins when the old one has ended."""
    gates["inside"].open()
    tab.listeners["SCRIPT_STARTED"] = run.join
    new = tab.start(click=click)
    new.join()
    tab.listeners.clear()


def slow_click(tab: RunnerTab, run: Run, click: str | None) -> None:
    """Click with ``runner.fastReruns`` off: the same runner runs once more."""
    tab.fast = False
    assert tab.start(click=click) is run
    gates["inside"].open()
    run.join()


def click_after_stop(tab: RunnerTab, run: Run, click: str | None) -> None:
    stop_button(tab, run, click)
    tab.start(click=click).join()


INTERRUPTED: dict[str, Callable[[RunnerTab, Run, str | None], None]] = {
    "by a click whose run is faster": click_before,
    "by a click whose run is slower": click_after,
    "by a click with fast reruns off": slow_click,
    "by the Stop button": stop_button,
}
every_way = pytest.mark.parametrize("interrupted", INTERRUPTED)
every_use = pytest.mark.parametrize("use", USES)


def begun(tab: RunnerTab, **request: Any) -> Run:
    """Begin a run; return it when it waits inside the app's code."""
    run = tab.start(**request)
    gates["inside"].reached()
    return run


@every_use
@every_way
def test_a_stopped_batch_keeps_its_changes(tab: RunnerTab, interrupted: str, use: str) -> None:
    held = hold(USES[use])

    def work() -> None:
        with batch():
            Cart.n += 1
            held()
            Cart.deleted = True

    jobs["work"] = work
    INTERRUPTED[interrupted](tab, begun(tab, click="Work"), None)
    assert "went on" not in log
    assert agreed(tab) == "n=1 word= more=0 deleted=False"


@every_way
def test_the_next_runs_changes_are_kept_too(tab: RunnerTab, interrupted: str) -> None:
    jobs["work"] = batched(hold(USES["draws"]))
    run = begun(tab, click="Work")
    if interrupted == "by the Stop button":
        click_after_stop(tab, run, "More")
    else:
        INTERRUPTED[interrupted](tab, run, "More")
    assert "went on" not in log
    assert agreed(tab) == "n=1 word= more=1 deleted=False"


def test_a_stopped_batch_is_published_once(tab: RunnerTab) -> None:
    jobs["work"] = batched(hold(USES["draws"]))
    run = begun(tab, click="Work")
    written = len(tab.updates)
    stop_button(tab, run, None)
    assert [dict(parse_qsl(query))["n"] for query in tab.updates[written:]] == ["1"]


@every_use
@every_way
@pytest.mark.parametrize(("hook", "n"), [("before_set", 0), ("on_change", 5)])
def test_a_hook_is_stopped(tab: RunnerTab, hook: str, n: int, interrupted: str, use: str) -> None:
    jobs["work"] = lambda: setattr(Cart, "n", 5)
    jobs[hook] = hold(USES[use])
    INTERRUPTED[interrupted](tab, begun(tab, click="Work"), None)
    assert "went on" not in log
    assert agreed(tab) == f"n={n} word= more=0 deleted=False"


@every_use
@every_way
@pytest.mark.parametrize("place", ["before_set", "on_change", "callback"])
def test_an_edit_with_a_stopped_callback_is_not_lost(
    tab: RunnerTab, place: str, interrupted: str, use: str
) -> None:
    jobs[place] = hold(USES[use])
    INTERRUPTED[interrupted](tab, begun(tab, edits={"Word": "hello"}), None)
    assert "went on" not in log
    assert agreed(tab) == "n=0 word=hello more=0 deleted=False"
    assert tab.value("Word") == "hello"


def in_a_thread(function: Callable[[], None]) -> None:
    """Start a thread with the context of the run, as apps do for slow work.

    Since Streamlit 1.67 such a thread is stopped too, at its next use of Streamlit, once the
    run it belongs to has been stopped or has been left for another one.
    """

    def run() -> None:
        with suppress(StopException):
            function()

    thread = threading.Thread(target=run)
    add_script_run_ctx(thread)
    threads.append(thread)
    thread.start()


def slow_batch() -> None:
    with batch():
        Cart.n += 1
        gates["inside"].wait()
        Cart.word = "slow"


BATCHED = (
    "n=1 word=slow more=0 deleted=False",
    "n=1 word= more=0 deleted=False",  # the thread was stopped with the run
)


def let_thread_end() -> None:
    gates["inside"].open()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("leave", ["stop", "rerun"])
def test_the_script_stops_while_a_thread_is_in_a_batch(tab: RunnerTab, leave: str) -> None:
    def work() -> None:
        in_a_thread(slow_batch)
        gates["inside"].reached()
        getattr(st, leave)()

    jobs["work"] = work
    tab.click("Work")
    let_thread_end()
    assert "went on" not in log
    assert agreed(tab) in BATCHED


def test_a_thread_may_end_its_batch_between_two_runs_of_one_runner(tab: RunnerTab) -> None:
    def work() -> None:
        in_a_thread(slow_batch)
        gates["inside"].reached()
        st.rerun()

    jobs["work"] = work
    tab.listeners["SCRIPT_STOPPED_FOR_RERUN"] = let_thread_end
    tab.click("Work")  # a runner that thinks it is running fails here
    assert "went on" not in log
    assert agreed(tab) in BATCHED


def test_a_thread_may_end_its_batch_when_the_run_is_over(tab: RunnerTab) -> None:
    def work() -> None:
        in_a_thread(slow_batch)
        gates["inside"].reached()

    jobs["work"] = work
    run = tab.start(click="Work")
    run.join()
    assert run.runner._execing is False
    let_thread_end()
    assert run.runner._execing is False
    assert agreed(tab) == "n=1 word=slow more=0 deleted=False"


def test_a_thread_may_end_its_batch_during_the_next_run(tab: RunnerTab) -> None:
    def work() -> None:
        in_a_thread(slow_batch)
        gates["inside"].reached()

    jobs["work"] = work
    tab.click("Work")
    jobs["work"] = lambda: (let_thread_end(), more())[1]
    tab.click("Work")
    assert agreed(tab) == "n=1 word=slow more=1 deleted=False"


def test_a_batch_of_a_thread_does_not_keep_the_script_running(tab: RunnerTab) -> None:
    done = threading.Event()

    def short() -> None:
        with batch():
            Cart.more += 1
        done.set()

    def work() -> None:
        with batch():
            Cart.n += 1
            in_a_thread(short)
            wait_for(done)
            st.stop()
            log.append("went on")

    jobs["work"] = work
    tab.click("Work")
    for thread in threads:
        thread.join()
    assert "went on" not in log
    assert agreed(tab) == "n=1 word= more=1 deleted=False"


def beginning(st: Any) -> None:
    jobs.get("first", int)()
    st.text(f"n={Cart.n} more={Cart.more}")


@pytest.mark.skipif(VERSION < (1, 55), reason="nobody can tell that another run has begun")
def test_a_run_adopts_nothing_from_a_later_run(
    tmp_path: Path,
) -> None:
    def older() -> None:
        with batch():
            Cart.more = 5
            gates["inside"].wait()
            log.append(f"n={Cart.n}")

    tab = RunnerApp(tmp_path, beginning, {}).open("?n=1")
    jobs["first"] = older
    run = tab.start()
    gates["inside"].reached()
    jobs["first"] = gates["later"].wait
    later = tab.start(go="n=7")
    gates["later"].reached()
    gates["inside"].open()
    run.join()
    gates["later"].open()
    later.join()
    assert log == ["n=1"]
    assert tab.shown == ["n=7 more=5"]
