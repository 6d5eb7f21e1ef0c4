"""The ports over Streamlit's own session state and query params.

This is the only module that imports streamlit. It goes to the script run's context instead
of ``st.session_state`` and ``st.query_params``, which look the context up and count each
use anew: reading a value would cost three times as much.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.errors import NoSessionError
from st_page_state.ports import RESERVED_PARAMS, Params, QueryPort, Run
from st_page_state.runtime import Ports


class StreamlitSession(MutableMapping[str, Any]):
    """The session of one script run's browser tab.

    Args:
        context: Streamlit's script run context.
    """

    __slots__ = ("_state",)

    def __init__(self, context: Any) -> None:
        self._state = context.session_state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._state[key] = value

    def __delitem__(self, key: str) -> None:
        del self._state[key]

    def __contains__(self, key: object) -> bool:
        return key in self._state

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.filtered_state)

    def __len__(self) -> int:
        return len(self._state.filtered_state)


class StreamlitQuery(QueryPort):
    """The query string of one script run's browser tab.

    Args:
        context: Streamlit's script run context.
    """

    __slots__ = ("_context",)

    def __init__(self, context: Any) -> None:
        self._context = context

    def read(self) -> Params:
        with self._context.session_state.query_params() as params:
            return {name: tuple(params.get_all(name)) for name in params if _is_free(name)}

    def replace(self, params: Params) -> None:
        with self._context.session_state.query_params() as own:
            bound = _bound(own)
            # Before 1.55 Streamlit itself keeps the reserved names in lower case only.
            fixed = {n: own.get_all(n) for n in own if n in bound or not _is_free(n)}
            free = {n: texts for n, texts in params.items() if _is_free(n) and texts}
            # A from_dict() would raise for params that a widget has bound, and drop those it
            # does not name. Setting them without a message, then sending one for all, is what
            # Streamlit does itself when a run begins; and it is one entry in the history.
            own.clear_with_no_forward_msg(preserve_embed=True)
            for name, texts in {**free, **fixed}.items():
                value = texts[0] if len(texts) == 1 else list(texts)
                own.set_with_no_forward_msg(name, value)
            own.update({})

    def token(self) -> object:
        return self._context.query_string

    def protected(self) -> frozenset[str]:
        with self._context.session_state.query_params() as params:
            return frozenset(_bound(params))

    def run(self) -> Run:
        context = self._context
        return Run(
            # Every run, a rerun on the same context too, begins with new cursors.
            key=context.cursors,
            page=context.page_script_hash,
            history=getattr(context, "is_history_navigation", False),
        )

    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        # A stopped script is stopped again at each use of the session and at each message,
        # for as long as its runner takes itself to be executing the script.
        runner: Any = getattr(self._context._enqueue, "__self__", None)  # noqa: SLF001
        if not getattr(runner, "_execing", False):
            yield
            return
        runner._execing = False  # noqa: SLF001
        try:
            yield
        finally:
            runner._execing = True  # noqa: SLF001

    def began(self) -> Params:
        with self._context.session_state.query_params() as params:
            # Kept by Streamlit 1.55 and newer.
            began: dict[str, list[str]] | None = getattr(params, "_initial_query_params", None)
        if began is None:
            return self.read()
        return {name: tuple(texts) for name, texts in began.items() if _is_free(name)}


def _is_free(name: str) -> bool:
    return name.lower() not in RESERVED_PARAMS


def _bound(params: Any) -> list[str]:
    """The params in the URL that widgets have bound: possible in Streamlit 1.55 and newer."""
    is_bound = getattr(params, "is_bound", None)
    return [] if is_bound is None else [name for name in params if is_bound(name)]


class _Here(threading.local):
    """The ports of the context that this thread used last."""

    context: Any = None
    ports: Ports | None = None


_here = _Here()


def streamlit_ports() -> Ports:
    """Return the ports of the script run in progress.

    Raises:
        NoSessionError: there is none.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        raise NoSessionError
    if _here.ports is None or _here.context is not context:
        query = StreamlitQuery(context)
        _here.ports = Ports(StreamlitSession(context), query, Run(key=context))
        _here.context = context
    return _here.ports
