"""Values that an expression of an app may have, as far as they can be known without running it.

Where a branch or a loop decides, all values are taken. A call is made only if it has no effects:
those of texts, paths and containers; a function of the app is not called, what it returns is read.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from types import FunctionType
from typing import Any

from st_page_state.devtools.source_bindings import Bindings
from st_page_state.devtools.source_calls import Calls
from st_page_state.devtools.source_kinds import (
    MOST,
    Frame,
    Local,
    Mapped,
    Mark,
    Several,
    UnknownValueError,
    attribute,
    bounded,
    elements,
    entries,
    is_plain,
    position,
    positions,
)
from st_page_state.devtools.source_names import (
    Code,
    Comprehension,
    Function,
    targets,
)

_DEEPEST = 40
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda one, two: one + two,
    ast.Div: lambda one, two: one / two,
    ast.Mod: lambda one, two: one % two,
    ast.Sub: lambda one, two: one - two,
}


class Values:
    """Reads the values of expressions.

    Args:
        folder: the folder of the app's main file.
        code_of: returns the source of one of the app's functions, and its node.
        calls_of: returns the calls of a function that stands in source, each with its source.
    """

    def __init__(
        self,
        folder: Path,
        code_of: Callable[[FunctionType], tuple[Code, Function] | None],
        calls_of: Callable[[str], list[tuple[Code, ast.Call]]],
    ) -> None:
        self.folder = folder
        self._depth = 0
        self._calls = Calls(self)
        self._bindings = Bindings(self, code_of, calls_of)

    def of(self, node: ast.expr, code: Code, frame: Frame | None = None) -> list[Any]:
        """Return the values that an expression may have.

        Raises:
            UnknownValueError: one of them is not known.
        """
        self._depth += 1
        try:
            if self._depth > _DEEPEST:
                raise UnknownValueError
            found = self._of(node, code, {} if frame is None else frame)
        finally:
            self._depth -= 1
        if not found or len(found) > MOST:
            raise UnknownValueError
        return found

    def _of(self, node: ast.expr, code: Code, frame: Frame) -> list[Any]:
        match node:
            case ast.Constant():
                return [node.value]
            case ast.Name():
                return self._bindings.name(node, code, frame)
            case ast.List() | ast.Tuple() | ast.Set():
                return [Several(tuple(self._items(node.elts, code, frame)))]
            case ast.Dict():
                return [Mapped(tuple(self._entries(node, code, frame)))]
            case ast.JoinedStr():
                return self._joined(node, code, frame)
            case ast.BinOp():
                return self._combined(node, code, frame)
            case ast.IfExp():
                return self.of(node.body, code, frame) + self.of(node.orelse, code, frame)
            case ast.BoolOp():
                return [each for part in node.values for each in self.of(part, code, frame)]
            case ast.Subscript():
                return self._subscript(node, code, frame)
            case ast.Attribute():
                return self._attribute(node, code, frame)
            case ast.Call():
                return self._calls.of(node, code, frame)
            case ast.NamedExpr():
                return self.of(node.value, code, frame)
            case ast.Lambda():
                return [Local(node, code, frame)]
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return [self._comprehension(node, code, frame)]
            case _:
                raise UnknownValueError

    def _items(self, parts: list[ast.expr], code: Code, frame: Frame) -> Iterator[list[Any]]:
        for part in parts:
            if isinstance(part, ast.Starred):
                for value in self.of(part.value, code, frame):
                    yield from ([each] for each in elements(value))
            else:
                yield self.of(part, code, frame)

    def _entries(
        self, node: ast.Dict, code: Code, frame: Frame
    ) -> Iterator[tuple[list[Any], list[Any]]]:
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                yield self.of(key, code, frame), self.of(value, code, frame)
                continue
            for merged in self.of(value, code, frame):
                yield from entries(merged)

    def _joined(self, node: ast.JoinedStr, code: Code, frame: Frame) -> list[Any]:
        parts: list[list[str]] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                values = self.of(part.value, code, frame)
                if part.format_spec is not None or not all(is_plain(each) for each in values):
                    raise UnknownValueError
                parts.append([repr(v) if part.conversion == ord("r") else str(v) for v in values])
            else:
                parts.append([str(value) for value in self.of(part, code, frame)])
        return ["".join(each) for each in bounded(product(*parts))]

    def _combined(self, node: ast.BinOp, code: Code, frame: Frame) -> list[Any]:
        left, right = self.of(node.left, code, frame), self.of(node.right, code, frame)
        found: list[Any] = []
        for one, two in bounded(product(left, right)):
            if isinstance(node.op, ast.Add) and isinstance(one, Several | list | tuple):
                found.append(Several((*positions(one), *positions(two))))
            elif isinstance(node.op, ast.BitOr) and isinstance(one, Mapped | dict):
                found.append(Mapped((*entries(one), *entries(two))))
            elif type(node.op) in _OPERATORS and isinstance(one, str | Path | int):
                try:
                    found.append(_OPERATORS[type(node.op)](one, two))
                except (TypeError, ValueError, ZeroDivisionError):
                    raise UnknownValueError from None
            else:
                raise UnknownValueError
        return found

    def _subscript(self, node: ast.Subscript, code: Code, frame: Frame) -> list[Any]:
        wholes = self.of(node.value, code, frame)
        try:
            keys = self.of(node.slice, code, frame)
        except UnknownValueError:
            keys = []
        found: list[Any] = []
        for whole in wholes:
            if isinstance(whole, Mapped | dict):
                pairs = entries(whole)
                fit = [v for k, values in pairs if any(key in k for key in keys) for v in values]
                found += fit or [v for _, values in pairs for v in values]
            elif len(keys) == 1 and isinstance(keys[0], int):
                found += position(whole, keys[0])
            else:
                sliced = isinstance(node.slice, ast.Slice)
                found += [Several(tuple(positions(whole)))] if sliced else elements(whole)
        return found

    def _attribute(self, node: ast.Attribute, code: Code, frame: Frame) -> list[Any]:
        if code.is_streamlit(node):
            return [Mark.PAGE if node.attr == "Page" else Mark.NAVIGATION]
        found: list[Any] = []
        for value in self.of(node.value, code, frame):
            found += attribute(value, node.attr)
        return found

    def _comprehension(self, node: Comprehension, code: Code, frame: Frame) -> Any:
        found: list[tuple[list[Any], list[Any]]] = []
        for inner in self.looped(node.generators, code, frame):
            if isinstance(node, ast.DictComp):
                found.append((self.of(node.key, code, inner), self.of(node.value, code, inner)))
            else:
                found.append(([], self.of(node.elt, code, inner)))
            if len(found) > MOST:
                raise UnknownValueError
        if isinstance(node, ast.DictComp):
            return Mapped(tuple(found))
        return Several(tuple(values for _, values in found))

    def looped(
        self, generators: list[ast.comprehension], code: Code, frame: Frame
    ) -> Iterator[Frame]:
        """Yield what the names of a comprehension are, for each of its elements."""
        if not generators:
            yield frame
            return
        first, *others = generators
        for value in self.of(first.iter, code, frame):
            for element in elements(value):
                inner = {**frame, **self.taken(first.target, element)}
                if not any(self._is_false(test, code, inner) for test in first.ifs):
                    yield from self.looped(others, code, inner)

    def taken(self, target: ast.expr, value: Any) -> Frame:
        """Return what the names of a loop's target are for one element."""
        found: dict[str, list[Any]] = {}
        for name, path in targets(target, None):
            values = [value]
            for number in path:
                values = [each for one in values for each in position(one, number)]
            found[name] = values
        return found

    def _is_false(self, test: ast.expr, code: Code, frame: Frame) -> bool:
        """Return whether a plain comparison or method is false for certain."""
        match test:
            case ast.UnaryOp(op=ast.Not()):
                try:
                    return all(self.of(test.operand, code, frame))
                except UnknownValueError:
                    return False
            case ast.Compare(ops=[op], comparators=[right]):
                compare = _COMPARED.get(type(op))
                try:
                    sides = self.of(test.left, code, frame), self.of(right, code, frame)
                    pairs = list(product(*sides))
                    plain = all(is_plain(each) for pair in pairs for each in pair)
                    return plain and compare is not None and not any(compare(*p) for p in pairs)
                except (UnknownValueError, TypeError):
                    return False
            case _:
                try:
                    return not any(self.of(test, code, frame))
                except UnknownValueError:
                    return False

    def built_in(self, name: str) -> list[Any]:
        """Return the value of a name that nothing in the app binds."""
        return self._calls.built_in(name)

    def returns(self, value: FunctionType | Local, frame: Callable[[Function], Frame]) -> list[Any]:
        """Return what a function of the app may return, without calling it."""
        return self._bindings.returns(value, frame)


_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: lambda one, two: one == two, ast.NotEq: lambda one, two: one != two,
    ast.In: lambda one, two: one in two, ast.NotIn: lambda one, two: one not in two,
}  # fmt: skip
