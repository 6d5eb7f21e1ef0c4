"""Rows about a served app: what an edit costs a server that has many visitors.

Here everything counts that a server does between two edits: messages, the event loop, and the
garbage collection over the whole heap after each run, which takes most of the time.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Generator, Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks import pages
from tests.benchmarks.measure import Row, Sample, compare
from tests.drivers.client import Client
from tests.drivers.server import served

VISITORS, SIZE, ROUNDS = 30, 10, 3
TARGET, FROZEN_TARGET = 1.03, 0.5

_PLAIN = {"runner.enforceSerializableSessionState": "false"}
_HEAD = """
import time
import streamlit as st
st.text(f"{time.process_time_ns()}")
"""
_OURS = "from st_page_state import PageState, StateVar, configure\n"
_FREEZE = "configure(freeze=True)\n"

SCRIPTS = {
    "by hand": _HEAD + pages.source("by hand", SIZE),
    "ours": _HEAD + _OURS + pages.source("ours", SIZE),
    "frozen": _HEAD + _OURS + _FREEZE + pages.source("ours", SIZE),
}


def rows() -> Iterator[Row]:
    """Measure edits of a page of ten text inputs, by visitors that take turns."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        edit: dict[str, Sample] = {}
        for who, script in SCRIPTS.items():
            app = Path(folder) / f"{who}.py"
            app.write_text(script)
            edit[who] = stack.enter_context(_visited(app))
        page = f"a served page of {SIZE} text inputs, {VISITORS} visitors"
        yield compare(
            f"{page}, an edit / by hand", edit["ours"], edit["by hand"], TARGET, ROUNDS,
            counted=False,
        )  # fmt: skip
        yield compare(
            f"{page}, freeze=True / without", edit["frozen"], edit["ours"], FROZEN_TARGET, ROUNDS,
            counted=False,
        )  # fmt: skip


@contextmanager
def _visited(app: Path) -> Generator[Sample, None, None]:
    """Serve an app to its visitors; return a sample of the server's time for one edit."""
    numbers = count()

    async def open_all() -> list[Client]:
        return [await stack.enter_async_context(Client(url)) for _ in range(VISITORS)]

    async def edit(visitor: Client) -> int:
        """Edit a field, and return the server's processor time at the begin of the run."""
        text = f"text{next(numbers)}"
        await visitor.enter("f3", text)
        assert f"f3={text}" in visitor.query.split("&"), visitor.query
        return int(visitor.shown[0])

    async def edit_all() -> float:
        began, *_, ended = [await edit(visitor) for visitor in (*visitors, visitors[0])]
        return (ended - began) / 1000 / VISITORS

    with served(str(app), other_options=_PLAIN) as url, asyncio.Runner() as loop:
        stack = AsyncExitStack()
        visitors = loop.run(open_all())
        loop.run(edit_all())  # what only the first edits do
        try:
            yield lambda: loop.run(edit_all())
        finally:
            loop.run(stack.aclose())
