"""Rows about whole script runs: many classes, and the messages a run sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st
from tests.benchmarks import scripts
from tests.benchmarks.measure import Pair, Row, Sample, compare, in_tab, once
from tests.benchmarks.tab import Tab

CLASSES, SIZE = 10, 10


def rows() -> Iterator[Row]:
    """Measure unchanged reruns, and count messages."""
    raw = raw_reads()
    yield compare("rerun, 10 classes of 10 fields, unchanged", _kept(), raw, 1.0)
    yield compare("rerun, 10 classes of 10 fields, remade", _remade(), raw, 1.0)
    yield from _messages()


def _source() -> str:
    return "".join(scripts.state(f"C{c}", SIZE, prefix=f"c{c}_") for c in range(CLASSES))


def _tab() -> Tab:
    return Tab("&".join(scripts.url(SIZE, prefix=f"c{c}_") for c in range(CLASSES)))


def _reads(names: dict[str, Any]) -> Callable[[], object]:
    """Return the source of a script that shows each field once."""
    return scripts.function(names, (f"C{c}.c{c}_{i}" for c in range(CLASSES) for i in range(SIZE)))


def _kept() -> Sample:
    return in_tab(_tab(), _reads(scripts.made(_source())))


def _remade() -> Sample:
    tab, code = _tab(), scripts.compiled(_source())

    def remake() -> tuple[Tab, Callable[[], object]]:
        names = scripts.new_main()
        exec(code, names)
        return tab, _reads(names)

    return once(remake)


def raw_reads() -> Sample:
    tab = _tab()
    with tab.run():
        for i in range(CLASSES * SIZE):
            st.session_state[f"k{i}"] = i
    read = scripts.function(
        {"st": st}, (f"st.session_state['k{i}']" for i in range(CLASSES * SIZE))
    )
    return in_tab(tab, read)


def _messages() -> Iterator[Row]:
    """Count the messages of one click that sets five fields beside three foreign params."""
    code = scripts.compiled(scripts.state("Five", 5, scripts.TEXTS))
    tab = Tab("a=1&b=2&c=3")

    def run(click: bool) -> float:
        before = len(tab.sent)
        names = scripts.new_main()
        exec(code, names)
        cls = names["Five"]
        with tab.run():
            if click:
                cls.update(**{f"f{i}": "clicked" for i in range(5)})
            assert cls.dump().keys() >= {"f0", "f4"}
        return len(tab.sent) - before

    run(click=False)
    for name, click in (
        ("URL messages of a click, 5 fields, 3 foreign", True),
        ("URL messages of an unchanged rerun", False),
    ):
        yield Row(name, Pair(run(click=click), float(click)), unit="messages", exact=True)
