from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

__all__ = ["StateVar"]

_T = TypeVar("_T")

# `default` only by name: else a field counts as one without a default, and the typed
# constructor would demand it.
@overload
def StateVar(
    *,
    default: _T,
    url_key: str | None = None,
    value_map: Mapping[Any, str] | None = None,
    hide_default: bool | None = None,
    persist: bool = True,
) -> _T: ...
@overload
def StateVar(
    *,
    default_factory: Callable[[], _T],
    url_key: str | None = None,
    value_map: Mapping[Any, str] | None = None,
    hide_default: bool | None = None,
    persist: bool = True,
) -> _T: ...
