"""Texts that grow on a click, until the address is too long for proxies."""

from __future__ import annotations

import streamlit as st

from st_page_state import PageState, StateVar


class Wide(PageState):
    short: str = StateVar(default="s", url_key="short")
    long: str = StateVar(default="", url_key="long")
    longer: str = StateVar(default="", url_key="longer")


def grow() -> None:
    Wide.update(long=Wide.long + "l" * 2000, longer=Wide.longer + "m" * 3000)


st.title("Wide")
st.button("Grow", on_click=grow)
st.text(f"long={len(Wide.long)} longer={len(Wide.longer)}")
