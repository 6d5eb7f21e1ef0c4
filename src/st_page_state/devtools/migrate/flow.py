"""Where the names of a module get their values, and where the value of an expression goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.uses import Source


class Way(Enum):
    """How a statement binds a name, and so how the name can be given a type."""

    ASSIGNED = auto()  # `x = 1` alone: `x: Any = 1`
    OTHERWISE = auto()  # a loop, a walrus, several names at once: `x: Any` in a line before
    FIXED = auto()  # an import, a function, a parameter, an annotation: it has one


@dataclass(eq=False)
class Bound:
    """One binding of a name.

    Attributes:
        name: the name.
        node: what binds it.
        way: how it does.
        value: the expression that it becomes, if it becomes just that.
    """

    name: str
    node: cst.CSTNode
    way: Way
    value: cst.BaseExpression | None = None

    def given(self) -> cst.BaseExpression | None:
        """Return the expression that it is bound to, or to a part of which."""
        match self.node:
            case cst.Assign(value=value) | cst.AugAssign(value=value) | cst.For(iter=value):
                return value
            case _:
                return self.value


@dataclass(eq=False)
class Flow(cst.CSTVisitor):
    """The bindings and uses of the names of one module.

    Attributes:
        source: the module.
        bound: the bindings by the scope and the name, in order.
        read: where each name is used, without its bindings.
    """

    source: Source
    bound: dict[tuple[cst.CSTNode, str], list[Bound]] = field(
        default_factory=dict[tuple[cst.CSTNode, str], list[Bound]]
    )
    read: dict[str, list[cst.Name]] = field(default_factory=dict[str, list[cst.Name]])
    _shared: set[tuple[cst.CSTNode, str]] = field(default_factory=set[tuple[cst.CSTNode, str]])

    @classmethod
    def of(cls, source: Source) -> Flow:
        """Return the flow of a module."""
        found = cls(source)
        source.module.visit(found)
        return found

    def visit_Global(self, node: cst.Global) -> None:
        for each in node.names:
            self._shared.add((self._scope(node), each.name.value))

    def visit_Nonlocal(self, node: cst.Nonlocal) -> None:
        for each in node.names:
            self._shared.add((self._scope(node), each.name.value))

    def visit_Name(self, node: cst.Name) -> None:
        holder = self.source.parent(node)
        if isinstance(holder, cst.Attribute) and holder.attr is node:
            return
        if isinstance(holder, (cst.Arg, cst.Param)) and getattr(holder, "keyword", None) is node:
            return
        self.read.setdefault(node.value, []).append(node)

    def visit_Assign(self, node: cst.Assign) -> None:
        only = node.targets[0].target
        if len(node.targets) == 1 and isinstance(only, cst.Name):
            self._bind(only, node, Way.ASSIGNED, node.value)
            return
        for each in node.targets:
            value = node.value if isinstance(each.target, cst.Name) else None
            self._loosely(each.target, node, value)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        if isinstance(node.target, cst.Name):
            self._bind(node.target, node, Way.FIXED, node.value)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._loosely(node.target, node, None)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._loosely(node.target, node, node.value)

    def visit_For(self, node: cst.For) -> None:
        self._loosely(node.target, node, None)

    def visit_WithItem(self, node: cst.WithItem) -> None:
        if node.asname is not None:
            self._loosely(node.asname.name, node, None)

    def visit_Param(self, node: cst.Param) -> None:
        self._bind(node.name, node, Way.FIXED, None)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._bind(node.name, self.source.parent(node), Way.FIXED, None)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._bind(node.name, self.source.parent(node), Way.FIXED, None)

    def visit_ImportAlias(self, node: cst.ImportAlias) -> None:
        name = node.asname.name if node.asname is not None else node.name
        if isinstance(name, cst.Name):
            self._bind(name, node, Way.FIXED, None)

    def _loosely(
        self, target: cst.BaseExpression, node: cst.CSTNode, value: cst.BaseExpression | None
    ) -> None:
        if isinstance(target, cst.Name):
            self._bind(target, node, Way.OTHERWISE, value)
        elif isinstance(target, (cst.Tuple, cst.List)):
            for each in target.elements:
                self._loosely(each.value, node, None)

    def _bind(
        self, name: cst.Name, node: cst.CSTNode, way: Way, value: cst.BaseExpression | None
    ) -> None:
        scope = self._scope(node)
        if (scope, name.value) in self._shared:
            scope, way = self.source.module, Way.FIXED
        self.bound.setdefault((scope, name.value), []).append(Bound(name.value, node, way, value))

    def _scope(self, node: cst.CSTNode) -> cst.CSTNode:
        inner = node
        while not isinstance(inner, (cst.Module, cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            inner = self.source.parent(inner)
        return inner

    def home(self, name: cst.Name) -> tuple[cst.CSTNode, str]:
        """Return the scope that binds a name, and the name."""
        scope = self._scope(name)
        while scope is not self.source.module and (scope, name.value) not in self.bound:
            scope = self._scope(self.source.parent(scope))
        return scope, name.value

    def times(self, name: cst.Name) -> int:
        """Return how often a name is bound where it stands."""
        return len(self.bound.get(self.home(name), ()))

    def onward(self, node: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
        """Yield an expression, and the uses of the name that just it is assigned to."""
        yield node
        holder = self.source.parent(node)
        target: cst.BaseExpression | None = None
        if isinstance(holder, (cst.Assign, cst.NamedExpr)):
            target = holder.targets[0].target if isinstance(holder, cst.Assign) else holder.target
        if isinstance(target, cst.Name) and self.times(target) == 1:
            for each in self.read[target.value]:
                if each is not target and self.home(each) == self.home(target):
                    yield each


def line_of(source: Source, node: cst.CSTNode) -> cst.CSTNode:
    """Return the line of a block that a node stands in: what a line can be put before."""
    inner, holder = node, source.parent(node)
    while not (
        isinstance(holder, (cst.Module, cst.IndentedBlock)) and isinstance(inner, cst.BaseStatement)
    ):
        inner, holder = holder, source.parent(holder)
    return inner


def nodes_in(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """Yield a node and those inside of it."""
    yield node
    for child in node.children:
        yield from nodes_in(child)


def of_any_type(assign: cst.Assign) -> cst.AnnAssign:
    """Return an assignment to a name that holds values of any type."""
    target = assign.targets[0].target
    equal = cst.MaybeSentinel.DEFAULT
    return cst.AnnAssign(
        target, cst.Annotation(cst.Name("Any")), assign.value, equal, assign.semicolon
    )


def after_declared(names: list[str], line: Any) -> cst.FlattenSentinel[Any]:
    """Return a line and what declares names in front of it."""
    declared = [cst.parse_statement(f"{name}: Any") for name in dict.fromkeys(names)]
    first = declared[0].with_changes(leading_lines=line.leading_lines)
    return cst.FlattenSentinel([first, *declared[1:], line.with_changes(leading_lines=[])])
