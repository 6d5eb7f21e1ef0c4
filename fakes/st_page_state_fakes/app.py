"""A Streamlit app under test: one server process that tabs are opened on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, Generic, Literal, cast

from typing_extensions import TypeVar

from st_page_state.errors import quote
from st_page_state.keywords import suggesting
from st_page_state.store_port import StorePort
from st_page_state_fakes.arguments import check, check_mapping, check_text
from st_page_state_fakes.errors import FakeUseError
from st_page_state_fakes.pages import Pages, Script
from st_page_state_fakes.saving import Configured, Saving, TabBrowser
from st_page_state_fakes.server.versions import NEWEST, Behaviour, behaviour_of
from st_page_state_fakes.sessions import Site, Visitor
from st_page_state_fakes.simulated import SimulatedSite
from st_page_state_fakes.store import FakeStore
from st_page_state_fakes.tab import Tab

StoreT = TypeVar("StoreT", bound=StorePort, default=FakeStore)
"""The class of an app's store: FakeStore, unless the test gives another one."""


class FakeApp(Generic[StoreT]):
    """A Streamlit app without server and browser.

    Tabs that are opened on it share classes, modules and caches, as the sessions of one server
    process do, and nothing else. Take your app as it is, which costs milliseconds a run:
    ``FakeApp("app.py")`` executes its file with the Streamlit that is installed. Or take a part
    of it without Streamlit, which costs microseconds: ``FakeApp(function_of_st)`` calls the
    function with a :class:`FakeStreamlit` in the place of ``import streamlit as st``.

    Args:
        script: the path of the app's main file, its text, or a function of ``st``.
        pages: of an app made of functions, further pages: name -> function, as the ``pages/``
            folder has them. A function that calls ``st.navigation`` needs none.
        streamlit: of an app made of functions, the Streamlit version whose Back, Forward and
            address to simulate; by default the newest.
        secrets: of an app's file, what ``st.secrets`` holds; by default what its own
            ``.streamlit/secrets.toml`` says.
        timeout: of an app's file, the seconds after which a run is given up.
        store: where the values of classes with ``Config.persist`` are saved, whatever the app
            itself configures; by default a new ``FakeStore()``.

    Raises:
        ValueError: ``streamlit`` is no version from 1.37 on.
        TypeError: an argument does not go with such a script.
        FileNotFoundError: there is no such file.
        RuntimeError: the Streamlit that is installed lacks what running a file needs.

    Attributes:
        behaviour: what the Streamlit version does where versions differ.
        warnings: what was warned of in the runs of its tabs, such as a purge that the same run
            takes back; a test may clear it.
        store: the store.
        tabs: every tab that was opened, the one whose script failed included.

    Example::

        app = FakeApp("app.py")
        ann = app.open("?status=active")
        bob = app.open(ann.url)          # her link, pasted: another session
    """

    @suggesting
    def __init__(
        self,
        script: Script | str | Path,
        pages: Mapping[str, Script] | None = None,
        *,
        streamlit: str | None = None,
        secrets: Mapping[str, Any] | None = None,
        timeout: float = 30,
        store: StoreT | None = None,
    ) -> None:
        self._site: Site
        self.store: StoreT = cast("StoreT", FakeStore()) if store is None else store
        self._browsers = count(1)
        self._configured = Configured()
        self._kept: dict[str, dict[str, str]] = {}
        check_mapping("FakeApp(pages=...)", pages, '{"map": map_page}')
        if store is not None:
            check("FakeApp(store=...)", store, StorePort, "a store, such as FakeStore()")
        if isinstance(script, str | Path):
            if pages is not None or streamlit is not None:
                given = "pages" if pages is not None else "streamlit"
                raise FakeUseError(
                    f"FakeApp({str(script)[:80]!r}, {given}=...): {given} is for an app made of "
                    "functions. A file has its own pages and runs on the Streamlit that is "
                    "installed."
                )
            self._site = _site_of_file(script, secrets, timeout)
        else:
            if secrets is not None:
                raise FakeUseError(
                    "FakeApp(function, secrets=...): secrets are for an app's own file; pass "
                    "the function what it needs."
                )
            if not callable(script):
                raise FakeUseError(
                    "FakeApp() takes the path of an app's file, its text, or a function of st, "
                    f"not {quote(script)}."
                )
            self._site = SimulatedSite(
                Pages(script, pages), behaviour_of(NEWEST if streamlit is None else streamlit)
            )
        self.behaviour: Behaviour = self._site.behaviour
        self.warnings: list[Warning] = self._site.warnings
        self.tabs: list[Tab] = []

    @suggesting
    def open(
        self,
        url: str = "",
        *,
        user: Mapping[str, Any] | None = None,
        browser: str | None = None,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        locale: str = "en-US",
        timezone: str = "UTC",
        theme: Literal["light", "dark"] = "light",
    ) -> Tab:
        """Open a new tab, with a new session, and run the script once.

        Args:
            url: an address as a tab's ``url`` gives it: ``"?status=active"``, or
                ``"/map?zoom=3"`` for a page; a whole link will do.
            user: the claims of the user who is logged in: ``{"iss": ..., "sub": ...}``, both
                needed to save anything for the user: without them, a class that saves warns.
                An app's file has them as ``st.user``. An app's own ``configure(identity=...)``
                is asked instead.
            browser: the browser, whose tabs have the same saved values; by default a new one. As
                on Streamlit, the first visit of a browser is known by its second run, which
                follows at once, and a later one by its cookie.
            cookies: of an app's file, the browser's cookies (``st.context``, as all that follow).
            headers: the headers of the browser's request.
            locale: the browser's language, such as ``"de-DE"``.
            timezone: its time zone, such as ``"Europe/Berlin"``.
            theme: its theme.

        Raises:
            Exception: what the script raised. The tab is ``tabs[-1]`` all the same.
            TypeError: an app made of functions is told of cookies, a language and the like.
        """
        check_text("open()", url, "?status=active")
        check_mapping("open(user=...)", user, '{"iss": "https://id.example", "sub": "7"}')
        check_mapping("open(cookies=...)", cookies, '{"theme": "dark"}')
        check_mapping("open(headers=...)", headers, '{"Accept-Language": "de"}')
        if browser is not None:
            check_text("open(browser=...)", browser, "ann's")
        name = browser or f"browser {next(self._browsers)}"
        shown_in = TabBrowser(name, self._kept.setdefault(name, {}))
        visitor = Visitor(user, cookies or {}, headers or {}, locale, timezone, theme)
        visitor.saving = Saving(self.store, lambda: visitor.user, shown_in, self._configured)
        tab = Tab(self._site, url, visitor, shown_in)
        self.tabs.append(tab)
        tab.load()
        tab.check_page(url)
        return tab

    def restart(self) -> None:
        """Begin a new server process, as a deployment does: every session is gone.

        An open tab keeps what it shows. Its next action arrives at a new session, together with
        the values that the browser holds for its widgets.
        """
        self._site.restart()
        for tab in self.tabs:
            tab.lose_session()

    def clear_caches(self) -> None:
        """Forget what ``st.cache_data`` and ``st.cache_resource`` hold."""
        self._site.clear_caches()


def _site_of_file(script: str | Path, secrets: Mapping[str, Any] | None, timeout: float) -> Site:
    try:
        from st_page_state_fakes.real.site import RealSite  # it imports streamlit
    except (ImportError, AttributeError) as error:
        raise FakeUseError(
            f"FakeApp cannot run an app's own file on the Streamlit that is installed: {error}. "
            "Install a version that this library knows, or test functions by "
            "FakeApp(function_of_st)."
        ) from error
    return RealSite(script, secrets, timeout)
