"""What is known of a key or param, and questions about its uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.guards import session_key
from st_page_state.devtools.migrate.types import Types
from st_page_state.devtools.migrate.uses import Kind, Source, Use

Uses = list[tuple[Source, Use]]
Reason = tuple[Source, int, str]


@dataclass(eq=False)
class Facts:
    """What is known of a key or param that may become a field."""

    uses: Uses
    value: Any
    default: str
    first: Types
    linked: str | None = None
    """For a key, the param that gives its first value; for a param, such a key."""
    is_maybe: bool = False
    """Whether None stands for a key that is not set."""


OBJECT = ": an object belongs in st.session_state"
_LIBRARIES = {"pd", "np", "pandas", "numpy", "px", "go", "plt", "alt", "torch", "openai", "sqlite3"}


def object_of(source: Source, node: cst.BaseExpression | None) -> str:
    """Return what to add where a class or a library makes a value that is no data."""
    if isinstance(node, cst.Name):
        node = source.names.only_value(node.value)
    if not isinstance(node, cst.Call):
        return ""
    func = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
    name = func.value if isinstance(func, cst.Name) else ""
    owner = node.func.value if isinstance(node.func, cst.Attribute) else None
    library = isinstance(owner, cst.Name) and owner.value in _LIBRARIES
    return OBJECT if library or name[:1].isupper() else ""


def copies(source: Source, use: Use, key: str) -> bool:
    """Return whether a use only copies the key's value into the address."""
    if use.kind is not Kind.WRITE or use.value is None:
        return False
    value = use.value
    if isinstance(value, cst.Call) and source.code(value.func) == "str" and len(value.args) == 1:
        value = value.args[0].value
    return session_key(source, value) == key


def is_certain(source: Source, use: Use, uses: Uses) -> bool:
    """Return whether a key is always set where `get()` reads it, so that its default is idle."""
    if use.kind is not Kind.GET or any(u.kind is Kind.DELETE for _, u in uses):
        return False
    return any(
        other is source
        and first.kind in (Kind.FIRST, Kind.SET_DEFAULT)
        and first.line < use.line
        and is_at_top(source, first.node)
        for other, first in uses
    )


def is_at_top(source: Source, node: cst.CSTNode, within: type[cst.CSTNode] | None = None) -> bool:
    """Return whether each run executes a statement; `within` names what it may stand in."""
    inner = source.parent(node)
    while not isinstance(inner, cst.Module):
        blocks = (cst.FunctionDef, cst.For, cst.While, cst.Try, cst.With)
        if isinstance(inner, blocks) and not (within and isinstance(inner, within)):
            return False
        if isinstance(inner, cst.If) and not any(g.node is inner for g in source.guards):
            return False
        inner = source.parent(inner)
    return True
