"""The configuration of the process: where values are saved, and for whom."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import create_engine

from st_page_state import (
    ArgumentError,
    PageState,
    Put,
    StateVar,
    configure,
    configuring,
    link,
    runtime,
)
from st_page_state.persistence import Owners, Persistence
from st_page_state.stores import RedisStore, SQLiteStore, SQLStore
from st_page_state_fakes.store import FakeStore


@pytest.fixture(autouse=True)
def _process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Each test is a process of its own, in a folder of its own."""
    monkeypatch.setattr(configuring, "_made", None)
    monkeypatch.setattr(runtime, "share_param", "share")
    monkeypatch.setattr(runtime, "is_configured", False)
    monkeypatch.delenv(configuring.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
    made = configuring._made
    if made is not None and isinstance(made[1].store, SQLiteStore):
        made[1].store.close()


def in_force() -> Persistence:
    persistence = runtime.persistence()
    assert persistence is not None
    return persistence


def test_by_default_it_is_a_file_of_the_app(tmp_path: Path) -> None:
    file = tmp_path / ".streamlit" / "page_state.db"
    store = in_force().store
    assert isinstance(store, SQLiteStore)
    assert not file.exists()
    assert store.get(["a"]) == {}
    assert not file.exists()
    store.add({"a": b"1"}, None)
    assert file.exists()


@pytest.mark.parametrize("way", ["argument", "variable"])
def test_an_address(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if way == "variable":
        monkeypatch.setenv(configuring.VARIABLE, "sqlite:///other.db")
    else:
        configure(store="sqlite:///other.db")
    in_force().store.add({"a": b"1"}, None)
    assert (tmp_path / "other.db").exists()


def test_a_store_needs_a_name_for_the_app() -> None:
    for store in (FakeStore(), "redis://host:6379", "sqlite:////srv/state.db"):
        with pytest.raises(ArgumentError, match=r"needs app="):
            configure(store=store)
    configure(store=FakeStore(), app="billing")
    assert isinstance(in_force().store, FakeStore)


def test_a_script_configures_in_each_run() -> None:
    def script() -> None:
        configure(store="sqlite:///state.db", secret="s", identity=lambda: "ann")
        configure()
        configure(freeze=False)

    script()
    first = in_force()
    for _ in range(3):
        script()
        assert in_force() is first
    configure(store="sqlite:///another.db")
    assert in_force() is not first


def test_an_identity_of_ones_own() -> None:
    configure(store=FakeStore(), app="a", secret="s", identity=lambda: "ann")
    mine = in_force().of("user").keys
    assert len(mine) == 1
    assert in_force().of("browser").keys == ()
    configure(store=FakeStore(), app="b", secret="s", identity=lambda: "ann")
    assert in_force().of("user").keys != mine


def test_a_secret_can_be_replaced() -> None:
    store = FakeStore()
    configure(store=store, app="a", secret="old", identity=lambda: "ann")
    old = in_force().of("user").keys
    configure(store=store, app="a", secret=["new", "old"], identity=lambda: "ann")
    assert in_force().of("user").keys[1:] == old
    assert len(in_force().of("user").keys) == 2


def test_what_an_earlier_call_has_asked_for_stays() -> None:
    configure(store=FakeStore(), app="a", identity=lambda: "ann")
    configure(secret="s")
    assert isinstance(in_force().store, FakeStore)
    assert in_force().of("browser").keys == ()
    (key,) = in_force().of("user").keys
    assert key.startswith("a/")
    configure(identity=lambda: "bob")
    assert in_force().of("user").keys != (key,)
    configure(app="b")
    assert in_force().of("user").keys[0].startswith("b/")


def test_a_secret_that_a_store_does_not_keep_is_not_used() -> None:
    class Leaky(FakeStore):
        def add(self, items: Any, ttl: Any) -> None:
            """Keep nothing."""

    configure(store=Leaky(), app="a", identity=lambda: "ann")
    assert in_force().of("user") == Owners(
        who=in_force().of("user").who, unread="it does not keep the secret that was made for it"
    )
    in_force().store.put({"a/secret": Put(b"")}, None)
    assert in_force().of("user").keys == ()


@pytest.mark.parametrize(
    "made",
    [
        lambda n: RedisStore(Redis(host=f"host{n}")),
        lambda n: RedisStore(Redis(db=n)),
        lambda n: RedisStore(Redis(unix_socket_path=f"/run/{n}.sock")),
        lambda n: SQLStore(create_engine(f"sqlite:///{n}.db")),
        lambda n: SQLiteStore(f"{n}.db"),
    ],
)
def test_another_store_takes_the_place_of_the_first(made: Any) -> None:
    store = made(1)
    for another in (store, made(1)):  # a script makes it again in each run
        configure(store=another, app="a", secret="s")
        assert in_force().store is store
    other = made(2)
    configure(store=other, app="a", secret="s")
    assert in_force().store is other


def test_a_secret_is_made_once_for_a_store() -> None:
    store = FakeStore()
    configure(store=store, app="a", identity=lambda: "ann")
    first = in_force().of("user").keys
    assert list(store.keys("")) == ["a/secret"]
    store.advance(days=9999)
    configuring._made = None  # another process
    configure(store=store, app="a", identity=lambda: "ann")
    assert in_force().of("user").keys == first


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"store": 7}, "a store or its address, not an int"),
        ({"secret": ""}, "takes a text"),
        ({"secret": ["a", 7]}, "a list of texts"),
        ({"identity": "ann"}, "takes a function, not a str"),
        ({"store": "redsi://host", "app": "a"}, "Did you mean 'redis'"),
        ({"share_param": ""}, "the name of a param"),
        ({"share_param": "embed"}, "the name of a param"),
        ({"devtools": "yes"}, "takes True or False"),
    ],
)
def test_a_wrong_argument_is_an_error(given: dict[str, Any], told: str) -> None:
    with pytest.raises(ArgumentError, match=told):
        configure(**given)


def test_the_param_of_share_links() -> None:
    configure(share_param="shared_by")
    assert runtime.share_param == "shared_by"
    configure()
    assert runtime.share_param == "shared_by"


class Report(PageState):
    body: str = StateVar(default="", url_key="body")

    class Config:
        store_over = 50


def test_links_without_a_session_use_the_store_that_the_app_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(body="x" * 100)
    pytest.importorskip("streamlit")
    assert "x" * 100 in link(report)
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "streamlit")
        assert "x" * 100 in link(report)
    assert not (tmp_path / ".streamlit").exists()
    configure(store="sqlite:///reports.db")
    url = link(report)
    assert len(url) < 40
    assert Report.parse(url) == report


def test_links_in_a_run_use_the_default_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("streamlit")
    monkeypatch.setattr(runtime, "_default", lambda: None)
    report = Report(body="x" * 100)
    assert Report.parse(link(report)) == report
    assert (tmp_path / ".streamlit" / "page_state.db").exists()
