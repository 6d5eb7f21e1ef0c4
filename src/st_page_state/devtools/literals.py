"""Values as Python source."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, Flag
from keyword import iskeyword
from typing import Any, TypeGuard
from uuid import UUID

from st_page_state.codecs.equality import type_of

_PLAIN = (bool, int, float, str, bytes, type(None))
_DATES = (date, datetime, time, timedelta, timezone)


class Imports:
    """What a piece of source has to import.

    Attributes:
        modules: modules by their names.
        names: module -> names.
    """

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self.names: dict[str, set[str]] = {}

    def add(self, kind: type) -> str:
        """Import a class; return the expression for it."""
        name = kind.__qualname__
        self.names.setdefault(kind.__module__, set()).add(name.partition(".")[0])
        return name

    def lines(self) -> list[str]:
        """Return the import statements."""
        plain = [f"import {name}" for name in sorted(self.modules)]
        named = [f"from {m} import {', '.join(sorted(n))}" for m, n in sorted(self.names.items())]
        return plain + named


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Return whether a value is a mapping, for a type checker too."""
    return isinstance(value, Mapping)


def is_several(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Return whether a value is a list or a tuple, for a type checker too."""
    return isinstance(value, list | tuple)


def is_plain(value: Any) -> bool:
    """Return whether a value pickles in any process, and source can say it."""
    try:
        source(value, Imports())
    except ValueError:
        return False
    return True


def source(value: Any, imports: Imports) -> str:
    """Return an expression for a value.

    Raises:
        ValueError: there is none.
    """
    kind: Any = type_of(value)
    if kind is float and value != value:
        raise ValueError("nan")
    if kind in _PLAIN:
        return repr(value)
    if kind in (list, tuple, set, frozenset):
        return _collection(value, kind, imports)
    is_streamlits = is_mapping(value) and kind.__module__.startswith("streamlit.")
    if kind is dict or is_streamlits:
        items = (f"{source(k, imports)}: {source(v, imports)}" for k, v in value.items())
        return f"{{{', '.join(items)}}}"
    if kind in _DATES:
        imports.modules.add("datetime")
        return repr(value)
    if kind in (Decimal, UUID):
        imports.add(kind)
        return repr(value)
    is_known = can_import(kind.__module__, kind.__qualname__)
    if isinstance(value, Enum) and not isinstance(value, Flag) and is_known:
        name = value.name
        member = f".{name}" if name.isidentifier() and not iskeyword(name) else f"[{name!r}]"
        return f"{imports.add(kind)}{member}"
    if dataclasses.is_dataclass(value) and is_known:
        parts = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value) if f.init)
        given = ", ".join(f"{name}={source(part, imports)}" for name, part in parts)
        return f"{imports.add(kind)}({given})"
    raise ValueError(f"a {kind.__name__} has no source")


def can_import(module: str, name: str) -> bool:
    """Return whether a test can import what has this qualified name."""
    parts = [*module.split("."), *name.split(".")]
    if module == "__main__" or not all(p.isidentifier() and not iskeyword(p) for p in parts):
        return False
    found: Any = sys.modules.get(module)
    for part in name.split(".") if found is not None else ():
        found = getattr(found, part, None)  # a class made in a function may be nowhere
        if found is None:
            return False
    return True


def _collection(value: Iterable[Any], kind: type, imports: Imports) -> str:
    parts = [source(one, imports) for one in value]
    if kind is list:
        return f"[{', '.join(parts)}]"
    if kind is tuple:
        return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    if kind is set and parts:
        return f"{{{', '.join(sorted(parts))}}}"
    inside = f"[{', '.join(sorted(parts))}]" if parts else ""
    return f"{kind.__name__}({inside})"
