"""Share links: one param in the address that stands for many, kept in the store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta

from st_page_state import runtime
from st_page_state.errors import ArgumentError, StPageStateError
from st_page_state.persistence import Persistence, object_in
from st_page_state.ports import RESERVED_PARAMS, Params, Texts
from st_page_state.stored_values import is_text, texts_in

MOST_BYTES = 5_000_000
"""The size of a share link's content."""

KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def save(desired: Mapping[str, Texts | None], ttl: timedelta | None) -> dict[str, Texts | None]:
    """Save params under one key; return the param that stands for them.

    Raises:
        StPageStateError: no store is in use, or the params are too large.
        StoreUnavailableError: the store does not answer.
    """
    persistence = _persistence("share()")
    params = {name: list(texts) for name, texts in sorted(desired.items()) if texts is not None}
    told = json.dumps(params, separators=(",", ":")).encode()
    if len(told) > MOST_BYTES:
        raise StPageStateError(
            f"share(): the values take {len(told):,} bytes, over the limit of {MOST_BYTES:,}. "
            "Leave a snapshot out."
        )
    lasts = b"for good" if ttl is None else str(ttl.total_seconds()).encode()
    key = persistence.new_link(lasts + b"\0" + told)
    persistence.store.add({persistence.key_of_link(key): told}, ttl)
    return {runtime.share_param: (key,)}


def delete(params: Params) -> None:
    """Delete what the share link with these params stands for.

    Raises:
        ArgumentError: they are not those of a share link.
        StPageStateError: no store is in use.
        StoreUnavailableError: the store does not answer.
    """
    key, persistence = key_in(params), _persistence("unshare()")
    if key is None:
        raise ArgumentError(
            f"unshare() takes a link of share(), with ?{runtime.share_param}= and 22 characters."
        )
    persistence.store.delete([persistence.key_of_link(key)])


def _persistence(doing: str) -> Persistence:
    persistence = runtime.persistence()
    if persistence is None:
        raise StPageStateError(
            f"{doing} needs a store: use_ports(session, query, store=FakeStore()) in a test."
        )
    return persistence


def key_in(params: Params) -> str | None:
    """Return the key of a share link, if the params have one."""
    texts = params.get(runtime.share_param, ())
    return texts[-1] if texts and KEY.fullmatch(texts[-1]) else None


def is_damaged(params: Params) -> bool:
    """Return whether the param of share links is there, with a text that is no key."""
    return runtime.share_param in params and key_in(params) is None


def read(key: str) -> Params | None:
    """Return what a key stands for; None if nobody knows it.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    persistence = runtime.persistence()
    if persistence is None:
        return None
    at = persistence.key_of_link(key)
    found = persistence.store.get([at])
    return _params_in(found[at].data) if at in found else None


def _params_in(data: bytes) -> Params | None:
    """Return the params that a store's data say; None if they say none."""
    told = object_in(data, MOST_BYTES)
    if told is None:
        return None
    params: dict[str, Texts] = {}
    for name, items in told.items():
        texts = texts_in(items)
        if texts is None or not is_text(name):
            return None
        params[name] = texts
    return {n: t for n, t in params.items() if n.lower() not in RESERVED_PARAMS}


def expanded(raw: Params, stands_for: Params, ours: Params) -> Params:
    """Return params with a share link replaced by what it stands for.

    Args:
        raw: the params with the share link's.
        stands_for: what it stands for.
        ours: texts that the library has written beside it, which do not win over it.
    """
    rest = {n: t for n, t in raw.items() if n != runtime.share_param}
    beside = {n: t for n, t in rest.items() if ours.get(n) != t}
    return {**rest, **stands_for, **beside}
