"""Parallel fragments and threads of one session lose no writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from contract.parallel_panels import (
    Held,
    Left,
    Middle,
    One,
    Right,
    SharedLeft,
    SharedMiddle,
    SharedRight,
    Watched,
    gates,
    in_fragments,
    in_threads,
    inits,
    log,
    planned,
    scripts,
    works,
)
from drivers.script_runner import PARALLEL_FRAGMENTS, PATIENCE, running
from st_page_state import batch

pytestmark = pytest.mark.filterwarnings("ignore:A change to :st_page_state.PageStateWarning")
needs_parallel_fragments = pytest.mark.skipif(
    not PARALLEL_FRAGMENTS, reason="needs the capability st.fragment(parallel=True)"
)
TABS, RUNS = 5, 4


@pytest.fixture(autouse=True)
def _process() -> Iterator[None]:
    for told in (works, inits, log, gates):
        told.clear()
    with running():
        yield
        for gate in gates.values():  # a test that failed has left threads behind
            gate.open()


@pytest.fixture(params=[in_threads, pytest.param(in_fragments, marks=needs_parallel_fragments)])
def at_once(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """Return a script that runs the works at the same time."""
    script: Callable[[Any], None] = request.param
    return script


def adding(cls: Any, barrier: threading.Barrier) -> Callable[[], None]:
    """Return a panel that counts in its own fields and checks its own writes."""

    def work() -> None:
        barrier.wait(PATIENCE)
        for field in ("n", "plain", "n"):
            before = getattr(cls, field)
            setattr(cls, field, before + 1)
            if getattr(cls, field) != before + 1:
                log.append(f"{cls.__name__}.{field} is not what was written")
        cls.tags.append(cls.n)
        _ = cls.tags  # a change in place is noticed at the next touch

    return work


@pytest.mark.parametrize("shared", [False, True])
def test_no_panel_loses_the_write_of_another(
    tmp_path: Path, at_once: Callable[[Any], None], shared: bool
) -> None:
    classes = (SharedLeft, SharedMiddle, SharedRight) if shared else (Left, Middle, Right)
    for _ in range(TABS):
        barrier = threading.Barrier(3)
        works[:] = [adding(cls, barrier) for cls in classes]
        seen = Watched(tmp_path, at_once, *classes)
        for run in range(1, RUNS + 1):
            seen.run()
            counted = {"n": 2 * run, "plain": run, "tags": [2 * r for r in range(1, run + 1)]}
            assert seen.values == {cls.__name__: counted for cls in classes}
            assert log == []
            if shared:
                assert seen.missing() == set()


def test_threads_write_fields_of_one_class(tmp_path: Path, at_once: Callable[[Any], None]) -> None:
    for _ in range(TABS):
        barrier = threading.Barrier(4)

        def writing(
            field: str, value: Callable[[int], Any], barrier: threading.Barrier = barrier
        ) -> Callable[[], None]:
            def work() -> None:
                barrier.wait(PATIENCE)
                for number in range(1, 9):
                    setattr(One, field, value(number))

            return work

        def in_place(barrier: threading.Barrier = barrier) -> None:
            barrier.wait(PATIENCE)
            One.tags = []
            for number in range(1, 9):
                One.tags.append(number)
            _ = One.tags

        fields = [writing(name, lambda n: n) for name in ("a", "b", "plain")]
        works[:] = [*fields, in_place]
        seen = Watched(tmp_path, at_once, One)
        seen.run()
        seen.run()
        assert seen.values == {"One": {"a": 8, "b": 8, "plain": 8, "tags": [*range(1, 9)]}}
        assert seen.missing() == set()


@pytest.mark.parametrize("url", ["?a=7&b=8&tag=1&tag=2", "?a=7"])
def test_first_touches_at_once_all_see_the_link(
    tmp_path: Path, at_once: Callable[[Any], None], url: str
) -> None:
    for _ in range(2 * TABS):
        inits.clear()
        found: list[tuple[int, int, list[int]]] = []
        barrier = threading.Barrier(4)

        def look(barrier: threading.Barrier = barrier, found: list[Any] = found) -> None:
            barrier.wait(PATIENCE)
            found.append((One.a, One.b, [*One.tags]))

        works[:] = [look] * 4
        seen = Watched(tmp_path, at_once, One, url=url)
        seen.run()
        a, b, tags = (7, 8, [1, 2]) if "b" in url else (7, 0, [])
        assert found == [(a, b, tags)] * 4
        assert seen.values == {"One": {"a": a, "b": b, "plain": 0, "tags": tags}}
        # No thread waits for another's hook: any early thread may call it.
        assert set(inits) == {"One"}


def test_first_writes_at_once_keep_the_link(tmp_path: Path, at_once: Callable[[Any], None]) -> None:
    for _ in range(2 * TABS):
        barrier = threading.Barrier(3)

        def write(field: str, value: Any, barrier: threading.Barrier = barrier) -> None:
            barrier.wait(PATIENCE)
            setattr(One, field, value)

        works[:] = [
            lambda: write("b", 1),
            lambda: write("plain", 2),
            lambda: write("tags", [3]),
        ]
        seen = Watched(tmp_path, at_once, One, url="?a=7&b=8")
        seen.run()
        assert seen.values == {"One": {"a": 7, "b": 1, "plain": 2, "tags": [3]}}
        assert seen.missing() == set()


@pytest.mark.parametrize("shared", [False, True])
def test_in_place_changes_survive_a_commit_of_another_panel(
    tmp_path: Path, at_once: Callable[[Any], None], shared: bool
) -> None:
    mine, other = (SharedLeft, SharedRight) if shared else (Left, Right)
    for _ in range(TABS):
        barrier = threading.Barrier(2)

        def appending(barrier: threading.Barrier = barrier) -> None:
            barrier.wait(PATIENCE)
            for number in range(12):
                mine.tags.append(number)
            _ = mine.tags

        def committing(barrier: threading.Barrier = barrier) -> None:
            barrier.wait(PATIENCE)
            for _ in range(12):
                other.n += 1
                mine.n += 1

        works[:] = [appending, committing]
        seen = Watched(tmp_path, at_once, mine, other)
        seen.run()
        assert seen.values[mine.__name__] == {"n": 12, "plain": 0, "tags": [*range(12)]}
        assert seen.values[other.__name__] == {"n": 12, "plain": 0, "tags": []}


@needs_parallel_fragments
@pytest.mark.parametrize("ends", ["well", "in an error"])
def test_a_fragment_called_in_a_batch_has_its_own_transaction(tmp_path: Path, ends: str) -> None:
    def panel() -> None:
        One.a = 5
        One.tags.append(6)
        _ = One.tags
        gates["written"].wait()

    def script(st: Any) -> None:
        with suppress(ZeroDivisionError), batch():
            Left.n = 1
            st.fragment(parallel=True)(panel)()
            gates["written"].reached()
            log.append(tab.query)  # published, although the batch has not ended
            gates["written"].open()
            if ends == "in an error":
                raise ZeroDivisionError

    scripts["batch"] = script
    seen = Watched(tmp_path, planned, One, Left)
    tab = seen.tab
    seen.run()
    assert parse_qs(log[0])["a"] == ["5"]
    assert seen.values["One"] == {"a": 5, "b": 0, "plain": 0, "tags": [6]}
    assert seen.values["Left"]["n"] == (1 if ends == "well" else 0)


@needs_parallel_fragments
@pytest.mark.parametrize("leave", ["stop", "rerun"])
@pytest.mark.parametrize("place", ["batch", "hook"])
def test_a_panel_stopped_with_another_leaves_no_partial_write(
    tmp_path: Path, place: str, leave: str
) -> None:
    """Streamlit stops a panel at its next use of Streamlit once another panel has stopped."""

    def until_stopped() -> None:
        deadline = time.monotonic() + PATIENCE / 4  # then the run ends by itself, and it fails
        try:
            while time.monotonic() < deadline:
                st.text("at work")
        except StopException:
            log.append("stopped")
            raise

    def in_a_batch() -> None:
        with batch():
            One.b = 1
            gates["busy"].wait()
            until_stopped()
            One.plain = 1
        log.append("went on")

    def busy() -> None:
        One.b = 1
        with batch():
            Held.x = 1
            Held.y = 2
        log.append("went on")

    def leaving() -> None:
        gates["busy"].reached()
        st.session_state["stopped"] = True
        Right.n = 3
        gates["busy"].open()
        getattr(st, leave)()

    Held.job = until_stopped
    works[:] = [in_a_batch if place == "batch" else busy, leaving]
    seen = Watched(tmp_path, in_fragments, One, Right, Held)
    seen.run()
    assert log == ["stopped"]
    assert seen.values["One"] == {"a": 0, "b": 1, "plain": 0, "tags": []}
    assert seen.values["Right"]["n"] == 3
    assert seen.values["Held"] == {"x": 1 if place == "hook" else 0, "y": 0}
    seen.run()
    assert seen.values["One"]["b"] == 1
