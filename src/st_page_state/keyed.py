"""Keyed state: one class for many entities, such as the rows of a table."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from operator import index
from typing import Any, SupportsIndex, TypeAlias
from weakref import WeakValueDictionary

from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.errors import ArgumentError, StPageStateError, a, quote
from st_page_state.meta import PageStateMeta
from st_page_state.url.keyed import MOST_CHARACTERS

_Made: TypeAlias = tuple[WeakValueDictionary[str, Any], deque[Any]]
_MOST_KEPT = 1024
"""The classes kept that nobody uses, so that a run need not make those of the last one again."""


class KeyedState:
    """The first base of a class that stands for one key of a state class."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        """Do not tell the state class's own ``__init_subclass__``: nothing was declared."""

    @classmethod
    def of(cls, key: str | int) -> Any:
        """Refuse a key of a key."""
        spec = _spec_of(cls)
        raise StPageStateError(
            f"{spec.name} has no keys of its own. Write {spec.base.name}.of({key!r}), or join the "
            f'two: {spec.base.name}.of(f"{{one}}-{{other}}").'
        )


def class_of_key(cls: Any, key: str | SupportsIndex) -> Any:
    """Return the class that stands for one key, made on first use.

    It is the same one as long as somebody uses it, and for the keys made last. A class in a
    script dies with the run, and its keys with it; that of a module serves all visitors, whose
    keys it holds, not their values.

    Raises:
        ArgumentError: the key is neither text nor an integer, empty, too long, or not Unicode.
        DeclarationError: its params are those of a class that it shares the URL with.
    """
    spec = _spec_of(cls)
    text = key if type(key) is str else _text_of(spec, key)
    made, latest = _made_of(cls)
    found = made.get(text)
    if found is None:
        _check(spec, text)
        found = made.setdefault(text, _made(cls, registry.of_key(spec, text)))
        latest.append(found)
    registry.check_key(_spec_of(found))
    return found


def _made_of(cls: Any) -> _Made:
    """Return the classes made of a state class: those in use by their keys, and the latest."""
    if "__keyed__" not in cls.__dict__:
        type.__setattr__(cls, "__keyed__", (WeakValueDictionary(), deque(maxlen=_MOST_KEPT)))
    found: _Made = cls.__dict__["__keyed__"]
    return found


def _made(cls: Any, spec: Spec) -> Any:
    body = {
        "__module__": cls.__module__,
        "__qualname__": spec.full_name,
        "__doc__": cls.__doc__,
        "__page_state__": spec,
        "keyed_by": spec.key,
    }
    # The metaclass's own __new__ is for class statements.
    new: Callable[..., Any] = super(PageStateMeta, cls).__new__
    return new(type(cls), spec.name, (KeyedState, cls), body)


def _spec_of(cls: Any) -> Spec:
    spec: Spec = cls.__page_state__
    return spec


def _text_of(spec: Spec, key: str | SupportsIndex) -> str:
    if isinstance(key, str):
        return str.__str__(key)  # an Enum's text is its value
    if not isinstance(key, bool):
        try:
            return str(index(key))  # also numpy's
        except TypeError:
            pass
    raise ArgumentError(f"{spec.name}.of() takes a str or an int, not {a(type(key).__name__)}.")


def _check(spec: Spec, key: str) -> None:
    if not key:
        raise ArgumentError(f"{spec.name}.of() needs a key that is not empty.")
    if len(key) > MOST_CHARACTERS:
        raise ArgumentError(
            f"{spec.name}.of({quote(key)}): a key has at most {MOST_CHARACTERS} characters."
        )
    try:
        key.encode()
    except UnicodeEncodeError:
        raise ArgumentError(f"{spec.name}.of({quote(key)}): it has a lone surrogate.") from None
