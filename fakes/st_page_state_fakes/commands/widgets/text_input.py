"""``st.text_input`` and ``st.text_area``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
)
from st_page_state_fakes.errors import (
    StreamlitIncompatibleParametersError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec

PATTERNS = {
    "email": r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
    "url": r"^([Hh][Tt][Tt][Pp][Ss]?://)?[^\s/.]+\.[^\s]+$",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpec(WidgetSpec):
    """A field for text.

    Attributes:
        default: the default, None for an empty field.
        max_chars: the length that a text can have.
        required: it cannot be emptied.
        pattern: the regular expression that a text must match.
    """

    default: str | None
    max_chars: int | None
    required: bool
    pattern: str | None = None
    clearable: bool = True

    def decode(self, wire: str | None) -> str | None:
        text = self.default if wire is None else wire
        return text if text is None or self.max_chars is None else text[: self.max_chars]

    def encode(self, value: Any) -> str | None:
        if value is not None and not isinstance(value, str):
            raise TypeError(
                f'The value of the {self.command} "{self.label}" must be text, not {value!r}.'
            )
        return value

    def enter(self, value: Any) -> str | None:
        if value is None and self.default is None and not self.required:
            return None
        if not isinstance(value, str):
            raise self.refusal(value, "it takes text")
        if self.required and not value.strip():
            raise self.refusal(value, "it cannot be emptied")
        if self.max_chars is not None and len(value) > self.max_chars:
            raise self.refusal(value, f"it takes {self.max_chars} characters")
        if self.pattern and value and not re.search(self.pattern, value, re.DOTALL):
            raise self.refusal(value, f"it takes text that matches {self.pattern}")
        return value


def _pattern_of(validate: str | tuple[str, str] | None, type: str) -> str | None:
    if isinstance(validate, tuple):
        return validate[0]
    return validate if isinstance(validate, str) else PATTERNS.get(type)


class TextInputCommands(Place):
    """The commands ``text_input`` and ``text_area``.

    ``st.text_input("Search", key="q")`` returns a str.
    """

    def text_input(
        self,
        label: str,
        value: Any = "",
        max_chars: int | None = None,
        key: str | int | None = None,
        type: str = "default",
        help: str | None = None,
        autocomplete: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        icon: str | None = None,
        validate: Any = None,
        live: str | bool = False,
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Enter a line of text: ``st.text_input("Search", max_chars=40)``."""
        label = label_of(label)
        value = None if value is None else str(value)
        pattern = _pattern_of(validate, type)
        if bind == "query-params" and type == "password":
            raise StreamlitIncompatibleParametersError("bind='query-params'", "type='password'")
        own_pattern = None if validate is None else pattern
        looks = (type, help, autocomplete, placeholder, icon, width, live)
        spec = TextSpec(
            command="text_input",
            label=label,
            key=key_of(key),
            identity=(label, value, max_chars, own_pattern, required, *looks),
            keyed_identity=(max_chars, own_pattern),
            default=None if self._value_is_none(key) else value,
            max_chars=max_chars,
            required=required,
            pattern=pattern,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)

    def text_area(
        self,
        label: str,
        value: Any = "",
        height: Any = None,
        max_chars: int | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Enter several lines of text: ``st.text_area("Note")``."""
        label = label_of(label)
        value = None if value is None else str(value)
        spec = TextSpec(
            command="text_area",
            label=label,
            key=key_of(key),
            identity=(label, value, height, max_chars, help, placeholder, width, required),
            keyed_identity=(max_chars,),
            default=None if self._value_is_none(key) else value,
            max_chars=max_chars,
            required=required,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
