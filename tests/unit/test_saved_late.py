"""Saved values that arrive late: first values give way to them, what was set meanwhile does not."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest

from drivers.runs import RunningQuery
from st_page_state import PageState, PageStateWarning, StateVar, reset_all, use_ports
from st_page_state.persistence import Owners, Persistence
from st_page_state.runtime import saving_with
from st_page_state_fakes import FakeApp, FakeSession, FakeStore


class Saving(Persistence):
    """Awaits the browser until it is known."""

    def of(self, source: str) -> Owners:
        found = super().of(source)
        return found._replace(awaited=source == "browser" and not found.keys)


class Late:
    """A tab for which saved values arrive as late as the test says."""

    def __init__(self, store: FakeStore, how: str, url: str = "") -> None:
        self.store, self.how, self.known = store, how, "b"
        self.session, self.query = FakeSession(), RunningQuery(url)

    def hold(self) -> None:
        self.store.down, self.known = self.how == "store", "b" if self.how == "store" else ""

    def arrive(self) -> None:
        self.store.down, self.known = False, "b"

    @contextmanager
    def run(self) -> Iterator[None]:
        self.query.begin()
        saving = Saving(self.store, "", ("s",), lambda source: {"browser": self.known}.get(source))
        with use_ports(self.session, self.query), saving_with(saving), warnings.catch_warnings():
            warnings.simplefilter("ignore", PageStateWarning)
            yield


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")
    note: str = StateVar(default="")
    kind: str = StateVar(default="plain")
    seen: str = StateVar(default="", persist=False)
    log: ClassVar[list[str]] = []

    class Config:
        persist = "browser"
        url_selfish = False

    @classmethod
    def on_init(cls) -> None:
        cls.body, cls.kind = "template", "of init"

    @classmethod
    def on_ready(cls) -> None:
        cls.log.append(cls.body)
        cls.seen = cls.body
        if not cls.note:
            cls.note = "of ready"


class Plain(PageState):
    body: str = StateVar(default="")

    class Config:
        persist = "browser"


@pytest.fixture(params=["store", "browser"])
def tab(request: pytest.FixtureRequest) -> Late:
    """A tab whose identity has saved something in an earlier session."""
    Draft.log.clear()
    store = FakeStore()
    with Late(store, request.param).run():
        Draft.update(body="saved", note="mine")
        Plain.body = "saved"
    Draft.log.clear()
    return Late(store, request.param)


def later(tab: Late) -> dict[str, Any]:
    """Return what a new session of the same identity has."""
    with Late(tab.store, tab.how).run():
        return Draft.dump()


def test_first_values_give_way(tab: Late) -> None:
    tab.hold()
    with tab.run():
        assert (Draft.body, Draft.note, Draft.kind) == ("template", "of ready", "of init")
    tab.arrive()
    with tab.run():
        assert (Draft.body, Draft.note, Draft.kind) == ("saved", "mine", "of init")
        assert Draft.saved().status == "recovered"
    assert tab.query.params["body"] == ("saved",)


def test_a_first_value_of_a_widget_gives_way(tab: Late) -> None:
    tab.hold()
    with tab.run():
        Plain.bind("body", value="first")
        assert Plain.body == "first"
    tab.arrive()
    with tab.run():
        Plain.bind("body", value="first")
        assert Plain.body == "saved"


def test_what_the_app_sets_meanwhile_stays_and_is_saved(tab: Late) -> None:
    tab.hold()
    with tab.run():
        Draft.note = "of ready"  # no other value, but now it is the app's
        Draft.body = "set"
        Plain.body = ""
    tab.session = pickle.loads(pickle.dumps(tab.session))
    tab.arrive()
    with tab.run():
        assert (Draft.body, Draft.note, Plain.body) == ("set", "of ready", "")
    with Late(tab.store, tab.how).run():
        assert (Draft.body, Draft.note, Plain.body) == ("set", "of ready", "")


def test_what_the_url_gave_stays_and_is_not_saved(tab: Late) -> None:
    tab.query = RunningQuery("?body=link")
    tab.hold()
    with tab.run():
        assert Draft.body == "link"
    with tab.run():
        assert Draft.body == "link"
    tab.arrive()
    with tab.run():
        assert (Draft.body, Draft.note) == ("link", "mine")
    assert later(tab)["body"] == "saved"


@pytest.mark.parametrize("tab", ["store"], indirect=True)  # a run asks the browser once
def test_a_refresh_that_reads_first_does_the_same(tab: Late) -> None:
    tab.query = RunningQuery("?body=link")
    tab.hold()
    with tab.run():
        assert (Draft.body, Draft.note) == ("link", "of ready")
        tab.arrive()
        Draft.refresh()
        assert (Draft.body, Draft.note, Draft.kind) == ("link", "mine", "of init")


def test_on_ready_is_called_again(tab: Late) -> None:
    tab.hold()
    with tab.run():
        assert Draft.seen == "template"
    tab.arrive()
    with tab.run():
        assert Draft.seen == "saved"
    with tab.run():
        assert Draft.seen == "saved"
    assert Draft.log == ["template", "saved"]


def test_on_ready_is_not_called_over_what_was_set_meanwhile(tab: Late) -> None:
    tab.hold()
    with tab.run():
        Draft.kind = "set"
    tab.arrive()
    with tab.run():
        assert (Draft.body, Draft.seen, Draft.kind) == ("saved", "template", "set")
    assert Draft.log == ["template"]


def test_on_ready_is_called_once_if_nothing_arrives(tab: Late) -> None:
    tab.store = FakeStore()
    tab.hold()
    with tab.run():
        assert Draft.seen == "template"
    tab.arrive()
    with tab.run():
        assert (Draft.seen, Draft.saved().status) == ("template", "new")
    assert Draft.log == ["template"]


def test_a_reset_of_all_forgets_what_the_url_gave(tab: Late) -> None:
    tab.query = RunningQuery("?body=link")
    tab.hold()
    with tab.run():
        assert Draft.body == "link"
        reset_all()
    tab.arrive()
    with tab.run():
        assert Draft.body == "saved"


def bound(st: Any) -> None:
    st.text_input("Body", **Draft.bind("body"))
    st.text_input("First", **Plain.bind("body", value="first"))


def test_the_widget_shows_what_has_arrived() -> None:
    app = FakeApp(bound, store=(store := FakeStore()))
    before = app.open(browser="b")
    before.widget("Body").set_value("saved")
    before.widget("First").set_value("saved too")
    store.down = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PageStateWarning)
        tab = app.open(browser="b")
        assert (tab.widget("Body").value, tab.widget("First").value) == ("template", "first")
    store.down = False
    tab.rerun()
    assert (tab.widget("Body").value, tab.widget("First").value) == ("saved", "saved too")
