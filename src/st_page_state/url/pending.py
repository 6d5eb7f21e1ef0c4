"""Pending writes, and the stale reads that reveal them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from st_page_state.ports import Params, Texts


class PendingWrite(NamedTuple):
    """A param that the library wrote and that no run has begun with yet.

    Attributes:
        replaced: the texts it has had since the last run known to be up to date.
        written: the texts of our last write.
    """

    replaced: tuple[Texts | None, ...]
    written: Texts | None


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
        if began.get(name) != write.written and began.get(name) in write.replaced
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
        replaced = () if last is None else last.replaced
        if last is not None and last.written != was and last.written not in replaced:
            replaced = (*replaced, last.written)
        if was not in replaced:
            replaced = (*replaced, was)
        result[name] = PendingWrite(replaced[-16:], new.get(name))
    return result
