from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import (
    Any,
    ClassVar,
    Generic,
    Literal,
    NotRequired,
    Self,
    TypedDict,
    TypeVar,
    overload,
)

from st_page_state.errors import (
    InvalidSavedValueError,
    InvalidQueryParamError,
    InvalidWidgetValueError,
    StPageStateError,
)
from st_page_state.meta import PageStateMeta
from st_page_state.savable import Saved

__all__ = [
    "Binding",
    "EditorBinding",
    "NewOptionsBinding",
    "OptionsBinding",
    "PageState",
    "Saved",
    "SelectionBinding",
    "SubmitBinding",
    "TabsBinding",
]

_T = TypeVar("_T")

class Binding(TypedDict):
    key: str
    on_change: NotRequired[Callable[[], None]]

class OptionsBinding(Binding, Generic[_T]):
    options: list[_T]

class NewOptionsBinding(OptionsBinding[_T], Generic[_T]):
    accept_new_options: Literal[True]

class EditorBinding(TypedDict):
    data: Any
    key: str
    on_change: NotRequired[Callable[[], None]]

class SelectionBinding(TypedDict):
    key: str
    on_select: Callable[[], None]

class SubmitBinding(TypedDict):
    on_click: Callable[[], None]

class TabsBinding(TypedDict):
    tabs: list[str]
    key: str
    on_change: Callable[[], None]

class PageState(metaclass=PageStateMeta):
    Config: ClassVar[type]
    keyed_by: ClassVar[str | None]

    @classmethod
    def of(cls, key: str | int) -> type[Self]: ...
    @classmethod
    def keys(cls) -> list[str]: ...
    @classmethod
    def forget(cls) -> None: ...
    @classmethod
    def saved(cls) -> Saved: ...
    @classmethod
    def saved_errors(cls) -> dict[str, InvalidSavedValueError]: ...
    @classmethod
    def saved_keys(cls) -> list[str]: ...
    @classmethod
    def refresh(cls) -> None: ...
    @classmethod
    def take_over(cls) -> Any: ...  # a bool, which a callback may not return
    @classmethod
    def migrate(cls, saved: dict[str, Any], version: int) -> dict[str, Any]: ...

    @classmethod
    def undo(cls) -> None: ...
    @classmethod
    def redo(cls) -> None: ...
    @classmethod
    def can_undo(cls) -> bool: ...
    @classmethod
    def can_redo(cls) -> bool: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: None = None,
        accept_new_options: Literal[False] = False,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Binding: ...
    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: Iterable[_T],
        accept_new_options: Literal[False] = False,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> OptionsBinding[_T]: ...
    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: Iterable[_T],
        accept_new_options: Literal[True],
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> NewOptionsBinding[_T]: ...
    @classmethod
    def bind_rows(
        cls,
        field: str,
        *,
        count: int | None = None,
        ids: Iterable[Any] | None = None,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SelectionBinding: ...
    @classmethod
    def bind_selection(
        cls,
        field: str,
        *,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SelectionBinding: ...
    @classmethod
    def bind_tabs(
        cls,
        field: str,
        tabs: Iterable[str],
        *,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> TabsBinding: ...
    @classmethod
    def bind_editor(
        cls,
        field: str,
        *,
        columns: Iterable[str] | Mapping[str, Any] | None = None,
        key: str | None = None,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> EditorBinding: ...
    @classmethod
    def form(cls, key: str, **options: Any) -> AbstractContextManager[Any]: ...
    @classmethod
    def bind_submit(
        cls,
        *,
        check: Callable[[Self], Mapping[str, str] | None] | None = None,
        on_click: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SubmitBinding: ...
    @classmethod
    def update(cls, /, **values: Any) -> None: ...
    @classmethod
    def reset(cls, *fields: str) -> None: ...
    @classmethod
    def dump(
        cls, mode: Literal["python", "json"] = "python", *, exclude: Collection[str] = ()
    ) -> dict[str, Any]: ...
    @classmethod
    def load(
        cls,
        data: Mapping[str, Any],
        mode: Literal["python", "json"] = "python",
        *,
        strict: bool = True,
    ) -> dict[str, StPageStateError]: ...
    @classmethod
    def focus(cls) -> None: ...
    @classmethod
    def schema(cls) -> dict[str, dict[str, Any]]: ...
    @classmethod
    def snapshot(cls) -> Self: ...
    @classmethod
    def apply(cls, snapshot: Self) -> None: ...
    @classmethod
    def parse(cls, link: str) -> Self: ...
    @classmethod
    def url_errors(cls) -> dict[str, InvalidQueryParamError]: ...
    @classmethod
    def widget_errors(cls) -> dict[str, InvalidWidgetValueError]: ...
    @classmethod
    def options(cls, field: str) -> list[Any]: ...
    @classmethod
    def on_init(cls) -> None: ...
    @classmethod
    def on_ready(cls) -> None: ...
    @classmethod
    def before_set(cls) -> None: ...
    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None: ...
    @classmethod
    def on_adopt(cls, changed: dict[str, Any], /) -> None: ...
    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError, /) -> None: ...
