"""Measuring one thing against another: interleaved, by medians, on a noisy machine."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter_ns
from timeit import Timer
from typing import Any, TypeAlias

from streamlit import config
from tests.real_session import RealSession

config.set_option("browser.gatherUsageStats", False)

Sample: TypeAlias = Callable[[], float]
"""Takes one measurement: microseconds for one operation."""

ATTEMPTS = 3
"""How often a row that is over its target is measured before that is believed."""


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: what is measured.
        ours: the library's figure.
        reference: the figure of doing it without the library.
        target: what ours may be as a multiple of the reference; None to print it only.
        unit: what both figures count.
    """

    name: str
    ours: float
    reference: float
    target: float | None = None
    unit: str = "us"

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        if self.ours == self.reference:
            return 1.0
        return self.ours / self.reference if self.reference else float("inf")

    @property
    def over(self) -> bool:
        """Whether the target is missed; a count has to be met exactly."""
        if self.target is None:
            return False
        return self.ours != self.reference if self.unit != "us" else self.ratio > self.target


def compare(
    name: str, ours: Sample, reference: Sample, target: float | None = None, rounds: int = 41
) -> Row:
    """Measure two samples in turn; a row that is over its target is tried again."""
    best: Row | None = None
    for _ in range(ATTEMPTS):
        pairs = [(ours(), reference()) for _ in range(rounds)]
        row = Row(
            name,
            statistics.median(pair[0] for pair in pairs),
            statistics.median(pair[1] for pair in pairs),
            target,
        )
        best = row if best is None or row.ratio < best.ratio else best
        if not best.over:
            break
    assert best is not None
    return best


def loop(
    tab: RealSession, statement: str, names: dict[str, Any], number: int = 500, before: str = ""
) -> Sample:
    """Return a sample of a statement that is executed many times in one run of ``tab``.

    Args:
        tab: each sample is one more run of it.
        statement: what is measured.
        names: what the statement can use.
        number: how often it is executed in one run.
        before: executed first in each run, and not measured.
    """
    timer = Timer(statement, globals=names)

    def sample() -> float:
        with tab.run():
            exec(before, names)
            return timer.timeit(number) / number * 1e6

    return sample


def once(make: Callable[[], tuple[RealSession, Callable[[], object]]]) -> Sample:
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
        start = perf_counter_ns()
        act()
        return (perf_counter_ns() - start) / 1000
    finally:
        gc.enable()


def in_tab(tab: RealSession, act: Callable[[], object]) -> Sample:
    """Return a sample of what is done once in each new run of ``tab``."""
    return once(partial(_same, tab, act))


def _same(tab: RealSession, act: Callable[[], object]) -> tuple[RealSession, Callable[[], object]]:
    return tab, act
