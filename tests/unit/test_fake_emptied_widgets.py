"""Widgets whose key a script has set to None: they are empty, whatever their default is."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest

from st_page_state_fakes import FakeApp


@pytest.mark.parametrize("key", ["k", 1])
@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("text_input", ("Name", "default")),
        ("text_area", ("Name", "default")),
        ("selectbox", ("Name", ["a", "b"])),
        ("radio", ("Name", ["a", "b"])),
        ("number_input", ("Name", 0, 9, 5)),
        ("time_input", ("Name", time(9, 30))),
        ("datetime_input", ("Name", datetime(2026, 1, 31, 9, 30))),
    ],
)
def test_it_is_shown_empty_and_stays_so(
    command: str, arguments: tuple[Any, ...], key: str | int
) -> None:
    def script(st: Any) -> None:
        st.session_state.setdefault(key, None)
        st.text(getattr(st, command)(*arguments, key=key))

    tab = FakeApp(script).open()
    assert (tab.texts, tab.widgets[0].value) == (["None"], None)
    tab.rerun()
    assert (tab.texts, tab.widgets[0].value) == (["None"], None)
