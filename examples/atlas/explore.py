"""The Explore page: charts of the filtered observations."""

import streamlit as st
from charts import MEASURES, calendar, neighborhood, timeline, weather_by_month
from observations import around, select
from parts import heading, nothing_found
from state import Explore, Filters

heading(st, "Explore", Filters, Explore)
days = select(Filters.snapshot())

if days.empty:
    nothing_found(st, "day was observed", Filters.reset)
else:
    st.caption(f"Seattle station, {days['date'].min():%d %b %Y} to {days['date'].max():%d %b %Y}")
    counted, high, rain, wet, wind = st.columns(5)
    counted.metric("Days", f"{len(days):,}")
    high.metric("Mean high", f"{days['high'].mean():.1f} °C")
    rain.metric("Rain", f"{days['rain'].sum():,.0f} mm")
    wet.metric("Wet days", f"{(days['rain'] > 0).mean():.0%}")
    wind.metric("Strongest wind", f"{days['wind'].max():.1f} m/s")

    measure, grain, compare = st.columns([3, 3, 2], vertical_alignment="bottom")
    measure.selectbox(
        "Measure",
        Explore.options("measure"),
        format_func=MEASURES.__getitem__,
        **Explore.bind("measure"),
    )
    grain.radio("Mean by", Explore.options("grain"), horizontal=True, **Explore.bind("grain"))
    compare.toggle("Compare years", **Explore.bind("compare"))

    view = Explore.snapshot()
    st.altair_chart(timeline(days, view.measure, view.grain, compare=view.compare))
    left, right = st.columns(2)
    left.markdown(f"**{MEASURES[view.measure]} by month**")
    left.altair_chart(calendar(days, view.measure))
    right.markdown("**Weather by month**")
    right.altair_chart(weather_by_month(days))
    with st.expander("Observations"):
        table = st.dataframe(
            days,
            hide_index=True,
            column_order=["date", "weather", *MEASURES],
            column_config={"date": st.column_config.DateColumn()},
            on_select="rerun",
            selection_mode="single-row",
        )
        for row in table.selection.rows:
            day = days["date"].iloc[row].date()
            st.markdown(f"**{day:%d %b %Y} and its neighbors**")
            st.altair_chart(neighborhood(around(day), day))
