"""The spec of a state class: the engine's view of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from st_page_state.declaration import places
from st_page_state.declaration.config import Config
from st_page_state.declaration.fields import Field
from st_page_state.errors import UnknownFieldError, quote
from st_page_state.ports import Texts
from st_page_state.url.keyed import KeyedParams, param_of
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

    @property
    def is_old(self) -> bool:
        """Whether the file has been edited since."""
        return self.stamp != stamp_of(self.file)


def stamp_of(file: str) -> tuple[int, int] | None:
    """Return what changes if a file is edited; None if there is no such file."""
    try:
        stat = Path(file).stat()
    except (OSError, ValueError):
        return None
    return stat.st_mtime_ns, stat.st_size


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
    key: str | None = None
    """The key, for the state of one key of the class."""
    of_class: Spec | None = None
    """The spec of the class itself, for the state of one key of it."""
    hears_writes: bool = field(init=False)
    """A write may call one of its hooks, is to be saved, or is a step of the history."""
    saves: frozenset[str] = field(init=False)
    """The fields that a store keeps."""
    params: dict[str, Field] = field(init=False)
    fingerprint: tuple[Any, ...] = field(init=False)
    """Equal for two classes that can use the same stored values."""

    source: Source = field(init=False)
    """Set when the class is registered."""

    keys: dict[str, str] = field(init=False)
    """Field -> its widget key: one text for all sessions."""
    keyed_params: KeyedParams | None = field(init=False, default=None)
    """The params of all keys, once the app has used one, as it does in each of its runs."""
    checked: object = field(init=False, default=None)
    """The registry with which the params of a key were last compared."""

    def __post_init__(self) -> None:
        self.keys = {}
        self._initial: tuple[dict[str, Any], Desired] | None = None
        self.saves = frozenset(f.name for f in self.fields.values() if f.saved)
        self.hears_writes = bool(self.saves or self.config.undo) or not self.hooks.isdisjoint(
            ("before_set", "on_change")
        )
        self.params = {f.param: f for f in self.fields.values() if f.param is not None}
        if self.of_class is None:
            self.fingerprint = tuple((f.name, f.param, f.type_name) for f in self.fields.values())
            self._of_keys: WeakValueDictionary[str, Spec] = WeakValueDictionary()
            self.sets: dict[frozenset[str], frozenset[str]] = {}
        else:
            self.fingerprint = self.of_class.fingerprint

    def field(self, name: object, doing: str) -> Field:
        """Return a field by its name.

        Raises:
            UnknownFieldError: there is no such field; the error suggests the right name.
        """
        if isinstance(name, str) and name in self.fields:
            return self.fields[name]
        raise self.unknown(name, doing)

    def unknown(self, name: object, doing: str = "") -> UnknownFieldError:
        """Return the error for a name that is no field."""
        hint = ""
        if isinstance(name, str) and name in self.untyped:
            hint = f" {self.name}.{name} is no field, because it has no type: {name}: ... = ..."
        elif self.module != "__main__" and self.base.source.is_old:
            hint = (
                f" {quote(Path(self.base.source.file).name)} was edited after the server had "
                "imported it, while no page was open: restart the server."
            )
        return UnknownFieldError(self.name, name, self.fields, doing, hint)

    @property
    def base(self) -> Spec:
        """Return the spec of the class itself."""
        return self.of_class or self

    def of(self, key: str) -> Spec:
        """Return the spec of one key of the class.

        It is kept for as long as a session or a class uses it.
        """
        found = self._of_keys.get(key)
        if found is None:
            found = self._of_keys.setdefault(key, self._made_for(key))
        return found

    def _made_for(self, key: str) -> Spec:
        prefix, fields = self.config.url_prefix, self.fields
        if self.params:
            if self.keyed_params is None:
                url_keys = {f.info.url_key for f in self.params.values() if f.info.url_key}
                self.keyed_params = KeyedParams(prefix, frozenset(url_keys))
            fields = {
                name: f.at(param_of(prefix, key, f.info.url_key)) if f.info.url_key else f
                for name, f in fields.items()
            }
        return Spec(
            places.of_key(self.namespace, key), self.module, self.qualname, fields, self.config,
            self.hooks, self.untyped, key, self,
        )  # fmt: skip

    def initial(self) -> tuple[dict[str, Any], Desired]:
        """Return the stored values and the desired params with which a session begins."""
        if self.of_class is not None:
            values, desired = self.of_class.initial()
            return values, dict(zip(self.params, desired.values(), strict=True))
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
            without: the fields whose values have no text are added, with the errors.
        """
        desired: dict[str, Texts | None] = {}
        for param, owner in self.params.items():
            try:
                desired[param] = owner.texts(owner.codec.value_of(values[owner.name]))
            except ValueError as error:
                desired[param] = None
                if without is not None:
                    without[owner.name] = error
        return desired

    @property
    def saved_name(self) -> str:
        """Return the name of the class in a store. It has no path, which may change."""
        if self.of_class is not None and self.key is not None:
            return places.of_key(self.of_class.saved_name, self.key)
        if self.config.namespace:
            return places.of_class(self.config.namespace)
        module = self.namespace.partition(":")[0].partition("~")[0]
        return places.of_class(f"{module}:{self.qualname}")

    def one_for_all(self, names: frozenset[str]) -> frozenset[str]:
        """Return an equal set shared by all sessions, to save memory: few sets differ."""
        sets = self.base.sets
        if len(sets) < _MOST_SETS:
            return sets.setdefault(names, names)
        return sets.get(names, names)

    @property
    def name(self) -> str:
        """Return the class's own name, without the scopes it is nested in, and the key."""
        return self._with_key(self.qualname.rpartition(".")[2])

    @property
    def full_name(self) -> str:
        """Return the class's name with the scopes it is nested in, and the key."""
        return self._with_key(self.qualname)

    def _with_key(self, name: str) -> str:
        return name if self.key is None else f"{name}.of({quote(self.key)})"
