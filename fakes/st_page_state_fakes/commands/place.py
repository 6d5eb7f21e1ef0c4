"""The common base of ``st``, ``st.sidebar`` and containers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from st_page_state_fakes.errors import NotSimulatedError
from st_page_state_fakes.server.drawing import DrawOptions, draw
from st_page_state_fakes.server.page import BlockInfo, Output
from st_page_state_fakes.server.widget_spec import WidgetSpec

if TYPE_CHECKING:
    from st_page_state_fakes.commands.blocks import Block
    from st_page_state_fakes.server.server import Server

OnChange: TypeAlias = Callable[..., Any] | str | None
Args: TypeAlias = Sequence[Any] | None
Kwargs: TypeAlias = Mapping[str, Any] | None


class Place(ABC):
    """A part of the page in which commands draw."""

    _server: Server

    @abstractmethod
    def _block(self) -> BlockInfo:
        """Return the block that the next element goes to."""

    @abstractmethod
    def _form(self) -> str | None:
        """Return the form that the next element belongs to."""

    @abstractmethod
    def _child(self, kind: str, *, form: str | None = None, single: bool = False) -> Block:
        """Create a block here."""

    @abstractmethod
    def _at(self, info: BlockInfo) -> Block:
        """Return the commands that draw in a block."""

    def _show(self, command: str, *args: Any, **kwargs: Any) -> Block:
        """Show an element without state; what draws by the result takes its place."""
        return self._at(self._server.show(self._block(), Output(command, args, kwargs)))

    def _widget(
        self,
        spec: WidgetSpec,
        on_change: OnChange = None,
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,  # noqa: FBT001, FBT002 - all of it, in one line
        bind: str | None = None,
        persist_state: str | None = None,
        *,
        opens: tuple[str, str] | None = None,
    ) -> Any:
        """Draw a widget and return its value.

        Args:
            spec: the widget as its command declares it.
            on_change: its callback; ``"rerun"`` stands for none.
            args: what the callback is given.
            kwargs: what it is given by name.
            disabled: the user cannot change it.
            bind: ``"query-params"`` binds its value to the param named as its key.
            persist_state: ``"session"`` or ``"page"`` keeps its value while it is not drawn.
            opens: the page and the query string that a link leads to.

        Raises:
            StreamlitAPIException: Streamlit would not allow it here.
            NotSimulatedError: its callback is neither callable nor ``"rerun"``.
        """
        if on_change is not None and not callable(on_change):
            if on_change != "rerun":
                raise NotSimulatedError(f"{spec.command}() with the callback {on_change!r}")
            on_change = None
        options = DrawOptions(
            on_change=on_change,
            args=tuple(args or ()),
            kwargs=dict(kwargs or {}),
            disabled=disabled,
            bind=bind,
            persist=persist_state,
            opens=opens,
        )
        return draw(self._server, self._block(), self._form(), spec, options)

    def _value_is_none(self, key: str | int | None) -> bool:
        """Tell whether session state holds None for this key, which empties the widget."""
        state = self._server.state
        return key is not None and str(key) in state and state[str(key)] is None

    def __enter__(self) -> Self:
        self._server.blocks.append(self._block())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.blocks.pop()
