"""Share links: one short param that stands for many."""

from __future__ import annotations

import pickle
from datetime import timedelta
from typing import Any

import pytest

from drivers.runs import RunningQuery, StoreTab
from st_page_state import (
    ArgumentError,
    PageState,
    StateVar,
    StoreUnavailableError,
    StPageStateError,
    batch,
    link,
    use_ports,
)
from st_page_state.actions import share, share_error, unshare
from st_page_state_fakes import FakeSession
from st_page_state_fakes.store import FakeStore


class Filters(PageState):
    text: str = StateVar(default="", url_key="q")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    own: str = StateVar(default="")

    class Config:
        share_url_with = ("View",)


class View(PageState):
    zoom: int = StateVar(default=1, url_key="zoom")

    class Config:
        share_url_with = ("Filters",)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def shared(store: FakeStore, *snapshots: Any, **options: Any) -> str:
    with StoreTab(store).run():
        return share(*snapshots, **options)


VALUES = Filters(text="x" * 200_000, tags=["a", "b"])


def test_a_share_link_opens_what_was_shared(store: FakeStore) -> None:
    url = shared(store, VALUES, View(zoom=3))
    assert len(url) == len("?share=") + 22
    tab = StoreTab(store, url)
    with tab.run():
        assert (Filters.snapshot(), View.zoom) == (VALUES, 3)
        assert share_error() == ""
    with tab.run():
        assert View.zoom == 3
    assert [call.method for call in store.calls] == ["add", "get"]


def test_the_param_goes_with_the_first_update(store: FakeStore) -> None:
    tab = StoreTab(store, shared(store, Filters(text="t"), View(zoom=3)))
    with tab.run():
        assert Filters.text == "t"
        assert View.zoom == 3
    assert list(tab.query.params) == ["share"]
    with tab.run():
        View.zoom = 4
    assert tab.query.params == {"q": ("t",), "tag": ("",), "zoom": ("4",)}


def test_what_no_class_has_touched_yet_waits(store: FakeStore) -> None:
    tab = StoreTab(store, shared(store, Filters(text="t"), View(zoom=3)))
    with tab.run():
        View.zoom = 4
    with tab.run():
        assert Filters.text == "t"


def test_params_beside_it_win(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"), View(zoom=3))
    with StoreTab(store, f"{url}&zoom=5").run():
        assert (Filters.text, View.zoom) == ("t", 5)


def test_back_to_a_share_link(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"), View(zoom=3))
    tab = StoreTab(store, url)
    with tab.run():
        View.zoom = 4
        assert Filters.text == "t"
    tab.query.go(url)
    tab.query.begin(history=True)
    with use_ports(tab.session, tab.query, store=store):
        assert (Filters.text, View.zoom) == ("t", 3)


def test_it_is_opened_in_a_session_that_was_loaded(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"))
    tab = StoreTab(store)
    with tab.run():
        View.zoom = 4
    tab.session = FakeSession(pickle.loads(pickle.dumps(dict(tab.session))))
    tab.query.go(url)
    with tab.run():
        assert Filters.text == "t"


def test_it_is_opened_in_the_middle_of_a_run(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"), View(zoom=3))
    tab = StoreTab(store)
    with tab.run():
        assert View.zoom == 1
        tab.query.go(url)
        assert (View.zoom, Filters.text) == (3, "t")


def test_it_is_opened_in_the_middle_of_a_batch(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"), View(zoom=3))
    tab = StoreTab(store)
    with tab.run(), batch():
        assert View.zoom == 1
        tab.query.go(url)
        assert (View.zoom, Filters.text) == (3, "t")


def test_equal_snapshots_give_equal_links(store: FakeStore) -> None:
    one = shared(store, Filters(text="t"), View(zoom=3))
    assert shared(store, View(zoom=3), Filters(text="t")) == one
    assert shared(store, Filters(text="u"), View(zoom=3)) != one
    assert shared(store, Filters(text="t"), View(zoom=3), ttl=timedelta(days=1)) != one


def test_the_base_keeps_its_other_params(store: FakeStore) -> None:
    url = shared(store, View(zoom=3), base="https://app.example/p?lang=en&zoom=9#top")
    head, _, rest = url.partition("share=")
    assert head == "https://app.example/p?lang=en&"
    assert rest[22:] == "#top"


@pytest.mark.parametrize("ttl", [timedelta(days=30), None])
def test_its_time_is_over(store: FakeStore, ttl: timedelta | None) -> None:
    url = shared(store, View(zoom=3), ttl=ttl)
    store.advance(days=31)
    with StoreTab(store, url).run():
        assert View.zoom == (1 if ttl else 3)
        assert bool(share_error()) is bool(ttl)


NOTHING = [b"", b"[]", b'{"zoom": "3"}', b'{"zoom": [3]}', b"[" * 9999, b" " * 5_000_001]


@pytest.mark.parametrize("data", NOTHING)
def test_a_key_that_says_nothing_leaves_the_defaults(store: FakeStore, data: bytes) -> None:
    url = shared(store, View(zoom=3))
    (key,) = store.keys("")
    store.delete([key])
    store.add({key: data}, None)
    tab = StoreTab(store, url)
    with tab.run():
        assert View.zoom == 1
        assert share_error() == "it was never made, has expired or was taken back"
    assert tab.query.params == {"zoom": ("1",)}


def test_a_link_that_was_taken_back(store: FakeStore) -> None:
    url = shared(store, View(zoom=3), base="https://app.example/")
    with StoreTab(store).run():
        unshare(url)
    with StoreTab(store, url.partition("?")[2]).run():
        assert View.zoom == 1


def test_it_is_read_as_soon_as_the_store_answers(store: FakeStore) -> None:
    url = shared(store, Filters(text="t"), View(zoom=3))
    store.down = True
    tab = StoreTab(store, url)
    with tab.run():
        assert View.zoom == 1
        assert "does not answer" in share_error()
        View.zoom = 1
    assert "share" in tab.query.params
    with tab.run():
        assert View.zoom == 1
    store.down = False
    with tab.run():
        assert (View.zoom, Filters.text, share_error()) == (3, "t", "")


@pytest.mark.parametrize(
    ("ttl", "told"),
    [
        (5, r"such as timedelta\(days=5\).*not an int"),
        (timedelta(0), r"above 0, or None.*unshare\(link\)"),
        (timedelta(days=-1), "above 0"),
    ],
)
def test_a_ttl_that_is_none(store: FakeStore, ttl: Any, told: str) -> None:
    with StoreTab(store).run(), pytest.raises(ArgumentError, match=told):
        share(View(zoom=3), ttl=ttl)
    assert not store.calls


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (View(zoom=3), "not a View"),
        (View, "not the class View"),
        (None, "not a NoneType"),
        (5, "not an int"),
        ("", "22 characters"),
        ("?share=short", "22 characters"),
    ],
)
def test_what_is_no_link_of_share(store: FakeStore, given: Any, told: str) -> None:
    with StoreTab(store).run(), pytest.raises(ArgumentError, match=rf"unshare\(\) takes .*{told}"):
        unshare(given)
    assert not store.calls


@pytest.mark.parametrize(
    "damage",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key + ".",
        lambda _: "",
        lambda key: key + key,
        lambda key: f"{key}&share={key[:-1]}",
    ],
)
def test_a_damaged_link_is_told(store: FakeStore, damage: Any) -> None:
    key = shared(store, View(zoom=3)).partition("=")[2]
    store.calls.clear()
    tab = StoreTab(store, f"?share={damage(key)}")
    with tab.run():
        assert share_error() == "it is damaged or incomplete"
        assert View.zoom == 1
    with tab.run():
        assert share_error() == "it is damaged or incomplete"
        assert "share" in tab.query.params
        View.zoom = 2
        assert ("share" in tab.query.params, share_error()) == (False, "")
    assert not store.calls
    tab.query.go(f"?share={key}")
    with tab.run():
        assert (View.zoom, share_error()) == (3, "")


def test_a_link_damaged_by_the_apps_own_write_is_told(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run(), batch():
        assert share_error() == ""
        tab.query.replace({"share": ("x",)})
        assert View.zoom == 1
        assert share_error() == "it is damaged or incomplete"


def test_a_known_link_after_a_damaged_one_has_no_error(store: FakeStore) -> None:
    url = shared(store, View(zoom=3))
    tab = StoreTab(store, url)
    with tab.run():
        assert View.zoom == 3
    tab.query.go("?share=short")
    with tab.run():
        assert share_error() == "it is damaged or incomplete"
    tab.query.go(url)
    with tab.run():
        assert (View.zoom, share_error()) == (3, "")


def test_what_share_cannot_do(store: FakeStore) -> None:
    with StoreTab(store).run():
        with pytest.raises(TypeError, match="share"):
            share(View)  # type: ignore[arg-type]
        with pytest.raises(StPageStateError, match=r"unshare.*22 characters"):
            unshare("https://app.example/?q=1")
        with pytest.raises(StPageStateError, match="over the limit"):
            share(Filters(text="x" * 5_000_001))
        store.down = True
        with pytest.raises(StoreUnavailableError):
            share(View(zoom=3))
    nowhere = use_ports(FakeSession(), RunningQuery(""))
    with nowhere, pytest.raises(StPageStateError, match="needs a store"):
        share(View(zoom=3))


@pytest.mark.parametrize("text", ["", "short", "x" * 23, "~" * 22])
def test_a_param_that_is_no_key_is_a_foreign_one(store: FakeStore, text: str) -> None:
    with StoreTab(store, f"?share={text}&zoom=3").run():
        assert (View.zoom, share_error()) == (3, "it is damaged or incomplete")
    assert store.calls == []


def test_a_link_is_not_a_share_link(store: FakeStore) -> None:
    with StoreTab(store).run():
        assert link(View(zoom=3)) == "?zoom=3"


def test_without_a_store_a_share_link_leaves_the_defaults() -> None:
    with use_ports(FakeSession(), RunningQuery(f"?share={'x' * 22}")):
        assert View.zoom == 1
        assert share_error()


class Kept(PageState):
    note: str = ""


def test_a_link_that_would_hold_nothing_is_refused(store: FakeStore) -> None:
    with pytest.raises(ArgumentError, match="the link would hold nothing"):
        shared(store, Kept(note="n"))
    assert not store.calls
