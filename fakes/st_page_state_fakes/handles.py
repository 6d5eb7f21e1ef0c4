"""Handles by which a test uses widgets and buttons."""

from __future__ import annotations

import difflib
from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Protocol

from st_page_state_fakes.server.page import DrawnWidget


class Holds(Protocol):
    """The tab that a handle belongs to."""

    @abstractmethod
    def now(self, drawn: DrawnWidget) -> DrawnWidget:
        """Return a widget as the last run drew it."""

    def shown(self, drawn: DrawnWidget) -> Any:
        """Return a widget's wire value in the browser."""

    def edit(self, drawn: DrawnWidget, wire: Any) -> None:
        """Set a widget's wire value in the browser."""

    def press(self, drawn: DrawnWidget, wire: Any) -> None:
        """Use a button, a link or a chat input."""


class _Handle:
    def __init__(self, tab: Holds, drawn: DrawnWidget) -> None:
        self._tab = tab
        self._drawn = drawn

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {describe(self._drawn)}>"

    @property
    def label(self) -> str:
        """Its label."""
        return self._drawn.spec.label

    @property
    def key(self) -> str | None:
        """Its key, if it has one."""
        return self._drawn.spec.key

    @property
    def command(self) -> str:
        """The command that drew it, such as ``"selectbox"``."""
        return self._drawn.spec.command

    @property
    def disabled(self) -> bool:
        """The user cannot use it."""
        return self._drawn.disabled

    def _usable(self) -> DrawnWidget:
        """Return the widget as it is on the page now.

        Raises:
            LookupError: it is not there any more.
            ValueError: it is disabled.
        """
        drawn = self._tab.now(self._drawn)
        if drawn.disabled:
            raise ValueError(f"The {describe(drawn)} is disabled: no user could use it.")
        return drawn


class FakeWidget(_Handle):
    """A widget on a tab's page."""

    @property
    def value(self) -> Any:
        """The value that the widget shows."""
        drawn = self._tab.now(self._drawn)
        return drawn.spec.decode(self._tab.shown(drawn))

    @property
    def options(self) -> list[str]:
        """The labels of the options that a user can choose from."""
        return list(self._tab.now(self._drawn).spec.options)

    def set_value(self, value: Any) -> None:
        """Enter a value as a user does; inside a form it waits for the submit.

        The callback runs, then the script.

        Raises:
            ValueError: no user could enter it, or the widget is disabled.
        """
        drawn = self._usable()
        wire = drawn.spec.enter(value)
        if drawn.spec.trigger:
            self._tab.press(drawn, wire)
        else:
            self._tab.edit(drawn, wire)


class FakeButton(_Handle):
    """A button, a form's submit button or a link on a tab's page."""

    def click(self) -> None:
        """Click it.

        Raises:
            ValueError: it is disabled.
        """
        drawn = self._usable()
        self._tab.press(drawn, drawn.spec.enter(True))  # noqa: FBT003 - as a click does


def describe(drawn: DrawnWidget) -> str:
    """Return the name of a widget for messages."""
    key = "" if drawn.spec.key is None else f" (key={drawn.spec.key!r})"
    return f"{drawn.spec.command} {drawn.spec.label!r}{key}"


def find(drawn: Iterable[DrawnWidget], name: str, *, buttons: bool = False) -> DrawnWidget:
    """Return the widget with this key, or else with this label, or else of this command.

    Raises:
        LookupError: there is none, or there are several.
    """
    kind = "button" if buttons else "widget"
    all_ = [d for d in drawn if _is_button(d) or not buttons]
    found = [d for d in all_ if d.spec.key == name]
    found = found or [d for d in all_ if d.spec.label == name]
    found = found or [d for d in all_ if d.spec.command == name]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(map(describe, found))
        raise LookupError(f"{name!r} stands for several {kind}s: {listed}. Use a key.")
    names = [n for d in all_ for n in (d.spec.label, d.spec.key) if n]
    near = difflib.get_close_matches(name, names)
    proposal = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(map(describe, all_)) or "none"
    raise LookupError(f"There is no {kind} {name!r} on the page.{proposal} It has: {listed}.")


def _is_button(drawn: DrawnWidget) -> bool:
    return drawn.spec.trigger and drawn.spec.rest is False
