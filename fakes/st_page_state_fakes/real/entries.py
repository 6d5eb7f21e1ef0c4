"""Values that nobody can enter in a browser, though Streamlit's server would take them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any


def objection(command: str, proto: Any, options: Sequence[str], wire: Any) -> str | None:
    """Return why a user could not enter a wire value, or None.

    Args:
        command: the command that drew the widget.
        proto: the message that drew it.
        options: the labels of its options.
        wire: the value as the browser would send it.
    """
    ordered: list[Any] = []
    if command in ("slider", "date_input"):
        ordered = list(wire)
    elif command == "select_slider":
        ordered = [options.index(w) if isinstance(w, str) else w for w in wire]
    if ordered != sorted(ordered):
        return "its two values are in ascending order"
    if command == "text_input" and isinstance(wire, str) and "\n" in wire:
        return "it takes one line"
    if command == "slider":
        return _between_steps(proto, ordered)
    if command == "multiselect":
        if len(set(wire)) < len(wire):
            return "an option can be chosen only once"
        most = proto.max_selections
        return f"at most {most} can be chosen" if 0 < most < len(wire) else None
    needed = getattr(proto, "required", False)
    if command == "date_input" and not wire and (proto.default or needed):
        return "it cannot be emptied"
    if command in ("pills", "segmented_control") and needed and not wire:
        return "it has a selection that cannot be cleared"
    if wire is None and (command == "radio" or (command == "selectbox" and needed)):
        return "it has a selection that cannot be cleared"
    return None


def _between_steps(proto: Any, numbers: list[float]) -> str | None:
    reachable = {proto.max, *proto.default}
    steps = [(number - proto.min) / proto.step for number in numbers if number not in reachable]
    if all(math.isclose(step, round(step), abs_tol=1e-6) for step in steps):
        return None
    is_number = proto.data_type in (proto.DataType.Value("INT"), proto.DataType.Value("FLOAT"))
    step = f"{proto.step:g}" if is_number else timedelta(microseconds=proto.step)
    return f"it has steps of {step}"
