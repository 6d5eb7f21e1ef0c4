"""Visitors without a browser, which send Streamlit's own messages to the server."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

WIDGETS = ("button", "text_input")


class Client:
    """One visitor's tab, with an address but without a history.

    Args:
        server: the server's address.
        query: the query string of the link that is opened.

    Attributes:
        query: the query string that the address bar would show.
        shown: the texts of the page's ``st.text``.

    Example::

        async with Client("http://127.0.0.1:8501", "left=1") as ann:
            await ann.click("More left")
            assert ann.query == "left=2"
    """

    def __init__(self, server: str, query: str = "") -> None:
        self._stream = f"ws{server.removeprefix('http')}/_stcore/stream"
        self.query = query
        self.shown: list[str] = []
        self._ids: dict[str, str] = {}
        self._page = ""
        self._values: dict[str, str] = {}
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(self._stream, max_size=None)
        await self._run()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._socket is not None
        await self._socket.close()

    async def click(self, label: str) -> None:
        """Click on a button."""
        await self._run(pressed=self._ids[label])

    async def enter(self, label: str, text: str) -> None:
        """Enter a text into a text input."""
        self._values[self._ids[label]] = text
        await self._run()

    async def _run(self, pressed: str | None = None) -> None:
        """Ask for a run, and process its messages."""
        assert self._socket is not None
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_script_hash = self.query, self._page
        states = [WidgetState(id=id_, string_value=text) for id_, text in self._values.items()]
        if pressed is not None:
            states.append(WidgetState(id=pressed, trigger_value=True))
        rerun.widget_states.widgets.extend(states)
        await self._socket.send(message.SerializeToString())
        finished = False
        while not finished:
            frame = await self._socket.recv()
            assert isinstance(frame, bytes)
            finished = self._take_in(ForwardMsg.FromString(frame))

    def _take_in(self, message: ForwardMsg) -> bool:
        """Take in one message, and return whether it ends the run."""
        match message.WhichOneof("type"):
            case "new_session":
                self._page = message.new_session.page_script_hash
                self.shown = []
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._draw(message.delta.new_element)
            case "script_finished":
                return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)
        return False

    def _draw(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        drawn = getattr(element, kind) if kind else None
        if kind == "exception":
            raise AssertionError(f"{drawn.type}: {drawn.message}")
        if kind == "text":
            self.shown.append(drawn.body)
        elif kind in WIDGETS:
            self._ids[drawn.label] = drawn.id
            if kind == "text_input":
                told = drawn.value if drawn.set_value else drawn.default
                if drawn.set_value or drawn.id not in self._values:
                    self._values[drawn.id] = told
