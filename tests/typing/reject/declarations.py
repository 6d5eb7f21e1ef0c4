"""Wrong declarations; ``refused:`` marks the codes of mypy | pyright."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import Field

from st_page_state import PageState, StateVar


class Color(Enum):
    RED = "red"


def number() -> int:
    return 1


class Defaults(PageState):
    a: int = StateVar(default="a")  # refused: assignment | reportAssignmentType
    b: str = StateVar(default=1)  # refused: assignment | reportAssignmentType
    c: str = StateVar(default=None)  # refused: assignment | reportAssignmentType
    d: Literal["a", "b"] = StateVar(default="c")  # refused: arg-type | reportAssignmentType
    e: Annotated[int, Field(ge=1)] = StateVar(default="1")  # refused: assignment | reportAssignmentType
    f: Color = StateVar(default="red")  # refused: assignment | reportAssignmentType
    g: date = StateVar(default="2026-01-31")  # refused: assignment | reportAssignmentType
    h: list[str] = StateVar(default=[1])  # refused: list-item | reportAssignmentType
    i: list[str] = StateVar(default=("a",))  # refused: arg-type | reportAssignmentType
    j: tuple[int, int] = StateVar(default=(1, 2, 3))  # refused: assignment | reportAssignmentType
    k: dict[str, int] = StateVar(default={"a": "b"})  # refused: dict-item | reportAssignmentType
    l: int | None = StateVar(default="x")  # refused: assignment | reportAssignmentType
    m: bool = StateVar(default=1)  # refused: assignment | reportAssignmentType


class Factories(PageState):
    a: str = StateVar(default_factory=list)  # refused: assignment | reportAssignmentType
    b: str = StateVar(default_factory=number)  # refused: assignment | reportAssignmentType
    c: list[str] = StateVar(default_factory=lambda: [1])  # refused: list-item | reportAssignmentType
    d: list[str] = StateVar(default_factory=[])  # refused: call-overload | reportArgumentType
    e: list[str] = StateVar(default_factory=set)  # refused: arg-type | reportAssignmentType


class Keywords(PageState):
    both: int = StateVar(default=1, default_factory=number)  # refused: call-overload | reportCallIssue
    neither: int = StateVar()  # refused: call-overload | reportCallIssue
    key_only: int = StateVar(url_key="k")  # refused: call-overload | reportCallIssue
    positional: int = StateVar(1)  # refused: call-overload | reportCallIssue
    unknown: int = StateVar(default=1, key="k")  # refused: call-overload | reportCallIssue
    close: int = StateVar(default=1, url_keys="k")  # refused: call-overload | reportCallIssue
    key: int = StateVar(default=1, url_key=3)  # refused: call-overload | reportArgumentType
    true: int = StateVar(default=1, url_key=True)  # refused: call-overload | reportArgumentType
    texts: int = StateVar(default=1, value_map={0: 1})  # refused: dict-item | reportArgumentType
    pairs: int = StateVar(default=1, value_map=[(0, "a")])  # refused: call-overload | reportArgumentType
    hide: int = StateVar(default=1, hide_default="yes")  # refused: call-overload | reportArgumentType


class Hooks(PageState):
    a: int = StateVar(default=1)

    @classmethod
    def on_init(cls, field: str) -> None: ...  # refused: override | reportIncompatibleMethodOverride

    @classmethod
    def on_ready(cls, field: str) -> None: ...  # refused: override | reportIncompatibleMethodOverride

    @classmethod
    def before_set(cls, field: str) -> None: ...  # refused: override | reportIncompatibleMethodOverride

    @classmethod
    def on_change(cls, field: str) -> None: ...  # refused: override | reportIncompatibleMethodOverride

    @classmethod
    def on_adopt(cls, changed: str) -> None: ...  # refused: override | reportIncompatibleMethodOverride

    @classmethod
    def on_url_error(cls, field: int, text: Any, error: Any) -> None: ...  # refused: override | reportIncompatibleMethodOverride


class Configured(PageState):
    Config = {"url_prefix": "x_"}  # refused: assignment | reportAssignmentType


factory: Callable[[], str] = StateVar(default=number)  # refused: assignment | reportAssignmentType
