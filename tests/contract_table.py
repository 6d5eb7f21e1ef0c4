"""The contract as a table of rows and columns, from reports of ``contract_report``.

``python tests/contract_table.py REPORT...`` prints it. It ends with status 1 where a row
failed, or where a cell is empty and no capability explains why.
"""

from __future__ import annotations

import inspect
import json
import pkgutil
import sys
from collections import Counter
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from contract import rows as app_rows
from contract.rows.app import CAPABILITIES
from drivers.servers import SERVERS
from st_page_state_fakes import contract

PORT_SUITES = ("SessionPortContract", "QueryPortContract")
PORTS = (
    "dict",
    "FakeApp",
    "FakeApp 1.37",
    "FakeApp 1.45",
    "FakeApp 1.55",
    "real 1.37",
    "real 1.45",
    "real 1.55",
    "public 1.37",
    "public 1.45",
    "public 1.55",
)
STORE_SUITES = ("StorePortContract",)
STORES = ("FakeStore", "SQLite", "SQLAlchemy on SQLite", "PostgreSQL", "Redis")
IN_PROCESS = ("AppTest", "real app")
APPS = (*IN_PROCESS, "Chromium")
REQUIRED = ("fake", *PORTS, *APPS, *STORES)
"""Columns that the table must have; a report of the newest Streamlit adds its own."""

EXPLAINED = {**CAPABILITIES, **dict(server.capability for server in SERVERS)}
"""What a cell may need, with a sentence that says what that is."""

Cells = dict[str, dict[str, str]]


def rows() -> list[str]:
    """Return every row of every suite."""
    found: dict[str, None] = {}
    for package in (contract, app_rows):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for name, suite in inspect.getmembers(import_module(module.name), inspect.isclass):
                if name.endswith("Contract") and suite.__module__ == module.name:
                    rows = [row for row in dir(suite) if row.startswith("test_")]
                    found |= {f"{name}.{row}": None for row in rows}
    suites = (*PORT_SUITES, *STORE_SUITES)
    return sorted(found, key=lambda row: (row.split(".")[0] not in suites, row))


def merged(reports: list[dict[str, Any]]) -> Cells:
    """Return the cells of all reports; apps on an older Streamlit have their own columns."""
    newest = max((_version(report["streamlit"]) for report in reports), default=())
    cells: Cells = {column: {} for column in REQUIRED}
    for report in reports:
        old = _version(report["streamlit"]) < newest
        for column, found in report["cells"].items():
            name = f"{column} {report['streamlit']}" if old and column in IN_PROCESS else column
            for row, cell in found.items():
                known = cells.setdefault(name, {})
                known[row] = "FAIL" if "FAIL" in (known.get(row), cell) else cell
    return dict(sorted(cells.items(), key=lambda item: _place(item[0])))


def applies(row: str, column: str) -> bool:
    """Return whether a row applies to a column: each kind of rows has its own columns."""
    suite = row.split(".")[0]
    if column in STORES or suite in STORE_SUITES:
        return column in STORES and suite in STORE_SUITES
    if suite in PORT_SUITES:
        return not column.startswith(APPS)
    return column.startswith(("fake", *APPS))


def gaps(names: list[str], cells: Cells) -> list[str]:
    """Return the gaps in the table, one line each."""
    return [
        f"{row}: {cells[column].get(row, 'not run')} in {column}"
        for row in names
        for column in cells
        if applies(row, column) and cells[column].get(row) not in ("ok", *EXPLAINED)
    ]


def lines(names: list[str], cells: Cells) -> list[str]:
    """Return the table of each suite, a key to its words, and the totals of each column."""
    out: list[str] = []
    for suite, group in groupby(names, key=lambda row: row.split(".")[0]):
        members = list(group)
        columns = [column for column in cells if applies(members[0], column)]
        table = [[suite, *columns]]
        for row in members:
            name = row.split(".")[1].removeprefix("test_").replace("_", " ")
            table.append([name, *(cells[column].get(row, "") for column in columns)])
        widths = [max(map(len, texts)) for texts in zip(*table, strict=True)]
        for texts in table:
            padded = [text.ljust(width) for text, width in zip(texts, widths, strict=True)]
            out.append("  ".join(padded).rstrip())
        out.append("")
    used = {cell for found in cells.values() for cell in found.values()}
    out += [f"{name}: {text}" for name, text in EXPLAINED.items() if name in used]
    out += ["", f"{len(names)} rows"]
    for column, found in cells.items():
        count = Counter(cell if cell in ("ok", "FAIL") else "more" for cell in found.values())
        out.append(
            f"  {column}: {count['ok']} ok, {count['more']} need more, {count['FAIL']} failed"
        )
    return out


def main(paths: list[str]) -> int:
    """Print the table of these reports and return the exit status."""
    reports = [json.loads(Path(path).read_text(encoding="utf-8")) for path in paths]
    names, cells = rows(), merged(reports)
    print("\n".join(lines(names, cells)))
    wrong = gaps(names, cells)
    print("\n".join(["", *wrong, f"{len(wrong)} cells failed or unexplained"]))
    return 1 if wrong else 0


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _place(column: str) -> tuple[int, tuple[int, ...]]:
    if column in STORES:
        return len(APPS) + len(PORTS), (STORES.index(column),)
    kinds = ("fake", "FakeApp", "dict", "real", "public", "AppTest", "real app", "Chromium")
    kind = max((kind for kind in kinds if f"{column} ".startswith(f"{kind} ")), key=len)
    version = column.removeprefix(kind).strip()
    return kinds.index(kind), _version(version or "999")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
