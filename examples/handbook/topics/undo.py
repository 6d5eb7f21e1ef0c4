"""A guest list whose edits can be undone and redone."""

import streamlit as st

from st_page_state import PageState, StateVar


class Party(PageState):
    title: str = StateVar(default="Party", url_key="title")
    guests: list[str] = StateVar(default=["Ann"], url_key="guest")
    name: str = ""

    class Config:
        undo = 50


def add() -> None:
    if Party.name:
        Party.update(guests=[*Party.guests, Party.name], name="")


st.text_input("Title", **Party.bind("title"))
with Party.form("guest"):
    st.text_input("Guest", **Party.bind("name"))
    st.form_submit_button("Add", **Party.bind_submit(on_click=add))
if st.button("Nobody comes", disabled=not Party.guests):
    Party.guests = []
    st.rerun()
undo, redo = st.columns(2)
off = not Party.can_undo()
undo.button("Undo", on_click=Party.undo, disabled=off)
off = not Party.can_redo()
redo.button("Redo", on_click=Party.redo, disabled=off)
st.write(f"{Party.title}: {', '.join(Party.guests) or 'nobody'}")
