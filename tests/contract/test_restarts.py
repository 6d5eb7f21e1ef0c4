"""An open page goes on after a restart of the server: its widgets hold what is newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from contract.reopened import Open, a_form, every_widget, told
from st_page_state_fakes import FakeApp

Opened = Callable[[Callable[[Any], None]], FakeApp]
FILE = "import streamlit as st\nfrom contract.reopened import {0}\n{0}(st)\n"


@pytest.fixture(params=["file", "function"])
def app_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    """Return a function that makes an app of a script, on Streamlit or simulated."""

    def app_of(script: Callable[[Any], None]) -> FakeApp:
        if request.param == "function":
            return FakeApp(script)
        path = tmp_path / "app.py"
        path.write_text(FILE.format(script.__name__))
        return FakeApp(path)

    told.clear()
    yield app_of
    told.clear()


DEFAULTS = {name: getattr(Open(), name) for name in Open.__annotations__}
ENTRY = {"name": "", "age": 0, "city": ""}
EDITS = [
    ("Word", "word", "new"),
    ("Note", "note", "new"),
    ("Number", "number", 7),
    ("Choice", "choice", "b"),
    ("Several", "several", ["a", "c"]),
    ("Level", "level", 8),
    ("Ticked", "ticked", True),
    ("Day", "day", date(2026, 3, 4)),
]


@pytest.mark.parametrize(("label", "field", "value"), EDITS)
def test_the_first_edit_is_kept(app_of: Opened, label: str, field: str, value: object) -> None:
    app = app_of(every_widget)
    tab = app.open()
    app.restart()
    tab.widget(label).set_value(value)
    assert getattr(tab.state(Open), field) == value
    assert tab.widget(label).value == value
    assert tab.texts[-1] == f"below: { {**DEFAULTS, field: value} } plain="
    tab.rerun()
    assert getattr(tab.state(Open), field) == value
    assert tab.widget(label).value == value
    assert tab.texts[0] == f"above: { {**DEFAULTS, field: value} }"


@pytest.mark.parametrize(("label", "field", "value"), EDITS)
def test_earlier_edits_are_kept(app_of: Opened, label: str, field: str, value: object) -> None:
    app = app_of(every_widget)
    tab = app.open()
    tab.widget(label).set_value(value)
    url = tab.url
    app.restart()
    tab.button("Go").click()
    assert tab.texts[-1] == "gone"
    assert getattr(tab.state(Open), field) == value
    assert tab.widget(label).value == value
    assert tab.url == url


def test_a_submitted_form_arrives_as_one(app_of: Opened) -> None:
    app = app_of(a_form)
    tab = app.open()
    app.restart()
    tab.widget("Name").set_value("Ann")
    tab.widget("Age").set_value(7)
    tab.widget("City").set_value("Oslo")
    before = len(tab.history)
    tab.button("Save").click()
    entered = {"name": "Ann", "age": 7, "city": "Oslo"}
    assert tab.texts == [f"above: {ENTRY}", f"saved: {entered}"]
    assert tab.history[before:] == ["?name=Ann&age=7"]
    tab.rerun()
    assert tab.texts == [f"above: {entered}"]


def test_hooks_are_called_and_no_callbacks(app_of: Opened) -> None:
    app = app_of(every_widget)
    tab = app.open()
    app.restart()
    tab.widget("Word").set_value("new")
    assert told == ["word: '' -> 'new'"]
    tab.widget("Word").set_value("newer")
    assert told == ["word: '' -> 'new'", "word: 'new' -> 'newer'", "callback"]
