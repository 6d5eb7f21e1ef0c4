"""Each tab has its own state, although all share one class."""

import streamlit as st

from st_page_state import PageState, StateVar, reset_all


class Profile(PageState):
    name: str = StateVar(default="")
    color: str = StateVar(default="#2b6cb0", url_key="color")


@st.cache_resource
def greeted() -> list[str]:
    return []  # shared by all users, on purpose


if not Profile.name:
    with Profile.form("hello", clear_on_submit=True):
        st.text_input("Your name", **Profile.bind("name"))
        st.form_submit_button("Come in")
else:
    if Profile.name not in greeted():
        greeted().append(Profile.name)
    st.subheader(f"Hello {Profile.name}")
    st.color_picker("Color", **Profile.bind("color"))
    st.button("Log out", on_click=reset_all)
st.caption(f"Visitors since the server began: {len(greeted())}")
