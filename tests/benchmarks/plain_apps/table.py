"""A table and a chart of the rows that are chosen."""

import pandas as pd
import streamlit as st

DAYS = pd.date_range("2024-01-01", periods=60)
sales = pd.DataFrame(
    {
        "day": DAYS.repeat(3),
        "shop": ["north", "south", "west"] * len(DAYS),
        "sold": [(7 * i) % 50 for i in range(3 * len(DAYS))],
    }
)

st.title("Sales")
shop = st.selectbox("Shop", ["north", "south", "west"], key="shop")
least = st.slider("At least", 0, 50, key="least")
chosen = sales[(sales["shop"] == shop) & (sales["sold"] >= least)]
st.line_chart(chosen, x="day", y="sold")
st.dataframe(chosen, hide_index=True, key="rows", on_select="rerun")
