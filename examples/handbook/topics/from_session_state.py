"""A list with filter and pages; as it was by hand, see below."""

from typing import Annotated

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar

TASKS = [f"Task {number}" for number in range(1, 41)]


class Tasks(PageState):
    words: str = StateVar(default="", url_key="q", hide_default=True)
    page: Annotated[int, Field(ge=1)] = StateVar(default=1, url_key="p")

    @classmethod
    def on_change(cls, field: str, old: object, new: object) -> None:
        if field == "words":
            cls.page = 1


def turn(by: int) -> None:
    Tasks.page = page + by


st.text_input("Find", **Tasks.bind("words"))
found = [task for task in TASKS if Tasks.words.lower() in task.lower()]
pages = max(1, -(-len(found) // 5))
page = min(Tasks.page, pages)
st.dataframe(found[page * 5 - 5 : page * 5], hide_index=True)
back, where, on = st.columns(3)
first, last = page == 1, page == pages
back.button("Previous", on_click=turn, args=(-1,), disabled=first)
where.caption(f"Page {page} of {pages}")
on.button("Next", on_click=turn, args=(1,), disabled=last)
