"""Tables and charts: what is selected in them."""

from inspect import signature

import altair as alt
import pandas as pd
import plotly.graph_objects as go
import pydeck
import streamlit as st
from rows import row, section
from states import Charts, Tables

CITIES = pd.DataFrame(
    {
        "city": ["Lima", "Oslo", "Paris"],
        "people": [10, 1, 2],
        "lat": [-12.0, 59.9, 48.9],
        "lon": [-77.0, 10.8, 2.4],
    }
)
SPEC = {
    "mark": "bar",
    "params": [{"name": "picked", "select": "point"}],
    "encoding": {
        "x": {"field": "city", "type": "nominal"},
        "y": {"field": "people", "type": "quantitative"},
    },
}


def tables() -> None:
    """Draw tables whose rows a link, code and the user select."""
    with section(st, "By position", "int | None, list[int]; links select from Streamlit 1.56 on"):
        with row(st, Tables, "row"):
            st.dataframe(
                CITIES[["city", "people"]],
                selection_mode="single-row",
                **Tables.bind_rows("row", count=len(CITIES)),
            )
        with row(st, Tables, "rows"):
            st.dataframe(
                CITIES[["city", "people"]],
                selection_mode="multi-row",
                **Tables.bind_rows("rows", count=len(CITIES)),
            )
    with section(st, "By id", "str | None, set[str]; the record stays selected when it moves"):
        with row(st, Tables, "by"):
            st.radio("Sort by", Tables.options("by"), horizontal=True, **Tables.bind("by"))
        table = CITIES[["city", "people"]].sort_values(Tables.by)
        with row(st, Tables, "city"):
            st.dataframe(
                table, selection_mode="single-row", **Tables.bind_rows("city", ids=table["city"])
            )
        with row(st, Tables, "cities"):
            st.dataframe(
                table, selection_mode="multi-row", **Tables.bind_rows("cities", ids=table["city"])
            )


def charts() -> None:
    """Draw charts whose selection a field follows."""
    with section(st, "Charts", "dict[str, Any]; from the chart to the field only"):
        with row(st, Charts, "altair"):
            chart = alt.Chart(CITIES, height=180).mark_bar().encode(x="city", y="people")
            st.altair_chart(
                chart.add_params(alt.selection_point(name="picked")),
                **Charts.bind_selection("altair"),
            )
        with row(st, Charts, "vega"):
            st.vega_lite_chart(CITIES, {**SPEC, "height": 180}, **Charts.bind_selection("vega"))
        with row(st, Charts, "plotly"):
            figure = go.Figure(go.Bar(x=CITIES["city"], y=CITIES["people"]))
            figure.update_layout(height=220, margin={"t": 0, "b": 0, "l": 0, "r": 0})
            st.plotly_chart(figure, **Charts.bind_selection("plotly"))
        if "on_select" in signature(st.pydeck_chart).parameters:
            with row(st, Charts, "pydeck"):
                layer = pydeck.Layer(
                    "ScatterplotLayer",
                    CITIES,
                    id="cities",
                    get_position="[lon, lat]",
                    get_radius=300_000,
                    get_fill_color="[47, 111, 181]",
                    pickable=True,
                )
                deck = pydeck.Deck(
                    [layer],
                    initial_view_state=pydeck.ViewState(latitude=20, longitude=-30, zoom=0),
                    map_provider=None,
                )
                st.pydeck_chart(deck, height=220, **Charts.bind_selection("pydeck"))
        else:
            st.info("The selection in a pydeck chart can be bound from Streamlit 1.39 on.")


st.title("Tables and charts")
left, right = st.columns(2)
with left:
    tables()
with right:
    charts()
