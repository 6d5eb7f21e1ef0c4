"""Stored values: texts too long for the URL, which has a key for them."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from drivers.runs import StoreTab
from st_page_state import (
    DeclarationError,
    InvalidQueryParamError,
    PageState,
    PageStateWarning,
    StateVar,
    StoreUnavailableError,
    batch,
    configure,
    link,
    params,
    reset_all,
    share,
    use_ports,
)
from st_page_state import runtime as in_force
from st_page_state.codecs.key_texts import key_in
from st_page_state.persistence import Persistence
from st_page_state.store_port import Put
from st_page_state_fakes import FakeQuery, FakeSession
from st_page_state_fakes.store import FakeStore

LONG = "x" * 100


class Big(PageState):
    text: str = StateVar(default="", url_key="q")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    number: int = StateVar(default=0, url_key="n")

    class Config:
        store_over = 50
        share_url_with = ("Plain",)


class Plain(PageState):
    note: str = StateVar(default="", url_key="note")


class Tab(StoreTab):
    @property
    def url(self) -> str:
        return self.query.url

    def has_key(self, name: str) -> bool:
        return key_in(self.query.params.get(name)) is not None


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def methods(store: FakeStore) -> list[str]:
    found = [call.method for call in store.calls]
    store.calls.clear()
    return found


def link_to(store: FakeStore, **values: Any) -> str:
    tab = Tab(store)
    with tab.run():
        Big.update(**values)
    methods(store)
    return tab.url


def test_the_address_has_a_key(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = LONG
        assert Big.text == LONG
    assert tab.has_key("q")
    assert tab.query.params["tag"] == ("",)
    assert methods(store) == ["add"]
    assert len(tab.query.updates) == 1


def test_a_landing_reads_it_and_publishes_nothing(store: FakeStore) -> None:
    url = link_to(store, text=LONG, tags=["a" * 30, "b" * 30])
    tab = Tab(store, url)
    with tab.run():
        assert (Big.text, Big.tags) == (LONG, ["a" * 30, "b" * 30])
        assert Big.url_errors() == {}
    assert methods(store) == ["get"]
    assert tab.query.updates == []
    with tab.run():
        assert Big.text == LONG
    assert methods(store) == []
    with tab.run():
        Big.number = 1
    assert methods(store) == []
    assert tab.url == url.replace("n=0", "n=1")


def test_equal_values_have_equal_texts(store: FakeStore) -> None:
    assert link_to(store, text=LONG) == link_to(FakeStore(), text=LONG)
    assert link_to(store, text=LONG) != link_to(store, text=LONG + "x")


def test_fields_and_classes_have_keys_of_their_own(store: FakeStore) -> None:
    class One(PageState):
        a: str = StateVar(default=LONG, url_key="a")
        b: str = StateVar(default=LONG, url_key="b")

        class Config:
            store_over = 50

    class Two(One):
        pass

    with use_ports({}, FakeQuery(""), store=store):
        classes = (One, Two, One.of("1"), One.of("2"))
        found = {text for cls in classes for text in map(str, params(cls()).values())}
    assert len(found) == 8


def test_what_is_short_is_written_out(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = "x" * 50
    assert tab.query.params["q"] == ("x" * 50,)
    with tab.run():
        Big.text = "ä" * 9  # six characters each
    assert tab.has_key("q")
    with tab.run():
        Big.text = "ä" * 8
    assert not tab.has_key("q")


def test_without_a_store_it_is_written_out() -> None:
    tab = Tab(None)
    with tab.run():
        Big.text = LONG
    assert tab.query.params["q"] == (LONG,)


def test_a_key_in_the_place_of_a_short_text_is_replaced(store: FakeStore) -> None:
    class Small(PageState):
        text: str = StateVar(default="", url_key="q")

    tab = Tab(store, link_to(store, text=LONG))
    with tab.run():
        assert Small.text == LONG  # store_over was switched off
    assert tab.query.params["q"] == (LONG,)
    assert len(tab.query.updates) == 1
    with tab.run():
        assert Small.text == LONG
    assert len(tab.query.updates) == 1


@pytest.mark.parametrize("restores", [True, False])
def test_a_long_text_in_the_place_of_a_key_is_replaced(store: FakeStore, restores: bool) -> None:
    class Own(PageState):
        text: str = StateVar(default="", url_key="q")

        class Config:
            store_over = 50
            restore_url_on_touch = restores

    tab = Tab(store, f"?q={LONG}")
    with tab.run():
        assert Own.text == LONG
    assert tab.has_key("q")
    assert len(tab.query.updates) == 1
    with tab.run():
        assert Own.text == LONG
    assert methods(store) == ["add"]
    assert len(tab.query.updates) == 1


def test_a_long_text_stays_while_it_cannot_be_stored(store: FakeStore) -> None:
    store.down = True
    tab = Tab(store, f"?q={LONG}&tag=&n=0")
    with pytest.warns(PageStateWarning, match="cannot be stored"), tab.run():
        assert Big.text == LONG
    assert tab.query.updates == []


def test_back_and_forward(store: FakeStore) -> None:
    tab, urls, texts = Tab(store), [], [str(n) * 200_000 for n in range(5)]
    for text in texts:
        with tab.run():
            Big.text = text
        urls.append(tab.url)
    for url, text in [*zip(urls, texts, strict=True)][::-1] * 2:
        with tab.run(url, history=True):
            assert Big.text == text
        assert tab.url == url
    sent = len(tab.query.updates)
    assert sent == 5


def test_an_unknown_key(store: FakeStore) -> None:
    tab = Tab(store, "?q=~" + "a" * 22)
    with tab.run():
        assert Big.text == ""
        assert [*Big.url_errors()] == ["text"]
    assert tab.query.params["q"] == ("",)
    assert methods(store) == ["get"]
    with tab.run():
        assert Big.text == ""
    assert methods(store) == []


def test_an_unknown_key_on_back(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = "kept"
    url = "?q=~" + "a" * 22
    with tab.run(url, history=True):
        assert Big.text == "kept"
        assert [*Big.url_errors()] == ["text"]
    assert tab.query.params["q"] == ("kept",)


def test_nobody_asks_for_what_others_own(store: FakeStore) -> None:
    query = FakeQuery("?theirs=~" + "a" * 22, bound={"theirs"})
    with use_ports({}, query, store=store):
        Big.number = 1
    assert query.params["theirs"] == ("~" + "a" * 22,)
    assert methods(store) == []


def test_a_store_that_is_down_while_a_link_is_opened(store: FakeStore) -> None:
    url = link_to(store, text=LONG)
    tab, store.down = Tab(store, url), True
    with pytest.warns(PageStateWarning, match="does not answer"), tab.run():
        assert (Big.text, Big.number, Big.url_errors()) == ("", 0, {})
    assert tab.url == url
    with tab.run():
        Big.number = 1
        assert Big.text == ""
        Big.focus()
    assert tab.url == url.replace("n=0", "n=1")
    with tab.run():
        Plain.note = "other"  # claims the URL for another class
    assert tab.has_key("q")
    store.down = False
    with tab.run():
        assert (Big.text, Big.number) == (LONG, 1)


def test_a_page_that_is_visited_once_the_store_is_back(store: FakeStore) -> None:
    tab, store.down = Tab(store, link_to(store, text=LONG)), True
    with tab.run():
        assert Plain.note == ""
    store.down = False
    with tab.run():
        Plain.note = "other"
    with tab.run():
        assert Big.text == LONG


def test_what_is_set_meanwhile_wins(store: FakeStore) -> None:
    tab, store.down = Tab(store, link_to(store, text=LONG)), True
    with pytest.warns(PageStateWarning), tab.run():
        Big.text = "mine"
    assert tab.query.params["q"] == ("mine",)
    store.down = False
    with tab.run():
        assert Big.text == "mine"


def test_a_store_that_is_down_while_a_value_is_set(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = "old"
    store.down = True
    with pytest.warns(PageStateWarning, match="cannot be stored"), tab.run():
        Big.text = LONG
    assert "q" not in tab.query.params
    with tab.run():
        assert Big.text == LONG
    assert "q" not in tab.query.params
    methods(store)
    store.down = False
    with tab.run():
        assert Big.text == LONG
    assert tab.has_key("q")
    assert methods(store) == ["add"]
    with Tab(store, tab.url).run():
        assert Big.text == LONG


def test_it_is_added_once_an_action(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run(), batch():
        Big.text = LONG
        Big.text = LONG * 2
        Big.tags = [LONG]
    assert [(call.method, len(call.keys)) for call in store.calls] == [("add", 2)]
    with tab.run():
        Big.text = LONG
    with tab.run():
        Big.text = LONG * 2
    assert len(store.calls) == 2  # it is known to be there


def test_a_failed_action_stores_nothing(store: FakeStore) -> None:
    with pytest.raises(ZeroDivisionError), Tab(store).run(), batch():
        Big.text = LONG
        raise ZeroDivisionError
    assert methods(store) == []


def test_a_value_that_is_too_large(store: FakeStore) -> None:
    tab = Tab(store)
    with pytest.warns(PageStateWarning, match="over the limit of 5,000,000"), tab.run():
        Big.update(text="x" * 5_000_001, number=1)
    assert "q" not in tab.query.params
    assert tab.query.params["n"] == ("1",)
    with tab.run():
        assert len(Big.text) == 5_000_001
        assert len(link(Big.snapshot())) > 5_000_000
    assert methods(store) == []


def test_links_store_too(store: FakeStore) -> None:
    values = Big(text=LONG)
    with use_ports({}, FakeQuery(""), store=store):
        url = link(values)
        assert url == link(values)
        assert key_in((str(params(values)["q"]),))
        assert methods(store) == ["add"]
        assert Big.parse(url) == values
        assert Big.parse(link(Big(text="short"))) == Big(text="short")
        store.advance(days=2)
        link(values)
        assert methods(store) == ["get", "add"]
    assert url == link_to(store, text=LONG)


def test_links_remember_only_so_many(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("st_page_state.stored_values._MOST_ENSURED", 1)
    with use_ports({}, FakeQuery(""), store=store):
        for text in "abca":
            link(Big(text=text * 100))
    assert methods(store) == ["add"] * 4


def test_links_while_the_store_is_down(store: FakeStore) -> None:
    store.down = True
    with use_ports({}, FakeQuery(""), store=store):
        url = link(Big(text=LONG))
        assert LONG in url
        assert Big.parse(url).text == LONG
        with pytest.raises(StoreUnavailableError):
            Big.parse("?q=~" + "a" * 22)
    assert LONG in link(Big(text=LONG))


def test_parse_of_a_key_that_is_not_in_the_store(store: FakeStore) -> None:
    with (
        use_ports({}, FakeQuery(""), store=store),
        pytest.raises(InvalidQueryParamError, match="not in the store"),
    ):
        Big.parse("?q=~" + "a" * 22)


def test_dumps_snapshots_and_share_links_hold_the_values(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = LONG
        assert Big.dump()["text"] == Big.snapshot().text == LONG
        shared = share(Big.snapshot())
    content = json.loads(store.get([store.calls[-1].keys[0]])[store.calls[-1].keys[0]].data)
    assert content["q"] == [LONG]
    with Tab(store, shared).run():
        assert Big.text == LONG


def test_the_update_after_a_share_link_has_keys(store: FakeStore) -> None:
    with use_ports({}, FakeQuery(""), store=store):
        shared = share(Big(text=LONG))
    tab = Tab(store, shared)
    with tab.run():
        assert Big.text == LONG
    assert tab.url == shared
    with tab.run():
        Big.number = 1
    assert tab.has_key("q")
    with Tab(store, tab.url).run():
        assert (Big.text, Big.number) == (LONG, 1)


def test_it_lasts_for_180_days_after_its_last_use(store: FakeStore) -> None:
    url = link_to(store, text=LONG)
    for _ in range(3):
        store.advance(days=170)
        for _ in range(2):
            with Tab(store, url).run():
                assert Big.text == LONG
        assert methods(store) == ["get", "put", "get"]  # at most once a day
    store.advance(days=181)
    with Tab(store, url).run():
        assert Big.text == ""


def test_a_session_renews_what_it_publishes(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = LONG
    methods(store)
    store.advance(days=2)
    with tab.run():
        assert Big.text == LONG
    assert methods(store) == []
    with tab.run():
        Big.number = 1
    with tab.run():
        Big.number = 2
    assert methods(store) == ["add"]
    landed = Tab(store, tab.url)
    with landed.run():
        assert Big.number == 2
    methods(store)
    store.advance(days=2)
    with landed.run():
        Big.number = 3
    assert methods(store) == ["add"]
    store.advance(days=2)
    store.down = True
    with pytest.warns(PageStateWarning), landed.run():
        Big.number = 4
    assert landed.has_key("q")  # it is there, only not for longer


def test_a_store_that_cannot_renew(store: FakeStore) -> None:
    class NoPut(FakeStore):
        def put(self, items: Any, ttl: Any) -> dict[str, int | None]:
            raise StoreUnavailableError("it is full")

    store = NoPut()
    url = link_to(store, text=LONG)
    store.advance(days=2)
    with Tab(store, url).run():
        assert Big.text == LONG


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b'{"at":0,"texts":[]}', b'{"at":0,"texts":[1]}', b'{"at":0,"texts":"x"}',
        b'{"at":"x","texts":["x"]}', b'{"at":0,"texts":["\\ud800"]}', b" " * 5_000_001,
    ],
)  # fmt: skip
def test_what_a_store_holds_is_not_trusted(store: FakeStore, data: bytes) -> None:
    store.put({"/value/~" + "a" * 22: Put(data)}, None)
    with Tab(store, "?q=~" + "a" * 22).run():
        assert Big.text == ""
        assert [*Big.url_errors()] == ["text"]


def test_what_it_holds_is_validated_as_a_text_of_the_url(store: FakeStore) -> None:
    store.put({"/value/~" + "a" * 22: Put(b'{"at":9e9,"texts":["many"]}')}, None)
    tab = Tab(store, "?n=~" + "a" * 22)
    with tab.run():
        assert Big.number == 0
        assert Big.url_errors()["number"].text == "many"
    assert tab.query.params["n"] == ("0",)


def test_a_key_under_a_former_secret_stays(store: FakeStore) -> None:
    session, query = FakeSession(), FakeQuery("")
    ways = [Persistence(store, "app", secrets, lambda _: None) for secrets in (["a"], ["b", "a"])]
    with use_ports(session, query), in_force.saving_with(ways[0]):
        Big.text = LONG
    old = query.params["q"]
    other = FakeQuery(query.url)
    with use_ports(FakeSession(), other), in_force.saving_with(ways[1]):
        assert Big.text == LONG
        assert other.updates == []
        Big.number = 1
        assert other.params["q"] == old
        Big.text = LONG + "x"
        Big.text = LONG
    assert other.params["q"] != old


def test_no_secret_can_be_had(store: FakeStore) -> None:
    store.down = True
    query = FakeQuery("")
    way = Persistence(store, "app", [], lambda _: None)
    with (
        pytest.warns(PageStateWarning, match="cannot be stored"),
        use_ports({}, query),
        in_force.saving_with(way),
    ):
        Big.text = LONG
    assert "q" not in query.params


def test_a_session_that_was_pickled(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = LONG
    tab.session = pickle.loads(pickle.dumps(tab.session))
    methods(store)
    with tab.run():
        Plain.note = "x"
        assert Big.text == LONG
    assert tab.has_key("q")
    assert methods(store) == []


def test_a_key_that_comes_in_the_middle_of_a_run(store: FakeStore) -> None:
    url = link_to(store, text=LONG)
    tab = Tab(store)
    with tab.run():
        assert Big.text == ""
        tab.query.go(url)
        assert Big.text == LONG
    assert tab.url == url
    with tab.run():
        assert Big.text == LONG
    assert methods(store) == ["get"]


def test_two_threads_of_a_session(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        assert Big.number == 0
        with batch():
            Big.number = 1
            with use_ports(tab.session, tab.query, store=store):
                pass
        tab.elsewhere(lambda: Big.update(text="x" * 60))
        with batch():
            Big.tags = ["y" * 60]
            tab.elsewhere(lambda: Big.update(text="z" * 60))
    assert tab.has_key("q")
    assert tab.has_key("tag")
    with Tab(store, tab.url).run():
        assert (Big.text, Big.tags) == ("z" * 60, ["y" * 60])
    with tab.run():
        assert (Big.text, Big.url_errors()) == ("z" * 60, {})


def test_reset_all(store: FakeStore) -> None:
    tab = Tab(store)
    with tab.run():
        Big.text = LONG
    with tab.run():
        reset_all()
    assert tab.query.params["q"] == ("",)


def test_saved_values_of_another_tab_may_be_too_long(store: FakeStore) -> None:
    class Both(PageState):
        text: str = StateVar(default="", url_key="q")
        number: int = StateVar(default=0, url_key="n")

        class Config:
            persist = "user"
            store_over = 50

    one, two = Tab(store), Tab(store)
    for tab in (one, two):
        with tab.run():
            assert Both.number == 0
    with two.run():
        Both.text = LONG
    with one.run():
        Both.number = 1
    assert one.query.params["n"] == ("1",)
    assert one.has_key("q")


def test_much_of_it_is_not_remembered(store: FakeStore) -> None:
    tab, urls = Tab(store), []
    for n in range(4):
        with tab.run():
            Big.text = str(n) * 400_000
        urls.append(tab.url)
    assert len(pickle.dumps(tab.session)) < 2_500_000
    methods(store)
    with tab.run(urls[0], history=True):
        assert Big.text == "0" * 400_000
    assert methods(store) == ["get"]


def test_the_param_of_share_links_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeclarationError, match="share links"):

        class Sharing(PageState):
            share: str = StateVar(default="", url_key="share")

    with pytest.raises(DeclarationError, match="share_param='note'"):
        configure(share_param="note")
    monkeypatch.setattr(in_force, "share_param", "share")
    configure(share_param="shared_by")
    configure(share_param="shared_by")

    class Free(PageState):
        share: str = StateVar(default="", url_key="share")

    with pytest.raises(DeclarationError, match="Free"):
        configure(share_param="share")


@pytest.mark.parametrize("given", [-1, True, "5", 1.5])
def test_a_wrong_limit(given: Any) -> None:
    with pytest.raises(DeclarationError, match=r"store_over must be a number of characters"):

        class Wrong(PageState):
            text: str = StateVar(default="", url_key="q")

            class Config:
                store_over = given


def test_a_limit_of_zero_hides_everything(store: FakeStore) -> None:
    class Hidden(PageState):
        text: str = StateVar(default="", url_key="q")

        class Config:
            store_over = 0

    tab = Tab(store)
    with tab.run():
        Hidden.text = "x"
    assert tab.has_key("q")


def test_ten_values_are_one_call(store: FakeStore) -> None:
    class Ten(PageState):
        a: str = StateVar(default="", url_key="a")
        b: str = StateVar(default="", url_key="b")
        c: list[str] = StateVar(default_factory=list, url_key="c")
        d: dict[str, str] = StateVar(default_factory=dict, url_key="d")
        e: str | None = StateVar(default=None, url_key="e")

        class Config:
            store_over = 50
            share_url_with = ("Eleven",)

    class Eleven(Ten):
        class Config:
            url_prefix = "x"

    values = {"a": LONG, "b": LONG, "c": [LONG], "d": {"k": LONG}, "e": LONG}
    tab = Tab(store)
    with tab.run(), batch():
        Ten.update(**values)
        Eleven.update(**values)
    assert [(call.method, len(call.keys)) for call in store.calls] == [("add", 10)]
    store.calls.clear()
    tab = Tab(store, tab.url)
    with tab.run():
        assert Ten.dump() == Eleven.dump() == values
    assert [(call.method, len(call.keys)) for call in store.calls] == [("get", 10)]
    assert tab.query.updates == []
    with tab.run():
        assert Ten.dump() == values
    assert len(store.calls) == 1
