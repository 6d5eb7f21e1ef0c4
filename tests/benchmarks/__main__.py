"""``python -m tests.benchmarks``: print the table; exit code 1 if a row is over its target."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from platform import python_version

from tests.benchmarks import apps, classes, fields, imports, runs
from tests.benchmarks.measure import Row


def main() -> int:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--only", default="", metavar="TEXT", help="print rows that contain TEXT")
    options = parser.parse_args()
    head = f"Python {python_version()}, Streamlit {version('streamlit')}, telemetry off"
    found: list[Row] = []
    if not options.json:
        print(f"{head}; medians, us\n")
        print(_line("", "ours", "reference", "ratio", "target", ""))
    for row in _rows():
        if options.only in row.name:
            found.append(row)
            if not options.json:
                print(_line(*_cells(row)), flush=True)
    if options.json:
        print(json.dumps({"on": head, "rows": [_plain(row) for row in found]}, indent=2))
    return 1 if any(row.over for row in found) else 0


def _rows() -> Iterator[Row]:
    for module in (fields, classes, runs, apps, imports):
        yield from module.rows()


def _cells(row: Row) -> tuple[str, str, str, str, str, str]:
    counts = row.unit != "us"
    digits = 0 if counts or row.reference > 10_000 else 2
    verdict = "" if row.target is None else "over" if row.over else "ok"
    return (
        row.name,
        f"{row.ours:,.{digits}f}",
        f"{row.reference:,.{digits}f}",
        "" if counts else _short(row.ratio, 2),
        "exact" if counts else "" if row.target is None else _short(row.target, 1),
        verdict,
    )


def _short(ratio: float, digits: int) -> str:
    return f"{ratio:.{digits if ratio > 0.1 else 4}f}"


def _line(name: str, ours: str, reference: str, ratio: str, target: str, verdict: str) -> str:
    return f"{name:<68}{ours:>10}{reference:>11}{ratio:>7}{target:>8}  {verdict}".rstrip()


def _plain(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "ours": row.ours,
        "reference": row.reference,
        "ratio": row.ratio,
        "target": row.target,
        "unit": row.unit,
        "over": row.over,
    }


if __name__ == "__main__":
    sys.exit(main())
