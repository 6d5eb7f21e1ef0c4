"""The files that a user uploads."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from st_page_state_fakes.type_guards import is_tuple

KINDS = {"image", "audio", "video", "text"}


def named_file(given: Any, default_name: str) -> tuple[str, bytes] | None:
    """Return the name and the content of what a test uploads.

    Args:
        given: bytes, a pair of a name and bytes, or an open binary file.
        default_name: the name of a file that is given without one.

    Returns:
        None if it is none of these.
    """
    if isinstance(given, bytes):
        return default_name, given
    if is_tuple(given) and len(given) == 2 and isinstance(given[1], bytes):
        return str(given[0]), given[1]
    read: Any = getattr(given, "read", None)
    content = read() if callable(read) else None
    if isinstance(content, bytes):
        return PurePath(getattr(given, "name", default_name)).name, content
    return None


def media_type(name: str) -> str:
    """Return the media type that a file's name suggests."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def is_accepted(name: str, types: Iterable[str]) -> bool:
    """Return whether a file is of one of the types.

    Args:
        name: the file's name.
        types: endings (``".csv"``), media types (``"image/png"``, ``"image/*"``) and kinds
            (``"image"``); any file is accepted if there are none.
    """
    wanted = list(types)
    media = media_type(name)
    return not wanted or any(_is_of_type(name, media, kind) for kind in wanted)


def _is_of_type(name: str, media: str, kind: str) -> bool:
    if kind in KINDS:
        return media.startswith(f"{kind}/")
    if "/" in kind:
        return media == kind or (kind.endswith("/*") and media.startswith(kind[:-1]))
    return name.lower().endswith(kind)
