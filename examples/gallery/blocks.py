"""Tabs, expanders and popovers: what is open."""

from inspect import signature

import streamlit as st
from rows import section, value
from states import Blocks

st.title("Tabs and blocks")
if "on_change" not in signature(st.tabs).parameters:
    st.info("Tabs, expanders and popovers can be bound from Streamlit 1.55 on.")
    st.stop()
with section(st, "Tabs", "str: a link to an unknown tab opens the first, and is an error"):
    chart, table = st.tabs(**Blocks.bind_tabs("tab", ["Chart", "Table"]))
    if chart.open:
        chart.bar_chart({"n": [3, 1, 2]}, height=160)
    if table.open:
        table.dataframe({"n": [3, 1, 2]})
    value(st, Blocks, "tab")
with section(st, "Expander and popover", "bool"):
    with st.expander("More", **Blocks.bind("expander")):
        st.write("There is more.")
    value(st, Blocks, "expander")
    with st.popover("Menu", **Blocks.bind("popover")):
        st.write("A menu.")
    value(st, Blocks, "popover")
for error in Blocks.url_errors().values():
    st.warning(f"The link's `{error.param}` was left out: {error.reason}.")
st.button("Reset", on_click=Blocks.reset)
