"""Layout that can be opened: expanders, popovers and tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import check_choice, key_of, offer
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidFormCallbackError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from st_page_state_fakes.server.drawing import DrawOptions, claim_key, draw
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec

if TYPE_CHECKING:
    from st_page_state_fakes.commands.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSpec(WidgetSpec):
    """An expander or a popover that tells the script whether it is open.

    Attributes:
        expanded: it is open at first.
    """

    expanded: bool = False
    native: Native = "bool"

    def decode(self, wire: Any) -> bool:
        return self.expanded if wire is None else bool(wire)

    def enter(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.refusal(value, "True opens it and False closes it")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class TabsSpec(WidgetSpec):
    """Tabs that tell the script which of them is open.

    Attributes:
        default: the label of the tab that is open at first.
        settles: a label that is none of theirs gives way to the default.
    """

    default: str
    settles: bool

    def decode(self, wire: str | None) -> str:
        return self.default if wire is None else wire

    def settle(self, value: Any) -> Any:
        return value if value in self.options or not self.settles else self.default

    def enter(self, value: Any) -> str:
        if value not in self.options:
            raise self.refusal(value, offer(self.options))
        return str(value)


class Openable(Place):
    """The commands ``expander``, ``popover`` and ``tabs``.

    With ``on_change="rerun"``, a callback or ``bind="query-params"`` they are widgets too:
    ``tab.widget("Details").set_value(True)`` opens an expander or a popover, and
    ``tab.widget(key).set_value("Map")`` chooses one of several tabs.
    """

    def expander(
        self,
        label: str,
        expanded: bool = False,  # noqa: FBT001, FBT002 - as Streamlit has it
        *,
        key: str | int | None = None,
        icon: str | None = None,
        type: str = "default",  # noqa: A002 - the parameters are Streamlit's
        width: Any = "stretch",
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        bind: str | None = None,
    ) -> Block:
        """Create a container that can be collapsed."""
        if label is None:  # pyright: ignore[reportUnnecessaryComparison] - scripts are unchecked
            raise StreamlitMissingRequiredParameterError("label")
        block = self._child("expander")
        identity = (label, expanded, icon, width, type)
        spec = OpenSpec(
            command="expander",
            label=label,
            key=key_of(key),
            identity=identity,
            keyed_identity=identity,
            expanded=expanded,
        )
        if self._has_state(spec, on_change, bind):
            block.open = self._opened(block, spec, on_change, args, kwargs, bind)
        return block

    def popover(
        self,
        label: str,
        *,
        type: str = "secondary",  # noqa: A002 - the parameters are Streamlit's
        help: str | None = None,  # noqa: A002
        icon: str | None = None,
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Any = "content",
        wrap: bool | None = None,
        key: str | int | None = None,
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
    ) -> Block:
        """Create a container that pops up."""
        if label is None:  # pyright: ignore[reportUnnecessaryComparison] - scripts are unchecked
            raise StreamlitMissingRequiredParameterError("label")
        block = self._child("popover")
        identity = (label, type, help, icon, disabled, width, use_container_width)
        spec = OpenSpec(
            command="popover",
            label=label,
            key=key_of(key),
            identity=identity,
            keyed_identity=identity,
        )
        if self._has_state(spec, on_change, None):
            block.open = self._opened(block, spec, on_change, args, kwargs, disabled=disabled)
        return block

    def tabs(
        self,
        tabs: Sequence[str],
        *,
        width: Any = "stretch",
        height: Any = "content",
        default: str | None = None,
        key: str | int | None = None,
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        bind: str | None = None,
    ) -> list[Block]:
        """Create tabs; the script draws all of them, not only the one that is open.

        Raises:
            StreamlitAPIException: there are none, the default is none of them, or they are to
                be bound and two have one label, or one has none.
        """
        if not tabs:
            raise StreamlitAPIException("st.tabs() needs at least one label.")
        if default and default not in tabs:
            raise StreamlitValueError("default", list(map(repr, tabs)), default)
        if bind is not None and (not all(tabs) or len(set(tabs)) < len(tabs)):
            raise StreamlitAPIException(
                'Tabs with bind="query-params" need labels that differ and are not empty.'
            )
        row = self._child("tabs")
        blocks = [row.inner("tab") for _ in tabs]
        identity = (tuple(tabs), width, height, default)
        spec = TabsSpec(
            command="tabs",
            label="",
            key=key_of(key),
            identity=identity,
            keyed_identity=identity,
            options=tuple(tabs),
            allowed=tuple(tabs),
            default=default or tabs[0],
            settles=self._server.behaviour.layout_bind,
        )
        if self._has_state(spec, on_change, bind):
            chosen = self._opened(row, spec, on_change, args, kwargs, bind)
            if chosen not in tabs:
                chosen = spec.default
            for label, block in zip(tabs, blocks, strict=True):
                block.open = label == chosen
        return blocks

    def _has_state(self, spec: WidgetSpec, on_change: OnChange, bind: str | None) -> bool:
        """Tell whether it is a widget, which the script is told of."""
        command, key = spec.command, spec.key
        if on_change != "ignore" and not callable(on_change):
            check_choice("on_change", on_change, ["rerun", "ignore"])
        behaviour = self._server.behaviour
        for argument, given, known in (
            ("on_change", on_change != "ignore", behaviour.layout_state),
            ("bind", bind is not None, behaviour.layout_bind),
        ):
            if given and not known:
                version = ".".join(map(str, behaviour.version))
                raise TypeError(f"{command}() has no argument {argument!r} in Streamlit {version}.")
        has_state = on_change != "ignore" or bind is not None
        if key is not None and not has_state and behaviour.keys_checked:
            claim_key(self._server.need_run(f"{command}()"), key)
        return has_state

    def _opened(
        self,
        block: Block,
        spec: WidgetSpec,
        on_change: OnChange,
        args: Args,
        kwargs: Kwargs,
        bind: str | None = None,
        *,
        disabled: bool = False,
    ) -> Any:
        callback = on_change if callable(on_change) else None
        if callback is not None and self._form() is not None:
            raise StreamlitInvalidFormCallbackError
        options = DrawOptions(
            on_change=callback,
            args=tuple(args or ()),
            kwargs=dict(kwargs or {}),
            disabled=disabled,
            bind=bind,
        )
        # It is no part of a form: what opens or closes it reruns at once.
        return draw(self._server, block.info, None, spec, options)
