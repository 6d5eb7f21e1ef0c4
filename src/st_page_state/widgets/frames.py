"""Tables (pandas DataFrames) as the data of an editor, and with its edits applied."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from importlib import import_module
from math import isfinite
from typing import Any

INDEX = "_index"
"""The name by which the browser tells of a row's label."""

_IMPOSSIBLE = (TypeError, ValueError, OverflowError, InvalidOperation)
"""What pandas raises for a value that a column cannot hold."""


class Frames:
    """DataFrames as the data of an editor, in the place of :class:`Records`."""

    def columns(self, rows: Any) -> list[str]:
        """Return the names of a table's columns, as Streamlit names them."""
        if rows.columns.nlevels > 1:
            return ["_".join(map(str, name)) for name in rows.columns]
        return [str(name) for name in rows.columns]

    def data(self, rows: Any, columns: Sequence[str]) -> Any:
        """Return what ``st.data_editor`` is given, which may change it."""
        return rows.copy()

    def edited(self, rows: Any, edits: Mapping[str, Any], columns: Sequence[str]) -> Any:
        """Return a table with edits, as Streamlit itself applies them.

        The exceptions: of several rows with one label, only those that the user deletes go, and
        a time is read in the zone of its column.
        """
        frame, names = rows.copy(), self.columns(rows)
        frame.columns = names
        reads = _Readers(rows, names)
        with warnings.catch_warnings():
            # pandas warns where an empty cell gives a column another type.
            warnings.simplefilter("ignore")
            for number, cells in edits["edited_rows"].items():
                if number < len(rows):
                    _edit(frame, number, cells, reads)
            gone = [number for number in edits["deleted_rows"] if number < len(rows)]
            frame = _without(frame, gone)
            _add(frame, edits["added_rows"], reads)
        frame.columns = rows.columns
        return frame


def _edit(frame: Any, number: int, sent: Mapping[str, Any], reads: _Readers) -> None:
    for name, value in sent.items():
        with suppress(*_IMPOSSIBLE):
            if name == INDEX:
                label = reads.cell(name, value)
                frame.index = frame.index.delete(number).insert(number, label)
            elif reads.know(name):
                place = frame.columns.get_loc(name)
                frame.iat[number, place] = reads.cell(name, value)


def _without(frame: Any, gone: Sequence[int]) -> Any:
    if not gone:
        return frame
    if frame.index.is_unique:
        return frame.drop(frame.index[[*gone]])  # which keeps a range where it can
    return frame.iloc[[number for number in range(len(frame)) if number not in gone]].copy()


def _add(frame: Any, rows: Sequence[Mapping[str, Any]], reads: _Readers) -> None:
    pd: Any = import_module("pandas")
    index: Any = frame.index
    whole, following, step = isinstance(index, pd.RangeIndex), None, 1
    if whole:
        following, step = index.stop, index.step
    elif pd.api.types.is_integer_dtype(index.dtype):
        following = 0 if index.empty else index.max() + 1
    for sent in rows:
        with suppress(*_IMPOSSIBLE):
            cells = {name: reads.cell(name, sent.get(name)) for name in frame.columns}
            label = None if whole else reads.cell(INDEX, sent.get(INDEX))
            if label is not None:
                if label not in frame.index:
                    frame.loc[label] = cells
            elif following is not None:  # else it has no label, and Streamlit leaves it out, too
                frame.loc[following] = cells
                following += step
    if whole:
        # pandas may make numbers of a range, and then users would have to number new rows.
        start = index.stop if index.empty else index.start
        labels = pd.RangeIndex(start, following, step, name=index.name)
        if labels.equals(frame.index):
            frame.index = labels


class _Readers:
    """What reads the cells that the browser sends, by column."""

    def __init__(self, rows: Any, names: Sequence[str]) -> None:
        self._rows, self._names = rows, names
        self._known: dict[str, Callable[[Any], Any]] = {}

    def know(self, name: str) -> bool:
        """Return whether there is a column of this name."""
        return name in self._names

    def cell(self, name: str, sent: Any) -> Any:
        """Return a cell as its column holds it; None if it cannot be read.

        Raises:
            ValueError: it is a number of seconds that is no duration.
        """
        if sent is None:
            return None
        if name not in self._known:
            rows = self._rows
            column = rows.index if name == INDEX else rows.iloc[:, self._names.index(name)]
            self._known[name] = _reader(column)
        read = self._known[name]
        if read is _duration and isinstance(sent, int | float):
            return _seconds(sent)
        try:
            return read(sent)
        except _IMPOSSIBLE:
            return None


def _reader(column: Any) -> Callable[[Any], Any]:
    """Return what reads a cell of a column."""
    pd: Any = import_module("pandas")
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        column = dtype.categories
    kind: str = pd.api.types.infer_dtype(column, skipna=True)
    if kind == "datetime64":
        return _moment_of(getattr(dtype, "tz", None))
    if kind == "mixed":
        first = next(iter(column[column.notna()]), None)
        kind = "list" if isinstance(first, list | tuple) else kind
    return _READERS.get(kind, _as_it_is)


def _moment(sent: Any) -> Any:
    pd: Any = import_module("pandas")
    return pd.Timestamp(sent)


def _moment_of(zone: Any) -> Callable[[Any], Any]:
    """Return what reads a point in time of a column with this zone, or without one."""

    def read(sent: Any) -> Any:
        moment = _moment(sent)
        if moment.tzinfo is None:
            return moment.tz_localize(zone)
        return moment.tz_localize(None) if zone is None else moment

    return read


def _duration(sent: Any) -> Any:
    pd: Any = import_module("pandas")
    return pd.Timedelta(sent)


def _seconds(sent: float) -> Any:
    pd: Any = import_module("pandas")
    if not isfinite(sent):
        raise ValueError("It is no number of seconds.")
    return pd.Timedelta(sent, unit="s")


def _day(sent: Any) -> Any:
    pd: Any = import_module("pandas")
    return pd.Timestamp(sent).date()


def _clock(sent: Any) -> Any:
    pd: Any = import_module("pandas")
    return pd.Timestamp(sent).time()


def _list(sent: Any) -> list[Any]:
    return [*sent] if isinstance(sent, list) else [sent]


def _as_it_is(sent: Any) -> Any:
    return sent


_READERS: dict[str, Callable[[Any], Any]] = {
    "string": str,
    "integer": int,
    "floating": float,
    "mixed-integer-float": float,
    "boolean": bool,
    "decimal": lambda sent: Decimal(str(sent)),
    "date": _day,
    "datetime": _moment,
    "time": _clock,
    "timedelta": _duration,
    "timedelta64": _duration,
    "list": _list,
}
