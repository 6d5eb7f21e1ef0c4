"""``python -m tests.benchmarks.contender NAME``: one contender's figures, as JSON.

Each contender is measured by this same program, in an interpreter of its own with the same
Streamlit, and beside the same work by hand: so their ratios can be compared. Which library
``st_page_state`` is, the path decides.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import cycle
from typing import Any

import streamlit as st
from tests.benchmarks import imports, pages, scripts
from tests.benchmarks.compared import TASKS, Figures
from tests.benchmarks.measure import Sample, in_tab, loop, once, pair, timed
from tests.benchmarks.tab import Tab, telemetry

import st_page_state

SIZE, CLASSES, EACH = 20, 10, 10
KINDS = scripts.NUMBERS_AND_TEXTS
ROUNDS = 21
RAW_READ = "st.session_state['plain']"


def main(who: str) -> None:
    """Measure what this contender can do, with telemetry off and on, and print it."""
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


def _tab() -> Tab:
    return Tab("&".join(f"f{i}={'7' if i % 2 else 'active'}" for i in range(SIZE)))


def _names() -> dict[str, Any]:
    made = scripts.made(scripts.state("X", SIZE, KINDS))
    return {"st": st, "values": cycle(["active", "pending", "done"]), **made}


def _against(own: Sample, by_hand: Sample, rounds: int = ROUNDS) -> Figures:
    return pages.figures(pair(own, by_hand, rounds=rounds))


def _own(statement: str, number: int = 200) -> Sample:
    """Return a sample of a statement on a class that has come to rest."""
    tab, names = _tab(), _names()
    for _ in range(3):
        with tab.run():
            for i in range(SIZE):
                getattr(names["X"], f"f{i}")
            names["X"].plain
    return loop(tab, statement, names, number)


def _raw(statement: str, number: int = 200) -> Sample:
    """Return a sample of a statement on the same values in ``st.session_state``."""
    tab = _tab()
    with tab.run():
        for i in range(SIZE):
            st.session_state[f"f{i}"] = 7 if i % 2 else "active"
        st.session_state["plain"] = "x"
    return loop(tab, statement, _names(), number)


def read_plain(who: str) -> Figures:
    return _against(_own("X.plain"), _raw(RAW_READ))


def read_url(who: str) -> Figures:
    own = pages.read_of_widget() if who == "native" else _own("X.f7")
    return _against(own, _raw(RAW_READ))


def write_plain(who: str) -> Figures:
    by_hand = "st.session_state['plain'] = next(values)"
    return _against(_own("X.plain = next(values)", 100), _raw(by_hand, 100))


def write_url(who: str) -> Figures:
    by_hand = "v = next(values); st.session_state['f0'] = v; st.query_params.update({'f0': v})"
    return _against(_own("X.f0 = next(values)", 100), _raw(by_hand, 100))


def first_touch(who: str) -> Figures:
    cls = _names()["X"]
    fields = [f"f{i}" for i in range(SIZE)]
    casts: list[Callable[[str], Any]] = [int if i % 2 else str for i in range(SIZE)]
    expected = [7 if i % 2 else "active" for i in range(SIZE)]

    def own() -> list[Any]:
        return [getattr(cls, name) for name in fields]

    def by_hand() -> list[Any]:
        for name, cast in zip(fields, casts, strict=True):
            st.session_state[name] = cast(st.query_params[name])
        return [st.session_state[name] for name in fields]

    for way in (own, by_hand):
        with _tab().run():
            assert way() == expected
    return _against(once(lambda: (_tab(), own)), once(lambda: (_tab(), by_hand)))


def remake(who: str) -> Figures:
    def sample(source: str) -> Sample:
        prepare = scripts.remaking(scripts.compiled(source))
        prepare()()
        return lambda: timed(prepare())

    return _against(
        sample(scripts.state("Again", SIZE, KINDS)), sample(scripts.model("Again", SIZE, KINDS))
    )


def rerun_classes(who: str) -> Figures:
    names = scripts.made(
        *(scripts.state(f"C{c}", EACH, KINDS, prefix=f"c{c}_") for c in range(CLASSES))
    )
    names["st"] = st
    own = _function(names, (f"C{c}.c{c}_{i}" for c in range(CLASSES) for i in range(EACH)))
    raw = _function(names, (f"st.session_state['k{i}']" for i in range(CLASSES * EACH)))
    tab = Tab("&".join(scripts.url(EACH, KINDS, prefix=f"c{c}_") for c in range(CLASSES)))
    for _ in range(5):
        tab.sent.clear()
        with tab.run():
            own()
            for k in range(CLASSES * EACH):
                st.session_state[f"k{k}"] = k
    assert not tab.sent, "it has not come to rest"
    return _against(in_tab(tab, own), in_tab(tab, raw))


def _function(names: dict[str, Any], statements: Iterator[str]) -> Callable[[], object]:
    exec("def read():\n" + "".join(f"    {statement}\n" for statement in statements), names)
    read: Callable[[], object] = names["read"]
    return read


def imported(who: str) -> Figures:
    return _against(imports.fresh("st_page_state"), imports.fresh("streamlit"), 5)


UNCOUNTED = {"remake", "imported"}
"""Tasks in which Streamlit has nothing to count."""


if __name__ == "__main__":
    main(sys.argv[1])
