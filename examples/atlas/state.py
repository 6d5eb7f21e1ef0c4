"""Atlas's state: filters, views and reviews.

Every field with a ``url_key`` is in the address, so a copied link opens the same view. Drafts
and decisions have none: they are saved for the browser, and outlive the session.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from st_page_state import PageState, StateVar, batch

FIRST_DAY, LAST_DAY = date(2012, 1, 1), date(2015, 12, 31)
COLDEST, WARMEST = -10, 40


class Weather(Enum):
    """The weather an observer noted for a day."""

    SUN = "sun"
    FOG = "fog"
    DRIZZLE = "drizzle"
    RAIN = "rain"
    SNOW = "snow"


class Check(Enum):
    """A check that an observation can fail."""

    WET_SUN = "wet-sun"
    DRY_RAIN = "dry-rain"
    JUMP = "jump"
    DOWNPOUR = "downpour"
    GALE = "gale"


class Step(Enum):
    """A step in the review of one observation."""

    QUEUE = "queue"
    INSPECT = "inspect"
    DECIDE = "decide"


Measure = Literal["high", "low", "rain", "wind"]
Grain = Literal["day", "week", "month"]
Verdict = Literal["keep", "correct", "reject"]


@dataclass(frozen=True)
class Decision:
    """The outcome of the review of one observation."""

    verdict: Verdict
    note: str


def _in_order(span: tuple[Any, Any]) -> tuple[Any, Any]:
    if span[0] > span[1]:
        raise ValueError("the lower end comes first")
    return span


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Degrees = Annotated[int, Field(ge=COLDEST, le=WARMEST)]
Period = Annotated[tuple[Day, Day], AfterValidator(_in_order)]
Temperatures = Annotated[tuple[Degrees, Degrees], AfterValidator(_in_order)]


class Filters(PageState):
    """The observations that every page shows, and the page of their list."""

    period: Period = StateVar(default=(FIRST_DAY, LAST_DAY), url_key="period")
    weather: list[Weather] = StateVar(default_factory=list, url_key="weather")
    temperature: Temperatures = StateVar(default=(COLDEST, WARMEST), url_key="temp")
    page: Annotated[int, Field(ge=1)] = StateVar(default=1, url_key="page")

    class Config:
        hide_defaults = True

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        """Go back to the first page, as other filters make another list."""
        if field != "page":
            cls.page = 1


class Explore(PageState):
    """The form of the Explore page's charts."""

    measure: Measure = StateVar(default="high", url_key="measure")
    grain: Grain = StateVar(default="week", url_key="by")
    compare: bool = StateVar(default=False, url_key="compare", hide_default=True)

    class Config:
        share_url_with = (Filters,)


class Draft(PageState):
    """The decision on one day, ``Draft.of("2012-01-20")``, until it is filed."""

    verdict: Verdict = StateVar(default="keep")
    note: str = StateVar(default="")

    class Config:
        persist = "browser"


class Reviewed(PageState):
    """The decisions that were filed in this browser."""

    decisions: dict[date, Decision] = StateVar(default_factory=dict)

    class Config:
        persist = "browser"


class Review(PageState):
    """The review of suspect observations: queue, inspect, decide."""

    step: Step = StateVar(default=Step.QUEUE, url_key="step")
    check: Check | None = StateVar(default=None, url_key="check")
    day: Day | None = StateVar(default=None, url_key="day")

    class Config:
        share_url_with = (Filters,)

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        """Go back to the first page of the queue when another check is chosen."""
        if field == "check":
            Filters.page = 1

    @classmethod
    def inspect(cls, day: date) -> None:
        """Open one observation."""
        cls.update(step=Step.INSPECT, day=day)

    @classmethod
    def go(cls, step: Step) -> None:
        """Go to a step of the same observation; the queue has none."""
        cls.update(step=step, day=None if step is Step.QUEUE else cls.day)

    @classmethod
    def decide(cls) -> None:
        """File the draft as the decision and go back to the queue."""
        if cls.day is not None:
            draft = Draft.of(str(cls.day))
            with batch():
                Reviewed.decisions[cls.day] = Decision(draft.verdict, draft.note)
                cls.go(Step.QUEUE)
            draft.forget()

    @classmethod
    def clear(cls) -> None:
        """Reset the filters of the sidebar and of the queue, in one history entry."""
        with batch():
            Filters.reset()
            cls.reset("check")
