"""Reads and writes of a clean class skip the transaction but behave the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from st_page_state import PageState, StateVar, batch
from st_page_state.errors import InvalidValueError
from st_page_state_fakes import FakeApp, FakeSession


class Asked(PageState):
    n: int = StateVar(default=0)
    calls: ClassVar[list[object]] = []

    @classmethod
    def before_set(cls) -> None:
        cls.calls.append("before")


class Told(PageState):
    n: int = StateVar(default=0)
    calls: ClassVar[list[object]] = []

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.calls.append((field, old, new))


class Quiet(PageState):
    n: int = StateVar(default=0)
    items: list[int] = StateVar(default_factory=list)


def test_the_hooks_of_a_write_are_called_for_plain_fields_too() -> None:
    tab = FakeApp(lambda st: None).open()
    with tab.run():
        for cls in (Asked, Told):
            cls.calls.clear()
            for number in (1, 2, 3):
                cls.n = number
                assert cls.n == number
    assert Asked.calls == ["before"] * 3
    assert Told.calls == [("n", 0, 1), ("n", 1, 2), ("n", 2, 3)]


def test_the_hooks_of_each_write_are_called_in_a_batch_too(ports: None) -> None:
    Asked.calls.clear()
    with batch():
        for number in (1, 2, 3):
            Asked.n = number
    assert Asked.calls == ["before"] * 3


def test_an_in_place_change_is_noticed_before_the_next_write(ports: None) -> None:
    items = Quiet.items
    Quiet.n = 1
    items.append(1)
    Quiet.n = 2
    assert Quiet.items == [1]
    Quiet.items = [2]
    assert Quiet.dump() == {"n": 2, "items": [2]}


@pytest.mark.parametrize(
    "write",
    [
        lambda: setattr(Quiet, "n", "x"),
        lambda: Quiet.update(n="x"),
        lambda: Quiet.load({"n": "x"}),
        lambda: Quiet.bind("n", value="x"),
    ],
)
def test_a_rejection_names_class_field_and_reason(ports: None, write: Callable[[], object]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        write()
    assert str(caught.value) == (
        "Quiet.n does not accept a value of type str: expected a whole number. "
        "The field's type is int. The state is unchanged."
    )
    assert Quiet.n == 0


def test_everything_is_under_one_session_key(ports: None, session: FakeSession) -> None:
    Quiet.n, Asked.n = 1, 2
    assert list(session) == ["st_page_state"]


class Plain(PageState):
    a: int = StateVar(default=0)
    b: int = StateVar(default=0)
    c: int = StateVar(default=0)
    note: str | None = StateVar(default="x")
    items: list[int] = StateVar(default_factory=list)


def test_binding_keeps_the_value_of_a_written_field(ports: None) -> None:
    assert Plain.a == 0
    Plain.a = 5
    Plain.b = 0
    for name in ("a", "b", "c"):
        Plain.bind(name, value=9)
    assert (Plain.a, Plain.b, Plain.c) == (5, 0, 9)


def test_writing_a_field_clears_its_widget_error(ports: None, session: FakeSession) -> None:
    bound = Plain.bind("a")
    session[bound["key"]] = "x"
    bound["on_change"]()
    assert [*Plain.widget_errors()] == ["a"]
    Plain.a = 0
    assert Plain.widget_errors() == {}


def test_writing_an_equal_value_keeps_the_tracked_one(ports: None) -> None:
    items = Plain.items
    Plain.items = []
    items.append(1)
    assert Plain.items == [1]


def test_none_can_be_written(ports: None) -> None:
    assert Plain.note == "x"
    Plain.note = None
    assert Plain.note is None
