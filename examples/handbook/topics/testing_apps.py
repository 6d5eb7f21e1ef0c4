"""A shop with a stock for all visitors: the app under test."""

import streamlit as st

from st_page_state import PageState, StateVar, reset_all


@st.cache_resource
def stock() -> dict[str, int]:
    return {"tea": 3, "coffee": 1}


class Basket(PageState):
    item: str = StateVar(default="tea", url_key="item")
    bought: list[str] = []


def buy() -> None:
    if stock()[Basket.item]:
        stock()[Basket.item] -= 1
        Basket.bought.append(Basket.item)


st.selectbox("Item", **Basket.bind("item", options=sorted(stock())))
left = stock()[Basket.item]
st.metric("Left", left)
st.button("Buy", on_click=buy, disabled=not left)
st.write(f"Bought: {', '.join(Basket.bought) or 'nothing'}")
st.button("Log out", on_click=reset_all)
