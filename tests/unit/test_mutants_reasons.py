"""A reason why a mutant is no change holds as long as the module has the lines it speaks of."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {"st_page_state": ROOT / "src", "st_page_state_fakes": ROOT / "fakes"}
REASONS = tomllib.loads((ROOT / "tests" / "mutants" / "reasons.toml").read_text("utf-8"))


def _module(name: str) -> Path:
    parts = name.split(".")
    return FOLDERS[parts[0]].joinpath(*parts).with_suffix(".py")


def _missing(change: str, source: list[str]) -> bool:
    removed = [line[1:].strip() for line in change.splitlines() if line.startswith("-")]
    length = len(removed)
    return all(source[i : i + length] != removed for i in range(len(source)))


@pytest.mark.parametrize("name", REASONS)
def test_each_reason_speaks_of_lines_that_are_there(name: str) -> None:
    source = [line.strip() for line in _module(name).read_text("utf-8").splitlines()]
    assert [row for row in REASONS[name] if _missing(row["change"], source)] == []
    changes = [row["change"] for row in REASONS[name]]
    assert len(set(changes)) == len(changes), "a reason stands twice"


def test_a_line_that_is_gone_is_missed() -> None:
    assert _missing("-a = 1\n-b = 2\n+a = 2\n", ["a = 1", "c = 3", "b = 2"])
