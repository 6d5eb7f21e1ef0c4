"""The server's side of one tab: its session and its script runs."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from st_page_state import use_ports
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes.errors import (
    FakeUseError,
    FragmentHandledException,
    RerunException,
    StopException,
)
from st_page_state_fakes.server.canvas import Canvas
from st_page_state_fakes.server.native_bind import NativeBinding
from st_page_state_fakes.server.page import Element, Output
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


class Server(Canvas):
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
        last_run: the run before, for those who look at the state between runs.
        page: the page that ran last.
        clears: form -> submitting it takes its widgets back to their defaults.
    """

    def __init__(
        self,
        behaviour: Behaviour,
        client: Client,
        script: Callable[[ScriptRun], None],
        open_form: Callable[..., AbstractContextManager[Any]],
        saving: Persistence | None = None,
    ) -> None:
        super().__init__(behaviour)
        self.client = client
        self.state: SessionState = SessionState(open_form, behaviour.version)
        self.params: ParamStore = ParamStore(self._send, limited=behaviour.address_limited)
        self.query: TabQuery = TabQuery(
            self.params,
            lambda: self.run or self.last_run,
            knows_began=behaviour.native_bind,
            knows_history=behaviour.history_known,
        )
        self.native: NativeBinding = NativeBinding(self.state, self.params)
        self.last_run: ScriptRun | None = None
        self.page: str = ""
        self.clears: dict[str, bool] = {}
        self._script = script
        self._saving = saving
        self._has_page = False

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
        raise FakeUseError(
            f"The script asked for {MOST_RERUNS} reruns in a row: it never gets past its "
            "st.rerun()."
        )

    @contextmanager
    def running(self, request: RerunData) -> Generator[Outcome, None, None]:
        """Run the block as the body of one run, with its callbacks and its cleanup."""
        run = self._begin(request)
        self.query.begin_run()
        outcome = Outcome(run)
        try:
            with use_ports(self.state, self.query), saving_with(self._saving):
                if request.widgets is not None:
                    with self._watched(outcome):
                        self._receive(run, request)
                run.body_began = outcome.goes_on
                with self._watched(outcome):
                    yield outcome
                    run.check_ending()
                    self.query.end_run()
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
            from_browser=request.widgets is not None,
        )
        self.run = self.state.run = run
        self.begin_page()
        if not run.fragments:
            self._has_page = True
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
        elements = self.end_page(run)
        if self._has_page:  # else the fragment belongs to a page of an earlier session, which stays
            self.client.render(elements, run.page)

    def _send(self, query: str) -> None:
        if self.run is not None:
            self.run.query = query
        self.client.query_changed(query)
