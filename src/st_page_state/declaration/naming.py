"""Which classes a name in ``share_url_with`` means.

A name means the class of its own file first, then what the file has imported, then the one class
of that name in another file; the nearest, since a process may run several apps. Main scripts and
pages are all the module ``__main__``: if two pages are equally near, both are meant, since only
one of them runs at a time.
"""

from __future__ import annotations

import dis
from collections.abc import Iterable
from pathlib import Path
from types import CodeType

from st_page_state.declaration.in_force import Definition

_NO, _GONE, _ELSEWHERE, _IMPORTED, _HERE, _IN_SCOPE, _EXACT = range(7)


def meant(by: Definition, entry: str, loaded: Iterable[Definition]) -> list[Definition]:
    """Return the loaded classes that a name may mean.

    Args:
        by: the class whose Config has the name.
        entry: the name.
        loaded: the loaded classes.

    Returns:
        Nothing if the class is not loaded yet; several if the name is ambiguous.
    """
    ranks = [(rank, other) for other in loaded if (rank := _rank(by, entry, other))]
    best = max((rank for rank, _ in ranks), default=_NO)
    found = [other for rank, other in ranks if rank == best]
    if best == _ELSEWHERE and _defines(by.code, _outermost(by, entry)):
        return []  # the file has not come to its own class of that name
    if len(found) > 1:  # one of them may have moved here from another module
        found = [other for other in found if other.is_in_force()] or found
    if len(found) < 2:
        return found
    near = [_nearness(by, other) for other in found]
    return [other for other, n in zip(found, near, strict=True) if n == max(near)]


def are_of_one_app(one: Definition, other: Definition) -> bool:
    """Return whether two classes can be of one app, as far as their files tell.

    A process may run several apps, as tests do: a page stands in or below its main script's folder.
    """
    if one.spec.module != "__main__" or other.spec.module != "__main__":
        return True
    a, b = Path(one.file).parent, Path(other.file).parent
    return a.is_relative_to(b) or b.is_relative_to(a)


def _rank(by: Definition, entry: str, other: Definition) -> int:
    one, two = by.spec, other.spec
    if entry == two.namespace:
        return _EXACT
    if not entry.endswith(two.name) and entry not in by.imported:
        return _NO  # soon, as nearly all classes
    scope = _scope(by)
    # Classes in the same function refer to each other by their plain names.
    in_scope = bool(scope) and two.qualname == f"{scope}.{entry}"
    if one.module == two.module and (one.module != "__main__" or by.file == other.file):
        if in_scope or entry in (two.qualname, f"{two.module}.{two.qualname}"):
            if _is_gone(by, other):
                return _GONE
            return _IN_SCOPE if in_scope else _HERE
    elif by.imported.get(entry) == two.namespace:
        return _IMPORTED
    elif entry in (two.qualname, f"{two.module}.{two.qualname}"):
        return _ELSEWHERE
    return _NO


def _scope(definition: Definition) -> str:
    return definition.spec.qualname.rpartition(".")[0]


def _outermost(by: Definition, entry: str) -> str:
    return entry.removeprefix(f"{by.spec.module}.").partition(".")[0]


def _is_gone(by: Definition, other: Definition) -> bool:
    """Return whether the file, as it is now, no longer makes a class."""
    if _scope(by) != _scope(other) or by.code is None:
        return False
    return not _defines(by.code, other.spec.name)


def _defines(code: CodeType | None, name: str) -> bool:
    """Return whether a piece of code gives a name a value, other than by an import."""
    if code is None or name not in {*code.co_names, *code.co_varnames, *code.co_cellvars}:
        return False
    before = ""
    for step in dis.get_instructions(code):
        stored = step.opname.startswith("STORE_") and step.opname != "STORE_ATTR"
        if stored and step.argval == name and before not in ("IMPORT_FROM", "IMPORT_NAME"):
            return True
        before = step.opname
    return False


def _nearness(by: Definition, other: Definition) -> int:
    return len({*Path(by.file).parents} & {*Path(other.file).parents})
