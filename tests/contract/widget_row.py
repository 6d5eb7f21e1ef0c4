"""A call of an input widget, whose results on real and simulated Streamlit are compared.

A row says what is called, what session state holds for its key or what the address has for it
before, what a user then enters, and the first of the tested Streamlit versions that behaves as
the newest one does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Row:
    """One call of a widget; ``st.<command>(*args, **kwargs)``."""

    command: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    held: tuple[Any, ...] = ()
    texts: tuple[str, ...] = ()
    edits: tuple[Any, ...] = ()
    since: str = "1.37"
    of: Callable[[Any], Any] | None = None

    def holding(self, value: Any) -> Row:
        """Session state holds this value before the first draw."""
        return replace(self, held=(value,))

    def at(self, *texts: str) -> Row:
        """Streamlit binds it to the address, which has these texts for it."""
        return replace(self, texts=texts, kwargs=self.kwargs | {"bind": "query-params"})

    def editing(self, *values: Any) -> Row:
        """A user enters these values one after the other."""
        return replace(self, edits=values)

    def from_version(self, version: str) -> Row:
        """It is so in this version and newer ones."""
        return replace(self, since=version)

    def seen_as(self, view: Callable[[Any], Any]) -> Row:
        """Compare the result of this function instead of the value itself."""
        return replace(self, of=view)

    def __str__(self) -> str:
        given = [*map(repr, self.args), *(f"{n}={v!r}" for n, v in self.kwargs.items())]
        held = "".join(f" holding {v!r}" for v in self.held)
        texts = f" at {'&'.join(self.texts)!r}" if self.texts else ""
        call = f"{self.command}({', '.join(given)}){held}{texts}"
        return re.sub(" at 0x[0-9a-f]+", "", call)[:140]  # the workers' names must agree


def row(command: str, *args: Any, **kwargs: Any) -> Row:
    """Make a row of a command and its arguments."""
    return Row(command, args, kwargs)
