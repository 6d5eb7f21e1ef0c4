"""State classes that an AppTest's app imports."""

from __future__ import annotations

from typing import Any

from st_page_state import PageState, StateVar


class Filters(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    note: str = StateVar(default="")


class Search(PageState):
    query: str = StateVar(default="", url_key="q")


def page(st: Any) -> None:
    st.selectbox("Status", ["pending", "active", "done"], **Filters.bind("status"))
    st.number_input("Page", step=1, **Filters.bind("page"))
    st.multiselect("Tags", ["a", "b", "c"], **Filters.bind("tags"))
    st.text_area("Note", **Filters.bind("note"))
    if st.button("Next"):
        Filters.page += 1
    if st.button("Search"):
        st.text(Search.query)
