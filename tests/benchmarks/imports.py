"""Rows about importing the library, in fresh interpreters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import Pair, Row, Sample, compare

_PROGRAM = """
import sys, time
start = time.perf_counter()
import {module}
print((time.perf_counter() - start) * 1e6, "streamlit" in sys.modules)
"""


def rows() -> Iterator[Row]:
    """Measure the import, and check the modules that it loads."""
    yield compare(
        "import st_page_state / import streamlit", fresh("st_page_state"), fresh("streamlit"),
        0.4, rounds=7, counted=False,
    )  # fmt: skip
    _, loaded = _fresh("st_page_state")
    yield Row(
        "streamlit modules imported by st_page_state",
        Pair(float(loaded), 0),
        unit="modules",
        exact=True,
    )


def fresh(module: str) -> Sample:
    return lambda: _fresh(module)[0]


def _fresh(module: str) -> tuple[float, bool]:
    """Import a module in a new interpreter; return the microseconds and if it loaded streamlit."""
    program = _PROGRAM.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    took, loaded = done.stdout.split()
    return float(took), loaded == "True"
