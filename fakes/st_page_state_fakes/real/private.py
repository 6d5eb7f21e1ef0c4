"""Everything that the real server needs of Streamlit beyond its public names.

Each name is a row of ``tests/contract/test_real_names.py``. Where a Streamlit lacks one, opening
an app's file raises an error that names it.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit
from streamlit import config, source_util
from streamlit.proto import ClientState_pb2
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime, fragment
from streamlit.runtime.caching import cache_data_api, cache_resource_api
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import (
    RerunData,
    ScriptRunner,
    ScriptRunnerEvent,
    exec_code,
)
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.secrets import secrets_singleton
from streamlit.runtime.state import SessionState
from streamlit.runtime.state import common as state_common

from st_page_state_fakes.sessions import Visitor

__all__ = [
    "ForwardMsg",
    "MemoryFragmentStorage",
    "MemoryUploadedFileManager",
    "PagesManager",
    "ScriptRunner",
    "ScriptRunnerEvent",
    "SessionState",
    "WidgetState",
    "WidgetStates",
]

VERSION: str = streamlit.__version__

HAS_NAVIGATION_MESSAGE: bool = not hasattr(source_util, "invalidate_pages_cache")
"""A message tells the browser the pages of a folder too (since 1.45 at the latest)."""

_STREAMLIT: Any = streamlit
_SECRETS: Any = secrets_singleton
_RUNTIME: Any = Runtime
_PAGES: Any = PagesManager
_SOURCES: Any = source_util
_DATA: Any = cache_data_api
_RESOURCES: Any = cache_resource_api
_OPTIONS = {"browser.gatherUsageStats": False, "runner.postScriptGC": False}

_PAGES_KNOWN = "uses_pages_directory" if HAS_NAVIGATION_MESSAGE else "DefaultStrategy"
_PAGES_AT_FIRST: Any = None if HAS_NAVIGATION_MESSAGE else getattr(PagesManager, _PAGES_KNOWN, None)

_RERUN_FIELDS = {field.name for field in fields(RerunData)}
_RUNNER_PARAMETERS = inspect.signature(ScriptRunner.__init__).parameters

_ERROR_HANDLER = (
    "handle_user_script_exception"
    if hasattr(exec_code, "handle_user_script_exception")
    else "handle_uncaught_app_exception"
)
"""The function that is given each exception of a script or fragment."""

_HANDLING = (exec_code, fragment)
"""The modules that call it."""


@contextmanager
def catching(errors: list[BaseException]) -> Generator[None, None, None]:
    """Note each exception of a script beside showing it, for the duration of a block."""
    show: Callable[..., Any] = getattr(exec_code, _ERROR_HANDLER)

    def note(error: BaseException, *args: Any) -> Any:
        errors.append(error)
        return show(error, *args)

    for module in _HANDLING:
        setattr(module, _ERROR_HANDLER, note)
    try:
        yield
    finally:
        for module in _HANDLING:
            setattr(module, _ERROR_HANDLER, show)


def rerun_data(**given: Any) -> RerunData:
    """Return a request to run, without the fields that this Streamlit does not know."""
    return RerunData(**{name: value for name, value in given.items() if name in _RERUN_FIELDS})


def script_runner(**given: Any) -> ScriptRunner:
    """Return a script runner, without the parameters that this Streamlit does not know."""
    known = {name: value for name, value in given.items() if name in _RUNNER_PARAMETERS}
    return ScriptRunner(**known)


class Scripts(ScriptCache):
    """The compiled scripts of one server process.

    The server of a later test compiles a file again only if its text has changed by then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Any] = {}

    def get_bytecode(self, script_path: str) -> Any:
        path = str(Path(script_path).absolute())
        if path not in self._known:
            text, magic = Path(path).read_bytes(), config.get_option("runner.magicEnabled")
            self._known[path] = _compiled((path, text, magic))
        return self._known[path]


@lru_cache(maxsize=256)
def _compiled(source: tuple[str, bytes, Any]) -> Any:
    path, *_ = source
    return ScriptCache().get_bytecode(path)


def user_key(element_id: str) -> str | None:
    """Return the key in the id of a widget."""
    find: Callable[[str], str | None] = getattr(
        state_common, "user_key_from_element_id", None
    ) or getattr(state_common, "user_key_from_widget_id", None)  # type: ignore[assignment]
    key = find(element_id)
    return None if key == "None" else key


def metadata_of(state: Any) -> dict[str, Any]:
    """Return Streamlit's metadata of the widgets it has drawn: id -> WidgetMetadata."""
    found: dict[str, Any] = state._new_widget_state.widget_metadata  # noqa: SLF001
    return found


def is_array(value_type: str) -> bool:
    """Return whether a field of WidgetState holds an array."""
    return state_common.is_array_value_field_name(value_type)


def script_thread(runner: Any) -> Any:
    """Return the thread on which a runner works."""
    return runner._script_thread  # noqa: SLF001


def params_of(state: Any) -> dict[str, Any]:
    """Return the query params of a session: name -> a text, or several."""
    return dict(state.query_params._query_params)  # noqa: SLF001


@dataclass(slots=True)
class Globals:
    """The globals in which Streamlit keeps the server of a process.

    Attributes:
        runtime: the server.
        data: the caches of ``st.cache_data``.
        resources: the caches of ``st.cache_resource``.
        secrets: what ``st.secrets`` holds; None for what is read from files when it is asked.
        options: some options of the configuration.
        pages: whether the app has a ``pages/`` folder; None if nobody has looked.
        main: the module ``__main__``, which each run puts there.
    """

    runtime: Any
    data: Any
    resources: Any
    secrets: Any
    options: dict[str, Any]
    pages: Any
    main: Any = None


def new_globals(secrets: Mapping[str, Any] | None, uploads: Any, clients: Any) -> Globals:
    """Return the globals of a new server process.

    Args:
        secrets: what ``st.secrets`` holds; None for what the app's own file says.
        uploads: the files that users have uploaded.
        clients: returns the client of a session.
    """
    runtime = SimpleNamespace(
        media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
        dataframe_source_mgr=SimpleNamespace(
            clear_session_refs=_nothing, remove_orphaned_sources=_nothing
        ),
        cache_storage_manager=MemoryCacheStorageManager(),
        uploaded_file_mgr=uploads,
        get_client=clients,
        clear_user_info_for_session=_nothing,
    )
    kept = None if secrets is None else dict(secrets)
    caches = type(_DATA._data_caches)(), type(_RESOURCES._resource_caches)()  # noqa: SLF001
    return Globals(runtime, *caches, kept, {**_OPTIONS}, _PAGES_AT_FIRST)


def current_globals() -> Globals:
    """Return the globals that are in force."""
    return Globals(
        runtime=_RUNTIME._instance,  # noqa: SLF001
        data=_DATA._data_caches,  # noqa: SLF001
        resources=_RESOURCES._resource_caches,  # noqa: SLF001
        secrets=_SECRETS._secrets,  # noqa: SLF001
        options={name: config.get_option(name) for name in _OPTIONS},
        pages=pages_known(),
        main=sys.modules.get("__main__"),
    )


def pages_known() -> Any:
    """Return whether the app has a ``pages/`` folder, as far as somebody has looked."""
    return getattr(_PAGES, _PAGES_KNOWN, None)


def set_globals(new: Globals) -> None:
    """Put globals in force."""
    _RUNTIME._instance = new.runtime  # noqa: SLF001
    _DATA._data_caches = new.data  # noqa: SLF001
    _RESOURCES._resource_caches = new.resources  # noqa: SLF001
    _SECRETS._secrets = new.secrets  # noqa: SLF001
    for name, value in new.options.items():
        config.set_option(name, value)
    setattr(_PAGES, _PAGES_KNOWN, new.pages)
    if not HAS_NAVIGATION_MESSAGE:  # pragma: no cover - Streamlit 1.37
        _SOURCES.invalidate_pages_cache()
    if new.main is not None:
        sys.modules["__main__"] = new.main


def clear_caches() -> None:
    """Clear the caches of the process whose globals are in force."""
    _STREAMLIT.cache_data.clear()
    _STREAMLIT.cache_resource.clear()


def _nothing(*args: Any, **kwargs: Any) -> None:
    pass


def element_tree(messages: list[ForwardMsg], state: Any) -> Any:
    """Return Streamlit's own tree of the elements that some messages draw.

    Args:
        messages: the messages.
        state: the session state, in which the tree looks its widgets' values up.
    """
    from streamlit.testing.v1.element_tree import parse_tree_from_messages  # takes a while

    tree: Any = parse_tree_from_messages(messages)
    tree._runner = SimpleNamespace(session_state=state, _session_state=state)  # noqa: SLF001
    return tree


def client(headers: Mapping[str, str], cookies: Mapping[str, str]) -> Any:
    """Return the client of a session, of which ``st.context`` reads headers and cookies."""
    context = SimpleNamespace(headers=headers.items(), cookies=cookies, remote_ip=None)
    return SimpleNamespace(client_context=context)


def context_info(visitor: Visitor) -> Any:
    """Return the context a browser sends with each request; None if this Streamlit has none."""
    if not hasattr(ClientState_pb2, "ContextInfo"):
        return None  # pragma: no cover - Streamlit 1.37
    info: Any = ClientState_pb2.ContextInfo()
    told = {"locale": visitor.locale, "timezone": visitor.timezone, "color_scheme": visitor.theme}
    for name, value in told.items():
        if value is not None:
            setattr(info, name, value)
    return info
