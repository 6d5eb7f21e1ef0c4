"""Fixtures for all tests: state in memory, and state on Streamlit's real objects."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, FakeSession


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
