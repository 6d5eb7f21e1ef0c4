"""A form: all of it is saved in one update, or its errors are shown."""

from typing import Annotated

import streamlit as st
from pydantic import AfterValidator, Field

from st_page_state import PageState, StateVar


def an_address(text: str) -> str:
    if text and "@" not in text:
        raise ValueError("there is no at sign in it")
    return text


class Guest(PageState):
    name: Annotated[str, Field(max_length=20)] = StateVar(default="")
    mail: Annotated[str, AfterValidator(an_address)] = StateVar(
        default=""
    )
    seats: int = StateVar(default=2, url_key="seats", hide_default=True)

    @classmethod
    def on_change(cls, field: str, old: object, new: object) -> None:
        st.toast(f"{field}: {new}")


with Guest.form("invitation"):
    st.text_input("Name", **Guest.bind("name"))
    st.text_input("Mail", **Guest.bind("mail"))
    st.number_input("Seats", 1, 9, **Guest.bind("seats"))
    st.form_submit_button("Invite")

for field, error in Guest.widget_errors().items():
    st.error(f"{field.capitalize()}: {error.reason}")
if Guest.name:
    st.success(f"{Guest.name} has {Guest.seats} seats.")
