"""The rows of a data editor: what it shows of a list, and the list with its edits applied."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from st_page_state.codecs.equality import type_of
from st_page_state.errors import ArgumentError
from st_page_state.widgets.options import listed

_SHOWN = (str, int, float, date, datetime, time, timedelta, Decimal, list, dict, type(None))
"""Types of values that a cell shows as they are."""

_DTYPES: dict[Any, str] = {
    str: "string", int: "Int64", float: "Float64", bool: "boolean", datetime: "datetime64[ns]",
}  # fmt: skip
"""The types of columns without any value."""


class Records:
    """Lists of dicts, dataclasses or models as the data of an editor.

    Args:
        annotation: the field's type.
        columns: the columns that the app names, or column -> type; None for all.
    """

    def __init__(self, annotation: Any, columns: Iterable[str] | Mapping[str, Any] | None) -> None:
        self._item = _item_of(annotation)
        self._types = _columns_of(self._item)
        self._reads_as = _aliases_of(self._item)
        self._fills = _takes_none(annotation)
        self._chosen = columns is not None
        if columns is not None:
            given: Any = columns
            types = given if isinstance(columns, Mapping) else self._types
            self._types = {name: types.get(name) for name in given}

    def columns(self, rows: Sequence[Any]) -> list[str]:
        """Return the columns: those of the app or of the items' type, else all of the rows."""
        if self._chosen or (self._types and not _is_typed_dict(self._item)):
            return list(self._types)
        found = [name for row in rows or () for name in _cells(row)]
        return list(dict.fromkeys([*self._types, *found]))

    def data(self, rows: Sequence[Any], columns: Sequence[str]) -> Any:
        """Return what ``st.data_editor`` is given: dicts, or a table where there are no rows."""
        if rows:
            cells = [_cells(row) for row in rows]
            return [{name: _shown(row.get(name)) for name in columns} for row in cells]
        pd: Any = import_module("pandas")
        dtypes = {name: _DTYPES.get(_bare(self._types.get(name)), "object") for name in columns}
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})

    def edited(
        self, rows: Sequence[Any], edits: Mapping[str, Any], columns: Sequence[str]
    ) -> list[Any]:
        """Return rows with edits. What is edited or added is a dict, to be read as an item."""
        new = [self._present(row) for row in rows]
        for number, cells in edits["edited_rows"].items():
            if number < len(rows):
                new[number] = self._input({**_cells(rows[number]), **cells})
        gone = set(edits["deleted_rows"])
        empty = dict.fromkeys(columns) if self._fills else {}
        added = [self._input({**empty, **cells}) for cells in edits["added_rows"]]
        return [row for number, row in enumerate(new) if number not in gone] + added

    def _present(self, row: Any) -> Any:
        """Return a row, or its cells if its class is one of an earlier run of the script."""
        is_data = _is_mapping(row) or not isinstance(self._item, type)
        return row if is_data or issubclass(type_of(row), self._item) else self._input(_cells(row))

    def _input(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        return {self._reads_as.get(n, n): v for n, v in cells.items() if n != "_index"}


def _cells(row: Any) -> dict[str, Any]:
    fields: Any = getattr(row, "__pydantic_fields__", None)  # of a model or a dataclass
    if _is_mapping(row):
        return {str(name): row[name] for name in row}
    if dataclasses.is_dataclass(row):
        fields = [f.name for f in dataclasses.fields(row) if f.init]
    if fields is None:
        raise ArgumentError(
            "bind_editor() is for tables and for lists of dicts, dataclasses or models, "
            f"not of {type(row).__name__}."
        )
    return {name: getattr(row, name) for name in fields}


def _is_mapping(row: object) -> bool:
    return isinstance(row, Mapping)


def _shown(value: Any) -> Any:
    """Return a value as a cell shows it."""
    plain: Any = value.value if isinstance(value, Enum) else value
    if isinstance(value, set | frozenset | tuple):
        items: Any = listed(value)
        return [_shown(item) for item in items]
    return plain if issubclass(type_of(plain), _SHOWN) else str(plain)


def _bare(annotation: Any) -> Any:
    """Return a type without its constraints and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _item_of(annotation: Any) -> Any:
    """Return the type of a list's items."""
    inner = _bare(annotation)
    item = _bare((get_args(inner) or (Any,))[0])
    return dict if item is dict or get_origin(item) is dict else item


def _takes_none(annotation: Any) -> bool:
    """Return whether the items of a list are dicts whose values may be None."""
    item = _bare((get_args(_bare(annotation)) or (Any,))[0])
    kinds = get_args(item) if get_origin(item) is dict else (str, Any)
    is_dict = item in (Any, dict) or get_origin(item) is dict
    return is_dict and (kinds[1] is Any or type(None) in get_args(kinds[1]))


def _columns_of(item: Any) -> dict[str, Any]:
    """Return the fields of an item's type, name -> type; none for a dict."""
    fields: Mapping[str, Any] | None = getattr(item, "__pydantic_fields__", None)
    if dataclasses.is_dataclass(item):
        hints = get_type_hints(item, include_extras=True)
        return {f.name: hints[f.name] for f in dataclasses.fields(item) if f.init}
    if fields is not None:
        return {name: info.annotation for name, info in fields.items()}
    return get_type_hints(item) if _is_typed_dict(item) else {}


def _is_typed_dict(item: Any) -> bool:
    # typing.is_typeddict() does not know those of typing_extensions.
    return hasattr(item, "__required_keys__")


def _aliases_of(item: Any) -> dict[str, str]:
    """Return the names by which a model reads its fields, where they are others."""
    fields: Mapping[str, Any] = getattr(item, "__pydantic_fields__", {})
    aliases = {name: info.validation_alias for name, info in fields.items()}
    return {name: alias for name, alias in aliases.items() if isinstance(alias, str)}
