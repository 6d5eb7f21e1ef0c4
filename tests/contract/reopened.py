"""Scripts for pages that stay open while the server starts anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from st_page_state import PageState, StateVar

CHOICES = ["a", "b", "c"]
told: list[str] = []
"""What hooks and callbacks have been called with, for the tests to read and to clear."""


class Open(PageState):
    word: str = StateVar(default="", url_key="word")
    note: str = ""
    number: int = 5
    choice: str = StateVar(default="a", url_key="choice")
    several: list[str] = StateVar(default_factory=list)
    level: int = StateVar(default=5, url_key="level")
    ticked: bool = False
    day: date = date(2026, 1, 2)

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        told.append(f"{name}: {old!r} -> {new!r}")


def every_widget(st: Any) -> None:
    st.text(f"above: {Open.dump()}")
    st.text_input("Word", **Open.bind("word", on_change=told.append, args=("callback",)))
    st.text_input("Note", **Open.bind("note"))
    st.number_input("Number", **Open.bind("number"))
    st.selectbox("Choice", **Open.bind("choice", options=CHOICES), format_func=str.upper)
    st.multiselect("Several", **Open.bind("several", options=CHOICES), format_func=str.upper)
    st.slider("Level", 0, 10, **Open.bind("level"))
    st.checkbox("Ticked", **Open.bind("ticked"))
    st.date_input("Day", **Open.bind("day"))
    plain = st.text_input("Plain", key="plain")
    st.text(f"below: {Open.dump()} plain={plain}")
    if st.button("Go"):
        st.text("gone")


class Entry(PageState):
    name: str = StateVar(default="", url_key="name")
    age: int = StateVar(default=0, url_key="age")
    city: str = ""


def a_form(st: Any) -> None:
    st.text(f"above: {Entry.dump()}")
    with Entry.form("entry"):
        st.text_input("Name", **Entry.bind("name"))
        st.number_input("Age", **Entry.bind("age"))
        st.text_input("City", **Entry.bind("city"))
        if st.form_submit_button("Save"):
            st.text(f"saved: {Entry.dump()}")
