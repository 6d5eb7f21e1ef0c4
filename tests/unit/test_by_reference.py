"""Values without a text: each session has its own default, and copies are independent."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import attrs
import pandas as pd
import pytest
from pydantic import BaseModel

from st_page_state import DeclarationError, InvalidValueError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Cart(BaseModel):
    items: list = []  # type: ignore[type-arg]


@dataclass
class Basket:
    items: dict = field(default_factory=dict)  # type: ignore[type-arg]


class Box:
    def __init__(self) -> None:
        self.items: list[int] = []


@attrs.define
class Crate:
    items: list[int] = attrs.Factory(list)


def table() -> pd.DataFrame:
    return pd.DataFrame({"a": [0]})


def fill_table(table: pd.DataFrame) -> None:
    table.loc[len(table)] = [1]


KINDS: dict[str, tuple[Any, Callable[[], Any], Callable[[Any], object]]] = {
    "model": (Cart, Cart, lambda value: value.items.append(1)),
    "model or None": (Cart | None, Cart, lambda value: value.items.append(1)),
    "list of models": (list[Cart], lambda: [Cart()], lambda value: value[0].items.append(1)),
    "dict of models": (dict[str, Cart], lambda: {"a": Cart()}, lambda v: v["a"].items.append(1)),
    "dataclass": (Basket, Basket, lambda value: value.items.update({len(value.items): 1})),
    "list": (list, lambda: [[]], lambda value: value[0].append(1)),
    "list of Any": (list[Any], lambda: [Cart()], lambda value: value[0].items.append(1)),
    "Any": (Any, lambda: {"a": []}, lambda value: value["a"].append(1)),
    "attrs": (Crate, Crate, lambda value: value.items.append(1)),
    "list of plain": (list[Box], lambda: [Box()], lambda value: value.append(Box())),
    "dict of tables": (dict[str, pd.DataFrame], dict, lambda v: v.update({str(len(v)): table()})),
    "model with a table": (Cart, lambda: Cart(items=[table()]), lambda v: v.items.append(1)),
    "deque": (deque[int], deque, lambda value: value.append(1)),
}
OPAQUE: dict[str, tuple[Any, Callable[[], Any], Callable[[Any], object]]] = {
    "plain class": (Box, Box, lambda value: value.items.append(1)),
    "inside a list of plain": (list[Box], lambda: [Box()], lambda value: value[0].items.append(1)),
    "Any of plain": (Any, Box, lambda value: value.items.append(1)),
    "list of Any plain": (list, lambda: [Box()], lambda value: value[0].items.append(1)),
    "table": (pd.DataFrame, lambda: pd.DataFrame({"a": [0]}), fill_table),
    "list of tables": (
        list[pd.DataFrame],
        lambda: [pd.DataFrame({"a": [0]})],
        lambda value: fill_table(value[0]),
    ),
    "cells of a table": (
        pd.DataFrame,
        lambda: pd.DataFrame({"a": [[]]}),
        lambda value: value.at[0, "a"].append(1),
    ),
}
ALL = {**KINDS, **OPAQUE}


def shown(value: Any) -> str:
    """Return the content of a value, down to the last item."""
    if isinstance(value, list | deque):
        return f"{list(map(shown, value))}"
    if isinstance(value, dict):
        return f"{ {key: shown(item) for key, item in value.items()} }"
    return (
        f"{value.items}"
        if hasattr(value, "items") and not hasattr(value, "columns")
        else f"{value}"
    )


def declared(kind: str, made: Callable[[Any], Any] = lambda make: StateVar(default=make())) -> Any:
    """Make a class with one field of this kind, which counts its changes."""
    annotation, make, _ = ALL[kind]

    class Page(PageState):
        value: annotation = made(make)  # type: ignore[valid-type]
        changes: int = StateVar(default=0)

        @classmethod
        def on_change(cls, name: str, old: Any, new: Any, /) -> None:
            if name == "value":
                cls.changes += 1

    return Page


@pytest.mark.parametrize("kind", ALL)
def test_a_default_is_never_shared(kind: str) -> None:
    _, make, mutate = ALL[kind]
    page, fresh = declared(kind), shown(make())
    with use_ports(FakeSession(), FakeQuery()):
        mutate(page.value)
        assert shown(page.value) != fresh
        assert shown(page().value) == shown(page.schema()["value"]["default"]) == fresh
        mutate(page().value)
        mutate(page.schema()["value"]["default"])
    with use_ports(FakeSession(), FakeQuery()):
        assert shown(page.value) == fresh


@pytest.mark.parametrize("kind", ALL)
def test_reset_gives_a_fresh_default(kind: str) -> None:
    _, make, mutate = ALL[kind]
    page, fresh = declared(kind), shown(make())
    with use_ports(FakeSession(), FakeQuery()):
        for _ in range(2):
            mutate(page.value)
            assert shown(page.value) != fresh
            page.reset()
            assert shown(page.value) == fresh


@pytest.mark.parametrize("kind", ALL)
def test_a_snapshot_and_a_dump_do_not_change_with_the_state(kind: str) -> None:
    _, make, mutate = ALL[kind]
    page, fresh = declared(kind), shown(make())
    with use_ports(FakeSession(), FakeQuery()):
        before, dumped = page.snapshot(), page.dump()["value"]
        mutate(page.value)
        assert shown(before.value) == shown(dumped) == fresh
        mutate(dumped)
        mutate(before.value)
        changed = shown(page.value)
        page.apply(page())
        page.apply(before)
        assert shown(page.value) == changed
        mutate(page.value)
        assert shown(before.value) == changed


@pytest.mark.parametrize("kind", ALL)
def test_two_snapshots_of_one_state_are_equal(kind: str) -> None:
    page = declared(kind)
    with use_ports(FakeSession(), FakeQuery()):
        before = page.snapshot()
        assert page.snapshot() == before
        ALL[kind][2](page.value)
        assert page.snapshot() != before


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_in_place_of_data_is_noticed(kind: str) -> None:
    page = declared(kind)
    with use_ports(FakeSession(), FakeQuery()):
        value = page.value
        for changes in (1, 2):
            KINDS[kind][2](value)
            assert page.changes == changes
            assert page.value is value


@pytest.mark.parametrize("kind", OPAQUE)
def test_opaque_objects_are_held_by_reference(kind: str) -> None:
    page = declared(kind)
    _, make, mutate = OPAQUE[kind]
    with use_ports(FakeSession(), FakeQuery()):
        value = make()
        mutate(value)
        page.value = value
        mutate(value)
        assert shown(page.value) == shown(value)
        assert page.changes == 1
        page.value = make()
        assert page.changes == 2


def test_an_equal_object_takes_the_place_of_the_other() -> None:
    class User:
        def __init__(self, name: str) -> None:
            self.name = name

        def __eq__(self, other: object) -> bool:
            return isinstance(other, User)

        __hash__ = None  # type: ignore[assignment]

    class Page(PageState):
        user: User | None = StateVar(default=None)

    with use_ports(FakeSession(), FakeQuery()):
        for take in (lambda user: setattr(Page, "user", user), lambda user: Page.update(user=user)):
            for name in ("Ann", "Bob"):
                take(User(name))
                assert Page.user.name == name


@pytest.mark.parametrize("default", [threading.Lock(), (n for n in "ab")])
def test_a_default_that_cannot_be_copied_is_an_error(default: Any) -> None:
    kind = type(default).__name__
    with pytest.raises(DeclarationError, match=rf"value of type {kind}, cannot be copied.*factory"):

        class Page(PageState):
            value: Any = StateVar(default=default)


def test_a_factory_may_return_a_shared_object() -> None:
    lock = threading.Lock()

    class Page(PageState):
        value: Any = StateVar(default_factory=lambda: lock)

    for _ in range(2):
        with use_ports(FakeSession(), FakeQuery()):
            assert Page.value is lock
            assert Page.snapshot().value is lock


class Strict(BaseModel):
    n: int = 0
    many: list[int] = []


@pytest.mark.parametrize(
    "change", [lambda value: setattr(value, "n", "x"), lambda value: setattr(value, "many", 5)]
)
def test_an_invalid_in_place_change_is_rejected(change: Callable[[Any], None]) -> None:
    class Page(PageState):
        value: Strict = StateVar(default=Strict(), url_key="v")
        other: int = StateVar(default=0)

    with use_ports(FakeSession(), FakeQuery()):
        change(Page.value)
        with pytest.raises(InvalidValueError, match=r"Page\.value does not accept"):
            _ = Page.other
        assert Page.value == Strict()


def test_a_failing_hook_drops_the_in_place_change() -> None:
    class Page(PageState):
        tags: list[int] = StateVar(default_factory=list)

        @classmethod
        def before_set(cls) -> None:
            raise KeyError

    with use_ports(FakeSession(), FakeQuery()):
        Page.tags.append(1)
        for _ in range(2):
            with pytest.raises(KeyError):
                _ = Page.tags
