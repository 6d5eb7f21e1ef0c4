"""Streamlit's real session state and query params in-process, one browser tab each."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import add_script_run_ctx
from streamlit.runtime.state import SafeSessionState, SessionState

try:
    from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
except ImportError:  # before Streamlit 1.38
    from streamlit.runtime.scriptrunner.script_run_context import ScriptRunContext

VERSION = tuple(int(part) for part in st.__version__.split(".")[:2])
MAIN = "/nonexistent/main.py"
_CONTEXT_FIELDS = {field.name for field in dataclasses.fields(ScriptRunContext)}


class RealSession:
    """One browser tab on Streamlit's real state objects.

    Attributes:
        url: the browser's query string, without its question mark.
        sent: every query string sent to the browser.
        state: Streamlit's own session state, which outlives the runs.
    """

    def __init__(self, url: str = "") -> None:
        self.url = url.removeprefix("?")
        self.sent: list[str] = []
        self.state = SafeSessionState(SessionState(), lambda: None)

    def _enqueue(self, message: Any) -> None:
        if message.WhichOneof("type") == "page_info_changed":
            self.url = message.page_info_changed.query_string
            self.sent.append(self.url)

    def _context(self) -> ScriptRunContext:
        known = {
            "session_id": "test",
            "_enqueue": self._enqueue,
            "query_string": self.url,
            "session_state": self.state,
            "uploaded_file_mgr": None,
            "main_script_path": MAIN,
            "user_info": {},
            "fragment_storage": None,
            "pages_manager": PagesManager(MAIN, None, setup_watcher=False),
            "gather_usage_stats": False,
        }
        return ScriptRunContext(**{k: v for k, v in known.items() if k in _CONTEXT_FIELDS})

    @contextmanager
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> Iterator[RealSession]:
        """Run the block as one script run.

        Args:
            url: the browser's query string by now.
            history: whether it comes from Back or Forward (known to runs since 1.65).
            page: the hash of the page that runs.
        """
        if url is not None:
            self.url = url.removeprefix("?")
        thread = threading.current_thread()
        before = getattr(thread, "streamlit_script_run_ctx", None)
        context = self._context()
        add_script_run_ctx(thread, context)
        try:
            told = {"is_history_navigation": True} if history and VERSION >= (1, 65) else {}
            if page:
                context.pages_manager.set_current_page_script_hash(page)
            sent = self.url.encode().decode()  # a new string, as from a browser
            context.reset(query_string=sent, page_script_hash=page, **told)
            held = WidgetStates(widgets=self.state.get_widget_states())
            self.state.on_script_will_rerun(held, **told)
            context.on_script_start()
            yield self
            shared = getattr(context, "shared", None)
            drawn = (
                context.widget_ids_this_run
                if shared is None
                else shared.widget_ids_this_run.snapshot()
            )
            self.state.on_script_finished(drawn)
        finally:
            thread.streamlit_script_run_ctx = before  # type: ignore[attr-defined]
