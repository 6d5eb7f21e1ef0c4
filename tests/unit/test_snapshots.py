"""Instances are frozen snapshots: they compare, hash, pickle, become live and make links."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest

from st_page_state import (
    FrozenSnapshotError,
    InvalidQueryParamError,
    InvalidValueError,
    PageState,
    StateVar,
    StPageStateError,
    UnknownFieldError,
    link,
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


def test_what_is_not_given_has_its_default() -> None:
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


def test_equality_goes_by_class_and_values() -> None:
    assert Filters(page=2) == Filters(page=2) != Filters(page=3)
    assert Filters() != Nav()
    assert Filters() != 3


def test_it_hashes_where_its_values_do() -> None:
    assert {Flat(a=1), Flat(), Flat(a=2)} == {Flat(), Flat(a=2)}
    with pytest.raises(TypeError):
        hash(Filters())


def test_it_can_be_copied_and_pickled() -> None:
    snapshot = Filters(tags=["a"])
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot
    assert copy.deepcopy(snapshot) == snapshot


def test_one_is_taken_and_made_live_again() -> None:
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


class TestLink:
    def test_it_says_everything_that_has_a_place_in_the_url(self) -> None:
        assert link(Filters(status="a b", tags=["x", "y"], note="n")) == (
            "?status=a+b&p=1&tag=x&tag=y"
        )
        assert link(Nav(view="map")) == "?view=map&since=2026-01-31"
        assert link(Nav()) == "?since=2026-01-31"
        assert link() == "?"

    def test_a_base_keeps_its_other_params_and_its_fragment(self) -> None:
        base = "https://app.example/page?lang=en&status=old&view=map#top"
        assert link(Filters(), Nav(), base=base) == (
            "https://app.example/page?lang=en&status=pending&p=1&tag=&since=2026-01-31#top"
        )
        assert link(Nav(), base="https://app.example") == "https://app.example?since=2026-01-31"

    def test_two_owners_of_a_param_are_refused(self) -> None:
        class Other(PageState):
            page: int = StateVar(1, url_key="p")

        with pytest.raises(StPageStateError, match="both own the query parameter 'p'"):
            link(Filters(), Other())

    def test_something_else_than_a_snapshot_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"take Filters\.snapshot\(\)"):
            link(Filters)  # type: ignore[arg-type]


class TestParse:
    def test_it_reads_what_link_wrote(self) -> None:
        snapshot = Filters(status="a&b=c?#", page=7, tags=["", "x"])
        for base in ("", "https://app.example", "https://app.example/x?y=1#z", "/relative"):
            assert Filters.parse(link(snapshot, base=base)) == snapshot

    def test_others_are_ignored_and_the_missing_has_its_default(self) -> None:
        assert Filters.parse("?utm=x&p=3") == Filters(page=3)
        assert Filters.parse("p=3") == Filters(page=3)
        assert Filters.parse("") == Filters()
        assert Filters.parse("https://app.example/p=3") == Filters()

    def test_one_error_names_every_bad_param(self) -> None:
        class Both(PageState):
            n: int = StateVar(1, url_key="n")
            day: date = StateVar(date(2026, 1, 1), url_key="day")

        with pytest.raises(InvalidQueryParamError) as caught:
            Both.parse("?n=x&day=never")
        assert "?n='x'" in str(caught.value)
        assert "?day='never'" in str(caught.value)
        assert set(caught.value.problems) == {"n", "day"}
        with pytest.raises(InvalidQueryParamError) as single:
            Both.parse("?n=x")
        assert (single.value.field, single.value.text) == ("n", "x")
