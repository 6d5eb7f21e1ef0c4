"""A chart and a table of the same figures; the view is a link."""

from typing import Annotated, Any, Literal, TypeAlias

import altair as alt
import pandas as pd
import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar

SALES = pd.DataFrame({"month": ["Jan", "Feb", "Mar"] * 2})
SALES["shop"] = ["Oslo"] * 3 + ["Lund"] * 3
SALES["sold"] = [120, 150, 90, 80, 95, 130]
By: TypeAlias = Literal["month", "shop"]
Sold: TypeAlias = Annotated[int, Field(ge=0, le=150)]


class View(PageState):
    by: By = StateVar(default="month", url_key="by")
    least: Sold = StateVar(default=0, url_key="least")
    picked: dict[str, Any] = {}


st.radio("Group by", **View.bind("by", options=View.options("by")))
st.slider("Sold at least", 0, 150, step=10, **View.bind("least"))

shown = SALES.loc[SALES["sold"] >= View.least]
point = alt.selection_point(fields=[View.by], name="bar")
chart = alt.Chart(shown, height=200).mark_bar().add_params(point)
chart = chart.encode(alt.X(View.by, sort=None), alt.Y("sum(sold)"))
st.altair_chart(chart, **View.bind_selection("picked"))

bars = [bar.get(View.by) for bar in View.picked.get("bar", [])]
if any(bars):
    shown = shown.loc[shown[View.by].isin(bars)]
st.dataframe(shown, hide_index=True)
