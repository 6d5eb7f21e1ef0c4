"""A link may ask for anything, and gets what the types allow."""

from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar

MEMBERS = {"ann": "editor", "bob": "reader"}  # the server knows this


class View(PageState):
    rows: Annotated[int, Field(ge=1, le=50)] = StateVar(
        default=10, url_key="rows"
    )
    tab: Literal["open", "done"] = StateVar(
        default="open", url_key="tab"
    )


class Login(PageState):
    name: str = ""  # no url_key: a link cannot set it


st.selectbox("Log in as", **Login.bind("name", options=["", *MEMBERS]))
st.number_input("Rows", 1, 50, **View.bind("rows"))
st.radio("Show", **View.bind("tab", options=["open", "done"]))
role = MEMBERS.get(Login.name, "nobody")
st.write(f"{View.rows} {View.tab} rows, for {role}")
if role == "editor" and st.button("Delete the done ones"):
    st.success("Deleted, by a click and not by a link.")
