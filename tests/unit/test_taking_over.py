"""Taking over what a browser has saved: of a class and all its keys, or of one key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from drivers.runs import RunningQuery, RunningTab
from st_page_state import PageState, StateVar, StoreUnavailableError
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes import FakeStore


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    note: str = StateVar(default="")

    class Config:
        persist = "browser"
        url_prefix = "d_"
        version = 2

    @classmethod
    def migrate(cls, saved: dict[str, Any], version: int) -> dict[str, Any]:
        return {"body": saved.get("text", "")}


class Tab(RunningTab):
    def __init__(self, store: FakeStore, browser: str = "b", user: str | None = None) -> None:
        super().__init__()
        self.store, self.known = store, {"browser": browser, "user": user}

    @contextmanager
    def ports(self) -> Iterator[None]:
        saving = saving_with(Persistence(self.store, "", ("s",), self.known.get))
        with super().ports(), saving:
            yield


@pytest.fixture
def store() -> FakeStore:
    store = FakeStore()
    with Tab(store).run():
        Draft.title = "all"
        for key in "abc":
            Draft.of(key).update(title=f"title {key}", body=f"body {key}")
    with Tab(store, "c", "ann").run():
        Draft.of("b").body = "ann's"
    return store


def values(store: FakeStore, user: str | None = "ann") -> dict[str, tuple[str, str]]:
    """Return what a new session of an identity has."""
    with Tab(store, "b" if user is None else "other", user).run():
        return {key: (Draft.of(key).title, Draft.of(key).body) for key in Draft.saved_keys()}


ALL = {
    "a": ("title a", "body a"), "b": ("title b", "ann's"), "c": ("title c", "body c")
}  # fmt: skip


def test_a_class_gives_all_its_keys(store: FakeStore) -> None:
    tab = Tab(store, "b", "ann")
    with tab.run():
        assert Draft.of("a").body == ""  # the page shows it
        assert Draft.take_over()
        assert (Draft.title, Draft.of("a").body) == ("all", "body a")
        assert not [name for name in tab.query.params if "[b]" in name or "[c]" in name]
    with tab.run():
        assert not Draft.take_over()
        assert Draft.of("c").body == "body c"
        assert Draft.of("b").body == "ann's"
    assert dict(sorted(values(store).items())) == ALL
    assert values(store, None) == {}


def test_a_key_gives_only_its_own(store: FakeStore) -> None:
    with Tab(store, "b", "ann").run():
        assert Draft.of("a").take_over()
        assert not Draft.of("a").take_over()
        assert not Draft.of("unknown").take_over()
    assert set(values(store)) == {"a", "b"}
    assert set(values(store, None)) == {"b", "c"}


def test_what_was_read_ahead_is_not_used(store: FakeStore) -> None:
    with Tab(store, "b", "ann").run():
        Draft.of("c").title
    tab = Tab(store, "b", "ann")
    tab.query = RunningQuery("?d_[a].title=x&d_[c].body=y")
    with tab.run():
        assert Draft.of("a").body == ""
        Draft.take_over()
        assert Draft.of("c").body == "body c"


def test_a_conflict_is_merged(store: FakeStore) -> None:
    class Busy(FakeStore):
        """Another tab writes before the first put."""

        times = 1

        def put(self, items: Any, ttl: Any) -> Any:
            if self.times:
                self.times -= 1
                with Tab(store, "d", "ann").run():
                    Draft.of("c").title = f"another's {self.times}"
            return store.put(items, ttl)

    busy = Busy()
    for name in ("get", "add", "delete", "keys", "now"):
        setattr(busy, name, getattr(store, name))
    with Tab(busy, "b", "ann").run():
        assert Draft.take_over()
    assert values(store)["c"] == ("another's 0", "body c")
    busy.times = 9
    with Tab(store).run():
        Draft.of("c").body = "once more"
    always = Tab(busy, "b", "ann")
    refused = pytest.raises(StoreUnavailableError, match="all the time")
    with always.run(), refused:
        Draft.take_over()
    assert values(store, None)["c"] == ("", "once more")


def change(store: FakeStore, key: str, **content: Any) -> None:
    told = json.loads(store.get([key])[key].data) | content
    store.delete([key])
    store.add({key: json.dumps(told).encode()}, None)


def test_what_does_not_fit_stays_the_browsers(store: FakeStore) -> None:
    keys = list(store.keys(""))
    of_browser, of_user = (
        next(k for k in ks if k.endswith("Draft[b]")) for ks in (keys, keys[::-1])
    )
    change(store, of_user, version=3)  # a newer version has saved it
    change(
        store, next(k for k in keys if k.endswith("Draft[a]")), version=1, fields={"text": "old"}
    )
    change(
        store, next(k for k in keys if k.endswith("Draft[c]")),
        fields={"note": "x" * 600_000},
    )  # fmt: skip
    with Tab(store, "c", "ann").run():
        Draft.of("c").body = "y" * 600_000
    with Tab(store, "b", "ann").run():
        assert Draft.take_over()
    assert values(store)["a"] == ("", "old")
    assert values(store)["c"] == ("", "y" * 600_000)
    assert of_browser in store.keys("")
    with Tab(store).run():
        assert len(Draft.of("c").note) == 600_000


def test_what_the_address_gives_stays_in_the_session(store: FakeStore) -> None:
    tab = Tab(store, "b", "ann")
    tab.query = RunningQuery("?d_title=shared")
    with tab.run():
        assert Draft.title == "shared"
        assert Draft.take_over()
        assert Draft.title == "shared"
        assert tab.query.params["d_title"] == ("shared",)
        assert not Draft.take_over()
    with tab.run():
        Draft.body = "written later"  # saved, and nothing else comes with it
        assert Draft.title == "shared"
    assert tab.query.params["d_title"] == ("shared",)
    with Tab(store, "other", "ann").run():  # the browser's is saved
        assert (Draft.title, Draft.body) == ("all", "written later")
    with Tab(store, "b").run():
        assert Draft.title == ""


def test_in_a_later_run_too_until_it_is_set(store: FakeStore) -> None:
    tab = Tab(store, "b", "ann")
    tab.query = RunningQuery("?d_title=shared")
    with tab.run():
        assert Draft.title == "shared"
    with tab.run():
        assert Draft.take_over()
        assert Draft.title == "shared"
    other = Tab(store, "c", "bob")
    other.query = RunningQuery("?d_title=shared")
    with Tab(store, "c").run():
        Draft.title = "of the browser"
    with other.run():
        assert Draft.title == "shared"
        Draft.title = "mine"
        assert Draft.take_over()
        assert Draft.title == "mine"
    with Tab(store, "other", "bob").run():
        assert Draft.title == "mine"


@pytest.mark.filterwarnings("ignore::st_page_state.PageStateWarning")
def test_of_what_is_too_large_for_the_user_nothing_is_lost(store: FakeStore) -> None:
    with Tab(store, "d").run():
        Draft.update(title="x" * 300_000, body="browser")
    with Tab(store, "other", "cleo").run():
        Draft.note = "y" * 800_000
    tab = Tab(store, "d", "cleo")
    tab.query = RunningQuery("?d_title=shared")
    with tab.run():
        Draft.take_over()
        assert (Draft.title, Draft.body) == ("shared", "browser")
    with Tab(store, "d").run():
        assert len(Draft.title) == 300_000
