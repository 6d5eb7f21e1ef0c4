"""Code for the first implementation: it runs unchanged."""

import streamlit as st

from st_page_state import PageState, StateVar


class SidebarState(PageState):
    query: str = StateVar("", url_key="q")

    class Config:
        url_prefix = "side_"
        share_url_with = ["BoardState"]


class BoardState(PageState):
    lane: int = StateVar(
        default=0,
        url_key="lane",
        value_map={0: "todo", 1: "doing", 2: "done"},
    )
    wip_limit: int = StateVar(default=3, url_key="wip")

    @classmethod
    def on_change(cls, field, old_value, new_value):
        st.toast(f"{field}: {old_value} → {new_value}")


st.text_input("Find", **SidebarState.bind("query"))
lanes = ["todo", "doing", "done"]
st.radio(
    "Lane",
    range(3),
    format_func=lanes.__getitem__,
    **BoardState.bind("lane"),
)
st.number_input("Limit", **BoardState.bind("wip_limit", value=5))
st.write(BoardState.dump())
st.button("Reset", on_click=BoardState.reset)
