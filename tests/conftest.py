"""Fixtures for all tests: state in memory, and state on Streamlit's real objects."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, FakeSession

pytest.register_assert_rewrite("contract.rows")


@pytest.fixture(autouse=True)
def _no_pages_of_another_app() -> Iterator[None]:
    """Make Streamlit forget the pages folder of another test's app.

    It would use it for every app. AppTest itself forgets it since 1.66.
    """
    yield
    known = sys.modules.get("streamlit.runtime.pages_manager")
    if known is not None:
        known.PagesManager.uses_pages_directory = None


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def query() -> FakeQuery:
    return FakeQuery()


@pytest.fixture
def ports(session: FakeSession, query: FakeQuery) -> Iterator[None]:
    with use_ports(session, query):
        yield
