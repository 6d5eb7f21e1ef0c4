"""The proposed state classes: their names, their text, their place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import libcst as cst

from st_page_state.devtools.migrate.fields import Field, Plan, Shown
from st_page_state.devtools.migrate.names import Names, after_imports, first_imports
from st_page_state.devtools.migrate.types import DATE
from st_page_state.devtools.migrate.uses import Source

_SELFISH = "url_selfish = False  # as before, a change leaves other params alone"
_HIDING = {
    Shown.NEVER_WRITTEN: "unlike before, the address follows the state; defaults are not in it",
    Shown.ONCE_WRITTEN: "unlike before, what is set back to its default leaves the address",
    Shown.NEVER: "as before, the address shows what differs from the defaults",
}
"""Why defaults are hidden, by what the script does; the first that concerns a field is told."""


@dataclass(eq=False)
class StateClass:
    """One proposed class."""

    name: str
    fields: list[Field] = field(default_factory=list[Field])

    def code(self, date: str = "date") -> str:
        """Return the class's text, with the text that stands for datetime's class ``date``."""
        lines = [f"class {self.name}(PageState):"]
        public = [each for each in self.fields if each.url_key is not None]
        hidden = [each.shown for each in public if each.shown is not Shown.ALWAYS]
        for each in self.fields:
            lines += [f"    {note}" for note in each.comments]
            url_key = "" if each.url_key is None else f', url_key="{each.url_key}"'
            if hidden and each.shown is Shown.ALWAYS:
                url_key += ", hide_default=False"
            made = f"{each.annotation} = StateVar({each.default}{url_key})"
            made = made.replace(DATE, date) if each.is_date else made
            lines.append(f"    {each.name}: {made}")
        if public:
            lines += ["", "    class Config:"]
        if hidden:
            note = next(note for shown, note in _HIDING.items() if shown in hidden)
            lines.append(f"        hide_defaults = True  # {note}")
        if public:
            lines.append(f"        {_SELFISH}")
        return "\n".join(lines) + "\n"


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
    date, imports = date_of(classes, None)
    imports += typing_imports(classes, None)
    head += "".join(f"{line}\n" for line in imports) + ("\n" if imports else "")
    head += "from st_page_state import PageState, StateVar\n"
    return head + "".join(f"\n\n{each.code(date)}" for each in classes)


def date_of(classes: list[StateClass], source: Source | None) -> tuple[str, list[str]]:
    """Return the text for datetime's class ``date`` where classes stand, and what imports it.

    A field's name hides that of a module or class in the class's own body.
    """
    fields = [each for made in classes for each in made.fields]
    if not any(each.is_date for each in fields):
        return "date", []
    hidden = {each.name for each in fields}
    if source is None:
        name = next(name for name in ("date", "date_type") if name not in hidden)
        return name, [_import_of(name)]
    for text in source.names.dates:
        if text.partition(".")[0] not in hidden and text in _dates_imported_first(source.module):
            return text, []
    taken = hidden | (source.names.bound.keys() - set(source.names.dates))
    name = next(name for name in ("date", "date_type") if name not in taken)
    return name, [_import_of(name)]


def typing_imports(
    classes: list[StateClass], source: Source | None, *, needs_any: bool = False
) -> list[str]:
    """Return what imports the names of the module typing that a module needs and has not yet."""
    needed = {name for made in classes for each in made.fields for name in each.from_typing()}
    needed |= {"Any"} if needs_any else set()
    for statement in first_imports(source.module) if source is not None else ():
        small = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        if isinstance(small, cst.ImportFrom) and not isinstance(small.names, cst.ImportStar):
            module = small.module.value if isinstance(small.module, cst.Name) else ""
            names = {each.evaluated_name for each in small.names if each.asname is None}
            needed -= names if module == "typing" else set()
    return [f"from typing import {', '.join(sorted(needed))}"] if needed else []


def _import_of(name: str) -> str:
    return "from datetime import date" + (f" as {name}" if name != "date" else "")


def _dates_imported_first(module: cst.Module) -> list[str]:
    """Return the texts for ``date`` that are known where the classes are put."""
    names, body = Names(), list(module.body)
    for statement in body[: after_imports(body)]:
        statement.visit(names)
    return names.dates


def insert(
    module: cst.Module, imports: list[str], classes: list[StateClass], date: str = "date"
) -> cst.Module:
    """Put imports and classes behind a module's first imports."""
    body = list(module.body)
    place = after_imports(body)
    lines = [cst.parse_statement(line) for line in imports]
    added: list[cst.BaseStatement] = [*lines]
    for each in classes:
        statement = cst.parse_statement(each.code(date))
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


def _spaced(
    statement: cst.SimpleStatementLine | cst.BaseCompoundStatement,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """Put two blank lines before a statement and its comments."""
    lines = list(statement.leading_lines)
    blank = next((n for n, line in enumerate(lines) if line.comment is not None), len(lines))
    missing = [cst.EmptyLine(indent=False)] * max(0, 2 - blank)
    return statement.with_changes(leading_lines=[*missing, *lines])
