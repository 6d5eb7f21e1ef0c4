"""Commits of other threads in the middle of a batch, where classes begin, share or purge params."""

from __future__ import annotations

import pickle
from typing import ClassVar

import pytest

from drivers.runs import PlainTab
from st_page_state import PageState, Params, StateVar, batch, use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery


class Owner(PageState):
    x: int = StateVar(default=0, url_key="x")


class OtherOwner(PageState):
    x: int = StateVar(default=0, url_key="x")
    note: int = StateVar(default=0)


class Plain(PageState):
    n: int = StateVar(default=0)


class Hidden(PageState):
    b: int = StateVar(default=0, url_key="b")

    class Config:
        hide_defaults = True


class Tab(PlainTab):
    """One session that several threads use."""

    def reload_memory(self) -> None:
        """Exchange the session's memory for an unpickled copy."""
        self.session[SESSION_KEY] = pickle.loads(pickle.dumps(self.session[SESSION_KEY]))


@pytest.fixture
def tab(query: FakeQuery) -> Tab:
    return Tab(query)


def set_plain() -> None:
    Plain.n = 3


def test_another_thread_may_begin_a_class_during_its_on_init(tab: Tab) -> None:
    class Slow(PageState):
        x: int = StateVar(default=0, url_key="slow_x")
        asked: ClassVar[bool] = False

        @classmethod
        def on_init(cls) -> None:
            if not cls.asked:
                cls.asked = True
                tab.elsewhere(lambda: setattr(cls, "x", 7))
                Plain.n = 1

    with use_ports(tab.session, tab.query):
        assert (Slow.x, Plain.n) == (7, 1)


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_the_class_that_wrote_a_shared_param_keeps_it(tab: Tab) -> None:
    with use_ports(tab.session, tab.query):
        assert (Owner.x, OtherOwner.x, Plain.n) == (0, 0, 0)
        with batch():
            Owner.x = 1
            OtherOwner.note = 2
            tab.elsewhere(set_plain)
        assert tab.query.url == "?x=1"
        assert (Owner.x, OtherOwner.note, Plain.n) == (1, 2, 3)


@pytest.mark.parametrize("cleared", [True, False])
def test_a_purged_class_need_not_be_known_yet(tab: Tab, cleared: bool) -> None:
    with use_ports(tab.session, tab.query):
        Owner.x = 1
        assert Plain.n == 0
        tab.reload_memory()
        with batch():
            Hidden.b = 2
            if cleared:
                tab.session.clear()
            else:
                tab.elsewhere(set_plain)
        assert (tab.query.url, Hidden.b, Owner.x) == ("?b=2", 2, 1)


def test_a_purge_by_another_thread_says_nothing_about_values(tab: Tab) -> None:
    tab.query.go("?b=7")
    with use_ports(tab.session, tab.query):
        with batch():
            assert Hidden.b == 7
            tab.elsewhere(lambda: setattr(Owner, "x", 1))
            assert Hidden.b == 7
        assert (Hidden.b, tab.query.url) == (7, "?x=1&b=7")


class Tagged(PageState):
    tags: list[int] = StateVar(default_factory=list)
    n: int = StateVar(default=0)


def test_an_assignment_wins_over_a_change_in_place_that_another_thread_notices(tab: Tab) -> None:
    with use_ports(tab.session, tab.query):
        Tagged.tags.append(1)
        with batch():
            Tagged.tags = [5]
            tab.elsewhere(lambda: setattr(Tagged, "n", 3))
            Tagged.tags.append(6)
            Tagged.tags.append(7)
        assert (Tagged.tags, Tagged.n) == ([5, 6, 7], 3)


class Unreadable(FakeQuery):
    """Fails at the next read, once armed."""

    error: BaseException | None = None

    def token(self) -> object:
        return self.url

    def read(self) -> Params:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        return super().read()


class Stop(BaseException):
    """Ends a script run, as Streamlit's own exceptions do."""


def test_a_failed_read_is_repeated_within_the_batch() -> None:
    query = Unreadable()
    tab = Tab(query)
    with use_ports(tab.session, query):
        assert (Hidden.b, Plain.n) == (0, 0)
        with batch():
            Plain.n = 1
            tab.elsewhere(lambda: setattr(Hidden, "b", 3))
            query.error = OSError("away")
            with pytest.raises(OSError, match="away"):
                _ = Hidden.b
            assert Hidden.b == 3


def test_a_stopped_read_is_repeated_by_the_commit() -> None:
    class Unselfish(PageState):
        x: int = StateVar(default=0, url_key="x")

        class Config:
            url_selfish = False

    query = Unreadable()
    tab = Tab(query)
    with use_ports(tab.session, query):
        assert Unselfish.x == 0
        with pytest.raises(Stop), batch():
            Unselfish.x = 5
            query.go("?x=0&mine=1")
            query.error = Stop()
        assert query.url == "?x=5&mine=1"
