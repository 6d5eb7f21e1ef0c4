"""One run of a script."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn

from st_page_state_fakes.errors import (
    ScriptControlException,
    StreamlitInvalidLayoutContextError,
)
from st_page_state_fakes.server.page import BlockInfo
from st_page_state_fakes.server.widget_spec import WidgetId

MAIN_SCRIPT = ""
"""The script that runs on every page; the only one of an app that has no pages."""

DEFAULT_PAGE = "/"
"""The script of the page at the root, in an app with pages."""


@dataclass(frozen=True, slots=True)
class RerunData:
    """A request to run, by the browser, ``st.rerun()`` or ``st.switch_page()``.

    Attributes:
        query: the query string the run begins with.
        page: the page to run.
        widgets: what the browser's widgets hold; None if it was not the browser that asked.
        fragments: the fragments to run instead of the whole script.
        history: Back or Forward started it.
        switches: ``st.switch_page()`` asked for it.
    """

    query: str
    page: str
    widgets: dict[WidgetId, Any] | None = None
    fragments: tuple[str, ...] = ()
    history: bool = False
    switches: bool = False


@dataclass(slots=True, eq=False)
class ScriptRun:
    """A run in progress.

    Attributes:
        query: the query string it began with.
        asked: the page that was asked for.
        page: the page that runs.
        fragments: the fragments it consists of; empty for the whole script.
        history: Back or Forward started it.
        from_browser: the browser asked for it, and not the app.
        script: the page whose code draws just now; with ``st.navigation`` the main script
            and a page share a run.
        inside: the fragments that the code which runs just now is part of, the outermost first.
        body_began: the callbacks are done.
        fragments_before: what could rerun on its own before this run of the whole script.
        widgets: the widgets drawn so far.
        keys: their keys.
        forms: the forms drawn so far.
        dialog: a dialog has been opened.
        parallel: while the code of a parallel fragment runs as part of the whole script, the
            only place it may draw in: that of the innermost fragment.
        ending: what such code has asked for; the next command ends the run.
        failure: what such code raised first; the script around it has gone on.
    """

    query: str
    asked: str
    page: str
    fragments: tuple[str, ...]
    history: bool
    from_browser: bool
    script: str = ""
    inside: tuple[str, ...] = ()
    body_began: bool = False
    fragments_before: dict[str, Any] | None = None
    widgets: set[WidgetId] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    dialog: bool = False
    parallel: BlockInfo | None = None
    ending: ScriptControlException | None = None
    failure: Exception | None = None

    @property
    def fragment(self) -> str | None:
        """The innermost fragment whose code is running."""
        return self.inside[-1] if self.inside else None

    @contextmanager
    def within(self, inside: tuple[str, ...]) -> Generator[None, None, None]:
        """Run the block as code of these fragments."""
        before, self.inside = self.inside, inside
        try:
            yield
        finally:
            self.inside = before

    @contextmanager
    def on_script(self, script: str) -> Generator[None, None, None]:
        """Run the block as code of another page."""
        before, self.script = self.script, script
        try:
            yield
        finally:
            self.script = before

    @contextmanager
    def in_parallel(self, place: BlockInfo | None) -> Generator[None, None, None]:
        """Run the block as code of a parallel fragment, which draws in this block only."""
        before, self.parallel = self.parallel, place
        try:
            yield
        finally:
            self.parallel = before

    def end(self, how: ScriptControlException) -> NoReturn:  # type: ignore[misc]  # pyright: ignore[reportReturnType] - as said
        """End the run. In a parallel fragment this returns, as in Streamlit.

        There the request reaches the script's own thread at its next command, and the thread
        of the fragment at its own next one.
        """
        if self.parallel is None:
            raise how
        self.ending = how

    def check_ending(self) -> None:
        """End the run if a parallel fragment has requested it."""
        if self.ending is not None:
            raise self.ending

    def check_place(self, block: BlockInfo) -> None:
        """Refuse a block outside the parallel fragment that is running.

        Raises:
            StreamlitInvalidLayoutContextError: it does.
        """
        if self.parallel is not None and not block.is_inside(self.parallel):
            raise StreamlitInvalidLayoutContextError(
                "A parallel fragment cannot draw outside of itself, neither in the sidebar nor in "
                "a container made before: make the container inside the fragment."
            )

    def check_not_parallel(self, command: str) -> None:
        """Refuse a command that a parallel fragment must not use in a full run.

        Raises:
            StreamlitInvalidLayoutContextError: one does.
        """
        if self.parallel is not None:
            raise StreamlitInvalidLayoutContextError(
                f"st.{command}() cannot be used in a parallel fragment while the whole script "
                "runs: use it when the fragment reruns alone, such as behind a button inside it."
            )


@dataclass(slots=True)
class Outcome:
    """The outcome of a run.

    Attributes:
        run: the run.
        following: what it asked to run next.
        stopped: ``st.stop()`` ended it.
        error: what it raised.
    """

    run: ScriptRun
    following: RerunData | None = None
    stopped: bool = False
    error: Exception | None = None

    @property
    def goes_on(self) -> bool:
        """The run has not been asked to end."""
        return self.following is None and not self.stopped and self.error is None
