"""What all stores of this package have in common: time in milliseconds, revisions, reasons."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Literal, TypeAlias

from st_page_state.errors import ArgumentError

TABLE = "st_page_state"
"""The table in SQL databases, and the beginning of all keys in Redis."""
PAGE = 1_000
"""How many keys are listed or removed by one statement."""

Than: TypeAlias = Literal[">=", ">"]
"""Whether a page of keys begins with a key or after it."""

_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(ttl: timedelta | None) -> int | None:
    """Return a time to live in milliseconds, at least one; None for good.

    >>> milliseconds(timedelta(seconds=1.5)), milliseconds(None)
    (1500, None)
    """
    if ttl is None:
        return None
    if ttl <= timedelta():
        raise ArgumentError(f"A ttl is more than zero, or None for good, not {ttl}.")
    return max(1, ttl // _MILLISECOND)


def now() -> int:
    """Return the time of this machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def new_revision() -> int:
    """Return a revision that never was.

    It is drawn, not counted: a counter would begin again where a database is emptied or an old
    copy of it put back, and then take what is stale for present.
    """
    return secrets.randbits(63) or 1


def keys_by_page(prefix: str, page: Callable[[Than, str], list[str]]) -> Iterator[str]:
    """Yield the keys that begin with a prefix, in order.

    Args:
        prefix: what they begin with.
        page: returns the first ``PAGE`` keys that are greater than a text, or that text itself.
    """
    than: Than = ">="
    last = prefix
    while True:
        found = page(than, last)
        for key in found:
            if not key.startswith(prefix):
                return
            yield key
        if len(found) < PAGE:
            return
        than, last = ">", found[-1]


def reason(error: BaseException) -> str:
    """Return a driver's error as a reason: its kind and first line, never what was written."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
