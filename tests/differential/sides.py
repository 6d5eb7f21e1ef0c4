"""The two sides of the differential test: the simulated app, and Streamlit itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from differential import app
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp, Tab

FILE = """\
import streamlit as st
from differential import app

app.script(st, "real", {page!r})
"""


def app_file(folder: Path) -> Path:
    """Write the planned app as files; return the main one."""
    main = folder / "app.py"
    main.write_text(FILE.format(page=""))
    (folder / "pages").mkdir()
    (folder / "pages" / "map.py").write_text(FILE.format(page="map"))
    return main


class Side:
    """One side: an app with its tabs, and the plan its script follows.

    Args:
        name: ``"fake"`` or ``"real"``.
        folder: the folder for the real app's files.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.plan = app.PLANS[name] = app.Plan()
        if name == "real":
            self.app = FakeApp(app_file(folder))
        else:
            self.app = FakeApp(
                lambda st: app.script(st, "fake"), {"map": lambda st: app.script(st, "fake", "map")}
            )

    @property
    def tabs(self) -> list[Tab]:
        """Every tab opened so far."""
        return list(self.app.tabs)

    def do(self, tab: int | None, verb: str, *args: Any) -> str:
        """Do something to a tab, or open a new one; return the result."""
        try:
            if tab is None:
                self.app.open(*args)
            elif verb in ("set_value", "click"):
                held = self.tabs[tab].button if verb == "click" else self.tabs[tab].widget
                getattr(held(args[0]), verb)(*args[1:])
            else:
                getattr(self.tabs[tab], verb)(*args)
        except Exception as error:  # noqa: BLE001 - both sides have to raise the same
            return type(error).__name__
        return "done"

    def look(self, number: int) -> dict[str, Any]:
        """Return everything that the two sides have to agree on."""
        tab = self.tabs[number]
        session = dict(tab.session_state)
        memory = session.pop(SESSION_KEY, None)
        classes = {} if memory is None else memory.classes
        log, self.plan.log = self.plan.log, []
        return {
            "url": tab.url,
            "history": tab.history,
            "page": tab.page,
            "log": log,
            "widgets": {w.label: w.value for w in tab.widgets},
            "session": {key: value for key, value in session.items() if not key.startswith("$$")},
            "classes": {name: _contents(state) for name, state in classes.items()},
        }


def _contents(state: Any) -> dict[str, Any]:
    names = ("values", "desired", "last_seen", "url_errors", "widget_errors")
    return {name: dict(getattr(state, name)) for name in names}
