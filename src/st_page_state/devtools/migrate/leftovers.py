"""What removed statements leave: blank lines, and callbacks that do nothing any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.uses import Source

_MARK = cst.Expr(cst.Name("gone"))
"""What marks the place of a removed statement, until its block is complete."""


def gone(statement: Any) -> cst.SimpleStatementLine:
    """Return what marks the place of a removed statement."""
    return cst.SimpleStatementLine([_MARK], leading_lines=statement.leading_lines)


def without_gone(body: Sequence[Any]) -> list[Any]:
    """Return a block's statements without the marks; what follows one keeps its blank lines."""
    kept: list[Any] = []
    blank = 0
    for statement in body:
        lines = list(statement.leading_lines)
        own = next((n for n, line in enumerate(lines) if line.comment is not None), len(lines))
        if _is_gone(statement):
            blank = max(blank, own)
            continue
        missing = [cst.EmptyLine(indent=False)] * (blank - own if kept else 0)
        kept.append(statement.with_changes(leading_lines=[*missing, *lines]))
        blank = 0
    return kept


def _is_gone(statement: Any) -> bool:
    return isinstance(statement, cst.SimpleStatementLine) and statement.body[0] is _MARK


def idle_callbacks(
    source: Source, removed: Container[cst.CSTNode], calls: Iterable[cst.Call]
) -> dict[str, cst.FunctionDef]:
    """Return the functions that only made removed statements, as callbacks of some calls.

    Args:
        source: the module.
        removed: the statements that are removed.
        calls: the calls of widgets that become bound.
    """
    given = Counter(callback(call) for call in calls)
    found: dict[str, cst.FunctionDef] = {}
    waiting: list[cst.CSTNode] = [source.module]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if not isinstance(node, cst.FunctionDef) or node.decorators or "#" in source.code(node):
            continue
        name = node.name.value
        uses = source.names.used[name] - 1
        if uses == given[name] > 0 and all(_is_idle(line, removed) for line in node.body.body):
            found[name] = node
    return found


def callback(call: cst.Call) -> str:
    """Return the name that is a call's `on_change`."""
    values = [arg.value for arg in call.args if arg.keyword and arg.keyword.value == "on_change"]
    return values[0].value if values and isinstance(values[0], cst.Name) else ""


def _is_idle(line: cst.CSTNode, removed: Container[cst.CSTNode]) -> bool:
    if not isinstance(line, cst.SimpleStatementLine):
        return line in removed
    return all(small in removed or _is_docstring(small) for small in line.body)


def _is_docstring(small: cst.CSTNode) -> bool:
    return isinstance(small, cst.Expr) and isinstance(small.value, cst.SimpleString)
