"""The state of both pages. In a module of its own, each page can import it."""

from typing import Annotated, Literal

from pydantic import Field

from st_page_state import PageState, StateVar

Region = Literal["North", "South", "West"]


class SidebarState(PageState):
    """What the sidebar sets for every page."""

    region: Region = StateVar(default="North", url_key="region")
    year: Annotated[int, Field(ge=2000, le=2030)] = StateVar(default=2024, url_key="year")


class WorkspaceState(PageState):
    """What the two pages work on; a claim of either class leaves the other's params alone."""

    topic: str = StateVar(default="sales", url_key="topic")
    zoom: Annotated[int, Field(ge=1, le=5)] = StateVar(default=1, url_key="zoom", hide_default=True)

    class Config:
        share_url_with = (SidebarState,)
