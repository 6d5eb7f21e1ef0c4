"""Values of classes that the script defines outlive their run (simulated Streamlit)."""

from __future__ import annotations

import enum
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, make_dataclass
from typing import Annotated, Any

import pytest
from annotated_types import Le
from pydantic import AfterValidator, BaseModel

from st_page_state import InvalidValueError, PageState, PageStateWarning, StateVar, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession
from values_of_scripts import KINDS, script


@contextmanager
def told() -> Iterator[list[str]]:
    """Yield a list that holds the developer's warnings at the end of the block."""
    texts: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield texts
    texts += [str(each.message) for each in caught]


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_there_in_the_next_runs(kind: str) -> None:
    source = script(KINDS[kind]).replace("import streamlit as st\n", "")
    code = compile(source, "app.py", "exec", dont_inherit=True)
    app = FakeApp(lambda st: exec(code, {"__name__": "__main__", "__file__": "app.py", "st": st}))
    with told() as texts:
        ann, bob = app.open(), app.open()
        first, _ = ann.texts
        for _ in range(2):
            ann.rerun()
            assert ann.texts == [first, str(KINDS[kind].converts)]
        with ann.run() as st:
            st.session_state["change"] = True
        ann.rerun()
        changed = ann.texts[0]
        with ann.run() as st:
            st.session_state["change"] = False
        ann.rerun()
        assert ann.texts[0] == changed != first
        assert bob.texts[0] == first
    assert len(texts) == (1 if KINDS[kind].warns else 0)


def made(kind: str, annotation: Callable[[Any], Any] = lambda cls: cls) -> tuple[Any, Any]:
    """Make a class as a rerun script does, and a state class that uses it."""
    if kind == "model":

        class Cart(BaseModel):
            items: list[Any] = []
            limit: Annotated[int, Le(9)] = 1

        thing: Any = Cart
    elif kind == "dataclass":

        @dataclass
        class Basket:
            items: list[Any] = field(default_factory=list)

        thing = Basket
    else:

        class Level(enum.Enum):
            LOW = 1
            HIGH = 2

        thing = Level

    class Page(PageState):
        value: annotation(thing) | None = StateVar(default=None)  # type: ignore[valid-type]
        number: int = StateVar(default=0)

    return thing, Page


@contextmanager
def session() -> Iterator[None]:
    with use_ports(FakeSession(), FakeQuery()):
        yield


def test_a_value_of_a_former_class_can_be_assigned() -> None:
    with session():
        former, _ = made("model")
        present, page = made("model")
        page.value = former(items=[1])
        assert type(page.value) is present
        assert page.value.items == [1]


def test_it_is_converted_without_validation() -> None:
    with session():
        former, page = made("model")
        value = former(items=[1])
        value.limit = 10  # more than the class would take
        page.value = value
        present, page = made("model")
        assert type(page.value) is present
        assert page.value.limit == 10


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (lambda cls: list[cls], lambda cls: [cls(), 1]),
        (lambda cls: dict[int, cls], lambda cls: {"x": cls()}),
        (lambda cls: tuple[cls, Annotated[int, Le(3)]], lambda cls: (cls(), 4)),
        (lambda cls: tuple[cls, ...], lambda cls: (cls(), None)),
    ],
)
def test_an_invalid_value_beside_it_is_rejected(annotation: Any, value: Any) -> None:
    with session():
        former, _ = made("model", annotation)
        _, page = made("model", annotation)
        with pytest.raises(InvalidValueError):
            page.value = value(former)
        assert page.value is None


def test_another_class_with_the_same_fields_is_rejected() -> None:
    class Other(BaseModel):
        items: list[Any] = []
        limit: int = 1

    with session():
        _, page = made("model")
        with pytest.raises(InvalidValueError):
            page.value = Other()


def test_containers_of_former_values_are_converted() -> None:
    with session():
        former, _ = made("enum", lambda cls: dict[str, tuple[cls, frozenset[cls]]])
        present, page = made("enum", lambda cls: dict[str, tuple[cls, frozenset[cls]]])
        page.value = {"a": (former.LOW, frozenset({former.HIGH}))}
        assert page.value == {"a": (present.LOW, frozenset({present.HIGH}))}


def test_untyped_parts_of_a_converted_value_are_left_alone() -> None:
    with session():
        former, _ = made("dataclass")
        level, _ = made("enum")
        present, page = made("dataclass")
        items = [{1, 2}, (3, level.LOW), former([4]), None]
        page.value = former(items)
        assert type(page.value) is present
        assert page.value.items == [{1, 2}, (3, level.LOW), present([4]), None]


def test_a_change_in_place_of_the_last_run_is_converted_too() -> None:
    with session():
        former, page = made("dataclass")
        page.value = former([1])
        page.value.items.append(2)
        present, page = made("dataclass")
        assert page.value == present([1, 2])


def test_a_change_that_does_not_fit_the_present_class_is_dropped() -> None:
    with session():
        thing, page = made("dataclass", lambda cls: list[cls])
        page.value = [thing([1])]
        page.value.append(3)
        _, page = made("dataclass", lambda cls: list[cls])
        assert [each.items for each in page.value] == [[1]]


def test_an_unusable_value_is_reset_with_a_warning() -> None:
    def page(kind: Any, default: Any) -> Any:
        class Page(PageState):
            value: kind = StateVar(default=default)
            number: int = StateVar(default=0)

        return Page

    memory = FakeSession()
    with use_ports(memory, FakeQuery()):
        page(str, "").update(value="word", number=3)
    with use_ports(memory, FakeQuery()):  # another run
        with pytest.warns(PageStateWarning, match="Page.value was reset to its default") as got:
            assert page(int, 7).dump() == {"value": 7, "number": 3}
        words = "does not fit the field's new type, int: expected a whole number"
        assert words in str(got[0].message)


def test_a_former_value_is_not_quoted_where_it_was_private() -> None:
    def checked(value: str) -> str:
        if not value.isdigit():
            raise ValueError(f"{value!r} is no number")
        return value

    def page(kind: Any, url_key: str | None) -> Any:
        class Page(PageState):
            value: kind = StateVar(default="0", url_key=url_key)

        return Page

    memory = FakeSession()
    with use_ports(memory, FakeQuery()):
        page(str, None).value = "my password"
    with use_ports(memory, FakeQuery()), pytest.warns(PageStateWarning) as got:
        assert page(Annotated[str, AfterValidator(checked)], "v").value == "0"
    assert "password" not in str(got[0].message)


def strict(**fields: Any) -> tuple[Any, Any]:
    """Make a dataclass with only typed fields, and a state class that uses it."""
    thing = make_dataclass("Strict", fields.items())
    thing.__module__, thing.__qualname__ = "__main__", "Strict"

    class Page(PageState):
        value: thing | None = StateVar(default=None)  # type: ignore[valid-type]

    return thing, Page


def test_typed_data_drops_fields_that_no_longer_exist() -> None:
    with session():
        former, _ = strict(a=int, b=int)
        present, page = strict(a=int)
        page.value = former(1, 2)
        assert page.value == present(1)


def test_typed_data_without_a_present_field_is_rejected() -> None:
    with session():
        former, _ = strict(a=int)
        _, page = strict(a=int, b=int)
        with pytest.raises(InvalidValueError):
            page.value = former(1)


def test_a_field_of_another_kind_is_reset() -> None:
    def page(kind: Any, default: Any) -> Any:
        class Page(PageState):
            value: kind = StateVar(default=default)

        return Page

    class Thing: ...

    memory = FakeSession()
    with use_ports(memory, FakeQuery()):
        page(Thing | None, None).value = Thing()
    for kind, default in ((Sequence[int], (1,)), (list[int], [1]), (int, 1)):
        with use_ports(memory, FakeQuery()):
            with pytest.warns(PageStateWarning, match="was reset to its default"):
                assert page(kind, default).value == default
            memory = FakeSession()
        with use_ports(memory, FakeQuery()):
            page(Thing | None, None).value = Thing()
