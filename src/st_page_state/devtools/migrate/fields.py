"""The fields of a proposed class, and what stays as it is."""

from __future__ import annotations

import keyword
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

import libcst as cst

from st_page_state import PageState
from st_page_state.devtools.migrate.facts import OBJECT, Uses, is_at_top
from st_page_state.devtools.migrate.flow import Bound
from st_page_state.devtools.migrate.types import DATE
from st_page_state.devtools.migrate.uses import Kind

RESERVED = {"Config", "embed", "embed_options"}


@dataclass(frozen=True)
class Left:
    """What stays as it is, and why."""

    path: Path
    line: int
    what: str
    reason: str
    is_error: bool = False
    """Whether it is a file that cannot be read."""

    @property
    def is_object(self) -> bool:
        """Whether it holds what is no data, such as a connection: it belongs there."""
        return self.reason.endswith(OBJECT)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what} stays: {self.reason}"


class Shown(Enum):
    """When a script has a param's default in the address."""

    NEVER = auto()
    NEVER_WRITTEN = auto()  # it gives a key its first value, and does not follow that
    ONCE_WRITTEN = auto()
    ALWAYS = auto()


@dataclass(eq=False)
class Field:
    """A field of a proposed class."""

    name: str
    annotation: str
    default: str
    url_key: str | None
    comments: list[str]
    places: set[Path]
    shown: Shown = Shown.NEVER
    """When the script has the default in the address."""

    @property
    def is_date(self) -> bool:
        """Return whether its type names that of dates."""
        return DATE in self.annotation

    def from_typing(self) -> set[str]:
        """Return what its type needs of the module typing."""
        return {name for name in ("Any", "Literal") if self.annotation.startswith(name)}


@dataclass
class Plan:
    """What is converted, and what stays."""

    session: dict[str, Field] = field(default_factory=dict[str, Field])
    params: dict[str, Field] = field(default_factory=dict[str, Field])
    left: list[Left] = field(default_factory=list[Left])
    untyped: list[Bound] = field(default_factory=list[Bound])
    """The first bindings of names that held values of any type, and still have to."""


def name_refusal(key: str) -> str:
    """Return why a key cannot be a field's name; empty if it can."""
    if not key.isidentifier() or keyword.iskeyword(key):
        return "its name is no Python name"
    if hasattr(PageState, key) or key in RESERVED or key.startswith("__"):
        return "its name is reserved"
    return ""


def shown_when(uses: Uses, *, is_linked: bool) -> Shown:
    """Return when a script has a param's default in the address: if it writes it there."""
    writes = [(source, use) for source, use in uses if use.kind is Kind.WRITE]
    if any(is_at_top(source, use.node, within=cst.With) for source, use in writes):
        return Shown.ALWAYS
    if writes:
        return Shown.ONCE_WRITTEN
    return Shown.NEVER_WRITTEN if is_linked else Shown.NEVER
