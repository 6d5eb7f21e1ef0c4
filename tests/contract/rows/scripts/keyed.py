"""Scripts of the rows about keyed state: one class, many entities."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.states import DraftState, FilterState, MapState
from st_page_state import batch, reset_all

IDS = (1, "a.b", "done")
NAMES = {1: "One", 2: "Two", "a.b": "Dotted", "done": "Done"}


def drafts(st: Any) -> None:
    """A row of widgets for each record, and ways to change several."""

    def all_done() -> None:
        with batch():
            for key in IDS:
                DraftState.of(key).update(body="x", done=True)

    st.selectbox("Status", ["pending", "active"], **FilterState.bind("status"))
    for key in IDS:
        st.text_input(f"Body {NAMES[key]}", **DraftState.of(key).bind("body"))
        st.checkbox(f"Check {NAMES[key]}", **DraftState.of(key).bind("done"))
    st.text_input("Body", **DraftState.bind("body"))
    st.button("All done", on_click=all_done)
    st.button("Forget", on_click=DraftState.of(1).forget)
    st.button("Log out", on_click=reset_all)
    if st.button("Zoom"):
        MapState.zoom += 1
    show(st)


def show(st: Any) -> None:
    """Show the drafts, and their keys."""
    values = [f"{key}={DraftState.of(key).body}/{DraftState.of(key).done:d}" for key in IDS]
    st.text(" ".join(values))
    st.text(f"class={DraftState.body} keys={' '.join(DraftState.keys())}")


def list_page(st: Any) -> None:
    """The main page, which uses one of the keys."""
    st.text_input("Body One", **DraftState.of(1).bind("body"))
    st.text(f"keys={' '.join(DraftState.keys())}")


def detail_page(st: Any) -> None:
    """The other page, which uses others."""
    st.text_input("Body Two", **DraftState.of(2).bind("body"))
    st.text(f"keys={' '.join(DraftState.keys())}")


def in_fragments(st: Any) -> None:
    """A fragment for each record."""

    @st.fragment
    def record(key: int) -> None:
        st.text_input(f"Body {NAMES[key]}", **DraftState.of(key).bind("body"))
        st.text(f"{key}={DraftState.of(key).body}")

    for key in (1, 2):
        record(key)


def in_forms(st: Any) -> None:
    """A form for each record."""
    for key in (1, 2):
        with DraftState.of(key).form("edit"):
            st.text_input(f"Body {NAMES[key]}", **DraftState.of(key).bind("body"))
            st.form_submit_button(f"Save {NAMES[key]}")
    st.text(" ".join(f"{key}={DraftState.of(key).body}" for key in (1, 2)))
