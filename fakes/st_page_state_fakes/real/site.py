"""An app's own file, as the tabs of a test open it."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.errors import NoAppFileError, StreamlitPageNotFoundError
from st_page_state_fakes.real import private
from st_page_state_fakes.real.process import Process
from st_page_state_fakes.real.session import RealSession
from st_page_state_fakes.server.versions import Behaviour, behaviour_of
from st_page_state_fakes.sessions import Visitor


class RealSite:
    """An app that is a file, on the Streamlit that is installed.

    Args:
        script: the path of its main file, or its text.
        secrets: what ``st.secrets`` holds.
        timeout: seconds after which a script counts as hanging.

    Raises:
        FileNotFoundError: there is no such file.
    """

    def __init__(
        self, script: str | Path, secrets: Mapping[str, Any] | None, timeout: float
    ) -> None:
        self.warnings: list[Warning] = []
        self.behaviour: Behaviour = behaviour_of(private.VERSION)
        self._timeout = timeout
        self._script, self._secrets = self._file(script), secrets
        self._names: dict[str, str] = {}
        self._metadata: dict[str, Any] = {}
        self.restart()

    @property
    def several_pages(self) -> bool:
        return len(self._names) > 1

    def page_named(self, name: str) -> str:
        names = set(self._names.values())
        if name in names or not name:
            return name
        raise StreamlitPageNotFoundError.among(names, name)

    def open_session(self, browser: Browser, visitor: Visitor) -> RealSession:
        known = self._names, self._metadata
        return RealSession(self._process, browser, visitor, *known, self._timeout)

    def restart(self) -> None:
        """Begin a new server process."""
        self._process = Process(self._script, self._secrets)

    def clear_caches(self) -> None:
        """Clear the caches of ``st.cache_data`` and ``st.cache_resource``."""
        self._process.clear_caches()

    def _file(self, script: str | Path) -> Path:
        if isinstance(script, str) and "\n" in script:
            folder = Path(mkdtemp(prefix="fake-app-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            (folder / "app.py").write_text(script, encoding="utf-8")
            return folder / "app.py"
        path = Path(script).absolute()
        if not path.is_file():
            raise NoAppFileError(
                f"There is no app file {str(path)!r}. FakeApp() takes the path of an app's main "
                "file, its text (of more than one line), or a function of st."
            )
        return path
