"""Make a mistake, and read what the library says of it."""

from typing import Any, cast

import streamlit as st

from st_page_state import PageState, StateVar, StPageStateError, link


class Order(PageState):
    number: int = StateVar(default=1, url_key="n")


def declare() -> None:
    class Wrong(PageState):
        number: int = StateVar(default=ONE)


# Without the casts a type checker would find these two mistakes.
ONE, ORDER = cast("Any", "one"), cast("Any", Order)
MISTAKES = {
    'Order.number = "two"': lambda: setattr(Order, "number", "two"),
    'Order.reset("numbr")': lambda: Order.reset("numbr"),
    'Order.parse("?n=two")': lambda: Order.parse("?n=two"),
    "link(Order)": lambda: link(ORDER),
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
