"""A sidebar shared by two pages, and their workspace in the same address.

Start it with ``streamlit run examples/shared_sidebar/app.py``. Choose a region, switch the
page: region and topic are still there, in the widgets and in the address.
"""

import streamlit as st
from state import SidebarState

page = st.navigation([st.Page("overview.py"), st.Page("details.py")])

with st.sidebar:
    st.selectbox("Region", SidebarState.options("region"), **SidebarState.bind("region"))
    st.number_input("Year", 2000, 2030, **SidebarState.bind("year"))

page.run()
