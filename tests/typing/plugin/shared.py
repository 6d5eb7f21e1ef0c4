"""Names that accepted.py and refused.py import from another module."""

# ruff: noqa: RUF012
from __future__ import annotations

from st_page_state import PageState, StateVar


class Links:
    """Config shared by several classes."""

    url_prefix = "s_"
    hide_defaults = True


class Misspelled:
    """Config with an unknown name."""

    keep_param = ["lang"]


class Remote(PageState):
    """A state class with its own Config."""

    query: str = StateVar(default="")

    class Config:
        url_prefix = "r_"
