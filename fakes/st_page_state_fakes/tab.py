"""One browser tab on a simulated app."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from st_page_state import PageState, use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.commands.streamlit import FakeStreamlit
from st_page_state_fakes.handles import FakeButton, FakeWidget, describe, find
from st_page_state_fakes.pages import Pages
from st_page_state_fakes.server.page import DrawnWidget, Output
from st_page_state_fakes.server.params import ParamStore, TabQuery
from st_page_state_fakes.server.script_run import RerunData, ScriptRun
from st_page_state_fakes.server.server import Server
from st_page_state_fakes.server.versions import Behaviour

State = TypeVar("State", bound=PageState)


class Tab:
    """A browser tab: an address bar with its history, a page, and a session on the server.

    ``FakeApp.open`` makes one, and the first run has happened by then. Whatever is done to
    the tab returns when the runs it caused are over; an exception of the script comes out.

    Example::

        tab = FakeApp(script).open("?status=active")
        tab.widget("Status").set_value("pending")
        tab.back()
    """

    def __init__(self, pages: Pages, behaviour: Behaviour, url: str) -> None:
        self._pages = pages
        self._behaviour = behaviour
        self._browser = Browser(behaviour, url)
        self._open_session()

    def __repr__(self) -> str:
        return f"<Tab {self.url or '/'!r}>"

    # What can be seen

    @property
    def url(self) -> str:
        """The address, as ``open`` takes it: ``"?status=active"``, ``"/map?zoom=3"``."""
        return str(self._browser.bar.current)

    @property
    def history(self) -> list[str]:
        """The history's entries, the oldest first."""
        return [str(entry) for entry in self._browser.bar.entries]

    @property
    def page(self) -> str:
        """The name of the page that is shown; empty for the main page."""
        return self._browser.page

    @property
    def outputs(self) -> list[Output]:
        """All elements on the page, in drawing order."""
        hidden = ("fragment",)
        return [e.output for e in self._browser.elements if e.output.command not in hidden]

    @property
    def texts(self) -> list[str]:
        """The texts on the page, one for each ``st.write``, ``st.error`` and so on."""
        return [output.text for output in self.outputs if output.text is not None]

    @property
    def widgets(self) -> list[FakeWidget]:
        """All widgets on the page, in drawing order."""
        return [FakeWidget(self, drawn) for drawn in self._browser.widgets.values()]

    @property
    def session_state(self) -> dict[str, Any]:
        """A copy of ``st.session_state``."""
        return dict(self._server.state)

    def state(self, cls: type[State]) -> State:
        """Return a snapshot of a state class in this tab, without changing anything.

        Args:
            cls: the state class.

        Example::

            assert tab.state(FilterState).status == "active"
        """
        server = self._server
        copy = ParamStore(lambda query: None)
        copy.texts, copy.began = dict(server.params.texts), dict(server.params.began)
        copy.bound = dict(server.params.bound)
        query = TabQuery(
            copy,
            lambda: server.run or server.last_run,
            knows_began=True,
            knows_history=self._behaviour.history_known,
        )
        session = dict(server.state)
        if SESSION_KEY in session:
            session[SESSION_KEY] = session[SESSION_KEY].detached()
        with use_ports(session, query):
            return cls.snapshot()

    def widget(self, label_or_key: str) -> FakeWidget:
        """Return a widget on the page.

        Raises:
            LookupError: there is none, or there are several.
        """
        return FakeWidget(self, find(self._browser.widgets.values(), label_or_key))

    def button(self, label_or_key: str) -> FakeButton:
        """Return a button, a form's submit button or a link on the page.

        Raises:
            LookupError: there is none, or there are several.
        """
        drawn = find(self._browser.widgets.values(), label_or_key, buttons=True)
        return FakeButton(self, drawn)

    # What the user does

    def back(self) -> None:
        """Press Back; at the oldest entry, do nothing."""
        self._travel(-1)

    def forward(self) -> None:
        """Press Forward; at the newest entry, do nothing."""
        self._travel(1)

    def reload(self) -> None:
        """Load the page anew: a new session at the same address."""
        self._browser.start()
        self._open_session()
        self.load()

    def visit(self, url: str) -> None:
        """Type an address or follow a link to it: a new session, and a new entry.

        The address that is shown already is loaded anew, without an entry of its own.
        """
        if not self._browser.bar.shows(url):
            self._browser.bar.visit(url)
        self.reload()

    def rerun(self) -> None:
        """Press R: run the script again."""
        self._handle(self._browser.rerun())

    def switch_page(self, name: str) -> None:
        """Click a page in the sidebar's navigation.

        Args:
            name: the page's name; empty for the main page.
        """
        self._handle(self._browser.go_to_page(self._pages.named(name)))

    def tick(self) -> None:
        """Rerun the fragments with ``run_every``, as if their interval had passed."""
        for name, fragment in list(self._server.fragments.items()):
            if fragment.timed:
                self._handle(self._browser.tick(name))

    @contextmanager
    def run(self) -> Generator[FakeStreamlit, None, None]:
        """Run the block as one script run of this tab, instead of the script.

        Example::

            with tab.run() as st:
                FilterState.status = "active"
        """
        with self._server.running(self._browser.rerun()) as outcome:
            yield self._st
        self._handle(outcome.following)

    # For the app and the handles

    def load(self) -> None:
        """Run the script for the first time in a new session."""
        self._handle(self._browser.first_request())

    def now(self, drawn: DrawnWidget) -> DrawnWidget:
        """Return a widget as the last run drew it.

        Raises:
            LookupError: it is no longer on the page.
        """
        try:
            return self._browser.widgets[drawn.id]
        except KeyError:
            raise LookupError(f"The {describe(drawn)} is no longer on the page.") from None

    def shown(self, drawn: DrawnWidget) -> Any:
        """Return a widget's wire value in the browser."""
        return self._browser.shown[drawn.id]

    def edit(self, drawn: DrawnWidget, wire: Any) -> None:
        """Set a widget's wire value in the browser."""
        self._handle(self._browser.edit(drawn, wire))

    def press(self, drawn: DrawnWidget, wire: Any) -> None:
        """Use a button, a link or a chat input."""
        browser = self._browser
        if drawn.opens is not None:
            self._handle(browser.go_to_page(*drawn.opens))
        elif drawn.form is not None:
            self._handle(browser.submit(drawn))
        else:
            self._handle(browser.trigger(drawn, wire))

    def _handle(self, request: RerunData | None) -> None:
        if request is not None:
            self._server.handle(request)

    def _travel(self, steps: int) -> None:
        bar = self._browser.bar
        target = bar.at(steps)
        if target is None:
            return
        if target.document != bar.current.document:
            bar.move(steps)
            self.reload()
        else:
            self._handle(self._browser.travel(steps, many_pages=self._pages.several))

    def _open_session(self) -> None:
        self._server = Server(self._behaviour, self._browser, self._run_script, self._open_form)
        self._st = FakeStreamlit(self._server, self._pages)

    def _open_form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return self._st.form(key, **options)

    def _run_script(self, run: ScriptRun) -> None:
        self._pages.run(self._st, run)
