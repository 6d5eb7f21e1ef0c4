"""Pending writes, and the stale reads that reveal them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from st_page_state.ports import Params, Texts

Mark: TypeAlias = Texts | bytes | None
"""Stands for the texts of a param: they themselves, or a digest of long ones."""

_MOST_MARKS = 64
"""The marks of one pending write; further ones are replaced by one for any texts."""

_ANY = b""
"""The mark of any texts."""

_SHORT = 64
"""The most characters of texts that are kept as they are."""


class PendingWrite(NamedTuple):
    """A param that the library wrote and that no run has begun with yet.

    Attributes:
        replaced: marks of the texts it has had since the last run known to be up to date.
        written: the texts of our last write.
    """

    replaced: tuple[Mark, ...]
    written: Texts | None

    def replaces(self, texts: Texts | None) -> bool:
        """Return whether the browser may still show these texts from before the write."""
        return _mark(texts) in self.replaced or _ANY in self.replaced


def _mark(texts: Texts | None) -> Mark:
    if texts is None or (len(texts) <= _SHORT and sum(map(len, texts)) <= _SHORT):
        return texts
    whole = repr(texts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=16).digest()


def stale_reads(
    pending: Mapping[str, PendingWrite], began: Params
) -> tuple[dict[str, Texts | None], dict[str, PendingWrite]]:
    """Find the stale reads of a run that may have begun before our last write arrived.

    Returns:
        The stale texts in ``began``, and the writes that are still pending after this run.
    """
    stale = {
        name: began.get(name)
        for name, write in pending.items()
        if began.get(name) != write.written and write.replaces(began.get(name))
    }
    return stale, {name: pending[name] for name in stale}


def pending_after(
    before: Mapping[str, PendingWrite], old: Params, new: Params
) -> dict[str, PendingWrite]:
    """Return the pending writes after a write that replaced ``old`` with ``new``."""
    result = dict(before)
    changed = [name for name, texts in new.items() if old.get(name) != texts]
    for name in (*changed, *(old.keys() - new.keys())):
        last, was = before.get(name), old.get(name)
        marks = () if last is None else last.replaced
        texts = [was] if last is None or last.written == was else [last.written, was]
        replaced = tuple(dict.fromkeys((*marks, *map(_mark, texts))))
        if len(replaced) > _MOST_MARKS:
            replaced = (_ANY,)
        result[name] = PendingWrite(replaced, new.get(name))
    return result
