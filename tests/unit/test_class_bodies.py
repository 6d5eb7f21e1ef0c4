"""What may stand in the body of a state class beside StateVars."""
# ruff: noqa: RUF012 - a mutable default is copied for each session

from __future__ import annotations

import pickle
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final

import pytest
from pydantic import Field as Limits

from st_page_state import (
    DeclarationError,
    NoSessionError,
    PageState,
    PageStateWarning,
    StateVar,
    UnknownFieldError,
    link,
    use_ports,
)
from st_page_state_fakes import FakeQuery, FakeSession


class Full(PageState):
    """A class with everything that may stand in one."""

    class Sort(Enum):
        NAME = "name"
        PRICE = "price"

    @dataclass
    class Row:
        n: int = 0

    OPTIONS = ["name", "price"]
    LIMIT: Final = 3
    SIZES: Final[list[int]] = [1, 2]
    seen: ClassVar[list[str]] = []
    Ids = list[int]

    sort: Sort = StateVar(default=Sort.NAME, url_key="sort")
    rows: list[Row] = []
    count: Annotated[int, Limits(ge=0)] = 1
    ids: Ids = [1]
    _note: str = "x"

    @property
    def double(self) -> int:
        return self.count * 2

    @cached_property
    def triple(self) -> int:
        return self.count * 3

    def more(self, by: int) -> int:
        return self.count + by

    @classmethod
    def step(cls) -> None:
        cls.count += 1

    @staticmethod
    def named(name: str) -> Full.Sort:
        return Full.Sort(name)


@pytest.fixture
def query() -> Any:
    opened = FakeQuery("?sort=price")
    with use_ports(FakeSession(), opened):
        yield opened


def test_a_plain_default_declares_a_field(query: FakeQuery) -> None:
    assert list(Full.schema()) == ["sort", "rows", "count", "ids", "_note"]
    Full.rows.append(Full.Row(n=2))
    Full.step()
    Full._note = "y"
    assert Full.snapshot() == Full(
        sort=Full.Sort.PRICE, rows=[Full.Row(n=2)], count=2, ids=[1], _note="y"
    )
    assert query.updates == []


def test_a_mutable_default_is_each_sessions_own(query: FakeQuery) -> None:
    Full.rows.append(Full.Row())
    with use_ports(FakeSession(), FakeQuery()):
        assert Full.rows == []


def test_a_plain_default_is_checked_like_any_other(query: FakeQuery) -> None:
    with pytest.raises(ValueError, match=r"Full\.count"):
        Full.count = -1
    with pytest.raises(DeclarationError, match=r"Wrong\.n: default='a' does not fit int"):

        class Wrong(PageState):
            n: int = "a"  # type: ignore[assignment]


def test_other_names_are_what_they_are_in_any_class(query: FakeQuery) -> None:
    assert (Full.OPTIONS, Full.LIMIT, Full.SIZES, Full.seen) == (["name", "price"], 3, [1, 2], [])
    assert Full.named("price") is Full.Sort.PRICE
    snapshot = Full(count=2)
    assert (snapshot.double, snapshot.more(3), snapshot.OPTIONS) == (4, 5, Full.OPTIONS)


def test_a_cached_property_is_no_part_of_a_snapshot() -> None:
    snapshot = Full(count=2)
    assert snapshot.triple == 6
    assert snapshot == Full(count=2) == pickle.loads(pickle.dumps(snapshot))
    assert "triple" not in repr(snapshot)
    assert link(snapshot) == "?sort=name"


def test_a_subclass_may_give_a_field_a_plain_default() -> None:
    class Other(Full):
        count: int = 9

    for cls, count in {Other: 9, Full: 1}.items():
        with use_ports(FakeSession(), FakeQuery()):
            assert cls.count == count
    with pytest.raises(DeclarationError, match="with its type: write count: "):

        class Bad(Full):
            count = 9


def test_a_name_without_a_type_is_no_field(query: FakeQuery) -> None:
    class Forgotten(PageState):
        sort = "name"
        page: int = 1

    for use in (
        lambda: Forgotten.bind("sort"),
        lambda: Forgotten.update(sort="price"),
        lambda: Forgotten(sort="price"),  # type: ignore[call-arg]
    ):
        with pytest.raises(UnknownFieldError, match=r"Forgotten\.sort is no field.*has no type"):
            use()
    with pytest.warns(PageStateWarning, match=r"shared by all sessions.*sort: str = \.\.\."):
        Forgotten.sort = "price"
    Forgotten.__doc__ = "Not a field."


@pytest.mark.parametrize("name", ["__init__", "__new__"])
def test_instances_are_made_from_the_fields(name: str) -> None:
    with pytest.raises(DeclarationError, match=rf"X defines {name}.*a classmethod that returns X"):
        type(PageState)("X", (PageState,), {name: lambda self: None, "__module__": __name__})


def test_an_annotation_needs_a_default() -> None:
    with pytest.raises(DeclarationError, match=r"Bare\.n has no default: write n: int = "):

        class Bare(PageState):
            n: int


def test_fields_may_be_called_self_and_cls(query: FakeQuery) -> None:
    class Odd(PageState):
        self: int = 1
        cls: int = StateVar(default=2, url_key="cls")

    Odd.update(self=3, cls=4)
    assert (Odd.self, Odd.cls) == (3, 4)
    assert Odd.snapshot() == Odd(self=3, cls=4)
    assert Odd.parse("?cls=7").cls == 7


def test_hasattr_and_inspection_outside_a_run() -> None:
    assert not hasattr(Full, "count")  # it has no value there
    assert not hasattr(Full, "other")
    assert hasattr(Full, "OPTIONS")
    with pytest.raises(NoSessionError, match="No Streamlit script run is in progress"):
        _ = Full.count


def test_an_attribute_error_of_a_hook_is_shown_as_it_is(query: FakeQuery) -> None:
    class Hooked(PageState):
        n: int = 1

        @classmethod
        def on_init(cls) -> None:
            _ = None.missing  # type: ignore[attr-defined]

    with pytest.raises(AttributeError, match="'NoneType' object has no attribute 'missing'"):
        _ = Hooked.n
