"""Runs of the comparison's contenders, each in fresh interpreters, and their combined results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.compared import CONTENDERS, TASKS, Figures, Found

PROJECT = Path(__file__).parents[2]
TURNS = 3
"""The number of interpreters for each contender, in turn with the others."""


def compare(first: Path, turns: int = TURNS) -> tuple[Found, Found]:
    """Return the results with telemetry off and on.

    Args:
        first: a folder with st-page-state 0.2.5 installed, and nothing else.
        turns: the number of interpreters for each contender; the middle result counts.
    """
    measured = [{who: _measured(who, first) for who in CONTENDERS} for _ in range(turns)]
    off, on = (
        _middle([{who: each[name] for who, each in turn.items()} for turn in measured])
        for name in ("off", "on")
    )
    for task in TASKS:
        missing = CONTENDERS.keys() - task.without.keys() - off[task.key].keys()
        assert not missing, (task, missing)
    return off, on


def _measured(who: str, first: Path) -> dict[str, dict[str, Any]]:
    paths = [str(first.resolve())] if who == "first" else []
    paths += filter(None, [os.environ.get("PYTHONPATH")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.contender", who],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{who} could not be measured:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    used = Path(found.pop("path"))
    if used.is_relative_to(first.resolve()) is not (who == "first"):
        raise RuntimeError(f"{who} was measured with the st_page_state of {used}")
    return found


def _middle(turns: list[dict[str, dict[str, Any]]]) -> Found:
    """Return each contender's turn with the middle ratio, task by task."""
    found: Found = {}
    for task in TASKS:
        found[task.key] = {}
        for who in CONTENDERS:
            taken = [Figures(**turn[who][task.key]) for turn in turns if task.key in turn[who]]
            if taken:
                taken.sort(key=lambda figures: figures.own / (figures.by_hand or 1))
                found[task.key][who] = taken[len(taken) // 2]
    return found
