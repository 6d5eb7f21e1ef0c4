"""A store in Redis or Valkey, by redis-py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from redis.exceptions import RedisError

from st_page_state.errors import ArgumentError, StoreUnavailableError
from st_page_state.store_port import Put, Stored, StorePort
from st_page_state.stores.deadline import Deadline
from st_page_state.stores.items import PAGE, TABLE, milliseconds, new_revision, reason

REVISION = 8
"""How many bytes of a value are its revision; the data follow."""
_PREFIX = f"{TABLE}:"
_PUT = f"""
if redis.call('GETRANGE', KEYS[1], 0, {REVISION - 1}) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1
"""
_ADD = """
local left = redis.call('PTTL', KEYS[1])
if left == -2 then
    if ARGV[2] == '' then redis.call('SET', KEYS[1], ARGV[1])
    else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
elseif left >= 0 then
    if ARGV[2] == '' then redis.call('PERSIST', KEYS[1])
    elseif tonumber(ARGV[2]) > left then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
end
return 1
"""
_SPECIAL = re.compile(r"[*?\[\]^\\-]")

Answer = TypeVar("Answer")


class RedisStore(StorePort):
    """A store in a Redis or Valkey database, under keys that begin with ``st_page_state:``.

    The server itself forgets what has expired, and whether it outlives the server depends on
    how that is set up to persist.

    Args:
        client: a ``redis.Redis``, without ``decode_responses``.
        deadline: for tests: another clock.

    Raises:
        ArgumentError: the client decodes what it reads.

    Example::

        store = RedisStore(redis.Redis(host="cache.example"))
        store.add({"a": b"1"}, timedelta(days=180))
    """

    def __init__(self, client: Any, *, deadline: Deadline | None = None) -> None:
        if client.connection_pool.connection_kwargs.get("decode_responses"):
            raise ArgumentError(
                "RedisStore reads and writes bytes: make its client without decode_responses."
            )
        self._client = client
        self._deadline = deadline or Deadline()

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        """Return what the keys hold; see :class:`StorePort`."""
        names = list(dict.fromkeys(keys))
        values = self._pipelined([("GET", _PREFIX + name) for name in names])
        return {
            name: Stored(value[REVISION:], int.from_bytes(value[:REVISION]))
            for name, value in zip(names, values, strict=True)
            if value is not None
        }

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Put data where a key is absent; elsewhere renew their time."""
        lasts = _text(milliseconds(ttl))
        self._pipelined(
            [
                ("EVAL", _ADD, 1, _PREFIX + key, _bytes(new_revision()) + data, lasts)
                for key, data in items.items()
            ]
        )

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        """Compare and set, each key by itself; see :class:`StorePort`."""
        lasts = _text(milliseconds(ttl))
        new = {key: new_revision() for key in items}
        done = self._pipelined(
            [
                ("EVAL", _PUT, 1, _PREFIX + key, _known(put), _bytes(new[key]) + put.data, lasts)
                for key, put in items.items()
            ]
        )
        return {key: new[key] if ok else None for key, ok in zip(items, done, strict=True)}

    def delete(self, keys: Sequence[str]) -> None:
        """Make the keys absent."""
        self._pipelined([("UNLINK", _PREFIX + key) for key in keys])

    def keys(self, prefix: str) -> Iterator[str]:
        """Yield the keys that begin with a prefix. Redis looks at all keys for that."""
        pattern = _PREFIX + _SPECIAL.sub(r"\\\g<0>", prefix) + "*"
        told: set[str] = set()  # a scan may meet a key more than once
        cursor: Any = 0
        page: list[bytes]
        while True:
            scan = partial(self._client.scan, cursor, match=pattern, count=PAGE)
            cursor, page = self._ask(scan)
            for name in page:
                key = name.decode().removeprefix(_PREFIX)
                if key not in told:
                    told.add(key)
                    yield key
            if not cursor:
                return

    def sweep(self, most: int = 1000) -> int:
        """Return 0: Redis removes by itself what has expired."""
        return 0

    def close(self) -> None:
        """Close the client's connections; another call opens new ones."""
        self._client.close()

    def __repr__(self) -> str:
        options: dict[str, Any] = self._client.connection_pool.connection_kwargs
        host, port = options.get("host", "localhost"), options.get("port", 6379)
        return f"<RedisStore at {options.get('path') or f'{host}:{port}'}/{options.get('db', 0)}>"

    def _pipelined(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        """Send commands together, and return what each of them gave."""

        def ask() -> list[Any]:
            with self._client.pipeline(transaction=False) as pipe:
                for command in commands:
                    pipe.execute_command(*command)
                # Not raised by redis-py: it would quote the command, and with it the data.
                return pipe.execute(raise_on_error=False)  # type: ignore[no-any-return]

        answers = self._ask(ask) if commands else []
        for answer in answers:
            if isinstance(answer, RedisError):
                raise StoreUnavailableError(reason(answer))
        return answers

    def _ask(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return self._deadline.in_worker(ask)
        except RedisError as error:
            raise StoreUnavailableError(reason(error)) from None


def _bytes(revision: int) -> bytes:
    return revision.to_bytes(REVISION)


def _known(put: Put) -> bytes:
    return _bytes(put.revision) if put.revision else b""


def _text(milliseconds: int | None) -> str:
    return "" if milliseconds is None else str(milliseconds)
