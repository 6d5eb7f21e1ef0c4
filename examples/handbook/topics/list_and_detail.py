"""A row of the table opens its record, and the address names it."""

import pandas as pd
import streamlit as st

from st_page_state import PageState, StateVar

COLUMNS = ["id", "title", "kind", "cost"]
ROWS = [
    (21, "Taxi to the airport", "travel", 38.0),
    (22, "Lunch with Ann", "food", 27.0),
    (23, "Train to Oslo", "travel", 84.0),
]
ORDERS = pd.DataFrame(ROWS, columns=COLUMNS)


class Orders(PageState):
    words: str = StateVar(default="", url_key="q", hide_default=True)
    chosen: int | None = StateVar(default=None, url_key="id")


st.text_input("Title contains", **Orders.bind("words"))
hits = ORDERS["title"].str.contains(
    Orders.words, case=False, regex=False
)
found = ORDERS[hits]
st.dataframe(
    found,
    hide_index=True,
    selection_mode="single-row",
    **Orders.bind_rows("chosen", ids=found["id"]),
)
if error := Orders.url_errors().get("chosen"):
    st.warning(f"There is no such order: {error.reason}.")
elif Orders.chosen is None:
    st.info("Choose a row.")
else:
    order = found.set_index("id").loc[Orders.chosen]
    st.metric(order["title"], f"{order['cost']:.2f}", order["kind"])
