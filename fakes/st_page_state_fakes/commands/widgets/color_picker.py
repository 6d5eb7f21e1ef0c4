"""``st.color_picker``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from st_page_state_fakes.server.widget_spec import WidgetSpec

COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColorPickerSpec(WidgetSpec):
    """A color picker."""

    default: str

    def decode(self, wire: str | None) -> str:
        if wire is None:
            return self.default
        color = wire if wire.startswith("#") else f"#{wire}"
        return color if COLOR.fullmatch(color) else self.default

    def encode(self, value: Any) -> str:
        if not isinstance(value, str):
            raise TypeError(
                f'The value of the color_picker "{self.label}" must be text, not {value!r}.'
            )
        return value

    def enter(self, value: Any) -> str:
        if not isinstance(value, str) or not COLOR.fullmatch(value):
            raise self.refusal(value, "it takes colors like '#00ffaa'")
        return value


class ColorPickerCommand(Place):
    """The command ``color_picker``."""

    def color_picker(
        self,
        label: str,
        value: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a color: ``st.color_picker("Line", "#00ffaa")``."""
        label = label_of(label)
        default: Any = "#000000" if value is None else value
        if not isinstance(default, str):
            raise StreamlitInvalidParameterTypeError("value", value, ["text such as '#00FFAA'"])
        if not COLOR.fullmatch(default):
            raise StreamlitAPIException(
                f"value={value!r} is not a color: use a value like '#00FFAA' or '#000'."
            )
        spec = ColorPickerSpec(
            command="color_picker",
            label=label,
            key=key_of(key),
            identity=(label, value, help, width),
            default=default,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
