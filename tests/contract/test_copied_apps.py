"""Sessions of apps of several pages, with restores and loads, copied as tests that pass."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import streamlit

from st_page_state import runtime
from st_page_state.devtools import VARIABLE, as_test, load_state, run_facts, timeline
from st_page_state.errors import ArgumentError
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

VERSION = tuple(map(int, streamlit.__version__.split(".")[:2]))
KEY = "st_page_state.inspector"
STAYS_OPEN = pytest.mark.skipif(
    VERSION < (1, 55), reason="the panel closes with the page, or Back is not told"
)
OPENS = KEY if VERSION >= (1, 55) else f"{KEY}.show"

STATE = """
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pydantic import SecretStr
from st_page_state import PageState, StateVar

class Column(Enum):
    TODO = "todo"
    DOING = "doing"

@dataclass
class Card:
    id: int
    title: str
    column: Column = Column.TODO
    due: date | None = None

def first_cards():
    return [
        Card(1, "Write the docs"),
        Card(2, 'Fix "login" & more', Column.DOING, date(2026, 12, 1)),
        Card(3, "Ship it"),
    ]

class Filters(PageState):
    text: str = StateVar(default="", url_key="q", hide_default=True)
    least: int = StateVar(default=0, url_key="min")
    class Config:
        share_url_with = ["Board"]
    @classmethod
    def on_change(cls, name, old, new):
        if name == "text":
            cls.least = 9

class Board(PageState):
    cards: list[Card] = StateVar(default_factory=first_cards)
    name: str = StateVar(default="Sprint 1", url_key="board")
    class Config:
        undo = 30

class Stats(PageState):
    by: str = StateVar(default="column", url_key="by")
    target: int = StateVar(default=20, url_key="target")

class Unused(PageState):
    n: int = StateVar(default=0, url_key="n")

class Hidden(PageState):
    pin: SecretStr = StateVar(default_factory=lambda: SecretStr("a"))

class Kept(PageState):
    n: int = 0
    anything: object = None
    class Config:
        persist = "user"
"""

BOARD = """
import streamlit as st
from copied_state import Board, Column, Filters, Hidden, Kept
def move():
    Board.cards[1].column = Column.TODO
st.button("Go")
st.text_input("Same")
st.text_input("Search", **Filters.bind("text"))
st.number_input("Least", **Filters.bind("least"))
st.text_input("Board", **Board.bind("name"))
st.button("Move", on_click=move)
if st.button("Move here"):
    Board.cards[0].column = Column.DOING
st.caption(str(Kept.n))
if st.button("Pin"):
    Hidden.pin = type(Hidden.pin)("b")
if st.button("Object"):
    Kept.anything = object
for card in Board.cards:
    st.caption(card.title)
"""

STATS = """
import streamlit as st
from copied_state import Stats
st.button("Go")
st.text_input("Same")
st.text_input("By", **Stats.bind("by"))
st.number_input("Target", value=None, **Stats.bind("target"))
"""

APP = """
import streamlit as st
from st_page_state.devtools import inspector
from copied_state import Unused
inspector(st.sidebar)
st.navigation([
    st.Page("views/board.py", title="Board", default=True), st.Page("views/stats.py", title="Stats")
]).run()
"""


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setattr(runtime, "devtools", None)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("copied_state", None)


@pytest.fixture
def app(tmp_path: Path) -> FakeApp:
    (tmp_path / "views").mkdir()
    files = {"copied_state": STATE, "views/board": BOARD, "views/stats": STATS, "app": APP}
    for name, text in files.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return FakeApp(tmp_path / "app.py")


def record(tab: Tab) -> timeline.Timeline:
    found: timeline.Timeline = tab.session_state[SESSION_KEY].record.timeline
    return found


def shown(tab: Tab) -> str:
    return " ".join(tab.texts)


@pytest.fixture
def repeats(tmp_path: Path) -> Callable[[Tab], str]:
    """Copy a session, run the copy, and let Ruff look at it."""

    def run(tab: Tab) -> str:
        script = tmp_path / "app.py"
        text = as_test.written(tab.session_state[SESSION_KEY], record(tab), script)
        scope: dict[str, Any] = {"__name__": "test_copied"}
        try:
            exec(compile(text, str(tmp_path / "test_copied.py"), "exec"), scope)
            scope["test_session"](lambda name: FakeApp(tmp_path / name))
        except Exception as error:
            error.add_note(text)
            raise
        if find_spec("ruff") is None:
            return text
        for command in (["check", "--select", "E4,E7,E9,F,I,Q,W"], ["format", "--diff"]):
            ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache", "-"]
            path = ["--stdin-filename", str(tmp_path / "test_copied.py")]
            done = subprocess.run(
                [*ruff, *path],
                input=text,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr + text
        return text

    return run


def opened(tab: Tab) -> None:
    tab.widget(OPENS).set_value(True)


def choose(tab: Tab, number: int) -> None:
    choice = tab.widget(f"{KEY}.action")
    choice.set_value(next(one for one in choice.options if one.startswith(f"#{number} ")))


def restore(tab: Tab, number: int) -> None:
    choose(tab, number)
    tab.button("Restore to here").click()


def load(tab: Tab, text: str) -> None:
    tab.widget("Load JSON").set_value(text)
    tab.button("Load").click()


def state_of(tab: Tab) -> Any:
    return json.loads(next(text for text in tab.texts if text.startswith("{")))


def test_names_are_those_of_the_page(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.button("Go").click()
    tab.switch_page("stats")
    tab.button("Go").click()
    tab.widget("Same").set_value("x")
    tab.switch_page("")
    tab.button("Go").click()
    tab.widget("Same").set_value("y")
    text = repeats(tab)
    assert text.count('tab.button("Go").click()') == 3
    assert text.count('tab.widget("Same").set_value(') == 2


@STAYS_OPEN
def test_classes_of_another_page_are_asserted(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.widget("Search").set_value("docs")
    tab.widget("Board").set_value("Sprint 2")
    tab.button("Move").click()
    tab.switch_page("stats")
    tab.widget("Target").set_value(5)
    text = repeats(tab)
    for name in ("Filters", "Board", "Stats"):
        assert f"assert tab.state({name}) == {name}(" in text
    tab.back()
    tab.back()
    repeats(tab)


def test_a_restore_is_repeated(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.widget("Search").set_value("docs")
    number = record(tab).count
    tab.widget("Least").set_value(4)
    tab.widget("Board").set_value("Sprint 2")
    opened(tab)
    restore(tab, number)
    assert tab.url == "?min=9&board=Sprint+1&q=docs"
    tab.widget("Least").set_value(2)
    text = repeats(tab)
    assert "load_state(" in text
    assert record(tab).actions[-2].cause == f"restored to #{number}"


@STAYS_OPEN
def test_a_restore_goes_to_the_page(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.switch_page("stats")
    tab.widget("Target").set_value(5)
    number = record(tab).count
    tab.widget("Target").set_value(6)
    tab.switch_page("")
    tab.widget("Board").set_value("Sprint 2")
    opened(tab)
    choose(tab, number)
    link = next(text for text in tab.texts if text.endswith("target=5"))
    tab.button("Restore to here").click()
    assert tab.url == "/stats?by=column&target=5"
    assert link.endswith(tab.url)
    assert tab.widget("Target").value == 5
    tab.switch_page("")
    assert tab.widget("Board").value == "Sprint 1"
    repeats(tab)


def test_an_unchanged_state_is_loaded_without_a_trace(app: FakeApp) -> None:
    tab = app.open()
    tab.widget("Board").set_value("Sprint 2")
    tab.switch_page("stats")
    opened(tab)
    before = tab.url, len(tab.history), record(tab).count
    load(tab, json.dumps(state_of(tab)))
    assert (tab.url, len(tab.history), record(tab).count) == before


@STAYS_OPEN
def test_values_of_another_page_wait_for_it(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.widget("Board").set_value("Sprint 2")
    tab.switch_page("stats")
    opened(tab)
    url = tab.url
    load(tab, '{"copied_state:Board": {"name": "Sprint 3"}}')
    assert tab.url == url
    tab.switch_page("")
    assert tab.widget("Board").value == "Sprint 3"
    assert "board=Sprint+3" in tab.url
    repeats(tab)


@STAYS_OPEN
def test_a_class_is_loaded_before_its_first_use(
    app: FakeApp, repeats: Callable[[Tab], str]
) -> None:
    first = app.open("/stats")
    first.widget("Target").set_value(7)
    opened(first)
    text = json.dumps(state_of(first) | {"copied_state:Gone": {"n": 1}})
    tab = app.open()
    opened(tab)
    load(tab, text)
    assert "copied_state:Gone: the app has no such class" in shown(tab)
    assert "Loaded: Stats" in shown(tab)
    tab.switch_page("stats")
    assert tab.widget("Target").value == 7
    assert tab.url == "/stats?by=column&target=7"
    repeats(tab)


def test_a_class_is_not_loaded_by_halves(app: FakeApp) -> None:
    tab = app.open()
    opened(tab)
    load(
        tab,
        json.dumps(
            {"copied_state:Board": {"name": "x"}, "copied_state:Filters": {"text": "a", "m": 1}}
        ),
    )
    assert "has no field &#x27;m&#x27;" in shown(tab)
    assert tab.widget("Search").value == ""
    assert tab.widget("Board").value == "x"
    with pytest.raises(ArgumentError, match="has no field 'm'"):
        load_state(app.open(), {"copied_state:Filters": {"m": 1}})


def test_a_script_in_another_folder(app: FakeApp, tmp_path: Path) -> None:
    source = (
        "from st_page_state import PageState\nfrom st_page_state.devtools import inspector\n"
        "class L(PageState):\n    n: int = 0\ninspector()\nL.of('a').n\nL.n\n"
    )
    tabs: list[Tab] = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.py").write_text(source, encoding="utf-8")
        tabs.append(FakeApp(tmp_path / folder / "main.py").open())
        opened(tabs[-1])
    data = {name: {"n": 4} for name in state_of(tabs[0])}
    load(tabs[1], json.dumps(data))
    assert data.keys() != state_of(tabs[1]).keys()
    assert [*state_of(tabs[1]).values()] == [{"n": 4}, {"n": 4}]


def test_the_part_that_differs_is_shown(app: FakeApp) -> None:
    tab = app.open()
    tab.button("Move").click()
    opened(tab)
    text = shown(tab)
    assert "Board.cards[1].column" in text
    assert record(tab).actions[-1].cause == "callback move in place"
    assert "Move: callback move in place" in text
    assert "<details><summary>the whole value</summary><pre>[Card(id=1" in text
    tab.button("Move here").click()
    action = record(tab).actions[-1]
    assert action.cause.startswith("a change in place, seen at board.py:")


@STAYS_OPEN
def test_pages_and_what_was_rejected_are_in_the_timeline(app: FakeApp) -> None:
    tab = app.open("?min=x")
    rejected = [line for action in record(tab).actions for line in action.rejected]
    assert [line.partition(" expected")[0] for line in rejected] == [
        "rejected link Filters.least: 'x'"
    ]
    tab.switch_page("stats")
    assert record(tab).actions[-1].cause == "page stats"
    tab.widget("Target").set_value(None)
    assert record(tab).actions[-1].rejected[0].startswith("rejected widget Stats.target: ")
    tab.widget("Target").set_value(3)
    assert record(tab).actions[-1].rejected == ()
    tab.back()
    tab.back()
    tab.back()
    assert tab.url.startswith("?")
    assert record(tab).actions[-1].cause == "Back"
    opened(tab)
    assert "rejected link Filters.least" in shown(tab)


def test_the_landing_url_has_its_page(app: FakeApp) -> None:
    tab = app.open("/stats?target=3")
    opened(tab)
    assert record(tab).url(record(tab).landing or timeline.Place("", "")) == "/stats?target=3"


@pytest.mark.parametrize("value", ["1", "true", "YES", " on "])
def test_the_variable_says_yes(app: FakeApp, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLE, value)
    opened(app.open())


@STAYS_OPEN
def test_saved_values_are_loaded_where_the_class_is_used(app: FakeApp) -> None:
    user = {"iss": "https://id.example", "sub": "7"}
    tab = app.open("/stats", user=user)
    opened(tab)
    load(tab, '{"copied_state:Kept": {"n": 1}}')
    assert "its saved values come first" in shown(tab)
    tab.switch_page("")
    tab.switch_page("stats")
    load(tab, '{"copied_state:Kept": {"n": 2}}')
    assert app.open(user=user).state(sys.modules["copied_state"].Kept).n == 2


def test_a_key_is_loaded_before_its_first_use(app: FakeApp) -> None:
    tab = app.open()
    opened(tab)
    load(tab, '{"copied_state:Unused[7]": {"n": 4}, "copied_state:Unused": {}}')
    assert "Not loaded" not in shown(tab)
    assert tab.state(sys.modules["copied_state"].Unused.of("7")).n == 4


@STAYS_OPEN
@pytest.mark.filterwarnings("ignore:The URL has grown")
def test_what_cannot_be_written_is_a_comment(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open()
    tab.button("Object").click()
    number = record(tab).count
    tab.switch_page("stats")
    opened(tab)
    restore(tab, number - 1)
    opened(tab)
    restore(tab, number)
    script = Path("app.py")
    text = as_test.written(tab.session_state[SESSION_KEY], record(tab), script)
    assert "# The inspector loaded a state here that cannot be written" in text
    load(tab, json.dumps({"copied_state:Board": {"name": "x" * 20_000}}))
    text = as_test.written(tab.session_state[SESSION_KEY], record(tab), script)
    assert text.count("that cannot be written") == 2
    tab.button("Pin").click()
    restore(tab, record(tab).count - 1)
    text = as_test.written(tab.session_state[SESSION_KEY], record(tab), script)
    assert text.count("that cannot be written") == 3


def test_a_page_that_is_gone(app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not run_facts.switch("1", "")  # outside a script
    tab = app.open()
    tab.switch_page("stats")
    tab.switch_page("")
    opened(tab)
    with monkeypatch.context() as patch:
        patch.setattr(run_facts, "switch", lambda *_: False)
        load(tab, '{"copied_state:Stats": {"target": 8}, "url": "/stats?target=8"}')
    assert "This is of another page, /stats?target=8" in shown(tab)
    load(tab, '{"copied_state:Board": {"name": "x"}, "url": "/nowhere?board=x"}')
    assert tab.widget("Board").value == "x"


def test_foreign_params_are_those_of_the_link(app: FakeApp, repeats: Callable[[Tab], str]) -> None:
    tab = app.open("?utm=mail&embed_options=light_theme")
    number = record(tab).count
    url = tab.url
    assert "utm=mail" in url
    tab.widget("Least").set_value(4)
    assert "utm" not in tab.url
    opened(tab)
    restore(tab, number)
    assert sorted(tab.url[1:].split("&")) == sorted(url[1:].split("&"))
    repeats(tab)
