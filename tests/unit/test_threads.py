"""Threads of one session: each commits only its own changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import replace
from typing import Any

import pytest

from drivers.runs import PlainTab, RunningQuery
from st_page_state import PageState, Run, StateVar, batch, use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state.trace import trace
from st_page_state_fakes import FakeQuery, FakeSession


class Stop(BaseException):
    """A control flow exception that stops a script run."""


class Page(PageState):
    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")
    plain: int = StateVar(default=0)
    other: int = StateVar(default=0)
    tags: list[int] = StateVar(default_factory=list)

    class Config:
        share_url_with = ("Beside",)


class Beside(PageState):
    c: int = StateVar(default=0, url_key="c")


class Selfish(PageState):
    x: int = StateVar(default=0, url_key="x")


@pytest.fixture
def tab() -> Iterator[PlainTab]:
    opened = PlainTab(FakeQuery())
    with use_ports(opened.session, opened.query):
        _ = Page.a, Beside.c
        yield opened


def setting(cls: Any, **values: Any) -> Callable[[], None]:
    return lambda: cls.update(**values)


def test_fields_of_one_class_are_merged(tab: PlainTab) -> None:
    with batch():
        Page.a = 1
        Page.plain = 2
        tab.elsewhere(setting(Page, b=3, other=4))
    assert Page.dump() == {"a": 1, "b": 3, "plain": 2, "other": 4, "tags": []}
    assert tab.query.params == {"a": ("1",), "b": ("3",), "c": ("0",)}


def test_a_clean_field_is_merged(tab: PlainTab) -> None:
    Page.update(plain=1, other=1)
    with batch():
        Page.a = 1
        tab.elsewhere(lambda: setattr(Page, "plain", 5))
        Page.other = 2
    assert (Page.a, Page.plain, Page.other) == (1, 5, 2)


def test_the_last_commit_of_a_field_wins(tab: PlainTab) -> None:
    with batch():
        Page.a = 1
        tab.elsewhere(setting(Page, a=2))
    assert Page.a == 1
    assert tab.query.params["a"] == ("1",)


def test_a_stopped_batch_yields_a_field_set_by_another_thread(tab: PlainTab) -> None:
    with pytest.raises(Stop), batch():
        Page.update(a=1, b=1)
        tab.elsewhere(setting(Page, a=2))
        raise Stop
    assert (Page.a, Page.b) == (2, 1)
    assert tab.query.params == {"a": ("2",), "b": ("1",), "c": ("0",)}


def test_a_failing_batch_keeps_another_threads_write(tab: PlainTab) -> None:
    with pytest.raises(KeyError), batch():
        Page.a = 1
        tab.elsewhere(setting(Page, b=2))
        raise KeyError
    assert (Page.a, Page.b) == (0, 2)


def test_a_read_only_batch_writes_nothing(tab: PlainTab) -> None:
    with batch():
        assert Page.a == 0
        tab.elsewhere(setting(Page, a=2))
    assert Page.a == 2
    assert tab.query.params["a"] == ("2",)


def test_a_param_published_by_another_thread_is_not_adopted(tab: PlainTab) -> None:
    with trace() as events, batch():
        Page.a = 1
        tab.elsewhere(setting(Page, b=2))
        Page.plain = 3
        assert (Page.a, Page.b) == (1, 2)
    assert "adopt" not in {event.kind for event in events}


def test_two_threads_touch_a_class_first() -> None:
    tab = PlainTab(FakeQuery("?a=7&b=8"))
    with use_ports(tab.session, tab.query):
        with batch():
            Page.plain = 1
            tab.elsewhere(setting(Page, b=2, other=3))
            tags = Page.tags
            tags.append(4)
        tags.append(5)
        assert Page.dump() == {"a": 7, "b": 2, "plain": 1, "other": 3, "tags": [4, 5]}
        assert tab.query.params == {"a": ("7",), "b": ("2",)}


def test_lists_that_both_threads_read_at_the_first_touch() -> None:
    tab = PlainTab(FakeQuery())
    with use_ports(tab.session, tab.query):
        taken: list[list[int]] = []
        with batch():
            mine = Page.tags
            tab.elsewhere(lambda: taken.append(Page.tags))
        mine.append(1)
        assert Page.tags == [1]


def test_a_list_set_by_another_thread_at_the_first_touch() -> None:
    tab = PlainTab(FakeQuery())
    with use_ports(tab.session, tab.query):
        with batch():
            mine = Page.tags
            tab.elsewhere(setting(Page, tags=[9]))
        mine.append(1)
        assert Page.tags == [9]


class Slow(PageState):
    tags: list[int] = StateVar(default_factory=list)
    n: int = StateVar(default=0)

    @classmethod
    def before_set(cls) -> None:
        meanwhile.pop()() if meanwhile else None


meanwhile: list[Callable[[], object]] = []


def test_a_list_set_during_the_hook_for_its_change(tab: PlainTab) -> None:
    Slow.tags.append(1)
    meanwhile.append(lambda: (tab.elsewhere(Slow.reset), tab.query.go("?later=1"), Beside.c))
    _ = Slow.n
    assert Slow.tags == []


def test_a_list_changed_here_and_set_by_another_thread(tab: PlainTab) -> None:
    tags = Page.tags
    tags.append(1)
    with batch():
        assert Page.tags == [1]
        tab.elsewhere(setting(Page, tags=[7]))
    assert Page.tags == [7]


def test_a_list_changed_while_another_thread_commits(tab: PlainTab) -> None:
    tags = Page.tags
    with batch():
        Page.plain = 1
        tab.elsewhere(setting(Page, other=2))
        tags.append(1)
    tags.append(2)
    assert Page.dump() == {"a": 0, "b": 0, "plain": 1, "other": 2, "tags": [1, 2]}


def test_a_list_changed_and_set_by_the_batch(tab: PlainTab) -> None:
    Page.tags.append(1)
    with batch():
        assert Page.tags == [1]
        Page.tags = [2]
        tab.elsewhere(setting(Page, tags=[7]))
    assert Page.tags == [2]


class TestPurges:
    def test_it_is_repeated_with_later_params(self, tab: PlainTab) -> None:
        with batch():
            Selfish.x = 1
            tab.elsewhere(setting(Page, a=2))
        assert tab.query.params == {"x": ("1",)}
        assert Page.a == 2
        assert tab.query.params == {"x": ("1",), "a": ("2",), "b": ("0",)}

    def test_a_text_another_class_has_seen_is_not_adopted(self) -> None:
        tab = PlainTab(FakeQuery("?x=5"))
        with use_ports(tab.session, tab.query):
            with batch():
                Page.a = 1  # purges ?x=, which nobody has seen yet
                tab.elsewhere(setting(Selfish, x=6))
            assert (Page.a, Selfish.x) == (1, 6)

    def test_an_unseen_text_is_kept(self) -> None:
        tab = PlainTab(FakeQuery("?x=5"))
        with use_ports(tab.session, tab.query):
            with batch():
                Page.a = 1
                tab.elsewhere(setting(Page, plain=2))
            assert tab.query.params == {"a": ("1",), "b": ("0",)}
            assert Selfish.x == 5

    def test_a_text_that_the_batch_has_replaced_is_not_adopted(self, tab: PlainTab) -> None:
        Selfish.x = 1
        with batch():
            Selfish.x = 2
            Page.a = 3
            tab.elsewhere(setting(Page, plain=2))
        assert (Selfish.x, Page.a) == (2, 3)

    def test_a_text_kept_by_another_thread_is_not_adopted_twice(self) -> None:
        tab = PlainTab(FakeQuery("?x=5"))
        with use_ports(tab.session, tab.query):
            with batch():
                assert Selfish.x == 5
                tab.elsewhere(setting(Page, a=1))
                Selfish.x = 6
            assert (Selfish.x, Page.a) == (6, 1)


def test_a_restore_does_not_count_as_seeing_a_later_write(tab: PlainTab) -> None:
    Page.a = 1
    Selfish.x = 1
    tab.query.go("?x=1")
    with batch():
        Page.plain = 1
        tab.elsewhere(setting(Page, a=2))
    assert tab.query.params["a"] == ("2",)
    tab.query.go("?a=1")
    assert Page.a == 1


class TestRuns:
    """Another run of the session has begun while the earlier one is still at work."""

    def opened(self, page: str) -> tuple[PlainTab, PlainTab]:
        """Return a session as the earlier run sees it, and as the present run does."""
        before, now = PlainTab(FakeQuery()), PlainTab(FakeQuery())
        before.query, now.query, now.session = RunningQuery(), RunningQuery(), before.session
        before.query.begin(page="one")
        before.elsewhere(setting(Page, a=1))
        now.query.go(before.query.url)
        now.query.begin(page=page)
        return before, now

    def test_the_later_run_sets_the_page_and_the_run(self) -> None:
        before, now = self.opened("two")
        with use_ports(now.session, now.query):
            with batch():
                Page.plain = 2
                before.elsewhere(setting(Page, b=3))
            address = now.session[SESSION_KEY].address
            assert (address.page, address.run) == ("two", now.query.run_key())
            assert (Page.a, Page.b, Page.plain) == (1, 3, 2)

    def test_the_earlier_run_does_not_begin_again(self) -> None:
        before, now = self.opened("two")
        with use_ports(now.session, now.query):
            Page.plain = 2
            visit = now.session[SESSION_KEY].address.visit
            before.elsewhere(setting(Page, b=3))
            memory = now.session[SESSION_KEY]
            address = memory.address
            assert (address.page, address.visit, address.run) == ("two", visit, now.query.run_key())
            assert memory.classes[Page.__page_state__.namespace].values["b"] == 3

    def test_a_read_only_run_survives_a_write_of_the_earlier_one(self) -> None:
        _, now = self.opened("one")
        now.elsewhere(lambda: Page.a)
        now.query.go("?a=1&b=0&else=1")
        with use_ports(now.session, now.query), batch():
            Page.plain = 3
            now.query.begin(page="one")
            now.elsewhere(lambda: Page.a)
        memory = now.session[SESSION_KEY]
        assert memory.address.run is now.query.now.key
        assert memory.classes[Page.__page_state__.namespace].values["plain"] == 3

    def test_the_apps_own_thread_adopts_nothing(self) -> None:
        _, now = self.opened("one")
        with use_ports(now.session, now.query):
            Page.plain = 2
            run = now.query.now
            now.query.go("?a=7&b=0")
            now.query.now = Run(key=object(), page="two", owns_address=False)
            Page.other = 5
            address = now.session[SESSION_KEY].address
            assert (Page.a, address.run, address.page) == (1, run.key, "one")
            now.query.now = run
            assert (Page.a, Page.other) == (7, 5)

    def test_a_stale_param_purged_by_such_a_thread_is_not_adopted(self) -> None:
        """The run has begun with a text that a write of the earlier run has replaced."""
        _, now = self.opened("one")
        with use_ports(now.session, now.query):
            Selfish.x = 2
            Selfish.x = 3
            now.query.go("?x=2")
            now.query.begin(page="one")
            run = now.query.now
            now.query.now = replace(run, owns_address=False)
            Page.b = 4
            now.query.now = run
            assert (Selfish.x, Page.b) == (3, 4)

    def test_a_transaction_adopts_nothing_from_a_later_run(self) -> None:
        _, now = self.opened("one")
        with use_ports(now.session, now.query):
            Selfish.x = 2
            Selfish.x = 3
            with batch():
                now.query.go("?x=2")
                now.query.now = replace(now.query.now, owns_address=False)
                assert Selfish.x == 3
                Page.b = 4
            now.query.begin(page="one")
            assert (Selfish.x, Page.b) == (3, 4)

    def test_a_transaction_outlasting_its_run_purges_no_new_texts(self) -> None:
        _, now = self.opened("one")
        with use_ports(now.session, now.query):
            Selfish.x = 2
            now.query.begin(page="one")
            Selfish.x = 3
            with batch():
                Page.b = 4
                now.query.go("?x=2")
                now.query.now = replace(now.query.now, owns_address=False)
            now.query.begin(page="one")
            assert (Selfish.x, Page.b) == (3, 4)

    def test_a_later_write_of_the_earlier_run_is_a_pending_write(self) -> None:
        before, now = self.opened("one")
        with use_ports(now.session, now.query):
            with batch():
                Page.plain = 2
                before.elsewhere(setting(Page, a=3))
            assert (Page.a, Page.plain) == (3, 2)
            now.query.begin(page="one")
            assert Page.a == 3
            assert now.query.params["a"] == ("3",)


class TestCleared:
    def test_by_another_thread_keeps_the_batchs_writes(self, tab: PlainTab) -> None:
        Page.update(plain=1, other=1)

        def log_out() -> None:
            tab.session.clear()
            Page.a = 9

        with batch():
            Page.plain = 2
            tab.elsewhere(log_out)
        assert Page.dump() == {"a": 9, "b": 0, "plain": 2, "other": 0, "tags": []}

    def test_by_the_batch_itself(self, tab: PlainTab) -> None:
        Page.other = 1
        with batch():
            Page.plain = 2
            tab.session.clear()
        assert Page.dump() == {"a": 0, "b": 0, "plain": 2, "other": 0, "tags": []}

    def test_twice(self, tab: PlainTab) -> None:
        with batch():
            Page.plain = 2
            tab.session.clear()
            tab.query.go("?a=3")
            assert Page.a == 3
            tab.elsewhere(setting(Page, b=4))
            Page.other = 5
        assert Page.dump() == {"a": 3, "b": 4, "plain": 2, "other": 5, "tags": []}


def test_with_a_class_edited_meanwhile(tab: PlainTab) -> None:
    def made(kind: Any, default: Any) -> Any:
        class Edited(PageState):
            value: kind = StateVar(default=default)

        return Edited

    old = made(int, 1)
    with use_ports(tab.session, tab.query):
        old.value = 2
    with use_ports(tab.session, tab.query), batch():
        new = made(str, "")
        new.value = "x"
        tab.elsewhere(setting(old, value=3))
    with use_ports(tab.session, tab.query):
        assert new.value == "x"


def test_a_thread_with_a_batchs_context_has_its_own_transaction(tab: PlainTab) -> None:
    with batch():
        Page.a = 1
        context = copy_context()
        thread = threading.Thread(target=context.run, args=(setting(Page, b=2),))
        thread.start()
        thread.join()
        assert tab.query.params["b"] == ("2",)
    assert (Page.a, Page.b) == (1, 2)


def test_code_after_a_batch_has_its_own_transaction(tab: PlainTab) -> None:
    with batch():
        context = copy_context()
    context.run(setting(Page, b=2))
    assert tab.query.params["b"] == ("2",)


def test_a_text_kept_by_another_thread_differs_from_an_old_one() -> None:
    tab = PlainTab(FakeQuery("?x=5"))
    with use_ports(tab.session, tab.query):
        tab.elsewhere(lambda: Beside.c)
        with batch():
            assert Selfish.x == 5
            tab.query.go("?x=7")
            tab.elsewhere(setting(Page, a=1))
        assert Selfish.x == 7


def test_a_widget_drawn_first_by_another_thread_is_still_known() -> None:
    keys: list[str] = []
    tab = PlainTab(FakeQuery())
    tab.query = RunningQuery()
    tab.query.begin()
    with use_ports(tab.session, tab.query):
        _ = Page.a
        with batch():
            Page.a = 1
            tab.elsewhere(lambda: keys.append(Page.bind("plain")["key"]))
        tab.session[keys[0]] = 7  # a run that was stopped before the widget's callback
        Page.bind("plain")
        assert (Page.a, Page.plain) == (1, 7)


def test_a_widget_drawn_first_has_what_another_thread_sets_meanwhile() -> None:
    class Watched(FakeSession):
        def __contains__(self, key: object) -> bool:
            asked.append(key)
            if len(asked) == 1:
                tab.elsewhere(setting(Page, a=1, plain=7))
            return super().__contains__(key)

    asked: list[object] = []
    tab = PlainTab(FakeQuery())
    tab.session, tab.query = Watched(), RunningQuery()
    tab.query.begin()
    with use_ports(tab.session, tab.query):
        _ = Page.a
        asked.clear()
        key = Page.bind("plain")["key"]
        assert tab.session[key] == Page.plain == 7
