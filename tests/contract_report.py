"""A pytest plugin: ``--contract-report FILE`` writes the result of each row of the contract.

A class that derives from a suite names its column in the table with the attribute
``column``; classes without one are not reported. Load it with ``-p contract_report``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

PACKAGES = ("st_page_state_fakes.contract.", "contract.rows.")
WORST_FIRST = ("FAIL", "ok")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--contract-report", metavar="FILE", help="write the contract's cells here")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption("--contract-report")
    if path:
        config.pluginmanager.register(Report(Path(path)))


def row_of(item: Any) -> str | None:
    """Return the row of a test, such as ``FormContract.test_edits_wait``."""
    for cls in getattr(item.cls, "__mro__", ()):
        if cls.__module__.startswith(PACKAGES) and cls.__name__.endswith("Contract"):
            return f"{cls.__name__}.{item.originalname}"
    return None


def cell_of(report: pytest.TestReport) -> str | None:
    """Return a report's cell for its row, or None if it has no result yet."""
    if report.failed:
        return "FAIL"
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "xfail"
        needed = re.match(r"Skipped: needs (\w+): ", reason)
        return needed[1] if needed else reason
    return "ok" if report.when == "call" else None


def worst(one: str | None, other: str) -> str:
    """Return the worst cell of a row that ran several times."""
    return next((cell for cell in WORST_FIRST if cell in (one, other)), other)


class Report:
    """A collector of cells: column, then row, then result."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cells: dict[str, dict[str, str]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: Any) -> Iterator[None]:
        report = yield
        row, cell = row_of(item), cell_of(report)
        column = getattr(item.cls, "column", None)
        if row and cell and column:
            cells = self.cells.setdefault(column, {})
            cells[row] = worst(cells.get(row), cell)
        return report

    def pytest_sessionfinish(self) -> None:
        version = ".".join(st.__version__.split(".")[:2])
        text = json.dumps({"streamlit": version, "cells": self.cells}, indent=1, sort_keys=True)
        self.path.write_text(text, encoding="utf-8")
