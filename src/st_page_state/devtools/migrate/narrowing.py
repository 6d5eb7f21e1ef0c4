"""Whether the reads of a value that may be None need it to be something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import libcst as cst

from st_page_state.devtools.migrate.flow import Flow
from st_page_state.devtools.migrate.guards import session_key
from st_page_state.devtools.migrate.keys import known_key
from st_page_state.devtools.migrate.literals import literal
from st_page_state.devtools.migrate.names import SESSION
from st_page_state.devtools.migrate.types import Inference, Types

_TAKES_ANY = {
    "str", "repr", "bool", "print", "isinstance", "type", "id", "callable", "write", "dumps",
    "append",
}  # fmt: skip
_STOPS = {"stop", "rerun", "exit", "switch_page"}
_ALIKE = (cst.Equal, cst.NotEqual, cst.Is, cst.IsNot)


class Reads:
    """Judges the reads of one key in one module.

    Args:
        flow: the module's names.
        key: the key.
        types: the types of its values.
        inference: infers the types of the module's expressions.
    """

    def __init__(self, flow: Flow, key: str, types: Types, inference: Inference) -> None:
        self._flow, self._source, self._key = flow, flow.source, key
        self._inference = inference
        self._is_optional = len(types - {"None"}) == 1
        self._is_number = types <= {"int", "float"}

    def is_safe(self, node: cst.BaseExpression) -> bool:
        """Return whether a read, and what it is assigned to, may be of any type."""
        names = {each.value for each in self._flow.onward(node) if isinstance(each, cst.Name)}
        return all(self._fits(each, names) for each in self._flow.onward(node))

    def _fits(self, node: cst.BaseExpression, names: set[str]) -> bool:
        if self._takes_any(node, names):
            return True
        return self._is_optional and self._is_narrowed(node, names)

    def _takes_any(self, node: cst.BaseExpression, names: set[str]) -> bool:
        holder = self._source.parent(node)
        match holder:
            case cst.Expr() | cst.FormattedStringExpression() | cst.Assert() | cst.If():
                return True
            case cst.While():
                return holder.test is node
            case cst.UnaryOperation():
                return isinstance(holder.operator, cst.Not)
            case cst.Comparison():
                return self._is_compared(holder)
            case cst.ComparisonTarget():
                return isinstance(holder.operator, _ALIKE)
            case cst.BooleanOperation():
                return self._fits(holder, names)
            case cst.BinaryOperation() | cst.AugAssign():
                return self._is_number
            case cst.IfExp():
                return holder.test is node or self._fits(holder, names)
            case cst.Arg():
                call = self._source.parent(holder)
                return isinstance(call, cst.Call) and self._is_given(call)
            case cst.Assign() | cst.NamedExpr():
                return self._is_assigned(holder)
            case cst.Return():
                return self._is_returned(holder)
            case _:
                return False

    def _is_compared(self, holder: cst.Comparison) -> bool:
        return self._is_number or all(
            isinstance(each.operator, (*_ALIKE, cst.In, cst.NotIn)) for each in holder.comparisons
        )

    def _is_given(self, call: cst.Call) -> bool:
        func = call.func.attr if isinstance(call.func, cst.Attribute) else call.func
        name = func.value if isinstance(func, cst.Name) else ""
        functions = self._source.names.functions.get(name, [])
        untyped = functions and all(_is_untyped(each) for each in functions)
        return bool(untyped) or name in _TAKES_ANY

    def _is_assigned(self, holder: cst.Assign | cst.NamedExpr) -> bool:
        target = holder.targets[0].target if isinstance(holder, cst.Assign) else holder.target
        if isinstance(target, cst.Name):
            return self._flow.times(target) == 1
        return session_key(self._source, target) is not None

    def _is_returned(self, node: cst.Return) -> bool:
        inner: cst.CSTNode = node
        while not isinstance(inner, cst.FunctionDef):
            inner = self._source.parent(inner)
        return inner.returns is None

    def _is_narrowed(self, node: cst.BaseExpression, names: set[str]) -> bool:
        """Return whether a test or a write before a read says that it is not None."""
        inner: cst.CSTNode = node
        while not isinstance(inner, (cst.Module, cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            holder = self._source.parent(inner)
            match holder:
                case cst.If() | cst.IfExp() | cst.While() if holder.test is not inner:
                    if self._says(holder.test, names, is_set=holder.body is inner):
                        return True
                case cst.BooleanOperation(left=left, operator=cst.And(), right=right):
                    if right is inner and self._says(left, names, is_set=True):
                        return True
                case cst.BooleanOperation(left=left, operator=cst.Or(), right=right):
                    if right is inner and self._says(left, names, is_set=False):
                        return True
                    if left is inner and inner is node:
                        return True
                case cst.IndentedBlock() | cst.Module():
                    if any(self._ensures(line, names) for line in _before(holder, inner)):
                        return True
                case _:
                    pass
            inner = holder
        return False

    def _ensures(self, line: cst.CSTNode, names: set[str]) -> bool:
        """Return whether a statement leaves a value that is not None."""
        if isinstance(line, cst.If):
            leaves = line.orelse is None and _leaves(line.body)
            sets = any(self._ensures(each, names) for each in line.body.body)
            return (leaves or sets) and self._says(line.test, names, is_set=False)
        if not isinstance(line, cst.SimpleStatementLine):
            return False
        for small in line.body:
            if isinstance(small, cst.Assert) and self._says(small.test, names, is_set=True):
                return True
            target = small.targets[0].target if isinstance(small, cst.Assign) else None
            if isinstance(small, cst.Assign) and target is not None and self._is_it(target, names):
                types = self._inference.types(small.value)
                if types and "None" not in types:
                    return True
        return False

    def _says(self, test: cst.BaseExpression, names: set[str], *, is_set: bool) -> bool:
        """Return whether a test that holds, or that does not, says that the value is not None."""
        match test:
            case cst.UnaryOperation(operator=cst.Not(), expression=inner):
                return self._says(inner, names, is_set=not is_set)
            case cst.BooleanOperation(left=left, operator=operator, right=right):
                joins = cst.And if is_set else cst.Or
                return isinstance(operator, joins) and any(
                    self._says(each, names, is_set=is_set) for each in (left, right)
                )
            case cst.Comparison(left=left, comparisons=[compared]):
                return self._is_told(left, compared, names, is_set=is_set)
            case cst.NamedExpr(target=target, value=value):
                return is_set and (self._is_it(target, names) or self._is_it(value, names))
            case _:
                return is_set and self._is_it(test, names)

    def _is_told(
        self,
        left: cst.BaseExpression,
        compared: cst.ComparisonTarget,
        names: set[str],
        *,
        is_set: bool,
    ) -> bool:
        kinds = (cst.IsNot, cst.NotEqual, cst.In) if is_set else (cst.Is, cst.Equal, cst.NotIn)
        if not isinstance(compared.operator, kinds):
            return False
        if self._source.names.state(compared.comparator) == SESSION:
            return known_key(left) == self._key
        nothing = literal(compared.comparator) == (True, None)
        return nothing and self._is_it(left, names)

    def _is_it(self, node: cst.BaseExpression, names: set[str]) -> bool:
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.args:
            whole = self._source.names.state(node.func.value) == SESSION
            got = whole and node.func.attr.value == "get"
            return got and known_key(node.args[0].value) == self._key
        if isinstance(node, cst.Name):
            return node.value in names
        return session_key(self._source, node) == self._key


def _is_untyped(function: cst.FunctionDef) -> bool:
    params = function.params
    return all(each.annotation is None for each in (*params.params, *params.kwonly_params))


def _before(block: cst.IndentedBlock | cst.Module, line: cst.CSTNode) -> Iterator[cst.CSTNode]:
    return takewhile(lambda each: each is not line, block.body)


def _leaves(block: cst.BaseSuite) -> bool:
    """Return whether a block ends with leaving what it stands in."""
    last = block.body[-1] if block.body else None
    small = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else last
    if isinstance(small, cst.Expr) and isinstance(small.value, cst.Call):
        func = small.value.func
        return isinstance(func, cst.Attribute) and func.attr.value in _STOPS
    return isinstance(small, (cst.Return, cst.Raise, cst.Continue, cst.Break))
