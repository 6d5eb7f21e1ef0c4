"""Mistakes: the plugin rejects each line with an ignore, in the words of its comment."""

# ruff: noqa: PYI055, RUF012
from __future__ import annotations

from enum import Enum
from typing import Annotated, Final, Literal, Self, TypeAlias, TypedDict, TypeVar

import streamlit as st
from pydantic import Field
from shared import Misspelled, Remote
from streamlit.delta_generator import DeltaGenerator

from st_page_state import PageState, StateVar


class Sort(Enum):
    NAME = "name"
    PRICE = "price"


NUMBERS = {1: "x"}


class Filters(PageState):
    HELP = "no field"
    LIMIT: Final = 3
    MOST: Final[int] = 4
    status: str = StateVar(default="pending", url_key="status")
    page: Annotated[int, Field(ge=1)] = StateVar(default=1)
    sort: Sort | None = StateVar(default=None)
    mode: Literal["day", "week"] = StateVar(default="day")
    tags: list[str] = StateVar(default_factory=list)
    note: str = ""

    @classmethod
    def on_init(cls) -> None:
        cls.update(note=3)  # type: ignore[arg-type]  # expected "str"
        cls.reset("LIMIT", "MOST")  # type: ignore[arg-type]  # has no field 'LIMIT'
        cls.reset("pag")  # type: ignore[arg-type]  # Did you mean 'page'?
        cls.update(pag=3)  # type: ignore[call-arg]  # Did you mean 'page'?
        cls.update(page="x")  # type: ignore[arg-type]  # expected "int"

    @classmethod
    def opened(cls) -> Self:
        cls.reset("pag")  # type: ignore[arg-type]  # Did you mean 'page'?
        cls.update(stats="x")  # type: ignore[call-arg]  # Did you mean 'status'?
        cls.bind("stat")  # type: ignore[arg-type]  # Did you mean 'status'?
        return cls()

    def shown(self) -> object:
        return self.bind("stats")  # type: ignore[arg-type]  # Did you mean 'status'?


class More(Filters):
    extra: bool = StateVar(default=True)


class Values(TypedDict):
    status: int
    pge: int


T = TypeVar("T", bound=Filters)
Other = Filters
Alias: TypeAlias = More
NAME: Final = "stauts"


def calls(field: Literal["status", "pag"], fields: list[Literal["pag"]], values: Values) -> None:
    Filters.bind("statsu")  # type: ignore[arg-type]  # Did you mean 'status'?
    Filters.bind(field="statsu")  # type: ignore[arg-type]  # Did you mean 'status'?
    Filters.bind("HELP")  # type: ignore[arg-type]  # Its fields: status, page, sort, mode, tags, note.
    Filters.bind(NAME)  # type: ignore[arg-type]  # Did you mean 'status'?
    Filters.bind(field)  # type: ignore[arg-type]  # bind(): Filters has no field 'pag'.
    Filters.options("mod")  # type: ignore[arg-type]  # Did you mean 'mode'?
    Filters.reset("tag")  # type: ignore[arg-type]  # Did you mean 'tags'?
    Filters.reset("status", "tag")  # type: ignore[arg-type]  # Did you mean 'tags'?
    Filters.reset(*("status", "tag"))  # type: ignore[arg-type]  # Did you mean 'tags'?
    Filters.reset(*fields)  # type: ignore[arg-type]  # Did you mean 'page'?
    Filters.update(typo=1)  # type: ignore[call-arg]  # update(): Filters has no field 'typo'.
    Filters.update(status=3)  # type: ignore[arg-type]  # "status" to "update" of "Filters"
    Filters.update(page=None)  # type: ignore[arg-type]  # expected "int"
    Filters.update(sort="name")  # type: ignore[arg-type]  # Sort
    Filters.update(mode="month")  # type: ignore[arg-type]  # Literal['month']
    Filters.update(tags=[1])  # type: ignore[list-item]  # expected "str"
    Filters.update(**values)  # type: ignore[call-arg, arg-type]  # Did you mean 'page'?
    Filters().bind("statsu")  # type: ignore[arg-type]  # Did you mean 'status'?
    More.update(status=3)  # type: ignore[arg-type]  # expected "str"
    More.update(extra="yes")  # type: ignore[arg-type]  # expected "bool"
    More.bind("extr")  # type: ignore[arg-type]  # Did you mean 'extra'?
    Other.reset("tag")  # type: ignore[arg-type]  # Did you mean 'tags'?
    Alias.update(extras=True)  # type: ignore[call-arg]  # Did you mean 'extra'?
    Remote.bind("querry")  # type: ignore[arg-type]  # Did you mean 'query'?


def options_and_loads(names: list[str], numbers: list[int]) -> None:
    Filters.bind("page", options=["a"])  # type: ignore[arg-type]  # an option of Filters.page
    Filters.bind("pag", options=["a"])  # type: ignore[arg-type]  # Did you mean 'page'?
    Filters.bind("page", options=names)  # type: ignore[arg-type]  # expected "int"
    Filters.bind("page", options=(1, "2", 3))  # type: ignore[arg-type]  # Literal['2']
    Filters.bind("status", options=numbers)  # type: ignore[arg-type]  # type "int"
    Filters.bind("status", options=range(3), form=True)  # type: ignore[arg-type]  # type "int"
    Filters.bind("status", options=Sort)  # type: ignore[arg-type]  # type "Sort"
    Filters.bind("sort", options=["name"])  # type: ignore[arg-type]  # expected "Sort | None"
    Filters.bind("mode", options=["day", "weak"])  # type: ignore[arg-type]  # Literal['weak']
    Filters.bind("tags", options={1, 2})  # type: ignore[arg-type]  # expected "str"
    More.bind("note", options={1: "x"})  # type: ignore[arg-type]  # an option of More.note
    Filters.bind("page", options=Filters.options("status"))  # type: ignore[arg-type]  # "str"
    Filters.load({"statsu": "x"})  # type: ignore[call-arg]  # Did you mean 'status'?
    Filters.load({"status": "x", "pag": 3})  # type: ignore[call-arg]  # Did you mean 'page'?
    Filters.load({"status": ["x"]})  # type: ignore[arg-type]  # "status" in "load" of "Filters"
    Filters.load({"page": "two"})  # type: ignore[arg-type]  # expected "int"
    Filters.load({"page": {}})  # type: ignore[arg-type]  # expected "int"
    Filters.load({"sort": ("name",)})  # type: ignore[arg-type]  # expected "Sort | None"


def widgets(place: DeltaGenerator) -> None:
    st.slider("S", 0, 9, **Filters.bind("status"))  # type: ignore[arg-type]  # st.slider() cannot
    st.number_input("N", **Filters.bind("note"))  # type: ignore[arg-type]  # type "str"
    st.checkbox("C", **Filters.bind("mode", key="x"))  # type: ignore[arg-type]  # Filters.mode
    place.toggle("T", **Filters.bind("status"))  # type: ignore[arg-type]  # st.toggle() cannot
    st.sidebar.date_input("D", **Filters.bind("page"))  # type: ignore[arg-type]  # type "int"
    st.time_input("T", **More.bind("status"))  # type: ignore[arg-type]  # hold More.status


def classes(one: type[Filters], some: type[T], two: type[More] | type[Remote]) -> T:
    one.bind("statsu")  # type: ignore[arg-type]  # Did you mean 'status'?
    some.bind("statsu")  # type: ignore[arg-type]  # Did you mean 'status'?
    some.update(page="x")  # type: ignore[arg-type]  # expected "int"
    two.bind("query")  # type: ignore[arg-type]  # More has no field 'query'.
    return some()


class Mapped(PageState):
    mode: Literal["day", "week"] = StateVar(
        default="day",
        value_map={
            "day": "d",
            "weak": "w",  # type: ignore[arg-type]  # Did you mean 'week'?
        },
    )
    number: int = StateVar(default=1, value_map={"1": "one"})  # type: ignore[arg-type]  # "int"
    text: str = StateVar(default="1", value_map=NUMBERS)  # type: ignore[arg-type]  # "str"
    tags: list[str] = StateVar(
        default_factory=list,
        value_map={1: "one"},  # type: ignore[arg-type]  # expected "str"
    )
    sort: Sort | None = StateVar(
        default=None,
        value_map={
            "name": "n",  # type: ignore[arg-type]  # expected "Sort"
            None: "none",  # type: ignore[arg-type]  # incompatible type "None"
        },
    )


def keys(row: type[Filters]) -> None:
    Filters.of("22").bind("pag")  # type: ignore[arg-type]  # Did you mean 'page'?
    Filters.of("22").update(pag=1)  # type: ignore[call-arg]  # Did you mean 'page'?
    Filters.of(22).update(page="x")  # type: ignore[arg-type]  # expected "int"
    Filters.of(22).reset("pag")  # type: ignore[arg-type]  # Did you mean 'page'?
    row.of("22").options("pag")  # type: ignore[arg-type]  # Did you mean 'page'?
    keyed = Filters.of("22")
    keyed.bind("pag")  # type: ignore[arg-type]  # Did you mean 'page'?


class Options(PageState):
    class Config:
        url_prefx = "a"  # type: ignore[attr-defined]  # Did you mean 'url_prefix'?
        _private = 1  # type: ignore[attr-defined]  # Config has no option '_private'.
        url_selfish = "no"  # type: ignore[assignment]  # variable has type "bool"
        url_prefix = 3  # type: ignore[assignment]  # variable has type "str"
        keep_params = "utm_*"  # type: ignore[assignment]  # write keep_params = ['utm_*']
        share_url_with = [Filters, int]  # type: ignore[list-item]  # type[PageState]
        namespace: int = 3  # type: ignore[assignment]  # str | None
        hide_defaults = 1  # type: ignore[assignment]  # variable has type "bool"

        def url_warn_lenght(self) -> int:  # type: ignore[attr-defined]  # 'url_warn_length'?
            return 3


class Inherited(Options):
    class Config(Options.Config):
        hide_default = True  # type: ignore[attr-defined]  # Did you mean 'hide_defaults'?


class Common:
    url_selfsh = True  # type: ignore[attr-defined]  # Did you mean 'url_selfish'?


class Mixed(PageState):
    class Config(Common):
        restore_url_on_touch = 1  # type: ignore[assignment]  # variable has type "bool"


class Named(PageState):  # type: ignore[attr-defined]  # Did you mean 'keep_params'?
    Config = Misspelled
