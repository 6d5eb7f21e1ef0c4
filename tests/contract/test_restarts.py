"""An open page goes on after a restart of the server: its widgets hold what is newest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from app_texts import VERSION, since_1_55
from streamlit.runtime.scriptrunner import get_script_run_ctx

from contract.reopened import (
    Open,
    Picky,
    a_form,
    a_range,
    an_editor,
    another_label,
    changed_choices,
    every_widget,
    in_a_fragment,
    offered,
    picky,
    reset_above,
    some_tabs,
    stopped,
    told,
    two_widgets,
)
from real_session import RealSession
from st_page_state.adapters.session import StreamlitSession
from st_page_state.ports import WidgetSession
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

KEYED = VERSION >= (1, 50)
"""Whether a widget with a key is the same one with other options."""

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

    yield app_of
    told.clear()
    offered.clear()


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


@pytest.mark.parametrize("label", ["First", "Second"])
def test_the_edited_one_of_two_widgets_wins(app_of: Opened, label: str) -> None:
    app = app_of(two_widgets)
    tab = app.open()
    tab.widget("First").set_value("old")
    tab.widget("Note").set_value("kept")
    app.restart()
    tab.widget(label).set_value("new")
    assert tab.texts[1:] == ["new/kept"]
    assert tab.url == "?word=new"
    tab.rerun()
    assert tab.texts == ["new", "new/kept"]
    assert tab.widget("First").value == tab.widget("Second").value == "new"


@pytest.mark.parametrize(
    ("button", "shown"),
    [("Reset", "/"), ("Assign", "old/assigned"), ("Late", "old/late"), ("Forget", "old/")],
)
def test_what_code_sets_wins(app_of: Opened, button: str, shown: str) -> None:
    app = app_of(reset_above)
    tab = app.open()
    tab.widget("Word").set_value("old")
    tab.widget("Note").set_value("kept")
    assert tab.texts == ["old/kept"]
    app.restart()
    tab.button(button).click()
    assert tab.texts == [shown]
    tab.rerun()
    assert tab.texts == [shown]
    assert f"{tab.widget('Word').value}/{tab.widget('Note').value}" == shown


def choose(app: FakeApp) -> Tab:
    tab = app.open()
    tab.widget("One").set_value("c")
    tab.widget("Other").set_value("c")
    tab.widget("Several").set_value(["a", "c"])
    assert tab.texts == ["c c ['a', 'c']"]
    return tab


@pytest.mark.parametrize(
    ("deployed", "shown"),
    [
        ({"options": ["a", "b"]}, "b b ['a']"),
        ({"options": ["c", "b", "a"]}, "c c ['a', 'c']"),
        ({"label": "the "}, "c b []"),
    ],
)
def test_what_the_new_options_lack_is_dropped(
    app_of: Opened, deployed: dict[str, Any], shown: str, request: pytest.FixtureRequest
) -> None:
    app = app_of(changed_choices)
    if not KEYED and "file" in request.node.callspec.id:
        shown = "c b []" if shown.startswith("c") else "b b []"  # other options, another widget
    tab = choose(app)
    before = len(tab.history)
    offered.update(deployed)
    app.restart()
    tab.button("Go").click()
    assert tab.texts == [shown]
    assert tab.history[before:] == ([] if shown[0] == "c" else ["?one=b"])
    tab.rerun()
    one, other, several = (tab.widget(label).value for label in ("One", "Other", "Several"))
    assert tab.texts == [f"{one} {other} {several}"] == [shown]


@pytest.mark.parametrize("deployed", [{"label": "Text"}, {"most": 20}, {"disabled": True}])
def test_a_widget_that_has_changed(app_of: Opened, deployed: dict[str, Any]) -> None:
    app = app_of(another_label)
    tab = app.open("?word=old&level=2")
    offered.update(deployed)
    app.restart()
    tab.button("Go").click()
    assert (tab.state(Open).word, tab.state(Open).level) == ("old", 2)
    tab.rerun()
    label = offered.get("label", "Word")
    assert (tab.widget(label).value, tab.widget(label + "s").value) == (2, "old")


def test_what_does_not_fit_is_an_error(app_of: Opened) -> None:
    app = app_of(a_range)
    tab = app.open()
    app.restart()
    tab.widget("Days").set_value((date(2026, 2, 3),))
    assert tab.texts == ["2 ['days']"]
    tab.button("Go").click()
    assert tab.texts == ["2 ['days']"]
    assert tab.widget("Days").value == (date(2026, 2, 3),)


@pytest.mark.parametrize("button", ["Stop", "Again"])
def test_a_first_run_that_ends_early(app_of: Opened, button: str) -> None:
    app = app_of(stopped)
    tab = app.open()
    for label, text in (("Word", "w"), ("Note", "n"), ("Last", "l")):
        tab.widget(label).set_value(text)
    app.restart()
    tab.button(button).click()
    assert tab.url == "?word=w"
    if button == "Stop":
        tab.widget("Note").set_value("m")
    # What becomes of a widget that it did not draw is up to Streamlit, which differs by version.
    assert tab.texts[0].startswith("w/m/" if button == "Stop" else "w/n/")


def test_a_hook_that_fails(app_of: Opened) -> None:
    app = app_of(picky)
    tab = app.open()
    app.restart()
    with pytest.raises(ValueError, match="bad"):
        tab.widget("Word").set_value("bad")
    assert (tab.state(Picky).word, tab.url) == ("", "?word=")
    tab.rerun()
    assert tab.texts == ["word="]
    assert told == ["word=bad "]


def test_a_hook_that_fails_after_the_script(app_of: Opened) -> None:
    app = app_of(picky)
    tab = app.open()
    tab.widget("Only bind").set_value(True)
    app.restart()
    tab.widget("Word").set_value("bad")
    with pytest.raises(ValueError, match="bad"):
        tab.rerun()
    tab.rerun()
    assert tab.widget("Word").value == ""


@since_1_55
def test_fragments(app_of: Opened) -> None:
    app = app_of(in_a_fragment)
    tab = app.open()
    tab.widget("Word").set_value("old")
    app.restart()
    tab.widget("Word").set_value("new")
    tab.button("Go").click()
    assert tab.texts == ["in: new", "out: new"]
    assert tab.url == "?word=new"


def test_other_tabs_and_pages_loaded_anew_are_others(app_of: Opened) -> None:
    app = app_of(every_widget)
    ann, bob = app.open(), app.open()
    ann.widget("Word").set_value("ann")
    ann.widget("Note").set_value("kept")
    bob.widget("Word").set_value("bob")
    app.restart()
    ann.widget("Level").set_value(7)
    bob.widget("Level").set_value(8)
    assert (ann.state(Open).word, ann.state(Open).level) == ("ann", 7)
    assert (bob.state(Open).word, bob.state(Open).level) == ("bob", 8)
    ann.reload()
    assert (ann.state(Open).word, ann.state(Open).level) == ("ann", 7)
    assert ann.state(Open).note == ann.widget("Note").value == ""


def test_foreign_params_are_purged_as_by_any_edit(app_of: Opened) -> None:
    app = app_of(every_widget)
    tab = app.open("?utm_source=mail")
    before = len(tab.history)
    app.restart()
    tab.widget("Word").set_value("new")
    assert tab.history[before:] == ["?word=new&choice=a&level=5"]


def of_command(tab: Tab, command: str) -> Any:
    return next(widget for widget in tab.widgets if widget.command == command)


def test_editors(app_of: Opened) -> None:
    app = app_of(an_editor)
    tab = app.open()
    editor = of_command(tab, "data_editor")
    editor.edit_cell(0, "price", 3)
    app.restart()
    editor.add_row({"item": "milk", "price": 4})
    assert tab.texts == ["[('tea', 3), ('milk', 4)]"]
    tab.button("Go").click()
    assert tab.texts == ["[('tea', 3), ('milk', 4)]"]
    of_command(tab, "data_editor").edit_cell(0, "price", 5)
    assert tab.texts == ["[('tea', 5), ('milk', 4)]"]


def test_editors_with_another_base(app_of: Opened) -> None:
    app = app_of(an_editor)
    tab = app.open()
    tab.button("Add").click()
    of_command(tab, "data_editor").edit_cell(0, "price", 3)
    app.restart()
    tab.button("Go").click()
    assert tab.texts == ["[('tea', 1)]"]
    of_command(tab, "data_editor").edit_cell(0, "price", 5)
    assert tab.texts == ["[('tea', 5)]"]


@since_1_55
def test_tabs(app_of: Opened) -> None:
    app = app_of(some_tabs)
    tab = app.open()
    app.restart()
    tab.widgets[0].set_value("y")
    assert (tab.texts, tab.url) == (["y"], "?view=y")
    app.restart()
    tab.button("Go").click()
    assert (tab.texts, tab.url) == (["y"], "?view=y")


@pytest.mark.parametrize("version", ["1.37", "1.55", "1.64"])
@pytest.mark.parametrize("deployed", [{}, {"most": 20}])
def test_older_streamlits(version: str, deployed: dict[str, Any]) -> None:
    app = FakeApp(another_label, streamlit=version)
    tab = app.open("?word=old&level=2")
    offered.update(deployed)
    app.restart()
    tab.widget("Words").set_value("new")
    assert (tab.state(Open).word, tab.state(Open).level) == ("new", 2)
    tab.rerun()
    assert (tab.widget("Words").value, tab.widget("Word").value) == ("new", 2)
    offered.clear()


def test_what_is_sent_for_a_choice_may_be_unknown() -> None:
    with RealSession().run():
        st.selectbox("Choice", ["a", "b"], key="choice", format_func=str.upper)
        context = get_script_run_ctx()
        assert context is not None
        session = StreamlitSession(context)
        assert session.took("choice", (session.widget_identity("choice"), object()))
        assert not session.took("choice", ("another", object()))
        session.withdraw("choice")
        assert session["choice"] == "a"


class Minimal(WidgetSession, dict[str, Any]):  # type: ignore[misc]
    def widget_identity(self, key: str) -> str | None:
        return None

    def form(self, key: str, **options: Any) -> Any:
        return nullcontext()


def test_a_session_need_not_know_of_open_pages() -> None:
    session = Minimal()
    session.offer("key", 1)
    session.withdraw("key")
    assert session.early() == {}
    assert not session.took("key", None)
    assert session == {}
