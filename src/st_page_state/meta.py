"""The metaclass of state classes: fields are read and written on the class itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, dataclass_transform

from st_page_state import runtime
from st_page_state.declaration import registry
from st_page_state.declaration.arguments import StateVarInfo
from st_page_state.declaration.class_body import defining_frame, spec_of
from st_page_state.declaration.spec import Spec
from st_page_state.declaration.state_var import StateVar
from st_page_state.engine import operations
from st_page_state.errors import (
    DeclarationError,
    StPageStateError,
    a,
    warn,
)


class _LiveField:
    """A descriptor that reads a live field; an instance's own value takes precedence."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        return operations.read(owner, self._name)


_live_field = lru_cache(maxsize=4096)(_LiveField)
"""Each session holds classes of its own, made in its last run."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(StateVar,))
class PageStateMeta(type):
    """Metaclass of state classes: makes their fields readable and writable on the class."""

    __page_state__: Spec

    def __new__(
        mcls, name: str, bases: tuple[type, ...], body: dict[str, Any], **kwargs: Any
    ) -> PageStateMeta:
        live = {
            key: _live_field(key) if isinstance(value, StateVarInfo) else value
            for key, value in body.items()
        }
        for base in bases:
            if "__page_state__" in vars(base) and vars(base)["__page_state__"].key is not None:
                raise DeclarationError(
                    f"{name} cannot have the base {base.__name__}, which is one key of a state "
                    "class. Derive from the class itself."
                )
        cls = super().__new__(mcls, name, bases, live, **kwargs)
        if any(isinstance(base, PageStateMeta) for base in bases):
            frame = defining_frame(cls.__module__)
            spec = spec_of(cls, body, _taken(cls), frame)
            _check_share_param(spec)
            registry.register(spec, cls, frame)
            type.__setattr__(cls, "__page_state__", spec)
            for field in spec.fields.keys() & body.keys():
                if not isinstance(live[field], _LiveField):  # declared by a plain default
                    type.__setattr__(cls, field, _live_field(field))
        return cls

    if not TYPE_CHECKING:  # a type checker that saw these would accept every misspelled name

        def __setattr__(cls, name: str, value: Any) -> None:
            spec = cls.__dict__.get("__page_state__")
            if spec is not None and name in spec.fields:
                operations.write(cls, name, value)
            elif spec is None or _is_attribute(cls, name):
                if spec is not None and name in spec.untyped:
                    warn(
                        f"{spec.name}.{name} is an attribute of the class, so what you set is "
                        f"shared by all sessions. To make it a field, give it its type: "
                        f"{name}: {type(value).__name__} = ..."
                    )
                keyed = spec is not None and spec.key is not None
                type.__setattr__(declared(cls) if keyed else cls, name, value)
            else:
                raise spec.unknown(name)

        def __delattr__(cls, name: str) -> None:
            spec = cls.__dict__.get("__page_state__")
            if spec is not None and name in spec.fields:
                raise StPageStateError(
                    f"{spec.name}.{name} cannot be deleted; {spec.name}.reset({name!r}) restores "
                    "its default."
                )
            if spec is not None and not _is_attribute(cls, name):
                raise spec.unknown(name)
            type.__delattr__(cls, name)

        def __getattr__(cls, name: str) -> Any:
            spec = cls.__dict__.get("__page_state__")
            if spec is not None and name in spec.fields:
                return operations.read(cls, name)  # raises the AttributeError that led here
            if spec is None or name.startswith("__"):
                raise AttributeError(f"{cls.__name__!r} has no attribute {name!r}")
            raise spec.unknown(name)


def _check_share_param(spec: Spec) -> None:
    """Refuse a param that is that of share links."""
    if runtime.share_param in spec.params:
        field = spec.params[runtime.share_param].name
        raise DeclarationError(
            f"{spec.name}.{field} owns the query parameter {runtime.share_param!r}, which is that "
            "of share links. Give it a different url_key, or call configure(share_param=...) with "
            "another name before the class is made."
        )


def declared(cls: Any) -> Any:
    """Return the class whose key a class stands for."""
    return cls.__bases__[-1]


def _is_attribute(cls: type, name: str) -> bool:
    dunder = name.startswith("__") and name.endswith("__")
    return dunder or any(name in vars(base) for base in cls.__mro__)


def _taken(cls: type) -> frozenset[str]:
    """Return the names that PageState itself uses, which no field may have."""
    return _public_names(next(b for b in reversed(cls.__mro__) if isinstance(b, PageStateMeta)))


@lru_cache(maxsize=8)
def _public_names(root: type) -> frozenset[str]:
    return frozenset(name for name in dir(root) if not name.startswith("__"))


def called(thing: object) -> str:
    """Return how an error names what was given in the place of a snapshot."""
    if isinstance(thing, PageStateMeta):
        return f"the class {thing.__name__} itself (use {thing.__name__}.snapshot())"
    return a(type(thing).__name__)
