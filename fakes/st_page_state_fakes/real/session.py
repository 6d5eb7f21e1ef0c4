"""One session of an app's own file, on Streamlit's own script runner."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any, NoReturn
from urllib.parse import urlencode

from st_page_state import QueryPort
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.errors import FakeUseError, ScriptHangsError
from st_page_state_fakes.query import FakeQuery
from st_page_state_fakes.real import private
from st_page_state_fakes.real.page import Page, Place
from st_page_state_fakes.real.private import ForwardMsg, ScriptRunnerEvent
from st_page_state_fakes.real.process import Process, as_script
from st_page_state_fakes.real.uploads import Uploads
from st_page_state_fakes.real.widgets import (
    COMPONENTS,
    Drawing,
    command_of,
    drawn_by,
    drawn_link,
    drawn_widget,
    state_of,
)
from st_page_state_fakes.server.page import BlockInfo, DrawnWidget, Element, Output
from st_page_state_fakes.server.script_run import RerunData
from st_page_state_fakes.server.widget_spec import WidgetId
from st_page_state_fakes.sessions import Visitor

_ENDS = ("SCRIPT_STOPPED_WITH_SUCCESS", "FRAGMENT_STOPPED_WITH_SUCCESS")
_numbers = count(1)


class RealSession:
    """One session on Streamlit's own session state and script runner.

    Args:
        process: the server process.
        browser: the browser that shows it.
        visitor: the person in front of the browser.
        names: page hash -> page name, of all sessions of the app.
        metadata: widget id -> Streamlit's own conversions, of all sessions of the app.
        timeout: seconds after which a script counts as hanging.
    """

    def __init__(
        self,
        process: Process,
        browser: Browser,
        visitor: Visitor,
        names: dict[str, str],
        metadata: dict[str, Any],
        timeout: float,
    ) -> None:
        self.left: bool = False
        self._visitor = visitor
        self._process = process
        self._browser = browser
        self._names = names
        self._timeout = timeout
        self._id = f"session-{next(_numbers)}"
        self._user: dict[str, Any] = {}
        if visitor.user is not None:
            self._user = {"is_logged_in": True, **visitor.user}
        process.clients[self._id] = private.client(visitor.headers, visitor.cookies)
        self._state = private.SessionState()
        self._fragments = private.MemoryFragmentStorage()
        with process.running():  # whether an app has a pages/ folder is kept in a global
            self._pages = private.PagesManager(
                str(process.script), process.scripts, setup_watcher=False
            )
        self._page = Page()
        self._has_page = False
        self._timed: dict[str, None] = {}
        self._clears: dict[str, bool] = {}
        self._tabs: dict[Place, list[str]] = {}
        self._uploads = Uploads(process.uploads, self._id)
        self._metadata = metadata
        self._errors: list[BaseException] = []

    def handle(self, request: RerunData) -> None:
        with self._process.running():
            self._run(request)
        if self._has_page:  # else a fragment was asked for that an earlier session has drawn
            self._show()
        if self._errors:
            raise self._errors[0]

    def running(self, request: RerunData) -> NoReturn:
        raise FakeUseError(
            "tab.run() runs a block in place of a script, which an app made of functions allows. "
            "With an app's own file use tab.widget(), tab.button() and app.open(url)."
        )

    def timed_fragments(self) -> list[str]:
        return [name for name in self._timed if self._fragments.contains(name)]

    def contents(self) -> dict[str, Any]:
        state: Any = self._state
        return {key: state[key] for key in state.filtered_state if key in state}

    def query(self) -> QueryPort:
        params = private.params_of(self._state)
        return FakeQuery(f"?{urlencode(params, doseq=True)}")

    def tree(self) -> Any:
        messages = [sent.message for _, sent in self._page.in_order()]
        return private.element_tree(messages, self._state)

    # One request

    def _run(self, request: RerunData) -> None:
        errors: list[BaseException] = []
        self._errors = errors
        runner = private.script_runner(
            session_id=self._id,
            main_script_path=str(self._process.script),
            session_state=self._state,
            uploaded_file_mgr=self._process.uploads,
            script_cache=self._process.scripts,
            initial_rerun_data=self._asked(request),
            user_info=self._user,
            fragment_storage=self._fragments,
            pages_manager=self._pages,
            event_loop=self._process.event_loop(),
        )
        runner.on_event.connect(self._hear, weak=False)
        saving = self._visitor.saving
        private.wrap_work(runner, lambda work: as_script(_saving(work, saving), errors))
        try:
            with private.catching(self._errors):
                runner.start()
                thread = private.script_thread(runner)
                thread.join(self._timeout)
                if thread.is_alive():
                    self._give_up(runner, thread)
        finally:
            runner.on_event.disconnect(self._hear)

    def _asked(self, request: RerunData) -> Any:
        hashes = {name: page for page, name in self._names.items()}
        known = request.page in hashes
        return private.rerun_data(
            query_string=request.query,
            widget_states=self._states(request.widgets),
            page_script_hash=hashes[request.page] if known else "",
            page_name="" if known else request.page,
            fragment_id_queue=list(request.fragments),
            is_history_navigation=request.history,
            context_info=private.context_info(self._visitor, self._browser.bar.current),
        )

    def _states(self, wires: Mapping[WidgetId, Any] | None) -> private.WidgetStates:
        states = private.WidgetStates()
        for widget, wire in (wires or {}).items():
            name = widget.identity[0]
            if wire is not None or widget.command not in COMPONENTS:
                states.widgets.append(state_of(name, self._metadata[name], wire))
        return states

    def _give_up(self, runner: Any, thread: threading.Thread) -> NoReturn:
        frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
        script = str(self._process.script.parent)
        stack = traceback.extract_stack(frame)
        own = [f for f in stack if f.filename.startswith(script)] or stack
        where = f"{own[-1].filename}:{own[-1].lineno}: {own[-1].line}"
        runner.on_event.disconnect(self._hear)  # what it still tells is of a page that is gone
        runner.request_stop()
        thread.join(1)  # most scripts stop at their next command
        raise ScriptHangsError(
            f"The script has run for more than {self._timeout:g} s and was given up in {where}. "
            "Give FakeApp(..., timeout=...) more, in seconds, if it needs that long."
        )

    def _hear(self, sender: Any, event: ScriptRunnerEvent, **told: Any) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            fragments = told.get("fragment_ids_this_run") or ()
            self._has_page = self._has_page or not fragments
            self._page.begin(fragments)
            self._learn_pages(told.get("page_script_hash", ""))
        elif event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            self._receive(told["forward_msg"])
        elif event.name in _ENDS:
            self._page.end()
        elif event.name == "SCRIPT_STOPPED_WITH_COMPILE_ERROR":
            self._errors.append(told["exception"])

    def _receive(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._page.receive(message, self._widget(message))
        elif kind == "page_info_changed":
            self._browser.query_changed(message.page_info_changed.query_string)
        elif kind == "navigation":
            for page in message.navigation.app_pages:
                name = "" if page.is_default else page.url_pathname
                self._names[page.page_script_hash] = name
            self._browser.page_shown(self._names[message.navigation.page_script_hash])
        elif kind == "auth_redirect":
            self._visitor.user, self.left = None, True
        elif kind == "auto_rerun":
            self._timed[message.auto_rerun.fragment_id] = None

    def _learn_pages(self, shown: str) -> None:
        """Learn the pages of a folder from Streamlit itself, which tells them no message."""
        if not private.HAS_NAVIGATION_MESSAGE:  # pragma: no cover - Streamlit 1.37
            pages: Any = self._pages.get_pages()
            if any("url_pathname" in page for page in pages.values()):
                return  # st.navigation tells of its own
            for page in pages.values():
                main = page["page_script_hash"] == self._pages.main_script_hash
                self._names[page["page_script_hash"]] = "" if main else page["page_name"]
            if len(pages) > 1:
                self._browser.page_shown(self._names[shown])

    # What the browser shows

    def _show(self) -> None:
        elements: list[Element] = []
        main, sidebar = BlockInfo("main"), BlockInfo("sidebar")
        for place, sent in self._page.in_order():
            if sent.is_block and sent.widget is None:
                continue
            found = drawn_by(sent.message.delta)
            if found is None or found[0] == "empty":
                continue
            kind, proto = found
            inside = (sent.fragment,) if sent.fragment else ()
            output = Output(command_of(kind, proto), (_body(kind, proto),))
            block = sidebar if place[0] == 1 else main
            elements.append(Element(output, sent.widget, inside, block))
        self._browser.render(elements, self._browser.page)

    def _widget(self, message: ForwardMsg) -> DrawnWidget | None:
        """Return the widget that a message draws, as it is at this moment of the run."""
        tabs = self._note_block(message) if message.delta.HasField("add_block") else ()
        found = drawn_by(message.delta)
        if found is None:
            return None
        kind, proto = found
        if kind == "page_link":
            if proto.external:
                return None
            opens = self._names.get(proto.page_script_hash, ""), getattr(proto, "query_string", "")
            return drawn_link(proto, message.delta.fragment_id, opens)
        name = getattr(proto, "id", "")
        metadata = private.metadata_of(self._state)
        if name not in metadata:
            return None
        self._metadata[name] = metadata[name]
        if kind == "bidi_component":
            events = private.events_of(name)
            self._metadata[events] = metadata[events]
        drawing = Drawing(
            fragment=message.delta.fragment_id,
            page=self._names.get(message.metadata.active_script_hash),
            clears=self._clears,
            uploads=self._uploads,
            current=self._state.__getitem__,
        )
        return drawn_widget(proto, kind, metadata[name], drawing, tabs)

    def _note_block(self, message: ForwardMsg) -> Sequence[str]:
        """Note how a form behaves and what the tabs of a container are called.

        Returns:
            The labels of a container's tabs, which follow it.
        """
        block, place = message.delta.add_block, tuple(message.metadata.delta_path)
        kind = block.WhichOneof("type")
        if kind == "form":
            self._clears[block.form.form_id] = block.form.clear_on_submit
        elif kind == "tab_container":
            self._tabs[place] = []
        elif kind == "tab":
            self._tabs[place[:-1]].append(block.tab.label)
        return self._tabs.get(place, ())


def _body(kind: str, proto: Any) -> str:
    if kind == "exception":
        return f"{proto.type.rpartition('.')[2]}: {proto.message}"
    for name in _texts_of(proto.DESCRIPTOR):
        if found := getattr(proto, name):
            return str(found)
    return ""


def _saving(work: Callable[[], None], saving: Persistence | None) -> Callable[[], None]:
    """Return a run that saves in the app's store, whatever the app is configured with."""

    def saves() -> None:
        with saving_with(saving):
            work()

    return saves


@cache
def _texts_of(element: Any) -> list[str]:
    """Return the fields for text that a kind of element has."""
    return [name for name in ("body", "code_text", "label") if name in element.fields_by_name]
