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

from st_page_state.devtools.source_calls import Calls
from st_page_state.devtools.source_kinds import (
    MOST,
    Frame,
    Local,
    Made,
    Mapped,
    Mark,
    Several,
    UnknownValueError,
    added_by,
    all_of,
    attribute,
    bounded,
    elements,
    entries,
    is_plain,
    marked,
    position,
    positions,
)
from st_page_state.devtools.source_names import (
    Binding,
    Code,
    Comprehension,
    Function,
    arguments_of,
    default_of,
    function_in,
    imported_in,
    returned,
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
        self._code_of, self._calls_of = code_of, calls_of
        self._active: set[tuple[ast.AST, str]] = set()
        self._depth = 0
        self._calls = Calls(self)

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
                return self._name(node, code, frame)
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

    def _name(self, node: ast.Name, code: Code, frame: Frame) -> list[Any]:
        name = node.id
        if name in frame and not _is_changed(node, code):
            return frame[name]
        key = (node, name)
        if key in self._active:
            raise UnknownValueError
        self._active.add(key)
        try:
            return self._looked_up(node, code, frame)
        finally:
            self._active.discard(key)

    def _looked_up(self, node: ast.Name, code: Code, frame: Frame) -> list[Any]:
        name = node.id
        inner: ast.AST = node
        for holder in code.above(node):
            if isinstance(holder, Comprehension):
                bound = [g for g in holder.generators if name in dict(targets(g.target, None))]
                if bound and inner is not holder.generators[0]:
                    frames = self.looped(holder.generators, code, frame)
                    return [value for each in frames for value in each[name]]
            elif isinstance(holder, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                local = code.bindings(holder, name)
                given = name in arguments_of(holder)
                first = frame.get(name) or (self._argument(holder, name, code) if given else [])
                first = first if given or not local else []
                if given or local:
                    return first + self._bound(local, code, frame, has_first=given)
                found = imported_in(holder, name)
                if found is not None:
                    return [marked(found)]
                nested = function_in(holder, name)
                if nested is not None:
                    return [Local(nested, code, frame)]
            inner = holder
        return self._global(name, code, frame)

    def _global(self, name: str, code: Code, frame: Frame) -> list[Any]:
        bindings = code.bindings(code.tree, name)
        if name in code.scope and not (code.is_script and bindings):
            return [marked(code.scope[name])]
        if bindings:
            return self._bound(bindings, code, frame, has_first=False)
        function = function_in(code.tree, name)
        if function is not None:
            return [Local(function, code, {})]
        return self._calls.built_in(name)

    def _bound(
        self, bindings: list[Binding], code: Code, frame: Frame, *, has_first: bool
    ) -> list[Any]:
        """Return the values of all bindings; what is added to a list is among each one's items."""
        whole: list[Any] = []
        added: list[list[Any]] = []
        for binding in bindings:
            values = self.of(binding.value, code, frame)
            for step in binding.path:
                values = [
                    each for one in values
                    for each in (elements(one) if step is None else position(one, step))
                ]  # fmt: skip
            if binding.adds:
                added += [[each] for value in values for each in added_by(value)]
            else:
                whole += values
        if not added:
            return whole
        if has_first or not whole:
            return [Several(tuple(added))]
        return [Several((*all_of(value), *added)) for value in whole]

    def _argument(self, function: Function, name: str, code: Code) -> list[Any]:
        """Return what a function is given for an argument, by all of its calls."""
        found: list[Any] = []
        default = default_of(function, name)
        place = arguments_of(function).index(name)
        holder = code.parents.get(function)
        if isinstance(holder, ast.ClassDef) and name in ("self", "cls"):
            owner = code.scope.get(holder.name)
            return [Made(owner, {})] if isinstance(owner, type) else []
        for other, call in self._calls_of(getattr(function, "name", "")):
            by_name = {word.arg: word.value for word in call.keywords}
            given = by_name.get(name, call.args[place] if place < len(call.args) else default)
            if given is None or isinstance(given, ast.Starred):
                raise UnknownValueError
            found += self.of(given, other)
        if not found:
            raise UnknownValueError
        return found

    def returns(self, value: FunctionType | Local, frame: Callable[[Function], Frame]) -> list[Any]:
        """Return what a function of the app may return, without calling it."""
        known = (value.code, value.node) if isinstance(value, Local) else self._code_of(value)
        if known is None:
            raise UnknownValueError
        code, function = known
        outer: Frame = value.frame if isinstance(value, Local) else {}
        inner = {**outer, **frame(function)}
        found = [each for part in returned(function) for each in self.of(part, code, inner)]
        if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)):
            return [Several(tuple([each] for each in found))]
        return found


_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: lambda one, two: one == two, ast.NotEq: lambda one, two: one != two,
    ast.In: lambda one, two: one in two, ast.NotIn: lambda one, two: one not in two,
}  # fmt: skip


def _is_changed(node: ast.Name, code: Code) -> bool:
    """Return whether a function binds its own argument anew, or adds to it."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    holder = next((each for each in code.above(node) if isinstance(each, kinds)), None)
    return holder is not None and bool(code.bindings(holder, node.id))
