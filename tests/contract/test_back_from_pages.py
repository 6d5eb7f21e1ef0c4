"""Back from a page that was opened with state, on the Streamlit that is installed."""

from __future__ import annotations

import pytest
from app_texts import VERSION

from st_page_state_fakes import FakeApp

APP = """
import streamlit as st
from st_page_state import PageState, StateVar, params

class List(PageState):
    q: str = StateVar(default="", url_key="q"){list_config}

class Detail(PageState):
    id: int = StateVar(default=0, url_key="id")
    class Config:
        hide_defaults = True

def find():
    st.text_input("q", **List.bind("q"))
    st.text(f"list {{List.q}}")
    if st.button("go"):
        st.switch_page(shown, query_params=params(Detail(id=9)))
    if st.button("plain"):
        st.switch_page(shown)

def detail():
    st.text(f"detail {{Detail.id}}")

shown = st.Page(detail)
st.navigation([st.Page(find, default=True), shown]).run()
"""
HIDING = "\n    class Config:\n        hide_defaults = True"


@pytest.mark.skipif(VERSION < (1, 65), reason="Back is a run of its own from 1.65 on")
@pytest.mark.parametrize("config", ["", HIDING])
def test_the_list_keeps_its_filters_beside_the_params_of_the_page(config: str) -> None:
    tab = FakeApp(APP.format(list_config=config)).open()
    tab.widget("q").set_value("taxi")
    before = len(tab.history)
    tab.button("go").click()
    assert (tab.url, tab.texts) == ("/detail?id=9", ["detail 9"])
    assert len(tab.history) == before + 2
    for url in ("?id=9&q=taxi", "?q=taxi"):
        tab.back()
        assert (tab.url, tab.texts, tab.widget("q").value) == (url, ["list taxi"], "taxi")
    tab.forward()
    tab.forward()
    assert (tab.url, tab.texts) == ("/detail?id=9", ["detail 9"])


@pytest.mark.skipif(VERSION < (1, 65), reason="Back is a run of its own from 1.65 on")
def test_params_cost_no_entry_beyond_the_plain_switch() -> None:
    tab = FakeApp(APP.format(list_config="")).open()
    tab.widget("q").set_value("taxi")
    before = len(tab.history)
    tab.button("plain").click()
    assert len(tab.history) == before + 2
