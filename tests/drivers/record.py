"""The records of a failing browser test: pictures, histories and messages."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from weakref import WeakKeyDictionary

from google.protobuf.message import DecodeError
from playwright.sync_api import Browser, BrowserContext, Error, Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MOST_FRAMES = 2000  # of each page, the last ones
ENTRIES = """() => navigation.entries().map(
    entry => (entry.index === navigation.currentEntry.index ? "* " : "  ") + entry.url
).join("\\n")"""


class Recorder:
    """Reads along with every page of a browser."""

    def __init__(self) -> None:
        self._frames: WeakKeyDictionary[Page, deque[tuple[str, str | bytes]]] = WeakKeyDictionary()

    def watch_all(self, browser: Browser) -> None:
        """Watch the contexts that are opened from now on."""
        browser.on("context", self.watch)

    def watch(self, context: BrowserContext) -> None:
        """Watch the pages of a context, the present and the future ones."""
        for page in context.pages:
            self._watch_page(page)
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        frames = self._frames[page] = deque(maxlen=MOST_FRAMES)

        def listen(socket: WebSocket) -> None:
            frames.append(("  ", f"connected to {socket.url}"))
            socket.on("framesent", lambda frame: frames.append(("->", frame)))
            socket.on("framereceived", lambda frame: frames.append(("<-", frame)))
            socket.on("close", lambda _: frames.append(("  ", "connection closed")))

        page.on("websocket", listen)

    def leave(self, folder: Path, pages: Iterable[Page] | None = None) -> None:
        """Write records of the given pages, by default of all watched ones; skip closed pages.

        Args:
            folder: gets ``0.png``, ``0-history.txt`` and ``0-messages.txt``, then ``1.png`` ...
            pages: the pages to write about.
        """
        spoke = [page for page, frames in self._frames.items() if frames]
        chosen = spoke if pages is None else list(pages)
        still_open = [page for page in chosen if not page.is_closed()]
        if not still_open:
            return
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for number, page in enumerate(still_open):
            frames = self._frames.get(page, ())
            messages = "\n".join(f"{way} {described(frame, way)}" for way, frame in frames)
            (folder / f"{number}-messages.txt").write_text(messages + "\n", encoding="utf-8")
            # A page that hangs must not keep its messages and the other pages from being recorded.
            try:
                history = str(page.evaluate(ENTRIES))
                page.screenshot(path=folder / f"{number}.png", timeout=10_000)
            except Error as error:
                history = f"{page.url}\n{error}"
            (folder / f"{number}-history.txt").write_text(history + "\n", encoding="utf-8")


def described(frame: str | bytes, way: str) -> str:
    """Return one line about a message: its kind, and its details of the address and the run."""
    if isinstance(frame, str):
        return frame
    message = BackMsg() if way == "->" else ForwardMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return f"{len(frame)} bytes that are no message"
    kind = str(message.WhichOneof("type"))
    said: dict[str, object] = {}
    if isinstance(message, BackMsg):
        if kind == "rerun_script":
            rerun = message.rerun_script
            changed = [state.id for state in rerun.widget_states.widgets if state.trigger_value]
            said = {"query": rerun.query_string, "page": rerun.page_script_hash}
            said |= {"pressed": changed} if changed else {}
            said |= {"fragment": rerun.fragment_id} if rerun.fragment_id else {}
    elif kind == "page_info_changed":
        said = {"query": message.page_info_changed.query_string}
    elif kind == "script_finished":
        said = {"how": ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)}
    elif kind == "new_session":
        said = {"page": message.new_session.page_script_hash}
    elif kind == "delta":
        element = message.delta.WhichOneof("type")
        if element == "new_element":
            element = message.delta.new_element.WhichOneof("type")
        said = {"draws": element}
    return " ".join([kind, *(f"{name}={json.dumps(text)}" for name, text in said.items())])
