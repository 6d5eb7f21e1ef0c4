"""A gallery of every widget that can be bound: its value, its state, its params in the address.

Start it with ``streamlit run examples/gallery/app.py``. Edit what you like, then open the
address in another tab, press Back, or reload: widgets, state and address agree.
"""

from inspect import signature

import streamlit as st

st.set_page_config(page_title="Widget gallery", page_icon=":material/widgets:", layout="wide")
pages = [
    st.Page("widgets.py", title="Widgets", default=True),
    st.Page("tables.py", title="Tables and charts"),
    st.Page("editors.py", title="Editors"),
    st.Page("blocks.py", title="Tabs and blocks"),
]
kind = signature(st.navigation).parameters["position"].annotation
st.navigation(pages, position="top" if "top" in str(kind) else "sidebar").run()
