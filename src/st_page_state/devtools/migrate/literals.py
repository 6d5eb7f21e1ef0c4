"""Literals, and other values that stand in the source."""

from __future__ import annotations

import ast
import datetime as dt
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.names import Names


def code_of(node: cst.CSTNode) -> str:
    """Return an expression's text in one line, bounded."""
    text = " ".join(cst.Module([]).code_for_node(node).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def literal(node: cst.BaseExpression | None) -> tuple[bool, Any]:
    """Return whether an expression is a literal, or an empty container, and its value."""
    if node is None:
        return False, None
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and not node.args:
        made: dict[str, Any] = {"list": [], "dict": {}, "set": set(), "tuple": ()}
        return node.func.value in made, made.get(node.func.value)
    try:
        return True, ast.literal_eval(cst.Module([]).code_for_node(node))
    except (ValueError, SyntaxError, TypeError):
        return False, None


def literal_date(names: Names, node: cst.BaseExpression | None) -> dt.date | None:
    """Return the date that an expression such as ``date(2026, 1, 31)`` is."""
    if not isinstance(node, cst.Call) or names.date(node.func) is None:
        return None
    numbers = [literal(arg.value)[1] for arg in node.args if arg.keyword is None and not arg.star]
    if len(numbers) != 3 or len(node.args) != 3 or {type(n) for n in numbers} != {int}:
        return None
    try:
        return dt.date(*numbers)
    except ValueError:
        return None


def literal_list(node: cst.BaseExpression | None) -> tuple[bool, list[Any]]:
    """Return whether an expression is a literal list or tuple, and its items."""
    found, value = literal(node)
    if not found or type(value).__name__ not in ("list", "tuple"):
        return False, []
    return True, [*value]


def plain_value(node: cst.BaseExpression, annotation: str) -> cst.BaseExpression:
    """Return what gives a field the value that a param's text stands for."""
    if isinstance(node, cst.Call) and not node.args and annotation == "bool":
        func = node.func
        lowered = isinstance(func, cst.Attribute) and func.attr.value == "lower"
        node = func.value if isinstance(func, cst.Attribute) and lowered else node
    if isinstance(node, cst.Call) and len(node.args) == 1:
        name = node.func.value if isinstance(node.func, cst.Name) else ""
        if name == "str" and annotation in ("int", "float", "bool"):
            return node.args[0].value
    found, value = literal(node)
    if found and annotation == "bool" and value in ("true", "false"):
        return cst.Name(str(value == "true"))
    if found and annotation == "int" and isinstance(value, str) and value.isdecimal():
        return cst.Integer(str(int(value)))
    return node
