"""The ports over Streamlit's own session state and query params.

Only this folder imports streamlit. This module uses the script run context directly instead
of ``st.session_state`` and ``st.query_params``, which look up the context and record telemetry
at each use: reading a value would take three times as long. The contract tests have a row for
every detail of Streamlit that this module relies on; ``private`` lists the names, and where a
Streamlit lacks one, ``public`` does without it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.adapters.private import found, missing_parts, warn_of
from st_page_state.adapters.run_end import (
    FINISHED,
    AtEnd,
    Lock,
    Uninterrupted,
    runner_of,
    works_for_run,
)
from st_page_state.errors import NoSessionError
from st_page_state.ports import (
    RESERVED_PARAMS,
    SESSION_KEY,
    Ending,
    Params,
    Ports,
    QueryPort,
    Run,
    WidgetSession,
    lock_of,
)

_VERSION = (int(streamlit.__version__.split(".")[0]), int(streamlit.__version__.split(".")[1]))
ForwardMsg: Any = found("streamlit.proto.ForwardMsg_pb2:ForwardMsg")


class StreamlitSession(WidgetSession):
    """The session of one script run's browser tab.

    Args:
        context: Streamlit's script run context.
    """

    __slots__ = ("_state",)

    def __init__(self, context: Any) -> None:
        self._state = context.session_state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def get(self, key: str, default: Any = None) -> Any:
        # No widget has the library's own key, so skip the search among widgets. Like any other
        # use of the session, this one can stop the run.
        if key != SESSION_KEY:
            return super().get(key, default)
        self._state._yield_callback()  # noqa: SLF001
        state = self._state._state  # noqa: SLF001
        value = state._new_session_state.get(key)  # noqa: SLF001
        return state._old_state.get(key, default) if value is None else value  # noqa: SLF001

    def __setitem__(self, key: str, value: Any) -> None:
        self._state[key] = value
        if key == SESSION_KEY:
            # Until the next run Streamlit also holds the value of the one before, unread.
            earlier = self._state._state._old_state  # noqa: SLF001
            if key in earlier:
                earlier[key] = value

    def __delitem__(self, key: str) -> None:
        del self._state[key]

    def __contains__(self, key: object) -> bool:
        return key in self._state

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.filtered_state)

    def __len__(self) -> int:
        return len(self._state.filtered_state)

    def widget_identity(self, key: str) -> str | None:
        identity: str = self._state._state._get_widget_id(key)  # noqa: SLF001
        return None if identity == key else identity

    def in_browser(self, key: str) -> bool:
        # The widget states that the browser sent with this run, and widgets drawn in it.
        state = self._state._state  # noqa: SLF001
        return state._get_widget_id(key) in state._new_widget_state.states  # noqa: SLF001

    def streamlit_version(self) -> tuple[int, int]:
        return _VERSION

    def sends_labels(self, key: str) -> bool:
        # Bound to an object that knows the labels, for the widgets of choices.
        choices = getattr(getattr(self._widget(key), "serializer", None), "__self__", None)
        return hasattr(choices, "format_func") or hasattr(choices, "formatted_options")

    def holds_text(self, key: str) -> bool:
        kind = getattr(self._widget(key), "value_type", None)
        return kind == "string_value" and not self.sends_labels(key)

    def _widget(self, key: str) -> object:
        """Return what Streamlit knows of a widget; None if nothing."""
        try:
            state = self._state._state  # noqa: SLF001
            metadata = state._new_widget_state.widget_metadata  # noqa: SLF001
            return metadata.get(state._get_widget_id(key))  # noqa: SLF001
        except AttributeError:
            return None

    def early(self) -> Mapping[str, object]:
        held = self._state._state._new_widget_state  # noqa: SLF001
        names = [name for name in held.states if name not in held.widget_metadata]
        # The name of a widget ends with its key: "$$ID-<hash>-<key>".
        return {name.split("-", 2)[-1]: (name, held.states[name]) for name in names}

    def took(self, key: str, sent: Any) -> bool:
        name, wire = sent
        if self.widget_identity(key) != name:
            return False
        widget = self._state._state._new_widget_state.widget_metadata[name]  # noqa: SLF001
        if getattr(widget, "disabled", False):
            return False
        if self.sends_labels(key):
            with suppress(AttributeError, TypeError, ValueError):
                return _took_all(_plain(widget.serializer(self._state[key])), _told_by(wire))
        return True

    def offer(self, key: str, value: Any) -> None:
        # Streamlit looks there last, as for a value that an earlier run has set.
        self._state._state._old_state[key] = value  # noqa: SLF001

    def withdraw(self, key: str) -> None:
        state = self._state._state  # noqa: SLF001
        name, earlier = state._get_widget_id(key), state._old_state  # noqa: SLF001
        if key in earlier:
            value = earlier.pop(key)
            if name != key and name not in state._new_widget_state:  # noqa: SLF001
                earlier.setdefault(name, value)

    def next_number(self, name: str, former: int) -> int:
        # An attribute of the params, because the app can empty the session's state.
        numbers: dict[str, int] = {}
        with suppress(AttributeError, TypeError), self._state.query_params() as own:
            numbers = own.__dict__.setdefault(_NUMBERS, numbers)
        numbers[name] = number = max(numbers.get(name, 0), former) + 1
        return number

    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return streamlit.form(key, **options)


def _told_by(state: Any) -> Any:
    """Return what the browser has sent for a choice."""
    message = state.value
    told = getattr(message, message.WhichOneof("value"))
    return _plain(getattr(told, "data", told))


def _plain(sent: Any) -> Any:
    return sent if isinstance(sent, str | int | None) else [*sent]


def _took_all(held: Any, told: Any) -> bool:
    """Return whether a choice holds what was sent, or of several options those that there are.

    For a label that there is no more, it holds its default.
    """
    is_one = isinstance(held, str | int | None)
    return bool(held == told) or (not is_one and bool(held) and all(one in told for one in held))


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
            params = {n: t for n, t in params.items() if n not in bound and not _is_reserved(n)}
        gone = present.keys() - params.keys()
        kept = {n: present[n] for n in present if n in bound or _is_reserved(n)} if gone else {}
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


_NUMBERS = "st_page_state_numbers"
"""Our attribute of the session's params: the numbers that next_number() last returned."""

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


def _is_reserved(name: str) -> bool:
    return name.lower() in RESERVED_PARAMS


class _Here(threading.local):
    """The last context used by this thread, and its ports."""

    last: tuple[Any, Ports | None] = (None, None)


_here = _Here()


def streamlit_ports() -> Ports:
    """Return the ports of the script run in progress.

    Raises:
        NoSessionError: no script run is in progress.
    """
    context = get_script_run_ctx(suppress_warning=True)
    last, ports = _here.last
    if ports is None or last is not context:
        if context is None:
            raise NoSessionError
        runner = runner_of(context).__class__
        ways = _ways.get(runner)
        if ways is None:
            ways = _ways[runner] = _ways_for(context)
        session, query = ways[0](context), ways[1](context)
        scope = Run(key=context, history=None)
        ports = Ports(session, query, scope, lock_of(getattr(context, "session_id", "")))
        _here.last = (context, ports)
    return ports


_ways: dict[type, tuple[type[StreamlitSession], type[StreamlitQuery]]] = {}
"""The ports' classes for the runs of each kind of runner: the names are checked only once."""


def _ways_for(context: Any) -> tuple[type[StreamlitSession], type[StreamlitQuery]]:
    """Return the classes above, or those that do without what this Streamlit lacks."""
    missing = missing_parts(context)
    if not missing:
        return StreamlitSession, StreamlitQuery
    from st_page_state.adapters.public import ports_without

    warn_of(missing)
    return ports_without(missing)


def served_run() -> threading.Thread | None:
    """Return the thread of the script run in progress; None outside of one and in tests.

    Under AppTest, and where ``FakeApp`` runs an app's own file, something else stands in for
    the server.
    """
    served = False
    with suppress(AttributeError):  # where the runtime has other names, no server is known
        served = runtime.exists() and issubclass(type(runtime.get_instance()), runtime.Runtime)
    running = get_script_run_ctx(suppress_warning=True) is not None
    return threading.current_thread() if served and running else None
