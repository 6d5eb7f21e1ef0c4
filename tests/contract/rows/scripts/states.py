"""The state classes of the rows."""

from __future__ import annotations

from st_page_state import PageState, StateVar


class FilterState(PageState):
    """What the main page shows."""

    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    note: str = StateVar(default="")


class MapState(PageState):
    """What the map shows; it shares the address with nobody."""

    zoom: int = StateVar(default=3, url_key="zoom")


class SearchState(PageState):
    """Shares the address with the filters, and leaves out what is at its default."""

    text: str = StateVar(default="", url_key="q")
    deep: bool = StateVar(default=False, url_key="deep")

    class Config:
        share_url_with: tuple[type[FilterState]] = (FilterState,)
        hide_defaults = True
