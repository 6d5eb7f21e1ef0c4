"""``st.menu_button``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import Options, key_of, label_of, offer
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidLayoutContextError,
    StreamlitMissingRequiredParameterError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuButtonSpec(WidgetSpec):
    """A button that opens a menu; the chosen option is the value for one run."""

    offered: Options
    trigger: bool = True
    writable: bool = False

    def decode(self, wire: Any) -> Any:
        index = self.offered.index_by_label.get(wire)
        return None if index is None else self.offered.values[index]

    def enter(self, value: Any) -> str:
        chosen = self.offered.entered(value)
        if chosen is None:
            raise self.refusal(value, offer(self.offered.labels))
        return chosen


class MenuButtonCommand(Place):
    """The command ``menu_button``."""

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
        if len(offered.index_by_label) < len(offered.labels):
            raise StreamlitAPIException(
                "Two options of the menu button have the same label: the format_func must tell "
                "them apart."
            )
        spec = MenuButtonSpec(
            command="menu_button",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, help, type, icon, width),
            options=offered.labels,
            offered=offered,
        )
        return self._widget(spec, on_click, args, kwargs, disabled)
