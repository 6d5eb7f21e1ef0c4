"""Filters over a table, each of them typed, validated and in the address.

Start it with ``streamlit run examples/filters.py``, choose something, and send the address to
somebody: it opens the same rows. The data are the cars of ``pip install vega_datasets``.
"""

from enum import Enum
from typing import Annotated, Literal

import streamlit as st
from pydantic import AfterValidator, Field
from vega_datasets import local_data

from st_page_state import PageState, StateVar


def in_order(span: tuple[int, int]) -> tuple[int, int]:
    if span[0] > span[1]:
        raise ValueError("the lower end comes first")
    return span


Horsepower = Annotated[int, Field(ge=40, le=240)]
Span = Annotated[tuple[Horsepower, Horsepower], AfterValidator(in_order)]


class Origin(Enum):
    USA = "USA"
    EUROPE = "Europe"
    JAPAN = "Japan"


class CarFilters(PageState):
    origin: list[Origin] = StateVar(default_factory=list, url_key="origin")
    horsepower: Span = StateVar(default=(40, 240), url_key="hp")
    name: str = StateVar(default="", url_key="q")
    sort: Literal["Name", "Horsepower", "Year"] = StateVar(default="Name", url_key="sort")

    class Config:
        hide_defaults = True


st.title("Cars")
left, right = st.columns(2)
left.multiselect(
    "Origin",
    CarFilters.options("origin"),
    format_func=lambda origin: origin.value,
    placeholder="Any",
    **CarFilters.bind("origin"),
)
left.text_input("Name contains", **CarFilters.bind("name"))
right.slider("Horsepower", 40, 240, **CarFilters.bind("horsepower"))
right.radio("Sort by", CarFilters.options("sort"), horizontal=True, **CarFilters.bind("sort"))

for error in CarFilters.url_errors().values():
    st.warning(f"The link's `{error.param}` was ignored: {error.reason}.")

cars = local_data.cars()
cars = cars[cars["Horsepower"].between(*CarFilters.horsepower)]
cars = cars[cars["Name"].str.contains(CarFilters.name, case=False, regex=False)]
if CarFilters.origin:
    cars = cars[cars["Origin"].isin([origin.value for origin in CarFilters.origin])]

st.caption(f"{len(cars)} cars")
st.dataframe(cars.sort_values(CarFilters.sort), hide_index=True)
st.button("Reset", on_click=CarFilters.reset)
