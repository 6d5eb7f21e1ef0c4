"""The search: a box beside every page, and a page of results whose address has the query."""

from html import escape
from typing import Annotated

import streamlit as st
from handbook_texts import excerpt, place
from pydantic import StringConstraints

from st_page_state import PageState, StateVar
from st_page_state.docs import search

MOST = 30
LONGEST = 200  # characters
Query = Annotated[str, StringConstraints(max_length=LONGEST, strip_whitespace=True)]
BOX = f"""
<form action="search" role="search">
<input type="search" name="q" required maxlength="{LONGEST}"
 placeholder="Search" aria-label="Search the handbook">
</form>
"""
"""A form of the browser's own: it leaves one entry in the history, with the results' address.
``st.switch_page(query_params=)`` leaves a second one, with the new params on the former page."""


class Search(PageState):
    """The page of results."""

    query: Query = StateVar(default="", url_key="q", hide_default=True)


def search_box() -> None:
    """Draw the box; what is entered opens the page of results."""
    st.sidebar.html(BOX)


def results() -> None:
    """Draw the page of results, with a box of its own."""
    st.title("Search", anchor=False)
    st.text_input("Search the handbook", placeholder="Search", **Search.bind("query"))
    reasons = [error.reason for error in Search.url_errors().values()]
    reasons += [error.reason for error in Search.widget_errors().values()]
    for reason in reasons:
        st.warning(f"Not searched for: {reason}")
    found, near = search(Search.query)
    if found:
        st.caption(f"{len(found)} {'place' if len(found) == 1 else 'places'}")
    elif Search.query:
        offered = ", ".join(f'<a href="search?q={word}" target="_self">{word}</a>' for word in near)
        st.info("Nothing found." + (" Did you mean one of these?" if near else ""))
        st.markdown(offered, unsafe_allow_html=True)
    for each in found[:MOST]:
        topic, section = each.topic, each.section
        title = topic.title if section.level == 1 else f"{topic.title} > {section.title}"
        title = title.replace("`", "")
        where = place(topic.slug, "" if section.level == 1 else section.anchor)
        parts = [(escape(part), is_hit) for part, is_hit in excerpt(each)]
        shown = "".join(f"<mark>{part}</mark>" if is_hit else part for part, is_hit in parts)
        with st.container(border=True):
            st.markdown(f'<a href="{where}" target="_self">{title}</a>', unsafe_allow_html=True)
            st.html(f"<span>{shown}</span>")
    if len(found) > MOST:
        st.caption(f"The first {MOST} are shown.")
