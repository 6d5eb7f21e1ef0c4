"""Scripts for pages that stay open while the server starts anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from st_page_state import PageState, StateVar, reset_all

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


class Twice(PageState):
    word: str = StateVar(default="", url_key="word")
    note: str = ""


def two_widgets(st: Any) -> None:
    st.text_input("First", **Twice.bind("word"))
    st.text(Twice.word)
    st.text_input("Second", **Twice.bind("word", key="second"))
    st.text_input("Note", **Twice.bind("note"))
    st.text(f"{Twice.word}/{Twice.note}")
    if st.button("Go"):
        st.text("gone")


def reset_above(st: Any) -> None:
    if st.button("Reset"):
        Twice.reset()
    if st.button("Assign"):
        Twice.note = "assigned"
    if st.button("Forget"):
        reset_all()
    st.text_input("Word", **Twice.bind("word"))
    bound = Twice.bind("note")
    if st.button("Late"):
        Twice.note = "late"
    st.text_input("Note", **bound)
    st.text(f"{Twice.word}/{Twice.note}")


class Choices(PageState):
    one: str = StateVar(default="b", url_key="one")
    other: str = "b"
    several: list[str] = StateVar(default_factory=list)


offered: dict[str, Any] = {}
"""What a deployment changes."""


def changed_choices(st: Any) -> None:
    def label(option: str) -> str:
        return offered.get("label", "") + option

    options = offered.get("options", CHOICES)
    st.selectbox("One", **Choices.bind("one", options=options), format_func=label)
    st.radio("Other", **Choices.bind("other", options=options), format_func=label)
    st.multiselect("Several", **Choices.bind("several", options=options), format_func=label)
    st.text(f"{Choices.one} {Choices.other} {Choices.several}")
    st.button("Go")


def another_label(st: Any) -> None:
    label = offered.get("label", "Word")
    st.slider(label, 0, offered.get("most", 9), **Open.bind("level"))
    st.text_input(label + "s", **Open.bind("word"), disabled=offered.get("disabled", False))
    st.button("Go")


class Dates(PageState):
    days: tuple[date, date] = (date(2026, 1, 1), date(2026, 1, 2))


def a_range(st: Any) -> None:
    st.date_input("Days", **Dates.bind("days"))
    st.text(f"{len(Dates.days)} {[*Dates.widget_errors()]}")
    st.button("Go")


class Last(PageState):
    note: str = ""


def stopped(st: Any) -> None:
    st.text_input("Word", **Twice.bind("word"))
    st.text_input("Note", **Twice.bind("note", form=True))
    if st.button("Stop"):
        st.stop()
    if st.button("Again"):
        st.rerun()
    st.text_input("Last", **Last.bind("note"))
    st.text(f"{Twice.word}/{Twice.note}/{Last.note}")


class Picky(PageState):
    word: str = StateVar(default="", url_key="word")
    other: str = ""

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        told.append(f"{name}={new} {cls.other}")
        if new == "bad":
            raise ValueError("bad")


def picky(st: Any) -> None:
    st.text_input("Word", **Picky.bind("word"))
    if not st.checkbox("Only bind"):
        st.text(f"word={Picky.word}")


def in_a_fragment(st: Any) -> None:
    @st.fragment
    def part() -> None:
        st.text_input("Word", **Twice.bind("word"))
        st.text(f"in: {Twice.word}")

    part()
    st.text(f"out: {Twice.word}")
    st.button("Go")


@dataclass
class Line:
    item: str = ""
    price: int = 0


class Lines(PageState):
    lines: list[Line] = StateVar(default_factory=lambda: [Line("tea", 1)])
    view: str = StateVar(default="x", url_key="view")


def an_editor(st: Any) -> None:
    if st.button("Add"):
        Lines.lines = [*Lines.lines, Line("milk", 2)]
    st.data_editor(**Lines.bind_editor("lines"), num_rows="dynamic")
    st.text([(line.item, line.price) for line in Lines.lines])
    st.button("Go")


def some_tabs(st: Any) -> None:
    st.tabs(**Lines.bind_tabs("view", ["x", "y"]))
    st.text(Lines.view)
    st.button("Go")


drawing: dict[str, Callable[[Any], None]] = {}
"""The script of an app's file."""
