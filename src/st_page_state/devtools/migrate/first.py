"""Scripts for the first implementation: they run as they are; what a type checker wants."""

from __future__ import annotations

from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.fields import Left
from st_page_state.devtools.migrate.uses import Source

_GONE = {
    "RedisBackend": "here a store is named by configure(store=...) and used by Config.persist",
}


class _ByName(cst.CSTTransformer):
    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        args = updated_node.args
        called = isinstance(updated_node.func, cst.Name) and updated_node.func.value == "StateVar"
        if not called or not args or args[0].keyword is not None or args[0].star:
            return updated_node
        named: list[Any] = []
        for name, arg in zip(("default", "url_key", "value_map"), args, strict=False):
            equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
            keyword = arg.keyword or cst.Name(name)
            named.append(arg.with_changes(keyword=keyword, equal=equal))
        return updated_node.with_changes(args=[*named, *args[len(named) :]])


def renewed(source: Source, module: cst.Module, left: list[Left]) -> cst.Module:
    """Name the arguments of StateVar, as type checkers want them."""
    if "st_page_state" not in source.names.used or "StateVar" not in source.names.bound:
        return module
    for statement in source.module.body:
        small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        if isinstance(small, cst.ImportFrom) and not isinstance(small.names, cst.ImportStar):
            names = [alias.evaluated_name for alias in small.names]
            line = source.line(small)
            left += [Left(source.path, line, name, _GONE[name]) for name in names if name in _GONE]
    return module.visit(_ByName())
