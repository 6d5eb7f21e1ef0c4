"""The tables that Streamlit has sent to the browser, as Arrow data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from st_page_state_fakes.type_guards import is_list

INDEX = "_index"
"""The name of a table's index column in edits."""

_READ_ONLY = {"line_chart", "bar_chart", "area_chart", "image", "progress", "json", "button"}
_EXPONENTIAL = 1e21
"""JavaScript writes whole numbers from here on with an exponent."""

_TIMES: Mapping[str, type[date | time]] = {"date": date, "datetime": datetime, "time": time}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        name: its name.
        kind: what its cells hold: number, checkbox, text, date, datetime, time, list, selectbox,
            multiselect, or another kind that users cannot edit.
        locked: users cannot edit its cells, not even those of a new row.
        required: a cell of it cannot be empty.
        default: the cell of a new row, if none is entered.
        options: the values that a user can choose from; any if there are none.
        limits: the limits of its ``column_config``.
        zoned: its datetimes have a time zone.
        whole: its numbers are integers.
    """

    name: str
    kind: str
    locked: bool
    required: bool
    default: Any
    options: list[Any]
    limits: Mapping[str, Any]
    zoned: bool
    whole: bool

    def as_json(self, cell: Any) -> Any:
        """Return a cell as the browser sends it.

        Raises:
            ValueError: no user could enter it; the text says why.
        """
        if cell is None:
            return None
        if self.options:
            chosen = cell if is_list(cell) else [cell]
            free = self.limits.get("accept_new_options", False)
            if not free and not all(one in self.options for one in chosen):
                offered = ", ".join(map(repr, self.options[:12]))
                raise ValueError(f"the column {self.name!r} offers {offered}")
            return cell
        cell = self._read(cell)
        if not self._holds(cell):
            zones = {True: " with a time zone", False: " without a time zone"}
            zone = zones[self.zoned] if self.kind == "datetime" else ""
            raise ValueError(f"the column {self.name!r} holds {self.kind} values{zone}")
        self._check_limits(cell)
        return sent(cell)

    def _read(self, cell: Any) -> Any:
        """Return the date or time in a text that was sent for one before."""
        if self.kind not in _TIMES or not isinstance(cell, str):
            return cell
        try:
            return _TIMES[self.kind].fromisoformat(cell)
        except ValueError:
            return None

    def _holds(self, cell: Any) -> bool:
        if isinstance(cell, datetime) and (cell.tzinfo is not None) != self.zoned:
            return False
        if self.kind in _TIMES:
            wanted = _TIMES[self.kind]
            return isinstance(cell, wanted) and isinstance(cell, datetime) == (wanted is datetime)
        if self.kind == "number":
            if not isinstance(cell, int | float) or isinstance(cell, bool):
                return False
            return not self.whole or float(cell).is_integer()
        if self.kind == "checkbox":
            return isinstance(cell, bool)
        if self.kind in ("list", "multiselect"):
            return is_list(cell) and all(isinstance(one, str | int | float) for one in cell)
        return self.kind in ("text", "selectbox") and isinstance(cell, str)

    def _check_limits(self, cell: Any) -> None:
        low, high = self.limits.get("min_value"), self.limits.get("max_value")
        value = cell.isoformat() if self.kind in _TIMES else cell
        if low is not None and value < low:
            raise ValueError(f"the least value of the column {self.name!r} is {low}")
        if high is not None and value > high:
            raise ValueError(f"the greatest value of the column {self.name!r} is {high}")
        most = self.limits.get("max_chars")
        if most is not None and len(cell) > most:
            raise ValueError(f"the column {self.name!r} takes {most} characters")


def sent(cell: Any) -> Any:
    """Return a cell as JavaScript has it: numbers without a type, dates and times as text."""
    if isinstance(cell, datetime):
        utc = cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
        return utc.isoformat(timespec="milliseconds") + ("Z" if cell.tzinfo else "")
    if isinstance(cell, time):
        return cell.isoformat(timespec="milliseconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXPONENTIAL:
        return int(cell)
    return cell


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as the browser has it.

    Attributes:
        rows: the number of rows.
        columns: name -> column.
        table: the rows that were sent.
    """

    rows: int
    columns: Mapping[str, Column]
    table: Any

    def cell(self, row: int, column: str) -> Any:
        """Return a cell as JavaScript has it."""
        place = list(self.columns).index(column)
        return sent(self.table.column(place)[row].as_py())


def drawn_table(proto: Any) -> Drawn:
    """Return the table in a message of ``st.dataframe`` or ``st.data_editor``."""
    lazy: Any = getattr(proto, "lazy_data", SimpleNamespace(source_id=""))
    is_lazy = bool(lazy.source_id)
    sent = getattr(proto, "arrow_data", proto)
    ipc: Any = import_module("pyarrow.ipc")  # has no types, and takes a while
    table = ipc.open_stream(lazy.initial_chunk.data if is_lazy else sent.data).read_all()
    config: dict[str, Any] = json.loads(proto.columns) if proto.columns else {}
    told_of: dict[bytes, bytes] = table.schema.metadata or {}
    pandas: dict[str, Any] = json.loads(told_of.get(b"pandas", b"{}"))
    indices = [name for name in pandas.get("index_columns", ()) if isinstance(name, str)]
    columns: dict[str, Column] = {}
    for place, field in enumerate(table.schema):
        is_index = field.name in indices
        name = INDEX if is_index else str(field.name)
        told: dict[str, Any] = config.get(name) or config.get(f"_pos:{place}") or {}
        offered = _categories(table.column(place))
        columns[name] = _column(name, field.type, told, offered, needed=is_index)
    return Drawn(lazy.row_count if is_lazy else table.num_rows, columns, table)


def _categories(cells: Any) -> list[Any]:
    """Return the categories of a categorical column."""
    if not str(cells.type).startswith("dictionary") or not cells.chunks:
        return []
    categories: list[Any] = cells.chunks[0].dictionary.to_pylist()
    return categories


def _column(
    name: str, arrow_type: Any, told: Mapping[str, Any], offered: list[Any], *, needed: bool
) -> Column:
    limits: dict[str, Any] = told.get("type_config") or {}
    kind: str = limits.get("type") or _kind(arrow_type)
    options = limits.get("options") or offered
    return Column(
        name=name,
        kind={"link": "text"}.get(kind, kind),
        locked=bool(told.get("disabled")) or kind in _READ_ONLY,
        required=bool(told.get("required")) or needed,
        default=told.get("default"),
        options=[one["value"] if isinstance(one, dict) else one for one in options],
        limits=limits,
        zoned="tz=" in str(arrow_type) or bool(limits.get("timezone")),
        whole=str(arrow_type).startswith(("int", "uint")) and limits.get("step") is None,
    )


def _kind(arrow_type: Any) -> str:
    name = str(arrow_type)
    if name.startswith(("int", "uint", "float", "double", "half", "decimal")):
        return "number"
    for start, kind in (
        ("bool", "checkbox"),
        ("date", "date"),
        ("timestamp", "datetime"),
        ("time", "time"),
        ("list", "list"),
        ("large_list", "list"),
        ("dictionary", "selectbox"),
    ):
        if name.startswith(start):
            return kind
    return "text" if "string" in name or name == "null" else name
