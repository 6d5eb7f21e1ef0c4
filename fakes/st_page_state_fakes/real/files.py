"""``st.file_uploader``, ``st.camera_input``, ``st.audio_input``; files in ``st.chat_input``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.real.sent_spec import SentSpec
from st_page_state_fakes.server.files import is_accepted, named_file
from st_page_state_fakes.type_guards import is_list, is_mapping

_NAMES = {"camera_input": "camera_input.jpg", "audio_input": "audio_input.wav"}
_TYPES = {"camera_input": [".jpg"], "audio_input": [".wav"]}
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesFiles(SentSpec):
    """A widget that takes files."""

    def checked(self, given: Any, types: Iterable[str]) -> Any:
        """Upload one file that a test gives.

        Raises:
            ValueError: the widget does not take it.
        """
        file = named_file(given, _NAMES.get(self.command, "file"))
        if file is None:
            taken = "it takes bytes, a pair of a name and bytes, or an open binary file"
            raise self.refusal(given, taken)
        name, data = file
        if not is_accepted(name, types):
            raise self.refusal(name, f"it takes files of type {', '.join(types)}")
        limit = getattr(self.proto, "max_upload_size_mb", 0)
        if limit and len(data) > limit * _MEGABYTE:
            raise self.refusal(name, f"it takes files of up to {limit} MB")
        return self.uploads.add(name, data)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec(TakesFiles):
    """A widget whose value is a file, or several."""

    def decode(self, wire: Any) -> Any:
        found = self.uploads.files(wire)
        return found if self._many else next(iter(found), None)

    def enter(self, value: Any) -> Any:
        if self._many and not is_list(value):
            raise self.refusal(value, "it takes a list of files")
        given = value if self._many else [value]
        infos = [self.checked(item, self._types) for item in given if item is not None]
        return private.file_state(infos)

    def upload(self, wire: Any, name: str, data: bytes) -> Any:
        before = list(wire.uploaded_file_info) if self._many else []
        return private.file_state([*before, self.checked((name, data), self._types)])

    def steps(self, before: Any, wire: Any) -> list[Any]:
        replaced = before.uploaded_file_info and wire.uploaded_file_info and not self._many
        if replaced and self.command == "file_uploader" and private.FILE_REMOVED_FIRST:
            return [private.file_state([]), wire]
        return [wire]

    @property
    def _many(self) -> bool:
        return bool(getattr(self.proto, "multiple_files", False))

    @property
    def _types(self) -> list[str]:
        return _TYPES.get(self.command) or list(self.proto.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatSpec(TakesFiles):
    """A field for a message, with files where it accepts them."""

    def enter(self, value: Any) -> Any:
        message: Mapping[str, Any] = value if is_mapping(value) else {"text": value}
        text, files = message.get("text", ""), message.get("files", [])
        audio = message.get("audio")
        if not isinstance(text, str) or message.keys() - {"text", "files", "audio"}:
            raise self.refusal(value, 'it takes a text, or {"text": ..., "files": [...]}')
        limit = self.proto.max_chars
        if limit and len(text) > limit:
            raise self.refusal(value, f"it takes {limit} characters")
        if not (text or files or audio):
            raise self.refusal(value, "it is empty, and an empty message is not sent")
        most = {0: 0, 1: 1}.get(getattr(self.proto, "accept_file", 0), len(files))
        if len(files) > most:
            raise self.refusal(value, f"it takes {most or 'no'} file{'s' * (most != 1)}")
        if audio is not None and not getattr(self.proto, "accept_audio", False):
            raise self.refusal(value, "it takes no audio")
        sent = [self.checked(file, getattr(self.proto, "file_type", ())) for file in files]
        spoken = None if audio is None else self.checked(audio, [".wav"])
        return private.chat_message(text, sent, spoken)
