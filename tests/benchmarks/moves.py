"""Rows about the code's paths: the calls of one action, and its moves between modules.

A call counts if the function is the library's own, a move if its module is not that of the last
of the library's functions on the stack. The ports are outside: neither they nor what they call
count. Comprehensions and generators are not calls.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType
from typing import NamedTuple

from tests.benchmarks import scripts
from tests.benchmarks.measure import Pair, Row
from tests.benchmarks.page import Page
from tests.benchmarks.tab import telemetry

PACKAGE = "st_page_state"
PORTS = f"{PACKAGE}.adapters"
LINK = "status=active&p=2"
DRAWN = scripts.compiled(
    """
import streamlit as st
from tests.benchmarks.apps import FilterState
st.selectbox("Status", ["pending", "active"], **FilterState.bind("status"))
"""
)


class Path(NamedTuple):
    """What one action executes of the library.

    Attributes:
        calls: the number of calls.
        moves: (module, module) -> the number of calls from the first into the second.
    """

    calls: int
    moves: Counter[tuple[str, str]]


def rows() -> Iterator[Row]:
    """Count the calls and moves of a landing and of an edit."""
    with telemetry(on=False):
        for name, path, most in (("an edit", edit(), 40), ("a landing", landing(), 45)):
            moves = path.moves.total()
            yield Row(
                f"moves between modules: {name} of a bound selectbox",
                Pair(moves, 1), target=most, unit="moves",
            )  # fmt: skip
            yield Row(f"calls: {name} of a bound selectbox", Pair(path.calls, 1), unit="calls")


def landing() -> Path:
    """Return the path of the first run of a session that begins with a link."""
    _opened()  # what is only done once in a process
    return _path(_opened)


def edit() -> Path:
    """Return the path of a user's edit: the callback, and the run that follows."""
    page = _opened()
    for status in ("pending", "active"):
        page.enter("Status", status)
    path = _path(lambda: page.enter("Status", "pending"))
    assert page.url == "status=pending&p=2", page.url
    return path


def _opened() -> Page:
    page = Page(DRAWN, LINK)
    page.play()
    assert page.shown["Status"][1] == "active", page.shown
    return page


def _path(act: Callable[[], object]) -> Path:
    calls, moves, stack = 0, Counter[tuple[str, str]](), ["the app"]

    def profile(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        module = str(frame.f_globals.get("__name__"))
        if module.partition(".")[0] != PACKAGE or frame.f_code.co_name.startswith("<"):
            return
        if event == "call":
            if stack[-1] == PORTS or module.startswith(PORTS):
                stack.append(PORTS)
                return
            calls += 1
            if stack[-1] != module:
                moves[stack[-1], module] += 1
            stack.append(module)
        elif event == "return":
            stack.pop()

    sys.setprofile(profile)
    try:
        act()
    finally:
        sys.setprofile(None)
    return Path(calls, moves)
