"""Layout: columns, tabs, the sidebar and other containers."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from st_page_state_fakes.commands.openable import Openable
from st_page_state_fakes.commands.outputs import CHARTS, SHOWING, Outputs
from st_page_state_fakes.commands.place import Place
from st_page_state_fakes.commands.widgets import Widgets
from st_page_state_fakes.errors import NotSimulatedError, StreamlitAPIException
from st_page_state_fakes.server.drawing import claim_key
from st_page_state_fakes.server.page import BlockInfo
from st_page_state_fakes.server.server import Server

NOT_SIMULATED = frozenset(
    """
    App bottom column_config components connection connections context echo experimental_user
    get_option grid login logo logout secrets set_option skeleton user
    """.split()  # noqa: SIM905 - readable as it is
)
"""Streamlit's own names that are not simulated, whatever other one they are similar to."""


class Layout(Place):
    """The commands that create containers."""

    def container(self, *, key: str | int | None = None, **kwargs: Any) -> Block:
        """Create a container for several elements."""
        if key is not None:
            claim_key(self._server.need_run("container()"), str(key))
        return self._child("container")

    def empty(self) -> Block:
        """Create a container for a single element, which the next one replaces."""
        return self._child("empty", single=True)

    def columns(self, spec: int | Sequence[float], **kwargs: Any) -> list[Block]:
        """Create columns side by side.

        Raises:
            StreamlitAPIException: ``spec`` asks for none.
        """
        weights = (1,) * spec if isinstance(spec, int) else tuple(spec)
        if not weights or any(weight <= 0 for weight in weights):
            raise StreamlitAPIException(
                f"st.columns() takes a number of columns, or their widths, not {spec!r}."
            )
        row = self._child("columns")
        return [row.inner("column") for _ in weights]

    def chat_message(self, name: str, **kwargs: Any) -> Block:
        """Create a container for a chat message."""
        return self._child("chat_message")

    def status(self, label: str, **kwargs: Any) -> Block:
        """Create a container that shows the progress of a task."""
        return self._child("status")

    def spinner(self, text: str = "In progress...", **kwargs: Any) -> Block:
        """Create a container that is shown while its block runs."""
        return self._child("spinner")

    def form(self, key: str, clear_on_submit: bool = False, **kwargs: Any) -> Block:  # noqa: FBT001, FBT002 - as Streamlit has it
        """Create a form: its submit button sends the values of its widgets together.

        Raises:
            StreamlitAPIException: it is inside another form, or its key is used already.
        """
        server = self._server
        run = server.need_run("form()")
        if self._form() is not None:
            raise StreamlitAPIException("Forms cannot be nested.")
        if key in run.forms:
            raise StreamlitAPIException(
                f"There are two forms with key={key!r} in this run: give each a key of its own."
            )
        run.forms.add(key)
        server.clears[key] = clear_on_submit
        return self._child("form", form=key)

    def _child(self, kind: str, *, form: str | None = None, single: bool = False) -> Block:
        form = form or self._form()
        return Block(self._server, self._server.open(self._block(), kind, form, single=single))


class Commands(Widgets, Openable, Layout, Outputs):
    """The commands that ``st`` and every container have."""

    def _at(self, info: BlockInfo) -> Block:
        return Block(self._server, info)

    def _unknown(self, name: str) -> NotSimulatedError:
        if name.startswith("__"):
            return NotSimulatedError(name)
        if name in NOT_SIMULATED:
            return NotSimulatedError(f"st.{name}")
        known = [*SHOWING, *CHARTS, *(n for n in dir(type(self)) if not n.startswith("_"))]
        near = difflib.get_close_matches(name, known)
        return NotSimulatedError(f"st.{name}", f"st.{near[0]}" if near else None)


class Block(Commands):
    """A container of a page, such as a column, or the place of an element.

    Args:
        server: the session it belongs to.
        info: the block.

    Attributes:
        info: the block.
        open: an expander, a popover or a tab is open; None where Streamlit does not know.
    """

    def __init__(self, server: Server, info: BlockInfo) -> None:
        self._server = server
        self.info = info
        self.open: bool | None = None

    def write(self, *args: Any, **kwargs: Any) -> None:
        """Show anything.

        Raises:
            StreamlitAPIException: several things are to take the place of one element.
        """
        if len(args) > 1 and self.info.single:
            raise StreamlitAPIException(
                "write() with several arguments cannot take the place of one element: use a "
                "container."
            )
        super().write(*args, **kwargs)

    def update(self, **kwargs: Any) -> None:
        """Change the label or the state of a status; this does nothing here."""

    def inner(self, kind: str) -> Block:
        """Create a block of its own in this one, such as one of several columns."""
        info = self.info
        return Block(self._server, info.child(kind, form=info.form, fragment=info.fragment))

    def _block(self) -> BlockInfo:
        return self.info

    def _form(self) -> str | None:
        return self.info.form
