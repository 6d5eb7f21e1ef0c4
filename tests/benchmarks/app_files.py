"""Rows about an app's own file in a test: on ``FakeApp``, and under AppTest."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import process_time_ns
from typing import Any

from streamlit.testing.v1 import AppTest
from tests.benchmarks.measure import Row, Sample, compare

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

EXAMPLES, PLAIN = Path(__file__).parents[2] / "examples", Path(__file__).parent / "plain_apps"
SESSIONS, RERUNS = 3, 11
"""The number of samples of each app."""


@dataclass(frozen=True)
class App:
    """An app, and an edit that its user repeats with other values.

    Attributes:
        file: its main file.
        kind: the command of the widget, the first of its kind.
        label: its label or placeholder.
        values: what is entered in turn.
        submit: the label of the form's button, which is clicked after each edit.
    """

    file: Path
    kind: str
    label: str
    values: tuple[Any, ...]
    submit: str | None = None


APPS = (
    App(EXAMPLES / "counter.py", "number_input", "Step", (2, 3)),
    App(EXAMPLES / "filters.py", "text_input", "Name contains", ("ford", "toyota")),
    App(EXAMPLES / "wizard.py", "text_input", "City", ("Oslo", "Rome")),
    App(EXAMPLES / "gallery/app.py", "text_input", "Text input", ("one", "two")),
    App(PLAIN / "form.py", "text_input", "Name", ("Ann", "Bob"), submit="Order"),
    App(PLAIN / "fragment.py", "text_input", "Title", ("One", "Two")),
    App(PLAIN / "chat.py", "chat_input", "Say something", ("Good morning", "How are you?")),
    App(PLAIN / "table.py", "selectbox", "Shop", ("south", "west")),
    App(PLAIN / "cached.py", "number_input", "Below", (50, 60)),
    App(PLAIN / "pages_folder/app.py", "selectbox", "City", ("Rome", "Lima")),
)


def rows() -> Iterator[Row]:
    """Measure a first run and an edit of every app; the medians are over all of them."""
    for app in APPS:  # what an app imports is imported
        _fake(app)
        _app_test(app)
    yield compare(
        "a session of an app's file, as a test: FakeApp / AppTest",
        _in_turn([session_on_fake(app) for app in APPS]),
        _in_turn([session_on_app_test(app) for app in APPS]),
        0.05, rounds=SESSIONS * len(APPS), counted=False,
    )  # fmt: skip
    yield compare(
        "an edit in an app's file, as a test: FakeApp / AppTest",
        _in_turn([edit_on_fake(app) for app in APPS]),
        _in_turn([edit_on_app_test(app) for app in APPS]),
        0.5, rounds=RERUNS * len(APPS), counted=False,
    )  # fmt: skip


def session_on_fake(app: App) -> Sample:
    return lambda: _timed(_fake, app)


def session_on_app_test(app: App) -> Sample:
    return lambda: _timed(_app_test, app)


def edit_on_fake(app: App) -> Sample:
    tab, values = _fake(app), cycle(app.values)

    def edit(value: Any) -> None:
        tab.widget(app.label).set_value(value)
        if app.submit is not None:
            tab.button(app.submit).click()

    return lambda: _timed(edit, next(values))


def edit_on_app_test(app: App) -> Sample:
    test, values = _app_test(app), cycle(app.values)

    def edit(value: Any) -> None:
        getattr(test, app.kind)[0].set_value(value)
        if app.submit is not None:
            test.button[0].click()
        test.run()

    return lambda: _timed(edit, next(values))


def _fake(app: App) -> Tab:
    return FakeApp(app.file).open()


def _app_test(app: App) -> AppTest:
    test = AppTest.from_file(str(app.file), default_timeout=30).run()
    assert not test.exception
    return test


def _in_turn(samples: list[Sample]) -> Sample:
    """Return a sample of the next app at each call."""
    turns = cycle(samples)
    return lambda: next(turns)()


def _timed(act: Callable[..., object], *arguments: Any) -> float:
    """Return the microseconds of one call; its script runs on a thread of its own."""
    gc.disable()
    try:
        start = process_time_ns()
        act(*arguments)
        return (process_time_ns() - start) / 1000
    finally:
        gc.enable()
