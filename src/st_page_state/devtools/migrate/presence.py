"""Keys and params without a first value: whether they are set where they are read."""

from __future__ import annotations

from itertools import dropwhile, takewhile

import libcst as cst

from st_page_state.devtools.migrate.uses import Kind, Source, Use

Uses = list[tuple[Source, Use]]


def unset_read(uses: Uses) -> tuple[Source, Use] | None:
    """Return a read of a key that may be unset there; None if each follows a test of presence."""
    for source, use in uses:
        if use.kind in (Kind.READ, Kind.AUGMENT) and not any(
            other is source and _covers(source, test, use) for other, test in uses
        ):
            return source, use
    return None


def caught(source: Source, node: cst.CSTNode) -> bool:
    """Return whether an exception of a read may be handled."""
    inner = node
    while not isinstance(inner, (cst.Module, cst.FunctionDef)):
        holder = source.parent(inner)
        if isinstance(holder, (cst.Try, cst.TryStar)) and holder.body is inner and holder.handlers:
            return True
        inner = holder
    return False


def _covers(source: Source, test: Use, read: Use) -> bool:
    """Return whether a key is set at a read because of a test, or of a write before it."""
    statement, is_plain = _statement(source, test)
    if statement is None:
        return False
    if is_positive(test):
        return _is_in(source, read.node, statement.body) or _is_after_and(source, test, read)
    if not is_plain or isinstance(statement, cst.IfExp):
        return False
    if statement.orelse is not None and _is_in(source, read.node, statement.orelse):
        return True
    if _is_in(source, read.node, statement.body):
        return _is_set_before(source, statement, read)
    sets = any(_writes(line, source, read.key) for line in statement.body.body)
    return sets and _follows(source, statement, read.node)


def _is_after_and(source: Source, test: Use, read: Use) -> bool:
    """Return whether a read stands at the right of ``"x" in st.session_state and ...``."""
    inner, holder = test.node, source.parent(test.node)
    while isinstance(holder, cst.BooleanOperation) and isinstance(holder.operator, cst.And):
        if holder.left is inner and _is_in(source, read.node, holder.right):
            return True
        inner, holder = holder, source.parent(holder)
    return False


def is_positive(test: Use) -> bool:
    """Return whether a test of presence asks with ``in``, not with ``not in``."""
    comparison = test.node
    assert isinstance(comparison, cst.Comparison)
    return isinstance(comparison.comparisons[0].operator, cst.In)


def _statement(source: Source, test: Use) -> tuple[cst.If | cst.IfExp | None, bool]:
    """Return the `if` whose test needs this one to hold, and whether it is the whole test."""
    if test.kind is not Kind.PRESENCE:
        return None, False
    inner: cst.CSTNode = test.node
    holder = source.parent(inner)
    while isinstance(holder, cst.BooleanOperation) and isinstance(holder.operator, cst.And):
        inner, holder = holder, source.parent(holder)
    if isinstance(holder, (cst.If, cst.IfExp)) and holder.test is inner:
        return holder, inner is test.node
    return None, False


def _is_in(source: Source, node: cst.CSTNode, block: cst.CSTNode) -> bool:
    """Return whether a node stands in a block, and in no function inside of it."""
    inner = node
    while not isinstance(inner, (cst.Module, cst.FunctionDef, cst.Lambda)):
        if inner is block:
            return True
        inner = source.parent(inner)
    return False


def _writes(line: cst.CSTNode, source: Source, key: str) -> bool:
    nodes = {id(use.node): use for use in source.session if use.kind is Kind.WRITE}
    if not isinstance(line, cst.SimpleStatementLine):
        return False
    for small in line.body:
        target = small.targets[0].target if isinstance(small, cst.Assign) else None
        use = nodes.get(id(target))
        if use is not None and use.key == key:
            return True
    return False


def _is_set_before(source: Source, statement: cst.If, read: Use) -> bool:
    """Return whether a statement of the block itself sets the key before a read."""
    lines = statement.body.body
    before = takewhile(lambda line: not _is_in(source, read.node, line), lines)
    return any(_writes(line, source, read.key) for line in before)


def _follows(source: Source, statement: cst.CSTNode, node: cst.CSTNode) -> bool:
    """Return whether a node stands in what follows a statement in its block."""
    block = source.parent(statement)
    lines = [*block.body] if isinstance(block, (cst.IndentedBlock, cst.Module)) else []
    after = dropwhile(lambda line: line is not statement, lines)
    return any(_is_in(source, node, line) for line in [*after][1:])
