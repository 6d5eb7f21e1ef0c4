"""An app's state classes without a server: what its files import, and what each page uses.

A script is not run. Of its statements only the imports are executed, the functions and classes,
what decides between them, and the assignments that a class needs. Modules that it imports are
imported. A function that is given to ``st.Page`` is a page of its own.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from inspect import unwrap
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any, NamedTuple

from st_page_state.declaration.spec import Spec
from st_page_state.devtools.literals import is_several


class Page:
    """One page of an app.

    Attributes:
        name: its file, relative to the main file's folder.
        errors: what went wrong.
        specs: the classes that the page and what it calls use, in order.
    """

    def __init__(self, name: str) -> None:
        self.name: str = name
        self.errors: list[str] = []
        self.specs: dict[str, Spec] = {}


def pages_of(script: Path) -> list[Page]:
    """Return the pages of an app, the main file first: what that uses, each page uses, too."""
    folder = script.parent
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    tree, main = _read(script, folder)
    if tree is None:
        return [main]
    inner = _use(main, script, tree, folder)
    others = [path for path in _further(tree, folder) if path != script.resolve()]
    found = [main]
    for name, specs in inner.items():
        page = Page(f"{main.name}: {name}")
        page.specs = main.specs | specs
        found.append(page)
    for path in others:
        tree, page = _read(path, folder)
        if tree is not None:
            page.specs |= main.specs
            _use(page, path, tree, folder)
        found.append(page)
    return found


def _read(path: Path, folder: Path) -> tuple[ast.Module | None, Page]:
    page = Page(path.resolve().relative_to(folder.resolve()).as_posix())
    try:
        return ast.parse(path.read_bytes(), str(path)), page
    except (OSError, SyntaxError, ValueError) as error:
        page.errors.append(f"{type(error).__name__}: {error}")
        return None, page


def _further(tree: ast.Module, folder: Path) -> list[Path]:
    """Return the files of the ``pages`` folder, and those that the main file names."""
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    paths = [folder / text for text in named if isinstance(text, str) and text.endswith(".py")]
    paths += sorted((folder / "pages").glob("*.py"))
    files = [path.resolve() for path in paths if path.is_file()]
    inside = [path for path in files if path.is_relative_to(folder.resolve())]
    return list(dict.fromkeys(inside))


def _use(page: Page, path: Path, tree: ast.Module, folder: Path) -> dict[str, dict[str, Spec]]:
    """Find the classes that a file uses; return those of its functions that are pages."""
    module = ModuleType("__main__")
    scope = vars(module)
    scope["__file__"] = str(path)
    needed = _needed(tree)
    futures = [part for part in needed if _is_future(part)]
    own, sys.modules["__main__"] = sys.modules["__main__"], module  # types are looked up there
    try:
        for statement in needed:
            try:
                parts = [*futures, statement]  # each is compiled by itself
                exec(compile(ast.Module(parts, []), str(path), "exec", dont_inherit=True), scope)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - code of the app
                where = f"{page.name}:{statement.lineno}"
                page.errors.append(f"{where}: {type(error).__name__}: {error}")
        functions = _functions_as_pages(tree)
        rest = ast.Module([s for s in tree.body if getattr(s, "name", "") not in functions], [])
        scope |= _imported_inside(rest, folder, scope)
        names = _names_in(rest)
        names = names._replace(all=names.all.difference(functions))
        page.specs |= _reached(folder, scope, names)
        return {
            name: _reached(folder, scope, _Names(frozenset({name}), frozenset({name})))
            for name in functions
        }
    finally:
        sys.modules["__main__"] = own


def _reached(folder: Path, scope: Mapping[str, Any], names: _Names) -> dict[str, Spec]:
    specs = _Reached(folder.resolve()).specs(scope, names)
    return {spec.namespace: spec for spec in specs}


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _functions_as_pages(tree: ast.Module) -> list[str]:
    """Return the names of functions that are given to ``st.Page`` and not called."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    called = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
    given = [
        call.args[0].id
        for call in calls
        if "Page" in (getattr(call.func, "attr", ""), getattr(call.func, "id", ""))
        and call.args
        and isinstance(call.args[0], ast.Name)
    ]
    defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    return [name for name in dict.fromkeys(given) if name in defined - called]


def _imported_inside(tree: ast.AST, folder: Path, scope: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a piece of source imports of the app's own modules further inside."""
    found: dict[str, Any] = {k: scope[k] for k in ("__name__", "__package__") if k in scope}
    top = getattr(tree, "body", []) if isinstance(tree, ast.Module) else []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in top:
            module = getattr(node, "module", None) or node.names[0].name
            first = folder / module.partition(".")[0]
            own = getattr(node, "level", 0) or first.is_dir() or first.with_suffix(".py").is_file()
            if own:
                with suppress(Exception, SystemExit):  # it may be meant for another place
                    exec(compile(ast.Module([node], []), "<import>", "exec"), found)
    return {name: value for name, value in found.items() if not name.startswith("__")}


def _needed(tree: ast.Module) -> list[ast.stmt]:
    """Return the statements to execute, in their order."""
    needed: set[str] = set()
    chosen: list[ast.stmt] = []
    for statement in reversed(tree.body):
        is_part = isinstance(statement, _PARTS) or _is_guarded(statement)
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
    kinds = [isinstance(part, _PARTS) or _is_guarded(part) for part in simple]
    return bool(kinds) and all(kinds)


def _assigned(statement: ast.stmt) -> set[str]:
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return set()
    stores = (n for n in ast.walk(statement) if isinstance(n, ast.Name))
    return {node.id for node in stores if isinstance(node.ctx, ast.Store)}


class _Names(NamedTuple):
    """The names that a piece of source uses, and those of them that it does not just call.

    A class that is only called makes snapshots: it is not touched.
    """

    all: frozenset[str]
    live: frozenset[str]


def _names_in(tree: ast.AST) -> _Names:
    """Return the names in a piece of source, without annotations."""
    used, live = set[str](), set[str]()
    waiting = [(tree, False)]
    while waiting:
        node, is_called = waiting.pop()
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
    return _Names(frozenset(used), frozenset(live))


class _Reached:
    """Follows names to the state classes they lead to, through the app's own functions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[tuple[int, _Names | None]] = set()

    def specs(self, scope: Mapping[str, Any], names: _Names) -> Iterator[Spec]:
        """Yield the specs of the classes that some names of a scope lead to."""
        for name in sorted(names.all & scope.keys()):
            value = scope[name]
            if _spec_of(value) is None or name in names.live:
                yield from self._from(value, names)

    def _from(self, wrapped: Any, names: _Names) -> Iterator[Spec]:
        value = _unwrapped(wrapped)
        spec = _spec_of(value)
        if spec is not None:
            if self._is_new(value):
                yield spec.base
                parts: Mapping[str, Any] = value.__dict__
                for part in parts.values():
                    yield from self._from(part, names)
        elif isinstance(value, FunctionType):
            code = value.__code__
            if self._is_own(code.co_filename) and self._is_new(value):
                found = _functions_in(code.co_filename).get(code.co_firstlineno, _NOTHING)
                inside = _imported_inside(found, self._folder, value.__globals__)
                yield from self.specs({**value.__globals__, **inside}, _names_in(found))
        elif isinstance(value, ModuleType):
            file = getattr(value, "__file__", None)  # built-in ones have none
            if self._is_own(file) and self._is_new(value, names):
                yield from self.specs(vars(value), names)
        elif isinstance(value, type) and self._is_own_class(value) and self._is_new(value, names):
            called = frozenset(name for name in vars(value) if name.startswith("__"))
            yield from self.specs(vars(value), _Names(names.all | called, names.live))

    def _is_new(self, value: object, names: _Names | None = None) -> bool:
        """Return whether a value was not followed yet, by these names if it is a scope."""
        known = len(self._seen)
        self._seen.add((id(value), names))
        return len(self._seen) > known

    def _is_own_class(self, found: type) -> bool:
        module = sys.modules.get(found.__module__)
        return found.__module__ == "__main__" or self._is_own(getattr(module, "__file__", None))

    def _is_own(self, file: str | None) -> bool:
        path = None if file is None else Path(file).resolve()
        return path is not None and path.is_relative_to(self._folder) and path.is_file()


_METHODS: tuple[Any, ...] = (classmethod, staticmethod, MethodType)


def _unwrapped(wrapped: Any) -> Any:
    value: Any = unwrap(wrapped) if callable(wrapped) else wrapped
    return value.__func__ if isinstance(value, _METHODS) else value


def _spec_of(value: object) -> Spec | None:
    spec = getattr(value, "__page_state__", None) if isinstance(value, type) else None
    return spec if isinstance(spec, Spec) else None


_NOTHING = ast.Module([], [])


@cache
def _functions_in(file: str) -> dict[int, ast.AST]:
    """Return the functions of a file by the line that Python has for them."""
    found: dict[int, ast.AST] = {}
    for node in ast.walk(ast.parse(Path(file).read_bytes(), file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            decorators = getattr(node, "decorator_list", [])
            found[min([node.lineno, *(one.lineno for one in decorators)])] = node
    return found
