"""Keyed state whose keys are strange texts, saved in each store."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.servers import PostgreSQLServer, RedisServer, shared
from drivers.stores import (
    FakeDatabase,
    PostgreSQLDatabase,
    RedisDatabase,
    SQLiteDatabase,
    SQLiteEngineDatabase,
    close_all,
)
from st_page_state import PageState, StateVar, StorePort, batch, use_ports
from st_page_state.actions import forget_all
from st_page_state_fakes import FakeQuery, FakeSession

pytestmark = pytest.mark.no_cover  # others reach its lines sooner


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")

    class Config:
        persist = "user"
        url_selfish = False


@pytest.fixture(params=["fake", "sqlite", "sqlalchemy", "postgresql", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StorePort]:
    makers = {
        "fake": FakeDatabase,
        "sqlite": lambda: SQLiteDatabase(tmp_path / "state.db"),
        "sqlalchemy": lambda: SQLiteEngineDatabase(tmp_path / "state.db"),
        "postgresql": lambda: PostgreSQLDatabase(shared(PostgreSQLServer).address).empty(),
        "redis": lambda: RedisDatabase(shared(RedisServer).address).empty(),
    }
    yield makers[request.param]().connect()
    close_all()
    gc.collect()


LISTED = [
    "a", "A", "a ", " a", "á", "a\u0301", "ß", "ss", "%", "_", "*", "?", "[a]", "\\", "'", '"',
    "a/b", "a\nb", "]", "a]b[c", "\x01", "\uffff", "\U0010ffff", "I", "i", "İ", "\u0131", "1", "01",
]  # fmt: skip
HASHED = ["é" * 200, "\0", "a\0", "a\0b"]


def test_each_key_is_its_own(store: StorePort) -> None:
    with use_ports(FakeSession(), FakeQuery(""), store=store), batch():
        for key in LISTED + HASHED:
            Draft.of(key).body = key
    with use_ports(FakeSession(), FakeQuery(""), store=store):
        assert [Draft.of(key).body for key in LISTED + HASHED] == LISTED + HASHED
        assert sorted(Draft.saved_keys()) == sorted(LISTED)
        Draft.of("a\0").forget()
        assert Draft.of("a").body == "a"
    with use_ports(FakeSession(), FakeQuery(""), store=store):
        assert [Draft.of("a\0").body, Draft.of("a\0b").body] == ["", "a\0b"]
        forget_all()
    with use_ports(FakeSession(), FakeQuery(""), store=store):
        assert [Draft.of(key).body for key in ("a", "a\0b")] == ["", ""]


def test_a_link_with_a_strange_key_keeps_nothing_else_from_being_read(store: StorePort) -> None:
    with use_ports(FakeSession(), FakeQuery(""), store=store):
        Draft.body = "mine"
    with use_ports(FakeSession(), FakeQuery("?a%00b.body=x"), store=store):
        assert (Draft.body, Draft.saved().status) == ("mine", "recovered")
