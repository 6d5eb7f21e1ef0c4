"""A text of any length, and a link that stays short."""

import streamlit as st

from st_page_state import PageState, StateVar


class Paste(PageState):
    text: str = StateVar(default="", url_key="t")
    wrap: bool = StateVar(default=True, url_key="wrap")

    class Config:
        hide_defaults = True
        store_over = 200  # characters in the address


st.text_area("Text", height=160, **Paste.bind("text"))
st.toggle("Wrap lines", **Paste.bind("wrap"))
left, right = st.columns(2)
left.metric("Characters", f"{len(Paste.text):,}")
right.metric("Lines", len(Paste.text.splitlines()))
for error in Paste.url_errors().values():
    st.warning(f"The link's text cannot be opened: {error.reason}")
if not Paste.wrap:
    st.code(Paste.text, language=None)
