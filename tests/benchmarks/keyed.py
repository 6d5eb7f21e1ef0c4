"""Rows about keyed state: a list of rows, each with the state of one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import streamlit as st
from tests.benchmarks import scripts
from tests.benchmarks.measure import Pair, Row, Sample, compare, in_tab, once
from tests.benchmarks.memory import per_tab
from tests.benchmarks.tab import Tab

KEYS, HELD = 500, 50
SOURCE = """
class Line(PageState):
    done: bool = False
    count: int = StateVar(default=1, url_key="count", hide_default=True)
"""


def rows() -> Iterator[Row]:
    """Measure unchanged reruns over many keys, and the memory of a key."""
    raw = _by_hand()
    yield compare(f"rerun, {KEYS} keys of one class", _kept(), raw, 1.2)
    yield compare(f"rerun, {KEYS} keys of one class, remade", _remade(), raw, 6.0)
    held = scripts.made(SOURCE)
    ours, few = (per_tab(_visiting(_reads(held, count))) for count in (HELD, 0))
    by_hand, none = (per_tab(_visiting(_keep_by_hand(count))) for count in (HELD, 0))
    yield Row(
        "memory of a key of 2 fields / the same values raw",
        Pair((ours - few) / HELD, (by_hand - none) / HELD), unit="bytes",
    )  # fmt: skip


def _reads(names: dict[str, Any], count: int = KEYS) -> Callable[[], None]:
    def read() -> None:
        cls = names["Line"]
        for key in range(count):
            line = cls.of(key)
            line.done, line.count

    return read


def _kept() -> Sample:
    return in_tab(Tab(""), _reads(scripts.made(SOURCE)))


def _remade() -> Sample:
    tab, code = Tab(""), scripts.compiled(SOURCE)

    def remake() -> tuple[Tab, Callable[[], object]]:
        names = scripts.new_main()
        exec(code, names)
        return tab, _reads(names)

    return once(remake)


def _by_hand() -> Sample:
    tab = Tab("")
    with tab.run():
        _keep_by_hand(KEYS)()

    def read() -> None:
        for key in range(KEYS):
            st.session_state[f"{key}.done"], st.session_state[f"{key}.count"]

    return in_tab(tab, read)


def _keep_by_hand(count: int) -> Callable[[], None]:
    def keep() -> None:
        for key in range(count):
            st.session_state.setdefault(f"{key}.done", False)
            st.session_state.setdefault(f"{key}.count", 1)

    return keep


def _visiting(use: Callable[[], None]) -> Callable[[int], Tab]:
    def visit(_: int) -> Tab:
        tab = Tab("")
        for _ in range(2):
            with tab.run():
                use()
        tab.sent.clear()
        return tab

    return visit
