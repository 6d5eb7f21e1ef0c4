"""The gallery's state: a class for each section, a field for each widget.

Every field has a ``url_key``, and values other than the defaults are in the address. The classes
name each other in ``share_url_with``, so that an edit in one section leaves the params of the
others alone; ``url_prefix`` keeps their names apart.
"""

from datetime import date, datetime, time
from enum import Enum
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, NaiveDatetime

from st_page_state import PageState, StateVar, batch


class Shape(Enum):
    """The options of some widgets, as an Enum."""

    CIRCLE = "circle"
    SQUARE = "square"
    STAR = "star"


Drink = Literal["coffee", "tea", "water"]
Weekday = Literal["Mon", "Wed", "Fri"]
Size = Literal["XS", "S", "M", "L", "XL"]
Country = Literal["France", "Japan", "Peru"]

CITIES = {
    "France": ["Paris", "Lyon", "Nice"],
    "Japan": ["Kyoto", "Osaka"],
    "Peru": ["Cusco", "Lima"],
}
FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
FIRST_TIME, LAST_TIME = time(0, 0), time(23, 45)
FIRST_MOMENT = datetime.combine(date(2026, 5, 1), time())
LAST_MOMENT = datetime.combine(date(2026, 5, 31), time())


def in_order(span: tuple[Any, Any]) -> tuple[Any, Any]:
    """Reject a range in a link that ends before it begins, as no widget can show it."""
    if span[0] > span[1]:
        raise ValueError("the lower end comes first")
    return span


def sizes_in_order(span: tuple[Size, Size]) -> tuple[Size, Size]:
    """Reject a range of sizes in descending order."""
    in_order((get_args(Size).index(span[0]), get_args(Size).index(span[1])))
    return span


def without_zone(clock: time) -> time:
    """Reject a time with a time zone in a link, as no widget can keep it."""
    if clock.tzinfo is not None:
        raise ValueError("a time without a time zone is expected")
    return clock


Percent = Annotated[int, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Stars = Annotated[int, Field(ge=0, le=4)]
Seats = Annotated[int, Field(ge=1, le=9)]
Color = Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Clock = Annotated[time, AfterValidator(without_zone), Field(ge=FIRST_TIME, le=LAST_TIME)]
Moment = Annotated[NaiveDatetime, Field(ge=FIRST_MOMENT, le=LAST_MOMENT)]


class Gallery(PageState):
    """The base class of the sections."""

    class Config:
        hide_defaults = True
        share_url_with = ("Switches", "Choices", "Numbers", "Texts", "Times", "Linked", "Order")


class Switches(Gallery):
    """Yes or no, and a few things to click on."""

    checkbox: bool = StateVar(default=False, url_key="checkbox")
    toggle: bool = StateVar(default=False, url_key="toggle")
    stars: Stars | None = StateVar(default=None, url_key="stars")
    color: Color = StateVar(default="#2f6fb5", url_key="color")

    class Config:
        url_prefix = "switch_"


class Choices(Gallery):
    """One or several options from a closed set."""

    radio: Drink = StateVar(default="coffee", url_key="radio")
    select: Shape | None = StateVar(default=None, url_key="select")
    multi: list[Shape] = StateVar(default_factory=list, url_key="multi")
    pill: Weekday | None = StateVar(default=None, url_key="pill")
    pills: set[Weekday] = StateVar(default_factory=set, url_key="pills")
    segment: Shape | None = StateVar(default=None, url_key="segment")
    segments: tuple[Drink, ...] = StateVar(default=(), url_key="segments")
    size: Size = StateVar(default="M", url_key="size")
    sizes: Annotated[tuple[Size, Size], AfterValidator(sizes_in_order)] = StateVar(
        default=("XS", "XL"), url_key="sizes"
    )

    class Config:
        url_prefix = "choice_"


class Numbers(Gallery):
    """Integers and other numbers, one of them optional."""

    whole: Percent = StateVar(default=1, url_key="whole")
    real: Share = StateVar(default=0.5, url_key="real")
    maybe: int | None = StateVar(default=None, url_key="maybe")
    slider: Percent = StateVar(default=10, url_key="slider")
    share: Share = StateVar(default=0.25, url_key="share")
    span: Annotated[tuple[Percent, Percent], AfterValidator(in_order)] = StateVar(
        default=(0, 100), url_key="span"
    )
    shares: Annotated[tuple[Share, Share], AfterValidator(in_order)] = StateVar(
        default=(0.0, 1.0), url_key="shares"
    )

    class Config:
        url_prefix = "number_"


class Texts(Gallery):
    """Texts; the second field tells an empty text from None."""

    line: str = StateVar(default="", url_key="line")
    note: str | None = StateVar(default=None, url_key="note")
    area: str = StateVar(default="", url_key="area")

    class Config:
        url_prefix = "text_"


class Times(Gallery):
    """Dates, times of the day, and moments."""

    day: Day = StateVar(default=date(2026, 5, 1), url_key="day")
    days: Annotated[tuple[Day, Day], AfterValidator(in_order)] = StateVar(
        default=(FIRST_DAY, LAST_DAY), url_key="days"
    )
    clock: Clock = StateVar(default=time(9, 0), url_key="clock")
    moment: NaiveDatetime = StateVar(default=FIRST_MOMENT, url_key="moment")
    slid_day: Day = StateVar(default=FIRST_DAY, url_key="slid_day")
    slid_days: Annotated[tuple[Day, Day], AfterValidator(in_order)] = StateVar(
        default=(FIRST_DAY, LAST_DAY), url_key="slid_days"
    )
    slid_clock: Clock = StateVar(default=time(9, 0), url_key="slid_clock")
    slid_clocks: Annotated[tuple[Clock, Clock], AfterValidator(in_order)] = StateVar(
        default=(time(9, 0), time(17, 0)), url_key="slid_clocks"
    )
    slid_moment: Moment = StateVar(default=FIRST_MOMENT, url_key="slid_moment")
    slid_moments: Annotated[tuple[Moment, Moment], AfterValidator(in_order)] = StateVar(
        default=(FIRST_MOMENT, LAST_MOMENT), url_key="slid_moments"
    )

    class Config:
        url_prefix = "time_"


class Linked(Gallery):
    """One number on two widgets, and options that depend on another choice."""

    volume: Percent = StateVar(default=30, url_key="volume")
    country: Country = StateVar(default="France", url_key="country")
    city: str = StateVar(default="Paris", url_key="city")

    class Config:
        url_prefix = "linked_"

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        """Select a city of the new country, in the same update of the address."""
        if field == "country":
            cls.city = CITIES[new][0]


class Order(Gallery):
    """A form: its fields reach the state together, on submit."""

    name: Annotated[str, Field(max_length=20)] = StateVar(default="", url_key="name")
    seats: Seats = StateVar(default=1, url_key="seats")
    drinks: list[Drink] = StateVar(default_factory=list, url_key="drinks")

    class Config:
        url_prefix = "order_"


class Cups(Gallery):
    """The rows of a list: one class, and for each drink a key of it, with state of its own."""

    count: Seats = StateVar(default=1, url_key="count")
    sugar: bool = StateVar(default=False, url_key="sugar")

    class Config:
        url_prefix = "cups_"


SECTIONS: tuple[type[Gallery], ...] = (Switches, Choices, Numbers, Texts, Times, Linked, Order)


def in_use() -> list[type[Gallery]]:
    """Return the sections, and the rows of the list."""
    return [*SECTIONS, *map(Cups.of, Cups.keys())]


def reset_all() -> None:
    """Reset every field, in one update of the address."""
    with batch():
        for state in in_use():
            state.reset()
