"""A count and a word in the address, for the Streamlits before 1.65."""

import streamlit as st

from st_page_state import PageState, StateVar


class Steps(PageState):
    """A count and a word."""

    count: int = StateVar(default=0, url_key="count")
    word: str = StateVar(default="", url_key="word")


def more() -> None:
    """Add one."""
    Steps.count += 1


st.button("More", on_click=more)
st.text_input("Word", **Steps.bind("word"))
st.text(f"count={Steps.count} word={Steps.word}")
