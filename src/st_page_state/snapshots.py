"""Snapshots: instances of state classes, which are immutable and compare by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, SupportsIndex

from st_page_state.codecs.equality import alike
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.errors import ArgumentError, FrozenSnapshotError


class Snapshot:
    """The behavior of the instances of state classes."""

    __page_state__: ClassVar[Spec]

    if not TYPE_CHECKING:  # type checkers know the constructor from dataclass_transform

        def __init__(self, /, *args: Any, **values: Any) -> None:
            spec = type(self).__page_state__
            if args:
                raise ArgumentError(
                    f"{spec.name}() takes its values by name: "
                    f"{', '.join(f'{name}=...' for name in spec.fields)}"
                )
            for name in values:
                spec.field(name, f"{spec.name}()")
            for name, field in spec.fields.items():
                if name in values:
                    # A copy, because the caller may go on to change the value.
                    stored = field.checked(spec.name, values[name]).stored
                    self.__dict__[name] = field.codec.load(stored)
                else:
                    self.__dict__[name] = field.default()

        def __setattr__(self, name: str, value: Any) -> NoReturn:
            raise _frozen(self, name)

        def __getattr__(self, name: str) -> NoReturn:
            if name.startswith("_"):  # what Python and tools look for
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            if _is_own(type(self), name):
                object.__getattribute__(self, name)  # raises the AttributeError that led here
            raise type(self).__page_state__.unknown(name, f"{type(self).__name__}(...)")

        def __delattr__(self, name: str) -> NoReturn:
            raise _frozen(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Snapshot):
            return NotImplemented
        mine, theirs = type(self).__page_state__, type(other).__page_state__
        return mine.namespace == theirs.namespace and alike(_stored(self), _stored(other))

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Self:
        """Return a snapshot of live values, which are valid copies."""
        snapshot = cls.__new__(cls)
        vars(snapshot).update(values)
        return snapshot

    def _values(self) -> dict[str, Any]:
        """Return copies of the values."""
        fields = type(self).__page_state__.fields
        return {name: fields[name].codec.load(stored) for name, stored in _stored(self).items()}

    def __hash__(self) -> int:
        return hash((type(self).__page_state__.namespace, *_fields_of(self).values()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return the parts that Streamlit's caches hash; equal snapshots have equal ones."""
        spec = type(self).__page_state__
        parts = ((name, _part(spec.fields[name], v)) for name, v in _fields_of(self).items())
        return (spec.namespace, *parts)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Return what pickle and copy need to make another one."""
        cls, key = type(self), type(self).__page_state__.key
        which = (cls,) if key is None else (cls.__bases__[-1], key)
        return _blank, which, _fields_of(self)

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in _fields_of(self).items())
        return f"{type(self).__qualname__}({values})"


def _is_own(cls: type, name: str) -> bool:
    return any(name in vars(base) for base in cls.__mro__)


def _blank(cls: Any, key: str | None = None) -> Snapshot:
    which = cls if key is None else cls.of(key)
    made: Snapshot = which.__new__(which)
    return made


def _part(field: Field, value: Any) -> Any:
    """Return a value's texts, which any cache can hash, or else what is stored of it."""
    try:
        return field.codec.encode(value) if field.codec.has_text else value
    except ValueError:
        return field.codec.store(value)


def _fields_of(snapshot: Snapshot) -> dict[str, Any]:
    """Return the values of the fields; a cached_property keeps its own beside them."""
    fields = type(snapshot).__page_state__.fields
    return {name: value for name, value in vars(snapshot).items() if name in fields}


def _stored(snapshot: Snapshot) -> dict[str, Any]:
    fields = type(snapshot).__page_state__.fields
    return {name: fields[name].codec.store(value) for name, value in _fields_of(snapshot).items()}


def _frozen(snapshot: Snapshot, name: str) -> FrozenSnapshotError:
    cls = type(snapshot).__name__
    return FrozenSnapshotError(
        f"A snapshot is immutable: {cls}(...).{name} cannot be set. To change this tab's "
        f"state, write {cls}.{name} = ..., or create another snapshot."
    )
