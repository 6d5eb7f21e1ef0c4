"""What the names in an app's source are bound to, and what its functions are given and return."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any, Protocol

from st_page_state.devtools.source_kinds import (
    Frame,
    Local,
    Made,
    Several,
    UnknownValueError,
    added_by,
    all_of,
    elements,
    marked,
    position,
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


class Reader(Protocol):
    """Reads values of expressions."""

    def of(self, node: ast.expr, code: Code, frame: Frame | None = None) -> list[Any]:
        """Return the values that an expression may have."""
        ...

    def looped(
        self, generators: list[ast.comprehension], code: Code, frame: Frame
    ) -> Iterator[Frame]:
        """Yield what the names of a comprehension are, for each of its elements."""
        ...

    def built_in(self, name: str) -> list[Any]:
        """Return the value of a name that nothing in the app binds."""
        ...


class Bindings:
    """Finds the values of names.

    Args:
        reader: reads the expressions that names are bound to.
        code_of: returns the source of one of the app's functions, and its node.
        calls_of: returns the calls of a function that stands in source, each with its source.
    """

    def __init__(
        self,
        reader: Reader,
        code_of: Callable[[FunctionType], tuple[Code, Function] | None],
        calls_of: Callable[[str], list[tuple[Code, ast.Call]]],
    ) -> None:
        self._reader, self._code_of, self._calls_of = reader, code_of, calls_of
        self._active: set[tuple[ast.AST, str]] = set()

    def name(self, node: ast.Name, code: Code, frame: Frame) -> list[Any]:
        """Return the values that a name may have where it stands."""
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
                    frames = self._reader.looped(holder.generators, code, frame)
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
        return self._reader.built_in(name)

    def _bound(
        self, bindings: list[Binding], code: Code, frame: Frame, *, has_first: bool
    ) -> list[Any]:
        """Return the values of all bindings; what is added to a list is among each one's items."""
        whole: list[Any] = []
        added: list[list[Any]] = []
        for binding in bindings:
            values = self._reader.of(binding.value, code, frame)
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
            found += self._reader.of(given, other)
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
        found = [each for part in returned(function) for each in self._reader.of(part, code, inner)]
        if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)):
            return [Several(tuple([each] for each in found))]
        return found


def _is_changed(node: ast.Name, code: Code) -> bool:
    """Return whether a function binds its own argument anew, or adds to it."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    holder = next((each for each in code.above(node) if isinstance(each, kinds)), None)
    return holder is not None and bool(code.bindings(holder, node.id))
