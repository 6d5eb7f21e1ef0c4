"""A list and a detail page: filters in the address, a row opens its record, Back returns.

Start it with ``streamlit run examples/list_detail/app.py``. Filter, click a row, press Back:
the list has its filters. The address of a record is a link to it. Each record has a draft of its
own, which stays while you look at others.
"""

import streamlit as st

st.navigation([st.Page("expenses.py", default=True), st.Page("detail.py")]).run()
