"""The page of a session, as its runs draw it."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from st_page_state_fakes.errors import FakeUseError, NotSimulatedError
from st_page_state_fakes.server.outside import Fragment, room_for
from st_page_state_fakes.server.page import (
    OVERLAY,
    SIDEBAR,
    BlockInfo,
    Element,
    Output,
    Place,
    is_within,
)
from st_page_state_fakes.server.script_run import ScriptRun
from st_page_state_fakes.server.versions import Behaviour


@dataclass(frozen=True, slots=True, eq=False)
class Recorder:
    """The record of what a cached function draws.

    Attributes:
        cache: the command that caches it.
        outputs: what it has drawn.
    """

    cache: str
    outputs: list[Output] = field(default_factory=list[Output])


class Canvas:
    """The page of a session.

    Args:
        behaviour: the Streamlit version to behave as.

    Attributes:
        run: the run in progress.
        blocks: the blocks that ``with`` has entered, the innermost last.
        main: the block that everything stands in but what is in one of the two others.
        sidebar: the sidebar.
        overlay: what lies over the page: dialogs and toasts.
        fragments: what can rerun on its own.
    """

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.run: ScriptRun | None = None
        self.fragments: dict[str, Fragment] = {}
        self._elements: dict[Place, Element] = {}
        self._recorders: list[Recorder] = []
        self.begin_page()

    def begin_page(self) -> None:
        """Begin with an empty page, which a run draws."""
        self.main: BlockInfo = BlockInfo("main")
        self.sidebar: BlockInfo = BlockInfo("sidebar", place=(SIDEBAR,))
        self.overlay: BlockInfo = BlockInfo("overlay", place=(OVERLAY,))
        self.blocks: list[BlockInfo] = []
        self._drawn: dict[Place, Element] = {}

    def end_page(self, run: ScriptRun) -> list[Element]:
        """Take over what a run has drawn, and return the elements from top to bottom."""
        if not run.fragments:
            self._elements = self._drawn
        for name in run.fragments:
            self._redraw(name)
        return [self._elements[place] for place in sorted(self._elements)]

    def need_run(self, what: str) -> ScriptRun:
        """Return the run in progress, or end it if a parallel fragment has requested that.

        Raises:
            RuntimeError: there is none.
        """
        if self.run is None:
            raise FakeUseError(
                f"st.{what} was called outside a run: draw in the script that FakeApp was given, "
                "or in `with tab.run():`."
            )
        self.run.check_ending()
        return self.run

    def block(self) -> BlockInfo:
        """Return the block that ``st.`` commands draw in."""
        return self.blocks[-1] if self.blocks else self.main

    def show(self, block: BlockInfo, output: Output, widget: Any = None) -> BlockInfo:
        """Add an element to the page and return its place, which another one may take."""
        run = self.need_run(f"{output.command}()")
        if output.command == "toast":
            block = self.overlay
        block = room_for(self, run, block, "element" if widget is None else "widget")
        if block is not self.overlay:
            run.check_place(block)
        self._record(output, simple=widget is None and block is self.block())
        own = block.child(output.command, form=block.form, single=True, fragment=run.fragment)
        self._clear(own.place)
        self._drawn[own.place] = Element(output, widget, run.inside, block, own.place)
        return own

    def open(
        self, block: BlockInfo, kind: str, form: str | None, *, single: bool = False
    ) -> BlockInfo:
        """Add a block to the page."""
        run = self.need_run(f"{kind}()")
        block = room_for(self, run, block, "element" if kind == "empty" else "block")
        self._record(Output(kind, ()), simple=False)
        own = block.child(kind, form=form, single=single, fragment=run.fragment)
        if kind == "empty":
            self._clear(own.place)
        else:  # a browser keeps what is in a block that another one takes the place of
            self._drawn.pop(own.place, None)
        return own

    @contextmanager
    def recording(self, cache: str) -> Generator[list[Output], None, None]:
        """Run the block as a function that is cached; what it draws is recorded for later."""
        recorder = Recorder(cache)
        self._recorders.append(recorder)
        try:
            yield recorder.outputs
        finally:
            self._recorders.remove(recorder)

    def replay(self, outputs: Iterable[Output]) -> None:
        """Draw what a cached function drew when it ran."""
        for output in outputs:
            self.show(self.block(), output)

    def _record(self, output: Output, *, simple: bool) -> None:
        for recorder in self._recorders:
            if not simple:
                raise NotSimulatedError(
                    f"{output.command}() inside a function with st.{recorder.cache}"
                )
            recorder.outputs.append(output)

    def _clear(self, place: Place) -> None:
        """Remove what was drawn in a place before."""
        for former in [former for former in self._drawn if is_within(former, place)]:
            del self._drawn[former]

    def _redraw(self, fragment: str) -> None:
        rest = {p: e for p, e in self._elements.items() if fragment not in e.fragments}
        if len(rest) == len(self._elements):
            return  # it is not on this page
        new = {p: e for p, e in self._drawn.items() if fragment in e.fragments}
        for place in new:  # it takes the place of what was there, or of what its block is now
            rest = {
                p: e for p, e in rest.items() if not (is_within(p, place) or is_within(place, p))
            }
        self._elements = rest | new
