"""Ways to a page that open it with its state."""

import streamlit as st

from st_page_state import PageState, StateVar, params


class Filters(PageState):
    """What the page "Filters in the URL" has in its address."""

    where: list[str] = StateVar(default=[], url_key="in")
    sort: str = StateVar(default="peak", url_key="by")

    class Config:
        hide_defaults = True


PAGE = "topics/filters.py"

st.page_link(
    PAGE,
    label="The highest peaks of Asia",
    query_params=params(Filters(where=["Asia"], sort="height")),
)
place = st.selectbox("Elsewhere", ["Africa", "America", "Europe"])
if st.button("Show its peaks"):
    st.switch_page(PAGE, query_params=params(Filters(where=[place])))
