"""Writes that no run has begun with yet, and the stale reads that tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from st_page_state.ports import Params, Texts


class PendingWrite(NamedTuple):
    """A param we wrote, until a run has begun with what we wrote.

    Attributes:
        replaced: every text it had since the last run that is known to be up to date.
        written: the text it has by our last write.
    """

    replaced: tuple[Texts | None, ...]
    written: Texts | None


def stale_reads(
    pending: Mapping[str, PendingWrite], began: Params
) -> tuple[dict[str, Texts | None], dict[str, PendingWrite]]:
    """Sort out a run that may have begun before our last write reached the browser.

    Returns:
        The texts in ``began`` that are stale, and what stays unconfirmed after this run.
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
    """Return what is unconfirmed once a write has replaced ``old`` by ``new``."""
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
