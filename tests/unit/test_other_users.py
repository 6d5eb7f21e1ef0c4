"""Somebody else in the same session: nothing of one is shown to another, or saved as theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from drivers.runs import StoreTab
from st_page_state import PageState, StateVar, batch, link, use_ports
from st_page_state.actions import forget_all, reset_all
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes.store import FakeStore

pytestmark = pytest.mark.filterwarnings("ignore:.*(saved|read):st_page_state.PageStateWarning")


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)

    class Config:
        persist = "user"
        undo = 50
        share_url_with = ("Note",)


class Note(PageState):
    text: str = StateVar(default="", url_key="note")

    class Config:
        persist = "user"
        undo = 50


class OfBrowser(PageState):
    body: str = StateVar(default="")

    class Config:
        persist = "browser"


class ServedTab(StoreTab):
    """A tab of a process whose secret is in the store."""

    def __init__(self, store: FakeStore) -> None:
        super().__init__(store)
        self.browser: str | None = None
        self.saving = Persistence(store, "", (), self.who)

    def who(self, source: str) -> str | None:
        return self.identity if source == "user" else self.browser

    @contextmanager
    def ports(self) -> Iterator[None]:
        with super().ports(), saving_with(self.saving):
            yield


def held(store: FakeStore) -> dict[str, bytes]:
    return {key: found.data for key, found in store.get(list(store.keys(""))).items()}


@pytest.mark.parametrize("made", [StoreTab, ServedTab])
def test_what_one_enters_while_the_store_is_down_is_not_anothers(
    made: Callable[..., StoreTab],
) -> None:
    store = FakeStore()
    tab = made(store)
    store.down = True
    with tab.run():
        Draft.body = "ann's"
    with tab.run():
        assert Draft.body == "ann's"
    tab.identity = "bob"
    with tab.run():
        assert Draft.body == ""
    store.down = False
    with tab.run():
        assert Draft.body == ""
        Draft.title = "bob's"
    assert b"ann's" not in b"".join(held(store).values())


def test_what_a_visitor_enters_while_the_store_is_down_is_not_the_users() -> None:
    store = FakeStore()
    tab = ServedTab(store)
    tab.identity, tab.browser, store.down = None, "b", True
    with tab.run():
        OfBrowser.body = "visitor's"
    tab.identity = "ann"
    with tab.run():
        assert OfBrowser.body == ""
        OfBrowser.body = "ann's"
    tab.identity = None
    with tab.run():
        assert OfBrowser.body == ""


def test_who_it_is_is_asked_once_in_a_run_without_a_secret() -> None:
    store = FakeStore()
    store.down = True
    asked: list[str] = []
    saving = Persistence(store, "", (), lambda source: asked.append(source) or "ann")
    with StoreTab(store).run(), saving_with(saving):
        Draft.body = "a"
        Note.text = "b"
    assert asked == ["user"]


USES: dict[str, Callable[[], Any]] = {
    "undo": Draft.undo,
    "redo": Draft.redo,
    "the undo of a class that shares": Note.undo,
    "keys": Draft.keys,
    "saved keys": Draft.saved_keys,
    "link": lambda: link(Draft.snapshot(), Note.snapshot()),
    "dump": Draft.dump,
    "reset": Draft.reset,
    "reset_all": reset_all,
    "refresh": Draft.refresh,
    "forget": Draft.forget,
    "forget_all": forget_all,
    "take over": Draft.take_over,
    "update": lambda: Draft.update(title="bob's"),
}


@pytest.mark.parametrize("use", USES)
def test_the_first_use_by_another(use: str) -> None:
    store = FakeStore()
    tab = StoreTab(store)
    with tab.run(), batch():
        Draft.update(title="ann's", tags=["ann's"])
        Note.text = "ann's"
    with tab.run():
        Note.text = "ann's again"
        tags = Draft.tags
        Draft.of("22").body = "ann's"
    anns = held(store)
    tab.identity = "bob"
    with tab.run():
        assert "ann" not in str(USES[use]())
        tags.append("ann's late")
    with tab.run():
        assert "ann" not in str((Draft.dump(), Note.dump(), Draft.of("22").body))
        Draft.title = Note.text = Draft.of("k").body = "bob's"
    assert "ann" not in str(tab.query.params)
    now = held(store)
    assert {key: now.get(key) for key in anns} == anns
    assert not any(b"ann" in data for key, data in now.items() if key not in anns)
    tab.identity = "ann"
    with tab.run():
        assert (Draft.tags, Draft.of("22").body) == (["ann's"], "ann's")


def test_keys_are_those_of_the_present_user() -> None:
    tab = StoreTab(FakeStore())
    with tab.run():
        Draft.of("22").body = "ann's"
        assert Draft.keys() == ["22"]
    tab.identity = "bob"
    with tab.run():
        assert Draft.keys() == []
        Draft.of("23").body = "bob's"
        assert Draft.keys() == ["23"]
    tab.store.down = True
    with use_ports(tab.session, tab.query):
        assert Draft.keys() == ["22", "23"]


def test_keys_while_the_secret_cannot_be_had() -> None:
    store = FakeStore()
    store.down = True
    tab = ServedTab(store)
    with tab.run():
        Draft.of("22").body = "ann's"
        assert Draft.keys() == ["22"]
