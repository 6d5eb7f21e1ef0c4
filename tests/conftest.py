"""Fixtures for all tests: state in memory, and state on Streamlit's real objects."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, FakeSession

pytest.register_assert_rewrite("contract.rows")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Iterator[None]:
    """Keep the garbage collector from the modules and tests, half a million objects that stay.

    Its full collections, those that tests ask for included, then take a tenth of the time.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


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
