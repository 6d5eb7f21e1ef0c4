"""First values of keys and params: as the source gives them, and as a field takes them."""

from __future__ import annotations

from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.literals import literal
from st_page_state.devtools.migrate.uses import Source

EMPTY: dict[str, Any] = {"str": "", "int": 0, "float": 0.0, "bool": False}


def meant(source: Source, node: cst.BaseExpression | None) -> cst.BaseExpression | None:
    """Return the plain value of a name that is bound once to one that cannot be changed."""
    if isinstance(node, cst.Name):
        only = source.names.only_value(node.value)
        known, value = literal(only)
        if known and isinstance(value, (str, int, float, bool, type(None))):
            return only
    return node


def default_as(node: cst.BaseExpression | None, cast: str) -> tuple[bool, Any]:
    """Return a default as the type that it is cast to."""
    known, value = literal(node)
    if not known or cast == "str":
        return known, value
    if cast == "bool":
        return value is None or isinstance(value, str), str(value).lower() == "true"
    try:
        return True, (int if cast == "int" else float)(value)
    except (TypeError, ValueError):
        return False, None


def default_code(value: Any) -> str:
    made: dict[str, str] = {"[]": "list", "{}": "dict", "set()": "set"}
    text = repr(value)
    if text in made:
        return f"default_factory={made[text]}"
    if isinstance(value, str) and '"' not in text:
        text = f'"{text[1:-1]}"'
    return f"default={text}"
