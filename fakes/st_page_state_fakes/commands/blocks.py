"""Layout: columns, tabs, the sidebar and other containers."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from st_page_state_fakes.commands.outputs import CHARTS, SHOWING, Outputs
from st_page_state_fakes.commands.place import Place
from st_page_state_fakes.commands.widgets import Widgets
from st_page_state_fakes.errors import NotSimulatedError, StreamlitAPIException
from st_page_state_fakes.server.page import BlockInfo
from st_page_state_fakes.server.server import Server


class Layout(Place):
    """The commands that create containers."""

    def container(self, **kwargs: Any) -> Block:
        """Create a container for several elements."""
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
        return [self._child("columns") for _ in weights]

    def tabs(self, tabs: Sequence[str], **kwargs: Any) -> list[Block]:
        """Create tabs; the script draws all of them, not only the one on display.

        Raises:
            StreamlitAPIException: there are none.
        """
        if not tabs:
            raise StreamlitAPIException("st.tabs() needs at least one label.")
        return [self._child("tabs") for _ in tabs]

    def expander(self, label: str, expanded: bool = False, **kwargs: Any) -> Block:  # noqa: FBT001, FBT002 - as Streamlit has it
        """Create a container that can be collapsed."""
        return self._child("expander")

    def popover(self, label: str, **kwargs: Any) -> Block:
        """Create a container that pops up."""
        return self._child("popover")

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

    def _child(self, kind: str, *, single: bool = False, form: str | None = None) -> Block:
        block = self._block()
        self._server.need_run(f"{kind}()")
        self._server.make_room(block)
        return Block(self._server, block.child(kind, form=form or self._form(), single=single))


class Commands(Widgets, Layout, Outputs):
    """The commands that ``st`` and every container have."""

    def _unknown(self, name: str) -> NotSimulatedError:
        if name.startswith("__"):
            return NotSimulatedError(name)
        known = [*SHOWING, *CHARTS, *(n for n in dir(type(self)) if not n.startswith("_"))]
        near = difflib.get_close_matches(name, known)
        return NotSimulatedError(f"st.{name}", f"st.{near[0]}" if near else None)


class Block(Commands):
    """A container of a page, such as a column.

    Args:
        server: the session it belongs to.
        info: the block.
    """

    def __init__(self, server: Server, info: BlockInfo) -> None:
        self._server = server
        self._info = info

    def update(self, **kwargs: Any) -> None:
        """Change the label or the state of a status; this does nothing here."""

    def _block(self) -> BlockInfo:
        return self._info

    def _form(self) -> str | None:
        return self._info.form
