"""``python -m tests.benchmarks`` prints the tables; exit code 1 if a row is over its target."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from types import ModuleType

from tests.benchmarks import (
    addresses,
    app_files,
    apps,
    classes,
    compared,
    comparison,
    devtools,
    fields,
    imports,
    keyed,
    memory,
    moves,
    pages,
    runs,
    served,
    stores,
    undoing,
)  # fmt: skip
from tests.benchmarks.compared import Found
from tests.benchmarks.measure import Pair, Row

MODULES = (
    fields,
    classes,
    runs,
    apps,
    app_files,
    imports,
    addresses,
    memory,
    keyed,
    moves,
    pages,
    served,
    stores,
    undoing,
    devtools,
)
ON = f"Python {python_version()}, Streamlit {version('streamlit')}"
PAGE = comparison.PROJECT / "examples" / "handbook" / "topics" / "performance.md"


def main() -> int:
    """Run all measurements and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--only", default=None, metavar="TEXT", help="modules with TEXT, else all rows with TEXT"
    )
    parser.add_argument(
        "--filled", action="store_true", help="also a store of a million values: minutes to fill"
    )
    parser.add_argument(
        "--first", type=Path, metavar="FOLDER", help="compare, with st-page-state 0.2.5 in FOLDER"
    )
    parser.add_argument(
        "--turns", type=int, default=comparison.TURNS, help="interpreters for each contender"
    )
    parser.add_argument("--markdown", action="store_true", help="print the comparison only")
    parser.add_argument(
        "--write-table", action="store_true", help="write the comparison into the handbook"
    )
    options = parser.parse_args()
    stores.filled = options.filled
    written = options.markdown or options.write_table
    if written and options.first is None:
        parser.error("the comparison needs --first")
    found = [] if written else _targets(options.only, show=not options.json)
    if options.json:
        print(json.dumps({"on": ON, "rows": [_plain(row) for row in found]}, indent=2))
    elif options.first is not None and options.only is None:
        found_both = comparison.compare(options.first, options.turns)
        _show(*found_both, markdown=options.markdown, write=options.write_table)
    return 1 if any(row.over for row in found) else 0


def _targets(only: str | None, *, show: bool) -> list[Row]:
    found: list[Row] = []
    if show:
        print(f"{ON}; medians; telemetry off, then on\n")
        print(_line("", "ours", "reference", "ratio", "ours", "reference", "ratio", "target", ""))
    for row in _rows(only):
        found.append(row)
        if show:
            print(_line(*_cells(row)), flush=True)
    return found


def named(only: str | None) -> Sequence[ModuleType]:
    """Return the modules that a text names; all if it names none, and may be a part of a row."""
    found = [m for m in MODULES if only is not None and only in m.__name__.rpartition(".")[2]]
    return found or MODULES


def _rows(only: str | None) -> Iterator[Row]:
    modules = named(only)
    whole = modules is not MODULES or only is None
    for module in modules:
        yield from (row for row in module.rows() if whole or str(only) in row.name)


def _show(off: Found, on: Found, *, markdown: bool, write: bool) -> None:
    table = compared.markdown(off, on, ON)
    if write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(compared.with_table(text, table), encoding="utf-8")
    if markdown:
        print(table)
    else:
        print(f"\n{ON}; times as multiples of the same by hand; telemetry off / on\n")
        print(compared.text_table(off, on))


def _cells(row: Row) -> tuple[str, ...]:
    on = ("", "", "") if row.on is None else _figures(row, row.on)
    target = "exact" if row.exact else "" if row.target is None else f"{row.target:.2f}"
    verdict = "over" if row.over else "ok" if target else ""
    return (row.name, *_figures(row, row.off), *on, target, verdict)


def _figures(row: Row, pair: Pair) -> tuple[str, str, str]:
    digits = 0 if row.unit != "us" or pair.reference > 10_000 else 2
    ratio = "" if row.exact else f"{pair.ratio:.{2 if pair.ratio > 0.1 else 4}f}"
    return f"{pair.ours:,.{digits}f}", f"{pair.reference:,.{digits}f}", ratio


def _line(name: str, *cells: str) -> str:
    widths = (10, 11, 7, 10, 11, 7, 8)
    figures = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=False))
    return f"{name:<72}{figures}  {cells[-1]}".rstrip()


def _plain(row: Row) -> dict[str, object]:
    pairs = {"off": row.off, "on": row.on}
    return {
        "name": row.name,
        **{name: None if p is None else _plain_pair(p) for name, p in pairs.items()},
        "target": row.target,
        "unit": row.unit,
        "over": row.over,
    }


def _plain_pair(pair: Pair) -> dict[str, float]:
    return {"ours": pair.ours, "reference": pair.reference, "ratio": pair.ratio}


if __name__ == "__main__":
    sys.exit(main())
