"""The charts: each takes observations and returns an Altair chart."""

from datetime import date

import altair as alt
import pandas as pd
from state import Grain, Measure

MEASURES: dict[Measure, str] = {
    "high": "High (°C)",
    "low": "Low (°C)",
    "rain": "Rain (mm)",
    "wind": "Wind (m/s)",
}
_SCHEMES: dict[Measure, str] = {
    "high": "redyellowblue",
    "low": "redyellowblue",
    "rain": "blues",
    "wind": "purples",
}
_WEATHER = alt.Scale(
    domain=["sun", "fog", "drizzle", "rain", "snow"],
    range=["#f4b740", "#b7bec9", "#86b6e8", "#2f6fb5", "#7c6bc4"],
)


def timeline(frame: pd.DataFrame, measure: Measure, grain: Grain, *, compare: bool) -> alt.Chart:
    """Draw a measure over time, or one line per year to compare years."""
    mean = frame.set_index("date")[measure].resample(
        {"day": "D", "week": "W", "month": "MS"}[grain]
    )
    means = mean.mean().dropna().reset_index()
    means["year"] = means["date"].dt.year.astype(str)
    title = MEASURES[measure]
    line = alt.Chart(means, height=280).encode(
        y=alt.Y(measure, title=None),
        tooltip=["date", alt.Tooltip(measure, title=title, format=".1f")],
    )
    if compare:
        return line.mark_line(strokeWidth=2).encode(
            x=alt.X("monthdate(date):T", title=None, axis=alt.Axis(format="%b")),
            color=alt.Color("year", title=None, legend=alt.Legend(orient="top")),
        )
    return line.mark_area(line={"strokeWidth": 1.5}, opacity=0.25).encode(
        x=alt.X("date:T", title=None)
    )


def calendar(frame: pd.DataFrame, measure: Measure) -> alt.Chart:
    """Draw the mean of each month as a tile, one row per year."""
    reverse = _SCHEMES[measure] == "redyellowblue"
    return (
        alt.Chart(frame, height=200)
        .mark_rect(cornerRadius=3, stroke="white", strokeWidth=2)
        .encode(
            x=alt.X("month(date):O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("year(date):O", title=None),
            color=alt.Color(
                f"mean({measure})",
                title=None,
                scale=alt.Scale(scheme=_SCHEMES[measure], reverse=reverse),
            ),
            tooltip=["yearmonth(date)", alt.Tooltip(f"mean({measure})", format=".1f")],
        )
    )


def weather_by_month(frame: pd.DataFrame) -> alt.Chart:
    """Draw the number of days of each weather by month."""
    return (
        alt.Chart(frame, height=200)
        .mark_bar()
        .encode(
            x=alt.X("month(date):O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("count()", title=None, stack="normalize", axis=alt.Axis(format="%")),
            color=alt.Color("weather", title=None, scale=_WEATHER),
            tooltip=["month(date)", "weather", "count()"],
        )
    )


def neighborhood(frame: pd.DataFrame, day: date) -> alt.LayerChart:
    """Draw one day between its neighbors: bars from low to high, and the day itself."""
    days = frame.assign(asked=frame["date"].dt.date == day)
    bars = alt.Chart(days, height=260).encode(x=alt.X("date:T", title=None))
    color = alt.condition("datum.asked", alt.value("#d1495b"), alt.value("#a9bcd0"))
    tooltip = ["date", "high", "low", "rain", "wind", "weather"]
    return alt.layer(
        bars.mark_bar(size=14, cornerRadius=4).encode(
            y=alt.Y("low", title="°C"), y2="high", color=color, tooltip=tooltip
        ),
    )
