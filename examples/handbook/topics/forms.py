"""A form: all of it is taken over in one update, or nothing."""

from datetime import date

import streamlit as st

from st_page_state import PageState, StateVar


class Trip(PageState):
    name: str = ""
    start: date = StateVar(default=date(2026, 5, 1), url_key="from")
    end: date = StateVar(default=date(2026, 5, 9), url_key="to")

    def problems(self) -> dict[str, str]:  # of a snapshot
        found = {}
        if not self.name.strip():
            found["name"] = "A trip needs a name."
        if self.end < self.start:
            found["end"] = "It is before the first day."
        return found


def field_error(name: str) -> None:
    if error := Trip.widget_errors().get(name):
        st.error(error.reason)


with Trip.form("trip"):
    st.text_input("Name", **Trip.bind("name"))
    field_error("name")
    st.date_input("From", **Trip.bind("start"))
    st.date_input("To", **Trip.bind("end"))
    field_error("end")
    check = Trip.bind_submit(check=Trip.problems)
    st.form_submit_button("Save", **check)
if Trip.name:
    st.success(f"{Trip.name}, {Trip.start} to {Trip.end}")
