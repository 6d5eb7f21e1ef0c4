"""What of an app's scripts is executed: imports, functions, classes, and what these need."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from st_page_state.devtools.reached import is_own


def execute(name: str, path: Path, tree: ast.Module, scope: dict[str, Any]) -> list[str]:
    """Execute the statements of a script that its classes need; return what went wrong."""
    needed = _needed(tree)
    errors: list[str] = []
    futures = [part for part in needed if _is_future(part)]
    for statement in needed:
        try:
            parts = [*futures, statement]  # each is compiled by itself
            exec(compile(ast.Module(parts, []), str(path), "exec", dont_inherit=True), scope)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - code of the app
            errors.append(f"{name}:{statement.lineno}: {type(error).__name__}: {error}")
    return errors


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def imported_inside(tree: ast.AST, folder: Path, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a piece of source imports of the app's own modules further inside.

    What fails is under ``__failed__``: it may be meant for another place.
    """
    found: dict[str, Any] = {k: scope[k] for k in ("__name__", "__package__") if k in scope}
    failed: list[tuple[int, str]] = []
    top = getattr(tree, "body", []) if isinstance(tree, ast.Module) else []
    idle = _never_named(tree) if isinstance(tree, ast.Module) else set[ast.AST]()
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        waiting += [child for child in ast.iter_child_nodes(node) if child not in idle]
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in top:
            module = getattr(node, "module", None) or node.names[0].name
            if getattr(node, "level", 0) or _is_own_module(module, folder):
                try:
                    exec(compile(ast.Module([node], []), "<import>", "exec"), found)
                except (Exception, SystemExit) as error:  # noqa: BLE001 - code of the app
                    failed.append((node.lineno, f"{type(error).__name__}: {error}"))
    names = {name: value for name, value in found.items() if not name.startswith("__")}
    return {**names, "__failed__": failed} if failed else names


def _never_named(tree: ast.Module) -> set[ast.AST]:
    """Return the functions of a script that nothing in it names."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return {
        node for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name not in used and not node.decorator_list
    }  # fmt: skip


def _is_own_module(name: str, folder: Path) -> bool:
    root = name.partition(".")[0]
    first = folder / root
    if first.is_dir() or first.with_suffix(".py").is_file():
        return True
    spec = None
    if root not in sys.stdlib_module_names:
        with suppress(ImportError, ValueError):
            spec = find_spec(root)
    if spec is None:
        return False
    scope = vars(sys.modules[root]) if root in sys.modules else {}
    inside = (
        [*map(str, Path(spec.submodule_search_locations[0]).glob("*.py"))]
        if (spec.origin is None and spec.submodule_search_locations)
        else []
    )
    file = next(iter(inside), spec.origin)
    return is_own(folder.resolve(), file, scope)


def _needed(tree: ast.Module) -> list[ast.stmt]:
    """Return the statements to execute, in their order."""
    needed: set[str] = set()
    chosen: list[ast.stmt] = []
    for statement in reversed(tree.body):
        is_part = isinstance(statement, _PARTS) or _is_guarded(statement) or _adds_place(statement)
        assigned = _assigned(statement)
        if is_part or not needed.isdisjoint(assigned):
            chosen.append(statement)
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                needed |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
            else:
                needed |= {
                    node.id
                    for part in (*statement.decorator_list, statement.args)
                    for node in ast.walk(part)
                    if isinstance(node, ast.Name)
                }
    return chosen[::-1]


_PARTS = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _adds_place(statement: ast.stmt) -> bool:
    """Return whether a statement says where modules are: ``sys.path.append(...)``."""
    match statement:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(
                    value=ast.Attribute(value=ast.Name(id="sys"), attr="path"),
                    attr="append" | "insert" | "extend",
                )
            )
        ):
            return True
        case _:
            return False


def _is_guarded(statement: ast.stmt) -> bool:
    """Return whether a ``try`` or an ``if`` only decides what is imported or defined."""
    if isinstance(statement, ast.Try):
        parts = [*statement.body, *statement.orelse, *statement.finalbody]
        parts += [part for handler in statement.handlers for part in handler.body]
    elif isinstance(statement, ast.If):
        if any(isinstance(node, ast.Call) for node in ast.walk(statement.test)):
            return False
        parts = [*statement.body, *statement.orelse]
    else:
        return False
    simple = (part for part in parts if not isinstance(part, ast.Assign | ast.AnnAssign | ast.Pass))
    kinds = [isinstance(part, _PARTS) or _is_guarded(part) or _adds_place(part) for part in simple]
    return bool(kinds) and all(kinds)


def _assigned(statement: ast.stmt) -> set[str]:
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return set()
    stores = (n for n in ast.walk(statement) if isinstance(n, ast.Name))
    return {node.id for node in stores if isinstance(node.ctx, ast.Store)}
