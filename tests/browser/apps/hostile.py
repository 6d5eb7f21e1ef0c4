"""A state class with a field of each kind, and the errors of its address."""

from __future__ import annotations

import datetime as dt
import enum
import uuid
from decimal import Decimal
from typing import Literal

import streamlit as st

from st_page_state import PageState, StateVar


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Everything(PageState):
    whole: int = StateVar(default=1, url_key="whole")
    ratio: float = StateVar(default=0.5, url_key="ratio")
    exact: Decimal = StateVar(default=Decimal("1.5"), url_key="exact")
    on: bool = StateVar(default=False, url_key="on")
    text: str = StateVar(default="", url_key="text")
    day: dt.date = StateVar(default=dt.date(2026, 1, 1), url_key="day")
    moment: dt.datetime = StateVar(default=dt.datetime(2026, 1, 1), url_key="moment")
    hour: dt.time = StateVar(default=dt.time(12), url_key="hour")
    mark: uuid.UUID = StateVar(default=uuid.UUID(int=7), url_key="mark")
    color: Color = StateVar(default=Color.RED, url_key="color")
    size: Literal["S", "M"] = StateVar(default="S", url_key="size")
    maybe: int | None = StateVar(default=None, url_key="maybe")
    several: list[int] = StateVar(default=[1], url_key="several")
    pair: tuple[int, int] = StateVar(default=(0, 9), url_key="pair")
    weights: dict[str, int] = StateVar(default={}, url_key="weights")

    class Config:
        hide_defaults = True


def one_more() -> None:
    Everything.whole += 1


st.title("Everything")
for field, error in Everything.url_errors().items():
    st.warning(f"The link's {field} was ignored: {error.reason}")
st.text(f"text: {len(Everything.text)} {Everything.text[:5]}{Everything.text[-5:]}")
for field, value in Everything.dump().items():
    if field != "text":
        st.text(f"{field}: {value}")
st.button("One more", on_click=one_more)
