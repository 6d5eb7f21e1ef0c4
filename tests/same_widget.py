"""Identity of widgets across calls, on simulated and real Streamlit."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import STREAMLIT, Call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.server.versions import NEWEST


def stays(given: Call, changed: Call, key: str | None, version: str = NEWEST) -> bool:
    """Return whether another call is of the same widget."""

    def script(st: Any) -> None:
        now = changed if st.checkbox("Change") else given
        now.but(key=key).on(st)

    tab = FakeApp(script, streamlit=version).open()
    widget = tab.widgets[1]
    tab.widget("Change").set_value(True)
    try:
        widget.value
    except LookupError:
        return False
    return True


def streamlit_sees_one(pairs: list[tuple[Call, Call]]) -> list[bool]:
    """Return for each pair of calls without a key whether Streamlit sees one widget."""
    if STREAMLIT is None:
        pytest.skip(f"there is no Streamlit {NEWEST} to compare with")
    from streamlit.testing.v1 import AppTest

    found: list[bool] = []
    given = {"calls": (pair for pair in pairs), "found": found}
    app = AppTest.from_function(_both, default_timeout=60, kwargs=given)
    for _ in pairs:
        assert not app.run().exception
    return found


def _both(calls, found):  # type: ignore[no-untyped-def]  # AppTest runs it without its module
    import streamlit as st
    from streamlit.errors import StreamlitDuplicateElementId

    one, other = next(calls)
    one.on(st)
    try:
        other.on(st)
    except StreamlitDuplicateElementId:
        found.append(True)
    else:
        found.append(False)
