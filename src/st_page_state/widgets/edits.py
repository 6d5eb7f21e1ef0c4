"""What users do in a data editor: the edits, without Streamlit's own types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Edits: TypeAlias = Mapping[str, Any]
NO_EDITS: Edits = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


def plain_edits(state: Any) -> dict[str, Any]:
    """Return the edits of an editor as plain dicts and lists."""
    return {
        "edited_rows": {int(row): dict(cells) for row, cells in state["edited_rows"].items()},
        "added_rows": [dict(cells) for cells in state["added_rows"]],
        "deleted_rows": list(state["deleted_rows"]),
    }


def joined_edits(former: Edits, edits: Edits) -> dict[str, Any]:
    """Return earlier edits together with later ones of the same base."""
    edited = {row: dict(cells) for row, cells in former["edited_rows"].items()}
    for row, cells in edits["edited_rows"].items():
        edited[row] = {**edited.get(row, {}), **cells}
    return {
        "edited_rows": edited,
        "added_rows": [*former["added_rows"], *edits["added_rows"]],
        "deleted_rows": sorted({*former["deleted_rows"], *edits["deleted_rows"]}),
    }
