"""Scripts of the rows about changes in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from st_page_state import PageState, StateVar, batch


class Marks(PageState):
    names: list[str] = StateVar(default_factory=list, url_key="m")


class Pager(PageState):
    page: int = StateVar(default=0, url_key="p")

    class Config:
        share_url_with = ("Marks",)


class Answering(PageState):
    n: int = StateVar(default=0, url_key="n")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        Marks.names.append("hook")

    class Config:
        share_url_with = ("Marks", "Pager")


def last() -> None:
    with batch():
        Pager.page += 1
        Marks.names.append("last")


def first() -> None:
    with batch():
        Marks.names.append("first")
        Pager.page += 1


def only() -> None:
    with batch():
        Marks.names.append("only")


def nested() -> None:
    with batch():
        Pager.page += 1
        with batch():
            Marks.names.append("inner")


def around() -> None:
    with batch():
        with batch():
            Pager.page += 1
        Marks.names.append("outer")


def hook() -> None:
    Answering.n += 1


ACTS: dict[str, Callable[[], None]] = {
    act.__name__: act for act in (last, first, only, nested, around, hook)
}


def acting(st: Any) -> None:
    """Has a button for each act in the script, in a callback, in a fragment and before a rerun."""
    Answering.snapshot()
    Pager.snapshot()
    st.text(f"marks={','.join(Marks.names)}")
    for name, act in ACTS.items():
        st.button(f"{name} called", on_click=act)
        if st.button(f"{name} here"):
            act()
        if st.button(f"{name} rerun"):
            with batch():
                act()
                Marks.names.append("again")
                st.rerun()

    @st.fragment
    def part() -> None:
        for name, act in ACTS.items():
            if st.button(f"{name} in part"):
                act()

    part()
    st.text_input("Note", key="note", on_change=last)
