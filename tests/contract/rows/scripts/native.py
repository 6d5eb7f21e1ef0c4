"""Scripts of the rows about widgets that Streamlit itself binds to query params."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract.rows.scripts.showing import count_run, outcome, params_of

WRITES: dict[str, Callable[[Any], object]] = {
    "set": lambda params: params.__setitem__("q", "other"),
    "delete": lambda params: params.__delitem__("q"),
    "update": lambda params: params.update({"q": "other"}),
    "clear": lambda params: params.clear(),
    "from_dict without": lambda params: params.from_dict({"n": "1"}),
    "from_dict with": lambda params: params.from_dict({"n": "1", "q": "other"}),
    "set another": lambda params: params.__setitem__("n", "1"),
    "delete another": lambda params: params.__delitem__("x"),
}


def bound(st: Any) -> None:
    """Has three bound widgets, and buttons that go at the param of the first one."""
    number = count_run(st)

    def assign() -> None:
        st.session_state["q"] = "assigned"

    st.button("assign", on_click=assign)
    st.text_input("Query", key="q", bind="query-params")
    st.selectbox("Pick", ["a", "b"], key="pick", bind="query-params")
    st.checkbox("On", key="on", bind="query-params")
    state = st.session_state
    st.text(f"run={number} q={state['q']} pick={state['pick']} on={state['on']}")
    st.text(params_of(st))
    for name, action in WRITES.items():
        if st.button(name):
            st.text(outcome(st, lambda action=action: action(st.query_params)))  # type: ignore[misc]
            st.text(params_of(st))


def bound_page(st: Any) -> None:
    """Another page, without bound widgets."""
    st.text(params_of(st))
    if st.button("set"):
        st.text(outcome(st, lambda: st.query_params.__setitem__("q", "other")))


def bound_without_key(st: Any) -> None:
    """Binds a widget that has no key."""
    st.text(outcome(st, lambda: st.text_input("Query", bind="query-params")))


def bound_sometimes(st: Any) -> None:
    """Draws a bound widget only while the box is ticked."""
    st.text(params_of(st))
    if st.checkbox("Draw", value=True):
        st.text_input("Query", "default", key="q", bind="query-params")
    if st.button("set"):
        st.text(outcome(st, lambda: st.query_params.__setitem__("q", "other")))
