"""A trace of the engine's events, for tests and debugging.

Outside a :func:`trace` block, and without the inspector of ``st_page_state.devtools``, nothing is
recorded, at almost no cost.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

from st_page_state.errors import quote
from st_page_state.keywords import suggesting
from st_page_state.ports import SessionPort, Texts

Kind: TypeAlias = Literal[
    "touch", "claim", "adopt", "purge", "restore", "update", "rollback", "recover", "save",
    "undo", "redo",
]  # fmt: skip
"""The kind of an event. ``update`` is a write of the query string, ``rollback`` the end of a
transaction that failed; ``recover`` and ``save`` read and write saved values; ``undo`` and
``redo`` come before the touches and claims that they consist of."""

_LONGEST_NAME = 80
_MOST_NAMES = 12
_MOST_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the engine.

    Attributes:
        kind: the kind of event.
        cls: the state class's name; for an update, the names of all classes that led to it.
        values: the values concerned, formatted. For a touch, claim or adopt: field -> value;
            for a purge, restore or update: param -> texts; for a rollback: the error's type.
            Long values are shortened; fields that are not in the URL show only their type.
        cause: what led to it: ``"hook Filters.on_change"``, ``"widget"`` and the widget's key,
            ``"undo"``, ``"redo"`` or ``"inspector"``; empty if the app's code did. Two events that
            differ in it are equal.
    """

    kind: Kind
    cls: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    cause: str = field(default="", compare=False)

    def __str__(self) -> str:
        mark = "?" if self.kind in ("purge", "restore", "update") else ""
        pieces = [f"{mark}{_name(name)}={value}" for name, value in self.values.items()]
        more = len(pieces) - _MOST_NAMES
        if more > 0:
            pieces[_MOST_NAMES:] = [f"and {more} more"]
        elif self.kind == "update" and not pieces:
            pieces = ["no params"]
        if self.cause:
            pieces.append(f"by {_printable(self.cause)}")
        return " ".join([f"{self.kind:<7}", *filter(None, [self.cls]), *pieces]).rstrip()


def _printable(text: str) -> str:
    return text if text.isprintable() else quote(text)


def _name(name: str) -> str:
    return name if name.isprintable() and len(name) <= _LONGEST_NAME else quote(name)


here: ContextVar[list[Event]] = ContextVar("st_page_state_trace")
everywhere: list[Event] | None = None
"""The list that receives events is ``here.get(everywhere)``."""


class Record(Protocol):
    """What the inspector keeps of a session's actions."""

    def begin(self, tx: Any) -> None:
        """Note that a transaction starts, or starts over."""

    def end(self, tx: Any) -> None:
        """Take over the events of a transaction that is over."""


recorder: Callable[[SessionPort], Record | None] | None = None
"""Returns the record of a session that begins; None as long as nobody uses the inspector."""


class Copied(list[Event]):
    """The events of one transaction, which a :func:`trace` block receives, too."""

    def __init__(self, block: list[Event] | None) -> None:
        super().__init__()
        self._block = block

    def append(self, event: Event) -> None:
        super().append(event)
        if self._block is not None:
            self._block.append(event)


@suggesting
@contextmanager
def trace(*, all_threads: bool = False) -> Generator[list[Event], None, None]:
    """Record the engine's events inside the block, in order.

    A touch that finds nothing to do is not recorded; neither are the events of a transaction,
    such as a ``batch()``, that began before the block.

    Args:
        all_threads: also record other threads, such as the script thread of Streamlit's
            AppTest. Use it only in a process that runs one test at a time.

    Returns:
        A list that grows as events happen.

    Example::

        with trace() as events:
            FilterState.status = "active"
        assert [event.kind for event in events] == ["touch", "restore", "claim", "update"]
    """
    global everywhere  # noqa: PLW0603 - other threads do not see this one's context
    events: list[Event] = []
    former = everywhere
    outer = here.get(former)
    token = here.set(events)
    if all_threads:
        everywhere = events
    try:
        yield events
    finally:
        here.reset(token)
        everywhere = former
        if outer is not None:
            outer.extend(events)


def shown(texts: Texts | None, absent: str = "default") -> str:
    """Return a param's texts formatted for an event; ``absent`` if there are none."""
    if texts is None:
        return absent
    if len(texts) == 1:
        return quote(texts[0])
    pieces = [quote(text) for text in texts[:_MOST_TEXTS]]
    if len(texts) > _MOST_TEXTS:
        pieces.append(f"... ({len(texts):,} texts)")
    return f"[{', '.join(pieces)}]"


def shown_params(params: Mapping[str, Texts | None]) -> dict[str, str]:
    """Return params formatted for an event of the URL."""
    return {name: shown(texts, "removed") for name, texts in params.items()}
