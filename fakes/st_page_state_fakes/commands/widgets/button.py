"""The buttons, whose value is true for the one run that a click starts."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonSpec(WidgetSpec):
    """A button."""

    trigger: bool = True
    rest: bool = False
    writable: bool = False

    def decode(self, wire: Any) -> bool:
        return bool(wire)

    def enter(self, value: Any) -> bool:
        if value is not True:
            raise self.refusal(value, "it can only be clicked")
        return True


def _spec(command: str, label: Any, key: str | int | None, *identity: Any) -> ButtonSpec:
    label = label_of(label)
    return ButtonSpec(command=command, label=label, key=key_of(key), identity=(label, *identity))


class ButtonCommands(Place):
    """The commands ``button``, ``form_submit_button``, ``download_button`` and ``link_button``.

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
        spec = _spec("button", label, key, type, icon, help, width, icon_position, shortcut)
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
        spec = _spec("form_submit_button", label, key, type, *looks)
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
        looks = (icon, help, width, icon_position, shortcut)
        spec = _spec("download_button", label, key, type, file_name, mime, *looks)
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
        looks = (icon, help, width, icon_position, shortcut)
        spec = _spec("link_button", label, key, type, url, *looks)
        if on_click == "ignore":
            self._show("link_button", spec.label, url)
            return None
        clicked: bool = self._widget(spec, on_click, args, kwargs, disabled)
        return clicked
