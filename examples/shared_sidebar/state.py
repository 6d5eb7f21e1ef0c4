"""The state of both pages, in a module that each page can import."""

from typing import Annotated, Literal

from pydantic import Field

from st_page_state import PageState, StateVar

Region = Literal["North", "South", "West"]


class SidebarState(PageState):
    """The sidebar's fields, shared by every page."""

    region: Region = StateVar(default="North", url_key="region")
    year: Annotated[int, Field(ge=2000, le=2030)] = StateVar(default=2024, url_key="year")


class WorkspaceState(PageState):
    """The workspace of both pages; it shares the URL with the sidebar."""

    topic: str = StateVar(default="sales", url_key="topic")
    zoom: Annotated[int, Field(ge=1, le=5)] = StateVar(default=1, url_key="zoom", hide_default=True)

    class Config:
        share_url_with = (SidebarState,)
