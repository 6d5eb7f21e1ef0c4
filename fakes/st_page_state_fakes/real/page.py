"""The page as the browser has it: a map from places to the last messages for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from st_page_state_fakes.real.private import ForwardMsg
from st_page_state_fakes.server.page import DrawnWidget

Place: TypeAlias = tuple[int, ...]
"""A delta path: the indices of the blocks that lead to an element, and its own."""


@dataclass(slots=True, eq=False)
class Sent:
    """One message that draws an element or a block.

    Attributes:
        message: the message.
        run: the number of the run that sent it.
        fragment: the fragment that drew it.
        widget: the widget that it draws, if it is one.
        is_block: it is a block, which other places lie in.
    """

    message: ForwardMsg
    run: int
    fragment: str
    widget: DrawnWidget | None
    is_block: bool


class Page:
    """Everything that is on the page of one tab."""

    def __init__(self) -> None:
        self._sent: dict[Place, Sent] = {}
        self._run = 0
        self._fragments: frozenset[str] = frozenset()

    def begin(self, fragments: Collection[str]) -> None:
        """Begin a run of the whole script, or of some fragments."""
        self._run += 1
        self._fragments = frozenset(fragments)

    def receive(self, message: ForwardMsg, widget: DrawnWidget | None) -> None:
        """Show the element (a widget or another one) or the block that a message draws."""
        kind = message.delta.WhichOneof("type")
        if kind not in ("new_element", "add_block"):
            return
        place = tuple(message.metadata.delta_path)
        before = self._sent.get(place)
        is_block = kind == "add_block"
        if before is not None and before.is_block and not is_block:
            self._empty(place)
        fragment = message.delta.fragment_id
        self._sent[place] = Sent(message, self._run, fragment, widget, is_block)

    def end(self) -> None:
        """Remove the elements that the run that has ended did not draw again."""
        gone = [
            place
            for place, sent in self._sent.items()
            if sent.run != self._run and (not self._fragments or sent.fragment in self._fragments)
        ]
        for place in gone:
            del self._sent[place]

    def in_order(self) -> Iterator[tuple[Place, Sent]]:
        """Yield the elements and blocks of the page, from top to bottom."""
        for place in sorted(self._sent):
            yield place, self._sent[place]

    def _empty(self, block: Place) -> None:
        inside = [place for place in self._sent if place[: len(block)] == block]
        for place in inside:
            del self._sent[place]
