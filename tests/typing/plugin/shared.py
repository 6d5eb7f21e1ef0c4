"""What accepted.py and refused.py take from another module."""

# ruff: noqa: RUF012
from __future__ import annotations

from st_page_state import PageState, StateVar


class Links:
    """Options that several classes have in common."""

    url_prefix = "s_"
    hide_defaults = True


class Misspelt:
    """Options with one that does not exist."""

    keep_param = ["lang"]


class Remote(PageState):
    """A state class with a Config of its own."""

    query: str = StateVar(default="")

    class Config:
        url_prefix = "r_"
