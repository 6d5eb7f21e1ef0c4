"""The parts of a Streamlit server process that a script finds around it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.real.modules import AppModules
from st_page_state_fakes.real.surroundings import Surroundings

_ONE_AT_A_TIME = threading.RLock()
"""Streamlit keeps the server in globals: the runs of several apps follow each other."""

_this_thread = threading.local()


def as_script(run: Callable[[], None], errors: list[BaseException]) -> Callable[[], None]:
    """Return the work of a script's thread, with a note of what ends the thread itself.

    Such are SystemExit and KeyboardInterrupt, which Streamlit does not handle.
    """

    def noted() -> None:
        _this_thread.runs_script = True
        try:
            run()
        except BaseException as error:  # noqa: BLE001 - raised in the test's thread
            errors.append(error)

    return noted


class Process:
    """One server process: the caches, files and secrets that its sessions share.

    Args:
        script: the app's main file.
        secrets: what ``st.secrets`` holds; the app's own file is read where this is None.

    Attributes:
        script: the app's main file.
        scripts: the compiled scripts.
        uploads: the files that users have uploaded.
        clients: session id -> its client.
    """

    def __init__(self, script: Path, secrets: Mapping[str, Any] | None) -> None:
        self.script: Path = script
        self.scripts: private.ScriptCache = private.ScriptCache()
        self.uploads: Any = private.MemoryUploadedFileManager("/upload")
        self.clients: dict[str, Any] = {}
        self._modules = AppModules(script.parent)
        self._surroundings = Surroundings(script, secrets)
        self._globals = private.new_globals(script, secrets, self.uploads, self.clients.get)

    def clear_caches(self) -> None:
        """Clear the caches of ``st.cache_data`` and ``st.cache_resource``."""
        with self.running():
            private.clear_caches()

    @contextmanager
    def running(self) -> Generator[None, None, None]:
        """Be the server of this process for the duration of a block.

        Raises:
            RuntimeError: the script of an app that waits for its end has asked for it.
        """
        if getattr(_this_thread, "runs_script", False):
            raise RuntimeError(
                "A script that FakeApp runs cannot open a FakeApp of a file itself: one process "
                "runs one app at a time. FakeApp(function_of_st) can be opened in it."
            )
        with _ONE_AT_A_TIME:
            before = private.current_globals()
            private.set_globals(self._globals)
            try:
                with self._surroundings.in_force(), self._modules.in_force():
                    yield
            finally:
                self._globals.pages = private.current_globals().pages
                private.set_globals(before)
