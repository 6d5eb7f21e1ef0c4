"""Foreign writes to the URL during a transaction, and params with the same name."""

from __future__ import annotations

import pytest

from st_page_state import PageState, StateVar, batch
from st_page_state.trace import trace
from st_page_state_fakes import FakeQuery


class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")


class View(PageState):
    zoom: int = StateVar(default=1, url_key="z", hide_default=True)


class Reader(PageState):
    zoom: int = StateVar(default=0, url_key="z")


class Patient(PageState):
    a: int = StateVar(default=1, url_key="a")
    b: int = StateVar(default=1, url_key="b")

    class Config:
        restore_url_on_touch = False


def test_a_batch_sees_that_a_param_was_removed(ports: None, query: FakeQuery) -> None:
    View.zoom = 5
    with batch():
        assert View.zoom == 5
        query.go("")
        assert View.zoom == 1


def test_a_batch_keeps_a_foreign_write(ports: None, query: FakeQuery) -> None:
    query.go("?p=1&junk=1")
    with batch():
        Filters.page = 2
        query.go("?p=1&more=1")
        assert Filters.page == 2
    assert query.params == {"p": ("2",), "more": ("1",)}


def test_a_foreign_write_alone_causes_no_update(ports: None, query: FakeQuery) -> None:
    query.go("?p=1")
    with batch():
        assert Filters.page == 1
        query.go("?p=2&junk=1")
        assert Filters.page == 2
    assert query.updates == []


def test_a_foreign_param_leaves_a_class_clean(ports: None, query: FakeQuery) -> None:
    query.go("?stranger=1")
    Filters.page = 2
    with trace() as events:
        assert Filters.snapshot() == Filters(page=2)
    assert events == []


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_any_class_may_adopt_a_withdrawn_text(ports: None, query: FakeQuery) -> None:
    View.zoom = 5
    View.zoom = 1
    query.go("?z=5")
    assert Reader.zoom == 5


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_any_class_may_adopt_a_text_purged_since(ports: None, query: FakeQuery) -> None:
    View.zoom = 5
    Filters.page = 2
    query.go("?p=2&z=5")
    assert Reader.zoom == 5


def test_a_claim_publishes_every_unpublished_param(ports: None, query: FakeQuery) -> None:
    assert (Patient.a, Patient.b) == (1, 1)
    Patient.a = 2
    assert query.params == {"a": ("2",), "b": ("1",)}


def test_a_text_in_the_url_wins_over_one_kept_by_a_purge(ports: None, query: FakeQuery) -> None:
    query.go("?z=5")
    assert View.zoom == 5
    query.go("?z=6")
    Filters.page = 2
    query.go("?z=7")
    assert View.zoom == 7


def test_a_first_touch_drops_unused_texts(ports: None, query: FakeQuery) -> None:
    assert Filters.page == 1
    query.go("?p=1&z=5")
    Filters.page = 2
    query.go("?z=6")
    assert Reader.zoom == 6
    query.go("")
    assert Reader.zoom == 6
