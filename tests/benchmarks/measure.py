"""Comparisons of timings: interleaved, by medians, on a noisy machine.

The timed code runs in one thread without waiting, so the thread's processor time counts. On a busy
machine a longer sample is interrupted more often than a shorter one, and ratios of wall-clock times
would favor the shorter.
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
"""The number of measurements before a row counts as over its target."""


@dataclass(frozen=True)
class Pair:
    """Two figures measured in turn.

    Attributes:
        ours: the library's figure.
        reference: the figure without the library.
    """

    ours: float
    reference: float

    @property
    def ratio(self) -> float:
        """The library's figure as a multiple of the reference."""
        if self.ours == self.reference:
            return 1.0
        return self.ours / self.reference if self.reference else float("inf")


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: the measurement.
        off: the figures with Streamlit's telemetry off.
        on: the figures with it on; None if the code uses nothing that it counts.
        target: the highest ratio allowed; None to print it only.
        unit: the unit of the figures.
        exact: the figures have to be equal.
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
        name: the measurement.
        ours: the library's sample.
        reference: the sample without the library.
        target: as in :class:`Row`; figures over it are measured again.
        rounds: the number of samples for each median.
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
    """Return the medians of two samples; measure again if they are over the target."""
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
    """Return a sample of a statement executed many times in one run of ``tab``.

    Args:
        tab: each sample is one more run of it.
        statement: the statement to measure.
        names: the names that it can use.
        number: the number of executions in one run.
        before: executed first in each run, and not measured.
    """
    timer = Timer(statement, timer=thread_time, globals=names)

    def sample() -> float:
        with tab.run():
            exec(before, names)
            return timer.timeit(number) / number * 1e6

    return sample


def once(make: Callable[[], tuple[Tab, Callable[[], object]]]) -> Sample:
    """Return a sample of one-time work: ``make`` returns a tab and the work to do in it."""

    def sample() -> float:
        tab, act = make()
        with tab.run():
            return timed(act)

    return sample


def timed(act: Callable[[], object]) -> float:
    """Return the microseconds of one call, without the garbage collector."""
    gc.disable()
    try:
        start = thread_time_ns()
        act()
        return (thread_time_ns() - start) / 1000
    finally:
        gc.enable()


def in_tab(tab: Tab, act: Callable[[], object]) -> Sample:
    """Return a sample of work done once in each new run of ``tab``."""
    return once(partial(_same, tab, act))


def _same(tab: Tab, act: Callable[[], object]) -> tuple[Tab, Callable[[], object]]:
    return tab, act
