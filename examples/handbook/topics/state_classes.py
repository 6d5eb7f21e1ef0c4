"""A class is the live state; an instance is a snapshot of it."""

from typing import Literal

import streamlit as st

from st_page_state import PageState, StateVar, link


class Order(PageState):
    size: Literal["S", "L"] = StateVar(default="S", url_key="size")
    extras: set[str] = StateVar(default_factory=set, url_key="with")
    note: str = ""

    @property
    def price(self) -> float:  # of a snapshot
        return 2.5 + (self.size == "L") + len(self.extras) / 2


class Kept(PageState):
    links: list[str] = []


st.radio("Size", **Order.bind("size", options=Order.options("size")))
extras = ["cocoa", "foam", "sugar"]
st.multiselect("With", **Order.bind("extras", options=extras))
now = Order.snapshot()
st.metric("Price", f"{now.price:.2f}")
if st.button("Keep this order", disabled=link(now) in Kept.links):
    Kept.links.append(link(now))
for kept in Kept.links:
    order = Order.parse(kept)
    label = f"{kept} costs {order.price:.2f}"
    st.button(label, on_click=Order.apply, args=(order,))
