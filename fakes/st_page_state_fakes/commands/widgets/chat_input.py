"""``st.chat_input``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of
from st_page_state_fakes.commands.widgets.text_input import TextSpec
from st_page_state_fakes.errors import NotSimulatedError, StreamlitInvalidLayoutContextError


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatInputSpec(TextSpec):
    """A field for a message, which is the value for one run.

    Attributes:
        was_set: the script has assigned its key in this run.
    """

    was_set: bool
    trigger: bool = True

    def settle(self, value: Any) -> Any:
        """Return None for an assigned text, which is put into the field but not sent."""
        return None if self.was_set else value


class ChatInputCommand(Place):
    """The command ``chat_input``."""

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
        keyed = (max_chars, max_upload_size, file_type)
        spec = ChatInputSpec(
            command="chat_input",
            label=placeholder,
            key=key_of(key),
            identity=(placeholder, *keyed, audio_sample_rate, submit_mode, width, height),
            keyed_identity=keyed,
            default=None,
            max_chars=max_chars or None,
            required=True,
            was_set=self._server.state.is_set_now(key_of(key)),
        )
        return self._widget(spec, on_submit, args, kwargs, disabled)
