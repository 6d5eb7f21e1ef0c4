"""Rows about undo: what it costs a class that has it, as a ratio to one that has not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.benchmarks import scripts
from tests.benchmarks.measure import Row, Sample, compare, loop
from tests.benchmarks.tab import Tab

SOURCE = """
class X(PageState):
    plain: int = 0
    n: int = StateVar(default=0, url_key="n")
    tags: list[int] = StateVar(default=[1, 2, 3])
"""
UNDO = """
    class Config:
        undo = 50
"""


def rows() -> Iterator[Row]:
    """Measure reads, writes, and the two questions of a toolbar."""
    for name, statement, target in (
        ("read, class with undo / without", "X.plain", 1.1),
        ("read, list, class with undo / without", "X.tags", 1.1),
        ("write, URL field, class with undo / without", "X.n = next(values)", 3.0),
        ("write, plain field, class with undo / without", "X.plain = next(values)", None),
    ):
        yield compare(name, _statement(statement, UNDO), _statement(statement), target)
    asked = "X.can_undo(), X.can_redo()"
    yield compare("can_undo() and can_redo() / two reads", _statement(asked, UNDO), _reads(), None)


def _reads() -> Sample:
    return _statement("X.plain, X.n", UNDO)


def _statement(statement: str, config: str = "") -> Sample:
    names: dict[str, Any] = {"values": count(), **scripts.made(SOURCE + config)}
    tab = Tab()
    with tab.run():
        for n in range(60):
            names["X"].n = -n
        names["X"].plain, names["X"].tags
    return loop(tab, statement, names, 100, before="X.plain")
