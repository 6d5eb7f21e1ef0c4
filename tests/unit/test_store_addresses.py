"""Stores by their addresses, the command that sweeps one, and what is imported for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from drivers.stores import SQLiteDatabase, close_all
from st_page_state import StoreUnavailableError, stores
from st_page_state.stores import RedisStore, SQLiteStore, SQLStore, open_store
from st_page_state.stores.__main__ import main

DAY = timedelta(days=1)


def test_a_file_relative_or_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    relative, whole = open_store("sqlite:///state.db"), open_store(f"sqlite:///{tmp_path}/state.db")
    assert isinstance(relative, SQLiteStore)
    assert isinstance(whole, SQLiteStore)
    assert relative.path == whole.path == tmp_path / "state.db"


@pytest.mark.parametrize(
    "address",
    ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite://state.db", "sqlite:///a.db?mode=ro",
     "sqlite+pysqlite:///a.db"],
)  # fmt: skip
def test_an_address_of_no_file_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"is sqlite:///state\.db"):
        open_store(address)


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("redis://cache.example:7000/3", False),
        ("rediss://cache.example:7000/3", True),
        ("valkey://cache.example:7000/3", False),
        ("VALKEYS://cache.example:7000/3", True),
    ],
)
def test_a_redis(address: str, secure: bool) -> None:
    store: Any = open_store(address)
    assert isinstance(store, RedisStore)
    pool = store._client.connection_pool
    assert pool.connection_class.__name__ == ("SSLConnection" if secure else "Connection")
    wanted = {"host": "cache.example", "port": 7000, "db": 3, "socket_timeout": 2.0,
              "socket_connect_timeout": 2.0}  # fmt: skip
    assert {name: pool.connection_kwargs[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    "address", ["postgresql+psycopg://a:b@db.example/app", "postgres+psycopg://a:b@db.example/app"]
)
def test_a_postgresql(address: str) -> None:
    store: Any = open_store(address)
    assert isinstance(store, SQLStore)
    assert store._engine.url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://a:b@db.example/app"
    )


def test_times_in_the_address_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy

    seen: list[Any] = []
    create = sqlalchemy.create_engine
    monkeypatch.setattr(
        sqlalchemy, "create_engine", lambda url, **k: seen.append(k) or create(url, **k)
    )
    open_store("postgresql+psycopg://db.example/app")
    open_store("postgresql+psycopg://db.example/app?connect_timeout=9")
    assert [each["connect_args"] for each in seen] == [
        {"connect_timeout": 2, "tcp_user_timeout": 2000}, {"tcp_user_timeout": 2000}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("reddis://me:secret@host", r"an address 'reddis'\. Did you mean 'redis'\? An address"),
        ("postgressql://me:secret@host/db", "Did you mean 'postgresql'"),
        ("sqlit:///a.db", "Did you mean 'sqlite'"),
        ("maria://me:secret@host", "Did you mean 'mariadb'"),
        ("ftp://me:secret@host", r"an address 'ftp'\. An address begins with one of: sqlite://,"),
        ("me:secret@host", "an address without a scheme"),
    ],
)
def test_an_address_that_is_none_is_refused_without_quoting_it(address: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as caught:
        open_store(address)
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("psycopg2", "pymysql"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError, match=r"pip install psycopg2, or .*postgresql\+psycopg://"):
        open_store("postgresql+psycopg2://host/db")
    with pytest.raises(ImportError, match=r"pip install pymysql, or .*mysql\+pymysql://"):
        open_store("mysql+pymysql://host/db")


@pytest.mark.parametrize(
    "address",
    ["redis://:sec/ret@host:1", "redis://host:secret", "postgresql+psycopg://me@host:secret/db",
     "postgresql+secret://host/db", "postgresql+psycopg://"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_quoted(address: str) -> None:
    if address.endswith("psycopg://"):
        assert open_store(address)  # the server of this machine
        return
    with pytest.raises(ValueError, match="cannot be read: check the port") as caught:
        open_store(address)
    assert "sec" not in str(caught.value)


@pytest.mark.parametrize(
    ("package", "name", "address", "needed"),
    [
        ("redis", "RedisStore", "redis://host", "redis>=5"),
        ("sqlalchemy", "SQLStore", "postgresql+psycopg://host/db", "sqlalchemy>=2"),
    ],
)
def test_an_extra_that_is_not_installed_is_named(
    package: str, name: str, address: str, needed: str
) -> None:
    code = f"""
import sys
sys.modules["{package}"] = None
from st_page_state import stores
for use in (lambda: stores.open_store("{address}"), lambda: stores.{name}):
    try:
        use()
    except ImportError as error:
        print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told = f'{name} needs {package}: pip install "{needed}"'
    assert run.stdout.splitlines() == [told, told]


def test_another_module_that_is_missing_is_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(stores._HOMES, "Other", "nowhere")
    with pytest.raises(ModuleNotFoundError, match=r"st_page_state\.stores\.nowhere"):
        stores.Other  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(AttributeError, match="no attribute 'MongoStore'"):
        stores.MongoStore  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_nothing_is_imported_before_it_is_used() -> None:
    code = """
import sys
before = {*sys.modules}
import st_page_state, st_page_state_fakes.contract
from st_page_state import stores
assert not {"redis", "sqlalchemy", "sqlite3"} & ({*sys.modules} - before), "imported too early"
stores.SQLiteStore, stores.open_store
assert not {"redis", "sqlalchemy"} & {*sys.modules}, "imported for SQLite"
stores.RedisStore
assert "sqlalchemy" not in sys.modules, "imported for Redis"
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture
def swept(tmp_path: Path) -> SQLiteDatabase:
    database = SQLiteDatabase(tmp_path / "state.db")
    store = database.connect()
    store.add({f"a{n}": b"1" for n in range(25)}, DAY)
    store.add({"stays": b"1"}, None)
    close_all()
    database.advance(DAY * 2)
    return database


@pytest.mark.parametrize("most", [(), ("--most", "10")])
def test_sweep_removes_all_that_has_expired(
    swept: SQLiteDatabase, most: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"sqlite:///{swept.path}"
    assert main(["sweep", address, *most]) == 0
    assert capsys.readouterr().out == "25 removed\n"
    assert main(["sweep", address, *most]) == 0
    assert capsys.readouterr().out == "0 removed\n"


def test_sweep_is_a_command(swept: SQLiteDatabase) -> None:
    command = [sys.executable, "-m", "st_page_state.stores", "sweep", f"sqlite:///{swept.path}"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stdout == "25 removed\n"


def test_sweep_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "folder" / "nonexistent.db"
    assert main(["sweep", f"sqlite:///{path}"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"There is no file {path}.\n")
    assert list(tmp_path.iterdir()) == []


def test_sweep_says_what_went_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "reddis://host"]) == 1
    assert "Did you mean 'redis'" in capsys.readouterr().err
    (tmp_path / "text").write_text("no database" * 100)
    assert main(["sweep", f"sqlite:///{tmp_path}/text"]) == 1
    assert capsys.readouterr().err.startswith("The store is unavailable: DatabaseError")
    with pytest.raises(SystemExit):
        main([])


def refuses(ask: Callable[[], object]) -> None:
    with pytest.raises(StoreUnavailableError):
        ask()


def test_an_address_where_nobody_listens_is_unavailable() -> None:
    from drivers.server import free_port

    port = free_port()
    with closing(open_store(f"redis://127.0.0.1:{port}")) as store:  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]
        refuses(lambda: store.get(["a"]))
        refuses(lambda: list(store.keys("")))
    refuses(lambda: open_store(f"postgresql+psycopg://me@127.0.0.1:{port}/app").sweep())
