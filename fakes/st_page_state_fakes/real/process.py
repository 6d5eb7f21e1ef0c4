"""The parts of a Streamlit server process that a script finds around it."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from st_page_state_fakes.errors import FakeUseError
from st_page_state_fakes.real import private, server_globals
from st_page_state_fakes.real.modules import AppModules
from st_page_state_fakes.real.scripts import Scripts
from st_page_state_fakes.real.surroundings import Surroundings

_ONE_AT_A_TIME = threading.RLock()
"""Streamlit keeps the server in globals: the runs of several apps follow each other."""


def as_script(run: Callable[[], None], errors: list[BaseException]) -> Callable[[], None]:
    """Return the work of a script's thread, with a note of what ends the thread itself.

    Such are SystemExit and KeyboardInterrupt, which Streamlit does not handle.
    """

    def noted() -> None:
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
        self.scripts: Scripts = Scripts()
        self.uploads: Any = private.MemoryUploadedFileManager("/upload")
        self.clients: dict[str, Any] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._modules = AppModules(script.parent)
        self._surroundings = Surroundings(script, secrets)
        self._globals = server_globals.new_globals(script, secrets, self.uploads, self.clients.get)

    def event_loop(self) -> asyncio.AbstractEventLoop:
        """Return the event loop of its runs, which what a session keeps may depend on."""
        if self._loop is None or self._loop.is_closed() or self._loop.is_running():
            self._loop = asyncio.new_event_loop()  # a run that was given up keeps the old one
            weakref.finalize(self, _close, self._loop)
        return self._loop

    def clear_caches(self) -> None:
        """Clear the caches of ``st.cache_data`` and ``st.cache_resource``."""
        with self.running():
            server_globals.clear_caches()

    @contextmanager
    def running(self) -> Generator[None, None, None]:
        """Be the server of this process for the duration of a block.

        Raises:
            RuntimeError: a script of Streamlit's is running on this thread.
        """
        if private.is_script_thread(threading.current_thread()):
            raise FakeUseError(
                "FakeApp cannot run an app's own file inside the run of another Streamlit script: "
                "Streamlit has one server in a process. Use FakeApp(function) there."
            )
        with _ONE_AT_A_TIME:
            before = server_globals.current_globals(self._globals.options)
            server_globals.set_globals(self._globals)
            try:
                with self._surroundings.in_force(), self._modules.in_force():
                    yield
            finally:
                self._globals.pages = server_globals.pages_known()
                server_globals.set_globals(before)


def _close(loop: asyncio.AbstractEventLoop) -> None:
    if not loop.is_running():
        loop.close()
