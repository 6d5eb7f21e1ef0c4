"""A wizard with its step in the address: Back goes back a step."""

from datetime import date
from enum import StrEnum

import streamlit as st

from st_page_state import PageState, StateVar


class Step(StrEnum):
    TRIP = "trip"
    NOTE = "note"
    REVIEW = "review"


class Booking(PageState):
    step: Step = StateVar(default=Step.TRIP, url_key="step")
    city: str = StateVar(default="", url_key="city")
    day: date | None = StateVar(default=None, url_key="day")
    note: str = ""  # without a url_key: in no link


if Booking.step is Step.TRIP:
    st.text_input("City", **Booking.bind("city"))
    st.date_input("Day", **Booking.bind("day"))
    ready, after = bool(Booking.city and Booking.day), Step.NOTE
elif Booking.step is Step.NOTE:
    st.text_area("Note to the host", **Booking.bind("note"))
    ready, after = True, Step.REVIEW
else:
    st.write(f"{Booking.city}, {Booking.day}. {Booking.note}")
    ready, after = False, Step.TRIP
step = {"step": after}
st.button(
    "Next", on_click=Booking.update, kwargs=step, disabled=not ready
)
