"""What others do to the URL in the course of an action, and to params of the same name."""

from __future__ import annotations

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


def test_what_a_batch_wants_stands_beside_a_foreign_write(ports: None, query: FakeQuery) -> None:
    query.go("?p=1&junk=1")
    with batch():
        Filters.page = 2
        query.go("?p=1&more=1")
        assert Filters.page == 2
    assert query.params == {"p": ("2",), "more": ("1",)}


def test_a_foreign_write_in_a_batch_alone_is_no_reason_to_write(
    ports: None, query: FakeQuery
) -> None:
    query.go("?p=1")
    with batch():
        assert Filters.page == 1
        query.go("?p=2&junk=1")
        assert Filters.page == 2
    assert query.updates == []


def test_a_foreign_param_is_no_reason_to_look_at_a_class_again(
    ports: None, query: FakeQuery
) -> None:
    query.go("?stranger=1")
    Filters.page = 2
    with trace() as events:
        assert Filters.snapshot() == Filters(page=2)
    assert events == []


def test_a_text_that_its_writer_has_withdrawn_is_anybodys(ports: None, query: FakeQuery) -> None:
    View.zoom = 5
    View.zoom = 1
    query.go("?z=5")
    assert Reader.zoom == 5


def test_a_text_that_was_purged_since_is_anybodys(ports: None, query: FakeQuery) -> None:
    View.zoom = 5
    Filters.page = 2
    query.go("?p=2&z=5")
    assert Reader.zoom == 5


def test_a_claim_publishes_all_that_no_touch_has_put_into_the_url(
    ports: None, query: FakeQuery
) -> None:
    assert (Patient.a, Patient.b) == (1, 1)
    Patient.a = 2
    assert query.params == {"a": ("2",), "b": ("1",)}


def test_a_text_kept_by_a_purge_gives_way_to_the_one_that_is_there(
    ports: None, query: FakeQuery
) -> None:
    query.go("?z=5")
    assert View.zoom == 5
    query.go("?z=6")
    Filters.page = 2
    query.go("?z=7")
    assert View.zoom == 7


def test_what_a_first_touch_had_no_use_for_is_not_kept(ports: None, query: FakeQuery) -> None:
    assert Filters.page == 1
    query.go("?p=1&z=5")
    Filters.page = 2
    query.go("?z=6")
    assert Reader.zoom == 6
    query.go("")
    assert Reader.zoom == 6
