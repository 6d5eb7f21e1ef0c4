"""The proposed state classes: their names, their text, their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import libcst as cst

from st_page_state.devtools.migrate.plan import Field, Plan
from st_page_state.devtools.migrate.uses import Source

_CONFIG = """
    class Config:
        hide_defaults = True  # as before, the address shows what differs from the defaults
        url_selfish = False  # as before, a change leaves other params alone
"""


@dataclass(eq=False)
class StateClass:
    """One proposed class."""

    name: str
    fields: list[Field] = field(default_factory=list[Field])

    def code(self) -> str:
        """Return the class's text."""
        lines = [f"class {self.name}(PageState):"]
        for each in self.fields:
            lines += [f"    {note}" for note in each.comments]
            url_key = "" if each.url_key is None else f', url_key="{each.url_key}"'
            made = f"StateVar({each.default}{url_key})"
            lines.append(f"    {each.name}: {each.annotation} = {made}")
        text = "\n".join(lines) + "\n"
        return text + _CONFIG if any(each.url_key is not None for each in self.fields) else text


@dataclass(eq=False)
class Classes:
    """All proposed classes: those of one module each, and those that several share."""

    shared: list[StateClass]
    own: dict[Path, list[StateClass]]
    owners: dict[int, str]
    """The name of the class of each field, by the field's identity."""

    def owner(self, found: Field) -> str:
        """Return the name of a field's class."""
        return self.owners[id(found)]


def classes_of(plan: Plan, sources: list[Source]) -> Classes:
    """Sort the fields of a plan into classes."""
    found = Classes([], {}, {})
    fields = list(dict.fromkeys([*plan.session.values(), *plan.params.values()]))
    by_path = {source.path: source for source in sources}
    for in_url, names in ((False, ("State", "AppState")), (True, ("Params", "PageParams"))):
        alike = [each for each in fields if (each.url_key is not None) is in_url]
        shared = [each for each in alike if len(each.places) > 1]
        if shared:
            name = _free(sources, f"Shared{names[0]}", f"Shared{names[1]}")
            found.shared.append(_made(found, name, shared))
        for path, source in by_path.items():
            own = [each for each in alike if each.places == {path}]
            if own:
                made = _made(found, source.names.free(*names), own)
                found.own.setdefault(path, []).append(made)
    return found


def _made(found: Classes, name: str, fields: list[Field]) -> StateClass:
    found.owners.update((id(each), name) for each in fields)
    return StateClass(name, fields)


def _free(sources: list[Source], *wanted: str) -> str:
    taken = next((s.names for s in sources if wanted[0] in s.names.used), None)
    return wanted[0] if taken is None else taken.free(*wanted)


def shared_module(classes: list[StateClass]) -> str:
    """Return the text of the module with the classes that several modules use."""
    head = '"""State that several pages share."""\n\n'
    head += "from st_page_state import PageState, StateVar\n"
    return head + "".join(f"\n\n{each.code()}" for each in classes)


def insert(module: cst.Module, imports: list[str], classes: list[StateClass]) -> cst.Module:
    """Put imports and classes behind a module's first imports."""
    body = list(module.body)
    place = _after_imports(body)
    lines = [cst.parse_statement(line) for line in imports]
    added: list[cst.BaseStatement] = [*lines]
    for each in classes:
        statement = cst.parse_statement(each.code())
        assert isinstance(statement, cst.ClassDef)
        added.append(statement.with_changes(leading_lines=[cst.EmptyLine(indent=False)] * 2))
    rest = body[place:]
    if classes and rest:
        rest[0] = _spaced(rest[0])
    result: list[cst.SimpleStatementLine | cst.BaseCompoundStatement] = []
    for part in (*body[:place], *added, *rest):
        assert isinstance(part, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
        result.append(part)
    return module.with_changes(body=result)


def _after_imports(body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement]) -> int:
    place = 0
    for number, statement in enumerate(body):
        if not isinstance(statement, cst.SimpleStatementLine):
            break
        small = statement.body[0]
        docstring = isinstance(small, cst.Expr) and isinstance(
            small.value, (cst.SimpleString, cst.ConcatenatedString)
        )
        if isinstance(small, (cst.Import, cst.ImportFrom)) or (docstring and number == 0):
            place = number + 1
        else:
            break
    return place


def _spaced(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """Put two blank lines before a statement and its comments."""
    lines = list(statement.leading_lines)
    blank = next((n for n, line in enumerate(lines) if line.comment is not None), len(lines))
    missing = [cst.EmptyLine(indent=False)] * max(0, 2 - blank)
    return statement.with_changes(leading_lines=[*missing, *lines])
