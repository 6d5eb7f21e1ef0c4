"""A server that starts anew, as in a deploy, while a page is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import getsource
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from conftest import OpenPage, settled
from drivers.server import free_port, served
from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab


class Kept(PageState):
    word: str = StateVar(default="a", url_key="word")
    note: str = ""
    level: tuple[int, int] = (2, 5)
    choice: str = "a"


class Entry(PageState):
    name: str = ""
    city: str = ""


def script(st: Any) -> None:
    st.title("Restarted")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    entered = st.text_input("Word", key="entered")
    ticked = st.checkbox("Ticked", key="ticked")
    number = st.number_input("Number", value=5, key="number")
    st.text_input("Bound", **Kept.bind("word"))
    st.text(f"run={st.session_state['runs']} {entered=} {ticked=} {number=} word={Kept.word}")
    st.button("Go")


def bound_script(st: Any) -> None:
    st.title("Restarted")
    st.text_input("Word", **Kept.bind("word"))
    st.text_input("Note", **Kept.bind("note"))
    st.slider("Level", 0, 9, **Kept.bind("level"))
    st.selectbox("Choice", **Kept.bind("choice", options=["a", "b"]), format_func=str.upper)
    with Entry.form("entry"):
        st.text_input("Name", **Entry.bind("name"))
        st.text_input("City", **Entry.bind("city"))
        saved = st.form_submit_button("Save")
    st.text(f"saved={Entry.dump() if saved else None} {Kept.dump()}")


APP = f"""\
from typing import Any
import streamlit as st
from st_page_state import PageState, StateVar

{getsource(Kept)}

{getsource(Entry)}
"""


def source_of(script: Callable[[Any], None]) -> str:
    """Return an app's file."""
    return f"{APP}\n{getsource(script)}\n{script.__name__}(st)\n"


def on_fake(app: FakeApp) -> list[str]:
    """Return what a tab shows before and after the restart."""
    tab = app.open()
    tab.widget("Word").set_value("kept")
    tab.widget("Bound").set_value("b")
    before = tab.texts[1:]
    app.restart()
    assert tab.texts[1:] == before
    tab.button("Go").click()
    return [*before, *tab.texts[1:], tab.url]


def test_an_open_page_goes_on_as_on_fake_app(tmp_path: Path, open_page: OpenPage) -> None:
    path = tmp_path / "app.py"
    path.write_text(source_of(script))
    port, told = free_port(), []
    with served(str(path), port=port) as url:
        page = open_page(url)
        for label, text in (("Word", "kept"), ("Bound", "b")):
            page.get_by_label(label, exact=True).fill(text)
            page.get_by_label(label, exact=True).press("Enter")
            settled(page)
        shown = page.get_by_test_id("stText")
        expect(shown).to_contain_text("word=b")
        told.append(shown.inner_text())
    with served(str(path), port=port) as url:
        page.get_by_role("button", name="Go").click()
        expect(shown).to_contain_text("run=1 ")
        settled(page)
        told += [shown.inner_text(), page.url.removeprefix(f"{url}/")]
    assert told == on_fake(FakeApp(path)) == on_fake(FakeApp(script))


def fill(page: Page, label: str, text: str) -> None:
    """Enter a text, and confirm it."""
    page.get_by_label(label, exact=True).fill(text)
    page.get_by_label(label, exact=True).press("Enter")


def by_hand(page: Page, act: str) -> None:
    """Do in Chromium what :func:`on_tab` does on a tab."""
    if act == "Save":
        page.get_by_label("Name", exact=True).fill("Ann")
        page.get_by_label("City", exact=True).fill("Oslo")
        page.get_by_role("button", name="Save").click()
    elif act == "Choice":
        page.get_by_role("combobox", name=re.compile("Choice")).click()
        page.get_by_role("option", name="B", exact=True).click()
    elif act == "Level":
        page.get_by_role("slider").last.press("ArrowRight")
    else:
        fill(page, act, "new")


def on_tab(tab: Tab, act: str) -> None:
    """Do on a tab what :func:`by_hand` does in Chromium."""
    if act == "Save":
        tab.widget("Name").set_value("Ann")
        tab.widget("City").set_value("Oslo")
        tab.button("Save").click()
    else:
        tab.widget(act).set_value({"Choice": "b", "Level": (2, 6)}.get(act, "new"))


CONNECTION = "data-test-connection-state"
ACTS = ["Word", "Level", "Choice", "Save"]


def on_fake_at_first(app: FakeApp) -> list[str]:
    """Return what a tab shows after each act, when it is the first one after a restart."""
    tab = app.open()
    tab.widget("Note").set_value("kept")
    told: list[str] = []
    for act in ACTS:
        app.restart()
        on_tab(tab, act)
        told += [tab.texts[1], tab.url]
    return told


def test_bound_widgets_keep_the_first_edit(tmp_path: Path, open_page: OpenPage) -> None:
    path = tmp_path / "app.py"
    path.write_text(source_of(bound_script))
    port, told = free_port(), []
    with served(str(path), port=port) as url:
        page = open_page(url)
        fill(page, "Note", "kept")
        settled(page)
        shown = page.get_by_test_id("stText")
        expect(shown).to_contain_text("kept")
    for act in ACTS:
        with served(str(path), port=port) as url:
            expect(page.get_by_test_id("stApp")).to_have_attribute(CONNECTION, "CONNECTED")
            before = shown.inner_text()
            by_hand(page, act)
            expect(shown).not_to_have_text(before)
            settled(page)
            told += [shown.inner_text(), page.url.removeprefix(f"{url}/")]
    assert told == on_fake_at_first(FakeApp(path)) == on_fake_at_first(FakeApp(bound_script))
