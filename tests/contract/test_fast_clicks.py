"""Clicks that are faster than the line, on Streamlit's real state: all begin with one address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from drivers.script_runner import RunnerApp, running
from real_session import VERSION, RealSession
from st_page_state import PageState, StateVar


class Fast(PageState):
    n: int = StateVar(0, url_key="n")
    text: str = StateVar("", url_key="text", hide_default=True)


@pytest.mark.parametrize("clicks", [2, 18, 20, 200])
def test_no_click_is_lost(clicks: int) -> None:
    tab = RealSession("?n=0")
    for click in range(clicks):
        with tab.run("?n=0"):
            Fast.n += 1
            assert Fast.n == click + 1
    for shown in (1, clicks // 2, clicks - 1, clicks):
        with tab.run(f"?n={shown}"):
            assert Fast.n == clicks
    assert tab.url == f"n={clicks}"


def test_no_edit_of_a_widget_is_lost() -> None:
    tab = RealSession("?n=0")
    for click in range(20):
        with tab.run("?n=0"):
            st.session_state[Fast.bind("n")["key"]] = click
            Fast.bind("n")["on_change"]()
            assert st.number_input("N", step=1, **Fast.bind("n")) == click


def test_long_texts_are_no_burden_to_the_session() -> None:
    tab = RealSession("?n=0")
    for click in range(30):
        with tab.run("?n=0"):
            Fast.text = "x" * 5000 + str(click)
    with tab.run("?n=0"):
        assert Fast.text.endswith("29")
        assert len(repr(st.session_state["st_page_state"].address.pending)) < 20_000


def adds_and_reruns(st: Any) -> None:
    st.text(str(Fast.n))
    if st.button("Add"):
        Fast.n += 1
        st.rerun()


@pytest.mark.skipif(VERSION < (1, 45), reason="no run tells that st.rerun() asked for it")
def test_no_click_is_lost_where_each_ends_in_a_rerun(tmp_path: Path) -> None:
    with running():
        tab = RunnerApp(tmp_path, adds_and_reruns, {}).open("?n=0")
        for click in range(1, 6):
            tab.query = "n=0"
            tab.click("Add")
            assert tab.shown == [str(click)]
        tab.rerun()
        tab.query = "n=0"
        tab.rerun()
        assert tab.shown == ["0"]
