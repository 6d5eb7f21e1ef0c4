"""What is proposed for an app: the new texts, a diff, what stays and why."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst

from st_page_state.devtools.migrate.classes import (
    Classes,
    classes_of,
    date_of,
    insert,
    shared_module,
    typing_imports,
)
from st_page_state.devtools.migrate.collect import collect
from st_page_state.devtools.migrate.fields import Left, Plan
from st_page_state.devtools.migrate.first import renewed
from st_page_state.devtools.migrate.plan import Planner
from st_page_state.devtools.migrate.rewrite import Rewriter
from st_page_state.devtools.migrate.uses import Source, parse
from st_page_state.errors import ArgumentError

_IMPORT = "from st_page_state import PageState, StateVar"
_SKIPPED = {"venv", "env", "node_modules", "__pycache__", "site-packages", "build", "dist"}


@dataclass
class Proposal:
    """The changes of an app.

    Attributes:
        before: the texts as they are, by file.
        after: the texts that differ, by file; a file that is not in `before` is new.
        converted: the keys and params that become fields.
        left: what stays, and why.
    """

    before: dict[Path, str]
    after: dict[Path, str]
    converted: list[str]
    left: list[Left]

    def diff(self) -> str:
        """Return all changes as one unified diff."""
        return "".join(self._diffs())

    def _diffs(self) -> Iterator[str]:
        for path, text in self.after.items():
            old = self.before.get(path)
            name = path.as_posix().lstrip("/")
            lines = difflib.unified_diff(
                (old or "").splitlines(keepends=True),
                text.splitlines(keepends=True),
                "/dev/null" if old is None else f"a/{name}",
                f"b/{name}",
            )
            for line in lines:
                yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"

    def write(self) -> None:
        """Write the new texts into their files."""
        for path, text in self.after.items():
            path.write_text(text, encoding="utf-8", newline="")


def propose(paths: Iterable[str | Path]) -> Proposal:
    """Return what is proposed for an app's modules. Nothing is written.

    Args:
        paths: files, or folders whose Python files are taken.

    Raises:
        ArgumentError: there is no such file.
    """
    given = list(dict.fromkeys(_files(paths)))
    sources: list[Source] = []
    left: list[Left] = []
    before: dict[Path, str] = {}
    for path in [*given, *_beside(given)]:
        try:
            text = _read(path)
            source = parse(path, text)
        except _UNREADABLE as error:
            if path in given:
                left.append(_unread(path, error))
            continue
        source.stays = path not in given
        before[path] = text
        sources.append(source)
    for source in sources:
        source.app = sources
        collect(source)
    plan = Planner(sources).plan()
    after = _rewritten(plan, [source for source in sources if not source.stays], left)
    converted = [f'st.session_state["{key}"]' for key in plan.session]
    converted += [f'st.query_params["{key}"]' for key in plan.params]
    left += [each for each in plan.left if each.path in given or each.what.endswith("]")]
    return Proposal(before, after, converted, left)


_UNREADABLE = (OSError, UnicodeDecodeError, cst.ParserSyntaxError)


def _unread(path: Path, error: Exception) -> Left:
    """Tell of a file that cannot be read, with the line where reading fails."""
    line, told = 1, str(error)
    if isinstance(error, cst.ParserSyntaxError):
        line, told = error.raw_line, error.message.split(": ", 2)[-1]
    elif isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        told = "it is not UTF-8"
    reason = f"it cannot be read as Python: {told}"
    return Left(path, line, "the file", reason, is_error=True)


def _rewritten(plan: Plan, sources: list[Source], left: list[Left]) -> dict[Path, str]:
    classes = classes_of(plan, sources)
    after: dict[Path, str] = {}
    shared = {each.name for each in classes.shared}
    home = _home([source.path for source in sources])
    names = ("state", "page_state", "shared_state")
    module = next(name for name in names if not (home / f"{name}.py").exists())
    for source in sources:
        rewriter = Rewriter(source, plan, classes)
        changed = source.module.visit(rewriter)
        imports = _imports(source, classes, sorted(shared & rewriter.used), module)
        own = classes.own.get(source.path, [])
        if rewriter.changes:
            date, more = date_of(own, source)
            more += typing_imports(own, source, needs_any=rewriter.needs_any)
            changed = insert(changed, [*more, *imports], own, date)
        changed = renewed(source, changed, left)
        if changed.code != source.text:
            ast.parse(changed.code, str(source.path))
            after[source.path] = changed.code
    if classes.shared:
        after[home / f"{module}.py"] = shared_module(classes.shared)
    return after


def _imports(source: Source, classes: Classes, shared: list[str], module: str) -> list[str]:
    lines = [_IMPORT] if source.path in classes.own else []
    if {"PageState", "StateVar"} <= source.names.bound.keys():
        lines = []
    return [*lines, f"from {module} import {', '.join(shared)}"] if shared else lines


def _home(paths: list[Path]) -> Path:
    """Return the folder of the app's first file, where its pages find a module."""
    folders = [path.parent for path in paths] or [Path()]
    shortest = min(folders, key=lambda folder: len(folder.parts))
    return shortest.parent if shortest.name == "pages" else shortest


def _files(paths: Iterable[str | Path]) -> Iterator[Path]:
    for each in paths:
        path = Path(each)
        if path.is_dir():
            for found in sorted(path.rglob("*.py")):
                parts = found.relative_to(path).parts
                if not any(part in _SKIPPED or part.startswith(".") for part in parts):
                    yield found
        elif path.is_file():
            yield path
        else:
            raise ArgumentError(f"There is no file or folder {str(path)!r}.")


def _beside(given: list[Path]) -> Iterator[Path]:
    """Return the modules that the given ones may share the session with: pages and imports."""
    seen = {path.resolve() for path in given}
    waiting = list(given)
    while waiting:
        path = waiting.pop()
        folders = [path.parent, *([path.parent.parent] if path.parent.name == "pages" else [])]
        found = [page for folder in folders for page in sorted((folder / "pages").glob("*.py"))]
        if path.parent.name == "pages":
            found += sorted(path.parent.glob("*.py"))
        for name in _imported(path):
            for folder in folders:
                found += [folder / f"{name}.py", folder / name / "__init__.py"]
        for other in found:
            if other.is_file() and other.resolve() not in seen:
                seen.add(other.resolve())
                waiting.append(other)
                yield other


def _imported(path: Path) -> Iterator[str]:
    try:
        module = cst.parse_module(_read(path))
    except _UNREADABLE:
        return
    for node in _statements(module):
        if isinstance(node, cst.Import):
            for alias in node.names:
                yield alias.evaluated_name.replace(".", "/")
        else:
            base = cst.Module([]).code_for_node(node.module) if node.module else ""
            base = base.replace(".", "/")
            if base:
                yield base
            if not isinstance(node.names, cst.ImportStar):
                for alias in node.names:
                    yield f"{base}/{alias.evaluated_name}" if base else alias.evaluated_name


def _statements(module: cst.Module) -> Iterator[cst.Import | cst.ImportFrom]:
    waiting: list[cst.CSTNode] = [module]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (cst.Import, cst.ImportFrom)):
            yield node
        elif not isinstance(node, cst.BaseExpression):
            waiting += node.children


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
