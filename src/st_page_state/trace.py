"""What the engine does, event by event, for tests and for looking closely.

Nothing is noted, and next to nothing is asked, unless a :func:`trace` block is in force.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from st_page_state.errors import quote
from st_page_state.ports import Texts

Kind: TypeAlias = Literal["touch", "claim", "adopt", "purge", "restore", "update", "undo"]
"""What happened. ``update`` is one write of the query string, ``undo`` an action taken back."""

_LONGEST_NAME = 80
_MOST_NAMES = 12
_MOST_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        kind: what it was.
        cls: the name of the state class; of an update, all whose events led to it.
        values: what it concerned, as it is shown. Of a touch, claim and adopt, field ->
            value; of a purge, restore and update, param -> texts; of an undo, the error's
            type. Values are bounded in length, and of a field that is not in the URL only
            the type is named.
    """

    kind: Kind
    cls: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])

    def __str__(self) -> str:
        mark = "?" if self.kind in ("purge", "restore", "update") else ""
        pieces = [f"{mark}{_name(name)}={value}" for name, value in self.values.items()]
        more = len(pieces) - _MOST_NAMES
        if more > 0:
            pieces[_MOST_NAMES:] = [f"and {more} more"]
        elif self.kind == "update" and not pieces:
            pieces = ["no params"]
        return " ".join([f"{self.kind:<7}", *filter(None, [self.cls]), *pieces]).rstrip()


def _name(name: str) -> str:
    return name if name.isprintable() and len(name) <= _LONGEST_NAME else quote(name)


_here: ContextVar[list[Event]] = ContextVar("st_page_state_trace")
_everywhere: list[Event] | None = None


def listening() -> list[Event] | None:
    """Return where events are noted at present, or None."""
    return _here.get(_everywhere)


@contextmanager
def trace(*, all_threads: bool = False) -> Generator[list[Event], None, None]:
    """Note what the engine does inside the block, in the order in which it happens.

    A touch that finds everything as it was left is not noted, and neither is what belongs to
    an action, such as a ``batch()``, that began before the block.

    Args:
        all_threads: note what other threads do too, such as the script thread of Streamlit's
            AppTest. Meant for a process in which one test runs at a time.

    Returns:
        A list that grows as events happen.

    Example::

        with trace() as events:
            FilterState.status = "active"
        assert [event.kind for event in events] == ["touch", "restore", "claim", "update"]
    """
    global _everywhere  # noqa: PLW0603 - other threads do not see this one's context
    events: list[Event] = []
    outer, everywhere = listening(), _everywhere
    token = _here.set(events)
    if all_threads:
        _everywhere = events
    try:
        yield events
    finally:
        _here.reset(token)
        _everywhere = everywhere
        if outer is not None:
            outer.extend(events)


def shown(texts: Texts | None, absent: str = "default") -> str:
    """Return the texts of a param as an event shows them; ``absent`` where there is none."""
    if texts is None:
        return absent
    if len(texts) == 1:
        return quote(texts[0])
    pieces = [quote(text) for text in texts[:_MOST_TEXTS]]
    if len(texts) > _MOST_TEXTS:
        pieces.append(f"... ({len(texts):,} texts)")
    return f"[{', '.join(pieces)}]"


def shown_params(params: Mapping[str, Texts | None]) -> dict[str, str]:
    """Return params as an event of the URL shows them."""
    return {name: shown(texts, "removed") for name, texts in params.items()}
