"""Values as Python source."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, Flag
from keyword import iskeyword
from math import isfinite
from pathlib import Path
from typing import Any, TypeGuard
from uuid import UUID

from st_page_state.codecs.equality import type_of
from st_page_state.devtools.layout import WIDTH, quoted

_PLAIN = (bool, int, float, type(None))
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

    def lines(self, folder: Path) -> list[str]:
        """Return the import statements in their order: of Python, of others, of this folder."""
        groups: list[list[str]] = [[], [], []]
        for name in sorted(self.modules):
            groups[_group(name, folder)].append(f"import {name}")
        for module, names in sorted(self.names.items()):
            line = f"from {module} import {', '.join(sorted(names, key=_order))}"
            groups[_group(module, folder)] += _import(line)
        lines: list[str] = []
        for group in filter(None, groups):
            lines += [*([""] if lines else []), *group]
        return lines


def _group(module: str, folder: Path) -> int:
    if module.partition(".")[0] in sys.stdlib_module_names:
        return 0
    file = getattr(sys.modules.get(module), "__file__", None)
    parents = Path(file).resolve().parents if file else ()
    is_own = folder.resolve() in parents and "site-packages" not in str(file)
    return 2 if is_own else 1


def _order(name: str) -> tuple[int, str]:
    """Return the place of a name in an import statement: constants, classes, the rest."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2), name


def _import(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    head, _, names = line.partition(" import ")
    return [f"{head} import (", *(f"    {name}," for name in names.split(", ")), ")"]


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
    if kind is float and not isfinite(value):
        raise ValueError("it has no literal")
    if kind in (str, bytes):
        return quoted(value)
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
        return f"{imports.add(kind)}({quoted(str(value))})"
    is_known = can_import(kind.__module__, kind.__qualname__)
    if isinstance(value, Enum) and not isinstance(value, Flag) and is_known:
        name = value.name
        member = f".{name}" if name.isidentifier() and not iskeyword(name) else f"[{quoted(name)}]"
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
