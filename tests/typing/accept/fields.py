"""Every supported type is the type of the field on the class and on its snapshots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from pathlib import PurePosixPath
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeAlias, assert_type
from uuid import UUID

from pydantic import BaseModel, Field, HttpUrl
from typing_extensions import TypedDict

from st_page_state import PageState, StateVar


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Unit(StrEnum):
    METRE = "m"
    FOOT = "ft"


class Point(NamedTuple):
    x: int
    y: int


class Size(TypedDict):
    width: int
    height: int


@dataclass(frozen=True)
class Box:
    name: str = ""
    tags: list[str] = field(default_factory=list)


class Place(BaseModel):
    city: str = "Oslo"


Mode: TypeAlias = Literal["list", "map"]
Page = Annotated[int, Field(ge=1)]


class Scalars(PageState):
    text: str = StateVar(default="", url_key="t")
    number: int = StateVar(default=1, url_key="n")
    ratio: float = StateVar(default=1, url_key="r")
    done: bool = StateVar(default=False, url_key="d")
    price: Decimal = StateVar(default=Decimal("1.5"), url_key="price")
    day: date = StateVar(default=date(2026, 1, 31), url_key="day")
    moment: datetime = StateVar(default=datetime(2026, 1, 31, 12), url_key="at")
    hour: time = StateVar(default=time(12), url_key="hour")
    span: timedelta = StateVar(default=timedelta(hours=1), url_key="span")
    ident: UUID = StateVar(default=UUID(int=0), url_key="id")
    raw: bytes = StateVar(default=b"", url_key="raw")
    path: PurePosixPath = StateVar(default=PurePosixPath("a"), url_key="path")
    anything: Any = StateVar(default=None)


class Choices(PageState):
    color: Color = StateVar(default=Color.RED, url_key="color", value_map={Color.RED: "r"})
    level: Level = StateVar(default=Level.LOW, url_key="level")
    unit: Unit = StateVar(default=Unit.METRE, url_key="unit")
    mode: Mode = StateVar(default="list", url_key="mode")
    maybe: Literal["a", "b"] | None = StateVar(default=None, url_key="maybe")
    digit: Literal[1, 2] = StateVar(default_factory=lambda: 1)
    step: int = StateVar(default=0, url_key="step", value_map={0: "todo", 1: "done"})


class Unions(PageState):
    number: int | None = StateVar(default=None, url_key="n")
    either: int | str = StateVar(default="5", url_key="e")
    page: Annotated[int, Field(ge=1)] = StateVar(default=1, url_key="p", hide_default=True)
    named: Page = StateVar(default=2)
    span: tuple[date, date] | None = StateVar(default=None)


class Containers(PageState):
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    colors: list[Color] = StateVar(default_factory=lambda: [Color.RED], url_key="color")
    modes: list[Mode] = StateVar(default_factory=lambda: ["list"])
    unique: set[str] = StateVar(default_factory=set, url_key="u")
    frozen: frozenset[int] = StateVar(default=frozenset({1}), url_key="f")
    pair: tuple[int, int] = StateVar(default=(0, 10), url_key="pair")
    many: tuple[str, ...] = StateVar(default=(), url_key="many")
    counts: dict[str, int] = StateVar(default_factory=dict, url_key="counts")
    nested: dict[str, list[int]] = StateVar(default={"a": [1]}, url_key="nested")
    ordered: Sequence[int] = StateVar(default_factory=list[int])
    lookup: Mapping[str, int] = StateVar(default_factory=dict[str, int])
    floats: list[float] = StateVar(default=[1, 2])
    mixed: list[int | str] = StateVar(default=[1])
    perhaps: list[str] | None = StateVar(default=None, url_key="perhaps")
    first: set[str] | None = StateVar(default={"a"})


class Records(PageState):
    box: Box = StateVar(default=Box(), url_key="box")
    made: Box = StateVar(default_factory=Box)
    place: Place = StateVar(default_factory=Place, url_key="place")
    point: Point = StateVar(default=Point(0, 0), url_key="point")
    size: Size = StateVar(default=Size(width=1, height=2), url_key="size")
    site: HttpUrl = StateVar(default=HttpUrl("https://example.org"), url_key="site")
    kinds: ClassVar[list[str]] = ["box", "place"]


assert_type(Scalars.text, str)
assert_type(Scalars.number, int)
assert_type(Scalars.ratio, float)
assert_type(Scalars.done, bool)
assert_type(Scalars.price, Decimal)
assert_type(Scalars.day, date)
assert_type(Scalars.moment, datetime)
assert_type(Scalars.hour, time)
assert_type(Scalars.span, timedelta)
assert_type(Scalars.ident, UUID)
assert_type(Scalars.raw, bytes)
assert_type(Scalars.path, PurePosixPath)
assert_type(Scalars.anything, Any)

assert_type(Choices.color, Color)
assert_type(Choices.level, Level)
assert_type(Choices.unit, Unit)
assert_type(Choices.mode, Literal["list", "map"])
assert_type(Choices.maybe, Literal["a", "b"] | None)
assert_type(Choices.digit, Literal[1, 2])
assert_type(Choices.step, int)

assert_type(Unions.number, int | None)
assert_type(Unions.either, int | str)
assert_type(Unions.page, int)
assert_type(Unions.named, int)
assert_type(Unions.span, tuple[date, date] | None)

assert_type(Containers.tags, list[str])
assert_type(Containers.colors, list[Color])
assert_type(Containers.modes, list[Literal["list", "map"]])
assert_type(Containers.unique, set[str])
assert_type(Containers.frozen, frozenset[int])
assert_type(Containers.pair, tuple[int, int])
assert_type(Containers.many, tuple[str, ...])
assert_type(Containers.counts, dict[str, int])
assert_type(Containers.nested, dict[str, list[int]])
assert_type(Containers.ordered, Sequence[int])
assert_type(Containers.lookup, Mapping[str, int])
assert_type(Containers.floats, list[float])
assert_type(Containers.mixed, list[int | str])
assert_type(Containers.perhaps, list[str] | None)
assert_type(Containers.first, set[str] | None)

assert_type(Records.box, Box)
assert_type(Records.box.tags, list[str])
assert_type(Records.made, Box)
assert_type(Records.place.city, str)
assert_type(Records.point.x, int)
assert_type(Records.size["width"], int)
assert_type(Records.site, HttpUrl)
assert_type(Records.kinds, list[str])

assert_type(Scalars(text="x").day, date)
assert_type(Choices(mode="map").mode, Literal["list", "map"])
assert_type(Unions(number=3).number, int | None)
assert_type(Containers(tags=["a"], pair=(1, 2)).pair, tuple[int, int])
assert_type(Records(box=Box("b"), size={"width": 3, "height": 4}).size, Size)
