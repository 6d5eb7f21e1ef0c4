"""The pages of a simulated app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from st_page_state_fakes.errors import StreamlitPageNotFoundError
from st_page_state_fakes.server.script_run import DEFAULT_PAGE, MAIN_SCRIPT, ScriptRun

Script: TypeAlias = Callable[[Any], Any]
"""A script: a function of ``st``."""


class ShowsPages(Protocol):
    """The part of ``st`` that a run of a page needs."""

    def show_page(self, name: str) -> None:
        """Make this the current page."""


class Pages:
    """The scripts of an app, and the pages that ``st.navigation`` has declared.

    Args:
        script: the main page's script.
        others: further pages, name -> script.
    """

    def __init__(self, script: Script, others: Mapping[str, Script] | None = None) -> None:
        self._scripts: dict[str, Script] = {"": script, **(others or {})}
        self._declared: list[str] | None = None

    @property
    def several(self) -> bool:
        """There are several pages."""
        return len(self._declared or self._scripts) > 1

    def declare(self, names: list[str]) -> None:
        """Use the pages that ``st.navigation`` was called with."""
        self._declared = names

    def named(self, name: str) -> str:
        """Return the page of this name.

        Raises:
            StreamlitPageNotFoundError: there is none.
        """
        names = self._scripts if self._declared is None else self._declared
        if name in names:
            return name
        raise StreamlitPageNotFoundError.among(names, name)

    def at_path(self, path: str) -> str:
        """Return the page that a script names by its file, such as ``"pages/map.py"``.

        A name alone will do as well, and any file beside the folder is the main page.

        Raises:
            StreamlitPageNotFoundError: there is none, or the pages are functions.
        """
        if self._declared is not None:
            raise StreamlitPageNotFoundError(
                f"st.navigation() has declared the pages: pass what st.Page() returned, "
                f"not {path!r}."
            )
        if path.endswith(".py") and "/" not in path:
            return ""
        return self.named(path.rpartition("/")[2].removesuffix(".py"))

    def run(self, st: ShowsPages, run: ScriptRun) -> None:
        """Run the script of a page, or of the main page if there is no such page."""
        name = run.page if run.page in self._scripts else ""
        several = len(self._scripts) > 1
        if several:
            st.show_page(name)
        with run.on_script((name or DEFAULT_PAGE) if several else MAIN_SCRIPT):
            self._scripts[name](st)
        if self._declared is None:
            st.show_page(name)
