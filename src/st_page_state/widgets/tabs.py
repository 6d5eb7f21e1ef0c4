"""bind_tabs(): keeps the open one of several tabs and a field in sync."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypedDict

from st_page_state.declaration.spec import Spec
from st_page_state.errors import ArgumentError
from st_page_state.widgets.binding import BindArguments, bind, not_in_form
from st_page_state.widgets.keys import need

HAS_STATE = (1, 55)
"""The first Streamlit version in which tabs tell which of them is open."""


class TabsBinding(TypedDict):
    """The keyword arguments that bind the open one of several tabs to a field.

    Example::

        def views(binding: TabsBinding) -> Sequence[Any]:
            return st.tabs(**binding)
    """

    tabs: list[str]
    key: str
    on_change: Callable[[], None]


def bind_tabs(
    cls: Any,
    name: str,
    tabs: Iterable[str],
    key: str | None,
    on_change: Callable[[], Any] | None,
) -> TabsBinding:
    """Return the keyword arguments that bind tabs to a field."""
    spec: Spec = cls.__page_state__
    field = spec.field(name, "bind_tabs()")
    where = f"{spec.name}.bind_tabs({name!r}, ...)"
    need(HAS_STATE, where)
    not_in_form(where, "tabs rerun the app when another one is opened. Draw the form inside a tab.")
    if field.takes_several:
        raise ArgumentError(
            f"{where} is for a field with one tab, such as a str, and the field is "
            f"{field.type_name}."
        )
    given = BindArguments(key=key, options=tabs, on_change=on_change, method="bind_tabs")
    bound = bind(cls, name, given)
    if not bound.get("options"):
        raise ArgumentError(f"{where} needs at least one tab.")
    return {"tabs": bound["options"], "key": bound["key"], "on_change": bound["on_change"]}
