"""Verdicts from a checker's findings about the files it checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Tool = Literal["mypy", "basedpyright"]

HERE = Path(__file__).parent
ACCEPT = sorted((HERE / "accept").glob("*.py"))
REJECT = sorted((HERE / "reject").glob("*.py"))
_MARK = re.compile(r"# refused: (?P<mypy>\S+) \| (?P<basedpyright>\S+)$")


@dataclass(frozen=True)
class Finding:
    """An error that a checker reports."""

    file: str
    line: int
    code: str
    message: str


@dataclass
class Verdict:
    """The count of correct findings, and every wrong one."""

    accepted: int = 0
    acceptable: int = 0
    refused: int = 0
    refusable: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether everything is correct; an empty result is not."""
        counts = (self.accepted, self.refused) == (self.acceptable, self.refusable)
        return counts and not self.wrong and self.acceptable > 0 and self.refusable > 0

    def row(self, name: str) -> str:
        """Return its line of the table."""
        accepted = f"{self.accepted}/{self.acceptable}"
        refused = f"{self.refused}/{self.refusable}"
        return f"{name:<28}  {accepted:>9}  {refused:>9}  {'' if self.good else 'FAILED'}".rstrip()


def judge(findings: Iterable[Finding], tool: Tool) -> Verdict:
    """Compare findings with the marks in the accept and reject files."""
    by_line: dict[tuple[str, int], list[Finding]] = {}
    for found in findings:
        by_line.setdefault((found.file, found.line), []).append(found)
    verdict = Verdict()
    for path in ACCEPT:
        lines = statements(path.read_text(encoding="utf-8"))
        bad = {line for line in lines if any((named(path), n) in by_line for n in lines[line])}
        verdict.acceptable += len(lines)
        verdict.accepted += len(lines) - len(bad)
    for path in REJECT:
        for line, codes in marks(path.read_text(encoding="utf-8"), tool).items():
            found_here = by_line.pop((named(path), line), [])
            verdict.refusable += 1
            if {found.code for found in found_here} & codes:
                verdict.refused += 1
            else:
                wanted = "/".join(sorted(codes))
                got = ", ".join(found.code for found in found_here) or "nothing"
                verdict.wrong.append(f"{named(path)}:{line}: {wanted} wanted, {got} found")
    for (file, line), others in by_line.items():
        verdict.wrong += [f"{file}:{line}: {found.message} [{found.code}]" for found in others]
    return verdict


def named(file: Path) -> str:
    """Return the name of a file in findings."""
    return f"{file.parent.name}/{file.name}"


def statements(source: str) -> Mapping[int, range]:
    """Return the innermost statements of a file: first line -> all lines."""
    return {
        node.lineno: range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt)
        and not hasattr(node, "body")
        and not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    }


def marks(source: str, tool: Tool) -> Mapping[int, set[str]]:
    """Return the lines that must be rejected, with the codes that count: one or several."""
    found: dict[int, set[str]] = {}
    for number, line in enumerate(source.splitlines(), 1):
        if mark := _MARK.search(line):
            found[number] = set(mark[tool].split("/"))
    return found
