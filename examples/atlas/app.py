"""Atlas: quality control of a weather station's observations, over shareable views.

Start it with ``streamlit run examples/atlas/app.py``. Filter and explore on Explore, decide on
suspect days on Review; "Copy link" opens the same view for somebody else. The data are four years
of Seattle's weather, from ``pip install vega_datasets``.
"""

import streamlit as st
from parts import sidebar

from st_page_state import configure
from st_page_state.devtools import inspector

st.set_page_config(page_title="Atlas", page_icon=":material/thermostat:", layout="wide")
configure(app="atlas")
page = st.navigation(
    {
        "Atlas": [
            st.Page("explore.py", title="Explore", icon=":material/monitoring:", default=True),
            st.Page("review.py", title="Review", icon=":material/fact_check:"),
        ]
    }
)
inspector(st.sidebar)  # draws nothing unless ST_PAGE_STATE_DEVTOOLS=1
sidebar(st)
page.run()
