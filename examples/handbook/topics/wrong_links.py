"""A link that somebody has mistyped opens the page, and it says so."""

from datetime import date
from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar


class Trip(PageState):
    day: date = StateVar(default=date(2026, 5, 1), url_key="day")
    seats: Annotated[int, Field(ge=1, le=9)] = StateVar(
        default=2, url_key="seats"
    )
    wagon: Literal["quiet", "family"] = StateVar(
        default="quiet", url_key="wagon"
    )
    meal: str = StateVar(default="none", url_key="meal")


BROKEN = "wrong_links?day=tomorrow&seats=2000&meal=caviar"
st.markdown(
    f'<a href="{BROKEN}" target="_self">Open a broken link</a>',
    unsafe_allow_html=True,
)
messages = st.container()  # above the widgets, and filled below them
st.date_input("Day", **Trip.bind("day"))
st.slider("Seats", 1, 9, **Trip.bind("seats"))
st.radio("Wagon", **Trip.bind("wagon", options=Trip.options("wagon")))
st.selectbox("Meal", **Trip.bind("meal", options=["none", "vegan"]))
for error in Trip.url_errors().values():  # bind() knows the options
    messages.warning(
        f"The link's `{error.param}` was left out: {error.reason}"
    )
