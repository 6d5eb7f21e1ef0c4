"""An app's state classes without a server: what its files import, and what each page uses.

A script is not run. Of its statements only the imports are executed, the functions and classes,
what decides between them, and the assignments that a class needs. Modules that it imports are
imported. A function that is given to ``st.Page`` is a page of its own. What cannot be followed
without running the app is told.
"""

from __future__ import annotations

import ast
import os.path
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from st_page_state.declaration.spec import Spec
from st_page_state.devtools.dynamic_code import dynamic
from st_page_state.devtools.executing import execute, imported_inside
from st_page_state.devtools.named_pages import Named, Unseen, comment
from st_page_state.devtools.reached import Names, Reached, is_own, names_in
from st_page_state.devtools.source_kinds import Local
from st_page_state.devtools.source_names import Code


class Page:
    """One page of an app.

    Attributes:
        name: its file, relative to the main file's folder.
        errors: what went wrong.
        unseen: what was not looked at.
        specs: the classes that the page and what it calls use, in order.
    """

    def __init__(self, name: str) -> None:
        self.name: str = name
        self.errors: list[str] = []
        self.unseen: list[Unseen] = []
        self.specs: dict[str, Spec] = {}


def pages_of(script: Path, named: Sequence[Path] = ()) -> list[Page]:
    """Return the pages of an app, the main file first: what that uses, each page uses, too.

    Args:
        script: the main file.
        named: further pages, which need not be found.
    """
    folder = script.parent
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    app = _App(folder, named)
    tree, main = app.read(script)
    if tree is None:
        return [main]
    app.use(main, script, tree, is_main=True)
    found = [main]
    for name, specs in app.inner.items():
        page = Page(f"{main.name}: {name}")
        page.specs = main.specs | specs
        found.append(page)
    others = [*app.files, *_further(tree, folder), *named]
    waiting = list(dict.fromkeys(Path(os.path.abspath(path)) for path in others))  # noqa: PTH100
    for path in waiting:
        if path == script or any(path.samefile(other) for other in (script, *app.seen)):
            continue
        app.seen.append(path)
        tree, page = app.read(path)
        if tree is not None:
            page.specs |= main.specs
            app.use(page, path, tree)
        found.append(page)
    return found


def _further(tree: ast.Module, folder: Path) -> list[Path]:
    """Return the files of the ``pages`` folder, and those that the main file names."""
    named = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    paths = [folder / text for text in named if isinstance(text, str) and text.endswith(".py")]
    paths += sorted((folder / "pages").glob("*.py"))
    return [path for path in paths if path.is_file()]


class _App:
    """Reads the files of one app.

    Args:
        folder: the main file's folder.
        named: the pages that were named: which ones ``st.Page`` gets is known then.
    """

    def __init__(self, folder: Path, named: Sequence[Path]) -> None:
        self._folder, self._named = folder, named
        self.files: list[Path] = []
        self.seen: list[Path] = []
        self.inner: dict[str, dict[str, Spec]] = {}
        self._told: set[Unseen] = set()

    def read(self, path: Path) -> tuple[ast.Module | None, Page]:
        """Return the tree of a file, if it can be read, and its page."""
        page = Page(Path(os.path.relpath(path, self._folder)).as_posix())
        try:
            return ast.parse(path.read_bytes(), str(path)), page
        except (OSError, SyntaxError, ValueError) as error:
            page.errors.append(f"{page.name}: {type(error).__name__}: {error}")
            return None, page

    def use(self, page: Page, path: Path, tree: ast.Module, *, is_main: bool = False) -> None:
        """Find the classes that a file uses."""
        module = ModuleType("__main__")
        scope = vars(module)
        scope["__file__"] = str(path)
        own, sys.modules["__main__"] = sys.modules["__main__"], module  # types are looked up there
        try:
            code = Code(path, tree, scope, is_script=True)
            page.errors += execute(page.name, path, tree, scope)
            self._reach(page, code, scope, is_main=is_main)
        finally:
            sys.modules["__main__"] = own

    def _reach(self, page: Page, code: Code, scope: dict[str, Any], *, is_main: bool) -> None:
        scope |= self._imported(page, code.tree, scope, code.file)
        named = Named(code, self._folder)
        called = _called_in(code.tree)
        apart, functions = set[ast.AST](), dict[str, FunctionType | Local]()
        if is_main:
            self.files += named.files
            functions = {
                name: function for name, function in named.functions.items()
                if name not in called[isinstance(function, FunctionType)]
            }  # fmt: skip
            self._tell(page, named.unseen)
            apart = named.apart | {f.node for f in functions.values() if isinstance(f, Local)}
            apart |= {s for s in code.tree.body if getattr(s, "name", "") in functions}
        parts = self._parts(page, code, named)
        names = names_in(ast.Module([*code.tree.body, *parts], []), apart)
        page.specs |= self._specs(page, scope, names, functions.values())
        for name, function in functions.items():
            if isinstance(function, Local):
                inside = names_in(ast.Module(_with_helpers(function), []))
                self.inner[name] = self._specs(page, scope, inside)
            else:
                alone = Names(frozenset({name}), frozenset({name}))
                self.inner[name] = self._specs(page, {name: function}, alone)

    def _specs(
        self,
        page: Page,
        scope: Mapping[str, Any],
        names: Names,
        apart: Collection[FunctionType | Local] = (),
    ) -> dict[str, Spec]:
        def imported(node: ast.AST, scope: Mapping[str, Any]) -> Mapping[str, Any]:
            return self._imported(page, node, scope, Path(str(scope.get("__file__", ""))))

        ids = [id(each) for each in apart if isinstance(each, FunctionType)]
        places = [(f.code.file, f.node.lineno) for f in apart if isinstance(f, Local)]
        reached = Reached(self._folder.resolve(), imported, ids, places)
        return {spec.namespace: spec for spec in reached.specs(scope, names)}

    def _imported(
        self, page: Page, tree: ast.AST, scope: Mapping[str, Any], file: Path
    ) -> dict[str, Any]:
        """Return what is imported further inside, and tell of what fails."""
        found = imported_inside(tree, self._folder, scope)
        for line, error in found.pop("__failed__", []):
            told = f"what is imported here is not known ({error})"
            self._tell(page, [Unseen(file, line, line, told, is_about_pages=False)])
        return found

    def _tell(self, page: Page, unseen: list[Unseen]) -> None:
        """Tell once of what was not looked at; a comment in the line names the files."""
        for each in unseen:
            said = comment(each.file, each.line, each.last)
            if each in self._told or (said is not None and said[0] == "no files"):
                continue
            self._told.add(each)
            if said is not None and said[0] == "files":
                self.files += [file for text in said[1] for file in sorted(self._folder.glob(text))]
            elif each.error or not (self._named and each.is_about_pages):
                page.unseen.append(each)

    def _parts(self, page: Page, code: Code, named: Named) -> list[ast.stmt]:
        """Return the statements that a page runs by a text, executed as far as its own are."""
        parts: list[ast.stmt] = []
        scope: Any = code.scope
        for each in named.codes.values():
            found = dynamic(each, named.values, self._is_own)
            self._tell(page, found.unseen)
            texts = [(path, path.read_bytes()) for path in found.files]
            texts += [(each.file, text.encode()) for text in found.texts]
            for path, text in texts:
                try:
                    tree = ast.parse(text, str(path))
                except (SyntaxError, ValueError) as error:
                    page.errors.append(f"{path.name}: {type(error).__name__}: {error}")
                    continue
                page.errors += execute(path.name, path, tree, scope)
                scope |= self._imported(page, tree, scope, path)
                parts += tree.body
            for number, name in enumerate(found.modules):
                try:
                    module = import_module(name)
                except (Exception, SystemExit) as error:  # noqa: BLE001 - code of the app
                    page.errors.append(f"{each.file.name}: {type(error).__name__}: {error}")
                    continue
                scope[f"__module_{number}__"] = module
                parts.append(ast.Expr(ast.Name(f"__module_{number}__", ast.Load())))
            parts += [ast.Expr(ast.Name(name, ast.Load())) for name in found.names]
        return parts

    def _is_own(self, value: Any) -> bool:
        module = value if isinstance(value, ModuleType) else None
        if isinstance(value, type):
            module = sys.modules.get(value.__module__)
        file = getattr(module, "__file__", None)
        return module is not None and is_own(self._folder.resolve(), file, vars(module))


def _called_in(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names that a script calls: those alone, and these with ``module.name``."""
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {func.id for func in called if isinstance(func, ast.Name)}
    return names, names | {
        func.attr for func in called
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name)
    }  # fmt: skip


def _with_helpers(function: Local) -> list[Any]:
    """Return a function and those that stand beside it in another one and that it names."""
    inner = {
        node.name: node for node in ast.walk(function.code.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name not in function.code.scope
    }  # fmt: skip
    found: list[Any] = [function.node]
    for node in found:
        used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        found += [inner[name] for name in sorted(used & inner.keys()) if inner[name] not in found]
    return found
