"""A gallery of every input widget: its value, its state, and its params in the address.

Start it with ``streamlit run examples/gallery/app.py``. Edit what you like, then open the
address in another tab, press Back, or reload: widgets, state and address agree.
"""

import streamlit as st
from sections import gallery

st.set_page_config(page_title="Widget gallery", page_icon=":material/widgets:", layout="wide")
gallery(st)
