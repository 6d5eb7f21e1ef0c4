"""One run of a script: what was drawn in it, and how it ends."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from st_page_state_fakes.server.control import WidgetId

MAIN_SCRIPT = ""
"""The script that runs on every page; the only one of an app that has no pages."""

DEFAULT_PAGE = "/"
"""The script of the page at the root, in an app with pages."""


@dataclass(frozen=True, slots=True)
class RerunData:
    """What the browser, ``st.rerun()`` or ``st.switch_page()`` asks to run.

    Attributes:
        query: the query string the run begins with.
        page: the page to run.
        widgets: what the browser's widgets hold; None if it was not the browser that asked.
        fragments: the fragments to run instead of the whole script.
        history: Back or Forward started it.
    """

    query: str
    page: str
    widgets: dict[WidgetId, Any] | None = None
    fragments: tuple[str, ...] = ()
    history: bool = False


@dataclass(slots=True, eq=False)
class ScriptRun:
    """A run in progress.

    Attributes:
        query: the query string it began with.
        asked: the page that was asked for.
        page: the page that runs.
        fragments: the fragments it consists of; empty for the whole script.
        history: Back or Forward started it.
        script: the page whose code draws just now; with ``st.navigation`` the main script
            and a page share a run.
        inside: the fragments that the code which runs just now is part of, the outermost first.
        body_began: the callbacks are done.
        fragments_before: what could rerun on its own before this run of the whole script.
        widgets: the widgets drawn so far.
        keys: their keys.
        forms: the forms drawn so far.
        dialog: a dialog has been opened.
    """

    query: str
    asked: str
    page: str
    fragments: tuple[str, ...]
    history: bool
    script: str = ""
    inside: tuple[str, ...] = ()
    body_began: bool = field(init=False)
    fragments_before: dict[str, Any] | None = None
    widgets: set[WidgetId] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    dialog: bool = False

    @property
    def fragment(self) -> str | None:
        """The innermost fragment that the code which runs just now is part of."""
        return self.inside[-1] if self.inside else None

    @contextmanager
    def within(self, inside: tuple[str, ...]) -> Generator[None, None, None]:
        """Take the code of the block to be part of these fragments."""
        before, self.inside = self.inside, inside
        try:
            yield
        finally:
            self.inside = before

    @contextmanager
    def on_script(self, script: str) -> Generator[None, None, None]:
        """Take what the block draws to be part of another page's code."""
        before, self.script = self.script, script
        try:
            yield
        finally:
            self.script = before
