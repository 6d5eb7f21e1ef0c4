"""Each row of bound widgets on a page that stays open while the server starts anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_bound_widgets import check

from contract.bound_pages import VERSION, FakePage
from contract.bound_row import Bound
from contract.bound_widgets import BOUND
from contract.reopened import drawing
from st_page_state_fakes import FakeApp

FILE = "import streamlit as st\nfrom contract.reopened import drawing\n"
FILE += "drawing['script'](st)\n"


cases = [
    pytest.param(row, side, id=f"{row}-{side}")
    for row in BOUND
    for side in ("file", "function")
    if row.simulated or (side == "file" and row.under_apptest)
]


@pytest.fixture
def page(row: Bound, side: str, tmp_path: Path) -> FakePage:
    """The row's page, on Streamlit or simulated."""

    def in_a_file(script: Callable[[Any], None]) -> FakeApp:
        drawing["script"] = script
        path = tmp_path / "app.py"
        path.write_text(FILE)
        return FakeApp(path)

    if tuple(map(int, row.since.split("."))) > VERSION:
        pytest.skip(f"st.{row.command} can be bound from Streamlit {row.since} on")
    return FakePage(row, {}, FakeApp if side == "function" else in_a_file)


@pytest.mark.parametrize(("row", "side"), cases)
def test_edits_are_kept(row: Bound, page: FakePage) -> None:
    for value in row.entered:
        page.app.restart()
        page.enter(value.widget)
        check(page, value)
    page.app.restart()
    page.rerun()
    check(page, row.entered[-1])
    page.rerun()
    check(page, row.entered[-1])
    page.enter(row.entered[0].widget)
    check(page, row.entered[0])
