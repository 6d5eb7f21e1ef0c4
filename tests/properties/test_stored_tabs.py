"""Two tabs with values too long for the address: Back, Forward, links and outages, in any order."""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from drivers.runs import RunningQuery
from st_page_state import PageState, PageStateWarning, StateVar, use_ports
from st_page_state.codecs.key_texts import key_in
from st_page_state_fakes import FakeSession
from st_page_state_fakes.store import FakeStore

TEXTS = ["", "short", "a" * 40, "b" * 40, "ä" * 9, "~" + "k" * 22, '"~' + "k" * 22 + '"']


class Page(PageState):
    text: str = StateVar(default="", url_key="q")
    items: list[str] = StateVar(default_factory=list, url_key="i")

    class Config:
        store_over = 36


class Tab:
    """A tab, the entries of its history with the values they were made with, and its position."""

    def __init__(self, store: FakeStore) -> None:
        self._store, self._session, self._query = store, FakeSession(), RunningQuery("")
        self.values: tuple[str, list[str]] = ("", [])
        self.entries = [("?q=&i=", self.values)]
        self.position = 0
        self.waits = False
        with self.run():
            _ = Page.text

    def run(self, url: str | None = None) -> AbstractContextManager[None]:
        if url is not None:
            self._query.go(url)
        self._query.begin(history=url is not None)
        return use_ports(self._session, self._query, store=self._store)

    @property
    def url(self) -> str:
        return self._query.url

    @property
    def params(self) -> dict[str, tuple[str, ...]]:
        return dict(self._query.params)


class Tabs(RuleBasedStateMachine):
    """The address always has the values, or nothing, or what the store has yet to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.store = FakeStore()
        self.tabs = [Tab(self.store), Tab(self.store)]

    @rule(
        which=some.sampled_from((0, 1)),
        text=some.sampled_from(TEXTS),
        items=some.lists(some.sampled_from(TEXTS), max_size=2),
    )
    def set(self, which: int, text: str, items: list[str]) -> None:
        tab = self.tabs[which]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageStateWarning)
            with tab.run():
                Page.update(text=text, items=items)
        tab.values, tab.waits = (text, items), False
        if not self.store.down:
            tab.entries = [*tab.entries[: tab.position + 1], (tab.url, tab.values)]
            tab.position = len(tab.entries) - 1

    @rule(which=some.sampled_from((0, 1)), by=some.sampled_from((-2, -1, 1, 2)))
    def go(self, which: int, by: int) -> None:
        tab = self.tabs[which]
        position = tab.position + by
        if not 0 <= position < len(tab.entries) or self.store.down:
            return
        tab.position = position
        url, tab.values = tab.entries[position]
        with tab.run(url):
            assert (Page.text, Page.items) == tab.values
            assert Page.url_errors() == {}
        assert tab.url == url

    @rule(which=some.sampled_from((0, 1)))
    def rerun(self, which: int) -> None:
        tab = self.tabs[which]
        calls = len(self.store.calls)
        settled = "q" in tab.params and "i" in tab.params
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageStateWarning)
            with tab.run():
                assert (Page.text, Page.items) == tab.values
        assert len(self.store.calls) == calls or not settled

    @rule(which=some.sampled_from((0, 1)))
    def open_link(self, which: int) -> None:
        tab = self.tabs[which]
        if self.store.down or not {"q", "i"} <= tab.params.keys():
            return
        other = RunningQuery(tab.url)
        other.begin()
        with use_ports(FakeSession(), other, store=self.store):
            assert (Page.text, Page.items) == tab.values
        assert other.updates == []

    @rule(down=some.booleans())
    def turn(self, down: bool) -> None:
        self.store.down = down
        if not down:
            for tab in self.tabs:  # each publishes what it could not
                with tab.run():
                    assert Page.text == tab.values[0]
                if tab.url != tab.entries[tab.position][0]:
                    tab.entries = [*tab.entries[: tab.position + 1], (tab.url, tab.values)]
                    tab.position += 1

    @invariant()
    def no_long_text_is_in_the_address(self) -> None:
        for tab in self.tabs:
            for name, texts in tab.params.items():
                full = (tab.values[0],) if name == "q" else tuple(tab.values[1])
                assert key_in(texts) or sum(map(len, texts)) <= 36
                if not self.store.down and sum(map(len, full)) > 36:
                    assert key_in(texts)


TestTabs = Tabs.TestCase
