"""What the inspector writes of a session is a test that passes, run as a user would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from st_page_state.devtools import VARIABLE, as_test
from st_page_state.devtools.layout import quoted
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

EXAMPLES = Path(__file__).parents[2] / "examples"
PLUGIN = "st_page_state_fakes.plugin"


@pytest.fixture(autouse=True)
def _switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")


def copied(tab: Tab, script: Path) -> str:
    """Return a tab's session as a test."""
    memory = tab.session_state[SESSION_KEY]
    return as_test.written(memory, memory.record.timeline, script)


def ended(tab: Tab, end: str) -> str:
    """Return the key of the widget whose key ends so."""
    return next(w.key for w in tab.widgets if w.key and w.key.endswith(end))


def edited(tab: Tab, field: str) -> str:
    """Return the key of a field's data editor, which is numbered."""
    return next(w.key for w in tab.widgets if w.key and f"{field}@editor" in w.key)


def atlas(tab: Tab) -> None:
    tab.widget("Weather").set_value(["Snow", "Fog"])
    tab.widget("Measure").set_value("low")
    tab.widget("Mean by").set_value("month")
    tab.widget("Compare years").set_value(True)
    tab.widget("Temperature").set_value((-5, 30))
    tab.widget("dataframe").select(rows=[2])
    tab.back()
    tab.back()
    tab.forward()
    tab.button("Clear filters").click()
    tab.switch_page("review")
    tab.widget("Check").set_value("Wind above 8 m/s")
    inspect = next(widget for widget in tab.widgets if widget.label == "Inspect")
    tab.button(str(inspect.key)).click()
    tab.button("Decide").click()
    tab.widget("Verdict").set_value("correct")
    tab.widget("Note").set_value('Check the "gauge"')
    tab.button("File decision").click()


def gallery(tab: Tab) -> None:
    labels = {widget.label for widget in tab.widgets}
    for label, value in WIDGETS.items():
        if label in labels:  # not every Streamlit has every widget
            tab.widget(label).set_value(value)
    tab.widget(ended(tab, "Switches.stars")).set_value(3)
    tab.widget("Name, 20 characters at most").set_value("Ada")
    tab.widget("Seats").set_value(3)
    tab.widget("Drinks").set_value(["tea"])
    tab.button("Order").click()
    tab.widget("Cups of tea").set_value(4)


WIDGETS: dict[str, Any] = {
    "Checkbox": True, "Toggle": True, "Color": "#102030", "Radio": "tea", "Selectbox": "star",
    "Multiselect": ["square", "star"], "Pills": "Wed", "Pills, several": ["Fri"],
    "Segmented control": "star", "Segmented control, several": ["tea", "water"],
    "Select slider": "M", "Select slider, a range": ("XS", "M"), "Text input": "a 'b' \"c\"",
    "Text input, optional": "x", "Text area": "two\nlines", "Number input, int": 5,
    "Number input, float": 0.5, "Number input, optional": 4, "Slider, int": 7,
    "Slider, a range of int": (3, 8), "Volume": 30, "Volume, typed": 40, "Country": "Japan",
    "City": "Osaka", "Date input": date(2026, 5, 6),
    "Date input, a range": (date(2026, 5, 6), date(2026, 5, 9)), "Time input": time(9, 30),
    "Datetime input": datetime(2026, 5, 6, 9, 30), "Slider, date": date(2026, 5, 6),
    "Slider, a range of time": (time(9), time(12)), "Slider, datetime": datetime(2026, 5, 6, 12),
    "Sugar in tea": True,
}  # fmt: skip


def gallery_tables(tab: Tab) -> None:
    tab.switch_page("tables")
    tab.widget("Sort by").set_value("people")
    tab.widget(ended(tab, "city@rows")).select(rows=[2])
    tab.widget(ended(tab, "rows@rows")).select(rows=[0, 2])
    tab.widget(ended(tab, "altair@selection")).select(points=[{"city": "Oslo"}])
    tab.widget(ended(tab, "plotly@selection")).select(points=[1])
    tab.switch_page("editors")
    tab.widget(edited(tab, "lines")).add_row({"item": "pen"})
    tab.widget(edited(tab, "lines")).edit_cell(0, "price", 4.0)
    tab.button("Add tea").click()
    tab.widget(edited(tab, "notes")).delete_rows([0])
    tab.button("Reset").click()
    tab.widget(edited(tab, "notes")).edit_cell(1, "note", "three")


def test_a_class_of_the_script_itself_is_not_asserted() -> None:
    script = EXAMPLES / "counter.py"
    assert "# Counter is not asserted" in copied(FakeApp(script).open(), script)


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Path], None]]:
    """Run a copied session as pytest would beside the app, in this process."""
    before = set(sys.modules)

    def run(text: str, script: Path) -> None:
        monkeypatch.syspath_prepend(script.parent)
        scope: dict[str, Any] = {"__name__": "test_copied"}
        exec(compile(text, str(script.with_name("test_copied.py")), "exec"), scope)
        scope["test_session"](lambda name: FakeApp(script.with_name(name)))

    yield run
    for name in [*sys.modules.keys() - before]:
        if str(EXAMPLES) in str(getattr(sys.modules[name], "__file__", None)):
            del sys.modules[name]


@pytest.mark.parametrize(
    ("app", "url", "session"),
    [
        ("atlas", "?utm_source=mail&measure=rain", atlas),
        ("atlas", "/review?weather=snow", lambda tab: tab.widget("Weather").set_value([])),
        ("gallery", "", gallery),
        ("gallery", "", gallery_tables),
    ],
    ids=["atlas", "atlas from a link", "gallery", "gallery's tables"],
)
@pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")
def test_a_copied_session_passes_as_a_test(
    passes: Callable[[str, Path], None], app: str, url: str, session: Callable[[Tab], None]
) -> None:
    script = EXAMPLES / app / "app.py"
    tab = FakeApp(script).open(url)
    session(tab)
    text = copied(tab, script)
    try:
        passes(text, script)
    except Exception as error:
        error.add_note(text)
        raise
    assert quoted(tab.url) in text


def test_pytest_runs_a_copied_session(tmp_path: Path) -> None:
    script = EXAMPLES / "counter.py"
    tab = FakeApp(script).open("?count=2")
    tab.button("More").click()
    shutil.copy(script, tmp_path)
    (tmp_path / "test_copied.py").write_text(copied(tab, script), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "test_copied.py"]
    paths = os.pathsep.join(map(os.path.abspath, filter(None, sys.path)))
    run = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr
