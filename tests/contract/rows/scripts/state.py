"""Scripts of the rows about state classes: the library as a whole."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import params_of
from contract.rows.scripts.states import FilterState, MapState, SearchState
from st_page_state import batch

STATUSES = ["pending", "active", "closed"]


def show(st: Any) -> None:
    """Show the filters."""
    st.text(f"status={FilterState.status} page={FilterState.page} note={FilterState.note}")


def sample(st: Any) -> None:
    """The sample of the documentation: a bound widget, and a button that counts pages."""
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    if st.button("Next page"):
        FilterState.page += 1
    show(st)


def writing(st: Any) -> None:
    """Every way to write, beside bound widgets."""

    def jump() -> None:
        FilterState.update(status="closed", page=9)

    st.button("Reset", on_click=FilterState.reset)
    st.button("Jump", on_click=jump)
    if st.button("Batch"):
        with batch():
            FilterState.page = 2
            FilterState.page = 3
            FilterState.status = "active"
    if st.button("Rerun"):
        FilterState.page = 7
        st.rerun()
    if st.button("Same"):
        FilterState.page = FilterState.page
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    st.number_input("Page", step=1, **FilterState.bind("page"))
    st.text_input("Note", **FilterState.bind("note"))
    show(st)
    for name, error in FilterState.url_errors().items():
        st.text(f"bad {name}: {error.text}")


def hiding(st: Any) -> None:
    """Draws a bound widget only while the box is ticked."""
    if st.checkbox("Draw", value=True):
        st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    show(st)


def in_a_form(st: Any) -> None:
    """Takes the values of a form's widgets over when it is submitted."""

    def submitted() -> None:
        FilterState.update(status=st.session_state["form_status"], note=st.session_state["note"])

    with st.form("form"):
        st.selectbox("Status", STATUSES, key="form_status")
        st.text_input("Note", key="note")
        st.form_submit_button("Send", on_click=submitted)
    show(st)


def map_page(st: Any) -> None:
    """Another page, with a state of its own; it touches the filters if asked to."""
    st.number_input("Zoom", step=1, **MapState.bind("zoom"))
    st.text(f"zoom={MapState.zoom}")
    if st.checkbox("Filters"):
        show(st)


def shared(st: Any) -> None:
    """Two classes that share the address."""
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    st.text_input("Search", **SearchState.bind("text"))
    st.checkbox("Deep", **SearchState.bind("deep"))
    st.text(f"status={FilterState.status} text={SearchState.text} deep={SearchState.deep}")


def beside_native(st: Any) -> None:
    """A state class beside a widget that Streamlit itself binds."""
    st.text_input("Native", key="native", bind="query-params")
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    show(st)
    st.text(params_of(st))
