"""Buttons: their value is true in the one run that a click starts."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    key_of,
    label_of,
    named,
    refuse,
)
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidLayoutContextError,
    StreamlitMissingRequiredParameterError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


def _button(
    command: str, label: Any, key: str | int | None, type: str, *identity: Any
) -> WidgetSpec:
    label = label_of(label)

    def enter(value: Any) -> bool:
        if value is not True:
            raise refuse(command, label, value, "it can only be clicked")
        return True

    return WidgetSpec(
        command=command,
        label=label,
        key=key_of(key),
        identity=(label, type, *identity),
        decode=bool,
        enter=enter,
        trigger=True,
        rest=False,
        writable=False,
    )


class ButtonWidgets(Place):
    """Buttons of all kinds.

    ``if st.button("Reset", on_click=FilterState.reset): ...``
    """

    def button(
        self,
        label: str,
        key: str | int | None = None,
        help: str | None = None,
        on_click: OnChange = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        type: str = "secondary",
        icon: str | None = None,
        icon_position: str = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Any = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show a button; return whether it was clicked to start this run."""
        looks = (icon, help, width, icon_position, shortcut)
        spec = _button("button", label, key, type, *looks)
        clicked: bool = self._widget(spec, on_click, args, kwargs, disabled)
        return clicked

    def form_submit_button(
        self,
        label: str = "Submit",
        help: str | None = None,
        on_click: OnChange = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        key: str | int | None = None,
        type: str = "secondary",
        icon: str | None = None,
        icon_position: str = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Any = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show the button that submits a form; return whether it was clicked."""
        looks = (icon, help, width, icon_position, shortcut)
        spec = _button("form_submit_button", label, key, type, *looks)
        clicked: bool = self._widget(spec, on_click, args, kwargs, disabled)
        return clicked

    def download_button(
        self,
        label: str,
        data: Any,
        file_name: str | None = None,
        mime: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_click: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        type: str = "secondary",
        icon: str | None = None,
        icon_position: str = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Any = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show a button that saves a file; return whether it was clicked."""
        looks = (icon, file_name, mime, help, width, icon_position, shortcut)
        spec = _button("download_button", label, key, type, *looks)
        clicked: bool = self._widget(spec, on_click, args, kwargs, disabled)
        return clicked

    def link_button(
        self,
        label: str,
        url: str,
        *,
        key: str | int | None = None,
        on_click: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        help: str | None = None,
        type: str = "secondary",
        icon: str | None = None,
        icon_position: str = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Any = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool | None:
        """Show a link to another site, which holds no state unless it has an ``on_click``."""
        looks = (icon, url, help, width, icon_position, shortcut)
        spec = _button("link_button", label, key, type, *looks)
        if on_click == "ignore":
            self._show("link_button", spec.label, url)
            return None
        clicked: bool = self._widget(spec, on_click, args, kwargs, disabled)
        return clicked

    def menu_button(
        self,
        label: str,
        options: Any,
        *,
        key: str | int | None = None,
        help: str | None = None,
        on_click: OnChange = None,
        args: Args = None,
        kwargs: Kwargs = None,
        type: str = "secondary",
        icon: str | None = None,
        disabled: bool = False,
        width: Any = "content",
        format_func: Callable[[Any], Any] = str,
        wrap: bool | None = None,
    ) -> Any:
        """Show a menu; return the option that was chosen to start this run, or None."""
        label = label_of(label)
        if self._form() is not None:
            raise StreamlitInvalidLayoutContextError(
                "st.menu_button() cannot be used in an st.form(): put it outside."
            )
        offered = Options(options, format_func)
        if not offered.values:
            raise StreamlitMissingRequiredParameterError("options")
        if len(offered.index) < len(offered.labels):
            raise StreamlitAPIException(
                "Two options of the menu button have the same label: the format_func must tell "
                "them apart."
            )

        def decode(wire: Any) -> Any:
            place = offered.index.get(wire)
            return None if place is None else offered.values[place]

        def enter(value: Any) -> str:
            chosen = offered.entered(value)
            if chosen is None:
                raise refuse("menu_button", label, value, named(offered.labels))
            return chosen

        spec = WidgetSpec(
            command="menu_button",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, help, type, icon, width),
            decode=decode,
            enter=enter,
            trigger=True,
            writable=False,
            options=offered.labels,
        )
        return self._widget(spec, on_click, args, kwargs, disabled)
