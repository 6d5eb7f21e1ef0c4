"""Share links while a store comes and goes, other threads write, and a session is cleared."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.runs import StoreTab
from st_page_state import PageState, StateVar, batch
from st_page_state.actions import share, share_error
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


def linked() -> StoreTab:
    store = FakeStore()
    with StoreTab(store).run():
        return StoreTab(store, share(View(title="T", page=3), Note(text="N")))


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
        with tab.run():
            assert read() == ("T", 3, "N")
    with tab.run(), batch():
        assert View.page == 3
        tab.elsewhere(act)
        View.title = "T2"
    text = "N2" if act is set_text else "N"
    with tab.run():
        assert read() == ("T2", 3, text)
    assert tab.query.params == {"title": ("T2",), "p": ("3",), "note": (text,)}


def test_a_session_that_is_cleared_in_an_action() -> None:
    tab = linked()
    with tab.run():
        assert read() == ("T", 3, "N")
    with tab.run(), batch():
        assert View.page == 3
        tab.session.clear()
        View.page = 5
    with tab.run():
        assert read() == ("T", 5, "N")


@pytest.fixture
def shown() -> StoreTab:
    """A tab with a share link of a store that is down."""
    store = FakeStore()
    with StoreTab(store).run():
        tab = StoreTab(store, share(Shown(title="T", page=3)))
    store.down = True
    with tab.run():
        assert (Shown.title, Shown.page) == ("", 1)
    return tab


def test_what_a_visitor_sets_until_the_store_answers_stays(shown: StoreTab) -> None:
    with shown.run():
        Shown.title = "mine"
    assert shown.query.params.keys() == {"share", "title", "p"}
    shown.store.down = False
    with shown.run():
        assert (Shown.title, Shown.page, share_error()) == ("mine", 3, "")


def test_a_link_that_could_not_be_read_is_over_elsewhere(shown: StoreTab) -> None:
    with shown.run():
        assert "does not answer" in share_error()
    shown.query.go("?title=other")
    with shown.run():
        assert (Shown.title, share_error()) == ("other", "")


def test_what_was_written_while_it_could_not_be_read_gives_way_in_the_address_too(
    shown: StoreTab,
) -> None:
    assert shown.query.params.keys() == {"share", "title", "p"}
    shown.store.down = False
    with shown.run():
        assert (Shown.title, Shown.page) == ("T", 3)
    assert shown.query.params == {"title": ("T",), "p": ("3",)}
    updates = len(shown.query.updates)
    with shown.run():
        assert (Shown.title, Shown.page) == ("T", 3)
    assert len(shown.query.updates) == updates


def test_a_share_link_that_the_app_writes_beside_its_params() -> None:
    store = FakeStore()
    with StoreTab(store).run():
        link = share(Shown(title="T", page=3)).removeprefix("?share=")
    tab = StoreTab(store)
    with tab.run(), batch():
        assert Shown.title == ""
    with tab.run(), batch():
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
    with StoreTab(store).run():
        tab = StoreTab(store, share(Query(text="x" * 100)))
    with tab.run():
        Beside.x = "y"  # which replaces the link, before Query is touched
    with tab.run():
        assert Query.text == "x" * 100
    assert tab.query.params["q"][0].startswith("~")
    assert tab.query.params.keys() == {"q", "x"}
