"""``st.dataframe`` with selections and ``st.data_editor``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real.arrow import Column, Drawn, drawn_table
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
            return [name for name in table.columns if name in chosen]
        return sorted(map(list, chosen)) if what == "cells" else sorted(chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorSpec(SentSpec):
    """A table to edit."""

    def edits(self, wire: Any) -> TableEdits:
        return TableEdits(drawn_table(self.proto).rows, self.decode(wire))

    def enter(self, value: Any) -> Any:
        if not is_mapping(value) or not set(value) <= set(_EDITS):
            raise self.refusal(
                value, "it takes edits: edit_cell(), add_row(), delete_rows(), or a dict of "
                f"{', '.join(_EDITS)}"
            )  # fmt: skip
        table = drawn_table(self.proto)
        edits: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **value}
        mode = self.proto.EditingMode.Name(self.proto.editing_mode)
        if (edits["added_rows"] and mode not in _GROWS) or (
            edits["deleted_rows"] and mode not in _SHRINKS
        ):
            raise self.refusal(value, "its num_rows does not let rows be added or deleted")
        self._check_rows(table, [*edits["edited_rows"], *edits["deleted_rows"]])
        edited = {
            str(row): {c: self._cell(table, c, cell) for c, cell in cells.items()}
            for row, cells in edits["edited_rows"].items()
        }
        added = [self._row(table, cells) for cells in edits["added_rows"]]
        deleted = list(edits["deleted_rows"])
        return json.dumps({"edited_rows": edited, "added_rows": added, "deleted_rows": deleted})

    def _check_rows(self, table: Drawn, rows: Iterable[Any]) -> None:
        for row in rows:
            if row not in range(table.rows):
                raise self.refusal(row, f"it has {table.rows} rows, the first is row 0")

    def _cell(self, table: Drawn, name: str, cell: Any) -> Any:
        column = self._column(table, name)
        if column.locked:
            raise self.refusal(cell, f"the column {name!r} cannot be edited")
        if cell is None and column.required:
            raise self.refusal(cell, f"the column {name!r} is required")
        return self._as_json(column, cell)

    def _row(self, table: Drawn, given: Mapping[str, Any]) -> dict[str, Any]:
        cells = {name: self._as_json(self._column(table, name), c) for name, c in given.items()}
        for column in table.columns.values():
            if column.default is not None:
                cells.setdefault(column.name, column.default)
        row = {name: cell for name, cell in cells.items() if cell is not None}
        wanted = [c.name for c in table.columns.values() if c.required and not c.locked]
        missing = [name for name in wanted if name not in row]
        if missing:
            raise self.refusal(given, f"a new row needs a value for {', '.join(missing)}")
        return row

    def _column(self, table: Drawn, name: str) -> Column:
        if name not in table.columns:
            raise self.refusal(name, f"it has columns {', '.join(table.columns)}")
        return table.columns[name]

    def _as_json(self, column: Column, cell: Any) -> Any:
        try:
            return column.as_json(cell)
        except ValueError as error:
            raise self.refusal(cell, str(error)) from None
