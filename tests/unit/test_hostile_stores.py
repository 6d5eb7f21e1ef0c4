"""What somebody else has written into a store: it is trusted no more than a URL."""

from __future__ import annotations

from typing import Any

import pytest

from drivers.runs import StoreTab
from st_page_state import PageState, PageStateWarning, Put, StateVar
from st_page_state.actions import share, share_error
from st_page_state.persistence import object_in
from st_page_state_fakes.store import FakeStore


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)

    class Config:
        persist = "user"
        url_selfish = False


class Query(PageState):
    text: str = StateVar(default="", url_key="q")

    class Config:
        store_over = 50
        url_selfish = False


def overwrite(store: FakeStore, part: str, data: bytes) -> None:
    """Write something else under the key with ``part`` in it."""
    (key,) = (key for key in store.keys("") if part in key)
    store.put({key: Put(data, store.get([key])[key].revision)}, None)


DIGITS = b"9" * 400
TIMES = [b"1e400", b"NaN", b"-Infinity", b"1e300", b"-1e300", DIGITS, b"null", b'"1"']
FIELDS = [
    b'"gone":NaN', b'"gone":1e400', b'"title":Infinity', b'"title":"\\ud800"', b'"title":["a"]',
    b'"gone":"\\ud800"', b'"tags":{"a":1}', b'"tags":' + b"[" * 900 + b"]" * 900,
    b'"gone":' + b'{"a":' * 120 + b"1" + b"}" * 120, b'"gone":' + b"[" * 60 + b"]" * 60,
]  # fmt: skip
RECORDS = [b'{"version":1,"at":%s,"fields":{"title":"T"}}' % at for at in TIMES]
RECORDS += [b'{"version":1,"at":1,"fields":{%s}}' % fields for fields in FIELDS]


@pytest.mark.parametrize("data", RECORDS, ids=lambda data: repr(data[:50]))
@pytest.mark.parametrize("conflict", [False, True], ids=["read", "conflict"])
def test_saved_values(data: bytes, conflict: bool) -> None:
    store = FakeStore()
    tab = StoreTab(store)
    with tab.run():
        Draft.body = "B"
    overwrite(store, "Draft", data)
    if not conflict:
        tab = StoreTab(store)
        with tab.run():
            assert Draft.title in ("", "T")
            Draft.saved()
    with tab.run():
        Draft.body = "new"
    with tab.run():
        assert (Draft.body, Draft.saved().status) == ("new", "recovered")
        assert Draft.saved().at is not None
    with StoreTab(store).run():
        assert Draft.body == "new"


TEXTS = [b'["\\ud800"]', b"[]", b"[1]", b'"T"', b"NaN"]
LINKS = [b'{"title":%s}' % texts for texts in TEXTS] + [b'{"foreign":["\\ud800"]}']
LINKS += [b'{"\\ud800":["a"]}', b'{"foreign":[]}']


def opened(store: FakeStore) -> StoreTab:
    """Return a tab with a share link whose data were overwritten by ``data``."""
    with StoreTab(store).run():
        return StoreTab(store, share(Draft(title="shared")))


@pytest.mark.parametrize("data", LINKS)
def test_share_links(data: bytes) -> None:
    store = FakeStore()
    tab = opened(store)
    overwrite(store, "/share/", data)
    with tab.run():
        assert Draft.title == ""
        assert "it was never made" in share_error()
    assert tab.query.params == {"title": ("",)}


def test_a_share_link_cannot_set_what_streamlit_reserves() -> None:
    store = FakeStore()
    tab = opened(store)
    overwrite(store, "/share/", b'{"embed":["true"],"Embed_Options":["x"],"title":["T"]}')
    with tab.run():
        assert Draft.title == "T"
        Draft.title = "U"
    assert tab.query.params == {"title": ("U",)}


VALUES = [b'{"at":%s,"texts":["T"]}' % at for at in TIMES]
VALUES += [b'{"at":1,"texts":%s}' % texts for texts in TEXTS]


@pytest.mark.parametrize("data", VALUES, ids=lambda data: repr(data[:50]))
def test_stored_values(data: bytes) -> None:
    store = FakeStore()
    tab = StoreTab(store)
    with tab.run():
        Query.text = "x" * 100
    overwrite(store, "/value/", data)
    tab = StoreTab(store, "?q=" + tab.query.params["q"][0])
    with tab.run():
        assert Query.text == ""
        assert list(Query.url_errors()) == ["text"]
        Query.text = "y" * 100
    with StoreTab(store, "?q=" + tab.query.params["q"][0]).run():
        assert Query.text == "y" * 100


@pytest.mark.parametrize(
    "returned", [{"body": {1}}, {"gone": float("nan")}, {"gone": object()}, None, ["body"]]
)
def test_a_migrate_that_returns_no_json_has_failed(returned: Any) -> None:
    store = FakeStore()

    def made(number: int) -> Any:
        class Draft(PageState):
            body: str = StateVar(default="")

            class Config:
                persist, version, namespace = "user", number, "Draft"

            @classmethod
            def migrate(cls, saved: dict[str, Any], version: int) -> Any:
                return returned

        return Draft

    old, new = made(1), made(2)
    with StoreTab(store).run():
        old.body = "old"
    tab = StoreTab(store)
    with tab.run(), pytest.warns(PageStateWarning, match="migrate.. raised"):
        assert (new.body, new.saved().status) == ("", "newer")
    with tab.run():
        new.body = "new"
    with StoreTab(store).run():
        assert old.body == "old"


def test_many_brackets_are_no_depth() -> None:
    wide = b'{"a": [%s]}' % b", ".join([b"[]"] * 200)
    assert object_in(wide, 10_000) == {"a": [[]] * 200}
    assert object_in(b'{"a": %s}' % (b"[" * 200 + b"]" * 200), 10_000) is None


class Adopting(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")

    class Config:
        persist = "user"

    @classmethod
    def on_adopt(cls, changed: Any) -> None:
        cls.body = "from the link"


def test_what_follows_from_a_link_stays_when_saved_values_arrive_late() -> None:
    store = FakeStore()
    with StoreTab(store).run():
        Adopting.body = "saved"
    tab = StoreTab(store)
    store.down = True
    with tab.run(), pytest.warns(PageStateWarning):
        assert Adopting.body == ""
    tab.query.go("?title=T")
    with tab.run():
        assert (Adopting.title, Adopting.body) == ("T", "from the link")
    store.down = False
    with tab.run():
        assert (Adopting.body, Adopting.saved().status) == ("from the link", "recovered")
