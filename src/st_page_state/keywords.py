"""Calls that a public function does not take: the error says what it does."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from st_page_state.errors import ArgumentError, nearest, quote

_P = ParamSpec("_P")
_T = TypeVar("_T")


def suggesting(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Make a function answer a call that it does not take by what it takes.

    >>> @suggesting
    ... def save(*, store: str = "") -> None: ...
    >>> save(stor="x")
    Traceback (most recent call last):
    st_page_state.errors.ArgumentError: save() has no argument 'stor'. Did you mean 'store'?
    >>> save("x")
    Traceback (most recent call last):
    st_page_state.errors.ArgumentError: save() takes its arguments by name: store=...
    """

    @wraps(function)
    def called(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return function(*args, **kwargs)
        except TypeError:
            signature = inspect.signature(function)
            try:
                signature.bind(*args, **kwargs)
            except TypeError:
                pass
            else:
                raise  # it is one of the function's own
            raise _refusal(function, signature, args, kwargs) from None

    return called


def _refusal(
    function: Callable[..., object],
    signature: inspect.Signature,
    args: tuple[object, ...],
    kwargs: dict[str, object],
) -> ArgumentError:
    given = [each for name, each in signature.parameters.items() if name not in ("self", "cls")]
    by_place = [p.name for p in given if p.kind is p.POSITIONAL_OR_KEYWORD]
    by_name = [p.name for p in given if p.kind is p.KEYWORD_ONLY]
    known = by_place + by_name
    doing = f"{_name_of(function, args)}()"
    unknown = [name for name in kwargs if name not in known]
    takes_any = any(p.kind is p.VAR_KEYWORD for p in given)
    if unknown and not takes_any:
        hint = nearest(unknown[0], known) or _listed(known)
        return ArgumentError(f"{doing} has no argument {quote(unknown[0])}.{hint}")
    places = args[len(signature.parameters) - len(given) :]
    if len(places) > len(by_place) and not any(p.kind is p.VAR_POSITIONAL for p in given):
        named = ", ".join(f"{name}=..." for name in by_name or ["name"] * takes_any)
        if not (by_place or named):
            return ArgumentError(f"{doing} takes no arguments.")
        if not by_place:
            return ArgumentError(f"{doing} takes its arguments by name: {named}")
        rest = f", and others by name: {named}" if named else ""
        first = " and ".join(by_place)
        return ArgumentError(f"{doing} takes {first}{rest}; {len(places)} values were given.")
    twice = [name for name in by_place[: len(places)] if name in kwargs]
    if twice:
        return ArgumentError(f"{doing} was given two values for {twice[0]}: leave one of them out.")
    missing = next(
        p.name for p in given if p.default is p.empty and p.name in known and p.name not in kwargs
        and p.name not in by_place[: len(places)]
    )  # fmt: skip
    return ArgumentError(f"{doing} needs the argument {missing!r}.{_listed(known)}")


def _name_of(function: Callable[..., object], args: tuple[object, ...]) -> str:
    if args and isinstance(args[0], type):
        return f"{args[0].__name__}.{function.__name__}"
    return function.__qualname__.removesuffix(".__init__")


def _listed(known: list[str]) -> str:
    return f" Its arguments: {', '.join(known) or 'none'}."
