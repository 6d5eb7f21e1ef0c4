"""Visitors whose values are saved, each of them compared with a model on plain data."""

from __future__ import annotations

import copy
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from concurrency.crowd import DifferenceError
from drivers.runs import RunningQuery
from st_page_state import PageState, StateVar, use_ports
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes import FakeSession

SHARED = 20
"""How many identities are used by several visitors at once, in several processes."""
SLOTS = 8
"""How many visitors can use one of them, each with a field of its own."""
CROWDED = "The values of .* are not saved: other tabs change the values all the time"


class Draft(PageState):
    """What one visitor saves, in several tabs."""

    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)

    class Config:
        persist = "user"
        url_selfish = False


class Line(PageState):
    """The same for each key."""

    text: str = StateVar(default="")

    class Config:
        persist = "user"


class Board(PageState):
    """What several visitors save under one identity: each in its own field of the counts."""

    s0: str = StateVar(default="")
    s1: str = StateVar(default="")
    s2: str = StateVar(default="")
    s3: str = StateVar(default="")
    s4: str = StateVar(default="")
    s5: str = StateVar(default="")
    s6: str = StateVar(default="")
    s7: str = StateVar(default="")

    class Config:
        persist = "user"


DEFAULTS: Mapping[str, Any] = {"title": "", "body": "", "tags": []}


@dataclass
class Saved:
    """What the store has for one class of one identity."""

    fields: dict[str, Any] = field(default_factory=dict)


class Tab:
    """A session, and what its model says.

    Attributes:
        values: field -> value.
        known: the saved fields that it last read or wrote.
    """

    def __init__(self, title: str = "") -> None:
        self.session = FakeSession()
        self.query = RunningQuery(f"title={title}" if title else "")
        self.values: dict[str, Any] = {}
        self.known: dict[str, Any] = {}
        self._title = title

    def touch(self, saved: Saved) -> None:
        """Begin with the saved values, and the address before them."""
        if not self.values:
            self.known = dict(saved.fields)
            self.values = copy.deepcopy({**DEFAULTS, **saved.fields})
            self.values["title"] = self._title or self.values["title"]

    def set(self, saved: Saved, new: Mapping[str, Any]) -> None:
        """Set fields, merge what others have saved, and save."""
        for name, default in DEFAULTS.items():
            if name not in new and saved.fields.get(name) != self.known.get(name):
                self.values[name] = copy.deepcopy(saved.fields.get(name, default))
        self.values.update(copy.deepcopy(dict(new)))
        saved.fields = {**saved.fields, **copy.deepcopy(dict(new))}
        self.known = dict(saved.fields)

    def forget(self, saved: Saved) -> None:
        """Delete what is saved, and begin anew."""
        saved.fields, self.known = {}, {}
        self.values = copy.deepcopy(dict(DEFAULTS))


class Saver:
    """One visitor: two tabs with values of its own, and a field that all of its group see.

    Args:
        number: its number, from 0.
        seed: the seed of its actions.
        persistence: makes what a tab saves with, for an identity.
    """

    def __init__(self, number: int, seed: str, persistence: Callable[[str], Persistence]) -> None:
        self.who = f"visitor{number}"
        self.group, self.slot = f"group{number % SHARED}", f"s{number // SHARED % SLOTS}"
        self.counts: Counter[str] = Counter()
        self.done: deque[str] = deque(maxlen=20)
        self._mine, self._ours = persistence(self.who), persistence(self.group)
        self._random = Random(seed)
        self._saved, self._lines = Saved(), dict[int, str]()
        self._tabs = [Tab() for _ in range(2)]
        self._board = Tab()
        self._seen: dict[str, int] = {}
        self._number = 0
        self.last = ""
        """What its field of the group was last set to."""

    def visit(self) -> None:
        """Do one thing, and compare what comes of it."""
        mine = (self._assign, self._assign, self._append, self._update, self._line)
        others = (self._reload, self._forget, self._refresh, self._look)
        act = self._random.choice((*mine, *others, self._post, self._post, self._post))
        self.done.append(act.__name__)
        self.counts["actions"] += 1
        act()

    def end(self) -> None:
        """Compare what a new session sees with what was last set."""
        self._board = Tab()
        self._see()
        self._tabs[0] = Tab()
        self._compare(self._tabs[0])

    @contextmanager
    def _open(self, tab: Tab, persistence: Persistence) -> Iterator[None]:
        tab.query.begin()
        with use_ports(tab.session, tab.query), saving_with(persistence):
            yield

    def _text(self) -> str:
        self._number += 1
        return f"{self.who} {self._number}"

    def _assign(self) -> None:
        tab, name, text = self._tab(), self._random.choice(["title", "body"]), self._text()
        with self._open(tab, self._mine):
            self._touched(tab)
            setattr(Draft, name, text)
        tab.set(self._saved, {name: text})
        self._compare(tab)

    def _append(self) -> None:
        tab, text = self._tab(), self._text()
        with self._open(tab, self._mine):
            self._touched(tab)
            tags = [*Draft.tags[-2:]]
            Draft.tags = tags
            Draft.tags.append(text)
            Draft.dump()
        tab.set(self._saved, {"tags": [*tags, text]})
        self._compare(tab)

    def _update(self) -> None:
        tab, text = self._tab(), self._text()
        with self._open(tab, self._mine):
            self._touched(tab)
            Draft.update(title=text, body=text)
        tab.set(self._saved, {"title": text, "body": text})
        self._compare(tab)

    def _reload(self) -> None:
        title = self._random.choice(["", "", "linked"])
        self._tabs[self._random.randrange(2)] = tab = Tab(title)
        self._compare(tab)

    def _forget(self) -> None:
        if self._random.random() < 0.7:
            return
        tab = self._tab()
        with self._open(tab, self._mine):
            self._touched(tab)
            Draft.forget()
        tab.forget(self._saved)
        self._compare(tab)

    def _refresh(self) -> None:
        tab = self._tab()
        with self._open(tab, self._mine):
            self._touched(tab)
            Draft.refresh()
        for name, default in DEFAULTS.items():
            if self._saved.fields.get(name) != tab.known.get(name):
                tab.values[name] = copy.deepcopy(self._saved.fields.get(name, default))
        tab.known = dict(self._saved.fields)
        self._compare(tab)

    def _line(self) -> None:
        key, text, tab = self._random.randrange(5), self._text(), Tab()
        with self._open(tab, self._mine):
            self._same(Line.of(key).text, self._lines.get(key, ""), f"line {key}")
            Line.of(key).text = text
        self._lines[key] = text

    def _post(self) -> None:
        self._see()
        text = self._text()
        with self._open(self._board, self._ours):
            setattr(Board, self.slot, text)
            while Board.saved().status != "recovered":  # the next action that sets something
                self.counts["crowded"] += 1
                text = self._text()
                setattr(Board, self.slot, text)
        self.last = text
        self._see()

    def _look(self) -> None:
        if self._random.random() < 0.3:
            self._board = Tab()
        self._see()

    def _see(self) -> None:
        """What others of the group have set goes forward only, and is theirs."""
        with self._open(self._board, self._ours):
            seen = {name: getattr(Board, name) for name in (f"s{n}" for n in range(SLOTS))}
        self.counts["reads"] += 1
        self._same(seen[self.slot], self.last, "the visitor's own field")
        for name, text in seen.items():
            if not text:
                self._same(self._seen.get(name, 0), 0, f"what {name} had been")
                continue
            who, number = text.split()
            at = int(who.removeprefix("visitor"))
            theirs = f"group{at % SHARED}", f"s{at // SHARED % SLOTS}"
            self._same(theirs, (self.group, name), f"the place of {text!r}")
            if int(number) < self._seen.get(name, 0):
                raise DifferenceError(f"{name} went back to {number} from {self._seen[name]}")
            self._seen[name] = int(number)

    def _tab(self) -> Tab:
        return self._random.choice(self._tabs)

    def _touched(self, tab: Tab) -> None:
        tab.touch(self._saved)
        self._same(Draft.dump(), tab.values, "the state")

    def _compare(self, tab: Tab) -> None:
        with self._open(tab, self._mine):
            self._touched(tab)
            self._same(Draft.saved_errors(), {}, "errors")
        self.counts["reads"] += 1

    def _same(self, found: Any, expected: Any, what: str) -> None:
        if found != expected:
            raise DifferenceError(f"{self.who}: {what} is {found!r}, expected {expected!r}")
