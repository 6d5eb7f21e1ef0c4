"""The rows of a data editor: what it shows of a list, and the list with its edits applied."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from st_page_state.codecs.equality import same, type_of
from st_page_state.declaration.fields import cast_to
from st_page_state.engine.zones import zone_between
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
        default: returns the field's default.
    """

    def __init__(
        self,
        annotation: Any,
        columns: Iterable[str] | Mapping[str, Any] | None,
        default: Callable[[], Any] = list,
    ) -> None:
        self._default = default
        self._item = _item_of(annotation)
        self._is_class = isinstance(self._item, type) and self._item is not Any
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

    def has(self, columns: Sequence[str]) -> bool:
        """Return whether these are still the columns of the app or of the items' type."""
        if self._chosen or (self._types and not _is_typed_dict(self._item)):
            return list(columns) == list(self._types)
        return set(columns).issuperset(self._types)

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
        """Return rows with edits, where what an editor does not show of a row is as it was.

        What is edited or added may be a dict, to be read as an item.

        Raises:
            ValueError: a row of a subclass cannot have its edits.
        """
        rows = rows or ()
        new = [self._present(row) for row in rows]
        for number, sent in edits["edited_rows"].items():
            if number < len(rows):
                row = rows[number]
                try:
                    new[number] = self._remade(row, self._read(rows, sent, [row]))
                except ValueError as error:
                    raise ValueError(f"item {number + 1}: {error}") from None
        gone = set(edits["deleted_rows"])
        empty = dict.fromkeys(columns) if self._fills else {}
        added = [self._input(self._read(rows, {**empty, **sent})) for sent in edits["added_rows"]]
        return [row for number, row in enumerate(new) if number not in gone] + added

    def _present(self, row: Any) -> Any:
        """Return a row, of the present class if its own is one of an earlier run of the script."""
        return row if _is_mapping(row) or self._is_item(row) else self._remade(row, {})

    def _is_item(self, row: Any) -> bool:
        return not self._is_class or issubclass(type_of(row), self._item)

    def _remade(self, row: Any, cells: Mapping[str, Any]) -> Any:
        """Return a row with edited cells, or what it is to be read from."""
        if _is_mapping(row):
            return {**row, **self._input(cells)}
        kind = type_of(row) if self._is_item(row) else self._item
        extra: Mapping[str, Any] = getattr(row, "__pydantic_extra__", None) or {}
        former = {**_cells(row), **extra}
        try:
            new = _made(kind, {**former, **cells})
        except ValueError:
            if self._is_class and kind is not self._item:
                raise  # it would lose what its own class adds
            return self._input({**former, **cells})
        _keep_hidden(new, row, former, cells)
        return new

    def _read(
        self, rows: Sequence[Any], sent: Mapping[str, Any], first: Sequence[Any] = ()
    ) -> dict[Any, Any]:
        """Return cells that the browser has sent under the rows' own keys, in their time zones."""
        keys = {str(key): key for row in rows if _is_mapping(row) for key in row}
        found: dict[Any, Any] = {}
        for name, value in sent.items():
            zone = None
            if isinstance(value, str):
                former = _first_of([*first, *rows], name)
                if getattr(former, "tzinfo", None) is not None:
                    home = getattr(_first_of(self._default() or (), name), "tzinfo", None)
                    zone = zone_between(home, former)
            found[keys.get(name, name)] = value if zone is None else _in_zone(value, zone)
        return found

    def _input(self, cells: Mapping[Any, Any]) -> dict[Any, Any]:
        return {self._reads_as.get(n, n): v for n, v in cells.items() if n != "_index"}


def _made(kind: Any, cells: Mapping[str, Any]) -> Any:
    """Return a row of a class that is made of these cells."""
    reads_as = _aliases_of(kind)
    return cast_to(kind, {reads_as.get(n, n): v for n, v in cells.items()})


def _keep_hidden(new: Any, row: Any, former: Mapping[str, Any], cells: Mapping[str, Any]) -> None:
    """Give a new row what its cells do not say: what no row has that is made of the former's."""
    hidden = _hidden(row)
    try:
        derived = _hidden(_made(type_of(new), former)) if hidden else {}
    except ValueError:
        derived = {}
    private = getattr(new, "__pydantic_private__", None)
    for name, value in hidden.items():
        if name in derived and same(derived[name], value):
            continue
        if private is None:
            object.__setattr__(new, name, value)  # it may be frozen
        else:
            private[name] = value
    chosen = getattr(row, "__pydantic_fields_set__", None)
    if isinstance(chosen, set):
        new.__pydantic_fields_set__.intersection_update({*chosen, *cells})


def _hidden(row: Any) -> dict[str, Any]:
    """Return what a constructor does not take: private values, and fields with ``init=False``."""
    if dataclasses.is_dataclass(row):
        fields = [f.name for f in dataclasses.fields(row) if not f.init]
        return {name: getattr(row, name) for name in fields if hasattr(row, name)}
    return getattr(row, "__pydantic_private__", None) or {}


def _first_of(rows: Iterable[Any], column: str) -> Any:
    """Return the first cell of a column that is not empty; None if there is none."""
    cells = (_cells(row).get(column) for row in rows)
    return next((cell for cell in cells if cell is not None), None)


def _in_zone(sent: str, zone: tzinfo) -> Any:
    """Return a time that the browser has sent, in UTC or without a zone."""
    kind = datetime if "T" in sent else time
    try:
        read = kind.fromisoformat(sent)
    except ValueError:
        return sent
    if isinstance(read, time) or read.tzinfo is None:
        return read.replace(tzinfo=zone)
    return read.astimezone(zone)


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
