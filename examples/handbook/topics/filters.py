"""Filters over a table, each of them typed and in the address."""

from typing import Annotated, Literal, TypeAlias

import pandas as pd
import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar

NAMES = ["Aconcagua", "Elbrus", "Everest", "K2", "Kilimanjaro"]
PEAKS = pd.DataFrame({"peak": NAMES})
PEAKS["in"] = ["America", "Europe", "Asia", "Asia", "Africa"]
PEAKS["height"] = [6961, 5642, 8849, 8611, 5895]
Meters = Annotated[int, Field(ge=5000, le=9000)]
Span: TypeAlias = tuple[Meters, Meters]
By: TypeAlias = Literal["peak", "height"]
PLACES = ["Africa", "America", "Asia", "Europe"]


class Filters(PageState):
    where: list[str] = StateVar(default=[], url_key="in")
    height: Span = StateVar(default=(5000, 9000), url_key="m")
    sort: By = StateVar(default="peak", url_key="by")

    class Config:
        hide_defaults = True


st.multiselect("In", **Filters.bind("where", options=PLACES))
st.slider("Meters", 5000, 9000, step=100, **Filters.bind("height"))
st.radio("Sort by", **Filters.bind("sort", options=["peak", "height"]))

found = PEAKS.loc[PEAKS["height"].between(*Filters.height)]
if Filters.where:
    found = found.loc[found["in"].isin(Filters.where)]
st.dataframe(found.sort_values(Filters.sort), hide_index=True)
st.button("Show all", on_click=Filters.reset)
