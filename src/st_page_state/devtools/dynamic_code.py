"""Code that an app names by a text: ``exec``, ``importlib``, ``runpy``, ``getattr``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from st_page_state.devtools.named_pages import Unseen, lines_of
from st_page_state.devtools.source_kinds import UnknownValueError
from st_page_state.devtools.source_names import Code
from st_page_state.devtools.source_values import Values

_RUN = {"exec", "eval", "run_path"}
_IMPORT = {"import_module", "__import__"}
_AGAIN = {"reload", "run_module"}
_SCOPES = {"globals", "locals", "vars"}


@dataclass
class Dynamic:
    """What a module runs by a text.

    Attributes:
        files: the files whose text is run.
        texts: the source that is run.
        modules: the names of the modules that are imported.
        names: the names that are looked up.
        unseen: what is only known when the app runs.
    """

    files: list[Path] = field(default_factory=list[Path])
    texts: list[str] = field(default_factory=list[str])
    modules: list[str] = field(default_factory=list[str])
    names: list[str] = field(default_factory=list[str])
    unseen: list[Unseen] = field(default_factory=list[Unseen])


def dynamic(code: Code, values: Values, is_own: Callable[[Any], bool]) -> Dynamic:
    """Return what a module runs by a text.

    Args:
        code: the module.
        values: reads its expressions.
        is_own: returns whether a module or a class belongs to the app.
    """
    found = Dynamic()
    for node in ast.walk(code.tree):
        name = _called(node)
        if not isinstance(node, ast.Call) or not name:
            continue
        try:
            if name in _RUN and node.args:
                _run(found, name, node.args[0], code, values)
            elif name in _AGAIN and node.args:
                found.files += [_file_of(value) for value in values.of(node.args[0], code)]
            elif name in _IMPORT and node.args:
                found.modules += _texts(values.of(node.args[0], code))
            elif name == "getattr" and len(node.args) > 1:
                if _is_about(node.args[0], code, values, is_own):
                    found.names += _texts(values.of(node.args[1], code))
            elif name in _SCOPES and _is_own_scope(node, code, values, is_own):
                found.names += [*_looked_up(node, code, values)]
        except UnknownValueError:
            told = f"what {name}() gets is only known when the app runs"
            found.unseen.append(Unseen(code.file, *lines_of(node), told, is_about_pages=False))
    return found


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Name):
        return node.func.id
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if isinstance(owner, ast.Name) and owner.id in ("importlib", "runpy", "builtins"):
        return getattr(node.func, "attr", "")
    return ""


def _file_of(module: Any) -> Path:
    """Return the file of a module, or of one by its name, that is executed anew."""
    spec = find_spec(module) if isinstance(module, str) else getattr(module, "__spec__", None)
    if spec is None or not str(spec.origin).endswith(".py"):
        raise UnknownValueError
    return Path(str(spec.origin))


def _texts(values: list[Any]) -> list[str]:
    if not all(isinstance(value, str) for value in values):
        raise UnknownValueError
    return values


def _run(found: Dynamic, name: str, node: ast.expr, code: Code, values: Values) -> None:
    path = node if name == "run_path" else _read_from(node, code)
    if path is None:
        found.texts += _texts(values.of(node, code))
        return
    for value in values.of(path, code):
        file = Path(value)
        file = file if file.is_file() else values.folder / file
        if not file.is_file():
            raise UnknownValueError
        found.files.append(file)


def _read_from(node: ast.expr, code: Code) -> ast.expr | None:
    """Return the path in ``open(path).read()``, ``path.read_text()`` and the like."""
    match node:
        case ast.Call(func=ast.Name(id="compile"), args=[source, *_]):
            return _read_from(source, code)
        case ast.Call(func=ast.Attribute(value=file, attr="read")):
            return _opened(file, code)
        case ast.Call(func=ast.Attribute(value=path, attr="read_text" | "read_bytes")):
            return path
        case ast.Name():
            bound = [
                each.value
                for holder in code.above(node)
                if isinstance(holder, ast.FunctionDef | ast.Module)
                for each in code.bindings(holder, node.id)
            ]
            return _read_from(bound[0], code) if len(bound) == 1 and bound[0] != node else None
        case _:
            return None


def _opened(node: ast.expr, code: Code) -> ast.expr | None:
    match node:
        case ast.Call(func=ast.Name(id="open"), args=[path, *_]):
            return path
        case ast.Call(func=ast.Attribute(value=path, attr="open")):
            return path
        case ast.Name(id=name):
            items = [
                item
                for holder in code.above(node)
                for item in getattr(holder, "items", ())
                if getattr(item.optional_vars, "id", "") == name
            ]
            return _opened(items[0].context_expr, code) if items else None
        case _:
            return None


def _is_about(node: ast.expr, code: Code, values: Values, is_own: Callable[[Any], bool]) -> bool:
    """Return whether an expression may be a module or a class of the app."""
    try:
        return any(is_own(value) for value in values.of(node, code))
    except UnknownValueError:
        return False


def _is_own_scope(
    node: ast.Call, code: Code, values: Values, is_own: Callable[[Any], bool]
) -> bool:
    return not node.args or _is_about(node.args[0], code, values, is_own)


def _looked_up(node: ast.Call, code: Code, values: Values) -> Iterator[str]:
    """Yield the names that are looked up in ``globals()`` and the like."""
    holder = code.parents.get(node)
    if isinstance(holder, ast.Subscript) and holder.value is node:
        yield from _texts(values.of(holder.slice, code))
    elif isinstance(holder, ast.Attribute) and holder.attr in ("get", "pop"):
        call = code.parents.get(holder)
        given = call.args if isinstance(call, ast.Call) and call.func is holder else []
        yield from _texts(values.of(given[0], code)) if given else ()
    elif isinstance(holder, ast.Attribute) and holder.attr in ("values", "items"):
        raise UnknownValueError
