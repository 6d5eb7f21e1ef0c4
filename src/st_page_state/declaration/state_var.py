"""StateVar: what an app writes to declare a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

from st_page_state.declaration.arguments import MISSING, StateVarInfo
from st_page_state.keywords import suggesting

# The only name for apps to import; the stub declares no others.
__all__ = ["StateVar"]

_T = TypeVar("_T")


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
@suggesting
def StateVar(
    default: Any = MISSING,
    url_key: str | None = None,
    value_map: Mapping[Any, str] | None = None,
    *,
    default_factory: Callable[[], Any] | None = None,
    hide_default: bool | None = None,
    persist: bool = True,
) -> Any:
    """Declare a field of a state class.

    Args:
        default: the field's value until something sets it. It must be of the annotated type.
            Each session gets a copy; if it cannot be copied, use ``default_factory``.
        url_key: the field's query parameter, to which ``Config.url_prefix`` is added; without
            one the field is not in the URL.
        value_map: maps each value to its text in the URL, ``{0: "todo", 1: "done"}``; for a
            list field it maps the items.
        default_factory: returns a new default for each session, instead of ``default``.
        hide_default: whether to omit the field from the URL while it has its default;
            ``Config.hide_defaults`` if None.
        persist: whether the store keeps the field, in a class whose ``Config.persist`` says that
            it keeps values.

    Returns:
        A placeholder until the class is created; type checkers see the value's type.

    Raises:
        DeclarationError: when the class is created, if the default does not fit the type, cannot
            be written into the URL or cannot be copied.

    A change in place, such as ``X.tags.append("a")``, is noticed at the next touch of the class,
    in a large value at the next write, bind or ``dump()``; at the latest when the script has ended,
    or else in the next run; at the end of a batch or of a widget's callback, what was changed in
    it is part of the same action. This works for builtin containers, dataclasses, attrs classes and
    pydantic models, also nested; they are copied when assigned. Any other object (a table, an
    instance of a plain class) is stored by reference, as in ``st.session_state``: a change in
    place takes effect, but calls no hook. To have it noticed, assign a changed copy:
    ``X.table = X.table.assign(total=1)``.

    Example::

        class FilterState(PageState):
            status: str = StateVar(default="pending", url_key="status")
            tags: list[str] = StateVar(default_factory=list, url_key="tag")
    """
    return StateVarInfo(default, default_factory, url_key, value_map, hide_default, persist)
