"""Stored values: texts too long for the URL, kept in the store under a key made of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, NamedTuple, cast

from st_page_state.browser_ids import digest
from st_page_state.errors import StoreUnavailableError
from st_page_state.persistence import Persistence, object_in, time_in
from st_page_state.ports import Texts
from st_page_state.store_port import Put, Stored

MOST_BYTES = 5_000_000
"""The size of a stored value. Beyond, the session alone keeps it."""

_MOST_ENSURED = 10_000

LASTS = timedelta(days=180)
DAY = 24 * 60 * 60  # seconds


class Known(NamedTuple):
    """What is known of a key.

    Attributes:
        texts: the texts that it stands for; None if nobody knows.
        at: when the store last gave it time, in seconds since 1970.
    """

    texts: Texts | None
    at: float


def key_of(persistence: Persistence, name: str, field: str, texts: Texts) -> str:
    """Return the key of texts, which is the same wherever they are stored.

    Args:
        persistence: the store in force.
        name: the class's name in the store.
        field: the name of the field.
        texts: its canonical texts.

    Raises:
        StoreUnavailableError: the secret cannot be had.
    """
    told = _json(["value", persistence.app, name, field, list(texts)])
    return "~" + digest(persistence.secrets()[0], told.encode("utf-8", "surrogatepass"))


def data_of(persistence: Persistence, texts: Texts) -> bytes:
    """Return what is stored for texts."""
    return _json({"at": persistence.store.now(), "texts": list(texts)}).encode()


def add(persistence: Persistence, data: Mapping[str, bytes]) -> None:
    """Store data under their keys, or make them last longer, in one round trip.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    items = {_place(persistence, key): each for key, each in data.items()}
    persistence.store.add(items, LASTS)


def ensure(persistence: Persistence, values: Mapping[str, Texts]) -> set[str]:
    """Store what stands under keys, unless this was done within a day; return those stored.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    now = persistence.store.now()
    last = persistence.ensured
    data = {
        key: data_of(persistence, texts)
        for key, texts in values.items()
        if last.get(key, 0.0) < now - DAY
    }
    fitting = {key: each for key, each in data.items() if len(each) <= MOST_BYTES}
    if fitting:
        add(persistence, fitting)
        if len(last) > _MOST_ENSURED:
            last.clear()
        last.update(dict.fromkeys(fitting, now))
    return values.keys() - (data.keys() - fitting.keys())


def read(persistence: Persistence, keys: Collection[str]) -> dict[str, Known]:
    """Return what keys stand for, in one round trip; they last from now on.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    places = {_place(persistence, key): key for key in keys}
    found = persistence.store.get([*places])
    now = persistence.store.now()
    known = {key: _known(found.get(place)) for place, key in places.items()}
    old = {
        place: Put(data_of(persistence, texts), stored.revision)
        for place, stored in found.items()
        if (texts := known[places[place]].texts) is not None and known[places[place]].at < now - DAY
    }
    if old:
        with suppress(StoreUnavailableError):
            persistence.store.put(old, LASTS)
        known |= {places[place]: known[places[place]]._replace(at=now) for place in old}
    return known


def _place(persistence: Persistence, key: str) -> str:
    return f"{persistence.app}/value/{key}"


def _known(stored: Stored | None) -> Known:
    told = None if stored is None else object_in(stored.data, MOST_BYTES)
    texts = None if told is None else texts_in(told.get("texts"))
    at = None if told is None else time_in(told)
    return Known(None, 0.0) if texts is None or at is None else Known(texts, at)


def texts_in(told: Any) -> Texts | None:
    """Return the texts of a param that a store's data say; None if they say none."""
    if not isinstance(told, list) or not told:
        return None
    items: tuple[Any, ...] = tuple(cast("Any", told))
    return items if all(map(is_text, items)) else None


def is_text(told: Any) -> bool:
    """Return whether a store's data are a text that a URL can have."""
    if not isinstance(told, str):
        return False
    try:
        told.encode()
    except UnicodeEncodeError:
        return False
    return True


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
