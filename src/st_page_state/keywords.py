"""Calls with a keyword that is misspelt: the error suggests the right one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from st_page_state.errors import ArgumentError, nearest, quote

_P = ParamSpec("_P")
_T = TypeVar("_T")


def suggesting(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a function suggest its nearest keyword for one that it does not have.

    >>> @suggesting
    ... def save(*, store: str = "") -> None: ...
    >>> save(stor="x")
    Traceback (most recent call last):
    st_page_state.errors.ArgumentError: save() has no argument 'stor'. Did you mean 'store'?
    """

    @wraps(function)
    def called(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return function(*args, **kwargs)
        except TypeError:
            unknown = [name for name in kwargs if name not in _keywords(function)]
            if not unknown:
                raise
            raise _refusal(function, args, unknown[0]) from None

    return called


def _keywords(function: Callable[..., object]) -> list[str]:
    return [
        name
        for name, given in inspect.signature(function).parameters.items()
        if given.kind in (given.KEYWORD_ONLY, given.POSITIONAL_OR_KEYWORD)
        and name not in ("self", "cls")
    ]


def _refusal(function: Callable[..., object], args: tuple[object, ...], name: str) -> ArgumentError:
    known = _keywords(function)
    called = function.__qualname__.removesuffix(".__init__")
    if args and isinstance(args[0], type):
        called = f"{args[0].__name__}.{function.__name__}"
    hint = nearest(name, known) or f" Its arguments: {', '.join(known)}."
    return ArgumentError(f"{called}() has no argument {quote(name)}.{hint}")
