"""Pending writes, and the stale reads that reveal them.

The browser shows the texts of a param in the order in which they were written, each for as long
as the next one is on its way. A run begins with the one it shows at that moment, and from then
on it shows none of the earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple, TypeAlias

from st_page_state.ports import Params, Texts

Mark: TypeAlias = Texts | bytes | None
"""Stands for the texts of a param: they themselves, or a digest of long ones."""

_MOST_MARKS = 64
"""The marks of one pending write; in place of further ones stands one for any texts."""

_ANY = b""
"""The mark of any texts."""

_SHORT = 64
"""The most characters of texts that are kept as they are."""

_SURE = 3
"""The runs in a row that confirm a write whose texts the browser may have shown before it."""


class PendingWrite(NamedTuple):
    """A param that the library wrote and that no run has begun with yet.

    Attributes:
        replaced: marks of the texts that the browser may still show, in the order of the writes.
        written: the texts of our last write.
        runs: the number of runs in a row that have begun with ``written`` although they are
            among the replaced ones, too.
    """

    replaced: tuple[Mark, ...]
    written: Texts | None
    runs: int = 0

    def replaces(self, texts: Texts | None) -> bool:
        """Return whether the browser may still show these texts from before the write."""
        return self._place(texts) is not None

    def _place(self, texts: Texts | None) -> int | None:
        """Return the first place at which the browser may be if it shows these texts."""
        mark = _mark(texts)
        return next((i for i, m in enumerate(self.replaced) if m in (mark, _ANY)), None)

    def begun_with(self, texts: Texts | None) -> PendingWrite | None:
        """Return what is pending once a run has begun with these texts; None if nothing is."""
        place = self._place(texts)
        if place is None:
            return None
        runs = self.runs + 1 if texts == self.written else 0
        return PendingWrite(self.replaced[place:], self.written, runs)


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
    after = {name: write.begun_with(began.get(name)) for name, write in pending.items()}
    left = {name: write for name, write in after.items() if write is not None}
    stale = {n: began.get(n) for n, write in left.items() if began.get(n) != write.written}
    if not stale:  # else the browser is behind with all of them
        left = {name: write for name, write in left.items() if write.runs < _SURE}
    return stale, left


def pending_after(
    before: Mapping[str, PendingWrite],
    old: Params,
    new: Params,
    stale: Mapping[str, Texts | None] | None = None,
) -> dict[str, PendingWrite]:
    """Return the pending writes after a write of ``new``.

    Args:
        before: the pending writes before it.
        old: the params that it replaces.
        new: the params written.
        stale: the stale reads among ``old``.
    """
    result, stale = dict(before), stale or {}
    for name in {**before, **old, **new}:
        was, now, last = old.get(name), new.get(name), before.get(name)
        if last is None:
            if was != now:
                result[name] = PendingWrite((_mark(was),), now)
            continue
        shown = [*last.replaced, _mark(last.written)]
        if was != last.written and (name not in stale or stale[name] != was):
            shown.append(_mark(was))  # the app's own write
        if shown[-1] == _mark(now):
            shown.pop()
        if len(shown) > _MOST_MARKS:
            shown[1 : 2 - _MOST_MARKS] = [_ANY]
        if now != last.written or len(shown) > len(last.replaced):
            result[name] = PendingWrite(tuple(shown), now)
    return result
