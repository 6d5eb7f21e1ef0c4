"""A wizard with its step in the address: a link opens it half-way, and Back goes a step back.

Start it with ``streamlit run examples/wizard.py``. The note has no ``url_key``: it stays in the
session, and no link contains it.
"""

from datetime import date
from enum import Enum
from typing import Annotated

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar


class Step(Enum):
    TRIP = "trip"
    GUESTS = "guests"
    CONFIRM = "confirm"


class Booking(PageState):
    step: Step = StateVar(default=Step.TRIP, url_key="step")
    city: str = StateVar(default="", url_key="city", hide_default=True)
    arrival: date | None = StateVar(default=None, url_key="arrival")
    guests: Annotated[int, Field(ge=1, le=12)] = StateVar(default=1, url_key="guests")
    note: str = StateVar(default="")

    @classmethod
    def go(cls, step: Step) -> None:
        cls.step = step


def next_button(label: str, step: Step, *, ready: bool = True) -> None:
    st.button(label, type="primary", disabled=not ready, on_click=Booking.go, args=(step,))


steps = list(Step)
st.title("Book a stay")
st.progress((steps.index(Booking.step) + 1) / len(steps), f"Step: {Booking.step.value}")

if Booking.step is Step.TRIP:
    st.text_input("City", **Booking.bind("city"))
    st.date_input("Arrival", **Booking.bind("arrival"))
    next_button("Guests", Step.GUESTS, ready=bool(Booking.city and Booking.arrival))
elif Booking.step is Step.GUESTS:
    st.number_input("Guests", 1, 12, **Booking.bind("guests"))
    st.text_area("Note to the host", **Booking.bind("note"))
    next_button("Review", Step.CONFIRM)
elif not (Booking.city and Booking.arrival):
    st.info("This link does not say where to or when.")
    next_button("Choose a trip", Step.TRIP)
else:
    st.subheader(f"{Booking.city}, {Booking.arrival:%d %B %Y}, {Booking.guests} guest(s)")
    st.text(Booking.note or "No note")
    st.button("Start over", on_click=Booking.reset)
