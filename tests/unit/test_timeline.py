"""The timeline: acts, entries of the history, and a session as a test where much is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from st_page_state import PageState, StateVar, runtime, use_ports
from st_page_state.devtools import recorder, restoring, run_facts
from st_page_state.devtools.as_test import written
from st_page_state.devtools.looking import actions, address, classes
from st_page_state.devtools.timeline import MOST_ACTS, Act, Action, Entered, Place, Timeline
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery, FakeSession

APP = Path("app.py")
HOME, MAP = Place("1", ""), Place("2", "zoom=3")


class Alone(PageState):
    n: int = StateVar(default=1, url_key="n")


def begun() -> Timeline:
    timeline = Timeline()
    timeline.pages = {"1": "", "2": "map"}
    timeline.landing = HOME
    timeline.push(HOME)
    timeline.add(Act("open", HOME))
    return timeline


def test_the_history_goes_back_and_forward() -> None:
    timeline = begun()
    timeline.push(MAP)
    timeline.push(MAP)
    assert (timeline.entries, timeline.at) == ([HOME, MAP], 1)
    assert timeline.travel(HOME) == -1
    assert timeline.travel(MAP) == 1
    assert timeline.travel(Place("3", "")) is None
    timeline.replace(Place("2", "zoom=4"))
    assert timeline.url(timeline.entries[1]) == "/map?zoom=4"


def test_acts_are_bounded_and_the_test_says_so() -> None:
    timeline = begun()
    for _ in range(MOST_ACTS + 2):
        timeline.add(Act("back", HOME, steps=2))
    assert (timeline.lost, timeline.done) == (3, MOST_ACTS + 3)
    assert "# The session began earlier" in written(None, timeline, APP)


def test_what_cannot_be_repeated_is_a_comment() -> None:
    timeline = begun()
    timeline.see("$$ID-a-None", "", "dataframe", ())
    timeline.see("$$ID-b-None", "", "dataframe", ())
    timeline.see("$$ID-c-up", "Upload", "file_uploader", ())
    timeline.see("$$ID-d-edit", "", "arrow_data_frame", ())
    timeline.see("$$ID-e-stars", "", "button_group", (":star:",))
    timeline.begin_run(whole=True)
    timeline.add(Act("edit", HOME, (Entered("$$ID-a-None", False, None, 1),)))
    timeline.add(Act("edit", HOME, (Entered("$$ID-c-up", False, None, None, said=False),)))
    edits = {"edited_rows": {0: {"a": 1}}, "added_rows": [{"a": 2}], "deleted_rows": [1]}
    timeline.add(Act("edit", HOME, (Entered("$$ID-d-edit", False, None, edits),)))
    timeline.add(Act("edit", HOME, (Entered("$$ID-e-stars", False, 0, 0),)))
    timeline.add(Act("address", MAP))
    timeline.add(Act("page", MAP))
    text = written(None, timeline, APP)
    assert "# A widget was edited, which needs a key to be found: 1." in text
    assert "# 'Upload' was edited: such a value cannot be written here." in text
    assert 'tab.widget("edit").edit_cell(0, "a", 1)' in text
    assert 'tab.widget("edit").add_row({"a": 2})' in text
    assert 'tab.widget("edit").delete_rows([1])' in text
    assert 'tab.widget("stars").set_value(0)' in text
    assert "# The address was changed to '/map?zoom=3'." in text
    assert 'tab.switch_page("map")' in text


def test_no_page_is_known() -> None:
    known = recorder.Recorder()
    known._know("1")
    assert known.timeline.pages == {}


def test_names_of_widgets() -> None:
    timeline = begun()
    timeline.see("$$ID-a-None", "", "dataframe", ())
    assert timeline.named("$$ID-a-None") == "a widget"
    assert timeline.named("$$ID-b-key") == "key"
    assert 'fake_app("app.py").open()' in written(None, timeline, APP)


def test_nothing_has_happened_yet() -> None:
    timeline = Timeline()
    assert "open()" in written(None, timeline, APP)
    assert actions(None, timeline) == []
    assert classes(None, timeline, Path("/nowhere/app.py"), {}) == []
    view = address(None, timeline, {"q": ("1",), "embed": ("true",)}, ["q"])
    assert [row.owner for row in view.params] == ["protected", "protected"]
    assert (view.url, view.landing, view.limit) == ("", "", 8000)


def test_cells_that_stay_are_not_entered_again() -> None:
    timeline = begun()
    timeline.see("$$ID-d-edit", "", "dataframe", ())
    now = {"edited_rows": {0: {"a": 1}, 1: {"a": 2}}}
    before = {"edited_rows": {0: {"a": 1}}}
    entered = Entered("$$ID-d-edit", trigger=False, wire=None, value=now, former=before)
    timeline.add(Act("edit", HOME, (entered,)))
    lines = written(None, timeline, APP).splitlines()
    assert [line.strip() for line in lines if "edit_cell" in line] == [
        'tab.widget("edit").edit_cell(1, "a", 2)'
    ]


def test_a_choice_that_is_cleared() -> None:
    timeline = begun()
    timeline.see("$$ID-s-choice", "", "selectbox", ("a", "b"))
    timeline.add(Act("edit", HOME, (Entered("$$ID-s-choice", False, None, None),)))
    assert 'tab.widget("choice").set_value(None)' in written(None, timeline, APP)


class Incomparable:
    def __ne__(self, other: object) -> bool:
        raise TypeError("no")


def test_what_cannot_be_compared_was_not_entered() -> None:
    assert not run_facts._differ(Incomparable(), 1)


def test_a_thread_of_the_app_runs_in_no_callback() -> None:
    assert recorder._app_line(None) == ("", False)


def test_a_restored_address_is_the_one_that_the_run_has_left() -> None:
    timeline = Timeline()
    for number, (cause, query, page) in enumerate(
        [("link", "a=1", ""), ("code app.py:3", "a=1&b=2", ""), ("Back", "a=0", "")], 1
    ):
        place = Place(page, query)
        timeline.actions.append(Action(number, 0, cause, "", place, (), (), 0))
    assert restoring._place_after(timeline, 1) == Place("", "a=1&b=2")
    assert restoring._place_after(timeline, 3) == Place("", "a=0")


def test_only_streamlits_sessions_are_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "devtools", True)
    session = FakeSession()
    with use_ports(session, FakeQuery("?n=2")):
        assert Alone.n == 2
    assert session[SESSION_KEY].record is None
