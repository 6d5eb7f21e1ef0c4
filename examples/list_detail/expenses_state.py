"""The state of both pages, in a module that each page can import."""

from inspect import signature

import streamlit as st
from records import Kind

from st_page_state import PageState, StateVar, batch, params

HAS_QUERY_PARAMS = "query_params" in signature(st.switch_page).parameters  # Streamlit 1.52


class Filters(PageState):
    """What the list shows."""

    text: str = StateVar(default="", url_key="q")
    kind: Kind | None = StateVar(default=None, url_key="kind")

    class Config:
        hide_defaults = True
        share_url_with = ("View",)


class View(PageState):
    """How the list shows it, and the row that was clicked."""

    by: str = StateVar(default="id", url_key="by")
    clicked: int | None = StateVar(default=None)  # no url_key: a click is no place to link to

    class Config:
        hide_defaults = True


class Detail(PageState):
    """The record that the detail page shows."""

    id: int | None = StateVar(default=None, url_key="id")


class Draft(PageState):
    """A note about one record: ``Draft.of(22)`` is that of expense 22."""

    note: str = StateVar(default="")


def open_detail(number: int) -> None:
    """Go to the page of one record. Back leads to the list as it is now."""
    if HAS_QUERY_PARAMS:
        st.switch_page("detail.py", query_params=params(Detail(id=number)))
    with batch():
        Detail.id = number
        st.switch_page("detail.py")
