"""A server that starts anew, as in a deploy, while a page is open."""

from __future__ import annotations

from inspect import getsource
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from conftest import OpenPage, settled
from drivers.server import free_port, served
from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp


class Kept(PageState):
    word: str = StateVar(default="a", url_key="word")


def script(st: Any) -> None:
    st.title("Restarted")
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    entered = st.text_input("Word", key="entered")
    ticked = st.checkbox("Ticked", key="ticked")
    number = st.number_input("Number", value=5, key="number")
    st.text_input("Bound", **Kept.bind("word"))
    st.text(f"run={st.session_state['runs']} {entered=} {ticked=} {number=} word={Kept.word}")
    st.button("Go")


APP = f"""\
from typing import Any
import streamlit as st
from st_page_state import PageState, StateVar

{getsource(Kept)}
{getsource(script)}
script(st)
"""


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
    path.write_text(APP)
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
