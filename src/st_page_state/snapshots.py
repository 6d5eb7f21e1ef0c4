"""Snapshots: the instances of state classes hold values, compare by them and never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from st_page_state.codecs.equality import alike
from st_page_state.declaration.spec import Spec
from st_page_state.errors import FrozenSnapshotError


class Snapshot:
    """What every instance of a state class does."""

    __page_state__: ClassVar[Spec]

    if not TYPE_CHECKING:  # a type checker is told of the constructor by dataclass_transform

        def __init__(self, **values: Any) -> None:
            spec = type(self).__page_state__
            for name in values:
                spec.field(name, f"{spec.name}()")
            for name, field in spec.fields.items():
                if name in values:
                    # A copy: what the caller holds must not change the snapshot.
                    stored = field.checked(spec.name, values[name]).stored
                    self.__dict__[name] = field.codec.load(stored)
                else:
                    self.__dict__[name] = field.default()

        def __setattr__(self, name: str, value: Any) -> NoReturn:
            raise _frozen(self, name)

        def __delattr__(self, name: str) -> NoReturn:
            raise _frozen(self, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Snapshot):
            return NotImplemented
        mine, theirs = type(self).__page_state__, type(other).__page_state__
        return mine.namespace == theirs.namespace and alike(_stored(self), _stored(other))

    def _values(self) -> dict[str, Any]:
        """The values, of which the snapshot holds no part."""
        fields = type(self).__page_state__.fields
        return {name: fields[name].codec.load(held) for name, held in _stored(self).items()}

    def __hash__(self) -> int:
        return hash((type(self).__page_state__.namespace, *vars(self).values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__qualname__}({values})"


def _stored(snapshot: Snapshot) -> dict[str, Any]:
    fields = type(snapshot).__page_state__.fields
    return {name: fields[name].codec.store(value) for name, value in vars(snapshot).items()}


def _frozen(snapshot: Snapshot, name: str) -> FrozenSnapshotError:
    cls = type(snapshot).__name__
    return FrozenSnapshotError(
        f"A snapshot does not change: {cls}(...).{name} cannot be set. To change this tab's "
        f"state write {cls}.{name} = ..., or build another snapshot."
    )
