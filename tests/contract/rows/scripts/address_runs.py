"""Scripts of the rows about state classes in fragments, dialogs, forms and reruns."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import count_run
from contract.rows.scripts.state import STATUSES, show
from contract.rows.scripts.states import FilterState


def next_page() -> None:
    """Go on to the next page."""
    FilterState.page += 1


def fragment(st: Any) -> None:
    """Has one field's widget outside of a fragment, and another's inside."""
    number = count_run(st)
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    st.text(f"run={number}")
    show(st)

    @st.fragment  # type: ignore[untyped-decorator]
    def part() -> None:
        st.button("Next", on_click=next_page)
        if st.button("Rerun app"):
            next_page()
            st.rerun()
        if st.button("Rerun part"):
            next_page()
            st.rerun(scope="fragment")
        st.number_input("Page", step=1, **FilterState.bind("page"))
        st.text(f"part={FilterState.page}")

    part()


def dialog(st: Any) -> None:
    """Has a bound widget in a dialog, and a box that closes it."""

    @st.dialog("Details")  # type: ignore[untyped-decorator]
    def details() -> None:
        st.number_input("Page", step=1, **FilterState.bind("page"))
        if st.checkbox("Done"):
            FilterState.status = "closed"
            st.rerun()

    show(st)
    if st.button("Open"):
        details()


def form(st: Any) -> None:
    """Has a form of a state class, and a widget outside of it."""
    with FilterState.form("filter"):
        st.number_input("Page", step=1, **FilterState.bind("page"))
        st.text_input("Note", **FilterState.bind("note"))
        st.form_submit_button("Send")
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    show(st)


def rerunning(st: Any) -> None:
    """Writes and reruns: in a callback, in the body, and until the third page is there."""
    number = count_run(st)

    def write_and_rerun() -> None:
        next_page()
        st.rerun()

    st.button("In callback", on_click=write_and_rerun)
    if st.button("In body"):
        write_and_rerun()
    if st.checkbox("Climb") and FilterState.page < 6:
        write_and_rerun()
    st.number_input("Page", step=1, **FilterState.bind("page"))
    st.text(f"run={number}")
    show(st)


def ticking(st: Any) -> None:
    """Draw a fragment that reruns by itself and assigns the value it has read."""
    st.number_input("Page", step=1, **FilterState.bind("page"))
    show(st)

    @st.fragment(run_every=0.3)  # type: ignore[untyped-decorator]
    def part() -> None:
        FilterState.page = FilterState.page
        st.text(f"part={FilterState.page}")

    part()
