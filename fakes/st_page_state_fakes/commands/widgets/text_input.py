"""Text to type: fields, areas and the chat."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
    refuse,
)
from st_page_state_fakes.errors import (
    NotSimulatedError,
    StreamlitIncompatibleParametersError,
    StreamlitInvalidLayoutContextError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec

PATTERNS = {
    "email": r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
    "url": r"^([Hh][Tt][Tt][Pp][Ss]?://)?[^\s/.]+\.[^\s]+$",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    command: str
    label: str
    default: str | None
    max_chars: int | None
    required: bool
    pattern: str | None = None

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
            raise self._refusal(value, "it takes text")
        if self.required and not value.strip():
            raise self._refusal(value, "it cannot be emptied")
        if self.max_chars is not None and len(value) > self.max_chars:
            raise self._refusal(value, f"it takes {self.max_chars} characters")
        if self.pattern and value and not re.search(self.pattern, value, re.DOTALL):
            raise self._refusal(value, f"it takes text that matches {self.pattern}")
        return value

    def _refusal(self, value: Any, could: str) -> ValueError:
        return refuse(self.command, self.label, value, could)


def _pattern_of(validate: str | tuple[str, str] | None, type: str) -> str | None:
    if validate is None:
        return PATTERNS.get(type)
    return validate if isinstance(validate, str) else validate[0]


class TextWidgets(Place):
    """Widgets that take text.

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
        """Type one line: ``st.text_input("Search", max_chars=40)``."""
        label = label_of(label)
        value = None if value is None else str(value)
        pattern = _pattern_of(validate, type)
        if bind == "query-params" and type == "password":
            raise StreamlitIncompatibleParametersError("bind='query-params'", "type='password'")
        text = _Text(
            command="text_input",
            label=label,
            default=None if self._value_is_none(key) else value,
            max_chars=max_chars,
            required=required,
            pattern=pattern,
        )
        identity = (label, value, max_chars, type, help, autocomplete, placeholder, icon, width)
        own_pattern = None if validate is None else pattern
        spec = WidgetSpec(
            command="text_input",
            label=label,
            key=key_of(key),
            identity=(*identity, live, own_pattern, required),
            keyed_identity=(max_chars, own_pattern),
            decode=text.decode,
            encode=text.encode,
            enter=text.enter,
            clearable=True,
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
        """Type several lines: ``st.text_area("Note")``."""
        label = label_of(label)
        value = None if value is None else str(value)
        text = _Text(
            command="text_area",
            label=label,
            default=None if self._value_is_none(key) else value,
            max_chars=max_chars,
            required=required,
        )
        spec = WidgetSpec(
            command="text_area",
            label=label,
            key=key_of(key),
            identity=(label, value, height, max_chars, help, placeholder, width, required),
            keyed_identity=(max_chars,),
            decode=text.decode,
            encode=text.encode,
            enter=text.enter,
            clearable=True,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)

    def chat_input(
        self,
        placeholder: str = "Your message",
        *,
        key: str | int | None = None,
        max_chars: int | None = None,
        max_upload_size: int | None = None,
        accept_file: bool | str = False,
        file_type: str | Sequence[str] | None = None,
        accept_audio: bool = False,
        audio_sample_rate: int | None = 16000,
        disabled: bool = False,
        submit_mode: str = "submit",
        on_submit: OnChange = None,
        args: Args = None,
        kwargs: Kwargs = None,
        width: Any = "stretch",
        height: Any = "content",
    ) -> Any:
        """Send a message, which is the value for one run: ``st.chat_input("Say something")``.

        Raises:
            NotSimulatedError: it is to accept files or audio.
        """
        if accept_file or accept_audio:
            raise NotSimulatedError("chat_input() with files or audio")
        if self._form() is not None:
            raise StreamlitInvalidLayoutContextError(
                "st.chat_input() cannot be used in an st.form(): put it outside."
            )
        text = _Text(
            command="chat_input",
            label=placeholder,
            default=None,
            max_chars=max_chars or None,
            required=True,
        )
        was_set = self._server.state.is_set_now(key_of(key))

        def settle(value: Any) -> Any:
            # What code assigns is put into the field for the user to send.
            return None if was_set else value

        identity = (placeholder, max_chars, max_upload_size, file_type, audio_sample_rate)
        spec = WidgetSpec(
            command="chat_input",
            label=placeholder,
            key=key_of(key),
            identity=(*identity, submit_mode, width, height),
            keyed_identity=(max_chars, max_upload_size, file_type),
            decode=text.decode,
            enter=text.enter,
            settle=settle,
            trigger=True,
        )
        return self._widget(spec, on_submit, args, kwargs, disabled)
