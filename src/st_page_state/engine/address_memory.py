"""The session's memory of its address: what was read, written, purged and is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from st_page_state.ports import Params, Texts
from st_page_state.stored_values import Known
from st_page_state.url.entries import Entries
from st_page_state.url.pending import PendingWrite


class AddressMemory:
    """The session's memory of its address. The second group of slots is not pickled.

    Attributes:
        landing: the params of the landing URL that no class has taken yet.
        kept: params that were purged before the class they were meant for was touched.
        wrote: param -> the namespace and texts of the library's last write, on this page.
        pending: the pending writes.
        published_from: hashes of (page, URL) already published from by a touch, which does not
            publish from there again; only used if runs caused by Back cannot be detected.
        page: the page of the last run.
        visit: the number of page switches so far.
        entries: the entries of the browser's history, as far as they are known.
        shared: the key of the share link last seen -> what it stands for; None if nobody knows.
        share_error: why a share link could not be opened; empty if all could.
        keys: param -> the key of the stored value that the URL has for it, or had.
        stored: the keys that were seen last -> what is known of them.

        run: the key of the last known run.
        earlier: the keys of the runs before it, whose threads may still be running.
        stale: the stale reads of the current run: param -> its texts before the last write.
        stale_runs: the number of consecutive runs that began with stale params.
        entry: the hash of (page, params) with which the run began, as in ``published_from``;
            None if it began with a page switch.
        purged: param -> the class whose claim removed it in the current run.
        last_read: the query's token, and the params read with it.
        told_in: the run that began with the share link of ``share_error``.
    """

    _KEPT = (
        "landing", "kept", "wrote", "pending", "published_from", "page", "visit", "entries",
        "shared", "share_error", "keys", "stored",
    )  # fmt: skip
    _PASSING = ("run", "earlier", "stale", "stale_runs", "entry", "purged", "last_read", "told_in")
    __slots__ = _KEPT + _PASSING

    def __init__(self, landing: Params, page: str, run: object) -> None:
        self.landing: dict[str, Texts] = dict(landing)
        self.kept: dict[str, Texts] = {}
        self.wrote: dict[str, tuple[str, Texts]] = {}
        self.pending: dict[str, PendingWrite] = {}
        self.published_from: tuple[int, ...] = ()
        self.page: str = page
        self.visit: int = 0
        self.entries: Entries = Entries()
        self.shared: dict[str, Params | None] = {}
        self.share_error: str = ""
        self.keys: Mapping[str, str] = {}
        self.stored: Mapping[str, Known] = {}
        self._know_run(run)

    def _know_run(self, run: object) -> None:
        """Start with a run, knowing only its key."""
        self.run: object = run
        self.earlier: tuple[object, ...] = ()
        self.stale: dict[str, Texts | None] = {}
        self.stale_runs: int = 0
        self.entry: int | None = None
        self.purged: dict[str, str] = {}
        self.last_read: tuple[object, Params] | None = None
        self.told_in: object = None

    def copy(self) -> AddressMemory:
        """Return a working copy; parts that are only ever replaced are shared."""
        new = object.__new__(AddressMemory)
        new.landing, new.kept, new.wrote = self.landing.copy(), self.kept.copy(), self.wrote.copy()
        new.pending, new.published_from = self.pending, self.published_from
        new.page, new.visit = self.page, self.visit
        new.run, new.earlier, new.entry = self.run, self.earlier, self.entry
        new.stale, new.stale_runs = self.stale, self.stale_runs
        new.purged, new.last_read, new.entries = self.purged, self.last_read, self.entries
        new.shared, new.share_error = self.shared, self.share_error
        new.keys, new.stored, new.told_in = self.keys, self.stored, self.told_in
        return new

    def pass_on(self, other: AddressMemory) -> None:
        """Copy the knowledge of the run from ``other``, a copy otherwise unchanged."""
        for name in self._PASSING:
            setattr(self, name, getattr(other, name))

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self._know_run(None)
