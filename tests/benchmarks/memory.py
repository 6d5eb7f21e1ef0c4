"""Rows about memory: the server's memory for each open browser tab."""

from __future__ import annotations

import gc
import statistics
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

import streamlit as st
from tests.benchmarks import pages, scripts
from tests.benchmarks.measure import Pair, Row
from tests.benchmarks.tab import Tab

SIZE, TABS, ROUNDS = 20, 25, 3
TARGET, PAGE_TARGET = 1.5, 1.6

Visit = Callable[[int], Tab]
"""Opens a tab with its own link and uses it for two runs."""


def rows() -> Iterator[Row]:
    """Measure tabs that hold 20 values from their links: in a class, and raw."""
    cls = scripts.made(scripts.state("Held", SIZE, scripts.NUMBERS_AND_TEXTS))["Held"]

    def use_class() -> None:
        for i in range(SIZE):
            getattr(cls, f"f{i}")

    uses = (_nothing, use_class, _by_hand)
    empty, ours, raw = (per_tab(_visiting(use)) for use in uses)
    yield Row(
        "memory of a session, class of 20 / the same values raw",
        Pair(ours - empty, raw - empty), target=TARGET, unit="bytes",
    )  # fmt: skip
    yield Row(
        "memory of a session, Streamlit's own part of it included",
        Pair(ours, raw), unit="bytes",
    )  # fmt: skip
    empty, ours, raw = (per_tab(partial(pages.kept, who)) for who in ("empty", "ours", "by hand"))
    yield Row(
        "memory of a session, page of 20 bound text inputs / by hand",
        Pair(ours - empty, raw - empty), target=PAGE_TARGET, unit="bytes",
    )  # fmt: skip


def per_tab(visit: Visit) -> float:
    """Return the bytes of one tab: the median over several groups of tabs."""
    visit(0)  # objects shared by all tabs do not count
    taken = []
    for turn in range(ROUNDS):
        tracemalloc.start()
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        tabs = [visit(turn * TABS + number) for number in range(TABS)]
        visit(-1)  # a thread remembers the last tab it has served
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        taken.append((after - before) / len(tabs))
    return statistics.median(taken)


def _visiting(use: Callable[[], None]) -> Visit:
    def visit(number: int) -> Tab:
        texts = (f"{number + 1000}{i}" if i % 2 else f"text-{number}-{i}" for i in range(SIZE))
        tab = Tab("&".join(f"f{i}={text}" for i, text in enumerate(texts)))
        for _ in range(2):
            with tab.run():
                use()
        tab.sent.clear()
        return tab

    return visit


def _nothing() -> None:
    """Keep nothing in the session."""


def _by_hand() -> None:
    for i in range(SIZE):
        key = f"f{i}"
        if key not in st.session_state:
            text = st.query_params[key]
            st.session_state[key] = int(text) if i % 2 else text
