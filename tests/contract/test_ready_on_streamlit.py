"""on_ready on Streamlit: a run that it ends, and the state that is there then."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from st_page_state import PageState, StateVar

    class Draft(PageState):
        id: int = StateVar(default=1, url_key="id")
        body: str = StateVar(default="")

        @classmethod
        def on_ready(cls) -> None:
            calls = st.session_state.calls = st.session_state.get("calls", 0) + 1
            cls.body = f"draft of {cls.id}"
            if calls == 1:
                getattr(st, st.session_state.ending)()

    st.text_input("Body", **Draft.bind("body"))
    st.text(f"{Draft.body}, {st.session_state.calls} calls")


@pytest.mark.parametrize(("ending", "calls"), [("rerun", 1), ("stop", 2), ("balloons", 1)])
def test_it_loads_what_the_link_names(ending: str, calls: int) -> None:
    """A rerun that it asks for is its end; one that is stopped is called again."""
    test = AppTest.from_function(script, default_timeout=30)
    test.query_params["id"] = ["22"]
    test.session_state["ending"] = ending
    for _ in range(2):
        test.run()
    assert not test.exception
    assert test.text[0].value == f"draft of 22, {calls} calls"
    assert test.text_input[0].value == "draft of 22"
    test.text_input[0].set_value("mine").run()
    assert test.text[0].value == f"mine, {calls} calls"
