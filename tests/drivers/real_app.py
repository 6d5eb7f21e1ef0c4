"""The app rows' driver of ``FakeApp`` for an app's own file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from drivers.base import AppDriver, Script, TabDriver
from drivers.fake import FakeTab
from st_page_state_fakes import FakeApp

FILE = """\
import streamlit as st
from {module} import {name}

{name}(st)
"""


class RealAppDriver(AppDriver):
    """One row's app, in files.

    Args:
        folder: where to write the app's files, in a folder of their own.
        script: the main script.
        pages: further pages, by name.
    """

    def __init__(
        self, folder: Path, script: Script, pages: Mapping[str, Script] | None = None
    ) -> None:
        main = Path(mkdtemp(dir=folder)) / "app.py"
        for page, function in {"": script, **(pages or {})}.items():
            path = main.parent / "pages" / f"{page}.py" if page else main
            path.parent.mkdir(exist_ok=True)
            path.write_text(FILE.format(module=function.__module__, name=function.__name__))
        self._app = FakeApp(main)

    def open(self, url: str = "") -> TabDriver:
        return FakeTab(self._app.open(url))
