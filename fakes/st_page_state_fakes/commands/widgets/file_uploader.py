"""``st.file_uploader``, ``st.camera_input`` and ``st.audio_input``."""

# ruff: noqa: A002, FBT001, FBT002 - the parameters are Streamlit's

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
)
from st_page_state_fakes.server.files import KINDS, is_accepted, media_type, named_file
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_list

SAME = [
    (".jpg", ".jpeg"),
    (".mpg", ".mpeg"),
    (".mp4", ".mpeg4"),
    (".tif", ".tiff"),
    (".htm", ".html"),
]


class UploadedFile(io.BytesIO):
    """An uploaded file.

    Args:
        name: its name.
        data: its content.

    Attributes:
        file_id: a unique ID of this upload.
        name: its name.
        type: the media type that its name suggests.
        size: its size in bytes.
    """

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.file_id: str = uuid4().hex
        self.name = name
        self.type: str = media_type(name)
        self.size: int = len(data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, UploadedFile):
            return NotImplemented
        return self.file_id == other.file_id

    def __hash__(self) -> int:
        return hash(self.file_id)

    def __repr__(self) -> str:
        return f"UploadedFile(name={self.name!r}, type={self.type!r}, size={self.size})"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec(WidgetSpec):
    """A widget that takes files.

    Attributes:
        types: the endings and media types that it takes; any if there are none.
        wanted: a phrase for them.
        default_name: the name of a file that is uploaded without one.
        many: it takes several files.
    """

    types: list[str]
    wanted: str
    default_name: str
    many: bool = False
    writable: bool = False

    def decode(self, wire: tuple[UploadedFile, ...] | None) -> Any:
        if self.many:
            return list(wire or ())
        return wire[0] if wire else None

    def enter(self, value: Any) -> tuple[UploadedFile, ...]:
        if self.many and not is_list(value):
            raise self.refusal(value, "it takes a list of files")
        given = value if self.many else [value]
        return tuple(self._file(item) for item in given if item is not None)

    def upload(
        self, wire: tuple[UploadedFile, ...] | None, name: str, data: bytes
    ) -> tuple[UploadedFile, ...]:
        before = (wire or ()) if self.many else ()
        return (*before, self._file((name, data)))

    def _file(self, given: Any) -> UploadedFile:
        file = named_file(given, self.default_name)
        if file is None:
            taken = "it takes bytes, a pair of a name and bytes, or an open binary file"
            raise self.refusal(given, taken)
        if not is_accepted(file[0], self.types):
            raise self.refusal(file[0], f"it takes {self.wanted}")
        return UploadedFile(*file)


def _types(type: str | Sequence[str] | None) -> list[str]:
    given = [type] if isinstance(type, str) else list(type or ())
    stripped = [name.strip().lower() for name in given if name.strip()]
    names = [name if name in KINDS or "/" in name else _ending(name) for name in stripped]
    for pair in SAME:
        names += [name for name in pair if not set(pair).isdisjoint(names) and name not in names]
    return names


def _ending(name: str) -> str:
    return name if name.startswith(".") else f".{name}"


class FileCommands(Place):
    """The commands ``file_uploader``, ``camera_input`` and ``audio_input``.

    ``st.file_uploader("Report", type="csv")`` returns an `UploadedFile` or None.
    """

    def file_uploader(
        self,
        label: str,
        type: str | Sequence[str] | None = None,
        accept_multiple_files: bool | str = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_upload_size: int | None = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
    ) -> Any:
        """Upload a file, or several: ``st.file_uploader("Report", type=["csv", "json"])``."""
        types = _types(type)
        endings = [name for name in types if name.startswith(".")]
        label = label_of(label)
        keyed = (type, accept_multiple_files, max_upload_size)
        spec = FileSpec(
            command="file_uploader",
            label=label,
            key=key_of(key),
            identity=(label, *keyed, help, width),
            keyed_identity=keyed,
            types=types,
            wanted="files of type " + ", ".join(name.removeprefix(".") for name in types),
            default_name=f"file{endings[0]}" if endings else "file",
            many=accept_multiple_files in (True, "directory"),
        )
        return self._widget(spec, on_change, args, kwargs, disabled)

    def camera_input(
        self,
        label: str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        resolution: str | None = None,
        width: Any = "stretch",
    ) -> Any:
        """Take a picture: ``st.camera_input("Face")``."""
        label = label_of(label)
        spec = FileSpec(
            command="camera_input",
            label=label,
            key=key_of(key),
            identity=(label, help, width, resolution),
            types=[".jpg"],
            wanted="pictures named *.jpg",
            default_name="camera_input.jpg",
        )
        return self._widget(spec, on_change, args, kwargs, disabled)

    def audio_input(
        self,
        label: str,
        *,
        sample_rate: int | None = 16000,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
    ) -> Any:
        """Record sound: ``st.audio_input("Message")``."""
        label = label_of(label)
        spec = FileSpec(
            command="audio_input",
            label=label,
            key=key_of(key),
            identity=(label, help, width, sample_rate),
            types=[".wav"],
            wanted="recordings named *.wav",
            default_name="audio_input.wav",
        )
        return self._widget(spec, on_change, args, kwargs, disabled)
