"""Saved values: what a store keeps of a class for an identity, sentence by sentence."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from drivers.runs import StoreTab
from st_page_state import (
    ArgumentError,
    DeclarationError,
    PageState,
    PageStateWarning,
    Put,
    StateVar,
    StoreUnavailableError,
    batch,
    link,
    params,
    use_ports,
)
from st_page_state.actions import forget_all, reset_all
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state.trace import trace
from st_page_state_fakes import FakeQuery, FakeSession
from st_page_state_fakes.saving import unnoticed
from st_page_state_fakes.store import FakeStore


class Draft(PageState):
    title: str = StateVar(default="", url_key="title")
    body: str = StateVar(default="")
    tags: list[str] = StateVar(default_factory=list)
    token: str = StateVar(default="", persist=False)

    class Config:
        persist = "user"
        url_selfish = False


class Choice(PageState):
    theme: str = StateVar(default="light", url_key="theme")

    class Config:
        persist = "user"
        hide_defaults = True
        url_selfish = False


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def called(store: FakeStore) -> list[str]:
    """Return the methods called since the last time."""
    methods = [call.method for call in store.calls]
    store.calls.clear()
    return methods


def content(store: FakeStore, cls: Any = Draft) -> dict[str, Any]:
    """Return the saved fields of a class."""
    key = next(key for key in store.keys("") if key.endswith(cls.__name__))
    fields: dict[str, Any] = json.loads(store.get([key])[key].data)["fields"]
    return fields


def test_a_new_session_has_the_saved_values(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.title, Draft.body, Draft.tags = "T", "B", ["a"]
    with StoreTab(store).run():
        assert Draft.dump() == {"title": "T", "body": "B", "tags": ["a"], "token": ""}
        assert Draft.saved().status == "recovered"


def test_the_first_touch_reads_every_class_in_one_get(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.title = "T"
        Choice.theme = "dark"
    called(store)
    with StoreTab(store).run():
        assert (Draft.title, Choice.theme) == ("T", "dark")
        assert Draft.body == ""
    assert called(store) == ["get"]


def test_the_url_wins_over_saved_and_saved_over_the_default(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.update(title="saved", body="saved")
    with StoreTab(store, "?title=linked").run():
        assert (Draft.title, Draft.body, Draft.token) == ("linked", "saved", "")


def test_values_of_a_link_are_not_saved(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.title = "mine"
    with StoreTab(store, "?title=theirs").run():
        assert Draft.title == "theirs"
        Draft.body = "B"
    assert content(store) == {"title": "mine", "body": "B"}
    with StoreTab(store).run():
        assert Draft.title == "mine"


class WithHooks(PageState):
    a: str = StateVar(default="")
    b: str = StateVar(default="")
    seen: str = StateVar(default="", persist=False)

    class Config:
        persist = "user"

    @classmethod
    def on_init(cls) -> None:
        cls.a = cls.b = "init"

    @classmethod
    def on_ready(cls) -> None:
        cls.seen = cls.a
        cls.b = "ready"


def test_hooks_see_saved_values_and_what_they_set_is_not_saved(store: FakeStore) -> None:
    with StoreTab(store).run():
        assert (WithHooks.a, WithHooks.b) == ("init", "ready")
        WithHooks.a = "saved"
    assert content(store, WithHooks) == {"a": "saved"}
    with StoreTab(store).run():
        assert (WithHooks.a, WithHooks.b, WithHooks.seen) == ("saved", "ready", "saved")


def test_the_first_value_of_a_widget_is_not_saved(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.bind("body", value="first")
        assert Draft.body == "first"
    assert "put" not in called(store)
    with StoreTab(store).run():
        Draft.body = "saved"
    with StoreTab(store).run():
        Draft.bind("body", value="first")
        assert Draft.body == "saved"


def test_a_field_can_be_left_out(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.token = "t"
    assert "put" not in called(store)


def test_an_action_writes_once_for_all_classes(store: FakeStore) -> None:
    with StoreTab(store).run():
        _ = Draft.title, Choice.theme
        called(store)
        with batch():
            Draft.title = "T"
            Draft.body = "B"
            Choice.theme = "dark"
        assert called(store) == ["put"]
        Draft.update(title="U", body="C")
        assert called(store) == ["put"]


def test_a_rerun_that_changes_nothing_makes_no_call(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.title = "T"
    called(store)
    for _ in range(3):
        with tab.run():
            _ = Draft.title, Draft.body, Draft.bind("body")
            Draft.title = "T"
            Draft.tags.clear()
    assert called(store) == []


def test_a_change_back_to_what_is_saved_makes_no_call(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.title = "T"
        called(store)
        with batch():
            Draft.title = "U"
            Draft.title = "T"
        assert called(store) == []


def test_a_change_in_place_is_saved(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.tags.append("a")
        _ = Draft.title
    assert content(store) == {"tags": ["a"]}


def test_a_failed_action_saves_nothing(store: FakeStore) -> None:
    with StoreTab(store).run():
        with pytest.raises(ZeroDivisionError), batch():
            Draft.title = "T"
            raise ZeroDivisionError
        assert called(store) == ["get"]


class Stop(BaseException):
    """Ends a run."""


def test_a_run_that_is_stopped_saves_what_was_done(store: FakeStore) -> None:
    with pytest.raises(Stop), StoreTab(store).run(), batch():
        Draft.title = "T"
        raise Stop
    assert content(store) == {"title": "T"}


def two_tabs(store: FakeStore) -> tuple[StoreTab, StoreTab]:
    """Return two tabs that have touched the class."""
    tabs = StoreTab(store), StoreTab(store)
    for tab in tabs:
        with tab.run():
            _ = Draft.title
    return tabs


class TestTwoTabs:
    def test_they_are_merged_field_by_field(self, store: FakeStore) -> None:
        ann, too = two_tabs(store)
        with ann.run():
            Draft.title = "ann"
        with too.run():
            called(store)
            Draft.body = "too"
            assert called(store) == ["put", "get", "put"]
            assert (Draft.title, Draft.body) == ("ann", "too")
        assert too.query.params["title"] == ("ann",)
        with StoreTab(store).run():
            assert (Draft.title, Draft.body) == ("ann", "too")

    def test_what_the_action_has_set_wins(self, store: FakeStore) -> None:
        ann, too = StoreTab(store), StoreTab(store)
        for tab in (ann, too):
            with tab.run():
                _ = Draft.tags
        with ann.run():
            Draft.tags = ["ann"]
        with too.run():
            Draft.tags.append("too")
            assert Draft.tags == ["too"]
        assert content(store) == {"tags": ["too"]}

    def test_a_value_of_a_link_stays(self, store: FakeStore) -> None:
        with StoreTab(store).run():
            Draft.title = "saved"
        ann, too = StoreTab(store), StoreTab(store, "?title=linked")
        for tab in (ann, too):
            with tab.run():
                _ = Draft.title
        with ann.run():
            Draft.tags = ["ann"]
        with too.run():
            Draft.body = "too"
            assert Draft.dump() == {"title": "linked", "body": "too", "tags": ["ann"], "token": ""}

    def test_what_was_forgotten_is_at_its_default(self, store: FakeStore) -> None:
        ann, too = StoreTab(store), StoreTab(store)
        with ann.run():
            Draft.update(title="T", body="B")
        with too.run():
            assert Draft.title == "T"
        with ann.run():
            Draft.forget()
            assert (Draft.title, Draft.saved().status) == ("", "new")
        with too.run():
            Draft.tags = ["a"]
            assert (Draft.title, Draft.body, Draft.tags) == ("", "", ["a"])
        assert content(store) == {"tags": ["a"]}

    def test_no_claim_is_made_and_no_hook_called_for_the_others(self, store: FakeStore) -> None:
        ann, too = two_tabs(store)
        with ann.run():
            Draft.title = "ann"
        with too.run(), trace() as events:
            Draft.body = "too"
        assert [event.kind for event in events].count("claim") == 0

    def test_refresh_reads_again(self, store: FakeStore) -> None:
        ann, too = StoreTab(store), StoreTab(store)
        for tab in (ann, too):
            with tab.run():
                Draft.body = "B"
        with ann.run():
            Draft.title = "ann"
        with too.run():
            assert Draft.title == ""
            Draft.refresh()
            assert (Draft.title, Draft.body) == ("ann", "B")

    def test_five_conflicts_are_told(self, store: FakeStore) -> None:
        class Busy(FakeStore):
            def put(self, items: Any, ttl: Any) -> Any:
                super().put({}, ttl)
                return dict.fromkeys(items)

        with (
            StoreTab(Busy()).run(),
            pytest.warns(PageStateWarning, match="Draft are not saved: other"),
        ):
            Draft.title = "T"
        assert called(store) == []


class TestUnavailable:
    def test_a_store_that_is_down_breaks_nothing(self, store: FakeStore) -> None:
        tab = StoreTab(store)
        with tab.run():
            Draft.title = "T"
        store.down = True
        with tab.run():
            with pytest.warns(PageStateWarning, match=r"Draft are not saved: .*Draft.saved\(\)"):
                Draft.body = "B"
            assert (Draft.body, Draft.saved().status) == ("B", "unavailable")
        store.down = False
        called(store)
        with tab.run():
            assert called(store) == []
            Draft.tags = ["a"]
            assert called(store) == ["put"]
            assert Draft.saved().status == "recovered"
        assert content(store) == {"title": "T", "body": "B", "tags": ["a"]}

    def test_a_read_that_failed_is_tried_again_in_each_run(self, store: FakeStore) -> None:
        with StoreTab(store).run():
            Draft.update(title="T", body="B")
        store.down = True
        tab = StoreTab(store)
        with tab.run():
            with pytest.warns(PageStateWarning, match="cannot be read"):
                assert Draft.title == ""
            Draft.tags = ["mine"]
            Draft.body = "mine"
        with tab.run():
            assert (Draft.title, Draft.saved().status) == ("", "unavailable")
        store.down = False
        with tab.run():
            assert (Draft.title, Draft.body, Draft.tags) == ("T", "mine", ["mine"])
            assert Draft.saved().status == "recovered"
        assert content(store) == {"title": "T", "body": "mine", "tags": ["mine"]}
        assert tab.query.params["title"] == ("T",)


class TestIdentity:
    def test_nobody_sees_another_ones_values(self, store: FakeStore) -> None:
        with StoreTab(store, identity="ann").run():
            Draft.title = "ann's"
        with StoreTab(store, identity="bob").run():
            assert Draft.title == ""

    @pytest.mark.parametrize("identity", [None, "", 7, lambda: 1 / 0])
    def test_where_nobody_is_known_nothing_is_saved(self, store: FakeStore, identity: Any) -> None:
        with StoreTab(store, identity=identity).run():
            Draft.title = "T"
            assert Draft.saved().status == "off"
        assert called(store) == []

    def test_the_identity_is_not_in_the_store_in_clear(self, store: FakeStore) -> None:
        with StoreTab(store, identity="ann").run():
            Draft.title = "T"
        assert "ann" not in "".join(store.keys(""))

    @pytest.mark.parametrize("then", ["bob", None])
    def test_another_identity_begins_anew(self, store: FakeStore, then: str | None) -> None:
        with StoreTab(store, identity="bob").run():
            Draft.body = "bob's"
        tab = StoreTab(store, "?title=ann's", identity="ann")
        with tab.run():
            assert Draft.title == "ann's"
            Draft.update(title="T", body="B", tags=["a"], token="t")
        tab.identity = then
        with tab.run():
            body = "bob's" if then else ""
            assert Draft.dump() == {"title": "", "body": body, "tags": [], "token": ""}
        assert tab.query.params == {"title": ("",)}
        tab.identity = "ann"
        with tab.run():
            assert (Draft.title, Draft.body, Draft.tags) == ("T", "B", ["a"])

    def test_it_is_asked_for_once_in_a_run(self, store: FakeStore) -> None:
        asked: list[int] = []
        tab = StoreTab(store, identity=lambda: asked.append(1) or "ann")
        for number in (1, 2):
            with tab.run():
                Draft.title = str(number)
                Choice.theme = str(number)
            assert len(asked) == number

    def test_without_a_store_there_is_the_session(self) -> None:
        with use_ports(FakeSession(), FakeQuery()):
            Draft.title = "T"
            assert (Draft.title, Draft.saved().status) == ("T", "off")


class TestVersions:
    @staticmethod
    def made(number: int, kind: Any = int, migrate: Any = None) -> Any:
        class Versioned(PageState):
            minutes: kind = StateVar(default_factory=kind)

            class Config:
                persist = "user"
                version = number
                namespace = "versioned"

        if migrate is None:
            return Versioned
        body = {"migrate": classmethod(lambda cls, saved, version: migrate(saved, version))}
        return type(PageState)(
            "Versioned",
            (Versioned,),
            {
                **body, "__module__": __name__, "__qualname__": "Versioned",
                "Config": Versioned.Config,
            },
        )  # fmt: skip

    def test_an_older_record_is_migrated(self, store: FakeStore) -> None:
        old, new = self.made(1), self.made(2, migrate=lambda saved, version: {
            "minutes": saved["minutes"] * 60 + version
        })  # fmt: skip
        with StoreTab(store).run():
            old.minutes = 2
        with StoreTab(store).run():
            assert new.minutes == 121
            new.minutes += 1
        with StoreTab(store).run():
            assert new.minutes == 122

    def test_a_newer_record_is_left_alone(self, store: FakeStore) -> None:
        old, new = self.made(1), self.made(2)
        with StoreTab(store).run():
            new.minutes = 5
        called(store)
        with StoreTab(store).run():
            assert (old.minutes, old.saved().status) == (0, "newer")
            assert "version 2" in old.saved().why
            old.minutes = 1
        assert called(store) == ["get"]
        with StoreTab(store).run():
            assert new.minutes == 5

    def test_one_that_became_newer_meanwhile_is_left_alone(self, store: FakeStore) -> None:
        old, new = self.made(1), self.made(2)
        tab = StoreTab(store)
        with tab.run():
            old.minutes = 1
        with StoreTab(store).run():
            new.minutes = 5
        with tab.run():
            old.minutes = 2
            assert (old.minutes, old.saved().status) == (2, "newer")
        with StoreTab(store).run():
            assert new.minutes == 5

    def test_a_migrate_that_fails_leaves_the_record_alone(self, store: FakeStore) -> None:
        old, new = self.made(1), self.made(2, migrate=lambda saved, version: saved["hours"])
        with StoreTab(store).run():
            old.minutes = 2
        called(store)
        with StoreTab(store).run():
            with pytest.warns(PageStateWarning, match="migrate.. raised KeyError"):
                assert new.minutes == 0
            assert new.saved().status == "newer"
            new.minutes = 1
        assert called(store) == ["get"]

    def test_a_value_that_does_not_fit_is_told_and_kept(self, store: FakeStore) -> None:
        class Two(PageState):
            minutes: str = StateVar(default="")
            other: int = StateVar(default=0)

            class Config:
                persist = "user"
                namespace = "versioned"

        with StoreTab(store).run():
            Two.update(minutes="many", other=3)
        new = self.made(1)
        with StoreTab(store).run():
            assert new.minutes == 0
            error = new.saved_errors()["minutes"]
            assert "Versioned.minutes does not fit" in str(error)
        with StoreTab(store).run():
            Two.other = 4
            assert Two.minutes == "many"
        with StoreTab(store).run():
            new.minutes = 7
            assert new.saved_errors() == {}
        with StoreTab(store).run():
            assert (Two.minutes, Two.other) == ("7", 4)


def test_a_missing_param_says_nothing_for_a_saved_field(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Choice.theme = "dark"
    tab.query.go("?x=1")  # Back to an address without it
    with tab.run():
        assert Choice.theme == "dark"


def test_links_write_saved_fields_out(store: FakeStore) -> None:
    assert link(Choice()) == "?theme=light"
    assert params(Choice()) == {"theme": "light"}


def test_an_emptied_session_reads_again(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.body = "B"
        tab.session.clear()
        assert Draft.body == "B"


def test_logging_out_deletes_nothing(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.body = "B"
        reset_all()
        assert Draft.body == ""
    with StoreTab(store).run():
        assert Draft.body == "B"


def test_a_class_that_is_reset_saves_its_defaults(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.update(title="T", body="B")
        Draft.reset("body")
    with StoreTab(store).run():
        assert (Draft.title, Draft.body) == ("T", "")


def test_logging_out_while_the_store_is_down_deletes_nothing(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.update(title="T", body="B")
        store.down = True
        with pytest.warns(PageStateWarning, match="not saved"):
            Draft.body = "pending"
        reset_all()
        store.down = False
        Draft.title = "U"
    assert content(store) == {"title": "U", "body": "B"}


def test_a_session_that_was_pickled_goes_on(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.body = "B"
    tab.session = pickle.loads(pickle.dumps(tab.session))
    called(store)
    with tab.run():
        assert Draft.body == "B"
        Draft.body = "C"
    assert called(store) == ["put"]


def test_values_expire_after_they_were_last_used(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.body = "B"
    for _ in range(3):
        store.advance(days=100)
        with StoreTab(store).run():
            assert Draft.body == "B"
    store.advance(days=181)
    with StoreTab(store).run():
        assert Draft.body == ""


def test_too_large_values_stay_in_the_session(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.title = "T"
        with pytest.warns(PageStateWarning, match="over the limit"):
            Draft.body = "x" * 1_000_001
        assert Draft.saved().status == "too large"
        Draft.body = "small"
        assert Draft.saved().status == "recovered"
    assert content(store) == {"title": "T", "body": "small"}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"\xff", b"[" * 9999, b'{"version": "1", "at": 0, "fields": {}}']
)
def test_what_a_store_holds_is_not_trusted(store: FakeStore, data: bytes) -> None:
    with StoreTab(store).run():
        Draft.body = "B"
    (key,) = store.keys("")
    store.delete([key])
    store.add({key: data}, None)
    with StoreTab(store).run():
        assert (Draft.body, Draft.saved().status) == ("", "new")
        Draft.body = "C"
    assert content(store) == {"body": "C"}


def test_each_key_is_saved_for_itself(store: FakeStore) -> None:
    long = "k" * 250 + "é" * 6
    with StoreTab(store).run():
        Draft.of("22").body = "22"
        Draft.of("a[1]/%").body = "odd"
        Draft.of(long).body = "long"
        Draft.body = "itself"
    with StoreTab(store).run():
        found = [Draft.of(key).body for key in ("22", "a[1]/%", long, "other")]
        assert found == ["22", "odd", "long", ""]
        assert Draft.body == "itself"
        assert set(Draft.saved_keys()) == {"22", "a[1]/%", long}
        Draft.of("22").forget()
        assert set(Draft.saved_keys()) == {"a[1]/%", long}
    with StoreTab(store, identity="bob").run():
        assert Draft.saved_keys() == []
    with use_ports(FakeSession(), FakeQuery()):
        assert Draft.saved_keys() == []


def test_a_name_that_is_too_long_for_a_store_is_hashed(store: FakeStore) -> None:
    key = "é" * 256
    with StoreTab(store).run():
        Draft.of(key).body = "B"
    assert max(len(name.encode()) for name in store.keys("")) <= 512
    with StoreTab(store).run():
        assert Draft.of(key).body == "B"
        assert Draft.saved_keys() == []


class Opaque:
    """Nothing that JSON could tell of."""


@pytest.mark.parametrize("kind", [SecretStr, list[SecretStr], Opaque])
def test_what_cannot_be_saved_is_an_error(kind: Any) -> None:
    def made(**options: Any) -> Any:
        optional = kind | None

        class Account(PageState):
            password: optional = StateVar(default=None, **options)

            class Config:
                persist = "user"

        return Account

    with pytest.raises(DeclarationError, match=r"Account.password: .*persist=False"):
        made()
    assert made(persist=False)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("persist", "browsers", "Did you mean 'browser'"),
        ("persist", True, "one of 'session', 'browser', 'user'"),
        ("persist_days", 0, "1 or more"),
        ("version", 0, "1 or more"),
        ("version", "2", "a whole number"),
    ],
)
def test_a_wrong_option_is_an_error(option: str, value: Any, told: str) -> None:
    with pytest.raises(DeclarationError, match=told):

        class Wrong(PageState):
            Config = type("Config", (), {option: value})


def test_a_visitor_who_logs_in_begins_anew(store: FakeStore) -> None:
    tab = StoreTab(store, identity=None)
    with tab.run():
        Draft.title = "anonymous"
    tab.identity = "ann"
    with tab.run():
        assert (Draft.title, Draft.saved().status) == ("", "new")
    assert "put" not in called(store)


class OfBrowser(PageState):
    title: str = StateVar(default="")
    text: str = StateVar(default="")
    data: Any = None

    class Config:
        persist = "browser"


class Browser(StoreTab):
    """A tab of a browser whose id is known at some time."""

    secrets: tuple[str, ...] = ("s",)

    @contextmanager
    def ports(self) -> Iterator[None]:
        known = {"browser": self.identity}
        with super().ports(), saving_with(Persistence(self.store, "", self.secrets, known.get)):
            yield


def test_what_was_entered_before_a_browser_is_known_is_saved_then(store: FakeStore) -> None:
    with Browser(store, identity="b").run():
        OfBrowser.update(title="earlier", text="earlier")
    tab = Browser(store, identity=None)
    with tab.run():
        OfBrowser.title = "now"
    tab.identity = "b"
    with tab.run():
        assert (OfBrowser.title, OfBrowser.text) == ("now", "earlier")
    assert content(store, OfBrowser) == {"title": "now", "text": "earlier"}


def test_a_secret_that_cannot_be_had(store: FakeStore) -> None:
    tab = Browser(store, identity="b")
    tab.secrets = ()
    store.down = True
    with tab.run(), pytest.warns(PageStateWarning, match="cannot be read"):
        OfBrowser.title = "T"
    with tab.run():
        assert (OfBrowser.title, OfBrowser.saved().status) == ("T", "unavailable")
    store.down = False
    with tab.run():
        assert (OfBrowser.title, OfBrowser.saved().status) == ("T", "recovered")
    assert content(store, OfBrowser) == {"title": "T"}


def test_a_value_that_has_no_json_is_told(store: FakeStore) -> None:
    with Browser(store, identity="b").run():
        OfBrowser.title = "T"
        with pytest.warns(PageStateWarning, match="OfBrowser.data is not saved"):
            OfBrowser.data = object()
        OfBrowser.text = "U"
    assert content(store, OfBrowser) == {"title": "T", "text": "U"}


def test_a_take_over_that_cannot_be_saved_is_tried_again(store: FakeStore) -> None:
    with Browser(store, identity="b").run():
        OfBrowser.title = "T"
    known = {"browser": "b", "user": "ann"}

    class Full(FakeStore):
        def put(self, items: Any, ttl: Any) -> Any:
            raise StoreUnavailableError("disk full")

    full = Full()
    full.add({key: store.get([key])[key].data for key in store.keys("")}, None)
    session, query = FakeSession(), FakeQuery()
    refusing = saving_with(Persistence(full, "", ("s",), known.get))
    refused = pytest.raises(StoreUnavailableError, match="disk full")
    with use_ports(session, query), refusing, refused:
        OfBrowser.take_over()
    with use_ports(session, query), saving_with(Persistence(store, "", ("s",), known.get)):
        assert OfBrowser.take_over()
        assert not OfBrowser.take_over()
    with use_ports(FakeSession(), query), saving_with(Persistence(store, "", ("s",), known.get)):
        assert OfBrowser.title == "T"


def test_without_a_store_there_is_nothing_to_take_over_or_forget() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        OfBrowser.title = "T"
        OfBrowser.refresh()
        assert not OfBrowser.take_over()
        assert OfBrowser.title == "T"
        forget_all()
        OfBrowser.forget()
        assert OfBrowser.title == ""


def test_nobody_has_anything_to_forget(store: FakeStore) -> None:
    with use_ports(FakeSession(), FakeQuery(), store=store, identity=None):
        OfBrowser.title = "T"
        OfBrowser.forget()
        forget_all()
    assert not store.calls  # a file would be made for it


def test_a_value_that_does_not_fit_is_not_taken_over(store: FakeStore) -> None:
    with Browser(store, identity="b").run():
        OfBrowser.title = "T"
    (key,) = store.keys("")
    found = json.loads(store.get([key])[key].data)
    found["fields"] |= {"title": [], "text": "fits"}
    store.delete([key])
    store.add({key: json.dumps(found).encode()}, None)
    known = {"browser": "b", "user": "ann"}
    saving = saving_with(Persistence(store, "", ("s",), known.get))
    with use_ports(FakeSession(), FakeQuery()), saving:
        assert OfBrowser.take_over()
        assert (OfBrowser.title, OfBrowser.text) == ("", "fits")


def test_a_data_too_large_in_the_store_is_not_read(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.body = "B"
    (key,) = store.keys("")
    store.delete([key])
    store.add({key: b" " * 1_000_001}, None)
    with StoreTab(store).run():
        assert Draft.body == ""


def test_refresh_while_the_store_is_down_changes_nothing(store: FakeStore) -> None:
    with StoreTab(store).run():
        Draft.body = "B"
        store.down = True
        with pytest.warns(PageStateWarning, match="cannot be read"):
            Draft.refresh()
        assert (Draft.body, Draft.saved().status) == ("B", "unavailable")


def test_forgetting_all_leaves_what_is_not_saved(store: FakeStore) -> None:
    class Plain(PageState):
        n: int = 0

    with StoreTab(store).run():
        Plain.n, Draft.body = 1, "B"
        forget_all()
        assert (Plain.n, Draft.body) == (1, "")


def test_what_both_have_set_stays_the_users(store: FakeStore) -> None:
    for known in ({"browser": "b"}, {"user": "ann"}):
        saving = saving_with(Persistence(store, "", ("s",), known.get))
        with use_ports(FakeSession(), FakeQuery()), saving:
            OfBrowser.title = str(known)
    both = {"browser": "b", "user": "ann"}
    saving = saving_with(Persistence(store, "", ("s",), both.get))
    with use_ports(FakeSession(), FakeQuery()), saving:
        assert OfBrowser.take_over()
        assert OfBrowser.title == "{'user': 'ann'}"


def test_a_field_that_an_edit_removes_is_not_saved(store: FakeStore) -> None:
    def made(*names: str) -> Any:
        body: dict[str, Any] = {name: StateVar(default="") for name in names}
        body |= {"__annotations__": dict.fromkeys(names, str), "__module__": __name__}
        body["Config"] = type("Config", (), {"persist": "user", "namespace": "edited"})
        return type(PageState)("Removed", (PageState,), body)

    before, after = made("a", "b"), made("b")
    tab = StoreTab(store)
    with tab.run():
        before.b = "saved"
        store.down = True
        with pytest.warns(PageStateWarning, match="not saved"):
            before.a = "lost"
    store.down = False
    with tab.run():
        after.b = "B"
    with StoreTab(store).run():
        assert (before.a, before.b) == ("", "B")


def test_migrate_returns_what_it_is_given() -> None:
    assert Draft.migrate({"title": "T"}, 1) == {"title": "T"}


def test_a_store_that_is_none_is_refused() -> None:
    opened = use_ports(FakeSession(), FakeQuery(), store={})  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="StorePort for the store, got dict"), opened:
        pass


def test_threads_of_one_session_save_what_each_has_set(store: FakeStore) -> None:
    tab = StoreTab(store)

    with tab.run():
        _ = Draft.body
        with batch():
            Draft.body = "here"
            tab.elsewhere(lambda: Draft.update(title="there"))
        assert (Draft.title, Draft.body) == ("there", "here")
        Draft.tags = ["a"]
    assert content(store) == {"title": "there", "body": "here", "tags": ["a"]}


def test_a_thread_that_changes_another_class(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        _ = Draft.body, Choice.theme
        with batch():
            Draft.body = "here"
            tab.elsewhere(lambda: Choice.update(theme="dark"))
        assert (Draft.body, Choice.theme) == ("here", "dark")
        Draft.tags = ["a"]
    assert content(store) == {"body": "here", "tags": ["a"]}


def test_threads_that_set_something_while_the_store_is_down(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.tags = ["a"]
        store.down = True
        thread_warns = pytest.warns(PageStateWarning, match="not saved")
        with thread_warns, batch():
            Draft.body = "here"
            tab.elsewhere(lambda: Draft.update(title="there"))
        store.down = False
        Draft.tags = ["b"]
    assert content(store) == {"title": "there", "body": "here", "tags": ["b"]}


def test_a_session_goes_on_without_its_store(store: FakeStore) -> None:
    tab = StoreTab(store)
    with tab.run():
        Draft.body = "B"
    tab.query.begin()
    with use_ports(tab.session, tab.query):
        assert Draft.body == "B"


def test_a_look_at_a_store_changes_nothing(store: FakeStore) -> None:
    store.add({"a": b"1"}, None)
    looking = unnoticed(Persistence(store, "", ("s",), lambda source: None)).store
    calls = list(store.calls)
    looking.delete(["a"])
    looking.add({"b": b"2"}, None)
    assert looking.sweep() == 0
    assert looking.put({"a": Put(b"2", 0)}, None) == {"a": 1}
    assert looking.get(["a", "b"]).keys() == {"a"}
    assert (store.calls, looking.now()) == (calls, store.now())
    assert list(looking.keys("")) == ["a"]


@pytest.fixture(autouse=True)
def _nothing_is_left_open() -> Iterator[None]:
    yield
    with pytest.raises(Exception, match="session"):
        _ = Draft.title
