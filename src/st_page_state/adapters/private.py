"""The private names of Streamlit that the adapter uses, and what is lost where one has changed.

A name that is there by another one, or is of another kind, is missing: then the part that needs
it is done without it, in :mod:`st_page_state.adapters.public`, and a warning says so.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Container, Iterable, Mapping, MutableMapping
from contextlib import suppress
from importlib import import_module
from typing import Any, NamedTuple

import streamlit
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.errors import warn

VERSION: str = streamlit.__version__


def since(*version: int) -> bool:
    """Return whether Streamlit is of this version or newer."""
    parts = VERSION.split(".")[:2]
    return not all(map(str.isdigit, parts)) or tuple(map(int, parts)) >= version


HAS_BIND: bool = "bind" in inspect.signature(streamlit.text_input).parameters
HAS_PARALLEL: bool = "parallel" in inspect.signature(streamlit.fragment).parameters


class Part(NamedTuple):
    """What the adapter does with private names.

    Attributes:
        names: the names. ``a.b`` is an attribute of the run's context, ``module:a.b`` one of a
            module; what ends in ``()`` is called, and entered if it is a context manager.
        lost: what is lost without them, for the warning.
        expected: whether this version of Streamlit should have them.
    """

    names: tuple[str, ...]
    lost: str
    expected: bool = True


_STATE = "session_state._state"
_QUERY = "session_state.query_params()"
_RUNNER = "_enqueue.__self__."
_REQUESTS = "script_requests."
_CONTEXTS: str = get_script_run_ctx.__module__

PARTS: dict[str, Part] = {
    "session": Part(
        (
            "session_state",
            "session_state.filtered_state",
            "session_state._yield_callback",
            f"{_STATE}._new_session_state",
            f"{_STATE}._old_state",
        ),
        "reading state takes longer",
    ),
    "identity": Part(
        (f"{_STATE}._get_widget_id",),
        "no identity of widgets: one that Streamlit recreates may reset its field",
    ),
    "browser": Part(
        (f"{_STATE}._get_widget_id", f"{_STATE}._new_widget_state.states"),
        "no list of the browser's widgets: one that a stopped run did not draw may reset its field",
    ),
    "early": Part(
        (
            f"{_STATE}._get_widget_id",
            f"{_STATE}._new_widget_state.states",
            f"{_STATE}._new_widget_state.widget_metadata",
            f"{_STATE}._old_state",
        ),
        "no widgets of pages that were open before a restart: what bound ones hold is overwritten",
    ),
    "labels": Part(
        (f"{_STATE}._get_widget_id", f"{_STATE}._new_widget_state.widget_metadata"),
        "no sign of labels and texts: a choice whose labels change may change, too, and each edit "
        "of a text is a step of its own",
    ),
    "params": Part(
        (
            f"{_QUERY}._query_params",
            "query_string",
            "enqueue",
            "streamlit.proto.ForwardMsg_pb2:ForwardMsg().page_info_changed.query_string",
        ),
        "reading and writing the address takes longer, and several messages beside bound params",
    ),
    "bound": Part(
        (f"{_QUERY}._bindings_by_param",),
        "no list of bound params: a purge tries each and leaves what raises",
        HAS_BIND,
    ),
    "began": Part(
        (f"{_QUERY}._initial_query_params",),
        "no params that a run began with: a rerun with an address that the app has replaced "
        "may show it again",
        since(1, 55),
    ),
    "runs": Part(
        ("cursors", "page_script_hash"),
        "no identity of runs: of two quick edits the first may be taken back, and what the "
        "script's last line changed in place is published at the next touch",
    ),
    "pages": Part(
        ("page_script_hash",),
        "no identity of pages: a page switch may reset fields whose default is hidden, and leave "
        "the address empty until the next change",
    ),
    "history": Part(
        ("is_history_navigation",),
        "no Back flag: Back to an address that the app has just replaced may be ignored",
        since(1, 65),
    ),
    "lock": Part(
        ("session_state._lock",),
        "no lock of the session: taking turns takes longer",
    ),
    "runner": Part(
        (f"{_RUNNER}_script_thread", f"{_RUNNER}_execing"),
        "no access to the script's runner: a run that is stopped while it writes may leave the "
        "address for the next one, and threads that the app starts adopt from the address",
    ),
    "parallel": Part(
        (
            "parallel_coordinator",
            f"{_CONTEXTS}:ThreadState.get",
            f"{_CONTEXTS}:FragmentThreadState.is_parallel_worker",
            "threading:current_thread().streamlit_script_run_ctx",
        ),
        "no sign of parallel fragments: they adopt nothing from the address",
        HAS_PARALLEL,
    ),
    "ending": Part(
        ("session_state.on_script_finished",),
        "no end of runs: what the script's last line changed in place is published at the next "
        "touch",
    ),
    "requests": Part(
        (f"{_REQUESTS}request_rerun",),
        "no requests to the runner: `st.rerun()` in a hook that runs after the script is ignored",
    ),
    "asked": Part(
        ("context_info",),
        "no sign of who asked for a run: a click right after `st.rerun()` may be taken back",
        since(1, 45),
    ),
    "rerun": Part(
        (
            "query_string",
            "streamlit.runtime.scriptrunner:RerunData().query_string",
            "streamlit.runtime.scriptrunner:RerunException.rerun_data",
        ),
        "no access to reruns: the run after `st.rerun()` may begin with the address before it",
    ),
    "server": Part(
        (
            "streamlit.runtime:exists",
            "streamlit.runtime:get_instance",
            "streamlit.runtime:Runtime",
        ),
        "no sign of a server: `configure(freeze=True)` does nothing",
    ),
    "id": Part(("session_id",), "no identity of sessions: they wait for each other"),
}

_KINDS: dict[str, Any] = {
    "_bindings_by_param": Container,
    "_get_widget_id": Callable,
    "_new_session_state": MutableMapping,
    "_old_state": MutableMapping,
    "_query_params": MutableMapping,
    "_yield_callback": Callable,
    "enqueue": Callable,
    "filtered_state": Mapping,
    "on_script_finished": Callable,
    "page_script_hash": str,
    "query_string": str,
    "states": Container,
}
"""What kind of object a name has to be."""


def missing_parts(context: Any) -> dict[str, list[str]]:
    """Return the parts that a run's context, and the modules, do not have, and their names."""
    found = {
        key: [name for name in part.names if not is_there(context, name)]
        for key, part in PARTS.items()
        if part.expected
    }
    return {key: names for key, names in found.items() if names}


def is_there(context: Any, name: str) -> bool:
    """Return whether Streamlit has a name, and an object of the right kind by it."""
    if name.startswith((_RUNNER, _REQUESTS)) and not _has_runner(context):
        return True  # a run without Streamlit's runner cannot be stopped
    owner, last = owner_of(context, name)
    if hasattr(owner, last):
        return isinstance(getattr(owner, last), _KINDS.get(last, object))
    return isinstance(owner, type) and last in inspect.signature(owner).parameters


def owner_of(context: Any, name: str) -> tuple[Any, str]:
    """Return what should have an attribute, None if that is missing itself, and the attribute."""
    module, _, path = name.rpartition(":")
    owner: Any = _module(module) if module else context
    *way, last = path.split(".")
    for step in way:
        owner = getattr(owner, step.removesuffix("()"), None)
        if step.endswith("()") and owner is not None:
            owner = owner()
            if hasattr(owner, "__enter__"):
                with owner as lent:
                    owner = lent
    return owner, last


def own_params(context: Any) -> Any:
    """Return Streamlit's own params; None if they cannot be had."""
    return owner_of(context, f"{_QUERY}._query_params")[0]


def found(name: str) -> Any:
    """Return what stands in a module by a name, ``module:name``; None if it is missing."""
    owner, last = owner_of(None, name)
    return getattr(owner, last, None)


def _module(name: str) -> Any:
    with suppress(ImportError):
        return import_module(name)
    return None


def _has_runner(context: Any) -> bool:
    runner = getattr(getattr(context, "_enqueue", None), "__self__", None)
    return isinstance(runner, found("streamlit.runtime.scriptrunner:ScriptRunner") or ())


class _Told:
    """Whether the process has been warned."""

    yet = False


def warn_of(missing: Mapping[str, Iterable[str]]) -> None:
    """Warn, once per process, of what is lost."""
    if _Told.yet:
        return
    _Told.yet = True
    names = {re.split(r"[.:]", name)[-1] for part in missing.values() for name in part}
    lost = "".join([f"\n- {PARTS[key].lost}" for key in missing])
    warn(
        f"Inside, Streamlit {VERSION} is not as this release of st_page_state expects: it lacks "
        f"{', '.join(sorted(names))}. State works by Streamlit's public names instead, except "
        f"for this:{lost}\nA newer st_page_state may know this Streamlit."
    )
