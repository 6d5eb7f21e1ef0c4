"""The contract's table: its rows, its cells and its errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import contract_table
from contract_table import applies, gaps, lines, main, merged, rows

PORT = "SessionPortContract.test_clear_empties_it"
STORE = "StorePortContract.test_a_stale_put_is_a_conflict"
APP = "FormContract.test_edits_wait"


def report(version: str, **columns: str) -> dict[str, Any]:
    """Return a report in which every row has the same cell in each of these columns."""
    cells = {name.replace("_", " "): {PORT: cell, APP: cell} for name, cell in columns.items()}
    return {"streamlit": version, "cells": cells}


def complete() -> dict[str, dict[str, str]]:
    return {
        column: {row: "ok" for row in (PORT, STORE, APP) if applies(row, column)}
        for column in contract_table.REQUIRED
    }


def test_it_has_the_rows_of_ports_and_of_apps() -> None:
    names = rows()
    assert PORT in names
    assert "FormContract.test_edits_wait_for_the_submit_button" in names
    assert "QueryPortContract.test_two_tabs_share_nothing" in names
    assert not [name for name in names if name.startswith("QueryRunRows")]


def test_ports_have_no_app_and_apps_no_bare_port() -> None:
    assert [c for c in ("fake", "real 1.37", "AppTest 1.37") if applies(PORT, c)] == [
        "fake", "real 1.37"
    ]  # fmt: skip
    assert [c for c in ("fake", "dict", "Chromium") if applies(APP, c)] == ["fake", "Chromium"]


def test_stores_have_rows_and_columns_of_their_own() -> None:
    assert STORE in rows()
    columns = ("FakeStore", "fake", "dict", "Redis", "AppTest")
    assert [c for c in columns if applies(STORE, c)] == ["FakeStore", "Redis"]
    assert not [r for r in (PORT, APP) if applies(r, "PostgreSQL")]
    cells = {column: {STORE: "ok"} for column in ("Redis", "FakeStore")}
    found = {"streamlit": "1.67", "cells": cells}
    assert [c for c in merged([found]) if c in contract_table.STORES] == [*contract_table.STORES]


def test_a_server_that_is_missing_is_named() -> None:
    cells = complete()
    cells["PostgreSQL"][STORE] = "postgresql"
    assert gaps([STORE], cells) == []
    assert "postgresql: a PostgreSQL server" in "\n".join(lines([STORE], cells))


def test_a_complete_table_has_no_gap() -> None:
    assert gaps([PORT, STORE, APP], complete()) == []


@pytest.mark.parametrize("cell", ["FAIL", "needs a rest"])
def test_a_failure_and_an_unknown_reason_are_gaps(cell: str) -> None:
    cells = complete()
    cells["fake"][APP] = cell
    assert gaps([PORT, APP], cells) == [f"{APP}: {cell} in fake"]


def test_a_capability_fills_a_gap_and_an_empty_cell_does_not() -> None:
    cells = complete()
    cells["AppTest"][APP] = "history"
    del cells["dict"][PORT]
    assert gaps([PORT, APP], cells) == [f"{PORT}: not run in dict"]


def test_apptest_on_older_streamlit_has_its_own_column() -> None:
    old, new = report("1.45", AppTest="ok", fake="ok"), report("1.67", AppTest="ok", fake="ok")
    columns = list(merged([old, new]))
    assert columns.index("AppTest 1.45") + 1 == columns.index("AppTest")
    assert columns[0] == "fake"
    assert "fake 1.45" not in columns


def test_one_failure_among_several_runs_is_kept() -> None:
    cells = merged([report("1.45", fake="FAIL"), report("1.67", fake="ok")])
    assert cells["fake"] == {PORT: "FAIL", APP: "FAIL"}


def test_the_table_explains_its_words() -> None:
    text = "\n".join(lines([PORT, APP], merged([report("1.67", real_9="runs", fake="ok")])))
    assert "runs: the port knows which script run is in progress" in text
    assert "real 9: 0 ok, 2 need more, 0 failed" in text
    assert "clear empties it" in text


def test_a_gap_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report("1.67", fake="ok")))
    assert main([str(path)]) == 1
    assert "cells failed or unexplained" in capsys.readouterr().out
    monkeypatch.setattr(contract_table, "REQUIRED", ("fake",))
    monkeypatch.setattr(contract_table, "rows", lambda: [PORT, APP])
    assert main([str(path)]) == 0


SUITE = """
from st_page_state_fakes.contract import SessionPortContract, SessionTab
import contextlib, pytest

class Broken(dict):
    def clear(self): pass

class Tab(SessionTab):
    def __init__(self): self.session = Broken()
    def run(self): return contextlib.nullcontext(self.session)

class TestBroken(SessionPortContract):
    column = "broken"
    @pytest.fixture
    def open_tab(self): return Tab
"""


def test_a_report_has_a_cell_for_each_row(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(SUITE)
    tests = Path(__file__).parents[1]
    pytester.syspathinsert(tests)
    pytester.runpytest_inprocess("-p", "contract_report", "--contract-report", "report.json")
    cells = json.loads((pytester.path / "report.json").read_text())["cells"]["broken"]
    assert cells[PORT] == "FAIL"
    assert cells["SessionPortContract.test_what_is_set_is_read_back"] == "ok"
    loop = "SessionPortContract.test_keys_may_be_deleted_while_they_are_iterated"
    assert cells.pop(loop) == "iterates_a_copy"
    assert sorted(cells) == [row for row in rows() if row.startswith("Session") and row != loop]
