"""The pages that an app names: what is given to ``st.Page`` and ``st.navigation``.

What is only known when the app runs is told with its place: it is not passed over.
"""

from __future__ import annotations

import ast
import os.path
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from st_page_state.devtools.reached import functions_of, is_own, unwrapped
from st_page_state.devtools.source_kinds import (
    Local,
    Mapped,
    Mark,
    Several,
    UnknownValueError,
    added_by,
    entries,
    marked,
    position,
)
from st_page_state.devtools.source_names import Code, Function
from st_page_state.devtools.source_values import Values


class Unseen(NamedTuple):
    """What was not looked at.

    Attributes:
        file: the file.
        line: the first line of it.
        last: the last one.
        what: what is not known.
        error: whether it is wrong in any case.
        is_about_pages: whether naming the app's pages says enough.
    """

    file: Path
    line: int
    last: int
    what: str
    error: bool = False
    is_about_pages: bool = True

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.file.name}:{self.line}"


class Named:
    """The pages that an app's main file names, with the modules of the app that it imports.

    Attributes:
        files: their files.
        functions: those that are functions, by name.
        unseen: what is only known when the app runs.
        apart: the expressions that only name pages.
    """

    def __init__(self, main: Code, folder: Path) -> None:
        self.files: list[Path] = []
        self.functions: dict[str, FunctionType | Local] = {}
        self.unseen: list[Unseen] = []
        self.apart: set[ast.AST] = set()
        self.codes: dict[str, Code] = {str(main.file): main}
        self._folder = folder
        self._known: dict[Code, dict[str, Mark]] = {}
        self._imports(main)
        self.values = Values(folder, self.code_of, self._calls_of)
        for code in self.codes.values():
            for node in ast.walk(code.tree):
                if isinstance(node, ast.expr):
                    self._find(node, code)

    def code_of(self, function: FunctionType) -> tuple[Code, Function] | None:
        """Return the source of one of the app's functions, and its node."""
        code = self.codes.get(function.__code__.co_filename)
        if code is None:
            return None
        line = function.__code__.co_firstlineno
        found = functions_of(code.tree).get(line)
        return None if found is None else (code, found)

    def _imports(self, code: Code) -> None:
        """Note the source of the app's modules that a module imports."""
        for name in imported_names(code):
            module = sys.modules.get(name)
            file = getattr(module, "__file__", None) or ""
            if module is None or file in self.codes or not file.endswith(".py"):
                continue
            if is_own(self._folder, file, vars(module)):
                with suppress(OSError, SyntaxError, ValueError):
                    tree = ast.parse(Path(file).read_bytes(), file)
                    self.codes[file] = Code(Path(file), tree, vars(module))
                    self._imports(self.codes[file])

    def _calls_of(self, name: str) -> list[tuple[Code, ast.Call]]:
        return [
            (code, node)
            for code in self.codes.values()
            for node in ast.walk(code.tree)
            if isinstance(node, ast.Call)
            and name in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
        ]

    def _find(self, node: ast.expr, code: Code) -> None:
        mark = self._mark(node, code)
        if mark is None:
            return
        call = code.parents.get(node)
        if isinstance(call, ast.Call) and call.func is node:
            given = _given(call, "page" if mark is Mark.PAGE else "pages")
            self._given(mark, call, given, code)
        elif isinstance(call, ast.Call) and getattr(call.func, "id", "") == "map":
            self._given(Mark.NAVIGATION, call, call.args[-1], code)
        elif isinstance(call, ast.Call) and mark is Mark.PAGE and not _asks(call):
            self._tell(call, code, "which pages st.Page gets")

    def _mark(self, node: ast.expr, code: Code) -> Mark | None:
        """Return whether an expression is ``st.Page`` or ``st.navigation``, by any name."""
        if code.is_streamlit(node):
            return Mark.PAGE if getattr(node, "attr", "") == "Page" else Mark.NAVIGATION
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            return self._aliases(code).get(node.id)
        return None

    def _aliases(self, code: Code) -> dict[str, Mark]:
        """Return the names that a module has for ``st.Page`` and ``st.navigation``."""
        if code not in self._known:
            scope = {name: marked(value) for name, value in code.scope.items()}
            found = {name: each for name, each in scope.items() if isinstance(each, Mark)}
            for node in ast.walk(code.tree):
                if isinstance(node, ast.Assign) and code.is_streamlit(node.value):
                    mark = (
                        Mark.PAGE if getattr(node.value, "attr", "") == "Page" else Mark.NAVIGATION
                    )
                    found |= {t.id: mark for t in node.targets if isinstance(t, ast.Name)}
            own = {name for name in found if code.is_script and code.bindings(code.tree, name)}
            pages = {n: each for n, each in found.items() if n not in own or n not in scope}
            self._known[code] = {n: m for n, m in pages.items() if m is not Mark.A_PAGE}
        return self._known[code]

    def _given(self, mark: Mark, call: ast.Call, given: ast.expr | None, code: Code) -> None:
        try:
            values = self._values(call, given, code)
            if mark is Mark.NAVIGATION:
                values = [each for value in values for each in added_by(value)]
            for value in _flat(values) if mark is Mark.NAVIGATION else values:
                self._take(value, call, given, code)
        except (UnknownValueError, ValueError, RecursionError):
            self._tell(call, code, f"which pages {mark.value} gets")
            return
        if given is not None:
            self.apart.add(given)

    def _values(self, call: ast.Call, given: ast.expr | None, code: Code) -> list[Any]:
        if given is not None:
            return self.values.of(given, code)
        if call.args and isinstance(call.args[0], ast.Starred):
            wholes = self.values.of(call.args[0].value, code)
            return [each for whole in wholes for each in position(whole, 0)]
        found: list[Any] = []
        for word in call.keywords:
            for whole in self.values.of(word.value, code) if word.arg is None else ():
                found += [v for keys, values in entries(whole) if "page" in keys for v in values]
        if not found:
            raise UnknownValueError
        return found

    def _take(self, value: Any, call: ast.Call, given: ast.expr | None, code: Code) -> None:
        if isinstance(value, str | Path):
            path = Path(os.path.abspath(self._folder / value))  # noqa: PTH100 - links stay
            if path.is_file():
                self.files.append(path)
                return
            if isinstance(given, ast.Constant):
                told = f"st.Page is given {str(value)!r}, and there is no such file"
                self.unseen.append(Unseen(code.file, *lines_of(call), told, error=True))
            else:
                self._tell(call, code, f"whether st.Page gets {str(value)!r}, which is not there,")
            return
        if value is Mark.A_PAGE:
            return
        function = value if isinstance(value, Local) else unwrapped(value)
        if not isinstance(function, FunctionType | Local):
            raise UnknownValueError
        name = getattr(function, "__name__", "")
        if isinstance(function, Local):
            name = getattr(function.node, "name", f"lambda in line {function.node.lineno}")
        known = self.functions.setdefault(name, function)
        if known is not function and getattr(known, "node", 1) is not getattr(function, "node", 2):
            module = getattr(function, "__module__", "")
            self.functions[f"{module}.{name}" if module else f"{name} {len(self.functions)}"] = (
                function
            )

    def _tell(self, node: ast.AST, code: Code, what: str) -> None:
        told = f"{what} is only known when the app runs"
        self.unseen.append(Unseen(code.file, *lines_of(node), told))


def _asks(call: ast.Call) -> bool:
    """Return whether a call only asks about what it is given."""
    name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
    return name in ("isinstance", "signature", "hasattr", "getattr", "callable")


def _given(call: ast.Call, word: str) -> ast.expr | None:
    if call.args and not isinstance(call.args[0], ast.Starred):
        return call.args[0]
    return next((each.value for each in call.keywords if each.arg == word), None)


def _flat(values: list[Any]) -> Iterator[Any]:
    """Yield pages without the sections they stand in."""
    for value in values:
        if isinstance(value, Several | Mapped | list | tuple | dict):
            yield from _flat(added_by(value))
        else:
            yield marked(value)


def imported_names(code: Code) -> Iterator[str]:
    """Yield the names of the modules that a module may import, wherever it does."""
    package = str(code.scope.get("__package__") or "")
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                parts = alias.name.split(".")
                yield from (".".join(parts[: n + 1]) for n in range(len(parts)))
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


_COMMENT = re.compile(r"#\s*check:\s*(files|no files|allow)\b[ \t]*([^#\n]*)")


def comment(file: Path, first: int, last: int) -> tuple[str, list[str]] | None:
    """Return what a comment for ``check`` in some lines says: ``# check: files pages/*.py``."""
    text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
    lines = text.splitlines()
    found = _COMMENT.search("\n".join(lines[first - 1 : last]))
    return None if found is None else (found[1], re.findall(r"[^,\s]+", found[2]))


def lines_of(node: ast.AST) -> tuple[int, int]:
    """Return the first and the last line of a node."""
    first = getattr(node, "lineno", 1)
    return first, getattr(node, "end_lineno", None) or first


@cache
def class_lines(file: Path) -> dict[str, tuple[int, int]]:
    """Return the first lines of the classes of a file by their qualified names."""
    found: dict[str, tuple[int, int]] = {}
    waiting: list[tuple[str, ast.AST]] = [("", ast.parse(file.read_bytes(), str(file)))]
    while waiting:
        prefix, node = waiting.pop()
        for child in ast.iter_child_nodes(node):
            name = prefix
            if isinstance(child, ast.ClassDef):
                found[f"{prefix}{child.name}"] = (child.lineno, child.body[0].lineno)
                name = f"{prefix}{child.name}."
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{child.name}.<locals>."
            waiting.append((name, child))
    return found
