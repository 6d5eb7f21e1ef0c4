"""Which state classes names lead to, through the app's own functions, classes and modules."""

from __future__ import annotations

import ast
import sys
import sysconfig
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from importlib.util import find_spec
from inspect import unwrap
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from st_page_state.declaration.spec import Spec
from st_page_state.devtools.literals import is_several
from st_page_state.devtools.source_names import Function


class Names(NamedTuple):
    """The names that a piece of source uses, and those of them that it does not just call.

    A class that is only called makes snapshots: it is not touched.
    """

    all: frozenset[str]
    live: frozenset[str]


def names_in(tree: ast.AST, apart: Collection[ast.AST] = ()) -> Names:
    """Return the names in a piece of source, without annotations.

    Args:
        tree: the source.
        apart: the parts of it that do not count.
    """
    used, live = set[str](), set[str]()
    waiting = [(tree, False)]
    while waiting:
        node, is_called = waiting.pop()
        if node in apart:
            continue
        if isinstance(node, ast.With | ast.AsyncWith) and _leaves(node):
            waiting += [(part, False) for line in node.body for part in _stays(line)]
            waiting += [(item.context_expr, False) for item in node.items]
            continue
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            used.add(name)
            if not is_called:
                live.add(name)
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            parts: list[Any] = [*value] if is_several(value) else [value]
            called = isinstance(node, ast.Call) and field == "func"
            waiting += [(part, called) for part in parts if isinstance(part, ast.AST)]
    return Names(frozenset(used), frozenset(live))


def _leaves(node: ast.With | ast.AsyncWith) -> bool:
    """Return whether a ``with batch():`` ends in ``st.switch_page()``: it is about another page."""
    match node.body[-1]:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="switch_page"))):
            calls = [each.context_expr for each in node.items]
            return any(
                isinstance(call, ast.Call)
                and "batch" in (getattr(call.func, "id", ""), getattr(call.func, "attr", ""))
                for call in calls
            )
        case _:
            return False


def _stays(line: ast.stmt) -> list[ast.AST]:
    """Return what a statement uses besides the class it sets before the page is left."""
    match line:
        case ast.Assign(targets=[ast.Attribute(value=ast.Name())]):
            return [line.value]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(), attr=name))) if name in (
            "update",
            "apply",
            "reset",
        ):
            call = line.value
            return [*call.args, *call.keywords] if isinstance(call, ast.Call) else []
        case _:
            return [line]


class Reached:
    """Follows names to the state classes they lead to, through the app's own functions.

    Args:
        folder: the folder of the app's main file.
        apart: what is not followed: functions that are pages of their own.
        imported: returns what a function imports further inside.
        apart_at: the places of such functions inside others.
    """

    def __init__(
        self,
        folder: Path,
        imported: Callable[[ast.AST, Mapping[str, Any]], Mapping[str, Any]],
        apart: Collection[int] = (),
        apart_at: Collection[tuple[Path, int]] = (),
    ) -> None:
        self._folder, self._imported = folder, imported
        self._apart, self._apart_at = apart, apart_at
        self._seen: set[tuple[int, Names | None]] = set()

    def specs(self, scope: Mapping[str, Any], names: Names) -> Iterator[Spec]:
        """Yield the specs of the classes that some names of a scope lead to."""
        for name in sorted(names.all & scope.keys()):
            value = scope[name]
            if spec_of(value) is None or name in names.live:
                yield from self.of(value, names)

    def of(self, wrapped: Any, names: Names) -> Iterator[Spec]:
        """Yield the specs of the classes that a value leads to."""
        value = unwrapped(wrapped)
        spec = spec_of(value)
        if spec is not None:
            if self._is_new(value):
                yield spec.base
                parts: Mapping[str, Any] = value.__dict__
                for part in parts.values():
                    yield from self.of(part, names)
        elif isinstance(value, FunctionType):
            if id(value) not in self._apart and self._is_own_function(value):
                yield from self._function(value, names)
        elif isinstance(value, ModuleType):
            file = getattr(value, "__file__", None)  # built-in ones have none
            if is_own(self._folder, file, vars(value)) and self._is_new(value, names):
                yield from self.specs(vars(value), names)
        elif isinstance(value, type):
            if self._is_own_class(value) and self._is_new(value, names):
                called = frozenset(name for name in vars(value) if name.startswith("__"))
                inside = Names(names.all | called, names.live)
                for part in value.__mro__:
                    if self._is_own_class(part):
                        yield from self.specs(vars(part), inside)
        else:
            yield from self._held(value, names)

    def _function(self, value: FunctionType, names: Names) -> Iterator[Spec]:
        if self._is_new(value):
            code = value.__code__
            file = Path(code.co_filename)
            at = file.stat().st_mtime_ns
            found = functions_in(code.co_filename, at).get(code.co_firstlineno, _NOTHING)
            lines = {line for path, line in self._apart_at if path == file}
            apart = {node for node in ast.walk(found) if _line_of_function(node) in lines}
            scope = {**value.__globals__, **_closed_over(value)}
            inside = self._imported(found, scope)
            yield from self.specs({**scope, **inside}, names_in(found, apart))
            for cell in _closed_over(value).values():
                if isinstance(cell, FunctionType):  # what a decorator wraps
                    yield from self.of(cell, names)

    def _held(self, value: Any, names: Names) -> Iterator[Spec]:
        """Follow what a container or an object of the app's holds."""
        held: list[Any] = []
        if issubclass(type(value), dict):
            held = [*value.values()]
        elif issubclass(type(value), _CONTAINERS):
            held = [*value]
        elif self._is_own_class(value.__class__):
            held = [value.__class__, *getattr(value, "__dict__", {}).values()]
        if held and self._is_new(value, names):
            for each in held:
                yield from self.of(each, names)

    def _is_new(self, value: object, names: Names | None = None) -> bool:
        """Return whether a value was not followed yet, by these names if it is a scope."""
        known = len(self._seen)
        self._seen.add((id(value), names))
        return len(self._seen) > known

    def _is_own_class(self, found: type) -> bool:
        module = sys.modules.get(found.__module__)
        file = getattr(module, "__file__", None)
        return found.__module__ == "__main__" or is_own(self._folder, file, vars(module or found))

    def _is_own_function(self, value: FunctionType) -> bool:
        return is_own(self._folder, value.__code__.co_filename, value.__globals__)


def _line_of_function(node: ast.AST) -> int:
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    return getattr(node, "lineno", 0) if is_function else 0


def _closed_over(value: FunctionType) -> dict[str, Any]:
    """Return the variables of outer functions that a function uses."""
    found: dict[str, Any] = {}
    for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
        with suppress(ValueError):  # it has no value yet
            found[name] = cell.cell_contents
    return found


def is_own(folder: Path, file: str | None, scope: Mapping[str, Any]) -> bool:
    """Return whether a file belongs to the app, or to a package that has state classes.

    Args:
        folder: the folder of the app's main file.
        file: the file, if there is one.
        scope: the names of its module.
    """
    path = None if file is None else _place(file)
    if path is None or any(path.is_relative_to(place) for place in _ITSELF):
        return False
    if "site-packages" in path.parts or "dist-packages" in path.parts:
        return any(_is_about_state(value) for value in [*scope.values()])
    return path.is_relative_to(folder) or not any(path.is_relative_to(each) for each in _PYTHON)


@cache
def _place(file: str) -> Path | None:
    path = Path(file).resolve()
    return path if path.is_file() else None


def _is_about_state(value: object) -> bool:
    name = getattr(value, "__module__", None) or getattr(value, "__name__", None)
    known = isinstance(name, str) and name.partition(".")[0] == "st_page_state"
    return known or spec_of(value) is not None


_ITSELF = [
    Path(spec.origin).resolve().parent
    for spec in map(find_spec, ("st_page_state", "st_page_state_fakes"))
    if spec is not None and spec.origin is not None
]
_PYTHON = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]


_CONTAINERS: tuple[Any, ...] = (list, tuple, set, frozenset)
_METHODS: tuple[Any, ...] = (classmethod, staticmethod, MethodType)


def unwrapped(wrapped: Any) -> Any:
    """Return the function that a decorator, a method, a property or a partial call is about."""
    value: Any = unwrap(wrapped) if callable(wrapped) else wrapped
    if isinstance(value, property):
        return value.fget
    if isinstance(value, partial | cached_property):
        return unwrapped(value.func)
    return value.__func__ if isinstance(value, _METHODS) else value


def spec_of(value: object) -> Spec | None:
    """Return what is known of a value that is a state class."""
    spec = getattr(value, "__page_state__", None) if isinstance(value, type) else None
    return spec if isinstance(spec, Spec) else None


_NOTHING = ast.Module([], [])


@cache
def functions_in(file: str, _changed: int) -> dict[int, Function]:
    """Return the functions of a file, as last changed, by the line that Python has for them."""
    return functions_of(ast.parse(Path(file).read_bytes(), file))


def functions_of(tree: ast.AST) -> dict[int, Function]:
    """Return the functions in a tree by the line that Python has for them."""
    found: dict[int, Function] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            decorators = getattr(node, "decorator_list", [])
            found[min([node.lineno, *(one.lineno for one in decorators)])] = node
    return found
