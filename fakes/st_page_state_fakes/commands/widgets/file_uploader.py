"""Files a user hands over: from disk, camera or microphone."""

# ruff: noqa: A002, FBT001, FBT002 - the parameters are Streamlit's

from __future__ import annotations

import io
import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
    refuse,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_list, is_tuple

KINDS = {"image", "audio", "video", "text"}
SAME = [
    (".jpg", ".jpeg"),
    (".mpg", ".mpeg"),
    (".mp4", ".mpeg4"),
    (".tif", ".tiff"),
    (".htm", ".html"),
]


class UploadedFile(io.BytesIO):
    """A file that a user has uploaded.

    Args:
        name: its name.
        data: its content.

    Attributes:
        file_id: tells this upload from any other.
        name: its name.
        type: its media type, by its name.
        size: how many bytes it has.
    """

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.file_id: str = uuid4().hex
        self.name = name
        self.type: str = mimetypes.guess_type(name)[0] or "application/octet-stream"
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
class _Upload:
    command: str
    label: str
    many: bool
    usual_name: str
    accepts: Callable[[str], bool]
    wanted: str

    def decode(self, wire: tuple[UploadedFile, ...] | None) -> Any:
        if self.many:
            return list(wire or ())
        return wire[0] if wire else None

    def enter(self, value: Any) -> tuple[UploadedFile, ...]:
        if self.many and not is_list(value):
            raise refuse(self.command, self.label, value, "it takes a list of files")
        given = value if self.many else [value]
        return tuple(self._file(item) for item in given if item is not None)

    def _file(self, given: Any) -> UploadedFile:
        if isinstance(given, bytes):
            file = UploadedFile(self.usual_name, given)
        elif is_tuple(given) and len(given) == 2 and isinstance(given[1], bytes):
            file = UploadedFile(*given)
        elif isinstance(data := _content(given), bytes):
            file = UploadedFile(PurePath(getattr(given, "name", self.usual_name)).name, data)
        else:
            could = "it takes bytes, a pair of a name and bytes, or an open binary file"
            raise refuse(self.command, self.label, given, could)
        if not self.accepts(file.name):
            raise refuse(self.command, self.label, file.name, f"it takes {self.wanted}")
        return file

    def spec(self, key: str | int | None, *identity: Any, keyed: tuple[Any, ...]) -> WidgetSpec:
        return WidgetSpec(
            command=self.command,
            label=self.label,
            key=key_of(key),
            identity=(self.label, *identity),
            keyed_identity=keyed,
            decode=self.decode,
            enter=self.enter,
            writable=False,
        )


def _content(given: Any) -> Any:
    return given.read() if hasattr(given, "read") else None


def _types(type: str | Sequence[str] | None) -> list[str]:
    given = [type] if isinstance(type, str) else list(type or ())
    stripped = [name.strip().lower() for name in given if name.strip()]
    names = [name if name in KINDS or "/" in name else _ending(name) for name in stripped]
    for pair in SAME:
        names += [name for name in pair if not set(pair).isdisjoint(names) and name not in names]
    return names


def _ending(name: str) -> str:
    return name if name.startswith(".") else f".{name}"


def _accepts(types: list[str]) -> Callable[[str], bool]:
    def accepts(name: str) -> bool:
        media = mimetypes.guess_type(name)[0] or ""
        return not types or any(
            media.startswith(f"{kind}/") if kind in KINDS else _is_of_type(name, media, kind)
            for kind in types
        )

    return accepts


def _is_of_type(name: str, media: str, kind: str) -> bool:
    if "/" in kind:
        return media == kind or (kind.endswith("/*") and media.startswith(kind[:-1]))
    return name.lower().endswith(kind)


class FileWidgets(Place):
    """Widgets that take files.

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
        upload = _Upload(
            command="file_uploader",
            label=label_of(label),
            many=accept_multiple_files in (True, "directory"),
            usual_name=f"file{endings[0]}" if endings else "file",
            accepts=_accepts(types),
            wanted="files of type " + ", ".join(name.removeprefix(".") for name in types),
        )
        keyed = (type, accept_multiple_files, max_upload_size)
        spec = upload.spec(key, *keyed, help, width, keyed=keyed)
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
        upload = _Upload(
            command="camera_input",
            label=label_of(label),
            many=False,
            usual_name="camera_input.jpg",
            accepts=_accepts([".jpg"]),
            wanted="pictures named *.jpg",
        )
        spec = upload.spec(key, help, width, resolution, keyed=())
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
        upload = _Upload(
            command="audio_input",
            label=label_of(label),
            many=False,
            usual_name="audio_input.wav",
            accepts=_accepts([".wav"]),
            wanted="recordings named *.wav",
        )
        spec = upload.spec(key, help, width, sample_rate, keyed=())
        return self._widget(spec, on_change, args, kwargs, disabled)
