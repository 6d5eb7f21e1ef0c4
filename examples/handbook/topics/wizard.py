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


whole = bool(Booking.city and Booking.day)
if Booking.step is Step.TRIP:
    st.text_input("City", **Booking.bind("city"))
    st.date_input("Day", **Booking.bind("day"))
    label, after = "Next", {"step": Step.NOTE}
elif Booking.step is Step.NOTE:
    st.text_area("Note to the host", **Booking.bind("note"))
    label, after = "Next", {"step": Step.REVIEW}
else:  # a link may have opened it
    review = f"{Booking.city}, {Booking.day}. {Booking.note}"
    st.write(review if whole else "City and day are missing.")
    label, after = "Start again", {"step": Step.TRIP}
off = Booking.step is Step.TRIP and not whole
st.button(label, on_click=Booking.update, kwargs=after, disabled=off)
