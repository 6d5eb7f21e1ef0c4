"""Tables (pandas DataFrames) as the data of an editor, and with its edits applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from importlib import import_module
from typing import Any

from st_page_state.codecs.equality import type_of


class Frames:
    """DataFrames as the data of an editor, in the place of :class:`Records`."""

    def columns(self, rows: Any) -> list[str]:
        """Return the names of a table's columns."""
        return [str(name) for name in rows.columns]

    def data(self, rows: Any, columns: Sequence[str]) -> Any:
        """Return what ``st.data_editor`` is given, which may change it."""
        return rows.copy()

    def edited(self, rows: Any, edits: Mapping[str, Any], columns: Sequence[str]) -> Any:
        """Return a table with edits, as Streamlit itself applies them."""
        pd: Any = import_module("pandas")
        names = list(rows.columns)
        cells = {name: list(rows[name]) for name in names}
        index = list(rows.index)
        for number, changes in edits["edited_rows"].items():
            for column, value in changes.items():
                if column == "_index":
                    index[number] = _read(rows.index, index, value)
                else:
                    name = names[columns.index(column)]
                    cells[name][number] = _read(rows[name], cells[name], value)
        kept = [n for n in range(len(index)) if n not in set(edits["deleted_rows"])]
        whole = isinstance(rows.index, pd.RangeIndex)
        counts = whole or pd.api.types.is_integer_dtype(rows.index.dtype)
        following = max([-1, *(index if counts else ())]) + 1
        index = [index[n] for n in kept]
        cells = {name: [cells[name][n] for n in kept] for name in names}
        for added in edits["added_rows"]:
            if "_index" in added and not whole:
                index.append(_read(rows.index, index, added["_index"]))
            elif counts:
                index.append(following)
                following += 1
            else:
                continue  # a row without a label, which Streamlit leaves out, too
            for name, column in zip(names, columns, strict=True):
                cells[name].append(_read(rows[name], cells[name], added.get(column)))
        new_index = pd.Index(index, name=rows.index.name, dtype=None if index else rows.index.dtype)
        series = {name: _series(cells[name], rows[name], new_index) for name in names}
        return pd.DataFrame(series, index=new_index, columns=rows.columns)


def _series(values: list[Any], former: Any, index: Any) -> Any:
    """Return a column with its former type, or with the one that also holds its empty cells."""
    pd: Any = import_module("pandas")
    try:
        return pd.Series(values, index=index, dtype=former.dtype)
    except (TypeError, ValueError):
        return pd.Series(values, index=index)


def _read(former: Any, values: Sequence[Any], sent: Any) -> Any:
    """Return a cell that the browser has sent, as its column holds it."""
    pd: Any = import_module("pandas")
    if sent is None:
        return None
    dtype = former.dtype
    if pd.api.types.is_datetime64_any_dtype(dtype):
        instant = pd.Timestamp(sent)
        zone = getattr(dtype, "tz", None)
        if zone is None:
            return instant.tz_localize(None)
        return instant.tz_localize(zone) if instant.tzinfo is None else instant.tz_convert(zone)
    if pd.api.types.is_timedelta64_dtype(dtype):
        return pd.Timedelta(sent, unit="s") if isinstance(sent, int | float) else pd.Timedelta(sent)
    kind = type_of(next((value for value in values if value is not None), ""))
    if kind is date:
        return date.fromisoformat(sent[:10])
    if kind is time:
        return time.fromisoformat(sent)
    return Decimal(str(sent)) if kind is Decimal else sent
