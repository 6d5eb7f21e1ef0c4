"""Reading, writing, snapshots, links and everything else that a state class offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal, assert_type

from st_page_state import (
    InvalidQueryParamError,
    InvalidValueError,
    InvalidWidgetValueError,
    PageState,
    StateVar,
    StPageStateError,
    batch,
    link,
    reset_all,
)


class FilterState(PageState):
    """The list's filters."""

    status: str = StateVar(default="pending", url_key="status")
    """The status shown."""
    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    limit: int | None = StateVar(default=None)
    changes: ClassVar[list[str]] = []

    class Config:
        url_prefix = "f_"
        url_selfish = False
        share_url_with: ClassVar[list[str]] = ["NavState"]
        keep_params = ("lang", "utm_*")

    @classmethod
    def on_init(cls) -> None:
        cls.status = "active"

    @classmethod
    def on_ready(cls) -> None:
        cls.status = "pending"

    @classmethod
    def before_set(cls) -> None:
        cls.changes.append("before")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        if field == "status":
            cls.page = 1

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.changes.extend(changed)

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
        cls.changes.append(f"{field}={text}: {error.reason}")

    @classmethod
    def next_page(cls) -> int:
        cls.page += 1
        return cls.page

    def title(self) -> str:
        return f"{self.status}, page {self.page}"


class NavState(PageState):
    view: Literal["list", "map"] = StateVar(default="list", url_key="view")

    class Config:
        url_prefix: str = "n_"
        hide_defaults: bool = True
        namespace: str | None = "nav"
        url_warn_length: int = 2000

    @classmethod
    def on_change(cls, name: str, _old: object, new: object) -> None:
        print(name, new)


class Detailed(FilterState):
    detail: str = StateVar(default="", url_key="detail")

    class Config(FilterState.Config):
        url_prefix = "d_"


assert_type(FilterState.status, str)
assert_type(FilterState.tags, list[str])
assert_type(FilterState.limit, int | None)
assert_type(NavState.view, Literal["list", "map"])
FilterState.status = "active"
FilterState.page += 1
FilterState.tags.append("new")
FilterState.tags += ["old"]
FilterState.limit = 3
FilterState.limit = None
NavState.view = "map"
Detailed.status = "done"
assert_type(Detailed.page, int)
assert_type(FilterState.next_page(), int)

taken = FilterState.snapshot()
assert_type(taken, FilterState)
assert_type(taken.status, str)
assert_type(taken.title(), str)
assert_type(taken == FilterState(), bool)
assert_type(FilterState(status="x", limit=None).limit, int | None)
assert_type(Detailed(status="x", detail="y").status, str)
assert_type(FilterState.parse("?f_status=x"), FilterState)
assert_type(Detailed.parse("?d_p=2").page, int)
FilterState.apply(taken)
FilterState.apply(FilterState(page=2))
assert_type(link(FilterState(status="x"), NavState(view="map"), base="https://a.example"), str)
assert_type(link(FilterState.snapshot()), str)

FilterState.update(status="x", page=2)
FilterState.reset()
FilterState.reset("status", "page")
FilterState.focus()
with batch():
    FilterState.page = 3
assert_type(FilterState.dump(), dict[str, Any])
assert_type(FilterState.dump("python"), dict[str, Any])
FilterState.load(FilterState.dump(mode="json", exclude=["page"]), mode="json")
lost: dict[str, StPageStateError] = FilterState.load({}, strict=False)
assert_type(FilterState.schema(), dict[str, dict[str, Any]])
assert_type(NavState.options("view"), list[Any])
assert_type(FilterState.url_errors(), dict[str, InvalidQueryParamError])
assert_type(FilterState.widget_errors(), dict[str, InvalidWidgetValueError])
assert_type([error.reason for error in FilterState.url_errors().values()], list[str])
assert_type([error.text for error in FilterState.url_errors().values()], list[str])


def reset_each(*classes: type[PageState]) -> list[dict[str, Any]]:
    """Reset any state class."""
    for cls in classes:
        cls.reset()
    return [cls.dump() for cls in classes]


def reader(snapshot: FilterState) -> Callable[[], str]:
    return lambda: snapshot.status


reset_all()
log_out: Callable[[], None] = reset_all
reset_each(FilterState, NavState)
assert_type(reader(FilterState(status="x"))(), str)
try:
    FilterState.page = 4
except InvalidValueError as refused:
    assert_type(refused.reason, str)
