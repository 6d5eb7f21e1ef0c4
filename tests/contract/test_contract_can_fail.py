"""Each row of the contract fails on a port with the defect that the row is about."""

from __future__ import annotations

from typing import Any

import pytest
import wrong_queries  # noqa: F401 - registers its ports in WRONG_QUERIES
import wrong_runs  # noqa: F401 - likewise
from right_query import WRONG_QUERIES, RightQueryTab
from wrong_sessions import WRONG_SESSIONS
from wrong_stores import WRONG_STORES, Database

from drivers.ports import FakeSessionTab
from st_page_state_fakes.contract import (
    CAPABILITIES,
    OpenDatabase,
    OpenQuery,
    OpenSession,
    QueryPortContract,
    QueryTab,
    SessionPortContract,
    StorePortContract,
    needs,
)

SUITES: list[tuple[type[Any], dict[str, Any]]] = [
    (SessionPortContract, WRONG_SESSIONS),
    (QueryPortContract, WRONG_QUERIES),
    (StorePortContract, WRONG_STORES),
]
"""Each suite with its rows, and a tab or database with a wrong port for each."""

OPENS = {StorePortContract: "open_database"}

FAILURES = (AssertionError, pytest.fail.Exception, RuntimeError)  # dict's own, in a loop


def rows_of(suite: type[Any]) -> list[str]:
    return [name for name in dir(suite) if name.startswith("test_")]


def values_of(row: Any) -> list[dict[str, Any]]:
    """Return the arguments for one call of a parametrized row."""
    marks = [mark for mark in getattr(row, "pytestmark", []) if mark.name == "parametrize"]
    return [{marks[0].args[0]: value} for value in marks[0].args[1]] if marks else [{}]


@pytest.mark.parametrize(("suite", "wrong"), SUITES)
def test_no_row_is_without_a_wrong_port(suite: type[Any], wrong: dict[str, Any]) -> None:
    assert set(rows_of(suite)) == set(wrong)


@pytest.mark.parametrize(
    ("suite", "row", "tab"),
    [
        pytest.param(suite, row, tab, id=f"{suite.__name__}-{row}")
        for suite, wrong in SUITES
        for row, tab in wrong.items()
    ],
)
def test_a_wrong_port_fails_its_row(suite: type[Any], row: str, tab: Any) -> None:
    class Suite(suite):
        capabilities = frozenset(CAPABILITIES)

    failures = 0
    for arguments in values_of(getattr(suite, row)):
        try:
            getattr(Suite(), row)(**{OPENS.get(suite, "open_tab"): tab}, **arguments)
        except FAILURES:
            failures += 1
    assert failures, f"{row} passes on {tab}"


class TestTheRightSession(SessionPortContract):
    """The session that the wrong ones vary passes every row."""

    capabilities = frozenset(CAPABILITIES)

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return FakeSessionTab


class TestTheRightQuery(QueryPortContract):
    """The query port that the wrong ones vary passes every row."""

    capabilities = frozenset(CAPABILITIES)

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return RightQueryTab


class TestTheRightStore(StorePortContract):
    """The store that the wrong ones vary passes every row but the one of another process."""

    capabilities = frozenset({"sweeps"})

    @pytest.fixture
    def open_database(self) -> OpenDatabase:
        return Database


def test_a_row_without_its_capability_is_skipped_with_a_reason() -> None:
    class Poor(QueryPortContract):
        capabilities = frozenset(CAPABILITIES) - {"pages"}

    with pytest.raises(pytest.skip.Exception, match="needs pages: the port knows which page runs"):
        Poor().test_a_run_tells_its_page(RightQueryTab)


def test_an_unknown_capability_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no capability 'flying': take one of .*history"):
        needs("flying")


def test_a_tab_without_a_claimed_capability_is_an_error() -> None:
    class Plain(QueryTab):
        run = RightQueryTab.run
        put = RightQueryTab.put

    with pytest.raises(NotImplementedError, match="counts_writes"):
        Plain().writes
    with pytest.raises(NotImplementedError, match="`address`"):
        Plain().address
