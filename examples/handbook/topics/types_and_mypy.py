"""Assign something to a typed field: it is cast or rejected."""

import json
from datetime import date
from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import InvalidValueError, PageState, StateVar


class Ticket(PageState):
    seats: Annotated[int, Field(ge=1)] = StateVar(default=1)
    day: date | None = StateVar(default=None)
    wagon: Literal["quiet", "family"] = StateVar(default="quiet")
    stops: list[str] = StateVar(default_factory=list)


class Try(PageState):
    field: str = StateVar(default="seats", url_key="field")
    value: str = StateVar(default='"3"', url_key="value")


st.selectbox(
    "Field", **Try.bind("field", options=list(Ticket.schema()))
)
st.text_input("Value, as JSON", **Try.bind("value"))
try:
    Ticket.load({Try.field: json.loads(Try.value)})
except json.JSONDecodeError:
    st.info("That is no JSON.")
except InvalidValueError as error:
    st.error(error)
st.json(Ticket.dump(mode="json"))
