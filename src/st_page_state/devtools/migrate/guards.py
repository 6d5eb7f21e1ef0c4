"""Statements that only give keys their first values, or only take them away."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from st_page_state.devtools.migrate.keys import known_key
from st_page_state.devtools.migrate.names import SESSION
from st_page_state.devtools.migrate.uses import Guard, Source


def guard_of(source: Source, node: cst.If) -> Guard | None:
    """Return what an `if "x" not in st.session_state:` sets if it does nothing else."""
    asked = asked_key(source, node, cst.NotIn, SESSION)
    if asked is None or node.orelse is not None:
        return None
    if isinstance(source.parent(node), cst.If):  # an `elif`
        return None
    guard = Guard(node, source.line(node), asked)
    notes = _comments(node.leading_lines)
    if not isinstance(node.body, cst.IndentedBlock):
        return None
    if node.body.header.comment:
        notes.append(node.body.header.comment.value)
    texts: set[str] = set()
    for line in node.body.body:
        if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
            return None
        assign = line.body[0]
        if not isinstance(assign, cst.Assign) or len(assign.targets) != 1:
            return None
        target = assign.targets[0].target
        notes += _comments(line.leading_lines)
        if line.trailing_whitespace.comment:
            notes.append(line.trailing_whitespace.comment.value)
        if isinstance(target, cst.Name) and source.names.used[target.value] == 2:
            texts.add(target.value)
            continue
        key = session_key(source, target)
        if key is None or key in guard.keys:
            return None
        if isinstance(assign.value, cst.Name):
            texts.discard(assign.value.value)
        guard.keys.append(key)
        guard.comments[key], notes = notes, []
    notes += _comments(node.body.footer)
    if asked not in guard.keys or texts:
        return None
    guard.comments[guard.keys[-1]] += notes
    return guard


def asked_key(
    source: Source, node: cst.If, operator: type[cst.BaseCompOp], state: str
) -> str | None:
    """Return the key whose presence alone an `if` asks for."""
    test = node.test
    if not isinstance(test, cst.Comparison) or len(test.comparisons) != 1:
        return None
    compared = test.comparisons[0]
    whole = compared.comparator
    if isinstance(whole, cst.Call) and isinstance(whole.func, cst.Attribute) and not whole.args:
        whole = whole.func.value if whole.func.attr.value == "keys" else whole
    if not isinstance(compared.operator, operator) or source.names.state(whole) != state:
        return None
    return known_key(test.left)


def session_key(source: Source, node: cst.BaseExpression, state: str = SESSION) -> str | None:
    """Return the key of an expression such as `st.session_state.x`."""
    if isinstance(node, cst.Attribute) and source.names.state(node.value) == state:
        return node.attr.value
    if isinstance(node, cst.Subscript) and source.names.state(node.value) == state:
        index = node.slice[0].slice
        return known_key(index.value) if isinstance(index, cst.Index) else None
    return None


def only_deletes(source: Source, node: cst.If, state: str) -> str | None:
    """Return the key of an `if "x" in ...: del ...["x"]` without anything else."""
    asked = asked_key(source, node, cst.In, state)
    if (
        asked is None
        or isinstance(source.parent(node), cst.If)
        or node.orelse is not None
        or len(node.body.body) != 1
    ):
        return None
    line = node.body.body[0]
    deleted = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if isinstance(deleted, cst.Del):
        return asked if session_key(source, deleted.target, state) == asked else None
    if isinstance(deleted, cst.Expr) and isinstance(deleted.value, cst.Call):
        call = deleted.value
        pops = isinstance(call.func, cst.Attribute) and call.func.attr.value == "pop" and call.args
        if pops and isinstance(call.func, cst.Attribute):
            same = source.names.state(call.func.value) == state
            return asked if same and known_key(call.args[0].value) == asked else None
    return None


def _comments(lines: Sequence[cst.EmptyLine]) -> list[str]:
    return [line.comment.value for line in lines if line.comment is not None]
