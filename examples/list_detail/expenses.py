"""The list, with its filters in the address."""

import pandas as pd
import streamlit as st
from expenses_state import Draft, Filters, View, open_detail
from records import EXPENSES

st.title("Expenses")
text, kind, by = st.columns(3)
text.text_input("Title contains", **Filters.bind("text"))
kind.selectbox("Kind", ["travel", "food", "office"], index=None, **Filters.bind("kind"))
by.selectbox("Sort by", **View.bind("by", options=["id", "title", "cost"]))

found = [
    one
    for one in EXPENSES
    if Filters.text.lower() in one.title.lower() and Filters.kind in (None, one.kind)
]
table = pd.DataFrame(found, columns=["id", "title", "kind", "cost"]).sort_values(View.by)
st.dataframe(
    table,
    hide_index=True,
    selection_mode="single-row",
    **View.bind_rows("clicked", ids=table["id"]),
)
st.caption(f"{len(found)} of {len(EXPENSES)} expenses")
drafts = [key for key in Draft.keys() if Draft.of(key).note]  # noqa: SIM118 - it is no dict
if drafts:
    st.info(f"Notes in progress: {', '.join(drafts)}")

if View.clicked is not None:
    number, View.clicked = View.clicked, None  # or the list would open it again after Back
    open_detail(number)
