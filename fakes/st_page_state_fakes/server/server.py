"""The server's side of one tab: its session and its script runs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from st_page_state import use_ports
from st_page_state_fakes.errors import (
    FragmentHandledException,
    NotSimulatedError,
    RerunException,
    StopException,
)
from st_page_state_fakes.server.native_bind import NativeBinding
from st_page_state_fakes.server.outside import Fragment, room_for
from st_page_state_fakes.server.page import (
    OVERLAY,
    SIDEBAR,
    BlockInfo,
    Element,
    Output,
    Place,
    is_within,
)
from st_page_state_fakes.server.params import ParamStore, TabQuery
from st_page_state_fakes.server.script_run import Outcome, RerunData, ScriptRun
from st_page_state_fakes.server.session_state import SessionState
from st_page_state_fakes.server.versions import Behaviour
from st_page_state_fakes.server.widget_spec import WidgetId

MOST_RERUNS = 1000


class Client(Protocol):
    """The interface by which the server sends to the browser."""

    def query_changed(self, query: str) -> None:
        """The server has written the query string."""

    def page_shown(self, page: str) -> None:
        """The server has switched to this page."""

    def render(self, elements: list[Element], page: str) -> None:
        """The server has finished all runs; these are the page's elements."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorder:
    """The record of what a cached function draws.

    Attributes:
        cache: the command that caches it.
        outputs: what it has drawn.
    """

    cache: str
    outputs: list[Output] = field(default_factory=list[Output])


class Server:
    """One session: its state, its query params and its script runs.

    Args:
        behaviour: the Streamlit version to behave as.
        client: the browser.
        script: runs what a page consists of.
        open_form: draws a form.

    Attributes:
        state: the session state.
        params: the query params.
        query: the params as the library's query port.
        native: what is bound natively.
        run: the run in progress.
        last_run: the one before, for those who look at the state between runs.
        page: the page that ran last.
        blocks: the blocks that ``with`` has entered, the innermost last.
        main: the block that everything stands in but what is in one of the two others.
        sidebar: the sidebar.
        overlay: what lies over the page: dialogs and toasts.
        fragments: what can rerun on its own.
        clears: form -> submitting it takes its widgets back to their defaults.
        elements: what is on the page.
    """

    def __init__(
        self,
        behaviour: Behaviour,
        client: Client,
        script: Callable[[ScriptRun], None],
        open_form: Callable[..., AbstractContextManager[Any]],
    ) -> None:
        self.behaviour = behaviour
        self.client = client
        self.state: SessionState = SessionState(open_form)
        self.params: ParamStore = ParamStore(self._send, limited=behaviour.address_limited)
        self.query: TabQuery = TabQuery(
            self.params,
            lambda: self.run or self.last_run,
            knows_began=behaviour.native_bind,
            knows_history=behaviour.history_known,
        )
        self.native: NativeBinding = NativeBinding(self.state, self.params)
        self.run: ScriptRun | None = None
        self.last_run: ScriptRun | None = None
        self.page: str = ""
        self.main: BlockInfo = BlockInfo("main")
        self.sidebar: BlockInfo = BlockInfo("sidebar", place=(SIDEBAR,))
        self.overlay: BlockInfo = BlockInfo("overlay", place=(OVERLAY,))
        self.blocks: list[BlockInfo] = []
        self.fragments: dict[str, Fragment] = {}
        self.clears: dict[str, bool] = {}
        self.elements: dict[Place, Element] = {}
        self.drawn: dict[Place, Element] = {}
        self._script = script
        self._recorders: list[Recorder] = []

    def handle(self, request: RerunData) -> None:
        """Run a request and the reruns that follow from it.

        Raises:
            Exception: what the script raised, once the run has ended as Streamlit ends it.
            RuntimeError: the script asks for one rerun after the other.
        """
        for _ in range(MOST_RERUNS):
            with self.running(request) as outcome:
                if outcome.goes_on:
                    self._body(outcome.run, request)
            if outcome.following is None:
                return
            request = outcome.following
        raise RuntimeError(
            f"The script asked for {MOST_RERUNS} reruns in a row: it never gets past its "
            "st.rerun()."
        )

    @contextmanager
    def running(self, request: RerunData) -> Generator[Outcome, None, None]:
        """Run the block as the body of one run, with its callbacks and its cleanup."""
        run = self._begin(request)
        outcome = Outcome(run)
        try:
            with use_ports(self.state, self.query):
                if request.widgets is not None:
                    with self._watched(outcome):
                        self._receive(run, request)
                run.body_began = outcome.goes_on
                with self._watched(outcome):
                    yield outcome
                    run.check_ending()
            self._finish(run, outcome)
        finally:
            self.run, self.last_run = None, run
            self.state.run = None
            self.blocks = []
        error = outcome.error or run.failure
        if error is not None and outcome.following is None:
            raise error

    @contextmanager
    def _watched(self, outcome: Outcome) -> Generator[None, None, None]:
        try:
            yield
        except RerunException as rerun:
            outcome.following = rerun.rerun_data
        except StopException:
            outcome.stopped = True
        except FragmentHandledException as handled:
            outcome.error = handled.error
        except Exception as error:  # noqa: BLE001 - the test gets it after the run
            outcome.error, outcome.run.ending = error, None
            self.show(self.main, Output("exception", (error,)))

    def need_run(self, what: str) -> ScriptRun:
        """Return the run in progress, or end it if a parallel fragment has requested that.

        Raises:
            RuntimeError: there is none.
        """
        if self.run is None:
            raise RuntimeError(
                f"st.{what} was called outside a run: draw in the script that FakeApp was given, "
                "or in `with tab.run():`."
            )
        self.run.check_ending()
        return self.run

    def block(self) -> BlockInfo:
        """Return the block that ``st.`` commands draw in."""
        return self.blocks[-1] if self.blocks else self.main

    def show(self, block: BlockInfo, output: Output, widget: Any = None) -> BlockInfo:
        """Add an element to the page and return its place, which another one may take."""
        run = self.need_run(f"{output.command}()")
        if output.command == "toast":
            block = self.overlay
        block = room_for(self, run, block, "element" if widget is None else "widget")
        if block is not self.overlay:
            run.check_place(block)
        self._record(output, simple=widget is None and block is self.block())
        own = block.child(output.command, form=block.form, single=True, fragment=run.fragment)
        self._clear(own.place)
        self.drawn[own.place] = Element(output, widget, run.inside, block, own.place)
        return own

    def open(
        self, block: BlockInfo, kind: str, form: str | None, *, single: bool = False
    ) -> BlockInfo:
        """Add a block to the page."""
        run = self.need_run(f"{kind}()")
        block = room_for(self, run, block, "element" if kind == "empty" else "block")
        self._record(Output(kind, ()), simple=False)
        own = block.child(kind, form=form, single=single, fragment=run.fragment)
        self._clear(own.place)
        return own

    @contextmanager
    def recording(self, cache: str) -> Generator[list[Output], None, None]:
        """Run the block as a function that is cached; what it draws is recorded for later."""
        recorder = Recorder(cache)
        self._recorders.append(recorder)
        try:
            yield recorder.outputs
        finally:
            self._recorders.remove(recorder)

    def replay(self, outputs: Iterable[Output]) -> None:
        """Draw what a cached function drew when it ran."""
        for output in outputs:
            self.show(self.block(), output)

    def _record(self, output: Output, *, simple: bool) -> None:
        for recorder in self._recorders:
            if not simple:
                raise NotSimulatedError(
                    f"{output.command}() inside a function with st.{recorder.cache}"
                )
            recorder.outputs.append(output)

    def _clear(self, place: Place) -> None:
        """Remove what was drawn in a place before."""
        for former in [former for former in self.drawn if is_within(former, place)]:
            del self.drawn[former]

    def _begin(self, request: RerunData) -> ScriptRun:
        wires: Mapping[WidgetId, Any] = request.widgets or {}
        if request.page != self.page:
            self.native.leave_page(request.query, request.page)
            self.state.reset_triggers()
            self.state.drop_undrawn(set(wires), (), self.page)
            self.page = request.page
        else:
            self.params.begin(request.query)
        run = ScriptRun(
            request.query,
            asked=request.page,
            page=request.page,
            fragments=request.fragments,
            history=request.history and self.behaviour.history_known,
        )
        self.run = self.state.run = run
        self.main = BlockInfo("main")
        self.sidebar = BlockInfo("sidebar", place=(SIDEBAR,))
        self.overlay = BlockInfo("overlay", place=(OVERLAY,))
        self.blocks, self.drawn = [], {}
        if not run.fragments:
            run.fragments_before, self.fragments = self.fragments, {}
        return run

    def _receive(self, run: ScriptRun, request: RerunData) -> None:
        wires = dict(request.widgets or {})
        if run.history:
            wires = {w: wire for w, wire in wires.items() if w not in self.state.natively_bound}
        asked = self.state.run_callbacks(self.state.receive(wires), run)
        if not asked:
            return
        if not self.behaviour.callback_reruns:
            for _ in asked:
                message = "Calling st.rerun() within a callback is a no-op."
                self.show(self.main, Output("warning", (message,)))
            return
        # One that leads to another page goes last: the newest request decides where to go.
        asked.sort(key=lambda rerun: rerun.rerun_data.page != run.page)
        chosen = asked[-1].rerun_data
        if any(not rerun.rerun_data.fragments for rerun in asked):
            chosen = RerunData(chosen.query, chosen.page)
        raise RerunException(chosen)

    def _body(self, run: ScriptRun, request: RerunData) -> None:
        if not request.fragments:
            self._script(run)
            return
        failure: Exception | None = None
        for name in request.fragments:
            if name in self.fragments:
                try:
                    self.fragments[name].call()
                except Exception as error:  # noqa: BLE001 - the other fragments run all the same
                    failure = failure or error
        if failure is not None:
            raise failure

    def _finish(self, run: ScriptRun, outcome: Outcome) -> None:
        again = outcome.following is not None
        in_fragment = run.body_began and run.fragments  # the others have run all the same
        broken = outcome.stopped or (outcome.error is not None and not in_fragment)
        if run.fragments_before is not None and (again or broken):
            self.fragments = {**run.fragments_before, **self.fragments}
        if not broken:
            self.state.reset_triggers()
            if run.body_began and not again:
                self.state.drop_undrawn(run.widgets, run.fragments, run.page)
                self.native.drop_undrawn(run)
        if again:
            return
        if run.fragments:
            for name in run.fragments:
                self._redraw(name)
        else:
            self.elements = self.drawn
        self.client.render([self.elements[place] for place in sorted(self.elements)], run.page)

    def _redraw(self, fragment: str) -> None:
        rest = {p: e for p, e in self.elements.items() if fragment not in e.fragments}
        if len(rest) == len(self.elements):
            return  # it is not on this page
        new = {p: e for p, e in self.drawn.items() if fragment in e.fragments}
        for place in new:
            rest = {p: e for p, e in rest.items() if not is_within(p, place)}
        self.elements = rest | new

    def _send(self, query: str) -> None:
        if self.run is not None:
            self.run.query = query
        self.client.query_changed(query)
