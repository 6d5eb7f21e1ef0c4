"""How the values of a type look as text: one Shape per kind of type.

A shape turns a value into three forms and back. As *texts* it stands in the query string:
one text for most types, one per item for a list. As one *text* it stands where there is
room for only one: an item of a list, a key of a dict. As *JSON* it stands inside nested
data. Each form is bijective: what it makes of a value, it reads as that same value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from typing import Any, TypeAlias

from st_page_state.ports import Texts

Fits: TypeAlias = Callable[[Any, Any], bool]
"""Returns whether a value is of an annotation's type as it is."""


class Shape(ABC):
    """The forms of one type's values."""

    label: str
    """Names the type inside a union's tag."""
    rank: int
    """Where a union tries this shape when it reads: lower is earlier."""
    plain: bool = True
    """The values are builtin and picklable as they are."""
    mutable: bool = False
    """A value can be changed in place."""
    loose: bool = False
    """Something inside has no declared type."""
    nests: type | None = None
    """The JSON container a value is written as: list or dict, object where it can be either."""
    repeats: bool = False
    """One value can be several texts of a query parameter."""
    recursive: bool = False
    """The type mentions itself, or something inside does."""

    @abstractmethod
    def accepts(self, value: Any) -> bool:
        """Return whether ``value`` is of exactly this type."""

    def offers(self, value: Any) -> bool:
        """Return whether ``value`` is one of this type, or an item of one."""
        return self.accepts(value)

    @abstractmethod
    def text(self, value: Any) -> str:
        """Return the value as one text; raise ValueError where there is none."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """Return the value of one text; raise ValueError where it is none."""

    @abstractmethod
    def to_json(self, value: Any) -> Any:
        """Return the value as JSON data."""

    @abstractmethod
    def from_json(self, data: Any) -> Any:
        """Return the value of JSON data; raise ValueError where it is none."""

    def encode(self, value: Any) -> Texts:
        """Return the texts of the query parameter that holds ``value``."""
        return (self.text(value),)

    def decode(self, texts: Texts) -> Any:
        """Return the value of a query parameter; of several texts the last one counts."""
        return self.parse(texts[-1])


class RefusedError(ValueError):
    """A value or text that cannot be taken; the message says why.

    Attributes:
        discreet: the reason without what a validator of the app's own said, which may quote
            the value.
    """

    def __init__(self, reason: str, discreet: str | None = None) -> None:
        super().__init__(reason)
        self.discreet: str = reason if discreet is None else discreet


class TooManyError(RefusedError):
    """More parts than are ever read, whatever they were to be."""


_CLASHES = 100
"""How many items of a set may have the hash of another."""


def check_hashes(items: Collection[Any]) -> None:
    """Refuse items that a set would take ages to hold: numbers chosen to have one hash."""
    hashes = len({hash(item) for item in items})
    if len(items) > _CLASHES + 2 * hashes and len(set(map(repr, items))) > _CLASHES + 2 * hashes:
        raise TooManyError("too many of its items have the same hash")


def check_text(text: str) -> str:
    """Return ``text``; raise RefusedError if it cannot be written in UTF-8."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RefusedError("it has a lone surrogate, which no URL can carry") from None
    return text
