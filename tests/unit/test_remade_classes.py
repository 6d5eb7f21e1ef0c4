"""A class made again, as in each rerun of a script, keeps its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator

from st_page_state import PageState, StateVar, use_ports
from st_page_state.errors import NamespaceError
from st_page_state_fakes import FakeQuery, FakeSession


def bag(
    of: Any = list[str], begins: Any = list, url_key: str = "t", more: type[PageState] = PageState
) -> Any:
    class Bag(more):
        tags: of = StateVar(default_factory=begins, url_key=url_key)

        class Config:
            namespace = "bag"

    return Bag


class WithSize(PageState):
    size: int = StateVar(default=1)


def bag_that_begins_full() -> Any:
    return bag(begins=lambda: ["full"])


def bag_with_more() -> Any:
    return bag(more=WithSize)


def hidden(more: type[PageState] = PageState) -> Any:
    class Hidden(more):
        n: int = StateVar(default=1, url_key="n", hide_default=True)

        class Config:
            namespace = "hidden"

    return Hidden


AGAIN = pytest.mark.parametrize("again", [bag, bag_that_begins_full])


@AGAIN
def test_a_tracked_list_is_returned_again(ports: None, again: Callable[[], Any]) -> None:
    tags = bag().tags
    assert again().tags is tags


@AGAIN
def test_a_list_read_from_the_class_made_again_is_tracked(
    ports: None, again: Callable[[], Any]
) -> None:
    assert bag().tags == []
    second = again()
    second.tags.append("a")
    assert second.tags == ["a"]


def test_a_change_in_place_is_carried_over_to_a_class_with_more_fields() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        bag().tags.append("a")
    with use_ports(session, query):
        assert bag_with_more().dump() == {"size": 1, "tags": ["a"]}
    assert query.params == {"t": ("a",)}


def test_an_unread_list_is_carried_over_too() -> None:
    session, query = FakeSession(), FakeQuery("?t=a")
    with use_ports(session, query):
        assert bag().snapshot().tags == ["a"]
    with use_ports(session, query):
        assert bag_with_more().tags == ["a"]


def test_an_in_place_change_that_does_not_fit_the_new_type_is_dropped() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        bag().tags.append("a")
    with use_ports(session, query):
        assert bag(of=list[int]).tags == []


def test_a_field_continues_under_its_new_url_key() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        bag().tags = ["a"]
    with use_ports(session, query):
        assert bag(url_key="labels").tags == ["a"]
    assert query.params["labels"] == ("a",)


def test_a_missing_hidden_param_is_the_default_for_a_larger_class() -> None:
    session, query = FakeSession(), FakeQuery("?n=5")
    with use_ports(session, query):
        assert hidden().n == 5
        query.go("")
    with use_ports(session, query):
        assert hidden(WithSize).n == 1
    assert query.params == {}


class OneMore:
    """A module-level validator that changes its input each time."""

    def __call__(self, value: int) -> int:
        return value + 1

    def __repr__(self) -> str:
        return "OneMore()"


one_more = OneMore()


def counted(more: bool) -> Any:
    class Counted(WithSize if more else PageState):  # type: ignore[misc]
        n: Annotated[int, AfterValidator(one_more)] = StateVar(default=0)

        class Config:
            namespace = "counted"

    return Counted


def test_a_larger_class_does_not_validate_values_again() -> None:
    session = FakeSession()
    for more in (False, True):
        with use_ports(session, FakeQuery()):
            if not more:
                counted(more).n = 5
            assert counted(more).n == 6


def test_two_classes_in_one_namespace_are_an_error(ports: None) -> None:
    _ = bag().tags
    with pytest.raises(NamespaceError) as caught:
        _ = bag_with_more().tags
    assert str(caught.value) == (
        "Two classes called bag.<locals>.Bag with different fields are used in one "
        "run, and both use the namespace 'bag' in the session. Give one of them a namespace of "
        'its own: class Config: namespace = "..."'
    )
