"""A counter, to be tested with AppTest and with FakeApp."""

import streamlit as st

from st_page_state import PageState, StateVar


class Counter(PageState):
    count: int = StateVar(default=0, url_key="count")
    step: int = StateVar(default=1, url_key="step", hide_default=True)


def add(number: int) -> None:
    Counter.count += number


st.metric("Count", Counter.count)
st.number_input("Step", 1, 9, **Counter.bind("step"))
less, more = st.columns(2)
less.button("Less", on_click=add, args=(-Counter.step,))
more.button("More", on_click=add, args=(Counter.step,))
