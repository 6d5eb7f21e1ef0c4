"""The mutants of one module: each is its source with one small thing changed.

The changes are those of mutmut. It makes none in decorated functions and none outside of
functions; here both are changed as well.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

import libcst as cst
from libcst.metadata import (
    ByteSpanPositionProvider,
    CodeRange,
    MetadataWrapper,
    PositionProvider,
)
from mutmut.mutation.mutators import mutation_operators

_NOT_CHANGED = ("len", "isinstance", "cast", "TypeVar", "NewType", "ParamSpec", "overload")
"""Calls whose arguments say nothing, or whose change says nothing but a TypeError."""


class Where(NamedTuple):
    """A function as its code object names it: the outermost one, or a method."""

    qualname: str
    line: int


class Mutant(NamedTuple):
    """A module's source with one thing changed.

    Attributes:
        path: the module's file.
        name: tells it from the others of its module: function and number.
        lines: the first and last line of the statement that was changed.
        where: the function whose body was changed; None if it is what a module or class
            does when it is made.
        source: the changed source.
    """

    path: Path
    name: str
    lines: tuple[int, int]
    where: Where | None
    source: str

    def difference(self) -> str:
        """The changed lines, before and after, as a diff shows them without its headers."""
        before = self.path.read_text("utf-8").splitlines()
        lines = difflib.unified_diff(before, self.source.splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if line[:2] not in ("--", "++", "@@"))


def mutants(path: Path) -> list[Mutant]:
    """Return every mutant of a module that is not the same program."""
    text = path.read_text("utf-8")
    wrapper = MetadataWrapper(cst.parse_module(text))
    finder = _Finder()
    wrapper.visit(finder)
    seen = {plain(compile(text, str(path), "exec"))}
    found: list[Mutant] = []
    counts: dict[str, int] = {}
    for place, old, new in finder.changes:
        changed = _exchanged(wrapper, text, old, new)
        try:
            code = plain(compile(changed, str(path), "exec", dont_inherit=True))
        except SyntaxError:
            continue
        if code in seen or _unchecked(changed) == _unchecked(text):
            continue
        seen.add(code)
        counts[place.name] = counts.get(place.name, 0) + 1
        name = f"{place.name} {counts[place.name]}"
        found.append(Mutant(path, name, place.lines, place.where, changed))
    return found


def _exchanged(wrapper: MetadataWrapper, text: str, old: cst.CSTNode, new: cst.CSTNode) -> str:
    """The module's text with one node exchanged."""
    spans = wrapper.resolve(ByteSpanPositionProvider)
    module, raw = wrapper.module, text.encode()
    if old in spans:
        start, end = spans[old].start, spans[old].start + spans[old].length
        if raw[start:end].decode() == module.code_for_node(old):
            return (raw[:start] + module.code_for_node(new).encode() + raw[end:]).decode()
    changed = module.deep_replace(old, new)  # the same, a hundred times slower
    assert isinstance(changed, cst.Module)
    return changed.code


def _unchecked(text: str) -> str:
    """The source without ``strict=True`` of a zip: no behaviour, but a check of one's own."""
    return re.sub(r",\s*strict=\w+|,\s*(?=\))", "", text)


def plain(code: CodeType) -> object:
    """What a code object does, without where it stands."""
    constants = tuple(
        plain(part) if isinstance(part, CodeType) else (type(part), repr(part))
        for part in code.co_consts
    )
    names = (code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    table = code.co_exceptiontable
    return code.co_code, constants, names, code.co_argcount, code.co_kwonlyargcount, table


class _Place(NamedTuple):
    name: str
    lines: tuple[int, int]
    where: Where | None


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[tuple[_Place, cst.CSTNode, cst.CSTNode]] = []
        self._names: list[str] = []
        self._lines: list[tuple[int, int]] = [(1, 1)]
        self._function: cst.FunctionDef | None = None
        self._where: Where | None = None

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _is_left_alone(node):
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._names.append(node.name.value)
            if isinstance(node, cst.FunctionDef) and self._function is None:
                self._function = node
        if isinstance(node, cst.BaseStatement):
            self._lines.append(self._statement(node))
        if self._function is not None and node is self._function.body:
            first = (*self._function.decorators, self._function)[0]
            self._where = Where(".".join(self._names), self._range(first).start.line)
        place = _Place(".".join(self._names) or "module", self._lines[-1], self._where)
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                for changed in operator(node):
                    self.changes.append((place, node, changed))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        node = original_node
        if _is_left_alone(node):
            return
        if self._function is not None and node is self._function.body:
            self._where = None
        if node is self._function:
            self._function = None
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._names.pop()
        if isinstance(node, cst.BaseStatement):
            self._lines.pop()

    def _range(self, node: cst.CSTNode) -> CodeRange:
        found = self.get_metadata(PositionProvider, node)
        assert isinstance(found, CodeRange)
        return found

    def _statement(self, node: cst.BaseStatement) -> tuple[int, int]:
        """The lines of a statement; of one with a body, those of its head."""
        span = self._range(node)
        body: Any = getattr(node, "body", None)
        if isinstance(body, cst.IndentedBlock):
            first = self._range(body.body[0]).start.line
            return span.start.line, max(span.start.line, first - 1)
        return span.start.line, span.end.line


def _is_left_alone(node: cst.CSTNode) -> bool:
    """Types, imports, docstrings, overloads and slots: what does nothing at run time."""
    match node:
        case cst.Annotation() | cst.Import() | cst.ImportFrom() | cst.Decorator():
            return True
        case cst.FunctionDef(decorators=decorators):
            return any(
                isinstance(each.decorator, cst.Name) and each.decorator.value == "overload"
                for each in decorators
            )
        case cst.Call(func=cst.Name(value=called)):
            return called in _NOT_CHANGED
        case cst.If(test=cst.Name(value="TYPE_CHECKING")):
            return True
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=value):
            alias = isinstance(value, cst.Subscript) and name.lstrip("_")[:1].isupper()
            return name in ("__slots__", "__all__") or (alias and not name.isupper())
        case cst.AnnAssign(annotation=cst.Annotation(annotation=cst.Name(value="TypeAlias"))):
            return True
        case cst.Expr(value=cst.SimpleString()):
            return True
        case _:
            return False


def modules(names: list[str], roots: dict[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield each named module with its file; ``package.*`` stands for all below it."""
    for name in names:
        package, _, rest = name.partition(".")
        base = roots[package]
        if rest.endswith("*"):
            folder = base / rest.removesuffix("*").strip(".").replace(".", "/")
            files = sorted(folder.rglob("*.py"))
        else:
            files = [base / (rest.replace(".", "/") + ".py")]
        for file in files:
            parts = file.relative_to(base).with_suffix("").parts
            yield ".".join((package, *parts)), file
