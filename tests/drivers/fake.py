"""The app rows' driver of the simulated runtime."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contract.rows.scripts.showing import AskedToFailError
from drivers.base import AppDriver, Script, TabDriver
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab


class FakeAppDriver(AppDriver):
    """One row's app.

    Args:
        script: the main script.
        pages: further pages, by name.
    """

    def __init__(self, script: Script, pages: Mapping[str, Script] | None = None) -> None:
        self._app = FakeApp(script, pages)

    def open(self, url: str = "") -> TabDriver:
        return FakeTab(self._app.open(url))


class FakeTab(TabDriver):
    """One simulated tab."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._exceptions: list[str] = []

    def _act(self, action: Callable[[], None]) -> None:
        self._exceptions = []
        try:
            action()
        except AskedToFailError as error:
            self._exceptions = [type(error).__name__]

    @property
    def url(self) -> str:
        return self._tab.url

    @property
    def history(self) -> list[str]:
        return self._tab.history

    @property
    def shown(self) -> list[str]:
        return [str(output.text) for output in self._tab.outputs if output.command == "text"]

    @property
    def exceptions(self) -> list[str]:
        return self._exceptions

    def value(self, label: str) -> Any:
        return self._tab.widget(label).value

    def set(self, label: str, value: Any) -> None:
        widget = self._tab.widget(label)
        self._act(lambda: widget.set_value(value))

    def click(self, label: str) -> None:
        self._act(self._tab.button(label).click)

    def rerun(self) -> None:
        self._act(self._tab.rerun)

    def switch_page(self, name: str) -> None:
        self._act(lambda: self._tab.switch_page(name))

    def back(self) -> None:
        self._act(self._tab.back)

    def forward(self) -> None:
        self._act(self._tab.forward)

    def reload(self) -> None:
        self._act(self._tab.reload)

    def visit(self, url: str) -> None:
        self._act(lambda: self._tab.visit(url))

    def tick(self) -> None:
        self._act(self._tab.tick)
