"""The selection in a table or chart: as plain data, and with all the parts that a table has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PARTS = ("rows", "columns", "cells")


def plain(value: Any) -> Any:
    """Return Streamlit's own mappings and tuples as plain dicts and lists, at every level."""
    items: Any = value
    if isinstance(value, Mapping):
        return {key: plain(items[key]) for key in items}
    return [plain(item) for item in items] if isinstance(value, list | tuple) else value


def with_selection(value: Any) -> dict[str, Any]:
    """Return a dict as a table takes it: with a whole ``selection``; what else is in it stays."""
    known: Any = value.get("selection")
    parts: dict[str, Any] = {}
    if isinstance(known, dict):
        parts |= known
    whole = parts.copy()
    for part in _PARTS:
        found: Any = parts.get(part)
        whole[part] = found if isinstance(found, list) else []
    return {**value, "selection": whole}
