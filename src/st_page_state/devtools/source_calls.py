"""What calls in an app's source give, of those that have no effects."""

from __future__ import annotations

import ast
import builtins
import glob
import inspect
import os.path
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain, product
from pathlib import Path, PurePath
from types import FunctionType
from typing import Any, Protocol

from st_page_state.devtools.source_kinds import (
    Frame,
    Local,
    Made,
    Mapped,
    Mark,
    Several,
    UnknownValueError,
    attribute,
    bounded,
    elements,
    entries,
    is_plain,
    positions,
)
from st_page_state.devtools.source_names import Code, Function, arguments_of

Arguments = Callable[[], tuple[list[list[Any]], dict[str, list[Any]]]]


class Reader(Protocol):
    """Reads values of expressions."""

    folder: Path

    def of(self, node: ast.expr, code: Code, frame: Frame | None = None) -> list[Any]:
        """Return the values that an expression may have."""
        ...

    def returns(self, value: Any, frame: Callable[[Function], Frame]) -> list[Any]:
        """Return what a function of the app may return, without calling it."""
        ...


_ALIKE: tuple[Any, ...] = (sorted, list, tuple, set, frozenset, reversed, iter)
_PURE: tuple[Any, ...] = (
    str, len, os.fspath, os.path.join, os.path.dirname, os.path.basename, os.path.abspath,
    os.path.realpath, os.path.normpath, os.path.splitext, os.getcwd,
)  # fmt: skip
_LISTING: tuple[Any, ...] = (os.listdir, glob.glob, glob.iglob)
_PATH_METHODS = {
    "joinpath", "resolve", "absolute", "with_name", "with_suffix", "with_stem", "as_posix",
    "relative_to", "exists", "is_file", "is_dir", "expanduser",
}  # fmt: skip
_LIST_PATHS = {"glob", "rglob", "iterdir"}


class Calls:
    """Reads what calls give.

    Args:
        reader: reads the values of what is called, and of its arguments.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def built_in(self, name: str) -> list[Any]:
        """Return one of Python's own functions that have no effects."""
        known: tuple[Any, ...] = (*_ALIKE, *_PURE, dict, enumerate, filter, map, sum, zip)
        found = getattr(builtins, name, None)
        if found is None or not any(found is each for each in known):
            raise UnknownValueError
        return [found]

    def of(self, node: ast.Call, code: Code, frame: Frame) -> list[Any]:
        """Return what a call may give."""

        def arguments() -> tuple[list[list[Any]], dict[str, list[Any]]]:
            given = self._reader.of(ast.List(node.args, ast.Load()), code, frame)[0].items
            named: dict[str, list[Any]] = {}
            for word in node.keywords:
                if word.arg is None:
                    raise UnknownValueError
                named[word.arg] = self._reader.of(word.value, code, frame)
            return list(given), named

        func = node.func
        if isinstance(func, ast.Attribute) and not code.is_streamlit(func):
            owners = self._reader.of(func.value, code, frame)
            return [each for owner in owners for each in self._method(owner, func.attr, arguments)]
        callees = self._reader.of(func, code, frame)
        return [each for callee in callees for each in self._called(callee, arguments)]

    def _method(self, owner: Any, name: str, arguments: Arguments) -> list[Any]:
        if isinstance(owner, Mapped | dict) and name in ("items", "keys", "values", "get", "copy"):
            return self._of_dict(owner, name, arguments)
        if isinstance(owner, Several | list | tuple) and name == "copy":
            return [owner]
        if isinstance(owner, str) or (isinstance(owner, Path) and name in _PATH_METHODS):
            return self._pure(getattr(owner, name), arguments)
        if isinstance(owner, Path) and name in _LIST_PATHS:
            there = owner if owner.exists() else self._reader.folder / owner
            found = self._pure(lambda *given: sorted(getattr(there, name)(*given)), arguments)
            return [Several(tuple([each] for each in paths)) for paths in found]
        found = attribute(owner, name)
        if owner is chain and name == "from_iterable":
            return [self._chained(value) for value in arguments()[0][0]]
        return [each for callee in found for each in self._called(callee, arguments, owner)]

    def _of_dict(self, owner: Any, name: str, arguments: Arguments) -> list[Any]:
        pairs = entries(owner)
        if name == "copy":
            return [owner]
        if name == "keys":
            return [Several(tuple(keys for keys, _ in pairs))]
        if name == "values":
            return [Several(tuple(values for _, values in pairs))]
        if name == "items":
            return [Several(tuple([Several((keys, values))] for keys, values in pairs))]
        given, _ = arguments()
        others = given[1] if len(given) > 1 else []
        return [value for _, values in pairs for value in values] + others

    def _called(self, callee: Any, arguments: Arguments, owner: Any = None) -> list[Any]:
        if isinstance(callee, Mark):
            return [Mark.A_PAGE]
        if any(callee is each for each in _PURE) or _is_class_of(callee, PurePath):
            return self._pure(callee, arguments)
        if any(callee is each for each in _LISTING):
            return self._listed(callee, arguments)
        if isinstance(callee, FunctionType | Local):
            return self._followed(callee, arguments, owner)
        if callee is partial:
            return arguments()[0][0]
        if _is_class_of(callee, object) and callee.__module__ not in ("builtins", "itertools"):
            return self._made(callee, arguments)
        return self._of_builtin(callee, *arguments())

    def _of_builtin(
        self, callee: Any, given: list[list[Any]], named: Mapping[str, list[Any]]
    ) -> list[Any]:
        if callee is dict:
            pairs = [pair for values in given for value in values for pair in _pairs(value)]
            return [Mapped((*pairs, *(([name], values) for name, values in named.items())))]
        if callee in _ALIKE:
            wholes = given[0] if given else [()]
            return [Several(tuple([each] for each in elements(whole))) for whole in wholes]
        if callee is enumerate:
            numbered = [enumerate(positions(whole)) for whole in given[0]]
            return [Several(tuple([Several(([n], p))] for n, p in each)) for each in numbered]
        if callee is zip:
            whole = [positions(values[0]) for values in given if len(values) == 1]
            if len(whole) == len(given):
                return [Several(tuple([Several(row)] for row in zip(*whole, strict=False)))]
        if callee is map and len(given) == 2:
            items = [[each] for whole in given[1] for each in elements(whole)]
            one: list[Arguments] = [partial(_alone, item) for item in items]
            return [Several(tuple(self._called(f, each) for f in given[0] for each in one))]
        if callee is filter and len(given) == 2:
            return given[1]
        if callee in (sum, chain):
            return [self._chained(Several(tuple(given if callee is chain else given[:1])))]
        raise UnknownValueError

    def _chained(self, wholes: Any) -> Several:
        inner = [each for whole in elements(wholes) for each in elements(whole)]
        lists = [isinstance(each, Several | list | tuple) for each in inner]
        if lists and all(lists):  # as in sum([[1], [2]], [])
            inner = [each for whole in inner for each in elements(whole)]
        return Several(tuple([each] for each in inner))

    def _pure(self, callee: Callable[..., Any], arguments: Arguments) -> list[Any]:
        given, named = arguments()
        found: list[Any] = []
        for values in bounded(product(*given, *named.values())):
            plain = [_plain(value) for value in values]
            by_name = dict(zip(named, plain[len(given) :], strict=True))
            try:
                found.append(callee(*plain[: len(given)], **by_name))
            except Exception:  # noqa: BLE001 - such a call fails in the app as well
                raise UnknownValueError from None
        return found

    def _listed(self, callee: Callable[..., Any], arguments: Arguments) -> list[Any]:
        def listed(where: str | Path = ".", **named: Any) -> list[str]:
            beside = os.fspath(self._reader.folder / where)
            found: list[str] = []
            for place in (os.fspath(where), beside):
                if not found and (callee is not os.listdir or Path(place).exists()):
                    found = sorted(callee(place, **named))
            return found

        return [Several(tuple([each] for each in paths)) for paths in self._pure(listed, arguments)]

    def _followed(self, callee: Any, arguments: Arguments, owner: Any) -> list[Any]:
        def frame(function: Function) -> Frame:
            names = arguments_of(function)
            if isinstance(owner, Made | type) and names[:1] in (["self"], ["cls"]):
                names = names[1:]
            if not names:
                return {}
            given, named = arguments()
            return dict(zip(names, given, strict=False)) | named

        return self._reader.returns(callee, frame)

    def _made(self, callee: Any, arguments: Arguments) -> list[Any]:
        given, named = arguments()
        try:
            bound = inspect.signature(callee).bind(*given, **named)
        except (TypeError, ValueError):
            raise UnknownValueError from None
        return [Made(callee, dict(bound.arguments))]


def _is_class_of(callee: object, base: type) -> bool:
    return isinstance(callee, type) and issubclass(callee, base)


def _alone(item: list[Any]) -> tuple[list[list[Any]], dict[str, list[Any]]]:
    return [item], {}


def _pairs(value: Any) -> list[tuple[list[Any], list[Any]]]:
    if isinstance(value, Mapped | dict):
        return entries(value)
    pairs = [positions(each) for each in elements(value)]
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


def _plain(value: Any) -> Any:
    """Return a value of Python for one that stands for several, if each place is known."""
    if isinstance(value, Several):
        if any(len(place) != 1 for place in value.items):
            raise UnknownValueError
        return [_plain(place[0]) for place in value.items]
    if not is_plain(value):
        raise UnknownValueError
    return value
