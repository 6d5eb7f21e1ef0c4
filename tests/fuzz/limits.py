"""``python -m fuzz.limits``: the time and memory that the longest query strings cost.

Each row is a form of query string, with the milliseconds (the best of several rounds) to split it
with Python's parser, to parse it and to land on it, and the peak memory of parsing, as a multiple
of the query string's own.
"""

from __future__ import annotations

import argparse
import sys
import tracemalloc
import warnings
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import parse_qsl

from fuzz.adversarial import SHAPES, Shape, land, parse, seconds
from st_page_state import PageStateWarning
from st_page_state_fakes import FakeQuery

LIMIT = 50.0
"""Milliseconds."""


class Row(NamedTuple):
    """The costs of one query string.

    Attributes:
        name: its form.
        split: milliseconds that Python takes to split it into names and texts.
        parse: milliseconds that a class takes to parse it, including the split.
        land: milliseconds of a landing on it; None if Streamlit would not read it.
        memory: the peak while parsing, as a multiple of the query string's own.
    """

    name: str
    split: float
    parse: float
    land: float | None
    memory: float

    @property
    def over(self) -> bool:
        """Whether it is over the limit."""
        return max(self.parse, self.land or 0.0) > LIMIT


def main() -> int:
    """Print the table; return 1 if a row is over the limit in strict mode."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.limits", description=__doc__)
    parser.add_argument("--size", type=int, default=500_000, help="characters")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows that contain TEXT")
    parser.add_argument("--strict", action="store_true", help="a row over the limit is an error")
    options = parser.parse_args()
    warnings.simplefilter("ignore", PageStateWarning)
    print(f"query strings of {options.size:,} characters, limit {LIMIT:.0f} ms\n")
    print(f"{'':<42}{'split':>9}{'parse':>9}{'land':>9}{'memory':>9}")
    rows: list[Row] = []
    for shape in SHAPES:
        if options.only in shape.name:
            row = measure(shape, options.size, options.rounds)
            rows.append(row)
            landed = "" if row.land is None else f"{row.land:,.1f}"
            print(
                f"{row.name:<42}{row.split:>9,.1f}{row.parse:>9,.1f}{landed:>9}"
                f"{row.memory:>8.1f}x{'  over' if row.over else ''}",
                flush=True,
            )
    worst = max(rows, key=lambda row: max(row.parse, row.land or 0.0))
    print(f"\n{sum(row.over for row in rows)} of {len(rows)} over the limit; worst: {worst.name}")
    return 1 if options.strict and worst.over else 0


def measure(shape: Shape, size: int, rounds: int) -> Row:
    """Return the costs of a query string of this form and size."""
    query = shape.query(size)

    def landing() -> Callable[[], None]:
        return partial(land, FakeQuery(query))

    return Row(
        shape.name,
        _best(lambda: partial(_split, query), rounds),
        _best(lambda: partial(parse, query), rounds),
        _best(landing, rounds) if shape.lands(size) else None,
        _peak(query) / sys.getsizeof(query),
    )


def _split(query: str) -> None:
    parse_qsl(query, keep_blank_values=True)


def _best(prepare: Callable[[], Callable[[], None]], rounds: int) -> float:
    return min(seconds(prepare()) for _ in range(rounds)) * 1000


def _peak(query: str) -> int:
    tracemalloc.start()
    try:
        parse(query)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


if __name__ == "__main__":
    sys.exit(main())
