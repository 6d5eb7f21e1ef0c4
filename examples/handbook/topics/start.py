"""The smallest app: a choice and a number, both in the address."""

import streamlit as st

from st_page_state import PageState, StateVar


class FilterState(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")


statuses = ["pending", "active", "done"]
st.selectbox("Status", **FilterState.bind("status", options=statuses))
if st.button("Next page"):
    FilterState.page += 1

st.write(f"Page {FilterState.page} of the {FilterState.status} orders")
