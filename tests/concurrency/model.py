"""A model of a visitor's session: the rules of the address once more, on plain data.

It follows the documented rules rather than the engine, and covers only the classes of this folder:
no param has two owners, none is hidden, and outside changes of the address wait until a run has
begun with the library's last write.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Texts = tuple[str, ...]
Address = dict[str, Texts]


@dataclass(frozen=True)
class Kind:
    """A state class: its defaults, and its part of the address.

    Attributes:
        defaults: field -> its default.
        params: field -> its param, if it has one.
        beside: params of others that its claims leave alone.
        counts: the field that counts its changes, if any.
        signed: the field that ``on_init`` sets to the visitor's name, if any.
    """

    defaults: Mapping[str, Any]
    params: Mapping[str, str]
    beside: frozenset[str] = frozenset()
    counts: str | None = None
    signed: str | None = None


def kinds(zoom: int = 1) -> dict[str, Kind]:
    """Return the kinds of the classes in classes.py; ``zoom`` is the default of that field."""
    own = frozenset("pt")
    return {
        "Filters": Kind(
            {"page": 1, "tags": [], "note": "", "recent": []},
            {"page": "p", "tags": "t"},
            beside=frozenset("sw"),
            signed="note",
        ),
        "View": Kind(
            {"zoom": zoom, "level": "low", "changes": 0},
            {"zoom": "z", "level": "l"},
            counts="changes",
        ),
        "Side": Kind({"open": False, "width": 200}, {"open": "s", "width": "w"}, beside=own),
    }


def texts(value: Any) -> Texts:
    """Return the URL texts of a value."""
    if isinstance(value, list):
        return tuple(value) or ("",)
    return (str(value).lower() if isinstance(value, bool) else str(value),)


def value_of(found: Texts, default: Any) -> Any:
    """Return the value of a param; raise ValueError if it has none."""
    if isinstance(default, list):
        return [] if found == ("",) else [*found]
    if isinstance(default, bool):
        return {"true": True, "false": False}[found[-1]]
    return type(default)(found[-1])


@dataclass
class Model:
    """One visitor's session and address.

    Attributes:
        kinds: the state classes.
        who: the visitor's name.
        address: the params in the address bar.
        values: class -> field -> value, for touched classes.
        errors: class -> the fields with a rejected text in the address.
        seen: param -> the text that its owner last saw or wrote.
        waiting: param -> a text that its owner has not seen yet.
        mutated: class -> field -> a list changed in place since the last touch.
        on_page: the page that is shown.
        here: the classes touched since it was last switched to.
        pages: class -> the pages that touched it on their last visit.
    """

    kinds: Mapping[str, Kind]
    who: str
    address: Address
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, set[str]] = field(default_factory=dict)
    seen: dict[str, Texts | None] = field(default_factory=dict)
    waiting: Address = field(default_factory=dict)
    mutated: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    on_page: str = ""
    here: set[str] = field(default_factory=set)
    pages: dict[str, set[str]] = field(default_factory=dict)

    def touch(self, name: str) -> dict[str, Any]:
        """Bring a class and the address together, and return its values."""
        kind = self.kinds[name]
        if not self.values:  # the first touch: this is the landing URL
            self.waiting = dict(self.address)
        if name not in self.values:
            self.values[name] = copy.deepcopy(dict(kind.defaults))
            self.errors[name] = set()
            if kind.signed is not None:
                self.values[name][kind.signed] = self.who
        if name in self.mutated:
            self._set(name, self.mutated.pop(name))
        for fld, param in kind.params.items():
            waiting = self.waiting.pop(param, None)
            found = self.address.get(param, waiting)
            if found is not None and found != self.seen.get(param):
                self._adopt(name, fld, found)
        self._publish(name)
        first, self.here = name not in self.here, self.here | {name}
        if first:
            self._return_together(name)
        self.pages.setdefault(name, set()).add(self.on_page)
        return self.values[name]

    def _return_together(self, name: str) -> None:
        """Bring back the params of classes that share and were on this page when it was left."""
        for other, pages in self.pages.items():
            if self.on_page not in pages or other in self.here or not self._share(name, other):
                continue
            pages.discard(self.on_page)
            values = self.values[other]
            for fld, param in self.kinds[other].params.items():
                own = texts(values[fld])
                if param not in self.address and self.waiting.get(param, own) == own:
                    self.address[param] = self.seen[param] = own

    def _share(self, name: str, other: str) -> bool:
        return bool({*self.kinds[name].params.values()} & {*self.kinds[other].beside})

    def assign(self, name: str, new: Mapping[str, Any]) -> None:
        """Set fields of a class, which claims the address if that changes it."""
        self.touch(name)
        self._set(name, new)

    def append(self, name: str, fld: str, item: Any) -> None:
        """Change a list in place: an assignment at the next touch of its class."""
        now = self.touch(name)[fld]
        self.mutated[name] = {fld: [*now, item]}

    def focus(self, name: str) -> None:
        """Claim the address without a change."""
        self.touch(name)
        self._claim(name)

    def page(self, name: str, address: Address) -> None:
        """Switch to another page, with another address."""
        self.address, self.seen = address, {}
        self.on_page, self.here = name, set()

    def copy(self) -> Model:
        """Return a copy, for a roll back."""
        return copy.deepcopy(self)

    def _adopt(self, name: str, fld: str, found: Texts) -> None:
        values = self.values[name]
        if found == texts(values[fld]):
            return
        try:
            values[fld] = value_of(found, self.kinds[name].defaults[fld])
        except ValueError:
            self.errors[name].add(fld)
        else:
            self.errors[name].discard(fld)

    def _set(self, name: str, new: Mapping[str, Any]) -> None:
        kind, values = self.kinds[name], self.values[name]
        changed = [fld for fld, value in new.items() if values[fld] != value]
        values.update(copy.deepcopy(dict(new)))
        self.errors[name] -= new.keys()
        if kind.counts is not None:
            values[kind.counts] += sum(fld != kind.counts for fld in changed)
        if any(fld in kind.params for fld in changed):
            self._claim(name)

    def _claim(self, name: str) -> None:
        kind = self.kinds[name]
        left = {*kind.params.values(), *kind.beside}
        for param in self.address.keys() - left:
            found = self.address.pop(param)
            if found != self.seen.get(param):
                self.waiting[param] = found
            self.seen[param] = None
        self._publish(name)

    def _publish(self, name: str) -> None:
        values = self.values[name]
        own = {param: texts(values[fld]) for fld, param in self.kinds[name].params.items()}
        self.address.update(own)
        self.seen.update(own)
