"""``python -m tests.benchmarks.contender NAME``: one contender's figures, as JSON.

This program measures each contender in its own interpreter, with the same Streamlit, and beside
the same work by hand, so that the ratios are comparable. The path decides which library
``st_page_state`` is.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import streamlit as st
from tests.benchmarks import classes, fields, imports, pages, runs, scripts
from tests.benchmarks.compared import TASKS, Figures
from tests.benchmarks.measure import Sample, in_tab, once, pair
from tests.benchmarks.tab import Tab, telemetry

import st_page_state

SIZE, KINDS = fields.SIZE, fields.KINDS
CLASSES, EACH = runs.CLASSES, runs.SIZE
ROUNDS = 21


def main(who: str) -> None:
    """Measure this contender's tasks, with telemetry off and on, and print the figures."""
    measured: dict[str, dict[str, dict[str, float]]] = {"off": {}, "on": {}}
    for task in TASKS:
        if who in task.without:
            continue
        measure = globals().get(task.key) or getattr(pages, task.key)
        for name in ("off", "on") if task.unit == "us" and task.key not in UNCOUNTED else ("off",):
            with telemetry(on=name == "on"):
                measured[name][task.key] = asdict(measure(who))
    path = st_page_state.__file__
    print(json.dumps({"path": path, **measured}))


def _against(own: Sample, by_hand: Sample, rounds: int = ROUNDS) -> Figures:
    return pages.figures(pair(own, by_hand, rounds=rounds))


def read_plain(who: str) -> Figures:
    return _against(fields.own("X.plain"), fields.by_hand(fields.READ))


def read_url(who: str) -> Figures:
    own = pages.read_of_widget() if who == "native" else fields.own("X.f7")
    return _against(own, fields.by_hand(fields.READ))


def write_plain(who: str) -> Figures:
    return _against(fields.own("X.plain = next(values)"), fields.by_hand(fields.WRITE))


def write_url(who: str) -> Figures:
    return _against(fields.own("X.f0 = next(values)"), fields.by_hand(fields.PUBLISH))


def first_touch(who: str) -> Figures:
    cls = fields.made()["X"]
    names = [f"f{i}" for i in range(SIZE)]
    casts: list[Callable[[str], Any]] = [int if i % 2 else str for i in range(SIZE)]
    expected = [7 if i % 2 else "active" for i in range(SIZE)]

    def own() -> list[Any]:
        return [getattr(cls, name) for name in names]

    def by_hand() -> list[Any]:
        for name, cast in zip(names, casts, strict=True):
            st.session_state[name] = cast(st.query_params[name])
        return [st.session_state[name] for name in names]

    for way in (own, by_hand):
        with fields.linked().run():
            assert way() == expected
    return _against(once(lambda: (fields.linked(), own)), once(lambda: (fields.linked(), by_hand)))


def remake(who: str) -> Figures:
    made = (scripts.state("Again", SIZE, KINDS), scripts.model("Again", SIZE, KINDS))
    return _against(*(classes.sample(scripts.remaking(scripts.compiled(each))) for each in made))


def rerun_classes(who: str) -> Figures:
    sources = (scripts.state(f"C{c}", EACH, KINDS, prefix=f"c{c}_") for c in range(CLASSES))
    reads = (f"C{c}.c{c}_{i}" for c in range(CLASSES) for i in range(EACH))
    own = scripts.function(scripts.made(*sources), reads)
    tab = Tab("&".join(scripts.url(EACH, KINDS, prefix=f"c{c}_") for c in range(CLASSES)))
    for _ in range(5):
        tab.sent.clear()
        with tab.run():
            own()
    assert not tab.sent, "it has not come to rest"
    return _against(in_tab(tab, own), runs.raw_reads())


def imported(who: str) -> Figures:
    return _against(imports.fresh("st_page_state"), imports.fresh("streamlit"), 5)


UNCOUNTED = {"remake", "imported"}
"""Tasks without anything for Streamlit's telemetry to count."""


if __name__ == "__main__":
    main(sys.argv[1])
