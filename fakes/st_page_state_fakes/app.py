"""A simulated Streamlit app: one server process that tabs are opened on."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from st_page_state_fakes.commands.streamlit import FakeStreamlit
from st_page_state_fakes.errors import StreamlitMissingPageError
from st_page_state_fakes.server.native_bind import DEFAULT_PAGE, MAIN_SCRIPT
from st_page_state_fakes.server.script_run import ScriptRun
from st_page_state_fakes.server.versions import NEWEST, behaviour_of
from st_page_state_fakes.tab import Tab

Script = Callable[[Any], Any]


class FakeApp:
    """A Streamlit app in memory: no server, no browser, no streamlit.

    Tabs that are opened on it share classes and modules, as the sessions of one server
    process do, and nothing else.

    Args:
        script: the main page's script; it is called with a :class:`FakeStreamlit`, which
            takes the place of ``import streamlit as st``.
        pages: further pages, name -> script, as the ``pages/`` folder has them. A script that
            calls ``st.navigation`` needs none.
        streamlit: the Streamlit version whose Back, Forward and address to simulate.

    Raises:
        ValueError: ``streamlit`` is no version from 1.37 on.

    Attributes:
        behaviour: what the Streamlit version does where versions differ.
        tabs: every tab that was opened, the one whose script failed included.

    Example::

        app = FakeApp(script)
        ann = app.open("?status=active")
        bob = app.open(ann.url)          # her link, pasted: another session
    """

    def __init__(
        self,
        script: Script,
        pages: Mapping[str, Script] | None = None,
        *,
        streamlit: str = NEWEST,
    ) -> None:
        self.behaviour = behaviour_of(streamlit)
        self.tabs: list[Tab] = []
        self._scripts: dict[str, Script] = {"": script, **(pages or {})}
        self._navigation: list[str] | None = None

    def open(self, url: str = "") -> Tab:
        """Open a new tab, which is a new session; its first run has happened.

        Args:
            url: an address as a tab's ``url`` gives it: ``"?status=active"``, or
                ``"/map?zoom=3"`` for a page; a whole link will do.

        Raises:
            Exception: what the script raised. The tab is ``tabs[-1]`` all the same.
        """
        tab = Tab(self, url)
        self.tabs.append(tab)
        tab.load()
        return tab

    @property
    def has_pages(self) -> bool:
        """The app consists of several pages."""
        return len(self._navigation or self._scripts) > 1

    def navigation(self, names: list[str]) -> None:
        """Take over the pages that ``st.navigation`` was called with."""
        self._navigation = names

    def page_named(self, name: str) -> str:
        """Return the page that a name, or a path like ``"pages/map.py"``, stands for.

        Raises:
            StreamlitMissingPageError: there is none.
        """
        names = self._scripts if self._navigation is None else self._navigation
        stem = name.rsplit("/", 1)[-1].removesuffix(".py")
        for page in (name, stem):
            if page in names:
                return page
        if name.endswith(".py") and "/" not in name:
            return ""
        listed = sorted(filter(None, names))
        near = difflib.get_close_matches(stem, listed, n=1)
        proposal = f" Did you mean {near[0]!r}?" if near else ""
        raise StreamlitMissingPageError(
            f"The app has no page {name!r}.{proposal} Its pages: {', '.join(listed) or 'none'}."
        )

    def run_page(self, st: FakeStreamlit, run: ScriptRun) -> None:
        """Run the script of a page; one that does not exist is the main page."""
        name = run.page if run.page in self._scripts else ""
        several = len(self._scripts) > 1
        if several:
            st.show_page(name)
        with run.on_script((name or DEFAULT_PAGE) if several else MAIN_SCRIPT):
            self._scripts[name](st)
        if self._navigation is None:
            st.show_page(name)
