"""Correct code: the plugin accepts every line."""

# ruff: noqa: PIE804, PYI055, RUF012
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self, TypedDict, TypeVar, assert_type

import streamlit as st
from pydantic import BaseModel, Field
from shared import Links, Remote

from st_page_state import PageState, StateVar, link
from st_page_state import PageState as Base


class Sort(Enum):
    NAME = "name"
    PRICE = "price"


class Point(BaseModel):
    x: int = 0


Handle = PageState
Mode = Literal["day", "week"]
LABELS = {Sort.NAME: "n", Sort.PRICE: "p"}
WIDER: dict[str, str] = {"day": "d", "week": "w"}
NUMBERS: dict[int | str, str] = {1: "one"}
ANYTHING: Any = {}


class Filters(Base):
    HELP: ClassVar[str] = "help"
    status: str = StateVar(default="a", url_key="status", value_map={"a": "A", "b": "B"})
    page: Annotated[int, Field(ge=1)] = StateVar(default=1, value_map=NUMBERS)
    rate: float = StateVar(default=1.0, value_map={1.0: "one", 2.5: "more"})
    sort: Sort | None = StateVar(default=None, value_map=LABELS)
    first: Sort = StateVar(default=Sort.NAME, value_map={Sort.NAME: "n", Sort.PRICE: "p"})
    mode: Mode = StateVar(default="day", value_map={"day": "d", "week": "w"})
    wide: Mode = StateVar(default="day", value_map=WIDER)
    sorts: list[Sort] = StateVar(default_factory=list, value_map={Sort.NAME: "n"})
    modes: set[Mode] | None = StateVar(default=None, value_map={"day": "d", **WIDER})
    frozen: frozenset[int] = StateVar(default=frozenset(), value_map={1: "one"})
    row: tuple[int, ...] = StateVar(default=(), value_map={1: "one"})
    pair: tuple[int, str] = StateVar(default=(1, "a"), value_map={(1, "a"): "1a"})
    deep: dict[str, list[int]] = StateVar(default_factory=dict)
    free: Any = StateVar(default=1, value_map={1: "one", "x": "two"})
    point: Point = StateVar(default=Point())
    many: int | str = StateVar(default=1, value_map={1: "one", "x": "two"})
    made: int = StateVar(default=1, value_map=ANYTHING)
    kind: type[int] | None = StateVar(default=None)
    day: date | None = StateVar(default=None)

    class Config:
        """Its config."""

        url_prefix = "a"
        url_selfish = False
        keep_params = ("utm_*", "lang")
        share_url_with = ["More", Base]
        namespace = None
        url_warn_length = 100

    @classmethod
    def on_init(cls) -> None:
        cls.reset("page")
        cls.update(status="x", page=3)

    @classmethod
    def opened(cls) -> Self:
        cls.reset("page", "status")
        cls.update(mode="week", sorts=[], deep={})
        cls.bind("status")
        return cls()

    def shown(self) -> object:
        return self.bind("status")


class Common:
    url_prefix = "g_"
    hide_defaults = True


class More(Filters):
    extra: bool = StateVar(default=True)

    class Config(Filters.Config):
        hide_defaults = True


class Mixed(PageState):
    class Config(Common, Links):
        url_selfish, ignore_none_url = False, True
        keep_params: ClassVar[list[str]] = ["a"]
        namespace: str = "mixed"


class Named(PageState):
    unit, order = 1, Sort
    choice = Sort
    Config = Links


class Further(Remote):
    class Config(Remote.Config):
        share_url_with = []


class Aliased(Handle):
    class Config:
        keep_params = []


class Own(PageState):
    a: int = StateVar(default=1)

    @classmethod
    def reset(cls, *names: str, hard: bool = False) -> None:
        """Reset something else too."""


class Values(TypedDict, total=False):
    status: str
    page: int


class NoState:
    class Config:
        anything = 3

    @classmethod
    def bind(cls, field: str) -> None: ...

    @classmethod
    def update(cls, **values: int) -> None: ...


def calls(name: str, value: Any, field: Literal["status", "page"], values: Values) -> None:
    Filters.bind(name)
    Filters.bind(field)
    Filters.bind(value)
    Filters.bind("status", value="x", on_change=print, args=(1,))
    Filters.options("mode")
    Filters.reset()
    Filters.reset(name, field, "sort")
    Filters.reset(*[name])
    Filters.reset(*("page", "status"))
    Filters.reset(*value)
    Filters.update()
    Filters.update(**values)
    Filters.update(**{"status": "x"})
    Filters.update(**Filters.dump())
    Filters.update(status="x", **{"page": 1})
    Filters.update(status=value, page=True, rate=1, sort=None, free=object(), point=Point(x=1))
    Filters.update(sorts=[Sort.NAME], modes={"day"}, row=(1, 2), pair=(1, "x"), deep={"a": []})
    Filters.update(sorts=[], modes=set(), day=date(2020, 1, 1), kind=bool, many="x")
    Filters.update(mode="week" if value else "day")
    for each in ("status", "page"):
        Filters.bind(each)
    update = Filters.update
    update(status="x")
    More.update(status="x", extra=False)
    More.bind("status")
    Further.bind("query")
    Own.reset("nothing", hard=True)
    NoState.bind("anything")
    NoState.update(anything=1)
    values.update({"page": 1})
    link(Filters(status="x"))


class Size(StrEnum):
    S = "s"


class Level(IntEnum):
    LOW = 1


class Odd(Enum):
    """Equal to anything."""

    ONE = 1

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Text(str):
    """A text of its own type."""


class Shop(PageState):
    size: Size = StateVar(default=Size.S)
    level: Level = StateVar(default=Level.LOW)
    odd: Odd = StateVar(default=Odd.ONE)
    price: Decimal | None = StateVar(default=None)
    text: Text = StateVar(default=Text())
    wanted: bool = StateVar(default=False)
    range: tuple[int, int] = StateVar(default=(1, 2))
    digit: Literal[1, 2] = StateVar(default=1)


def options(names: list[str], frame: Any, data: dict[str, Any], either: list[int | str]) -> None:
    Filters.bind("status", options=names)
    Filters.bind("status", options=["a", None, *names])
    Filters.bind("status", options=(name for name in names))
    Filters.bind("mode", options=names)
    Filters.bind("mode", options=["week", "day"])
    Filters.bind("page", options=either)
    Filters.bind("page", options=[1, True, 2.0])
    Filters.bind("page", options=frame)
    Filters.bind("page", options=frame["a"])
    Filters.bind("page", options=[frame])
    Filters.bind("page", options=None)
    Filters.bind(names[0], options=[1])
    Filters.bind(options=[1], field="page")
    Filters.bind("rate", options=[1, 2])
    Filters.bind("sort", options=Sort)
    Filters.bind("sorts", options=[Sort.NAME])
    Filters.bind("modes", options=["day"])
    Filters.bind("frozen", options={1, 2})
    Filters.bind("row", options=[1])
    Filters.bind("free", options=["x"])
    Filters.bind("many", options=["x", 1])
    Filters.bind("day", options=[date(2026, 1, 1), datetime(2026, 1, 1)])
    Filters.bind("point", options=[Point()])
    Shop.bind("size", options=["s"])
    Shop.bind("level", options=[1])
    Shop.bind("odd", options=[1])
    Shop.bind("price", options=[1, 2.5])
    Shop.bind("text", options=["a"])
    Shop.bind("range", options=[1, 2])
    Shop.bind("level", options=(Level))
    assert_type(Filters.options("mode"), list[Literal["day", "week"]])
    assert_type(Filters.options("modes"), list[Literal["day", "week"]])
    assert_type(Filters.options(names[0]), list[Any])
    Filters.bind("mode", options=Filters.options("mode"))
    Filters.load(data)
    Filters.load({**data, "status": "x", names[0]: 1})
    Filters.load({"page": "3", "sort": "name", "rate": 1, "day": "2026-01-31", "sorts": ["name"]})
    Filters.load({"modes": ["day"], "pair": [1, "a"], "deep": {}, "point": {"x": 1}, "free": []})
    Filters.load({"page": data["page"], "many": "x", "made": int("3"), "row": (1, 2)})
    Filters.load(Filters.dump(mode="json"))
    Shop.load({"wanted": "yes", "price": "1.50", "size": "s", "level": "1", "text": "a"})
    Shop.load({"digit": "2", "range": ["1", "2"]})


def widgets(name: str, other: dict[str, Any]) -> None:
    assert_type(st.slider("S", 0, 10, **Filters.bind("page")), int)
    st.slider("S", 0, 10, **Filters.bind("row"))
    st.slider("S", 0, 10, **Filters.bind(name))
    st.slider("S", 0, 10, **Filters.bind("free"))
    st.slider("S", 0, 10, **Filters.bind("many"))
    st.slider("S", date(2026, 1, 1), **Filters.bind("day"))
    st.slider("S", 0, 10, **other)
    st.slider("S", *(0, 10), key=name.ljust(3), on_change=print)
    st.number_input("N", **Shop.bind("price"))
    st.number_input("N", **Filters.bind("rate", form=True))
    st.checkbox("C", **Shop.bind("wanted"))
    st.toggle("T", **More.bind("extra"))
    st.sidebar.date_input("D", **Filters.bind("day"))
    st.text_input("T", **Filters.bind("page"))
    st.selectbox("S", ["week", "day"], **Filters.bind("mode"))
    st.dataframe(None, key=Filters.bind("page")["key"])


T = TypeVar("T", bound=Filters)
Alias = Filters


def classes(one: type[Filters], some: type[T], two: type[Filters] | type[More]) -> T:
    one.bind("status")
    some.bind("status")
    some.update(status="x")
    two.bind("status")
    Alias.reset("status")
    one.of("22").bind("status")
    some.of(22).update(status="x")
    return some()


def local(states: Sequence[type[Base]], names: Iterable[str]) -> None:
    class Inside(PageState):
        a: int = StateVar(default=1, value_map={1: "x"})

        class Config:
            url_prefix = "x"

    class Deeper(Inside):
        class Config:
            keep_params = []

    Inside.update(a=2)
    Inside.bind("a")
    Inside.reset(*names)
    for state in states:
        state.reset()
