"""bind_selection(): takes over what users select in a chart, which no code can select."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.selections import plain
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import apply_input, refuse
from st_page_state.errors import ArgumentError
from st_page_state.widgets.binding import not_in_form
from st_page_state.widgets.keys import further_key, widget_key
from st_page_state.widgets.sync import OnEdit, await_early


class SelectionBinding(TypedDict):
    """The keyword arguments that bind the selection of a table or chart to a field.

    Example::

        def expenses(binding: SelectionBinding) -> None:
            st.dataframe(df, selection_mode="single-row", **binding)
    """

    key: str
    on_select: Callable[[], None]


def bind_selection(
    cls: Any, name: str, key: str | None, on_change: Callable[[], Any] | None
) -> SelectionBinding:
    """Return the keyword arguments that let a field follow the selection in a chart."""
    spec: Spec = cls.__page_state__
    field = spec.field(name, "bind_selection()")
    if isinstance(field.default(), str | bytes | int | float | list | tuple | set) and not (
        field.codec.offers({})
    ):
        raise ArgumentError(
            f"{spec.name}.bind_selection({name!r}, ...) is for a dict[str, Any] or a TypedDict, "
            f"and the field is {field.type_name}."
        )
    whole = f"{widget_key(spec, name)}@selection{further_key(spec, name, key, 'bind_selection')}"
    not_in_form(
        f"{spec.name}.bind_selection({name!r}, ...)",
        "a selection reruns the app. Draw the chart outside of it.",
    )
    selection = SelectionField(field)
    with transaction() as tx:
        reconcile(tx, cls, binds=True)
        await_early(tx, cls, selection, whole)
    return {"key": whole, "on_select": OnSelect(cls, selection, whole, on_change)}


class SelectionField(Field):
    """A field that is cast from the state of a chart's selection."""

    __slots__ = ()

    def __init__(self, field: Field) -> None:
        for name in Field.__slots__:
            setattr(self, name, getattr(field, name))

    def cast(self, value: Any) -> Checked:
        """Return the selection, as plain dicts and lists, in all the forms of a field's value."""
        return super().cast(plain(value["selection"]))


class OnSelect(OnEdit):
    """The callback of a widget that cannot be set: all that it has was entered."""

    __slots__ = ()

    def _take(self, tx: Transaction, state: ClassState, entered: Any) -> None:
        cls, field, key = self._cls, self._field, self._key
        try:
            checked = field.cast(entered)
        except ValueError as error:
            namespace = cls.__page_state__.namespace
            refuse(tx.changes.own(namespace), field, key, entered, str(error))
        else:
            apply_input(tx, cls, {key: (field, checked)}, self._then)
