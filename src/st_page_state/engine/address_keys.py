"""The keys of stored values in the address, which stand for texts that are too long for it.

The engine knows the texts only. They take the place of their keys where the address is read, and
the keys take theirs where it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from typing import Any, TypeAlias

from st_page_state import runtime
from st_page_state.codecs.key_texts import LENGTH, key_in
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine import share_links
from st_page_state.engine.address_memory import AddressMemory
from st_page_state.ports import Params, QueryPort, Texts
from st_page_state.stored_values import Known
from st_page_state.url.rules import Desired

Owner: TypeAlias = tuple[Spec, Field]
"""The class and the field that a param's texts were written for."""

_NOTHING: Mapping[str, Any] = {}

_ROOM = 1_000_000
"""The characters of the stored values that are remembered beside those in the URL."""


class AddressKeys:
    """The keys of stored values among the params, as one transaction reads them.

    Args:
        query: the query port; only read here.

    Attributes:
        memory: a working copy of the session's memory of its address.
        raw: the params as the port last gave them, with what keys stand for.
        params: the params desired by this transaction.
        learned: the keys that this transaction has found out about.
        asks: the keys that the store has to be asked for.
        unread: param -> the key's text, for keys that the store cannot be asked for now.
        in_other_form: param -> its owner, for params of which the URL has the texts instead of a
            key, or a key instead of the texts.
    """

    memory: AddressMemory
    raw: Params
    params: Params
    _memory_read: AddressMemory

    def __init__(self, query: QueryPort) -> None:
        self._query = query
        self.learned: Mapping[str, Known] = {}
        self.asks: frozenset[str] = frozenset()
        self._deaf = False
        self._in_url: Mapping[str, str] | None = _NOTHING
        self.unread: Mapping[str, Texts] = _NOTHING
        self.in_other_form: dict[str, Owner] = {}

    @property
    def in_url(self) -> Mapping[str, str]:
        """The keys in the URL, for those that are known: param -> key."""
        if self._in_url is None:
            keys, stored, raw = self._memory_read.keys, self._memory_read.stored, self.raw
            self._in_url = {
                name: key
                for name, key in keys.items()
                if key in stored and stored[key].texts == raw.get(name)
            }
        return self._in_url

    def find_keys(self, read: Params, memory: AddressMemory | None) -> bool:
        """Find the keys in params that have just been read; return whether there are any."""
        keys = self._keys_in(read)
        if not keys:
            self._in_url = self.unread = _NOTHING
            return False
        known = self._known(memory)
        self._in_url = {n: key for n, key in keys.items() if key in known and known[key].texts}
        self.unread = {name: read[name] for name, key in keys.items() if key not in known}
        if self.unread and not self._deaf:
            self.asks = frozenset(keys[name] for name in self.unread)
        return True

    def recall_keys(self, memory: AddressMemory) -> None:
        """Expect the keys in the URL to be those that ``memory`` has."""
        self._in_url, self.unread = None if memory.keys else _NOTHING, _NOTHING
        self._memory_read = memory

    def without_keys(self, read: Params, memory: AddressMemory | None) -> Params:
        """Return params with what their keys stand for."""
        keys = self._keys_in(read)
        if not keys:
            return read
        known = self._known(memory)
        found = {name: known[key].texts for name, key in keys.items() if key in known}
        return {**read, **{name: texts for name, texts in found.items() if texts}}

    def _keys_in(self, read: Params) -> Mapping[str, str]:
        for texts in read.values():
            if len(texts) == 1 and len(texts[0]) == LENGTH and key_in(texts):
                break
        else:
            return _NOTHING
        protected = self._query.protected()
        keys = {name: key_in(texts) for name, texts in read.items() if name not in protected}
        return {name: key for name, key in keys.items() if key is not None}

    def _known(self, memory: AddressMemory | None) -> Mapping[str, Known]:
        return self.learned if memory is None else {**memory.stored, **self.learned}

    def learn_values(self, known: Mapping[str, Known] | None) -> None:
        """Know what keys stand for; None if the store cannot be asked."""
        self.asks, self._deaf = frozenset(), known is None
        self.learned = {**self.learned, **(known or {})}

    def remember_keys(self, memory: AddressMemory) -> None:
        """Remember the keys in the URL, and what they stand for."""
        if self._in_url and any(memory.keys.get(n) != key for n, key in self._in_url.items()):
            memory.keys = {**memory.keys, **self._in_url}
        if self.learned:
            used = {*memory.keys.values(), *map(key_in, self.raw.values())}
            memory.stored = latest({**memory.stored, **self.learned}, used)
            for waiting in (memory.landing, memory.kept):
                for name, texts in waiting.items():
                    known = self.learned.get(key_in(texts) or "")
                    waiting[name] = known.texts if known and known.texts else texts

    def is_unread(self, name: str) -> bool:
        """Return whether a param has a key that the store cannot be asked for now."""
        return name in self.unread and self.params.get(name) == self.unread[name]

    def readable(self, desired: Desired, also: Container[str] = ()) -> Desired:
        """Return the desired params without those whose text has yet to be read."""
        if not self.unread:
            return desired
        return {n: t for n, t in desired.items() if n in also or not self.is_unread(n)}

    def key_for(self, name: str, texts: Texts) -> str | None:
        """Return the key that stands for a param's texts in the URL, if the store has them."""
        key = self.memory.keys.get(name)
        known = None if key is None else self.memory.stored.get(key)
        return key if known is not None and known.texts == texts else None

    def check_form(self, spec: Spec, desired: Desired, names: Container[str]) -> None:
        """Note the params that the URL has in another form than the class desires."""
        shared = [stands_for for stands_for in self.memory.shared.values() if stands_for]
        if shared and share_links.key_in(self._query.read()) is None:
            shared = []  # the link is replaced by what it stood for
        for name, texts in desired.items():
            if texts is None or name not in names or self.params.get(name) != texts:
                continue
            if not any(stands_for.get(name) == texts for stands_for in shared):  # it is in the URL
                field = spec.params[name]
                if (field.is_long(texts) and stores()) != (name in self.in_url):
                    self.in_other_form[name] = spec, field


def stores() -> bool:
    """Return whether a store is in use."""
    return runtime.persistence() is not None


def latest(stored: Mapping[str, Known], used: Collection[str | None]) -> dict[str, Known]:
    """Return the keys in use, and as many of the latest others as may be remembered."""
    room = _ROOM
    kept: dict[str, Known] = {}
    for key, known in reversed([*stored.items()]):
        if key not in used:
            room -= sum(map(len, known.texts or ())) + len(key)
        if key in used or (room > 0 and known.texts is not None):
            kept[key] = known
    return dict(reversed([*kept.items()]))
