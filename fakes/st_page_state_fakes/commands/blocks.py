"""Layout: columns, tabs, the sidebar and whatever else holds elements."""

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
    """The commands that make places to draw in."""

    def container(self, **kwargs: Any) -> Block:
        """Make a place for several elements."""
        return self._child("container")

    def empty(self) -> Block:
        """Make a place for one element, which the next one replaces."""
        return self._child("empty", single=True)

    def columns(self, spec: int | Sequence[float], **kwargs: Any) -> list[Block]:
        """Make columns side by side.

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
        """Make tabs; a script draws in all of them, whichever the user looks at.

        Raises:
            StreamlitAPIException: there are none.
        """
        if not tabs:
            raise StreamlitAPIException("st.tabs() needs at least one label.")
        return [self._child("tabs") for _ in tabs]

    def expander(self, label: str, expanded: bool = False, **kwargs: Any) -> Block:  # noqa: FBT001, FBT002 - as Streamlit has it
        """Make a place that can be folded."""
        return self._child("expander")

    def popover(self, label: str, **kwargs: Any) -> Block:
        """Make a place that pops up."""
        return self._child("popover")

    def chat_message(self, name: str, **kwargs: Any) -> Block:
        """Make a place for one message of a chat."""
        return self._child("chat_message")

    def status(self, label: str, **kwargs: Any) -> Block:
        """Make a place that tells how work goes on."""
        return self._child("status")

    def spinner(self, text: str = "In progress...", **kwargs: Any) -> Block:
        """Make a place that is shown while its block runs."""
        return self._child("spinner")

    def form(self, key: str, clear_on_submit: bool = False, **kwargs: Any) -> Block:  # noqa: FBT001, FBT002 - as Streamlit has it
        """Make a place whose widgets are sent together, by its submit button.

        Raises:
            StreamlitAPIException: it is inside another form, or its key is used already.
        """
        server = self._server
        run = server.need_run("form()")
        if self._form() is not None:
            raise StreamlitAPIException("A form cannot stand inside another form.")
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
    """Everything that can be called on ``st`` and on any place of a page."""

    def _unknown(self, name: str) -> NotSimulatedError:
        if name.startswith("__"):
            return NotSimulatedError(name)
        known = [*SHOWING, *CHARTS, *(n for n in dir(type(self)) if not n.startswith("_"))]
        near = difflib.get_close_matches(name, known)
        return NotSimulatedError(f"st.{name}", f"st.{near[0]}" if near else None)


class Block(Commands):
    """One place of a page, such as a column, as a script holds it.

    Args:
        server: the session it belongs to.
        info: the block.
    """

    def __init__(self, server: Server, info: BlockInfo) -> None:
        self._server = server
        self._info = info

    def update(self, **kwargs: Any) -> None:
        """Change the label or the state of a status; nothing that holds state."""

    def _block(self) -> BlockInfo:
        return self._info

    def _form(self) -> str | None:
        return self._info.form
