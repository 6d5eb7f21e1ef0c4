"""Simulated and real Streamlit behave the same under the same use."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from real_session import VERSION

if VERSION < (1, 65):
    pytest.skip("the simulation is of the newest Streamlit", allow_module_level=True)

from differential.machine import FakeAndReal

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "commit")
STEPS, EXAMPLES = {
    "commit": (600, 80), "release": (2_000, 260), "explore": (100_000, 10_000),
}[PROFILE]  # fmt: skip
PLANNED_IN_AN_EXAMPLE = 25


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Silence Streamlit's log of scripts that fail as planned."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.filterwarnings("ignore::st_page_state.PageStateWarning")
def test_both_sides_agree_after_every_step() -> None:
    FakeAndReal.steps_of_all = 0
    run_state_machine_as_test(
        FakeAndReal,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=PLANNED_IN_AN_EXAMPLE,
            deadline=None,
            derandomize=PROFILE != "explore",
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{FakeAndReal.steps_of_all} steps on both sides")
    assert FakeAndReal.steps_of_all >= STEPS
