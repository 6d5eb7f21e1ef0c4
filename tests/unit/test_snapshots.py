"""Instances are frozen snapshots: they compare, hash, pickle, become live and make links."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest

from st_page_state import (
    FrozenSnapshotError,
    InvalidValueError,
    PageState,
    StateVar,
    UnknownFieldError,
    use_ports,
)
from st_page_state_fakes import FakeQuery, FakeSession


class Filters(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    note: str = StateVar("")


class Nav(PageState):
    view: str = StateVar("list", url_key="view", hide_default=True)
    since: date = StateVar(date(2026, 1, 31), url_key="since")


class Flat(PageState):
    a: int = StateVar(1)
    b: str = StateVar("x")


def test_a_missing_value_has_its_default() -> None:
    snapshot = Filters(status="active")
    assert (snapshot.status, snapshot.page, snapshot.tags) == ("active", 1, [])
    assert repr(Flat(a=3)) == "Flat(a=3, b='x')"


def test_values_are_cast_and_checked() -> None:
    assert Filters(page="7").page == 7  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"Filters\.page"):
        Filters(page="x")  # type: ignore[arg-type]
    with pytest.raises(UnknownFieldError, match=r"Filters\(\): Filters has no field 'typo'"):
        Filters(typo=3)  # type: ignore[call-arg]


def test_it_does_not_change() -> None:
    tags = ["a"]
    snapshot = Filters(tags=tags)
    tags.append("b")
    assert snapshot.tags == ["a"]
    with pytest.raises(FrozenSnapshotError, match=r"Filters\(\.\.\.\)\.page cannot be set"):
        snapshot.page = 3  # type: ignore[misc]
    with pytest.raises(FrozenSnapshotError):
        del snapshot.page


def test_equality_depends_on_class_and_values() -> None:
    assert Filters(page=2) == Filters(page=2) != Filters(page=3)
    assert Filters() != Nav()
    assert Filters() != 3


def test_it_is_hashable_if_its_values_are() -> None:
    assert {Flat(a=1), Flat(), Flat(a=2)} == {Flat(), Flat(a=2)}
    with pytest.raises(TypeError):
        hash(Filters())


def test_it_can_be_copied_and_pickled() -> None:
    snapshot = Filters(tags=["a"])
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot
    assert copy.deepcopy(snapshot) == copy.copy(snapshot) == snapshot
    assert copy.deepcopy(snapshot).tags is not snapshot.tags


def test_apply_restores_a_snapshot() -> None:
    query = FakeQuery("?junk=1")
    with use_ports(FakeSession(), query):
        Filters.update(status="active", tags=["a"], note="n")
        before = Filters.snapshot()
        Filters.tags.append("b")
        Filters.reset()
        assert before.tags == ["a"]
        updates = len(query.updates)
        Filters.apply(before)
        assert Filters.snapshot() == before
        assert len(query.updates) == updates + 1


@pytest.mark.parametrize("other", [Nav(), 3, Filters], ids=["another class", "int", "the class"])
def test_apply_takes_its_own_snapshots_only(other: Any) -> None:
    with pytest.raises(TypeError, match=r"Filters\.apply\(\) takes a snapshot of Filters"):
        Filters.apply(other)
