"""Streamlit's own script runner as the server of a simulated browser tab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData as StreamlitRerunData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.server.page import BlockInfo, DrawnWidget, Element, Output
from st_page_state_fakes.server.script_run import DEFAULT_PAGE, MAIN_SCRIPT, RerunData
from st_page_state_fakes.server.widget_spec import WidgetId, WidgetSpec

FIELDS = {
    "text_input": "string_value",
    "checkbox": "bool_value",
    "selectbox": "string_value",
    "multiselect": "string_array_value",
    "number_input": "double_value",
    "slider": "double_array_value",
    "button": "trigger_value",
}


@contextmanager
def streamlit_process() -> Iterator[None]:
    """Create the objects that all scripts of one server process share, for this block."""
    managers = SimpleNamespace(
        media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
        dataframe_source_mgr=SimpleNamespace(
            clear_session_refs=lambda **_: None, remove_orphaned_sources=lambda: None
        ),
    )
    telemetry = config.get_option("browser.gatherUsageStats")
    config.set_option("browser.gatherUsageStats", False)
    Runtime._instance = managers
    PagesManager.uses_pages_directory = None
    try:
        yield
    finally:
        Runtime._instance = None
        PagesManager.uses_pages_directory = None
        config.set_option("browser.gatherUsageStats", telemetry)


class RealServer:
    """One session on Streamlit's own objects.

    Args:
        script: the app's main file.
        browser: gets the server's messages.

    Attributes:
        state: Streamlit's session state.
        updates: the query strings sent to the browser.
    """

    def __init__(self, script: Path, browser: Browser) -> None:
        self._script = str(script)
        self._browser = browser
        self.state = SafeSessionState(SessionState(), lambda: None)
        self.updates: list[str] = []
        self._fragments = MemoryFragmentStorage()
        self._pages = PagesManager(self._script, ScriptCache(), setup_watcher=False)
        self._names: dict[str, str] = {}

    def handle(self, request: RerunData) -> None:
        """Run the browser's request on a new script thread."""
        runner = LocalScriptRunner(
            self._script, self.state, self._pages, fragment_storage=self._fragments
        )
        hashes = {name: hash_ for hash_, name in self._names.items()}
        known = request.page in hashes
        # The runner begins with a request for the whole script, which would absorb this one.
        runner._requests = ScriptRequests()
        runner.request_rerun(
            StreamlitRerunData(
                query_string=request.query,
                widget_states=_states(request.widgets),
                page_script_hash=hashes[request.page] if known else "",
                page_name="" if known else request.page,
                fragment_id_queue=list(request.fragments),
                is_history_navigation=request.history,
            )
        )
        runner.on_event.connect(self._hear, weak=False)
        self._drawn: list[ForwardMsg] = []
        runner.start()
        runner.join()
        drawn = list(_elements(self._drawn, self._names))
        failed = [e for e in drawn if e.output.command == "exception"]
        if request.fragments:
            drawn = [*self._outside(request.fragments), *drawn]
        self._browser.render(drawn, self._browser.page)
        if failed:
            raise ScriptFailedError(failed[0].output.body)

    def _outside(self, fragments: tuple[str, ...]) -> list[Element]:
        return [e for e in self._browser.elements if not set(fragments) & set(e.fragments)]

    def _hear(self, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            # The output of an interrupted run never reaches the browser.
            self._drawn = []
        elif event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            self._receive(told["forward_msg"])

    def _receive(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "navigation":
            for page in message.navigation.app_pages:
                name = "" if page.is_default else page.url_pathname
                self._names[page.page_script_hash] = name
            self._browser.page_shown(self._names[message.navigation.page_script_hash])
        elif kind == "page_info_changed":
            self.updates.append(message.page_info_changed.query_string)
            self._browser.query_changed(self.updates[-1])
        elif kind == "delta":
            copied = ForwardMsg()
            copied.CopyFrom(message)
            self._drawn.append(copied)


class ScriptFailedError(Exception):
    """The script of the real app raised; the message is the exception's class name."""


def _states(wires: Mapping[WidgetId, Any] | None) -> WidgetStates | None:
    if wires is None:
        return None
    states = WidgetStates()
    for widget, wire in wires.items():
        state = WidgetState(id=widget.identity[0])
        field = FIELDS[widget.command]
        if field.endswith("array_value"):
            getattr(state, field).data.extend(wire)
        elif wire is not None:
            setattr(state, field, wire)
        states.widgets.append(state)
    return states


def _elements(messages: list[ForwardMsg], names: Mapping[str, str]) -> Iterator[Element]:
    forms: dict[tuple[int, ...], tuple[str, bool]] = {}
    for message in messages:
        if message.WhichOneof("type") != "delta":
            continue
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") == "add_block" and delta.add_block.HasField("form"):
            forms[path] = (delta.add_block.form.form_id, delta.add_block.form.clear_on_submit)
        if delta.WhichOneof("type") != "new_element":
            continue
        kind = delta.new_element.WhichOneof("type")
        proto = getattr(delta.new_element, kind)
        script = _script(names.get(message.metadata.active_script_hash))
        inside = (delta.fragment_id,) if delta.fragment_id else ()
        widget = None
        output = Output(kind, (getattr(proto, "body", getattr(proto, "label", "")),))
        if kind == "exception":
            output = Output(kind, (proto.type.rpartition(".")[2],))
        if kind in FIELDS:
            widget = _drawn(kind, proto, inside, script, dict(forms.values()))
        yield Element(output, widget, inside, BlockInfo("main"))


def _script(page: str | None) -> str:
    return MAIN_SCRIPT if page is None else page or DEFAULT_PAGE


class SentSpec(WidgetSpec):
    """A widget of Streamlit's own, whose values this side never converts."""

    def decode(self, wire: Any) -> Any:
        return wire

    def enter(self, value: Any) -> Any:
        return value


def _drawn(
    kind: str, proto: Any, inside: tuple[str, ...], script: str, clears: dict[str, bool]
) -> DrawnWidget:
    initial, wire = _wires(kind, proto)
    key = proto.id.rsplit("-", 1)[-1]
    spec = SentSpec(
        command=kind,
        label=proto.label,
        key=None if key == "None" else key,
        identity=(proto.id,),
        trigger=kind == "button",
        rest=False if kind == "button" else None,
        options=tuple(getattr(proto, "options", ())),
        native="string",
    )
    return DrawnWidget(
        id=WidgetId(kind, spec.key, (proto.id,), script),
        spec=spec,
        form=proto.form_id or None,
        fragment=inside[-1] if inside else None,
        disabled=proto.disabled,
        initial=initial,
        wire=wire,
        is_set=getattr(proto, "set_value", False),
        opens=None,
        clears=clears.get(proto.form_id, False),
        param=getattr(proto, "query_param_key", "") or None,
    )


def _wires(kind: str, proto: Any) -> tuple[Any, Any]:
    if kind == "selectbox":
        initial = proto.options[proto.default] if proto.HasField("default") else None
        return initial, proto.raw_value if proto.HasField("raw_value") else None
    if kind == "multiselect":
        return [proto.options[i] for i in proto.default], list(proto.raw_values)
    if kind == "slider":
        return list(proto.default), list(proto.value)
    if kind == "button":
        return False, False
    initial = proto.default if kind == "checkbox" or proto.HasField("default") else None
    given = kind == "checkbox" or proto.HasField("value")
    return initial, proto.value if given else None
