"""A simulated Streamlit app: one server process that tabs are opened on."""

from __future__ import annotations

from collections.abc import Mapping

from st_page_state_fakes.pages import Pages, Script
from st_page_state_fakes.server.versions import NEWEST, Behaviour, behaviour_of
from st_page_state_fakes.tab import Tab


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
        self.behaviour: Behaviour = behaviour_of(streamlit)
        self.tabs: list[Tab] = []
        self._pages = Pages(script, pages)

    def open(self, url: str = "") -> Tab:
        """Open a new tab, with a new session, and run the script once.

        Args:
            url: an address as a tab's ``url`` gives it: ``"?status=active"``, or
                ``"/map?zoom=3"`` for a page; a whole link will do.

        Raises:
            Exception: what the script raised. The tab is ``tabs[-1]`` all the same.
        """
        tab = Tab(self._pages, self.behaviour, url)
        self.tabs.append(tab)
        tab.load()
        return tab
