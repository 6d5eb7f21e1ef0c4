"""A natively bound widget beside a class, in one address."""

from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar


class Weather(PageState):
    unit: Literal["C", "F"] = StateVar(default="C", url_key="unit")
    days: Annotated[int, Field(ge=1, le=10)] = StateVar(
        default=3, url_key="days"
    )


st.text_input("City", key="city", bind="query-params")  # Streamlit 1.55
st.radio("Unit", **Weather.bind("unit", options=["C", "F"]))
if st.toggle("More days"):
    st.slider("Days", 1, 10, **Weather.bind("days"))
st.button("Reset the forecast", on_click=Weather.reset)
city = st.session_state["city"] or "Nowhere"
st.write(f"{city}: {Weather.days} days in °{Weather.unit}")
