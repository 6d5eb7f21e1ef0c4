"""The station's daily observations, and the checks that find the suspect ones."""

from datetime import date

import pandas as pd
import streamlit as st
from state import Check, Filters
from vega_datasets import local_data

REASONS = {
    Check.WET_SUN: "Noted as sun, but it rained",
    Check.DRY_RAIN: "Noted as rain, but the gauge is dry",
    Check.JUMP: "High jumped by more than 8 °C in a day",
    Check.DOWNPOUR: "More than 30 mm of rain",
    Check.GALE: "Wind above 8 m/s",
}


@st.cache_data
def observations() -> pd.DataFrame:
    """Return one row per day: date, rain, high, low, wind, weather and the check it fails."""
    frame = local_data.seattle_weather().rename(
        columns={"precipitation": "rain", "temp_max": "high", "temp_min": "low"}
    )
    frame["check"] = None
    fails = {
        Check.WET_SUN: (frame["weather"] == "sun") & (frame["rain"] > 0),
        Check.DRY_RAIN: (frame["weather"] == "rain") & (frame["rain"] == 0),
        Check.JUMP: frame["high"].diff().abs() > 8,
        Check.DOWNPOUR: frame["rain"] > 30,
        Check.GALE: frame["wind"] > 8,
    }
    for check, failing in fails.items():
        frame.loc[failing, "check"] = check.value
    return frame


def select(filters: Filters) -> pd.DataFrame:
    """Return the observations that pass the filters."""
    frame = observations()
    first, last = filters.period
    coldest, warmest = filters.temperature
    chosen = frame["date"].between(pd.Timestamp(first), pd.Timestamp(last))
    chosen &= (frame["low"] >= coldest) & (frame["high"] <= warmest)
    if filters.weather:
        chosen &= frame["weather"].isin([weather.value for weather in filters.weather])
    return frame[chosen]


def suspects(frame: pd.DataFrame, check: Check | None) -> pd.DataFrame:
    """Return the observations that fail a check, or any check if none is given."""
    return frame[frame["check"].notna() if check is None else frame["check"] == check.value]


def around(day: date, days: int = 10) -> pd.DataFrame:
    """Return the observations some days before and after one, regardless of the filters."""
    frame, middle, span = observations(), pd.Timestamp(day), pd.Timedelta(days=days)
    return frame[frame["date"].between(middle - span, middle + span)]
