"""The state of the pages about tables, charts, editors and blocks."""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from st_page_state import PageState, StateVar


@dataclass
class Line:
    """One line of a bill."""

    item: str
    price: float = 0.0
    paid: bool = False


class Paged(PageState):
    """The base of these classes."""

    class Config:
        hide_defaults = True


class Tables(Paged):
    """Selected rows: by position, by id, and all that is selected."""

    row: int | None = StateVar(default=None, url_key="row")
    rows: list[int] = StateVar(default_factory=list, url_key="rows")
    city: str | None = StateVar(default=None, url_key="city")
    cities: set[str] = StateVar(default_factory=set, url_key="cities")
    by: Literal["city", "people"] = StateVar(default="city", url_key="by")


class Charts(Paged):
    """What is selected in charts; Streamlit lets no code select there."""

    altair: dict[str, Any] = StateVar(default_factory=dict, url_key="altair")
    vega: dict[str, Any] = StateVar(default_factory=dict)
    plotly: dict[str, Any] = StateVar(default_factory=dict)
    pydeck: dict[str, Any] = StateVar(default_factory=dict)

    class Config:
        share_url_with = (Tables,)


class Editors(Paged):
    """The rows of data editors."""

    notes: list[dict[str, int | str | None]] = StateVar(
        default_factory=lambda: [{"n": 1, "note": "one"}, {"n": 2, "note": "two"}], url_key="notes"
    )
    lines: list[Line] = StateVar(default_factory=list, url_key="lines")
    frame: pd.DataFrame = StateVar(default_factory=lambda: pd.DataFrame({"x": [1, 2], "y": [3, 4]}))


class Blocks(Paged):
    """What is open."""

    tab: str = StateVar(default="Chart", url_key="tab")
    expander: bool = StateVar(default=False, url_key="expander")
    popover: bool = StateVar(default=False, url_key="popover")
