"""Stores by their addresses, such as ``sqlite:///state.db``."""

from __future__ import annotations

from typing import Any, cast

from st_page_state.errors import ArgumentError, MissingPackageError, nearest, quote
from st_page_state.store_port import StorePort
from st_page_state.stores.deadline import SECONDS

_REDIS = {
    "redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss", "unix": "unix"
}  # fmt: skip
"""Scheme -> what redis-py calls it."""
_SQL = {
    "postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql", "mariadb": "mariadb"
}  # fmt: skip
"""Scheme -> what SQLAlchemy calls it."""
_KNOWN = ("sqlite", *_REDIS, *_SQL)

_MILLISECONDS = int(SECONDS * 1000)
_TIMES: dict[str, dict[str, int]] = {
    "psycopg": {"connect_timeout": int(SECONDS), "tcp_user_timeout": _MILLISECONDS},
    "psycopg2": {"connect_timeout": int(SECONDS), "tcp_user_timeout": _MILLISECONDS},
    "pymysql": {n: int(SECONDS) for n in ("connect_timeout", "read_timeout", "write_timeout")},
    "mysqldb": {n: int(SECONDS) for n in ("connect_timeout", "read_timeout", "write_timeout")},
}
"""Driver -> what lets a thread end that waits for a dead host."""
_UNREADABLE = (
    "The store's address cannot be read: check the port and the driver, and that special "
    "characters in the password are percent-encoded."
)


def open_store(address: str) -> StorePort:
    """Return the store at an address; nothing is connected yet.

    Args:
        address: ``sqlite:///state.db`` (``sqlite:////srv/state.db`` with the whole path),
            ``redis://host:6379/0`` (also ``rediss``, ``valkey``, ``unix``), or SQLAlchemy's
            address of a PostgreSQL, MySQL or MariaDB database, such as
            ``postgresql+psycopg://user:password@host/database``.

    Raises:
        ArgumentError: it is no such address.
        MissingPackageError: what the store needs is not installed; the message says what that is.

    Example::

        removed = open_store("sqlite:///state.db").sweep()
    """
    scheme, separator, rest = address.partition("://")
    kind, _, driver = scheme.lower().partition("+")
    if not separator or kind not in _KNOWN:
        # Of the address only the scheme: what follows may hold a password.
        shown = quote(scheme) if separator else "without a scheme"
        raise ArgumentError(
            f"No store has an address {shown}.{nearest(kind, _KNOWN) if separator else ''} "
            f"An address begins with one of: {', '.join(f'{name}://' for name in _KNOWN)}."
        )
    if kind == "sqlite":
        return _sqlite(driver, rest)
    if kind in _REDIS:
        return _redis(f"{_REDIS[kind]}://{rest}")
    return _sql(_SQL[kind], driver, rest)


def _sqlite(driver: str, rest: str) -> StorePort:
    from st_page_state.stores.sqlite import SQLiteStore

    host, slash, path = rest.partition("/")
    if driver or host or not slash or path in {"", ":memory:"} or "?" in path:
        raise ArgumentError(
            "The address of an SQLite store is sqlite:///state.db, or sqlite:////srv/state.db with "
            "the whole path. For a driver or options of its own, make a SQLStore."
        )
    return SQLiteStore(path)


def _redis(address: str) -> StorePort:
    from st_page_state import stores

    store = stores.RedisStore  # first: where redis is missing, this says which extra has it
    from redis import Redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    try:
        # Once more at once: after a restart of the server the connections of the pool are dead.
        client = cast("Any", Redis).from_url(
            address,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            retry=Retry(NoBackoff(), 1),
        )
    except ValueError:  # its text may be a part of a password
        raise ArgumentError(_UNREADABLE) from None
    return store(client)


def _sql(kind: str, driver: str, rest: str) -> StorePort:
    from st_page_state import stores

    store = stores.SQLStore
    from sqlalchemy import create_engine, exc, make_url

    try:
        url = make_url(f"{kind}+{driver}://{rest}" if driver else f"{kind}://{rest}")
        times = _TIMES.get(url.get_driver_name(), {})
        engine = create_engine(
            url,
            connect_args={name: time for name, time in times.items() if name not in url.query},
            pool_size=20,  # as many are kept as were once in use at a time
            max_overflow=44,
            pool_timeout=SECONDS,
        )
    except (exc.ArgumentError, ValueError):
        raise ArgumentError(_UNREADABLE) from None
    except ModuleNotFoundError as error:
        other = "postgresql+psycopg" if kind == "postgresql" else "mysql+pymysql"
        raise MissingPackageError(
            f"{kind} needs a driver that is not installed: pip install {error.name}, or name "
            f"another one, as in {other}://",
            name=error.name,
        ) from None
    return store(engine)
