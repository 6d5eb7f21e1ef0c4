"""Rows about the inspector: a rerun of the flagship with it drawn and closed, and switched off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from tests.benchmarks.app_files import EXAMPLES, timed_runs
from tests.benchmarks.measure import Row, Sample, compare

from st_page_state import devtools, runtime
from st_page_state_fakes import FakeApp

ROUNDS = 61


def rows() -> Iterator[Row]:
    """Measure an edit of the flagship, which reruns its page."""
    closed, none = _edit(on=True), _edit(on=False, drawn=False)
    yield compare(
        "a rerun of the flagship: inspector closed / none", closed, none, 1.05, ROUNDS,
        counted=False,
    )  # fmt: skip
    yield compare(
        "a rerun of the flagship: inspector switched off / none",
        _edit(on=False), none, 1.02, ROUNDS, counted=False,
    )  # fmt: skip


def _edit(*, on: bool, drawn: bool = True) -> Sample:
    own, values = devtools.inspector, cycle(["low", "rain", "wind", "high"])

    def nothing(place: Any = None, enabled: bool | None = None) -> None:
        pass

    def prepare() -> None:
        runtime.devtools = on
        devtools.inspector = own if drawn else nothing

    prepare()
    tab = FakeApp(EXAMPLES / "atlas/app.py").open()

    def sample() -> float:
        prepare()
        try:
            return timed_runs(lambda: tab.widget("Measure").set_value(next(values)))
        finally:
            runtime.devtools, devtools.inspector = None, own

    return sample
