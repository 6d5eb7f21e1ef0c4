"""A simulated app whose scripts are functions of ``st``."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NoReturn

from st_page_state import QueryPort
from st_page_state.persistence import Persistence
from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.commands.streamlit import FakeStreamlit
from st_page_state_fakes.errors import FakeUseError
from st_page_state_fakes.pages import Pages
from st_page_state_fakes.server.caches import Caches
from st_page_state_fakes.server.params import ParamStore, TabQuery
from st_page_state_fakes.server.script_run import RerunData, ScriptRun
from st_page_state_fakes.server.server import Server
from st_page_state_fakes.server.versions import Behaviour
from st_page_state_fakes.sessions import Visitor


class SimulatedSite:
    """An app made of functions, on simulated commands.

    Args:
        pages: its pages.
        behaviour: the Streamlit version to behave as.
    """

    def __init__(self, pages: Pages, behaviour: Behaviour) -> None:
        self._pages = pages
        self.warnings: list[Warning] = []
        self.behaviour: Behaviour = behaviour
        self._caches = Caches()

    @property
    def several_pages(self) -> bool:
        return self._pages.several

    def page_named(self, name: str) -> str:
        return self._pages.named(name)

    def open_session(self, browser: Browser, visitor: Visitor) -> SimulatedSession:
        if visitor != Visitor(visitor.user, saving=visitor.saving):
            raise FakeUseError(
                "open(url, cookies=..., headers=...) is for an app's own file: st.context is not "
                "simulated for an app made of functions."
            )
        caches, saving = self._caches, visitor.saving
        return SimulatedSession(self._pages, self.behaviour, browser, caches, saving)

    def restart(self) -> None:
        """Begin a new server process: its caches are empty."""
        self._caches.clear()

    def clear_caches(self) -> None:
        self._caches.clear()


class SimulatedSession:
    """One session on simulated commands.

    Args:
        pages: the app's pages.
        behaviour: the Streamlit version to behave as.
        browser: the browser that shows it.
        caches: what the caches of the app hold.
        saving: where values are saved, and for whom.
    """

    def __init__(
        self,
        pages: Pages,
        behaviour: Behaviour,
        browser: Browser,
        caches: Caches,
        saving: Persistence | None,
    ) -> None:
        self.left: bool = False
        self._pages = pages
        self._behaviour = behaviour
        self._server = Server(behaviour, browser, self._run_script, self._open_form, saving)
        self._st = FakeStreamlit(self._server, pages, caches)

    def handle(self, request: RerunData) -> None:
        self._server.handle(request)

    @contextmanager
    def running(self, request: RerunData) -> Generator[FakeStreamlit, None, None]:
        with self._server.running(request) as outcome:
            yield self._st
        if outcome.following is not None:
            self.handle(outcome.following)

    def timed_fragments(self) -> list[str]:
        return [name for name, fragment in self._server.fragments.items() if fragment.timed]

    def contents(self) -> dict[str, Any]:
        return dict(self._server.state)

    def query(self) -> QueryPort:
        server = self._server
        copy = ParamStore(lambda query: None)
        copy.texts, copy.began = dict(server.params.texts), dict(server.params.began)
        copy.bound = dict(server.params.bound)
        return TabQuery(
            copy,
            lambda: server.run or server.last_run,
            knows_began=True,
            knows_history=self._behaviour.history_known,
        )

    def tree(self) -> NoReturn:
        raise FakeUseError(
            "tab.tree is Streamlit's own element tree, which an app made of functions does not "
            "have: use tab.outputs and tab.texts, or FakeApp with the app's file."
        )

    def _open_form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return self._st.form(key, **options)

    def _run_script(self, run: ScriptRun) -> None:
        self._pages.run(self._st, run)
