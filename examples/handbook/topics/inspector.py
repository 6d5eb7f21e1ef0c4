"""Edit something, then open the inspector: who did what, and why?"""

import streamlit as st

from st_page_state import PageState, StateVar
from st_page_state.devtools import inspector


class Filters(PageState):
    words: str = StateVar(default="", url_key="q")
    page: int = StateVar(default=1, url_key="p")

    @classmethod
    def on_change(cls, field: str, old: object, new: object) -> None:
        if field == "words":
            cls.page = 1


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = ""

    class Config:
        share_url_with = [Filters]
        hide_defaults = True


inspector(enabled=True)  # in your app: inspector(), see below
st.text_input("Words", **Filters.bind("words"))
st.number_input("Page", 1, 9, **Filters.bind("page"))
if st.toggle("Write something"):
    st.text_input("Title", **Draft.bind("title"))
    st.text_area("Body", **Draft.bind("body"))
