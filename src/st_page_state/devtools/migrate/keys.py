"""Which keys an expression may be."""

from __future__ import annotations

import re

import libcst as cst

from st_page_state.devtools.migrate.types import code_of, literal
from st_page_state.devtools.migrate.uses import Source, Unclear


def known_key(node: cst.BaseExpression) -> str | None:
    """Return the key if an expression is a plain text."""
    found, value = literal(node)
    return value if found and isinstance(value, str) else None


def unclear_key(source: Source, node: cst.BaseExpression, line: int) -> Unclear:
    """Return which keys an expression that is no plain text may be."""
    code = code_of(node)
    if isinstance(node, cst.FormattedString):
        pattern = "".join(
            re.escape(part.value) if isinstance(part, cst.FormattedStringText) else ".*"
            for part in node.parts
        )
        return Unclear(line, f"the key `{code}` is made at run time", pattern=pattern)
    names = _texts(source, node)
    reason = f"the key is the value of `{code}`, which is not a plain text"
    return Unclear(line, reason, names=None if names is None else frozenset(names))


def _texts(source: Source, node: cst.BaseExpression) -> set[str] | None:
    """Return all texts that an expression may be, if they stand in the module."""
    if not isinstance(node, cst.Name):
        return None
    only = source.names.only_value(node.value)
    if only is not None:
        text = known_key(only)
        return None if text is None else {text}
    if len(source.names.bound.get(node.value, [])) != 1:
        return None
    inner: cst.CSTNode = node
    while not isinstance(inner, cst.Module):
        inner = source.parent(inner)
        if isinstance(inner, cst.For):
            place = _place(inner.target, node.value)
            if place is not None:
                return _iterated(source, inner.iter, place)
    return None


def _place(target: cst.BaseExpression, name: str) -> int | None:
    """Return which item of each element a loop's target takes as the name; -1 for all of it."""
    if isinstance(target, cst.Name):
        return -1 if target.value == name else None
    if isinstance(target, cst.Tuple):
        names = [e.value.value if isinstance(e.value, cst.Name) else "" for e in target.elements]
        return names.index(name) if name in names else None
    return None


def _iterated(source: Source, node: cst.BaseExpression, place: int) -> set[str] | None:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and not node.args:
        if node.func.attr.value == "items" and place == 0:
            return _iterated(source, node.func.value, -1)
        return None
    if isinstance(node, cst.Name):
        only = source.names.only_value(node.value)
        return (
            None if only is None or isinstance(only, cst.Name) else _iterated(source, only, place)
        )
    found: list[str | None] = []
    if isinstance(node, cst.Dict) and place == -1:
        found = [
            known_key(entry.key) if isinstance(entry, cst.DictElement) else None
            for entry in node.elements
        ]
    elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        for element in node.elements:
            value = element.value
            if place >= 0:
                if not isinstance(value, (cst.Tuple, cst.List)) or len(value.elements) <= place:
                    return None
                value = value.elements[place].value
            found.append(known_key(value))
    else:
        return None
    texts = {text for text in found if text is not None}
    return texts if None not in found else None
