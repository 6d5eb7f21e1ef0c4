"""A number that survives a reload, travels in the link and follows the Back button.

Start it with ``streamlit run examples/counter.py``.
"""

import streamlit as st

from st_page_state import PageState, StateVar


class Counter(PageState):
    count: int = StateVar(default=0, url_key="count")
    step: int = StateVar(default=1, url_key="step", hide_default=True)


def add(step: int) -> None:
    Counter.count += step


st.title("Counter")
st.metric("Count", Counter.count)
st.number_input("Step", min_value=1, **Counter.bind("step"))

less, more, reset = st.columns(3)
less.button("Less", on_click=add, args=(-Counter.step,))
more.button("More", on_click=add, args=(Counter.step,))
reset.button("Reset", on_click=Counter.reset)
