"""A served app with clicks faster than its runs, and with panels in parallel."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from drivers.client import Client
from drivers.script_runner import PARALLEL_FRAGMENTS, PATIENCE
from drivers.server import served

APP = Path(__file__).parent / "apps" / "panels.py"
SEED = "fast clicks"
VISITORS, ROUNDS, COUNTS = 6, 4, 6

T = TypeVar("T")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served(str(APP)) as url:
        yield url


def asyncio_run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in its own thread, as Playwright's loop may run in this one."""

    async def in_time() -> T:
        return await asyncio.wait_for(work, 6 * PATIENCE)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, in_time()).result()


class SentError(Exception):
    """A message was sent, and the sender does not wait for the answer."""


class SendOnly:
    """A connection that receives nothing."""

    def __init__(self, socket: ClientConnection) -> None:
        self.send = socket.send

    async def recv(self) -> bytes:
        raise SentError


class FastClient(Client):
    """A visitor that clicks again before the page has loaded."""

    _nonce = 0

    async def click_and_go_on(self, label: str) -> None:
        """Click on a button without waiting for the result."""
        socket = self._socket
        assert socket is not None
        self._socket = SendOnly(socket)  # type: ignore[assignment]
        try:
            with suppress(SentError):
                await self.click(label)
        finally:
            self._socket = socket

    async def all_answered(self) -> None:
        """Wait until the server has answered everything."""
        assert self._socket is not None
        self._nonce += 1
        await self.enter("Nonce", f"{self._nonce}")
        while f"nonce={self._nonce}" not in self.shown:
            finished = False
            while not finished:
                frame = await self._socket.recv()
                assert isinstance(frame, bytes)
                finished = self._take_in(ForwardMsg.FromString(frame))

    async def state(self) -> dict[str, Any]:
        """Return the classes' values, and check that the address matches."""
        await self.click("Show")
        told: dict[str, Any] = json.loads(self.shown[0])
        wanted = {
            **{name: f"{value}" for name, value in told["Clicks"].items()},
            **{name.lower(): f"{told[name]['n']}" for name in ("Left", "Middle", "Right")},
        }
        assert dict(parse_qsl(self.query)) == wanted
        return told


def test_clicks_during_a_run_lose_nothing(server: str) -> None:
    """Streamlit may drop a click before its run begins; the callback's writes must stay."""
    print(f"seed {SEED}")

    async def visit(number: int, together: asyncio.Barrier) -> int:
        pick = random.Random(f"{SEED}/{number}")
        count = 0
        for _ in range(ROUNDS):
            async with FastClient(server) as ann:
                await together.wait()
                for name in pick.sample("abcd", 4):
                    await ann.click_and_go_on(name)
                    await asyncio.sleep(pick.choice([0, 0.01, 0.03, 0.06]))  # as a user does
                await ann.all_answered()
                await ann.all_answered()
                told = await ann.state()
                assert {told["Clicks"][name] for name in told["assigned"]} <= {1}
                count += len(told["assigned"])
        return count

    async def all_visits() -> int:
        together = asyncio.Barrier(VISITORS)
        return sum(await asyncio.gather(*(visit(n, together) for n in range(VISITORS))))

    assert asyncio_run(all_visits()) >= VISITORS * ROUNDS  # the last click of each, at least


@pytest.mark.skipif(
    not PARALLEL_FRAGMENTS, reason="needs the capability st.fragment(parallel=True)"
)
def test_no_panel_loses_the_write_of_another(server: str) -> None:
    async def visit(together: asyncio.Barrier) -> None:
        async with FastClient(server) as ann:
            await together.wait()
            for number in range(1, COUNTS + 1):
                await ann.click("Count")
                panels = [f"{name}={number}" for name in ("Left", "Middle", "Right")]
                assert sorted(ann.shown) == [*panels, "nonce="]
            told = await ann.state()
            assert {told[name]["n"] for name in ("Left", "Middle", "Right")} == {COUNTS}

    async def all_visits() -> None:
        together = asyncio.Barrier(VISITORS)
        await asyncio.gather(*(visit(together) for _ in range(VISITORS)))

    asyncio_run(all_visits())
