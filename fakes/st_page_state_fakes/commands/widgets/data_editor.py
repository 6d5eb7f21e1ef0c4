"""The table that a user edits, for plain data: a list of dicts, or a dict of lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, refuse
from st_page_state_fakes.errors import NotSimulatedError
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_dict, is_list, is_mapping

Row: TypeAlias = dict[str, Any]
KINDS = (bool, int, float, str)
EDITS = ("edited_rows", "added_rows", "deleted_rows")


class EditState(dict[str, Any]):
    """What a user has edited, as ``st.session_state`` holds it.

    ``state.edited_rows`` is the same as ``state["edited_rows"]``.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the edits have no {name!r}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    rows: list[Row]
    kinds: dict[str, type]
    by_column: bool
    num_rows: str

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
            raise _refusal(
                value, f"rows cannot be added or deleted with num_rows={self.num_rows!r}"
            )
        places = [*edits["edited_rows"], *edits["deleted_rows"]]
        if not all(place in range(len(self.rows)) for place in places):
            raise _refusal(value, f"it has rows 0 to {len(self.rows) - 1}")
        for row in edits["added_rows"]:
            if set(row) != set(self.kinds):
                raise NotSimulatedError("data_editor() with a row that is filled in partly")
        for row in [*edits["edited_rows"].values(), *edits["added_rows"]]:
            for column, cell in row.items():
                self._cell(column, cell)
        return edits

    def edited(self, state: Mapping[str, Any]) -> Any:
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
            raise _refusal(value, f"it takes the data with its columns {list(self.kinds)} edited")
        if len(rows) < len(self.rows):
            raise _refusal(value, f"to delete rows, say which: {{{EDITS[2]!r}: [0]}}")
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
            raise _refusal(column, f"it has columns {list(self.kinds)}")
        if cell is None:
            raise NotSimulatedError("data_editor() with an empty cell")
        if kind is float and type(cell) is int:
            return float(cell)
        if type(cell) is not kind:
            raise _refusal(cell, f"the column {column!r} takes {kind.__name__}")
        return cell


def _refusal(value: Any, could: str) -> ValueError:
    return refuse("data_editor", "", value, could)


def _rows_of(data: Any) -> list[Row] | None:
    if is_list(data) and data and all(isinstance(row, dict) for row in data):
        return deepcopy(data)
    if is_dict(data) and data and all(isinstance(cells, list) for cells in data.values()):
        columns = list(data.values())
        if len({len(cells) for cells in columns}) == 1 and columns[0]:
            return [dict(zip(data, cells, strict=True)) for cells in zip(*columns, strict=True)]
    return None


def _table(data: Any, num_rows: str) -> _Table:
    rows = _rows_of(data)
    if rows is None:
        raise NotSimulatedError("data_editor() with other data than a list of dicts")
    kinds: dict[str, type] = {str(column): type(cell) for column, cell in rows[0].items()}
    for row in rows:
        if {column: type(cell) for column, cell in row.items()} != kinds:
            raise NotSimulatedError("data_editor() with a column of several types")
    if not set(kinds.values()) <= set(KINDS):
        raise NotSimulatedError("data_editor() with other cells than bool, int, float and str")
    return _Table(rows=rows, kinds=kinds, by_column=isinstance(data, dict), num_rows=num_rows)


class DataEditorWidgets(Place):
    """The table that a user edits.

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
        table = _table(data, num_rows)
        columns = [] if isinstance(disabled, bool) else list(disabled)
        locked = (disabled is True, sorted(columns, key=repr))
        shape = (num_rows, table.kinds, len(table.rows), table.by_column, locked)
        order = None if column_order is None else list(column_order)
        looks = (width, height, use_container_width, row_height, placeholder, alt)
        shown = (order, column_config, columns, hide_index is False)
        everything = (num_rows, table.rows, shown, looks)
        spec = WidgetSpec(
            command="data_editor",
            label="",
            key=key_of(key),
            identity=everything,
            keyed_identity=shape if num_rows == "fixed" else everything,
            decode=table.decode,
            enter=table.enter,
            writable=False,
        )
        state = self._widget(spec, on_change, args, kwargs, disabled is True)
        return table.edited(state)
