"""Handles by which a test uses widgets and buttons."""

from __future__ import annotations

import difflib
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from st_page_state_fakes.arguments import check, check_rows, check_text
from st_page_state_fakes.errors import FakeUseError, NotOnPageError
from st_page_state_fakes.server.page import DrawnWidget
from st_page_state_fakes.server.table_edits import TableEdits


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
            raise FakeUseError(f"The {describe(drawn)} is disabled: no user could use it.")
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

    def upload(self, name: str, data: bytes) -> None:
        """Upload a file; where several are accepted, one more.

        Args:
            name: the file's name.
            data: its content.

        Raises:
            TypeError: it takes no files.
            ValueError: it does not take such a file, or the widget is disabled.

        Example::

            tab.widget("Report").upload("june.csv", b"day,sales")
        """
        check_text("upload()", name, "june.csv")
        check("upload()", data, bytes, "the file's content as bytes")
        drawn = self._usable()
        self._tab.edit(drawn, drawn.spec.upload(self._tab.shown(drawn), name, data))

    def edit_cell(self, row: int, column: str, value: Any) -> None:
        """Enter a value into a cell of a data editor.

        Args:
            row: the row as the table shows it, counted from 0.
            column: the column's name.
            value: what to enter; None empties the cell.

        Raises:
            TypeError: it is no data editor.
            IndexError: there is no such row.
            ValueError: no user could enter it, or the widget is disabled.
        """
        check("edit_cell()", row, int, "the number of a row, counted from 0")
        check_text("edit_cell(row, ...)", column, "price")
        self._edit_table(lambda edits: edits.edit_cell(row, column, value))

    def add_row(self, cells: Mapping[str, Any]) -> None:
        """Add a row to a data editor.

        Args:
            cells: column -> value; columns that are left out stay empty or get their default.

        Raises:
            TypeError: it is no data editor.
            ValueError: no user could enter it, or the widget is disabled.
        """
        check("add_row()", cells, Mapping, "a dict from column to value")
        self._edit_table(lambda edits: edits.add_row(cells))

    def delete_rows(self, rows: Iterable[int]) -> None:
        """Delete rows of a data editor.

        Args:
            rows: the rows as the table shows them, counted from 0.

        Raises:
            TypeError: it is no data editor.
            IndexError: there is no such row.
            ValueError: rows cannot be deleted, or the widget is disabled.
        """
        check_rows("delete_rows()", rows)
        self._edit_table(lambda edits: edits.delete_rows(rows))

    def select(self, **chosen: Any) -> None:
        """Select in a table or a chart; without arguments, clear the selection.

        Args:
            chosen: of a dataframe ``rows=[1]``, ``columns=["a"]`` and ``cells=[(1, "a")]``; of a
                Plotly chart ``points=[0]`` (an index, or a pair of curve and index), ``box`` and
                ``lasso``; of an Altair chart its selection parameters by name, or ``points``
                where there is one; of a pydeck chart ``indices={"layer": [0]}``; of an ECharts
                chart ``selected`` and ``areas``.

        Raises:
            TypeError: nothing can be selected in it.
            ValueError: no user could select this.

        Example::

            tab.widget("expenses").select(rows=[2])
        """
        drawn = self._usable()
        self._tab.edit(drawn, drawn.spec.select(self._tab.shown(drawn), chosen))

    def trigger(self, event: str, value: Any = True) -> None:  # noqa: FBT002 - any value
        """Send an event of a component that ``st.components.v2`` has made.

        Args:
            event: the event's name.
            value: its value, which goes as JSON.

        Raises:
            TypeError: it is no such component.
        """
        check_text("trigger()", event, "clicked")
        drawn = self._usable()
        name, wire = drawn.spec.event(drawn.id, event, value)
        self._tab.press(replace(drawn, id=name), wire)

    def _edit_table(self, change: Callable[[TableEdits], None]) -> None:
        drawn = self._usable()
        edits = drawn.spec.edits(self._tab.shown(drawn))
        change(edits)
        self._tab.edit(drawn, edits.wire())


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
        raise NotOnPageError(f"{name!r} stands for several {kind}s: {listed}. Use a key.")
    names = [n for d in all_ for n in (d.spec.label, d.spec.key) if n]
    near = difflib.get_close_matches(name, names)
    proposal = f" Did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(map(describe, all_)) or "none"
    raise NotOnPageError(f"There is no {kind} {name!r} on the page.{proposal} It has: {listed}.")


def _is_button(drawn: DrawnWidget) -> bool:
    return drawn.spec.trigger and drawn.spec.rest is False
