"""Rows about a served app: what an edit costs a server that has many visitors.

Here everything counts that a server does between two edits: messages, the event loop, and the
garbage collection over the whole heap after each run, which takes most of the time.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.measure import Pair, Row, Sample, compare
from tests.drivers.client import Client
from tests.drivers.server import served

VISITORS, SIZE = 30, 10
EDITS, ROUNDS = 10, 9
"""The edits in one sample, and the samples for each median."""
TARGET, FROZEN_TARGET = 1.03, 0.5

_PLAIN = {"runner.enforceSerializableSessionState": "false"}
_HEAD = """
import gc
import time
import streamlit as st
if "count" in st.query_params:
    gc.collect()
    st.text(f"{len(gc.get_objects())}")
    st.stop()
st.text(f"{time.process_time_ns()}")
"""
_OURS = "from st_page_state import PageState, StateVar, configure\n"
_FREEZE = "configure(freeze=True)\n"

SCRIPTS = {
    "by hand": _HEAD + pages.source("by hand", SIZE),
    "ours": _HEAD + _OURS + pages.source("ours", SIZE),
    "frozen": _HEAD + _OURS + _FREEZE + pages.source("ours", SIZE),
}


@dataclass(frozen=True)
class Visited:
    """A served app, and its visitors.

    Attributes:
        edit: takes the microseconds of the server's processor time for an edit.
        count: returns the number of objects that the server's garbage collector tracks.
    """

    edit: Sample
    count: Callable[[], float]


def rows() -> Iterator[Row]:
    """Measure edits of a page of ten text inputs, by visitors that take turns."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        apps: dict[str, Visited] = {}
        for who, script in SCRIPTS.items():
            file = Path(folder) / f"{who}.py"
            file.write_text(script)
            apps[who] = stack.enter_context(_visited(file))
        ours, by_hand, frozen = apps["ours"], apps["by hand"], apps["frozen"]
        page = f"served page of {SIZE} text inputs, {VISITORS} visitors"
        yield compare(
            f"{page}, an edit / by hand", ours.edit, by_hand.edit, TARGET, ROUNDS, counted=False
        )
        yield compare(
            f"{page}, freeze=True / not", frozen.edit, ours.edit, FROZEN_TARGET, ROUNDS,
            counted=False,
        )  # fmt: skip
        yield Row(f"{page}, tracked", Pair(ours.count(), by_hand.count()), unit="objects")


@contextmanager
def _visited(app: Path) -> Generator[Visited, None, None]:
    """Serve an app to visitors that stay."""
    numbers = count()

    async def open_all() -> list[Client]:
        return [await stack.enter_async_context(Client(url)) for _ in range(VISITORS)]

    async def edit() -> int:
        """Edit a field, and return the server's processor time at the start of the run."""
        number = next(numbers)
        visitor = visitors[number % VISITORS]
        await visitor.enter("f3", f"text{number}")
        assert f"f3=text{number}" in visitor.query.split("&"), visitor.query
        return int(visitor.shown[0])

    async def edits(number: int) -> float:
        started, *_, ended = [await edit() for _ in range(number + 1)]
        return (ended - started) / 1000 / number

    async def tracked() -> int:
        async with Client(url, "count=1") as visitor:
            return int(visitor.shown[0])

    with served(str(app), other_options=_PLAIN) as url, asyncio.Runner() as loop:
        stack = AsyncExitStack()
        visitors = loop.run(open_all())
        loop.run(edits(VISITORS))  # the first ones do more
        try:
            yield Visited(lambda: loop.run(edits(EDITS)), lambda: loop.run(tracked()))
        finally:
            loop.run(stack.aclose())
