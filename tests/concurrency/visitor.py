"""A visitor that acts at random in its own tab, and compares the results with the model."""

from __future__ import annotations

import copy
import random
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from enum import Enum
from pathlib import Path
from types import CodeType
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

import pytest
import streamlit as st

from concurrency import classes
from concurrency.crowd import DifferenceError
from concurrency.model import Address, Model, kinds
from real_session import RealSession
from st_page_state import InvalidValueError, batch

SCRIPT = Path(classes.__file__)
NAMES = ("Filters", "View", "Side")
LISTS = {"tags": str, "recent": int}
NUMBERS = ("page", "zoom", "width", "changes")
PAGES = ("", "a page", "another page")
LEVELS = ("low", "high")
RUNS_OF_A_SESSION = 30


class Script(Protocol):
    """The app's state classes, as one run of the script sees them."""

    def __call__(self) -> Mapping[str, Any]: ...


def imported() -> Mapping[str, Any]:
    """Return the classes of an app that has them in a module, shared by all."""
    return vars(classes)


class Remade:
    """An app with a script that defines its classes, and makes them again in each run.

    Args:
        zoom: the default of a field. Apps that differ in it stand for edits of one app: their
            classes have the same namespace and registry entry.
    """

    def __init__(self, zoom: int) -> None:
        source = SCRIPT.read_text("utf-8")
        self.zoom = zoom
        edited = source.replace("zoom: int = StateVar(default=1", f"zoom: int = StateVar({zoom}")
        assert edited != source
        self._code: CodeType = compile(edited, str(SCRIPT), "exec", dont_inherit=True)

    def __call__(self) -> Mapping[str, Any]:
        space: dict[str, Any] = {"__name__": "__main__", "__file__": str(SCRIPT)}
        exec(self._code, space)
        return space


class Visitor:
    """One visitor, and the model of its tab.

    Args:
        who: a unique name.
        seed: the seed of its actions.
        script: makes the state classes of a run.
        zoom: the default of that field in them.
        tab: opens a tab at an address.

    Attributes:
        counts: the numbers of runs, steps, sessions and compared reads.
        done: the last steps, for a message.
    """

    def __init__(
        self,
        who: str,
        seed: str,
        script: Script = imported,
        zoom: int = 1,
        tab: Callable[[str], RealSession] = RealSession,
    ) -> None:
        self.who, self._script, self._open = who, script, tab
        self._kinds = kinds(zoom)
        self._random = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self._links = 0
        self.done: deque[str] = deque(maxlen=40)
        self._page = ""
        self._enter()

    def visit(self) -> None:
        """Run the script once, at the browser's present address."""
        chance = self._random.random()
        if self.counts["runs"] % RUNS_OF_A_SESSION == RUNS_OF_A_SESSION - 1:
            self._enter()
        elif chance < 0.1:
            self._page = self._random.choice([page for page in PAGES if page != self._page])
            address = self._link() if chance < 0.05 else {}
            self.model.page(self._page, address)
            self._run(url=query(address))
        elif chance < 0.3:
            self._settle()
            address = self._link()
            self.model.address = address
            self._run(url=query(address), history=chance < 0.2)
            return
        self._run()

    def _enter(self) -> None:
        """Open a link in a new tab; close the old one."""
        address, self._page = self._link(), ""
        self.tab = self._open(query(address))
        self.model = Model(self._kinds, self.who, dict(address))
        self.counts["sessions"] += 1
        self._note("open", query(address))

    def _link(self) -> Address:
        """Return a new address, with some params of the classes in it."""
        self._links += 1
        pick, number = self._random, str(self._random.randrange(2, 90))
        offered: Address = {
            "p": (pick.choice([number, "bad"]),),
            "t": tuple(pick.sample("abcdef", 2)),
            "z": (number,),
            "l": (pick.choice(LEVELS),),
            "s": (pick.choice(["true", "false"]),),
            "w": (number,),
        }
        chosen = {n: texts for n, texts in offered.items() if pick.random() < 0.4}
        return {**chosen, "link": (str(self._links),)}

    def _settle(self) -> None:
        """Run until a run has begun with the last write."""
        before = None
        while before != self.model.address:
            before = dict(self.model.address)
            with self._script_run() as names:
                for name in NAMES:
                    self._compare_all(names, name)

    def _run(self, url: str | None = None, *, history: bool = False) -> None:
        with self._script_run(url, history=history) as names:
            for _ in range(self._random.randrange(1, 9)):
                self._step(names)
            for name in [*self.model.mutated]:  # no change in place is left when a link arrives
                self._compare_all(names, name)

    @contextmanager
    def _script_run(
        self, url: str | None = None, *, history: bool = False
    ) -> Iterator[Mapping[str, Any]]:
        self.counts["runs"] += 1
        self._note("run", self._page, url)
        with self.tab.run(url, history=history, page=self._page):
            st.session_state["who"] = self.who
            yield self._script()
            self._expect("who", st.session_state["who"], self.who)

    def _step(self, names: Mapping[str, Any]) -> None:
        pick = self._random
        name = pick.choice(NAMES)
        does: Callable[[Mapping[str, Any], str], None] = pick.choices(
            [self._read, self._set, self._append, self._reset, self._refused, self._batch,
             self._undone, self._focus, self._compare_all],
            [8, 8, 4, 2, 1, 2, 1, 1, 2],
        )[0]  # fmt: skip
        with self._one_update():
            does(names, name)

    @contextmanager
    def _one_update(self) -> Iterator[None]:
        """Compare the address; a change must be one update to the browser."""
        self.counts["steps"] += 1
        sent, before = len(self.tab.sent), dict(self.model.address)
        yield
        self._expect("address", params_of(self.tab.url), self.model.address)
        self._expect("updates", len(self.tab.sent) - sent, int(before != self.model.address))

    def _read(self, names: Mapping[str, Any], name: str) -> None:
        field = self._random.choice([*self._kinds[name].defaults])
        self._compare(names, name, field, self.model.touch(name)[field])

    def _compare_all(self, names: Mapping[str, Any], name: str) -> None:
        self._note("dump", name)
        found, wanted = names[name].dump(), self.model.touch(name)
        for field, value in wanted.items():
            self._expect(f"{name}.{field}", plain(found[field]), value)
        self._expect(f"errors of {name}", {*names[name].url_errors()}, self.model.errors[name])
        self.counts["reads"] += len(wanted)

    def _compare(self, names: Mapping[str, Any], name: str, field: str, wanted: Any) -> None:
        found = getattr(names[name], field)
        self._note("read", name, field, found)
        self._expect(f"{name}.{field}", plain(found), wanted)
        if isinstance(found, Enum):
            self._expect("the Enum's class", type(found), names["Level"])
        self.counts["reads"] += 1

    def _value(self, field: str) -> Any:
        pick = self._random
        if field in LISTS:
            return [self._item(field) for _ in range(pick.randrange(4))]
        if field in NUMBERS:
            return pick.randrange(1, 100)
        return pick.choice({"level": LEVELS, "open": (False, True)}.get(field, ("x", self.who)))

    def _item(self, field: str) -> Any:
        item = self._random.randrange(100)
        return item if LISTS[field] is int else f"{self.who}-{item}"

    def _set(self, names: Mapping[str, Any], name: str) -> None:
        fields = [*self._kinds[name].defaults]
        chosen = self._random.sample(fields, self._random.randrange(1, len(fields) + 1))
        new = {field: self._value(field) for field in chosen}
        self._note("set", name, new)
        self.model.assign(name, new)
        given = {f: names["Level"](v) if f == "level" else copy.copy(v) for f, v in new.items()}
        if len(given) == 1:
            setattr(names[name], *given.popitem())
        else:
            names[name].update(**given)

    def _append(self, names: Mapping[str, Any], _name: str) -> None:
        field = self._random.choice([*LISTS])
        item = self._item(field)
        self._note("append", field, item)
        self.model.append("Filters", field, item)
        getattr(names["Filters"], field).append(item)

    def _reset(self, names: Mapping[str, Any], name: str) -> None:
        fields = self._random.sample([*self._kinds[name].defaults], self._random.randrange(3))
        self._note("reset", name, fields)
        defaults = self._kinds[name].defaults
        self.model.assign(name, {field: defaults[field] for field in fields or defaults})
        names[name].reset(*fields)

    def _refused(self, names: Mapping[str, Any], name: str) -> None:
        field = self._random.choice([f for f in self._kinds[name].defaults if f in NUMBERS])
        self._note("refused", name, field)
        with pytest.raises(InvalidValueError):
            setattr(names[name], field, "no number")

    def _focus(self, names: Mapping[str, Any], name: str) -> None:
        self._note("focus", name)
        self.model.focus(name)
        names[name].focus()

    def _several(self, names: Mapping[str, Any]) -> None:
        for _ in range(self._random.randrange(1, 5)):
            does = self._random.choice([self._read, self._set, self._set, self._reset, self._focus])
            does(names, self._random.choice(NAMES))

    def _batch(self, names: Mapping[str, Any], _name: str) -> None:
        self._note("batch")
        together: AbstractContextManager[None] = batch()
        with together:
            self._several(names)

    def _undone(self, names: Mapping[str, Any], _name: str) -> None:
        self._note("undone")
        before = self.model.copy()
        with pytest.raises(ZeroDivisionError), batch():
            self._several(names)
            raise ZeroDivisionError
        self.model = before

    def _note(self, *what: object) -> None:
        self.done.append(" ".join(map(str, what)))

    def _expect(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            raise DifferenceError(f"{what}: saw {found!r} instead of {wanted!r}")


def plain(value: Any) -> Any:
    """Return a value in the model's form."""
    return value.value if isinstance(value, Enum) else value


def query(address: Address) -> str:
    """Return an address as a query string."""
    return urlencode(address, doseq=True)


def params_of(url: str) -> Address:
    """Return a query string's params."""
    params: Address = {}
    for name, text in parse_qsl(url, keep_blank_values=True):
        params[name] = (*params.get(name, ()), text)
    return params
