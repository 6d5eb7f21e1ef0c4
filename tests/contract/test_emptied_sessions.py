"""Apps that empty st.session_state, as code for logging out does, on Streamlit's own runner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from drivers.script_runner import RunnerApp, RunnerTab, running, tab_here
from st_page_state import PageState, StateVar, batch, reset_all


@pytest.fixture(autouse=True)
def _process() -> Iterator[None]:
    with running():
        yield


class Person(PageState):
    name: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)
    n: int = StateVar(default=0, url_key="n")
    word: str = StateVar(default="a", url_key="w", hide_default=True)


def delete_each() -> None:
    for key in list(st.session_state):
        del st.session_state[key]


def delete_names() -> None:
    for key in list(st.session_state.to_dict()):
        delattr(st.session_state, str(key))


def pop_each() -> None:
    for key in list(st.session_state):
        st.session_state.pop(key)


def pop_items() -> None:
    while st.session_state:
        st.session_state.popitem()


def clear() -> None:
    st.session_state.clear()


IDIOMS = [delete_each, delete_names, pop_each, pop_items, clear]


def in_callback(st: Any, leave: Callable[[], None]) -> None:
    widgets_before(st)
    st.button("Leave", on_click=leave)
    widgets_after(st)


def in_script(st: Any, leave: Callable[[], None]) -> None:
    widgets_before(st)
    if st.button("Leave"):
        leave()
    widgets_after(st)


def in_batch(st: Any, leave: Callable[[], None]) -> None:
    widgets_before(st)
    if st.button("Leave"):
        with batch():
            _ = Person.name
            leave()
    widgets_after(st)


def in_fragment(st: Any, leave: Callable[[], None]) -> None:
    widgets_before(st)

    @st.fragment
    def part() -> None:
        if st.button("Leave"):
            leave()
            st.rerun()

    part()
    widgets_after(st)


def in_widgets_callback(st: Any, leave: Callable[[], None]) -> None:
    widgets_before(st)
    st.text_input("Leave", **Person.bind("name", key="leave", on_change=leave))
    widgets_after(st)


PLACES = [in_callback, in_script, in_batch, in_fragment]


def widgets_before(st: Any) -> None:
    Person.tags.append("x")
    st.text_input("Name", **Person.bind("name"))
    with Person.form("form"):
        st.text_input("Word", **Person.bind("word"))
        st.form_submit_button("Send")


def widgets_after(st: Any) -> None:
    st.number_input("N", step=1, **Person.bind("n"))
    st.text(f"[{Person.name}] {Person.n} {Person.word} {len(Person.tags)}")


def script(st: Any) -> None:
    place, leave = tab_here().told
    place(st, leave)


def opened(
    folder: Path, place: Callable[[Any, Callable[[], None]], None], leave: Callable[[], None]
) -> RunnerTab:
    tab = RunnerApp(folder, script, {}).tab("?n=1")
    tab.told = place, leave
    tab.rerun()
    tab.set("Name", "ann")
    tab.set("N", 5)
    tab.set("Word", "b")
    tab.click("Send")
    assert tab.shown == ["[ann] 5 b 4"]
    return tab


def values(tab: RunnerTab) -> list[Any]:
    return [tab.value(label) for label in ("Name", "N", "Word")]


@pytest.mark.parametrize("reruns", [True, False], ids=["rerun", "goes on"])
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("idiom", IDIOMS, ids=lambda idiom: idiom.__name__)
def test_the_app_goes_on_as_a_new_session(
    tmp_path: Path,
    idiom: Callable[[], None],
    place: Callable[[Any, Callable[[], None]], None],
    reruns: bool,
) -> None:
    def leave() -> None:
        idiom()
        if reruns:
            st.rerun()

    tab = opened(tmp_path, place, leave)
    for _ in range(2):
        tab.click("Leave")
        assert tab.exceptions == []
        tab.rerun()
        assert tab.exceptions == []
        assert tab.shown[0].startswith("[] 5 b ")
        assert int(tab.shown[0][-1]) < 3
        assert values(tab) == ["", 5, "b"]
        tab.set("Name", "bob")
        tab.set("N", 6)
        tab.set("Word", "c")
        tab.click("Send")
        assert tab.shown[0].startswith("[bob] 6 c ")
        tab.set("N", 5)
        tab.set("Word", "b")
        tab.click("Send")
        assert tab.query == "n=5&w=b"


@pytest.mark.parametrize("idiom", IDIOMS, ids=lambda idiom: idiom.__name__)
def test_an_edit_in_a_widget_whose_key_is_gone(tmp_path: Path, idiom: Callable[[], None]) -> None:
    tab = opened(tmp_path, in_script, idiom)
    tab.click("Leave")
    for name in ("bob", "bo", "b"):
        tab.set("Name", name)
        assert tab.exceptions == []
        assert tab.shown[0].startswith(f"[{tab.value('Name')}]")
    assert tab.value("Name") == "b"


@pytest.mark.parametrize("idiom", IDIOMS, ids=lambda idiom: idiom.__name__)
def test_a_widgets_own_callback_empties_the_session(
    tmp_path: Path, idiom: Callable[[], None]
) -> None:
    tab = opened(tmp_path, in_widgets_callback, idiom)
    tab.set("Leave", "zoe")
    assert (tab.shown, values(tab)) == (["[zoe] 5 b 1"], ["zoe", 5, "b"])


def test_an_error_after_it_is_the_apps_own(tmp_path: Path) -> None:
    def leave() -> None:
        clear()
        raise ZeroDivisionError

    tab = opened(tmp_path, in_widgets_callback, leave)
    tab.set("Leave", "zoe")
    assert tab.exceptions == ["ZeroDivisionError"]
    tab.rerun()
    assert (tab.shown, values(tab)) == (["[] 5 b 1"], ["", 5, "b"])


@pytest.mark.parametrize("place", [*PLACES, in_widgets_callback], ids=lambda place: place.__name__)
def test_reset_all_shows_the_defaults(
    tmp_path: Path, place: Callable[[Any, Callable[[], None]], None]
) -> None:
    tab = opened(tmp_path, place, reset_all)
    for _ in range(2):
        updates = len(tab.updates)
        if place is in_widgets_callback:
            tab.set("Leave", "zoe")
        else:
            tab.click("Leave")
        assert (tab.query, len(tab.updates)) == ("n=0", updates + 1)
        tab.rerun()
        assert (tab.exceptions, len(tab.updates)) == ([], updates + 1)
        assert tab.shown[0].startswith("[] 0 a ")
        assert values(tab) == ["", 0, "a"]
        tab.set("Name", "bob")
        tab.set("N", 6)
        tab.set("Word", "c")
        tab.click("Send")
        assert tab.shown[0].startswith("[bob] 6 c ")
