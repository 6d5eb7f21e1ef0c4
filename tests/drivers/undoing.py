"""Undo and redo, as a test asks whether there was a step."""

from __future__ import annotations

from st_page_state import PageState


def undone(cls: type[PageState]) -> bool:
    """Undo; return whether there was something to undo."""
    could = cls.can_undo()
    cls.undo()
    return could


def redone(cls: type[PageState]) -> bool:
    """Redo; return whether there was something to redo."""
    could = cls.can_redo()
    cls.redo()
    return could
