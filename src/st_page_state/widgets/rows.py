"""bind_rows(): keeps the selected rows of a table and a field in sync."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.errors import ArgumentError, quote
from st_page_state.widgets.binding import not_in_form
from st_page_state.widgets.keys import SETS_SELECTION, further_key, has, widget_key
from st_page_state.widgets.one_way import OnSelect, SelectionBinding
from st_page_state.widgets.options import Options, first_that_fits, keep_to_options, listed
from st_page_state.widgets.sync import OnEdit, await_early, show


class RowsArguments(NamedTuple):
    """The arguments of ``bind_rows()``.

    Attributes:
        total: the number of the table's rows.
        ids: the id of each of its rows.
        key: distinguishes a further table of the same field from the first.
        on_change: the app's own callback.
    """

    total: int | None
    ids: Iterable[Any] | None
    key: str | None
    on_change: Callable[[], Any] | None


def bind_rows(cls: Any, name: str, arguments: RowsArguments) -> SelectionBinding:
    """Return the keyword arguments that bind a table's selected rows to a field."""
    spec: Spec = cls.__page_state__
    field = spec.field(name, "bind_rows()")
    further = further_key(spec, name, arguments.key, "bind_rows")
    key = f"{widget_key(spec, name)}@rows{further}"
    rows = Rows(spec, field, arguments)
    not_in_form(
        f"{spec.name}.bind_rows({name!r}, ...)",
        "a selection reruns the app. Draw the table outside of it.",
    )
    as_rows = RowsField(field, rows)
    two_way = has(SETS_SELECTION)
    with transaction() as tx:
        reconcile(tx, cls, binds=True)
        keep_to_options(tx, cls, field, rows)
        if two_way:
            show(tx, cls, as_rows, key, rows)
        else:
            await_early(tx, cls, as_rows, key)
    react = OnEdit if two_way else OnSelect
    return {"key": key, "on_select": react(cls, as_rows, key, arguments.on_change)}


class Rows(Options):
    """The rows of a table whose selection is bound to a field, as the options of a widget.

    Args:
        spec: the field's class.
        field: the field.
        given: the arguments of ``bind_rows()``.

    Raises:
        ArgumentError: they do not tell the table's rows, or the ids are not of the field's type.
    """

    own_form = True

    def __init__(self, spec: Spec, field: Field, given: RowsArguments) -> None:
        where = f"{spec.name}.bind_rows({field.name!r}, ...)"
        count, ids = given.total, given.ids
        if (count is None) is (ids is None):
            raise ArgumentError(
                f"{where} takes the number of the table's rows, count=len(df), or their ids, "
                "ids=df['id'], and not both."
            )
        self.many = field.takes_several
        self._counted = ids is None
        self.accepts_new = False
        if ids is None:
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise ArgumentError(
                    f"{where} takes count=len(df), a number of rows, not {quote(count)}."
                )
            if not any(field.codec.offers(row) for row in (0, 1, count - 1)):
                raise ArgumentError(
                    f"{where}: count= is for a field with the positions of rows, such as "
                    f"int | None or list[int], and the field is {field.type_name}. Write "
                    "ids=df['id'] for one with their ids."
                )
            self.values = range(count)
            self.digest = count
            return
        if isinstance(ids, str | bytes) or hasattr(ids, "columns") or not isinstance(ids, Iterable):
            raise ArgumentError(f"{where} takes one column of ids, such as ids=df['id'].")
        tolist: Callable[[], list[Any]] | None = getattr(ids, "tolist", None)
        self.values = list(ids) if tolist is None else tolist()
        self.digest = hash(tuple(map(repr, self.values)))
        for first in self.values[:1]:
            if not field.codec.offers(first):
                raise ArgumentError(
                    f"{where} has the id {quote(first)}, which is not of the field's type, "
                    f"{field.type_name}."
                )

    def substitute(self, field: Field, value: Any) -> Any:
        """Return the value without rows that the table does not have."""
        if self.has(value):
            return value
        kept = [item for item in value if self.has(item)] if self.many else None
        candidates = [each for each in (kept, field.default()) if self.has(each)]
        return first_that_fits(field, candidates, value)

    def expected(self) -> str:
        """Return what the field can have instead of other rows, for an error."""
        if not self._counted:
            return "the table has no row with this id"
        count = len(self.values)
        return f"the table has {count} row{'' if count == 1 else 's'}, counted from 0"

    def shown(self, value: Any, before: Any) -> Any:
        """Return the selection that has a value's rows; what else is selected stays."""
        chosen = [] if value is None else listed(value) if self.many else [value]
        rows = [self.values.index(item) for item in chosen if item in self.values]
        rest: Mapping[str, Any] = {} if before is None else before["selection"]
        kept = {part: [*rest.get(part, ())] for part in ("columns", "cells")}
        return {"selection": {"rows": rows, **kept}}

    def selected(self, state: Any) -> Any:
        """Return what the field is to have for a table's selection.

        Raises:
            ValueError: several rows are selected, and the field takes one.
        """
        rows: Sequence[int] = state["selection"]["rows"]
        # Rows that the table does not have any more may stay selected.
        chosen = [self.values[row] for row in rows if row < len(self.values)]
        if self.many:
            return chosen
        if len(chosen) > 1:
            raise ValueError(f"{len(chosen)} rows are selected, and it takes one")
        return chosen[0] if chosen else None


class RowsField(Field):
    """A field that is cast from a table's selection."""

    __slots__ = ("_rows",)

    def __init__(self, field: Field, rows: Rows) -> None:
        for name in Field.__slots__:
            setattr(self, name, getattr(field, name))
        self._rows = rows

    def cast(self, value: Any) -> Checked:
        """Return the selected rows, in all the forms of the field's value."""
        return super().cast(self._rows.selected(value))
