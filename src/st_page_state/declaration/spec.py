"""The spec of a state class: the engine's view of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from st_page_state.declaration.config import Config
from st_page_state.declaration.fields import Field
from st_page_state.errors import UnknownFieldError
from st_page_state.ports import Texts
from st_page_state.url.rules import Desired

_MOST_SETS = 64


class Source(NamedTuple):
    """What the source of a class looked like when it was made."""

    file: str
    stamp: object
    """Differs after an edit of the file."""

    code: int | None
    """A hash of the module's code, if the class statement stands in no function. The file may
    have been edited between its compilation and its execution."""

    def is_edit_of(self, former: Source) -> bool:
        """Return whether the file was edited after ``former``."""
        if self.file != former.file:
            return False
        recompiled = None not in (self.code, former.code) and self.code != former.code
        return recompiled or self.stamp != former.stamp


@dataclass(eq=False)
class Spec:
    """The engine's view of a state class: its namespace, fields, config and hooks."""

    namespace: str
    module: str
    qualname: str
    fields: dict[str, Field]
    config: Config
    hooks: frozenset[str]
    """The hooks that the class defines."""
    untyped: frozenset[str] = frozenset()
    """Public names of plain values in the class's body, which may be forgotten fields."""
    hears_writes: bool = field(init=False)
    """A write may call one of its hooks."""
    params: dict[str, Field] = field(init=False)
    fingerprint: tuple[Any, ...] = field(init=False)
    """Equal for two classes that can use the same stored values."""

    source: Source = field(init=False)
    """Set when the class is registered."""

    keys: dict[str, str] = field(init=False)
    """Field -> its widget key: one text for all sessions."""

    def __post_init__(self) -> None:
        self.keys = {}
        self._initial: tuple[dict[str, Any], Desired] | None = None
        self.hears_writes = not self.hooks.isdisjoint(("before_set", "on_change"))
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self.params = {f.param: f for f in self.fields.values() if f.param is not None}
        self.fingerprint = tuple((f.name, f.param, f.type_name) for f in self.fields.values())

    def field(self, name: object, doing: str) -> Field:
        """Return a field by its name.

        Raises:
            UnknownFieldError: there is no such field; the error suggests the right name.
        """
        if isinstance(name, str) and name in self.fields:
            return self.fields[name]
        hint = ""
        if isinstance(name, str) and name in self.untyped:
            hint = f" {self.name}.{name} is no field, because it has no type: {name}: ... = ..."
        raise UnknownFieldError(self.name, name, self.fields, doing, hint)

    def initial(self) -> tuple[dict[str, Any], Desired]:
        """Return the stored values and the desired params with which a session begins."""
        initial = self._initial
        if initial is None:
            fields = self.fields.values()
            values = {f.name: f.codec.store(f.default()) for f in fields}
            initial = values, self.desired(values)
            if all(f.codec.simple and f.info.default_factory is None for f in fields):
                self._initial = initial  # the params are shared by all sessions, to save memory
        values, desired = initial
        return values.copy(), desired

    def desired(
        self, values: Mapping[str, Any], without: dict[str, Exception] | None = None
    ) -> Desired:
        """Return the desired params for these stored values.

        Args:
            values: field -> its stored value.
            without: the fields whose values have no text are added, with the errors; if None,
                all values have one.
        """
        desired: dict[str, Texts | None] = {}
        for param, owner in self.params.items():
            try:
                desired[param] = owner.texts(owner.codec.value_of(values[owner.name]))
            except ValueError as error:
                if without is None:
                    raise
                desired[param], without[owner.name] = None, error
        return desired

    def one_for_all(self, names: frozenset[str]) -> frozenset[str]:
        """Return an equal set shared by all sessions, to save memory: few sets differ."""
        if len(self._sets) < _MOST_SETS:
            return self._sets.setdefault(names, names)
        return self._sets.get(names, names)

    @property
    def name(self) -> str:
        """Return the class's own name, without the scopes it is nested in."""
        return self.qualname.rpartition(".")[2]
