"""Filters that hide their defaults in an app's own file, on the Streamlit that is installed."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from st_page_state_fakes import FakeApp

SCRIPT = """
import streamlit as st
from st_page_state import PageState, StateVar

class Filters(PageState):
    word: str = StateVar("", url_key="word")
    most: int = StateVar(9, url_key="most")

    class Config:
        hide_defaults = True

st.text_input("Word", **Filters.bind("word"))
st.number_input("Most", step=1, **Filters.bind("most"))
st.text(f"{Filters.word} {Filters.most}")
"""


@pytest.mark.parametrize("reruns", [0, 1])
def test_filters_survive_a_page_that_touches_no_state(tmp_path: Path, reruns: int) -> None:
    (tmp_path / "app.py").write_text(dedent(SCRIPT))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "blank.py").write_text("import streamlit as st\nst.text('blank')\n")
    tab = FakeApp(tmp_path / "app.py").open()
    tab.widget("Word").set_value("taxi")
    tab.widget("Most").set_value(3)
    for _ in range(reruns):
        tab.rerun()
    for _ in range(2):
        tab.switch_page("blank")
        assert tab.texts == ["blank"]
        tab.switch_page("")
        assert (tab.texts, tab.url) == (["taxi 3"], "?word=taxi&most=3")
        assert tab.widget("Word").value == "taxi"
    for _ in range(3):
        tab.back()
        assert tab.texts in (["taxi 3"], ["blank"])
