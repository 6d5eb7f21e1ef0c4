"""The interface of the app rows' drivers: the actions of an app's users."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeAlias

Script: TypeAlias = Callable[[Any], None]
"""A script of an app: a function of a module that takes ``st``."""


class TabDriver(ABC):
    """One browser tab, driven from outside as its user would.

    Every action returns when the runs it led to have ended. Addresses are query strings,
    with the page in front unless it is the main one: ``""``, ``"?a=1"``, ``"/map?a=1"``.

    Example::

        tab = app.open("?status=active")
        tab.set("Status", "pending")
        assert tab.url == "?status=pending"
    """

    @property
    @abstractmethod
    def url(self) -> str:
        """The address that the tab shows."""

    @property
    def history(self) -> list[str]:
        """The addresses of the tab's history, the oldest first (capability ``history``)."""
        raise NotImplementedError("This driver has no history: give the row @needs('history').")

    @property
    @abstractmethod
    def shown(self) -> list[str]:
        """The texts of the page's ``st.text``, in order."""

    @property
    @abstractmethod
    def exceptions(self) -> list[str]:
        """The class names of the exceptions that the page shows: the script's own."""

    @abstractmethod
    def value(self, label: str) -> Any:
        """Return the value a widget shows."""

    @abstractmethod
    def set(self, label: str, value: Any) -> None:
        """Edit a widget; inside a form the edit waits for the submit button.

        ``value`` is another one than the widget shows, in one step of its user. With the
        capability ``opens`` it is True or False for an expander or a popover, and the label of
        one of several tabs, which go by their key.
        """

    @abstractmethod
    def click(self, label: str) -> None:
        """Click on a button, a form's submit button or a page link."""

    @abstractmethod
    def rerun(self) -> None:
        """Run the script again, as the key R does."""

    def switch_page(self, name: str) -> None:
        """Click on a page in the sidebar, ``""`` for the main page (capability ``sidebar``)."""
        raise NotImplementedError("This driver has no sidebar: give the row @needs('sidebar').")

    def back(self) -> None:
        """Press the browser's Back (capability ``history``)."""
        raise NotImplementedError("This driver has no Back: give the row @needs('history').")

    def forward(self) -> None:
        """Press the browser's Forward (capability ``history``)."""
        raise NotImplementedError("This driver has no Forward: give the row @needs('history').")

    def reload(self) -> None:
        """Press the browser's Reload (capability ``history``)."""
        raise NotImplementedError("This driver has no Reload: give the row @needs('history').")

    def visit(self, url: str) -> None:
        """Type an address of this app into the tab (capability ``history``)."""
        raise NotImplementedError("This driver has no address bar: use @needs('history').")

    def tick(self) -> None:
        """Wait until fragments with ``run_every`` have run again (capability ``run_every``)."""
        raise NotImplementedError("This driver has no timers: give the row @needs('run_every').")


class AppDriver(ABC):
    """One app in one server process.

    Example::

        app: AppDriver = start(scripts.counter, pages={"map": scripts.map_page})
        ann, bob = app.open("?n=1"), app.open()
    """

    @abstractmethod
    def open(self, url: str = "") -> TabDriver:
        """Open an address in a new tab, which is a new session, and wait for its first run."""


Start: TypeAlias = Callable[..., AppDriver]
"""What the fixture ``start`` of a suite gives, a factory of apps::

    start(script: Script, pages: Mapping[str, Script] | None = None) -> AppDriver
"""
