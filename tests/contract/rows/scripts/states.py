"""The state classes of the rows."""

from __future__ import annotations

from st_page_state import PageState, StateVar


class FilterState(PageState):
    """The state of the main page."""

    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    note: str = StateVar(default="")


class MapState(PageState):
    """The state of the map page, which shares its URL with no other class."""

    zoom: int = StateVar(default=3, url_key="zoom")


class SearchState(PageState):
    """The search, which shares its URL with the filters and hides defaults."""

    text: str = StateVar(default="", url_key="q")
    deep: bool = StateVar(default=False, url_key="deep")

    class Config:
        share_url_with: tuple[type[FilterState]] = (FilterState,)
        hide_defaults = True


class DraftState(PageState):
    """The drafts of many records, which share the URL with the filters."""

    body: str = StateVar(default="", url_key="body")
    done: bool = False

    class Config:
        share_url_with: tuple[type[FilterState]] = (FilterState,)
        hide_defaults = True

    @classmethod
    def on_init(cls) -> None:
        """Begin with a draft as the record has it."""
        cls.done = cls.keyed_by == "done"
