"""Helpers of the rows' scripts, which count runs and show outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class AskedToFailError(Exception):
    """The exception that a row's script raises on purpose."""


def count_run(st: Any) -> int:
    """Count this run in the session and return its number."""
    number: int = st.session_state.get("runs", 0) + 1
    st.session_state["runs"] = number
    return number


def outcome(st: Any, action: Callable[[], object]) -> str:
    """Return ``"ok"`` or the name of the exception that an action raises.

    Streamlit's own exceptions all go by the name of their base, which is what apps catch.
    """
    try:
        action()
    except st.errors.StreamlitAPIException:
        return "StreamlitAPIException"
    except Exception as error:  # noqa: BLE001 - the row asks for its type
        return type(error).__name__
    return "ok"


def params_of(st: Any) -> str:
    """Return the query params in one line: ``a=1,2 b=3``, or ``none``."""
    params = st.query_params
    return " ".join(f"{name}={','.join(params.get_all(name))}" for name in params) or "none"
