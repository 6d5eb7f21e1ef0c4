"""The query port over Streamlit's own query params."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit

from st_page_state.adapters.private import found
from st_page_state.adapters.run_end import FINISHED, AtEnd, Lock, Uninterrupted, works_for_run
from st_page_state.ports import RESERVED_PARAMS, Ending, Params, QueryPort, Run

ForwardMsg: Any = found("streamlit.proto.ForwardMsg_pb2:ForwardMsg")


class StreamlitQuery(QueryPort):
    """The query string of one script run's browser tab.

    Args:
        context: Streamlit's script run context.
    """

    __slots__ = ("_began", "_context", "_lock", "_own", "_owns_address", "_run", "_sent")

    def __init__(self, context: Any) -> None:
        self._context = context
        self._sent: object = None
        self._owns_address = works_for_run(context)
        self._run: Run | None = None
        self._own = self._find_own()
        self._lock: Lock = self._find_lock()
        self._began: object = None

    def _find_own(self) -> Any:
        with self._context.session_state.query_params() as own:
            return own

    def _find_lock(self) -> Lock:
        lock: Lock = self._context.session_state._lock  # noqa: SLF001
        return lock

    def read(self) -> Params:
        return _visible(self._own._query_params)  # noqa: SLF001

    def replace(self, params: Params) -> None:
        # Streamlit's own from_dict() raises if a widget has bound one of the params, and drops
        # bound params that are missing. Otherwise this does the same: it replaces the params
        # and sends one message to the browser.
        present, bound = self._own._query_params, _bound(self._own)  # noqa: SLF001
        if bound or "embed" in "&".join(params).lower():
            params = {n: t for n, t in params.items() if n not in bound and not is_reserved(n)}
        gone = present.keys() - params.keys()
        kept = {n: present[n] for n in present if n in bound or is_reserved(n)} if gone else {}
        new = {n: t[0] if len(t) == 1 else list(t) for n, t in params.items() if t}
        merged = {**kept, **new} if kept else new
        message = ForwardMsg()
        message.page_info_changed.query_string = encoded = _encoded(merged)
        self._context.enqueue(message)  # first, because it may stop the run or fail
        self._own._query_params = merged  # noqa: SLF001
        self._context.query_string = encoded
        setattr(self._own, _WROTE, encoded)

    def token(self) -> object:
        return self._context.query_string

    def protected(self) -> frozenset[str]:
        return frozenset(_bound(self._own))

    def run(self) -> Run | None:
        context, run = self._context, self._run
        page = context.page_script_hash
        if run is None or run.key is not context.cursors or run.page != page:
            history = getattr(context, "is_history_navigation", None)
            key, self._began = self.run_key(), _began(self._own)
            asked = run.from_browser if run and run.key is key else not self._is_rerun()
            owns = self._owns_address
            run = self._run = Run(key, page, history, owns_address=owns, from_browser=asked)
        elif self._began is not _began(self._own) and run.owns_address:
            # All runs of a session share the params, so a new run has begun.
            run = self._run = replace(run, owns_address=False)
        return run

    def _is_rerun(self) -> bool:
        """Return whether st.rerun() asked for the run that begins; False if unknown."""
        # It passes on the address as the very string that is there, and in Streamlit 1.45 and
        # newer what the browser sent with its own request. The browser's are other objects.
        sent, self._sent = self._sent, getattr(self._context, "context_info", None)
        address = getattr(self._context, "query_string", None)
        wrote = getattr(self._own, _WROTE, None)
        return (sent is not None and sent is self._sent) or (bool(address) and address is wrote)

    def run_key(self) -> object:
        # Every run, even a rerun on the same context, begins with new cursors.
        return self._context.cursors

    def uninterrupted(self) -> AbstractContextManager[None]:
        return Uninterrupted(self._context, self._lock)

    def asked_by_app(self, error: BaseException) -> Ending | None:
        # Streamlit raises the same exceptions for these commands and for a run interrupted by
        # another one. Only the traceback shows the difference.
        trace = error.__traceback__
        while trace is not None:
            frame = trace.tb_frame
            if frame.f_globals.get("__name__") == _COMMANDS:
                return _ENDINGS.get(frame.f_code.co_name, "rerun")
            trace = trace.tb_next
        return None

    def tell_next_run(self, error: BaseException) -> None:
        asked: Any = error
        asked.rerun_data = replace(asked.rerun_data, query_string=self._context.query_string)

    def at_end_of_run(self, key: str, call: Callable[[], None]) -> None:
        told: dict[str, Any] = getattr(self._context.session_state, "__dict__", {})
        ending = told.get(FINISHED)
        if not isinstance(ending, AtEnd) or ending.run is not self.run_key():
            ending = told[FINISHED] = AtEnd(self._context)
        ending.calls[key] = call

    def began(self) -> Params:
        # Available in Streamlit 1.55 and newer.
        began = _began(self._own)
        return self.read() if began is None else _visible(began)


def _began(params: Any) -> Any:
    """Return the params with which the latest run began, a new object for each run."""
    return getattr(params, "_initial_query_params", None)


_WROTE = "st_page_state_wrote"
"""Our attribute of the session's params: the string that was last written."""

_ENDINGS: dict[str, Ending] = {"stop": "stop", "switch_page": "switch_page"}
_COMMANDS: str = streamlit.stop.__module__
"""The module of ``st.stop``, ``st.rerun`` and ``st.switch_page``."""


def _visible(params: Mapping[str, str | list[str]]) -> Params:
    return {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in params.items()
        if name.lower() not in RESERVED_PARAMS
    }


def _bound(params: Any) -> Collection[str]:
    """Return the params that widgets have bound, as Streamlit 1.55 and newer allow."""
    bound: Collection[str] = getattr(params, "_bindings_by_param", ())
    return bound


def _encoded(params: Mapping[str, str | list[str]]) -> str:
    """Return ``urlencode(params, doseq=True)``, but faster: most texts need no quoting."""
    pieces = [
        f"{name}={value}" if isinstance(value, str) else "&".join([f"{name}={v}" for v in value])
        for name, value in params.items()
    ]
    encoded = "&".join(pieces)
    fields = len(pieces) + sum([len(v) - 1 for v in params.values() if v.__class__ is list])
    marks = (encoded.count("="), encoded.count("&") + 1)
    plain = marks == (fields, fields) and _NEEDS_NO_QUOTES(encoded)
    return encoded if plain else urlencode(params, doseq=True)


_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9_.~&=-]*").fullmatch


def is_reserved(name: str) -> bool:
    return name.lower() in RESERVED_PARAMS
