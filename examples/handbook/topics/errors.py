"""Make a mistake, and read what the library says of it."""

import streamlit as st

from st_page_state import PageState, StateVar, StPageStateError, link


class Order(PageState):
    number: int = StateVar(default=1, url_key="n")


def declare():
    class Wrong(PageState):
        number: int = StateVar(default="one")


MISTAKES = {
    'Order.number = "two"': lambda: setattr(Order, "number", "two"),
    'Order.reset("numbr")': lambda: Order.reset("numbr"),
    'Order.parse("?n=two")': lambda: Order.parse("?n=two"),
    "link(Order)": lambda: link(Order),
    "Order(number=2).number = 3": lambda: setattr(Order(), "number", 3),
    'number: int = StateVar(default="one")': declare,
}


class Choice(PageState):
    code: str = StateVar(default="link(Order)", url_key="code")


st.radio("Mistake", **Choice.bind("code", options=list(MISTAKES)))
try:
    MISTAKES[Choice.code]()
except StPageStateError as error:
    st.error(f"{type(error).__name__}: {error}")
