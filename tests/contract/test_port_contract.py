"""The contract of the ports, on the fakes, on plain dicts and on Streamlit's objects."""

from __future__ import annotations

from functools import partial

import pytest

from drivers.ports import (
    AppQueryTab,
    AppSessionTab,
    DictQueryTab,
    DictTab,
    FakeQueryTab,
    FakeSessionTab,
    PublicQueryTab,
    PublicSessionTab,
    RealQueryTab,
    RealSessionTab,
)
from real_session import VERSION
from st_page_state_fakes.contract import (
    OpenQuery,
    OpenSession,
    QueryPortContract,
    SessionPortContract,
)
from st_page_state_fakes.server.versions import NEWEST

REAL = f"real {VERSION[0]}.{VERSION[1]}"
PUBLIC = f"public {VERSION[0]}.{VERSION[1]}"
UNKNOWN = {"runs", "pages", "history_flag", "lists_bound"}
"""What a port cannot know of Streamlit by its public names."""
SINCE = {
    "native_bind": (1, 55),
    "lists_bound": (1, 55),
    "began": (1, 55),
    "history_flag": (1, 65),
    "address_limit": (1, 67),
}
EVERY = {"reserved", "counts_writes", "address"}


def streamlits(version: tuple[int, ...]) -> frozenset[str]:
    """Return the capabilities of the query port on a version of Streamlit."""
    later = {name for name, since in SINCE.items() if since <= version}
    return frozenset({*EVERY, "runs", "pages", *later})


class TestDict(SessionPortContract):
    column = "dict"

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return DictTab


class TestFakeSession(SessionPortContract):
    column = "fake"
    capabilities = frozenset({"iterates_a_copy"})

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return FakeSessionTab


class TestAppSession(SessionPortContract):
    column = "FakeApp"
    version = NEWEST
    capabilities = frozenset({"iterates_a_copy"})

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return partial(AppSessionTab, self.version)


class TestAppSession137(TestAppSession):
    column = "FakeApp 1.37"
    version = "1.37"


class TestAppSession145(TestAppSession):
    column = "FakeApp 1.45"
    version = "1.45"


class TestAppSession155(TestAppSession):
    column = "FakeApp 1.55"
    version = "1.55"


class TestStreamlitSession(SessionPortContract):
    column = REAL
    capabilities = frozenset({"iterates_a_copy"})

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return RealSessionTab


class TestPublicSession(SessionPortContract):
    column = PUBLIC
    capabilities = frozenset({"iterates_a_copy"})

    @pytest.fixture
    def open_tab(self) -> OpenSession:
        return PublicSessionTab


class TestDictQuery(QueryPortContract):
    column = "dict"

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return DictQueryTab


class TestFakeQuery(QueryPortContract):
    column = "fake"
    capabilities = frozenset({*EVERY, "native_bind", "lists_bound", "address_limit"})

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return FakeQueryTab


class TestAppQuery(QueryPortContract):
    column = "FakeApp"
    version = NEWEST
    capabilities = streamlits((1, 67))

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return partial(AppQueryTab, version=self.version)


class TestAppQuery137(TestAppQuery):
    column = "FakeApp 1.37"
    version = "1.37"
    capabilities = streamlits((1, 37))


class TestAppQuery145(TestAppQuery):
    column = "FakeApp 1.45"
    version = "1.45"
    capabilities = streamlits((1, 45))


class TestAppQuery155(TestAppQuery):
    column = "FakeApp 1.55"
    version = "1.55"
    capabilities = streamlits((1, 55))


class TestStreamlitQuery(QueryPortContract):
    column = REAL
    capabilities = streamlits(VERSION)

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return RealQueryTab


class TestPublicQuery(QueryPortContract):
    column = PUBLIC
    capabilities = streamlits(VERSION) - UNKNOWN

    @pytest.fixture
    def open_tab(self) -> OpenQuery:
        return PublicQueryTab
