"""Two parts of a page, each with a class of its own, in one address."""

from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar, batch

Tone = Literal["plain", "warm", "cold"]


class Map(PageState):
    zoom: Annotated[int, Field(ge=1, le=9)] = StateVar(
        default=3, url_key="zoom"
    )
    tone: Tone = StateVar(default="plain", url_key="tone")


class List(PageState):
    page: int = StateVar(default=1, url_key="page")

    class Config:
        share_url_with = [Map]  # neither removes the other's params


def start_over() -> None:
    with batch():  # both classes, one entry of the history
        Map.reset()
        List.reset()


left, right = st.columns(2)
left.slider("Zoom", 1, 9, **Map.bind("zoom"))
left.selectbox("Tone", Map.options("tone"), **Map.bind("tone"))
right.number_input("Page", 1, 99, **List.bind("page"))
right.button("Start over", on_click=start_over)
st.write(f"Zoom {Map.zoom}, {Map.tone}, page {List.page}")
