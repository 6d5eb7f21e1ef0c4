"""The search: a box beside every page, and a page of results whose address has the query."""

from inspect import signature
from typing import Annotated, Any

import streamlit as st
from handbook_texts import place, search
from pydantic import StringConstraints

from st_page_state import PageState, StateVar, batch, params

HAS_QUERY_PARAMS = "query_params" in signature(st.switch_page).parameters  # Streamlit 1.52
MOST = 30
LONGEST = 200  # characters
Query = Annotated[str, StringConstraints(max_length=LONGEST, strip_whitespace=True)]


class Box(PageState):
    """The box in the sidebar. It has no ``url_key``: what counts is the page of results."""

    words: Query = StateVar(default="")


class Search(PageState):
    """The page of results."""

    query: Query = StateVar(default="", url_key="q", hide_default=True)


def search_box(page: Any) -> None:
    """Draw the box; what is entered opens the page of results."""
    st.sidebar.text_input(
        "Search the handbook",
        placeholder="Search",
        max_chars=LONGEST,
        label_visibility="collapsed",
        **Box.bind("words"),
    )
    if Box.words:
        words, Box.words = Box.words, ""
        if HAS_QUERY_PARAMS:
            st.switch_page(page, query_params=params(Search(query=words)))
        with batch():
            Search.query = words
            st.switch_page(page)


def results() -> None:
    """Draw the page of results."""
    st.title("Search", anchor=False)
    st.text_input("Words", max_chars=LONGEST, **Search.bind("query"))
    for error in Search.url_errors().values():
        st.warning(f"The link's words were left out: {error.reason}")
    found = search(Search.query)
    if found:
        st.caption(f"{len(found)} {'place' if len(found) == 1 else 'places'}")
    elif Search.query:
        st.info("Nothing has all of these words.")
    for topic, section, excerpt in found[:MOST]:
        title = topic.title if section.level == 1 else f"{topic.title} > {section.title}"
        title = title.replace("`", "")
        where = place(topic.slug, "" if section.level == 1 else section.anchor)
        with st.container(border=True):
            st.markdown(f'<a href="{where}" target="_self">{title}</a>', unsafe_allow_html=True)
            st.text(excerpt)
    if len(found) > MOST:
        st.caption(f"The first {MOST} are shown.")
