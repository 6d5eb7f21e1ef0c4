"""A slow and breakable line between a browser and a server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

PIECE = 65536  # bytes read at once


class Way:
    """One direction of the line.

    Attributes:
        delay: seconds that each piece of data takes; a change holds for what comes after it.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.delay = 0.0
        self._loop = loop
        self._is_open = asyncio.Event()
        self._is_open.set()

    def hold(self) -> None:
        """Let nothing arrive until :meth:`release`; it is lost if the line is cut meanwhile."""
        _done(self._loop, self._is_open.clear)

    def release(self) -> None:
        """Let the held data arrive, and all later data."""
        _done(self._loop, self._is_open.set)

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Carry data until one end closes; delays of successive pieces do not add up."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arrivals = asyncio.ensure_future(self._arrive(under_way, target))
        try:
            while data := await source.read(PIECE):
                under_way.put_nowait((self._loop.time() + self.delay, data))
            under_way.put_nowait((self._loop.time() + self.delay, b""))
            await arrivals
        finally:
            arrivals.cancel()

    async def _arrive(
        self, under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter
    ) -> None:
        while True:
            due, data = await under_way.get()
            await asyncio.sleep(due - self._loop.time())
            await self._is_open.wait()
            if not data:
                target.close()
                return
            target.write(data)
            await target.drain()


class Line:
    """A TCP proxy in a thread of its own; made by :func:`line_to`.

    Attributes:
        address: the address for the browser.
        up: the way to the server.
        down: the way to the browser.
    """

    def __init__(self, server: str, loop: asyncio.AbstractEventLoop) -> None:
        parts = urlsplit(server)
        self._host, self._port = str(parts.hostname), parts.port
        self._loop = loop
        self.up, self.down = Way(loop), Way(loop)
        self._is_cut = False
        self._writers: set[asyncio.StreamWriter] = set()
        self._carriers: set[asyncio.Future[None]] = set()
        self.address = ""

    async def listen(self) -> asyncio.Server:
        """Begin to take connections."""
        listening = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        return listening

    def cut(self) -> None:
        """Break all connections, drop the data on its way, and take no new connections."""
        _done(self._loop, self._cut)

    def restore(self) -> None:
        """Take connections again."""
        self._is_cut = False

    def _cut(self) -> None:
        self._is_cut = True
        for carrier in self._carriers:
            carrier.cancel()
        for writer in self._writers:
            writer.transport.abort()

    async def _connected(
        self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter
    ) -> None:
        if self._is_cut:
            to_browser.transport.abort()
            return
        server, to_server = await asyncio.open_connection(self._host, self._port)
        writers = {to_browser, to_server}
        carriers = {
            asyncio.ensure_future(self.up.carry(browser, to_server)),
            asyncio.ensure_future(self.down.carry(server, to_browser)),
        }
        self._writers |= writers
        self._carriers |= carriers
        # Where one end breaks off, the other way would wait in vain.
        await asyncio.wait(carriers, return_when=asyncio.FIRST_EXCEPTION)
        for carrier in carriers:
            carrier.cancel()
        await asyncio.gather(*carriers, return_exceptions=True)
        for writer in writers:
            writer.transport.abort()
        self._writers -= writers
        self._carriers -= carriers


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    """Run a line to a server.

    Example::

        with line_to("http://127.0.0.1:8501") as line:
            line.up.delay = line.down.delay = 0.15
            page.goto(line.address)
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    line = Line(server, loop)
    listening = asyncio.run_coroutine_threadsafe(line.listen(), loop).result()
    try:
        yield line
    finally:
        line.cut()
        asyncio.run_coroutine_threadsafe(_ended(listening), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(listening: asyncio.Server) -> None:
    listening.close()
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))


def _done(loop: asyncio.AbstractEventLoop, change: Callable[[], Any]) -> None:
    """Make a change in the loop's thread, and wait until it is made."""

    async def made() -> None:
        change()

    asyncio.run_coroutine_threadsafe(made(), loop).result()
