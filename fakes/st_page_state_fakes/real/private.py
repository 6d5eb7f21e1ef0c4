"""Everything that the real server needs of Streamlit beyond its public names.

Each name is a row of ``tests/contract/test_real_names.py``. Where a Streamlit lacks one, opening
an app's file raises an error that names it.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit
from streamlit import config, source_util
from streamlit.components.lib.local_component_registry import LocalComponentRegistry
from streamlit.elements.widgets.file_uploader import FileUploaderSerde
from streamlit.proto import ClientState_pb2, Common_pb2
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
from streamlit.runtime.state import SessionState, session_state
from streamlit.runtime.state import common as state_common
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from st_page_state_fakes.browser.address import Address, embedding
from st_page_state_fakes.real.options import options_beside
from st_page_state_fakes.sessions import Visitor

__all__ = [
    "ForwardMsg",
    "MemoryFragmentStorage",
    "MemoryUploadedFileManager",
    "PagesManager",
    "ScriptCache",
    "ScriptRunner",
    "ScriptRunnerEvent",
    "SessionState",
    "UploadedFile",
    "UploadedFileRec",
    "WidgetState",
    "WidgetStates",
]

HOST = "http://localhost:8501"
"""Where an app under test is, as far as it can tell."""

VERSION: str = streamlit.__version__

HAS_NAVIGATION_MESSAGE: bool = not hasattr(source_util, "invalidate_pages_cache")
"""A message tells the browser the pages of a folder too (since 1.45 at the latest)."""

_NUMBER = tuple(int(part) for part in VERSION.split(".")[:2])

FILE_REMOVED_FIRST: bool = _NUMBER >= (1, 52)
"""A file that replaces another one comes after a run without any."""

EDITS_TAKEN_BACK: bool = _NUMBER >= (1, 60)
"""In a data editor, entering what a cell held at first takes the edit of the cell back."""

_INTERNAL = session_state.STREAMLIT_INTERNAL_KEY_PREFIX
_COMMON: Any = Common_pb2
_STREAMLIT: Any = streamlit
_CONFIG: Any = config
_SECRETS: Any = secrets_singleton
_RUNTIME: Any = Runtime
_PAGES: Any = PagesManager
_SOURCES: Any = source_util
_DATA: Any = cache_data_api
_RESOURCES: Any = cache_resource_api
_OPTIONS = {
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "global.appTest": True,  # without it the element tree has no value of a button, for one
}

_PAGES_KNOWN = "uses_pages_directory" if HAS_NAVIGATION_MESSAGE else "DefaultStrategy"
_PAGES_AT_FIRST: Any = None if HAS_NAVIGATION_MESSAGE else getattr(PagesManager, _PAGES_KNOWN, None)

_MAIN_SCRIPT = "_main_script_path"
_LOOKS_BESIDE_SCRIPT = hasattr(config, _MAIN_SCRIPT)
"""Secrets and options may lie in the folder of the main file too (since 1.55 at the latest)."""

_RERUN_FIELDS = {field.name for field in fields(RerunData)}
_RUNNER_PARAMETERS = inspect.signature(ScriptRunner.__init__).parameters

_DESERIALIZES_BY_ID = "widget_id" in inspect.signature(FileUploaderSerde.deserialize).parameters
"""Each widget's id goes with what is to be deserialized (before 1.55)."""

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


def has_magic() -> bool:
    """Return whether a script shows what stands on a line by itself."""
    return bool(config.get_option("runner.magicEnabled"))


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


def deserialized(metadata: Any, wire: Any) -> Any:
    """Return the value of what a browser sends for a widget; of None its default."""
    by_id = (metadata.id,) if _DESERIALIZES_BY_ID else ()
    return metadata.deserializer(wire, *by_id)


def events_of(component: str) -> str:
    """Return the id of the widget that takes the events of a component."""
    return f"{_INTERNAL}_{component}__events"


def uploaded_file_info(url: Any, name: str, size: int) -> Any:
    """Return what a browser sends for a file that it has uploaded to a URL."""
    urls = _COMMON.FileURLs(
        file_id=url.file_id, upload_url=url.upload_url, delete_url=url.delete_url
    )
    return _COMMON.UploadedFileInfo(file_id=url.file_id, name=name, size=size, file_urls=urls)


def file_state(files: Iterable[Any]) -> Any:
    """Return the state of a file uploader with these files."""
    return _COMMON.FileUploaderState(uploaded_file_info=files)


def chat_message(text: str, files: list[Any], audio: Any) -> Any:
    """Return what a browser sends for a message."""
    if not hasattr(_COMMON, "ChatInputValue"):  # pragma: no cover - Streamlit 1.37
        return _COMMON.StringTriggerValue(data=text)
    sent = _COMMON.ChatInputValue(data=text, file_uploader_state=file_state(files))
    if audio is not None:
        sent.audio_file_info.CopyFrom(audio)
    return sent


def is_array(value_type: str) -> bool:
    """Return whether a field of WidgetState holds an array."""
    return state_common.is_array_value_field_name(value_type)


def wrap_work(runner: Any, wrap: Callable[[Callable[[], None]], Callable[[], None]]) -> None:
    """Replace what a runner that has not started will do on its thread."""
    runner._run_script_thread = wrap(runner._run_script_thread)  # noqa: SLF001


def script_thread(runner: Any) -> Any:
    """Return the thread on which a runner works."""
    return runner._script_thread  # noqa: SLF001


def is_script_thread(thread: Any) -> bool:
    """Return whether a thread runs a script."""
    return bool(thread.name == "ScriptRunner.scriptThread")


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
        script: the app's main file, beside which Streamlit looks for secrets; None if unknown.
        main: the module ``__main__``, which each run puts there.
    """

    runtime: Any
    data: Any
    resources: Any
    secrets: Any
    options: dict[str, Any]
    pages: Any
    script: str | None
    main: Any = None


class _Server(SimpleNamespace):
    """The server of a process, as far as a script uses it."""

    @cached_property
    def bidi_component_registry(self) -> Any:
        """The components of ``st.components.v2``.

        Those that are installed are looked for when a script uses one: it takes a while.
        """
        from streamlit.components.v2.component_manager import BidiComponentManager

        manager = BidiComponentManager()
        for manifest, folder in _installed_components():
            manager.register_from_manifest(manifest, folder)
        return manager


@cache
def _installed_components() -> list[Any]:
    from streamlit.components.v2.manifest_scanner import scan_component_manifests

    return list(scan_component_manifests())


def _new_dataframe_sources() -> Any:
    try:
        from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
    except ImportError:  # pragma: no cover - before Streamlit 1.6x
        return None
    return DataframeSourceManager()


def new_globals(
    script: Path, secrets: Mapping[str, Any] | None, uploads: Any, clients: Any
) -> Globals:
    """Return the globals of a new server process.

    Args:
        script: the app's main file.
        secrets: what ``st.secrets`` holds; None for what the app's own file says.
        uploads: the files that users have uploaded.
        clients: returns the client of a session.
    """
    runtime = _Server(
        media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
        dataframe_source_mgr=_new_dataframe_sources(),
        component_registry=LocalComponentRegistry(),
        cache_storage_manager=MemoryCacheStorageManager(),
        uploaded_file_mgr=uploads,
        get_client=clients,
        clear_user_info_for_session=_nothing,
    )
    kept = None if secrets is None else dict(secrets)
    caches = type(_DATA._data_caches)(), type(_RESOURCES._resource_caches)()  # noqa: SLF001
    known = config.get_config_options() if _LOOKS_BESIDE_SCRIPT else {}
    options = {**options_beside(script, known), **_OPTIONS}
    return Globals(runtime, *caches, kept, options, _PAGES_AT_FIRST, str(script))


def current_globals(options: Iterable[str]) -> Globals:
    """Return the globals that are in force.

    Args:
        options: the names of the options of the configuration to take.
    """
    return Globals(
        runtime=_RUNTIME._instance,  # noqa: SLF001
        data=_DATA._data_caches,  # noqa: SLF001
        resources=_RESOURCES._resource_caches,  # noqa: SLF001
        secrets=_SECRETS._secrets,  # noqa: SLF001
        options={name: config.get_option(name) for name in options},
        pages=pages_known(),
        script=getattr(_CONFIG, _MAIN_SCRIPT, None),
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
    if _LOOKS_BESIDE_SCRIPT:  # pragma: no branch - before Streamlit 1.55
        setattr(_CONFIG, _MAIN_SCRIPT, new.script)
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


class BrowserWebSocketHandler(SimpleNamespace):
    """A session's client; before 1.55 Streamlit goes by the name of its class."""


BrowserWebSocketHandler.__module__ = "streamlit.web.server.browser_websocket_handler"


def client(headers: Mapping[str, str], cookies: Mapping[str, str]) -> Any:
    """Return the client of a session, of which ``st.context`` reads headers and cookies."""
    context = SimpleNamespace(headers=headers.items(), cookies=cookies, remote_ip=None)
    morsels = {name: SimpleNamespace(value=value) for name, value in cookies.items()}
    request = SimpleNamespace(  # what Streamlit reads before 1.55
        headers=SimpleNamespace(get_all=headers.items), cookies=morsels, remote_ip=None
    )
    return BrowserWebSocketHandler(client_context=context, request=request)


def context_info(visitor: Visitor, address: Address) -> Any:
    """Return the context a browser sends with each request; None if this Streamlit has none."""
    if not hasattr(ClientState_pb2, "ContextInfo"):
        return None  # pragma: no cover - Streamlit 1.37
    known = {field.name for field in ClientState_pb2.ContextInfo.DESCRIPTOR.fields}
    told = {
        "locale": visitor.locale,
        "timezone": visitor.timezone,
        "timezone_offset": visitor.minutes_to_utc,
        "color_scheme": visitor.theme,
        "url": f"{HOST}/{address.page}",
        "is_embedded": bool(embedding(address.query)),
    }
    given = {name: value for name, value in told.items() if name in known}
    context_info: Any = ClientState_pb2.ContextInfo
    return context_info(**given)
