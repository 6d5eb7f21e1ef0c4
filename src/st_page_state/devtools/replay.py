"""Load a state in a tab of a test, through the inspector that its app draws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from st_page_state import runtime
from st_page_state.devtools.panel import PROBLEMS, TELLS_OPEN
from st_page_state.devtools.run_facts import KEY
from st_page_state.errors import ArgumentError

_OPENS = KEY if TELLS_OPEN else f"{KEY}.show"


def load(tab: Any, state: Mapping[str, Any]) -> None:
    """Open the inspector in a tab, load a state as JSON, and close it.

    Raises:
        ArgumentError: not all of it could be loaded.
    """
    former, runtime.devtools = runtime.devtools, True
    try:
        tab.rerun()
        tab.widget(_OPENS).set_value(True)
        tab.widget(f"{KEY}.json").set_value(json.dumps(state))
        _submit(tab)
        problems, _ = tab.session_state.get(PROBLEMS, ((), ()))
        tab.widget(_OPENS).set_value(False)
    finally:
        runtime.devtools = former
    if problems:
        raise ArgumentError(f"This was not loaded: {'; '.join(problems)}")


def _submit(tab: Any) -> None:
    """Click the button of the form, which has no key before Streamlit 1.52."""
    names = {widget.key for widget in tab.widgets}
    tab.button(f"{KEY}.load" if f"{KEY}.load" in names else "Load").click()
