"""Options that depend on another field; two widgets of one field."""

from typing import Annotated

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar

CITIES = {
    "Norway": ["Oslo", "Bergen", "Tromsø"],
    "Sweden": ["Lund", "Visby"],
}


class Trip(PageState):
    country: str = StateVar(default="Norway", url_key="country")
    city: str = StateVar(default="Oslo", url_key="city")
    nights: Annotated[int, Field(ge=1, le=14)] = StateVar(
        default=2, url_key="nights"
    )


st.selectbox("Country", **Trip.bind("country", options=list(CITIES)))
st.selectbox("City", **Trip.bind("city", options=CITIES[Trip.country]))
left, right = st.columns(2)
left.slider("Nights", 1, 14, **Trip.bind("nights"))
right.number_input("Exactly", 1, 14, **Trip.bind("nights", key="exact"))

for error in Trip.url_errors().values():
    st.warning(f"`{error.param}` was ignored: {error.reason}")
st.write(f"{Trip.nights} nights in {Trip.city}, {Trip.country}")
