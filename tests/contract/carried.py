"""State that passes from one process to another, defined in a module or by a script."""

from datetime import date
from enum import Enum

from st_page_state import PageState, StateVar

CALLS: list[str] = []


class Seat(Enum):
    AISLE = "aisle"
    WINDOW = "window"


class Trip(PageState):
    city: str = StateVar(default="Lima", url_key="city")
    guests: int = StateVar(default=1, url_key="guests")
    days: list[date] = StateVar(default_factory=list, url_key="day")
    seat: Seat = StateVar(default=Seat.AISLE, url_key="seat")
    bags: dict[str, int] = StateVar(default_factory=dict)
    note: str = StateVar(default="")

    @classmethod
    def on_init(cls) -> None:
        CALLS.append("on_init")
        cls.note = "as it began"


class Place(PageState):
    zoom: float = StateVar(default=1.5, url_key="zoom")

    class Config:
        share_url_with = (Trip,)
