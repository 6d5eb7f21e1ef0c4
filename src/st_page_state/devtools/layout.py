"""Statements as a formatter leaves them: in one line if it fits, else one item a line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from unicodedata import east_asian_width

WIDTH = 88
"""The line length of Black and of Ruff. What is broken here stays so where lines are longer."""

_BRACKETS = (ast.Call, ast.List, ast.Tuple, ast.Set, ast.Dict)


def quoted(text: str | bytes) -> str:
    """Return a literal in double quotes, or in single ones where that saves backslashes."""
    chars = text if isinstance(text, str) else text.decode("latin-1")
    quote = "'" if chars.count('"') > chars.count("'") else '"'
    parts = (f"\\{c}" if c == quote else c if c in "'\"" else _plain(c, text) for c in chars)
    return f"{'b' if isinstance(text, bytes) else ''}{quote}{''.join(parts)}{quote}"


def _plain(char: str, text: str | bytes) -> str:
    return repr(char)[1:-1] if isinstance(text, str) else repr(char.encode("latin-1"))[2:-1]


def laid_out(statement: str, indent: int = 4) -> list[str]:
    """Return the lines of a statement of one line, or of a comment."""
    whole = " " * indent + statement
    if statement.startswith("#") or width(whole) <= WIDTH:
        return [whole]
    node = ast.parse(statement).body[0]
    last: ast.expr | None = None
    if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
        last = node.test.comparators[-1]
    elif isinstance(node, ast.Assign | ast.Expr):
        last = node.value
    text = statement.encode()
    if not isinstance(last, _BRACKETS):
        return _compared(statement, indent) if isinstance(node, ast.Assert) else [whole]
    head = text[: last.col_offset].decode()
    lines = [*_broken(text, last, indent)]
    return [" " * indent + head + lines[0].lstrip(), *lines[1:]]


def _compared(statement: str, indent: int) -> list[str]:
    left, _, right = statement.removeprefix("assert ").partition(" == ")
    lines = ["assert (", f"    {left}", f"    == {right}", ")"]
    return [" " * indent + line for line in lines]


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


def _broken(text: bytes, node: ast.expr, indent: int) -> Iterator[str]:
    """Yield the lines of what has brackets, one item a line."""
    items = [*_items(node)]
    if not items:
        yield " " * indent + _text(text, node)
        return
    first = items[0][0]
    yield " " * indent + text[node.col_offset : first].decode()
    for start, value in items:
        whole = text[start : value.end_col_offset].decode()
        if width(whole) + indent + 5 <= WIDTH or not isinstance(value, _BRACKETS):
            yield f"{' ' * (indent + 4)}{whole},"
            continue
        lines = [*_broken(text, value, indent + 4)]
        head = text[start : value.col_offset].decode()
        lines[0] = " " * (indent + 4) + head + lines[0].lstrip()
        lines[-1] += ","
        yield from lines
    yield " " * indent + text[(node.end_col_offset or 0) - 1 : node.end_col_offset].decode()


def _items(node: ast.expr) -> Iterator[tuple[int, ast.expr]]:
    """Yield where each item in brackets begins, and its value."""
    if isinstance(node, ast.Call):
        yield from ((one.col_offset, one) for one in node.args)
        yield from ((one.col_offset, one.value) for one in node.keywords)
    elif isinstance(node, ast.Dict):
        keys = [key for key in node.keys if key is not None]
        yield from ((key.col_offset, one) for key, one in zip(keys, node.values, strict=True))
    else:
        parts: list[ast.expr] = getattr(node, "elts", [])
        yield from ((one.col_offset, one) for one in parts)


def _text(text: bytes, node: ast.expr) -> str:
    return text[node.col_offset : node.end_col_offset].decode()
