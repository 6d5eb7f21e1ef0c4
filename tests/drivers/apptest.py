"""The app rows' driver of Streamlit's own AppTest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from drivers.base import AppDriver, Script, TabDriver

VERSION = tuple(int(part) for part in streamlit.__version__.split(".")[:2])
TIMEOUT = 30
FILE = """\
import streamlit as st
from drivers import apptest
from {module} import {name}

apptest.ran.append({page!r})
{name}(st)
"""
KINDS = ("text_input", "number_input", "selectbox", "multiselect", "checkbox", "slider")
ran: list[str] = []
"""The pages whose files were executed."""


def since(name: str, *version: int) -> frozenset[str]:
    """Return a capability that Streamlit has since a version."""
    return frozenset({name} if version <= VERSION else ())


CAPABILITIES = (
    since("native_bind", 1, 55)
    | since("history_flag", 1, 65)
    | since("page_params", 1, 52)
    | since("blank_params", 1, 66)
    | since("key_identity", 1, 55)
    | since("options_win", 1, 55)
    | since("parallel_fragments", 1, 58)
    | since("persist_state", 1, 60)
    | since("reserves", 1, 59)
    | since("script_options", 1, 56)
    | since("keys_checked", 1, 58)
    | since("layout_state", 1, 55)
    | since("layout_bind", 1, 65)
    | since("rerun_spares", 1, 67)
    | since("stays_on_page", 1, 66)
)
"""What AppTest can show of the contract, on the Streamlit that is installed."""


class AppTestApp(AppDriver):
    """One row's app, in files.

    Args:
        folder: where to write the app's files, in a folder of their own.
        script: the main script.
        pages: further pages, by name.
    """

    def __init__(self, folder: Path, script: Script, pages: Mapping[str, Script]) -> None:
        folder = Path(mkdtemp(dir=folder))
        # A process has one app: clear the findings about another app's folder.
        # Streamlit's own AppTest does so from 1.66 on.
        PagesManager.uses_pages_directory = None
        self._main = folder / "app.py"
        (folder / "pages").mkdir()
        for page, function in {"": script, **pages}.items():
            path = folder / "pages" / f"{page}.py" if page else self._main
            path.write_text(
                FILE.format(module=function.__module__, name=function.__name__, page=page)
            )

    def open(self, url: str = "") -> TabDriver:
        return AppTestTab(AppTest.from_file(str(self._main), default_timeout=TIMEOUT), url)


class AppTestTab(TabDriver):
    """One AppTest, in which the edits inside forms are held back until they are submitted."""

    def __init__(self, app: AppTest, url: str) -> None:
        self._app = app
        self._held: dict[str, Any] = {}
        path, _, query = url.partition("?")
        self._page = path.strip("/")
        for name, texts in parse_qs(query, keep_blank_values=True).items():
            app.query_params[name] = texts
        self.rerun()

    @property
    def url(self) -> str:
        query = urlencode(dict(self._app.query_params), doseq=True)
        path = f"/{self._page}" if self._page else ""
        return f"{path}?{query}" if query else path

    @property
    def shown(self) -> list[str]:
        return [text.value for text in self._app.text]

    @property
    def exceptions(self) -> list[str]:
        return [shown.proto.type.rpartition(".")[2] for shown in self._app.exception]

    def _widgets(self) -> Iterator[Any]:
        for kind in KINDS:
            yield from getattr(self._app, kind)

    def _widget(self, label: str) -> Any:
        return next(widget for widget in self._widgets() if widget.label == label)

    def value(self, label: str) -> Any:
        return self._held.get(label, self._widget(label).value)

    def set(self, label: str, value: Any) -> None:
        widget = self._widget(label)
        if widget.form_id:
            self._held[label] = value
        else:
            widget.set_value(value)
            self.rerun()

    def click(self, label: str) -> None:
        button = next(button for button in self._app.button if button.label == label)
        if button.form_id:
            for held in [*self._held]:
                widget = self._widget(held)
                if widget.form_id == button.form_id:
                    widget.set_value(self._held.pop(held))
        button.click()
        self.rerun()

    def rerun(self) -> None:
        if self._page:
            self._app.switch_page(f"pages/{self._page}.py")
        self._app.run()
        self._page = ran[-1] if ran else ""
