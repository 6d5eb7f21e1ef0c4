"""``st.data_editor``, for plain data: a list of dicts, or a dict of lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of
from st_page_state_fakes.errors import NotSimulatedError
from st_page_state_fakes.server.table_edits import TableEdits
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_dict, is_list, is_mapping

Row: TypeAlias = dict[str, Any]
KINDS = (bool, int, float, str)
EDITS = ("edited_rows", "added_rows", "deleted_rows")


class EditState(dict[str, Any]):
    """The edits of a user, as ``st.session_state`` holds them.

    ``state.edited_rows`` is the same as ``state["edited_rows"]``.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the edits have no {name!r}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataEditorSpec(WidgetSpec):
    """A table to edit.

    Attributes:
        rows: the data, a dict for each row.
        kinds: the type of each column's cells.
        by_column: the data are a dict of columns.
        num_rows: whether rows can be added and deleted.
    """

    rows: list[Row]
    kinds: dict[str, type]
    by_column: bool
    num_rows: str
    writable: bool = False

    def decode(self, wire: Mapping[str, Any] | None) -> EditState:
        state = EditState(edited_rows={}, added_rows=[], deleted_rows=[])
        state.update(deepcopy(dict(wire or {})))
        return state

    def enter(self, value: Any) -> dict[str, Any]:
        if is_mapping(value) and value and set(value) <= set(EDITS):
            edits: dict[str, Any] = {**self.decode(None), **value}
        else:
            edits = self._edits_of(value)
        can_add = self.num_rows in ("dynamic", "add")
        can_delete = self.num_rows in ("dynamic", "delete")
        if (edits["added_rows"] and not can_add) or (edits["deleted_rows"] and not can_delete):
            raise self.refusal(
                value, f"rows cannot be added or deleted with num_rows={self.num_rows!r}"
            )
        places = [*edits["edited_rows"], *edits["deleted_rows"]]
        if not all(place in range(len(self.rows)) for place in places):
            raise self.refusal(value, f"it has rows 0 to {len(self.rows) - 1}")
        for row in edits["added_rows"]:
            if set(row) != set(self.kinds):
                raise NotSimulatedError("data_editor() with a row that is filled in partly")
        for row in [*edits["edited_rows"].values(), *edits["added_rows"]]:
            for column, cell in row.items():
                self._cell(column, cell)
        return edits

    def edits(self, wire: Mapping[str, Any] | None) -> TableEdits:
        return TableEdits(len(self.rows), self.decode(wire), self.enter)

    def edited(self, state: Mapping[str, Any]) -> Any:
        """Return the data with the edits applied."""
        rows = deepcopy(self.rows)
        edited_rows: dict[int, Row] = state["edited_rows"]
        for place, cells in edited_rows.items():
            rows[place].update({c: self._cell(c, cell) for c, cell in cells.items()})
        rows = [row for place, row in enumerate(rows) if place not in state["deleted_rows"]]
        rows += [{c: self._cell(c, row[c]) for c in self.kinds} for row in state["added_rows"]]
        if self.by_column:
            return {column: [row[column] for row in rows] for column in self.kinds}
        return rows

    def _edits_of(self, value: Any) -> dict[str, Any]:
        rows = _rows_of(value)
        if rows is None or any(set(row) != set(self.kinds) for row in rows):
            raise self.refusal(
                value, f"it takes the data with its columns {list(self.kinds)} edited"
            )
        if len(rows) < len(self.rows):
            raise self.refusal(value, f"to delete rows, say which: {{{EDITS[2]!r}: [0]}}")
        count = len(self.rows)
        edited = {
            place: {c: row[c] for c in row if row[c] != before[c]}
            for place, (row, before) in enumerate(zip(rows, self.rows, strict=False))
            if row != before
        }
        return {"edited_rows": edited, "added_rows": rows[count:], "deleted_rows": []}

    def _cell(self, column: str, cell: Any) -> Any:
        kind = self.kinds.get(column)
        if kind is None:
            raise self.refusal(column, f"it has columns {list(self.kinds)}")
        if cell is None:
            raise NotSimulatedError("data_editor() with an empty cell")
        if kind is float and type(cell) is int:
            return float(cell)
        if type(cell) is not kind:
            raise self.refusal(cell, f"the column {column!r} takes {kind.__name__}")
        return cell


def _rows_of(data: Any) -> list[Row] | None:
    if is_list(data) and data and all(isinstance(row, dict) for row in data):
        return deepcopy(data)
    if is_dict(data) and data and all(isinstance(cells, list) for cells in data.values()):
        columns = list(data.values())
        if len({len(cells) for cells in columns}) == 1 and columns[0]:
            return [dict(zip(data, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return None


def _table(data: Any) -> tuple[list[Row], dict[str, type]]:
    rows = _rows_of(data)
    if rows is None:
        raise NotSimulatedError("data_editor() with other data than a list of dicts")
    kinds: dict[str, type] = {str(column): type(cell) for column, cell in rows[0].items()}
    for row in rows:
        if {column: type(cell) for column, cell in row.items()} != kinds:
            raise NotSimulatedError("data_editor() with a column of several types")
    if not set(kinds.values()) <= set(KINDS):
        raise NotSimulatedError("data_editor() with other cells than bool, int, float and str")
    return rows, kinds


class DataEditorCommand(Place):
    """The command ``data_editor``.

    ``st.data_editor([{"name": "Ann", "age": 40}], key="people")`` returns the edited data.
    """

    def data_editor(
        self,
        data: Any,
        *,
        width: Any = "stretch",
        height: Any = "auto",
        use_container_width: bool | None = None,
        hide_index: bool | None = None,
        column_order: Iterable[str] | None = None,
        column_config: Mapping[str, Any] | None = None,
        num_rows: str = "fixed",
        disabled: bool | Iterable[str | int] = False,
        key: str | int | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        row_height: int | None = None,
        placeholder: str | None = None,
        alt: str | None = None,
    ) -> Any:
        """Edit a table: ``st.data_editor(rows, num_rows="dynamic")``.

        A test enters the edited data, or the edits, for example
        ``{"edited_rows": {0: {"age": 41}}, "deleted_rows": [2]}``.

        Raises:
            NotSimulatedError: the data are other than a list of dicts or a dict of lists, with
                cells of one type for each column.
        """
        rows, kinds = _table(data)
        by_column = isinstance(data, dict)
        columns = [] if isinstance(disabled, bool) else list(disabled)
        locked = (disabled is True, sorted(columns, key=repr))
        shape = (num_rows, kinds, len(rows), by_column, locked)
        order = None if column_order is None else list(column_order)
        looks = (width, height, use_container_width, row_height, placeholder, alt)
        shown = (order, column_config, columns, hide_index is False)
        everything = (num_rows, rows, shown, looks)
        spec = DataEditorSpec(
            command="data_editor",
            label="",
            key=key_of(key),
            identity=everything,
            keyed_identity=shape if num_rows == "fixed" else everything,
            rows=rows,
            kinds=kinds,
            by_column=by_column,
            num_rows=num_rows,
        )
        return spec.edited(self._widget(spec, on_change, args, kwargs, disabled is True))
