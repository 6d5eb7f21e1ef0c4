"""One browser tab on a simulated app."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from st_page_state import PageState, use_ports
from st_page_state.errors import warn
from st_page_state.ports import SESSION_KEY
from st_page_state.runtime import saving_with
from st_page_state_fakes.arguments import check_class, check_text
from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.errors import NotOnPageError, StreamlitPageNotFoundError
from st_page_state_fakes.handles import FakeButton, FakeWidget, describe, find
from st_page_state_fakes.read_only import ShownDict, ShownList
from st_page_state_fakes.saving import Saving, TabBrowser, unnoticed
from st_page_state_fakes.server.page import DrawnWidget, Output
from st_page_state_fakes.server.script_run import RerunData
from st_page_state_fakes.sessions import Site, Visitor, noting

State = TypeVar("State", bound=PageState)
_SESSION_STATE = (
    "tab.session_state shows what the session holds; a change of it would not reach the app. Do "
    "what a user does, as in tab.widget(...).set_value(...) or tab.visit(...); in an app of "
    "functions, code may do it, too: with tab.run() as st: st.session_state[...] = ..."
)
_HISTORY = (
    "tab.history shows the browser's entries; a change of it would not reach the browser. Use "
    "tab.visit(), tab.back() and tab.forward(); for the entries from here on, write "
    "seen = len(tab.history) and look at tab.history[seen:] later."
)


class Tab:
    """A browser tab: an address bar with its history, a page, and a session on the server.

    ``FakeApp.open`` makes one, and the first run has happened by then. Whatever is done to
    the tab returns when the runs it caused are over; an exception of the script comes out.

    Example::

        tab = FakeApp(script).open("?status=active")
        tab.widget("Status").set_value("pending")
        tab.back()
    """

    def __init__(self, site: Site, url: str, visitor: Visitor, known_as: TabBrowser) -> None:
        self._site = site
        self._visitor = visitor
        self._known_as = known_as
        self._browser = Browser(site.behaviour, url)
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
        return ShownList([str(entry) for entry in self._browser.bar.entries], _HISTORY)

    @property
    def page(self) -> str:
        """The name of the page that is shown; empty for the main page."""
        return self._browser.page

    @property
    def outputs(self) -> list[Output]:
        """All elements on the page, from top to bottom; the sidebar and dialogs come last."""
        hidden = ("fragment", "expander", "popover", "tabs")
        return [e.output for e in self._browser.elements if e.output.command not in hidden]

    @property
    def texts(self) -> list[str]:
        """The texts among them, one for each ``st.write``, ``st.error`` and so on."""
        return [output.text for output in self.outputs if output.text is not None]

    @property
    def widgets(self) -> list[FakeWidget]:
        """All widgets on the page, from top to bottom."""
        return [FakeWidget(self, drawn) for drawn in self._browser.widgets.values()]

    @property
    def session_state(self) -> Mapping[str, Any]:
        """What ``st.session_state`` holds, to look at."""
        return ShownDict(self._session.contents(), _SESSION_STATE)

    @property
    def tree(self) -> Any:
        """Streamlit's own tree of the page, as AppTest has it; only for an app's own file.

        Example::

            assert tab.tree.selectbox[0].options == ["pending", "active"]
        """
        return self._session.tree()

    def state(self, cls: type[State]) -> State:
        """Return a snapshot of a state class in this tab, without changing anything.

        Args:
            cls: the state class.

        Example::

            assert tab.state(FilterState).status == "active"
        """
        check_class("tab.state()", cls)
        session = self._session.contents()
        if SESSION_KEY in session:
            session[SESSION_KEY] = session[SESSION_KEY].detached()
        saving = self._visitor.saving
        looking = None if saving is None else unnoticed(saving)
        with use_ports(session, self._session.query()), saving_with(looking):
            return cls.snapshot()

    def widget(self, name: str) -> FakeWidget:
        """Return a widget on the page: by its key, else its label, else its command.

        Raises:
            LookupError: there is none, or there are several.
        """
        check_text("tab.widget()", name, "Status")
        return FakeWidget(self, find(self._browser.widgets.values(), name))

    def button(self, name: str) -> FakeButton:
        """Return a button, a form's submit button or a link on the page.

        Raises:
            LookupError: there is none, or there are several.
        """
        check_text("tab.button()", name, "Save")
        drawn = find(self._browser.widgets.values(), name, buttons=True)
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
        check_text("tab.visit()", url, "?status=active")
        if not self._browser.bar.shows(url):
            self._browser.bar.visit(url)
        self.reload()
        self.check_page(url)

    def rerun(self) -> None:
        """Press R: run the script again."""
        self._handle(self._browser.rerun())

    def switch_page(self, name: str) -> None:
        """Click a page in the sidebar's navigation.

        Args:
            name: the page's name in the URL, such as ``map`` for ``pages/map.py``, not its title;
                empty for the main page.
        """
        check_text("tab.switch_page()", name, "map")
        try:
            page = self._site.page_named(name)
        except StreamlitPageNotFoundError as error:
            raise StreamlitPageNotFoundError(f"{error} The main page is ''.") from None
        self._handle(self._browser.go_to_page(page))

    def tick(self) -> None:
        """Rerun the fragments with ``run_every``, as if their interval had passed."""
        for name in self._session.timed_fragments():
            self._handle(self._browser.tick(name))

    def run(self) -> AbstractContextManager[Any]:
        """Run the block as one script run of this tab, instead of the script.

        Returns:
            ``st``, for ``with``.

        Example::

            with tab.run() as st:
                FilterState.status = "active"
        """
        return self._session.running(self._browser.rerun())

    # For the app and the handles

    def lose_session(self) -> None:
        """Go on with a new session, while the browser shows and holds what it did."""
        self._open_session()

    def load(self) -> None:
        """Run the script for the first time in a new session."""
        self._handle(self._browser.first_request())

    def check_page(self, url: str) -> None:
        """Warn if the app has no page at the address that was opened."""
        try:
            self._site.page_named(urlsplit(url).path.strip("/"))
        except StreamlitPageNotFoundError as error:
            with noting(self._site.warnings):
                warn(
                    f"{error} As on Streamlit, whose browser says that the page was not found, "
                    "the main page runs."
                )

    def now(self, drawn: DrawnWidget) -> DrawnWidget:
        """Return a widget as the last run drew it.

        Raises:
            LookupError: it is no longer on the page.
        """
        try:
            return self._browser.widgets[drawn.id]
        except KeyError:
            raise NotOnPageError(f"The {describe(drawn)} is no longer on the page.") from None

    def shown(self, drawn: DrawnWidget) -> Any:
        """Return a widget's wire value in the browser."""
        return self._browser.shown[drawn.id]

    def edit(self, drawn: DrawnWidget, wire: Any) -> None:
        """Set a widget's wire value in the browser."""
        for step in drawn.spec.steps(self.shown(drawn), wire):
            if drawn.id in self._browser.widgets:  # the run before may not have drawn it
                self._handle(self._browser.edit(drawn, step))

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
            with noting(self._site.warnings):
                self._session.handle(request)
                if self._known_as.answer():
                    self._session.handle(self._browser.rerun())
                assert isinstance(self._visitor.saving, Saving)
                self._visitor.saving.warn_once()
            if self._session.left:
                self.reload()

    def _travel(self, steps: int) -> None:
        bar = self._browser.bar
        target = bar.at(steps)
        if target is None:
            return
        if target.document != bar.current.document:
            bar.move(steps)
            self.reload()
        else:
            self._handle(self._browser.travel(steps, many_pages=self._site.several_pages))

    def _open_session(self) -> None:
        self._known_as.connect()
        self._session = self._site.open_session(self._browser, self._visitor)
