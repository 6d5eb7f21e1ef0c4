"""How long does a read take, here and by hand? Measured now."""

from collections.abc import Callable
from statistics import median
from time import perf_counter_ns
from typing import Literal

import streamlit as st

from st_page_state import PageState, StateVar


class Speed(PageState):
    number: int = StateVar(default=1, url_key="n")
    times: Literal[100, 1000, 5000] = StateVar(
        default=1000, url_key="times"
    )


def microseconds(read: Callable[[], object]) -> float:
    def once() -> float:
        begun = perf_counter_ns()
        for _ in range(Speed.times):
            read()
        return (perf_counter_ns() - begun) / Speed.times / 1000

    return median(once() for _ in range(5))


st.select_slider("Reads", [100, 1000, 5000], **Speed.bind("times"))
if st.button("Measure"):
    st.session_state["number"] = 1
    by_hand = microseconds(lambda: st.session_state["number"])
    here = microseconds(lambda: Speed.number)
    left, right = st.columns(2)
    left.metric('st.session_state["number"]', f"{by_hand:.2f} µs")
    right.metric(
        "Speed.number", f"{here:.2f} µs", f"{here / by_hand:.2f}"
    )
