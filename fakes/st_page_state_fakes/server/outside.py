"""Fragments, and the places that they draw in outside of themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitFragmentWidgetsNotAllowedOutsideError,
    StreamlitInvalidLayoutContextError,
)
from st_page_state_fakes.server.page import BlockInfo, Place, is_within
from st_page_state_fakes.server.script_run import ScriptRun

if TYPE_CHECKING:
    from st_page_state_fakes.server.canvas import Canvas


@dataclass(slots=True)
class Fragment:
    """A function that can rerun by itself.

    Attributes:
        timed: it reruns by itself every now and then.
        block: where it draws.
        outside: what it has reserved in blocks outside of it, by their places.
        beside: how much was in the sidebar when it was called, where it goes on.
        call: runs it with the arguments it was called with.
    """

    timed: bool
    block: BlockInfo
    outside: dict[Place, BlockInfo]
    beside: int
    call: Callable[[], Any] = field(init=False)

    def begin(self, canvas: Canvas) -> BlockInfo:
        """Begin a run of it: what it draws in is empty."""
        canvas.sidebar.count = self.beside
        for room in self.outside.values():
            room.count = 0
        return replace(self.block, count=0)

    def kept_outside(self, run: ScriptRun) -> dict[Place, BlockInfo]:
        """Return what stays reserved when a fragment around it reruns, and calls it again."""
        kept = self.outside.items() if run.fragments else ()
        return {place: room for place, room in kept if room.fragment not in run.fragments}


def room_for(
    canvas: Canvas, run: ScriptRun, block: BlockInfo, what: Literal["element", "widget", "block"]
) -> BlockInfo:
    """Return the block to draw in, which is another one where a fragment draws outside of itself.

    It reserves a place there when the whole script runs, and fills it when it reruns alone.
    Before, Streamlit had it draw behind all others, and no widgets.

    Args:
        canvas: the page.
        run: the run.
        block: the block that the app has named.
        what: what is to be drawn there.

    Raises:
        StreamlitInvalidLayoutContextError: it reruns alone and has not reserved a place.
        StreamlitFragmentWidgetsNotAllowedOutsideError: an older Streamlit has no widget there.
        StreamlitAPIException: an older Streamlit has nothing in the sidebar.
    """
    its_own = run.parallel is not None or block is canvas.overlay
    if run.fragment is None or its_own or not run.body_began:
        return block
    fragment = canvas.fragments[run.fragment]
    inside = is_within(block.place, fragment.block.place)
    if not canvas.behaviour.fragments_reserve:
        if block is canvas.sidebar and what != "block":
            raise StreamlitAPIException(
                "A fragment cannot draw in st.sidebar: call the fragment in `with st.sidebar:`."
            )
        if what == "widget" and not inside:
            raise StreamlitFragmentWidgetsNotAllowedOutsideError
        return block
    reserved = fragment.outside
    if inside or any(is_within(block.place, room.place) for room in reserved.values()):
        return block
    if block.place not in reserved:
        if run.fragments and block.fragment not in run.fragments:
            raise StreamlitInvalidLayoutContextError(
                "A fragment that reruns alone cannot draw outside of itself where it has drawn "
                "nothing in the last run of the whole script: draw there each time, for example "
                "by container.empty()."
            )
        room = block.child("outside", form=block.form, single=block.single, fragment=block.fragment)
        reserved[block.place] = room
    return reserved[block.place]
