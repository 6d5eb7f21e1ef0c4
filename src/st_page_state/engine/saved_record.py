"""What a session knows of the saved values of one class, and their form in a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias, cast

from st_page_state.errors import StPageStateError
from st_page_state.persistence import object_in, time_in

Status: TypeAlias = Literal["off", "new", "recovered", "newer", "unavailable", "too large"]

MOST_BYTES: Final = 1_000_000
"""The size of a class's saved values. Beyond, the session alone keeps them."""

NOTHING: Final[Mapping[str, Any]] = {}


class SavedRecord(NamedTuple):
    """The saved values of one class, as a session knows them. It is replaced, not modified.

    Attributes:
        owners: what the keys of the present user's values begin with; the first is written.
        key: the key under which they were found; the first owner's if they were not.
        revision: the revision of what was read or written last; 0 if there is nothing.
        fields: field -> its JSON, as it was read or written last.
        unsaved: field -> an object made when it was set, for fields still to be saved.
        linked: fields that the URL set before the saved values were known.
        status: how things are.
        why: why they are so, in words.
        at: when values were last saved, in seconds since 1970.
        errors: field -> why its saved JSON does not fit.
        known: the store has been read, or there is none.
        who: tells the present user from others while the owners are not known.
    """

    owners: tuple[str, ...] = ()
    key: str = ""
    revision: int = 0
    fields: Mapping[str, Any] = NOTHING
    unsaved: Mapping[str, object] = NOTHING
    status: Status = "off"
    why: str = ""
    at: float | None = None
    errors: Mapping[str, str] = NOTHING
    known: bool = False
    who: str = ""
    linked: frozenset[str] = frozenset()

    @property
    def is_read(self) -> bool:
        """Whether the saved values are known."""
        return self.known and bool(self.owners)


def marked(record: SavedRecord | None, names: Iterable[str]) -> SavedRecord:
    """Return the record after the app or a user has set these fields, which are to be saved."""
    record = record or SavedRecord()
    return record._replace(unsaved={**record.unsaved, **dict.fromkeys(names, object())})


def linked(record: SavedRecord | None, names: Iterable[str]) -> SavedRecord:
    """Return the record after the URL has set these fields, before what is saved is known."""
    record = record or SavedRecord()
    return record._replace(linked=record.linked.union(names))


@dataclass(frozen=True, slots=True)
class Content:
    """What a store holds for a class.

    Attributes:
        version: the version of the class that has written it.
        at: when, in seconds since 1970.
        fields: field -> its JSON.
    """

    version: int
    at: float
    fields: dict[str, Any]

    def to_bytes(self) -> bytes:
        """Return the bytes to be stored, however many they are."""
        told = {"at": self.at, "fields": self.fields, "version": self.version}
        return json.dumps(told, separators=(",", ":"), allow_nan=False).encode()

    def as_read(self) -> Content:
        """Return the same as it would be read again.

        Raises:
            TypeError: the fields have no JSON, or are no dict of them.
            ValueError: the same.
            StPageStateError: the same, or they are too many or nested too deeply to be read.
        """
        read = content_of(self.to_bytes())
        if read is None:
            raise StPageStateError("what it returned cannot be saved")
        return read


def content_of(data: bytes) -> Content | None:
    """Return what bytes from a store say; None if they say nothing."""
    told = object_in(data, MOST_BYTES)
    if told is None:
        return None
    version, at, fields = told.get("version"), time_in(told), told.get("fields")
    if type(version) is not int or at is None or not isinstance(fields, dict):
        return None
    return Content(version, at, cast("dict[str, Any]", fields))
