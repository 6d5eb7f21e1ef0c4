"""A short link for a view of any size."""

import streamlit as st

from st_page_state import (
    PageState,
    StateVar,
    StoreUnavailableError,
    share,
    share_error,
)

CITIES = ["Bergen", "Lund", "Narvik", "Oslo", "Turku", "Visby"]


class Plan(PageState):
    cities: list[str] = StateVar(default=["Oslo"], url_key="city")
    notes: str = StateVar(default="", url_key="notes")

    class Config:
        hide_defaults = True


if error := share_error():
    st.warning(f"This link cannot be opened: {error}.")
st.multiselect("Cities", **Plan.bind("cities", options=CITIES))
st.text_area("Notes", **Plan.bind("notes"))
if st.button("Share this plan"):
    here = getattr(st.context, "url", None) or ""
    try:
        st.code(share(Plan.snapshot(), base=here), language=None)
    except StoreUnavailableError:
        st.error("No link can be made now. Try again later.")
