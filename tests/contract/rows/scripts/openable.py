"""Scripts of the rows about expanders, popovers and tabs that have a state."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import count_run, outcome


def opening(st: Any) -> None:
    """Shows what is open, by the containers and by the session; a callback opens and closes."""
    state = st.session_state

    def set_all(*, opened: bool) -> None:
        state["details"] = state["menu"] = opened
        state["view"] = "Map" if opened else "List"

    st.button("Open all", on_click=set_all, kwargs={"opened": True})
    st.button("Close all", on_click=set_all, kwargs={"opened": False})
    number = count_run(st)
    if not st.checkbox("Hide"):
        details = st.expander("Details", key="details", on_change="rerun")
        menu = st.popover("Menu", key="menu", on_change="rerun")
        tabs = st.tabs(["List", "Map"], key="view", on_change="rerun")
        st.text(f"open={details.open} {menu.open} {[tab.open for tab in tabs]}")
        st.text(f"state={state['details']} {state['menu']} {state['view']}")
    st.text(f"run={number}")


def without_state(st: Any) -> None:
    """Draws them without on_change, with a key."""
    details = st.expander("Details", key="details", expanded=True)
    menu = st.popover("Menu", key="menu")
    tabs = st.tabs(["List", "Map"], key="view", default="Map")
    st.text(f"open={details.open} {menu.open} {[tab.open for tab in tabs]}")
    st.text(f"state={sorted(st.session_state)}")


def begun(st: Any) -> None:
    """Draws them with a first state of their own, and one that the session has."""
    st.session_state.setdefault("given", "Map")
    details = st.expander("Details", expanded=True, on_change="rerun")
    tabs = st.tabs(["List", "Map"], default="Map", on_change="rerun")
    given = st.tabs(["List", "Map"], key="given", on_change="rerun")
    st.text(f"open={details.open} {[tab.open for tab in (*tabs, *given)]}")


def calling_back(st: Any) -> None:
    """Has callbacks, which come before the script; one is refused in a form."""
    log = st.session_state.setdefault("log", [])

    def changed(name: str) -> None:
        log.append(f"{name}={st.session_state[name]}")

    st.expander("Details", key="details", on_change=changed, args=("details",))
    st.tabs(["List", "Map"], key="view", on_change=changed, kwargs={"name": "view"})
    with st.form("form"):
        st.text(outcome(st, lambda: st.expander("Inside", on_change=changed)))
        inside = st.expander("In a form", on_change="rerun")
        st.form_submit_button("Send")
    st.text(f"log={log} inside={inside.open}")


def in_address(st: Any) -> None:
    """Binds an expander and tabs to query params."""
    details = st.expander("Details", key="details", bind="query-params")
    tabs = st.tabs(["List", "Map"], key="view", bind="query-params")
    st.text(f"open={details.open} {[tab.open for tab in tabs]}")


def none_of_them(st: Any) -> None:
    """Gives the key of tabs a label that none of them has."""
    st.session_state.setdefault("view", "Nowhere")
    tabs = st.tabs(["List", "Map"], key="view", on_change="rerun")
    st.text(f"open={[tab.open for tab in tabs]} view={st.session_state['view']}")
