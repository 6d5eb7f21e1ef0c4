"""Drives an app on Streamlit's own script runner, in-process and with real threads.

A tab can begin a run without waiting for it, and a click during a run stops that run, as in
Streamlit's ``AppSession``: the old runner is asked to stop, a new one starts at once, and
whatever the old one still sends is dropped.
"""

from __future__ import annotations

import dataclasses
import inspect
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit as st
from streamlit import config, source_util
from streamlit.proto import ClientState_pb2
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from drivers.apptest import AppTestApp
from drivers.base import TabDriver

PARALLEL_FRAGMENTS = "parallel" in inspect.signature(st.fragment).parameters
ONE_APP = hasattr(source_util, "invalidate_pages_cache")
"""Whether all tabs of a process have to have the same app, as before Streamlit 1.45."""

PATIENCE = 20  # seconds until something that should have happened is given up
FIELDS = {
    "text_input": "string_value",
    "number_input": "double_value",
    "checkbox": "bool_value",
    "button": "trigger_value",
}
ContextInfo = getattr(ClientState_pb2, "ContextInfo", None)  # since Streamlit 1.45
_REQUESTED = {field.name for field in dataclasses.fields(RerunData)}
_here = threading.local()
_cache = ScriptCache()  # of all sessions of a process, as in Streamlit's own


@contextmanager
def running() -> Iterator[None]:
    """Stand in for the server that the runners of one process expect to find."""
    main = sys.modules.get("__main__")  # a test before may have taken it away
    options = {"browser.gatherUsageStats": False, "runner.postScriptGC": False}
    before = {name: config.get_option(name) for name in options}
    Runtime._instance = SimpleNamespace(media_file_mgr=_NoFiles(), dataframe_source_mgr=_NoFiles())
    _forget_pages()
    _cache.clear()
    _set_options(options)
    try:
        yield
    finally:
        _set_options(before)
        _forget_pages()
        Runtime._instance = None
        sys.modules.pop("__main__", None)  # each run puts its own there
        if main is not None:
            sys.modules["__main__"] = main


def _forget_pages() -> None:
    """Have Streamlit look anew which pages an app has: it takes a process for one app."""
    PagesManager.uses_pages_directory = None
    if ONE_APP:
        source_util.invalidate_pages_cache()


def _set_options(options: Mapping[str, Any]) -> None:
    for name, value in options.items():
        config.set_option(name, value)


class _NoFiles:
    """A file manager of Streamlit's for apps without files."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


def tab_here() -> RunnerTab:
    """Return the tab whose script runs on the calling thread."""
    tab: RunnerTab = _here.tab
    return tab


def wait_for(event: threading.Event) -> None:
    """Wait for an event, and fail with the stack of every thread if it does not come."""
    if not event.wait(PATIENCE):
        raise TimeoutError(f"Nothing happened for {PATIENCE} s.\n{_stacks()}")


class Gate:
    """A place in a script where a thread waits until the test lets it go on.

    Example::

        run = tab.start(click="Work")  # its script calls gate.wait()
        gate.reached()
        gate.open()
    """

    def __init__(self) -> None:
        self._reached, self._opened = threading.Event(), threading.Event()

    def wait(self) -> None:
        """Tell that this place is reached, and wait until it is opened."""
        self._reached.set()
        wait_for(self._opened)

    def reached(self) -> None:
        """Wait until a thread has come here."""
        wait_for(self._reached)

    def open(self) -> None:
        """Let the threads that come here go on."""
        self._opened.set()


def _stacks() -> str:
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident)}:\n{''.join(traceback.format_stack(frame))}"
        for ident, frame in sys._current_frames().items()
    )


class RunnerApp(AppTestApp):
    """An app made of functions, as for AppTest, but run by :class:`RunnerTab`.

    Args:
        folder: where to write the app's files, in a folder of their own.
        script: the main script.
        pages: further pages, by name.
    """

    def open(self, url: str = "") -> RunnerTab:
        tab = self.tab(url)
        tab.rerun()
        return tab

    def tab(self, url: str = "") -> RunnerTab:
        """Return a tab before its first run."""
        return RunnerTab(self._main, url)


def tab_of(folder: Path, source: str, url: str = "") -> RunnerTab:
    """Return a tab, not opened yet, for the source text of an app."""
    script = folder / "app.py"
    script.write_text(source)
    return RunnerTab(script, url)


@dataclasses.dataclass
class Run:
    """A runner at work: one script run, or several if one leads to the next."""

    runner: LocalScriptRunner
    errors: list[BaseException] = dataclasses.field(default_factory=list)

    def stop(self) -> None:
        """Ask for its end, as the Stop button does; it ends at the next use of Streamlit."""
        self.runner.request_stop()

    def join(self) -> None:
        """Wait until the runner has shut down."""
        thread = self.runner._script_thread
        assert thread is not None
        thread.join(PATIENCE)
        if thread.is_alive():
            raise TimeoutError(f"The run did not end in {PATIENCE} s.\n{_stacks()}")
        if self.errors:
            raise self.errors[0]


class RunnerTab(TabDriver):
    """One browser tab with a session of its own.

    Args:
        script: the app's main file.
        url: the query string that the tab is opened with; nothing runs before :meth:`rerun`.

    Attributes:
        query: the query string in the address bar.
        updates: every query string that the server has sent.
        fast: whether a click stops the run in progress (Streamlit's ``runner.fastReruns``);
            otherwise that run is asked to start again.
        listeners: functions to call on the script thread at a ``ScriptRunnerEvent``, by its
            name. At ``"SHUTDOWN"`` the run is over and state can still be read.
        told: whatever a test tells its script, which finds it by ``tab_here().told``.
    """

    told: Any = None

    def __init__(self, script: Path, url: str = "") -> None:
        self.query = url.removeprefix("?")
        self.updates: list[str] = []
        self.fast = True
        self.listeners: dict[str, Callable[[], object]] = {}
        self._script = str(script)
        self._state = SafeSessionState(SessionState(), lambda: None)
        self._fragments = MemoryFragmentStorage()
        self._pages = PagesManager(self._script, _cache, setup_watcher=False)
        self._names: dict[str, str] = {}
        self._page = ""
        self._lock = threading.Lock()
        self._run: Run | None = None
        self._elements: dict[tuple[int, ...], tuple[str, Any, str]] = {}
        self._held: dict[str, Any] = {}

    @property
    def url(self) -> str:
        path = f"/{name}" if (name := self._names.get(self._page)) else ""
        return f"{path}?{self.query}" if self.query else path

    @property
    def shown(self) -> list[str]:
        return [proto.body for kind, proto, _ in self._drawn() if kind == "text"]

    @property
    def exceptions(self) -> list[str]:
        drawn = self._drawn()
        return [proto.type.rpartition(".")[2] for kind, proto, _ in drawn if kind == "exception"]

    def value(self, label: str) -> Any:
        return self._held[self._widget(label)[1].id]

    def set(self, label: str, value: Any) -> None:
        proto = self._widget(label)[1]
        if proto.form_id:
            self._held[proto.id] = value  # and is sent with the click on the submit button
        else:
            self.start(edits={label: value}).join()

    def click(self, label: str) -> None:
        self.start(click=label).join()

    def rerun(self) -> None:
        self.start().join()

    def start(
        self,
        *,
        click: str | None = None,
        edits: Mapping[str, Any] | None = None,
        go: str | None = None,
    ) -> Run:
        """Begin a run without waiting for its end; one in progress is cut short.

        Args:
            click: the label of the button that is clicked.
            edits: new values of widgets, by label.
            go: the query string that Back or Forward leads to.
        """
        pressed = [] if click is None else [click]
        edited = [*(edits or {}), *pressed]
        for label, value in (edits or {}).items():
            self._held[self._widget(label)[1].id] = value
        inside = {self._widget(label)[2] for label in edited} - {""}
        if go is not None:
            self.query = go
        wanted = {
            "query_string": self.query,
            "widget_states": self._states({self._widget(label)[1].id for label in pressed}),
            "page_script_hash": self._page,
            "fragment_id_queue": [*inside],
            "is_history_navigation": go is not None,
            "context_info": ContextInfo and ContextInfo(),
        }
        data = RerunData(**{name: wanted[name] for name in wanted.keys() & _REQUESTED})
        with self._lock:
            run = self._run
            if run is not None and not (self.fast and not inside):
                if run.runner.request_rerun(data):
                    return run
            elif run is not None:
                run.runner.request_stop()
            self._run = run = Run(self._runner(data))
        run.runner.start()
        return run

    def _runner(self, data: RerunData) -> LocalScriptRunner:
        runner = LocalScriptRunner(self._script, self._state, self._pages)
        # It comes with a request for the whole script, and with no memory of earlier runs.
        runner._requests = type(runner._requests)()
        runner._script_cache, runner._fragment_storage = _cache, self._fragments
        runner.request_rerun(data)
        runner.on_event.connect(self._hear, weak=False)
        return runner

    def _hear(self, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        with self._lock:
            run = self._run
            current = run is not None and sender is run.runner
            if current and event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                self._receive(told["forward_msg"])
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            _here.tab = self
            if current:
                self._clear(told.get("fragment_ids_this_run"))
        if run is not None and current and event.name in self.listeners:
            try:
                self.listeners[event.name]()
            except BaseException as error:  # noqa: BLE001 - shown where the run is joined
                run.errors.append(error)
        if event == ScriptRunnerEvent.SHUTDOWN:
            with self._lock:
                if self._run is run and current:
                    self._run = None

    def _clear(self, fragments: list[str] | None) -> None:
        with self._lock:
            self._elements = {
                path: element
                for path, element in self._elements.items()
                if fragments and element[2] not in fragments
            }

    def _receive(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
            self.updates.append(self.query)
        elif kind == "navigation":
            for page in message.navigation.app_pages:
                self._names[page.page_script_hash] = "" if page.is_default else page.url_pathname
            self._page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            drawn = element.WhichOneof("type")
            proto = type(getattr(element, drawn))()
            proto.CopyFrom(getattr(element, drawn))
            path = tuple(message.metadata.delta_path)
            self._elements[path] = (drawn, proto, message.delta.fragment_id)
            if drawn in FIELDS and (proto.id not in self._held or getattr(proto, "set_value", 0)):
                told = proto.value if getattr(proto, "set_value", 0) else proto.default
                self._held[proto.id] = None if drawn == "button" else told

    def _drawn(self) -> list[tuple[str, Any, str]]:
        with self._lock:
            return [self._elements[path] for path in sorted(self._elements)]

    def _widget(self, label: str) -> tuple[str, Any, str]:
        for element in self._drawn():
            if element[0] in FIELDS and element[1].label == label:
                return element
        raise LookupError(f"No widget {label!r} is drawn.")

    def _states(self, pressed: set[str]) -> WidgetStates:
        """Return the states of the page's widgets, with the buttons that are being clicked."""
        states = WidgetStates()
        for kind, proto, _ in self._drawn():
            if kind in FIELDS:
                held = True if proto.id in pressed else self._held.get(proto.id)
                if held is not None:
                    states.widgets.append(WidgetState(id=proto.id, **{FIELDS[kind]: held}))
        return states
