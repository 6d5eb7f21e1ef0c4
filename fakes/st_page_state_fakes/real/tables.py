"""``st.dataframe`` with selections and ``st.data_editor``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.real.arrow import Drawn, drawn_table
from st_page_state_fakes.real.sent_spec import SentSpec
from st_page_state_fakes.server.table_edits import TableEdits
from st_page_state_fakes.type_guards import is_mapping

_EDITS = ("edited_rows", "added_rows", "deleted_rows")
_GROWS, _SHRINKS = ("DYNAMIC", "ADD_ONLY"), ("DYNAMIC", "DELETE_ONLY")
_SELECTED = {"rows": "ROW", "columns": "COLUMN", "cells": "CELL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataframeSpec(SentSpec):
    """A table in which rows, columns and cells can be selected."""

    def select(self, wire: Any, chosen: Mapping[str, Any]) -> Any:
        if not chosen:
            chosen = {"rows": [], "columns": [], "cells": []}
        self.check_names(chosen, list(_SELECTED))
        before: dict[str, Any] = json.loads(wire)["selection"]
        selection: dict[str, Any] = {"rows": [], "columns": [], "cells": [], **before}
        for what, given in chosen.items():
            selection[what] = self._checked(what, list(given))
        return json.dumps({"selection": selection})

    def enter(self, value: Any) -> Any:
        chosen = value.get("selection") if is_mapping(value) else None
        if not is_mapping(chosen):
            raise self.refusal(value, 'it takes {"selection": {"rows": [0]}}, as select(rows=[0])')
        return self.select('{"selection": {}}', chosen or {"rows": []})

    def _checked(self, what: str, chosen: list[Any]) -> list[Any]:
        modes = {self.proto.SelectionMode.Name(mode) for mode in self.proto.selection_mode}
        mine = {mode for mode in modes if f"_{_SELECTED[what]}" in mode}
        if chosen and not mine:
            raise self.refusal(chosen, f"its selection_mode does not let {what} be selected")
        if len(chosen) > 1 and not any(mode.startswith("MULTI") for mode in mine):
            raise self.refusal(chosen, f"its selection_mode lets one of its {what} be selected")
        if not chosen and any(mode.endswith("REQUIRED") for mode in mine):
            raise self.refusal(chosen, "its selection_mode keeps one row selected")
        table = drawn_table(self.proto)
        for one in chosen:
            row, column = one if what == "cells" else (one, one)
            if what != "columns" and row not in range(table.rows):
                raise self.refusal(one, f"it has {table.rows} rows, the first is row 0")
            if what != "rows" and column not in table.columns:
                raise self.refusal(one, f"it has columns {', '.join(table.columns)}")
        if what == "columns":
            shown = [*self.proto.column_order, *table.columns]
            return sorted(chosen, key=shown.index)
        return sorted(map(list, chosen)) if what == "cells" else sorted(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorSpec(SentSpec):
    """A table to edit."""

    def edits(self, wire: Any) -> TableEdits:
        return _Edits(self, self.decode(wire))

    def enter(self, value: Any) -> Any:
        if not is_mapping(value) or not set(value) <= set(_EDITS):
            raise self.refusal(
                value, "it takes edits: edit_cell(), add_row(), delete_rows(), or a dict of "
                f"{', '.join(_EDITS)}"
            )  # fmt: skip
        table = drawn_table(self.proto)
        given: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **value}
        for what in ("added_rows", "deleted_rows"):
            if given[what]:
                self.check_mode(what, given[what])
        for row in (*given["edited_rows"], *given["deleted_rows"]):
            if row not in range(table.rows):
                raise self.refusal(row, f"it has {table.rows} rows, the first is row 0")
        edited = {
            str(row): {name: self.cell(table, name, cell) for name, cell in cells.items()}
            for row, cells in given["edited_rows"].items()
        }
        added = [self.new_row(table, cells) for cells in given["added_rows"]]
        deleted = list(given["deleted_rows"])
        return json.dumps({"edited_rows": edited, "added_rows": added, "deleted_rows": deleted})

    def check_mode(self, what: str, given: Any) -> None:
        """Refuse to add or to delete rows where ``num_rows`` does not let users do it.

        Raises:
            ValueError: it does not.
        """
        mode = self.proto.EditingMode.Name(self.proto.editing_mode)
        if mode not in (_GROWS if what == "added_rows" else _SHRINKS):
            raise self.refusal(given, "its num_rows does not let rows be added or deleted")

    def cell(self, table: Drawn, name: str, cell: Any) -> Any:
        """Return a cell that a user enters as the browser sends it.

        Raises:
            ValueError: no user could enter it.
        """
        if name not in table.columns:
            raise self.refusal(name, f"it has columns {', '.join(table.columns)}")
        column = table.columns[name]
        if column.locked:
            raise self.refusal(cell, f"the column {name!r} cannot be edited")
        if cell is None and column.required:
            raise self.refusal(cell, f"the column {name!r} is required")
        try:
            return column.as_json(cell)
        except ValueError as error:
            raise self.refusal(cell, str(error)) from None

    def new_row(self, table: Drawn, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row that a user adds as the browser sends it.

        Raises:
            ValueError: no user could enter it, or it lacks a value.
        """
        defaults = {c.name: c.default for c in table.columns.values()}
        cells = {name: self.cell(table, name, cell) for name, cell in given.items()}
        row = {name: cell for name, cell in {**defaults, **cells}.items() if cell is not None}
        wanted = [c.name for c in table.columns.values() if c.required and not c.locked]
        missing = [name for name in wanted if name not in row]
        if missing:
            raise self.refusal(given, f"a new row needs a value for {', '.join(missing)}")
        return row


class _Edits(TableEdits):
    """The edits of a table as the browser makes them."""

    def __init__(self, spec: EditorSpec, state: Mapping[str, Any]) -> None:
        self._spec = spec
        self._table = drawn_table(spec.proto)
        super().__init__(self._table.rows, state, json.dumps)

    def edit_cell(self, row: int, column: str, value: Any) -> None:
        self._check(row)
        cell = self._spec.cell(self._table, column, value)
        if row >= len(self._kept):
            cells = self._added[row - len(self._kept)]
            cells.pop(column, None)
            if cell is not None:
                cells[column] = cell
            return
        place = self._kept[row]
        edited, drawn = self._edited.get(place, {}), self._table.cell(place, column)
        if column in edited and cell == drawn and private.EDITS_TAKEN_BACK:
            del edited[column]
            if not edited:
                del self._edited[place]
        elif cell != edited.get(column, drawn):
            super().edit_cell(row, column, cell)

    def add_row(self, cells: Mapping[str, Any]) -> None:
        self._spec.check_mode("added_rows", cells)
        super().add_row(self._spec.new_row(self._table, cells))

    def delete_rows(self, rows: Iterable[int]) -> None:
        self._spec.check_mode("deleted_rows", rows)
        super().delete_rows(rows)
