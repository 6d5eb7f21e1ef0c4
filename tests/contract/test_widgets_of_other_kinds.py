"""What the mypy plugin refuses, no widget of Streamlit can hold: none of its values arrives."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from app_texts import opened

from st_page_state import PageState, StateVar
from st_page_state.mypy.kinds import KINDS
from st_page_state.mypy.widgets import NEVER_HELD


class Held(PageState):
    text: str = StateVar(default="a")
    bytes: bytes = StateVar(default=b"a")
    number: int = StateVar(default=1)
    day: date = StateVar(default=date(2026, 1, 31))
    time: time = StateVar(default=time(1))
    duration: timedelta = StateVar(default=timedelta(1))


VALUES: dict[str, Any] = {
    "checkbox": True,
    "toggle": True,
    "number_input": 5,
    "slider": 5,
    "date_input": date(2026, 1, 30),
    "time_input": time(2),
}


def test_every_kind_is_tried() -> None:
    assert set(Held.schema()) == set(KINDS.values())


@pytest.mark.parametrize(
    ("widget", "kind"), [(name, kind) for name in NEVER_HELD for kind in sorted(NEVER_HELD[name])]
)
def test_no_value_arrives(widget: str, kind: str) -> None:
    source = f"from {__name__} import Held\nst.{widget}('W', **Held.bind('{kind}'))\n"
    try:
        tab = opened(source)
        tab.widget("W").set_value(VALUES[widget])
    except Exception:  # noqa: BLE001 - Streamlit refuses the field's value
        return
    assert getattr(tab.state(Held), kind) == getattr(Held(), kind)
