"""The visitors' state classes: imported by some, executed in each run by others."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

import streamlit as st
from pydantic import AfterValidator

from st_page_state import PageState, StateVar


class Level(Enum):
    LOW = "low"
    HIGH = "high"


def positive(number: int) -> int:
    if number <= 0:
        raise ValueError("a positive number is expected")
    return number


class Filters(PageState):
    """A class that claims the URL for itself and for Side."""

    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list, url_key="t")
    note: str = StateVar(default="")
    recent: list[int] = StateVar(default_factory=list)

    @classmethod
    def on_init(cls) -> None:
        cls.note = st.session_state["who"]


class View(PageState):
    """A class that claims the URL for itself alone, and counts its changes."""

    zoom: int = StateVar(default=1, url_key="z")
    level: Level = StateVar(default=Level.LOW, url_key="l")
    changes: int = StateVar(default=0)

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field != "changes":
            cls.changes += 1


class Side(PageState):
    """A class that shares the URL with Filters."""

    open: bool = StateVar(default=False, url_key="s")
    width: Annotated[int, AfterValidator(positive)] = StateVar(default=200, url_key="w")

    class Config:
        share_url_with = (Filters,)
