"""Tabs of one user, in any order of changes, reloads and outages, against a model of them."""

from __future__ import annotations

import json
import warnings
from typing import Any

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drivers.runs import StoreTab
from st_page_state import PageState, PageStateWarning, StateVar
from st_page_state_fakes.store import FakeStore

FIELDS = ("a", "b", "c")


class Notes(PageState):
    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0)
    c: list[int] = StateVar(default_factory=list)

    class Config:
        persist = "user"


def value_of(field: str, number: int) -> Any:
    return [number] if field == "c" else number


class Tab(StoreTab):
    """A tab, and what is known of it: its values, what it last read or wrote, what is unsaved."""

    def __init__(self, store: FakeStore) -> None:
        super().__init__(store)
        self.values = {field: value_of(field, 0) if field != "c" else [] for field in FIELDS}
        self.known: dict[str, Any] = {}
        self.seen = -1  # the number of the last write that it has seen; -1 has read nothing
        self.unsaved: set[str] = set()
        self.set: set[str] = set()


def content(store: FakeStore) -> dict[str, Any]:
    """Return the saved fields."""
    was, store.down = store.down, False
    stored = store.get(list(store.keys(""))).values()
    found = [json.loads(each.data)["fields"] for each in stored]
    store.down = was
    return found[0] if found else {}


class Tabs(RuleBasedStateMachine):
    """Two tabs, and what the store has."""

    def __init__(self) -> None:
        super().__init__()
        self.store = FakeStore()
        self.saved: dict[str, Any] = {}
        self.writes = 0
        self.tabs = [Tab(self.store), Tab(self.store)]

    def begin(self, tab: Tab) -> bool:
        """Model the first touch in a run; return whether it has read what it could not before."""
        if tab.seen >= 0 or self.store.down:
            return False
        tab.seen, tab.known = self.writes, dict(self.saved)
        for field, value in self.saved.items():
            if field not in tab.set:
                tab.values[field] = value
        return True

    def merge(self, tab: Tab) -> None:
        for field in FIELDS:
            theirs = self.saved.get(field)
            if field not in tab.unsaved and theirs != tab.known.get(field):
                tab.values[field] = theirs
        tab.seen, tab.known = self.writes, dict(self.saved)

    def save(self, tab: Tab) -> None:
        """Model the end of an action."""
        if not tab.unsaved or self.store.down or tab.seen < 0:
            return
        wanted = {field: tab.values[field] for field in tab.unsaved}
        if {**tab.known, **wanted} != tab.known:
            if tab.seen != self.writes:
                self.merge(tab)
            if {**self.saved, **wanted} != self.saved:
                self.saved |= wanted
                self.writes += 1
            tab.seen, tab.known = self.writes, dict(self.saved)
        tab.unsaved = set()

    @rule(which=some.sampled_from((0, 1)), numbers=some.dictionaries(
        some.sampled_from(FIELDS), some.integers(1, 5), max_size=2
    ))  # fmt: skip
    def set(self, which: int, numbers: dict[str, int]) -> None:
        tab = self.tabs[which]
        values = {field: value_of(field, number) for field, number in numbers.items()}
        with tab.run(), warnings.catch_warnings():
            warnings.simplefilter("ignore", PageStateWarning)
            late = self.begin(tab)
            _ = Notes.a
            if late:
                self.save(tab)
            Notes.update(**values)
        changed = {field for field, value in values.items() if tab.values[field] != value}
        tab.values |= values
        tab.unsaved |= changed
        tab.set |= values.keys()
        self.save(tab)

    @rule(which=some.sampled_from((0, 1)))
    def reload(self, which: int) -> None:
        self.tabs[which] = Tab(self.store)

    @precondition(lambda self: not self.store.down)
    @rule(which=some.sampled_from((0, 1)))
    def refresh(self, which: int) -> None:
        tab = self.tabs[which]
        with tab.run():
            if self.begin(tab):
                self.save(tab)
            Notes.refresh()
        self.merge(tab)
        self.save(tab)

    @precondition(lambda self: not self.store.down)
    @rule()
    def fail(self) -> None:
        self.store.down = True

    @precondition(lambda self: self.store.down)
    @rule()
    def recover(self) -> None:
        self.store.down = False

    @invariant()
    def each_tab_has_its_values(self) -> None:
        for tab in self.tabs:
            if tab.seen >= 0:
                with tab.run():
                    assert Notes.dump() == tab.values
        assert content(self.store) == self.saved


TestTabs = Tabs.TestCase
