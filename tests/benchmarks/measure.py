"""Measuring one thing against another: interleaved, by medians, on a noisy machine.

What is timed works in one thread and waits for nothing, so that the thread's own processor time is
taken: on a busy machine a longer sample is interrupted more often than a shorter one, and ratios of
what a clock on the wall shows would favour the shorter.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import thread_time, thread_time_ns
from timeit import Timer
from typing import Any, TypeAlias

from tests.benchmarks.tab import Tab, telemetry

Sample: TypeAlias = Callable[[], float]
"""Takes one measurement: microseconds for one operation."""

ATTEMPTS = 3
"""How often a row that is over its target is measured before that is believed."""


@dataclass(frozen=True)
class Pair:
    """Two figures that were measured in turn.

    Attributes:
        ours: the library's figure.
        reference: the figure of doing it without the library.
    """

    ours: float
    reference: float

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        if self.ours == self.reference:
            return 1.0
        return self.ours / self.reference if self.reference else float("inf")


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: what is measured.
        off: the figures with Streamlit's telemetry off.
        on: the figures with it on; None where nothing that it counts is used.
        target: what ours may be as a multiple of the reference; None to print it only.
        unit: what the figures count.
        exact: ours has to be the reference's figure.
    """

    name: str
    off: Pair
    on: Pair | None = None
    target: float | None = None
    unit: str = "us"
    exact: bool = False

    @property
    def over(self) -> bool:
        """Whether the target is missed, with telemetry off or on."""
        if self.exact:
            return self.off.ours != self.off.reference
        pairs = [pair for pair in (self.off, self.on) if pair is not None]
        return self.target is not None and any(pair.ratio > self.target for pair in pairs)


def compare(
    name: str,
    ours: Sample,
    reference: Sample,
    target: float | None = None,
    rounds: int = 41,
    *,
    counted: bool = True,
) -> Row:
    """Measure two samples in turn.

    Args:
        name: what is measured.
        ours: the library's sample.
        reference: the sample of doing it without the library.
        target: as in :class:`Row`; figures that are over it are taken again.
        rounds: how many samples of each the median is taken of.
        counted: whether Streamlit's telemetry can make a difference.
    """
    with telemetry(on=False):
        off = pair(ours, reference, target, rounds)
    on = None
    if counted:
        with telemetry(on=True):
            on = pair(ours, reference, target, rounds)
    return Row(name, off, on, target)


def pair(ours: Sample, reference: Sample, target: float | None = None, rounds: int = 41) -> Pair:
    """Return the medians of two samples; what is over its target is tried again."""
    best: Pair | None = None
    for _ in range(ATTEMPTS):
        taken = [(ours(), reference()) for _ in range(rounds)]
        now = Pair(statistics.median(t[0] for t in taken), statistics.median(t[1] for t in taken))
        best = now if best is None or now.ratio < best.ratio else best
        if target is None or best.ratio <= target:
            break
    assert best is not None
    return best


def loop(
    tab: Tab, statement: str, names: dict[str, Any], number: int = 500, before: str = ""
) -> Sample:
    """Return a sample of a statement that is executed many times in one run of ``tab``.

    Args:
        tab: each sample is one more run of it.
        statement: what is measured.
        names: what the statement can use.
        number: how often it is executed in one run.
        before: executed first in each run, and not measured.
    """
    timer = Timer(statement, timer=thread_time, globals=names)

    def sample() -> float:
        with tab.run():
            exec(before, names)
            return timer.timeit(number) / number * 1e6

    return sample


def once(make: Callable[[], tuple[Tab, Callable[[], object]]]) -> Sample:
    """Return a sample of what can be done once only: ``make`` gives a tab and what to do in it."""

    def sample() -> float:
        tab, act = make()
        with tab.run():
            return timed(act)

    return sample


def timed(act: Callable[[], object]) -> float:
    """Return how many microseconds one call takes, without the garbage collector."""
    gc.disable()
    try:
        start = thread_time_ns()
        act()
        return (thread_time_ns() - start) / 1000
    finally:
        gc.enable()


def in_tab(tab: Tab, act: Callable[[], object]) -> Sample:
    """Return a sample of what is done once in each new run of ``tab``."""
    return once(partial(_same, tab, act))


def _same(tab: Tab, act: Callable[[], object]) -> tuple[Tab, Callable[[], object]]:
    return tab, act
