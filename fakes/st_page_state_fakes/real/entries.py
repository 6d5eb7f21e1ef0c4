"""What nobody can enter in a browser, though Streamlit's server would take it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

_ASCENDING = "its two values are in ascending order"
_STAYS = "it has a selection that cannot be cleared"


def objection(command: str, proto: Any, options: Sequence[str], wire: Any) -> str | None:
    """Return why a user could not enter a wire value, or None.

    Args:
        command: the command that drew the widget.
        proto: what it was drawn from.
        options: the labels of its options.
        wire: the value as the browser would send it.
    """
    rule = _RULES.get(command)
    return None if rule is None else rule(proto, options, wire)


def _slider(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    if list(wire) != sorted(wire):
        return _ASCENDING
    starts = {proto.max, *proto.default}
    steps = [(number - proto.min) / proto.step for number in wire if number not in starts]
    if all(math.isclose(step, round(step), abs_tol=1e-6) for step in steps):
        return None
    is_number = proto.data_type in (proto.DataType.Value("INT"), proto.DataType.Value("FLOAT"))
    step = f"{proto.step:g}" if is_number else timedelta(microseconds=proto.step)
    return f"it has steps of {step}"


def _select_slider(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    places = [options.index(w) if isinstance(w, str) else w for w in wire]
    return None if places == sorted(places) else _ASCENDING


def _date_input(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    if not wire and (proto.default or getattr(proto, "required", False)):
        return "it cannot be emptied"
    return None if list(wire) == sorted(wire) else _ASCENDING


def _multiselect(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    if len(set(wire)) < len(wire):
        return "an option can be chosen only once"
    most = proto.max_selections
    return f"at most {most} can be chosen" if 0 < most < len(wire) else None


def _radio(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    return _STAYS if wire is None else None


def _selectbox(proto: Any, options: Sequence[str], wire: Any) -> str | None:
    return _STAYS if wire is None and getattr(proto, "required", False) else None


_RULES: dict[str, Callable[[Any, Sequence[str], Any], str | None]] = {
    "date_input": _date_input,
    "multiselect": _multiselect,
    "radio": _radio,
    "select_slider": _select_slider,
    "selectbox": _selectbox,
    "slider": _slider,
}
