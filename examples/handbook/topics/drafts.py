"""A note that a store keeps: reload the page, close it, come back."""

import streamlit as st

from st_page_state import PageState, StoreUnavailableError


class Note(PageState):
    title: str = ""
    text: str = ""
    big: bool = False

    class Config:
        persist = "browser"  # or "user", who must be logged in


def delete() -> None:
    try:
        Note.forget()
    except StoreUnavailableError:  # nothing is deleted
        st.error("Your note is not deleted: try again later.")


st.text_input("Title", **Note.bind("title"))
st.text_area("Text", **Note.bind("text"))
st.toggle("Large print", **Note.bind("big"))
if Note.text:
    st.markdown(f"{'# ' if Note.big else ''}{Note.text}")

status, why, at = Note.saved()
if status == "recovered":
    st.caption(f"Saved at {at:%H:%M} UTC." if at else "Saved.")
elif status == "unavailable":
    st.caption("Your changes are not saved at the moment.")
elif status == "off":
    st.caption("Nothing is saved: this browser is not known.")
st.button("Delete my note", on_click=delete)
