"""A state class as the engine sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from st_page_state.declaration.config import Config
from st_page_state.declaration.fields import Field
from st_page_state.errors import UnknownFieldError

_MOST_SETS = 64


@dataclass(eq=False)
class Spec:
    """A state class as the engine sees it: its place, its fields and its options."""

    namespace: str
    module: str
    qualname: str
    fields: dict[str, Field]
    config: Config
    hooks: frozenset[str]
    """Which hooks the class defines."""
    hears_writes: bool = field(init=False)
    """A write may call one of its hooks."""
    params: dict[str, Field] = field(init=False)
    fingerprint: tuple[Any, ...] = field(init=False)
    """Equal for two classes that can share one place in the session."""

    def __post_init__(self) -> None:
        self.hears_writes = not self.hooks.isdisjoint(("before_set", "on_change"))
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self.params = {f.param: f for f in self.fields.values() if f.param is not None}
        self.fingerprint = tuple((f.name, f.param, f.type_name) for f in self.fields.values())

    def field(self, name: object, doing: str) -> Field:
        """Return a field by its name.

        Raises:
            UnknownFieldError: there is none of that name; it proposes the nearest one.
        """
        if isinstance(name, str) and name in self.fields:
            return self.fields[name]
        raise UnknownFieldError(self.name, name, self.fields, doing)

    def one_for_all(self, names: frozenset[str]) -> frozenset[str]:
        """Return an equal set that all sessions share: they take a lot of room, and few differ."""
        if len(self._sets) < _MOST_SETS:
            return self._sets.setdefault(names, names)
        return self._sets.get(names, names)

    @property
    def name(self) -> str:
        """The class's own name, without what it is nested in."""
        return self.qualname.rpartition(".")[2]
