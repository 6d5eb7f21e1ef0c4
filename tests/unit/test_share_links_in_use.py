"""Share links while a store comes and goes, other threads write, and a session is cleared."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Thread

import pytest

from drivers.runs import RunningQuery
from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state.actions import share, share_error
from st_page_state_fakes import FakeSession
from st_page_state_fakes.store import FakeStore


class View(PageState):
    title: str = StateVar(default="", url_key="title")
    page: int = StateVar(default=1, url_key="p")

    class Config:
        hide_defaults = True
        share_url_with = ("Note",)


class Note(PageState):
    text: str = StateVar(default="", url_key="note")
    own: str = StateVar(default="")

    class Config:
        hide_defaults = True
        share_url_with = ("View",)


class Shown(PageState):
    title: str = StateVar(default="", url_key="title")
    page: int = StateVar(default=1, url_key="p")


class Tab:
    def __init__(self, store: FakeStore, url: str = "") -> None:
        self.store, self.session, self.query = store, FakeSession(), RunningQuery(url)

    def open(self) -> AbstractContextManager[None]:
        self.query.begin()
        return self.ports()

    def ports(self) -> AbstractContextManager[None]:
        return use_ports(self.session, self.query, store=self.store)

    def meanwhile(self, act: Callable[[], object]) -> None:
        """Do something in another thread of the same run, as a parallel fragment would."""

        def run() -> None:
            with self.ports():
                act()

        thread = Thread(target=run)
        thread.start()
        thread.join()


def linked() -> Tab:
    store = FakeStore()
    with Tab(store).open():
        return Tab(store, share(View(title="T", page=3), Note(text="N")))


def read() -> tuple[str, int, str]:
    return View.title, View.page, Note.text


def set_own() -> None:
    Note.own = "x"


def set_text() -> None:
    Note.text = "N2"


@pytest.mark.parametrize("knows", [True, False], ids=["opened before", "first run"])
@pytest.mark.parametrize("act", [read, set_own, set_text])
def test_another_thread_loses_nothing_of_a_share_link(
    act: Callable[[], object], knows: bool
) -> None:
    tab = linked()
    if knows:
        with tab.open():
            assert read() == ("T", 3, "N")
    with tab.open(), batch():
        assert View.page == 3
        tab.meanwhile(act)
        View.title = "T2"
    text = "N2" if act is set_text else "N"
    with tab.open():
        assert read() == ("T2", 3, text)
    assert tab.query.params == {"title": ("T2",), "p": ("3",), "note": (text,)}


def test_a_session_that_is_cleared_in_an_action() -> None:
    tab = linked()
    with tab.open():
        assert read() == ("T", 3, "N")
    with tab.open(), batch():
        assert View.page == 3
        tab.session.clear()
        View.page = 5
    with tab.open():
        assert read() == ("T", 5, "N")


@pytest.fixture
def shown() -> Tab:
    """A tab with a share link of a store that is down."""
    store = FakeStore()
    with Tab(store).open():
        tab = Tab(store, share(Shown(title="T", page=3)))
    store.down = True
    with tab.open():
        assert (Shown.title, Shown.page) == ("", 1)
    return tab


def test_what_a_visitor_sets_until_the_store_answers_stays(shown: Tab) -> None:
    with shown.open():
        Shown.title = "mine"
    assert shown.query.params.keys() == {"share", "title", "p"}
    shown.store.down = False
    with shown.open():
        assert (Shown.title, Shown.page, share_error()) == ("mine", 3, "")


def test_a_link_that_could_not_be_read_is_over_elsewhere(shown: Tab) -> None:
    with shown.open():
        assert "does not answer" in share_error()
    shown.query.go("?title=other")
    with shown.open():
        assert (Shown.title, share_error()) == ("other", "")


def test_what_was_written_while_it_could_not_be_read_gives_way_in_the_address_too(
    shown: Tab,
) -> None:
    assert shown.query.params.keys() == {"share", "title", "p"}
    shown.store.down = False
    with shown.open():
        assert (Shown.title, Shown.page) == ("T", 3)
    assert shown.query.params == {"title": ("T",), "p": ("3",)}
    updates = len(shown.query.updates)
    with shown.open():
        assert (Shown.title, Shown.page) == ("T", 3)
    assert len(shown.query.updates) == updates


def test_a_share_link_that_the_app_writes_beside_its_params() -> None:
    store = FakeStore()
    with Tab(store).open():
        link = share(Shown(title="T", page=3)).removeprefix("?share=")
    tab = Tab(store)
    with tab.open(), batch():
        assert Shown.title == ""
    with tab.open(), batch():
        assert Shown.title == ""
        tab.query.replace({**tab.query.params, "share": (link,)})
        assert Shown.title == "T"
    assert tab.query.params == {"title": ("T",), "p": ("3",)}


class Query(PageState):
    text: str = StateVar(default="", url_key="q")

    class Config:
        store_over = 50
        url_selfish = False


class Beside(PageState):
    x: str = StateVar(default="", url_key="x")

    class Config:
        url_selfish = False


def test_a_long_text_of_a_share_link_is_stored_once_it_is_in_the_address() -> None:
    store = FakeStore()
    with Tab(store).open():
        tab = Tab(store, share(Query(text="x" * 100)))
    with tab.open():
        Beside.x = "y"  # which replaces the link, before Query is touched
    with tab.open():
        assert Query.text == "x" * 100
    assert tab.query.params["q"][0].startswith("~")
    assert tab.query.params.keys() == {"q", "x"}
