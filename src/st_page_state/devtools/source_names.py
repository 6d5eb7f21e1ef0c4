"""What a name may stand for at a place in a piece of source: its bindings, without running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


class Binding(NamedTuple):
    """One way in which a name gets a value.

    Attributes:
        value: the expression.
        path: how the value is taken out of it: None for an element, a number for a position.
        adds: whether the expression only adds elements to what the name has.
    """

    value: ast.expr
    path: tuple[int | None, ...] = ()
    adds: bool = False


@dataclass(eq=False)
class Code:
    """The source of one module.

    Attributes:
        file: its file.
        tree: its syntax tree.
        scope: what its names are, as far as they were executed.
        is_script: whether only some of its statements were executed.
    """

    file: Path
    tree: ast.Module
    scope: Mapping[str, Any]
    is_script: bool = False

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node that holds each node."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """Yield the nodes that hold a node, from the innermost on."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def bindings(self, holder: ast.AST, name: str) -> list[Binding]:
        """Return the bindings of a name in a function or a module, without functions inside."""
        return [each for found, each in _bindings_in(holder) if found == name]

    def is_streamlit(self, node: ast.expr) -> bool:
        """Return whether an expression is ``st.Page`` or ``st.navigation``."""
        if not isinstance(node, ast.Attribute) or node.attr not in ("Page", "navigation"):
            return False
        owner = node.value
        if not isinstance(owner, ast.Name):
            return False
        module = getattr(self.scope.get(owner.id), "__name__", "")
        return module.startswith("streamlit") or (not module and owner.id in ("st", "streamlit"))


def arguments_of(function: Function) -> list[str]:
    """Return the names of a function's arguments, those by position first."""
    args = function.args
    return [arg.arg for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)]


def default_of(function: Function, name: str) -> ast.expr | None:
    """Return the default of an argument."""
    args = function.args
    by_place = [*args.posonlyargs, *args.args]
    defaults = dict(zip([a.arg for a in by_place][::-1], args.defaults[::-1], strict=False))
    return defaults.get(name) or dict(
        zip([a.arg for a in args.kwonlyargs], args.kw_defaults, strict=True)
    ).get(name)


def within(holder: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function or a module, without those of functions and classes inside."""
    waiting: list[ast.AST] = [*ast.iter_child_nodes(holder)]
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


def returned(function: Function) -> list[ast.expr]:
    """Return the expressions that a function returns, or yields."""
    if isinstance(function, ast.Lambda):
        return [function.body]
    return [
        node.value
        for node in within(function)
        if isinstance(node, ast.Return | ast.Yield) and node.value
    ]


_ADDING = {"append": 0, "add": 0, "insert": 1, "extend": 0, "update": 0, "setdefault": 1}


def _bindings_in(holder: ast.AST) -> Iterator[tuple[str, Binding]]:
    for node in within(holder):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _bound(target, Binding(node.value))
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            yield from _bound(node.target, Binding(node.value))
        elif isinstance(node, ast.AugAssign):
            yield from _bound(node.target, Binding(node.value, adds=True))
        elif isinstance(node, ast.For | ast.AsyncFor):
            yield from _bound(node.target, Binding(node.iter, (None,)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = _ADDING.get(node.func.attr, -1)
            root = _root(node.func.value)
            if root and 0 <= place < len(node.args):
                value = node.args[place]
                one = node.func.attr not in ("extend", "update")
                each = ast.copy_location(ast.List([value], ast.Load()), value) if one else value
                yield root, Binding(each, adds=True)


def _bound(target: ast.expr, binding: Binding) -> Iterator[tuple[str, Binding]]:
    if isinstance(target, ast.Name):
        yield target.id, binding
    elif isinstance(target, ast.Tuple | ast.List):
        for number, part in enumerate(target.elts):
            yield from _bound(part, binding._replace(path=(*binding.path, number)))
    elif isinstance(target, ast.Subscript):
        root = _root(target)
        if root:
            one = ast.copy_location(ast.List([binding.value], ast.Load()), binding.value)
            yield root, Binding(one, adds=True)


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def targets(target: ast.expr, value: Any) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the names that a target binds, each with its place in the value."""
    for name, binding in _bound(target, Binding(value)):
        yield name, tuple(part for part in binding.path if part is not None)


def imported_in(holder: ast.AST, name: str) -> Any:
    """Return what a function imports by a name, of a module that is loaded."""
    for node in within(holder):
        if isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                if (alias.asname or alias.name.partition(".")[0]) != name:
                    continue
                if isinstance(node, ast.Import):
                    return sys.modules.get(alias.name if alias.asname else name)
                whole = sys.modules.get(node.module or "")
                inner = sys.modules.get(f"{node.module}.{alias.name}")
                return getattr(whole, alias.name, inner)
    return None


def function_in(holder: ast.AST, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return a function inside another one, or a module, by its name."""
    for node in ast.walk(holder):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node is not holder
            and node.name == name
        ):
            return node
    return None
