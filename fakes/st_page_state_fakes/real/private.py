"""What a session of an app's own file needs of Streamlit beyond its public names.

What the server of a process needs stands in ``server_globals``; no other module uses a private
name. Each is a row of ``tests/contract/test_real_names.py``. Where a Streamlit lacks one, opening
an app's file raises an error that names it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import streamlit
from streamlit import config, source_util
from streamlit.elements.widgets.file_uploader import FileUploaderSerde
from streamlit.proto import ClientState_pb2, Common_pb2
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import fragment
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import (
    RerunData,
    ScriptRunner,
    ScriptRunnerEvent,
    exec_code,
)
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState, session_state
from streamlit.runtime.state import common as state_common
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from st_page_state_fakes.browser.address import Address, embedding
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
    new: Any = ClientState_pb2.ContextInfo
    return new(**given)
