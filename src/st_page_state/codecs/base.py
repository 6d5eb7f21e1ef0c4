"""Shapes: the text forms of a type's values, one Shape per kind of type.

A shape converts a value to and from three forms: *texts* in the query string, one for most
types and one per item for a list; a single *text*, for an item of a list or a key of a dict;
and *JSON*, inside nested data. Each form is bijective: a value that is written is read back
as the same value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from typing import Any, NamedTuple, TypeAlias

from st_page_state.errors import StPageStateError
from st_page_state.ports import Texts

Fits: TypeAlias = Callable[[Any, Any], bool]
"""A function that returns whether a value already has an annotation's type."""


class Shape(ABC):
    """The text forms of one type's values."""

    label: str
    """Names the type inside a union's tag."""
    rank: int
    """The order in which a union tries its members when reading: lower is earlier."""
    plain: bool = True
    """The values are builtin and picklable."""
    mutable: bool = False
    """A value can be changed in place."""
    loose: bool = False
    """Something inside has no declared type."""
    nests: type | None = None
    """The JSON container a value is written as: list, dict, or object if it can be either."""
    repeats: bool = False
    """One value can have several texts in a query parameter."""
    recursive: bool = False
    """The type refers to itself, or something inside it does."""
    says: str = ""
    """What is expected, for a visitor; empty if only pydantic can tell."""
    noun: str = "item"
    """What a value is called, for a visitor."""

    @abstractmethod
    def accepts(self, value: Any) -> bool:
        """Return whether ``value`` has exactly this type."""

    def offers(self, value: Any) -> bool:
        """Return whether ``value`` has this type, or is an item of such a value."""
        return self.accepts(value)

    def part(self, _index: int) -> Shape | None:
        """Return the shape of an item, if this is the shape of several."""
        return None

    @abstractmethod
    def text(self, value: Any) -> str:
        """Return the value as one text; raise ValueError if it has none."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """Return the value of one text; raise ValueError if it does not fit."""

    @abstractmethod
    def to_json(self, value: Any) -> Any:
        """Return the value as JSON data."""

    @abstractmethod
    def from_json(self, data: Any) -> Any:
        """Return the value of JSON data; raise ValueError if it does not fit."""

    def encode(self, value: Any) -> Texts:
        """Return the texts of the query parameter that holds ``value``."""
        return (self.text(value),)

    def decode(self, texts: Texts) -> Any:
        """Return the value of a query parameter; of several texts the last one counts."""
        return self.parse(texts[-1])


class Shapes(NamedTuple):
    """The shapes of an annotation; None for what it does not have."""

    plain: Shape | None
    """The shape of the type, whatever serializers say: how values are stored."""

    serialized: Shape | None = None
    """What serializers make of it, if there are any."""

    in_records: bool = False
    """Fields of records have serializers."""


class RefusedError(StPageStateError, ValueError):
    """A value or text that does not fit; the message says why, in words for a visitor.

    Attributes:
        discreet: the reason without those messages of the app's own validators that quote the
            value.
        report: the reason for the developer, which may quote the value and what was raised.
    """

    def __init__(self, reason: str, discreet: str | None = None, report: str | None = None) -> None:
        super().__init__(reason)
        self.discreet: str = reason if discreet is None else discreet
        self.report: str = reason if report is None else report


class TooManyError(RefusedError):
    """A text or value with too many parts to read."""


_CLASHES = 100
"""Maximum number of hash collisions among the items of a set."""


def check_hashes(items: Collection[Any]) -> None:
    """Raise TooManyError if many items share a hash, which makes a set very slow."""
    hashes = len({hash(item) for item in items})
    if len(items) > _CLASHES + 2 * hashes and len(set(map(repr, items))) > _CLASHES + 2 * hashes:
        raise TooManyError("too many of its items have the same hash")


def check_text(text: str) -> str:
    """Return ``text``; raise RefusedError if it cannot be written in UTF-8."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RefusedError("it has a lone surrogate, which a URL cannot contain") from None
    return text
