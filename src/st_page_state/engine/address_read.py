"""The address as a run begins with it: the params as read, stale echoes, Back, share links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias, cast

from st_page_state import runtime
from st_page_state.declaration.spec import Spec
from st_page_state.engine import share_links
from st_page_state.engine.address_keys import AddressKeys
from st_page_state.engine.address_memory import AddressMemory
from st_page_state.engine.class_state import ClassState
from st_page_state.ports import Params, QueryPort, Run, Texts
from st_page_state.url import rules
from st_page_state.url.entries import Entries
from st_page_state.url.length import MOST_CHARACTERS
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Desired

UNREAD = "the store does not answer"
"""The error of a share link that is read as soon as the store answers."""

DAMAGED = "it is damaged or incomplete"
"""The error of a param of share links whose text is no key."""

UNKNOWN = "it was never made, has expired or was taken back"
"""The error of a key that the store does not have."""

_EARLIER = 16
"""The number of earlier runs remembered, whose threads may still be running."""


LeftPage: TypeAlias = Callable[[], bool | None]
"""Returns whether another page was shown since the last known run; None if unknown.

A page that touches no state is noticed by its effects alone. It clears the params, which Back
and the app's own code may do too, and drops the widgets.
"""


class AddressRead(AddressKeys):
    """The params of one browser tab, as one transaction reads them.

    Args:
        query: the query port; only read here.
        scope: stands in for the run if the port does not report runs.

    Attributes:
        memory: a working copy of the session's memory of its address.
        run: the script run in progress.
        token: the query's token for ``raw``.
        raw: the params as the port last gave them.
        params: the params desired by this transaction.
        claimed: a class has claimed the URL.
        purged: param -> the class whose claim removed it in this transaction.
        purgers: the classes that have claimed the URL and purged foreign params.
        lacking: own params that this transaction restores and the browser's entry lacks.
        warn_length: the smallest ``url_warn_length`` of the classes involved.
        shared: a share link's key -> what it stands for, as found out by this transaction.
        share_error: why that could not be told.
        unknown: the key of a share link that the store has to be asked for.
        states: the states of the session's classes.
        is_open: the address has a share link, and what that stands for is known.
    """

    token: object
    claimed: bool
    purged: dict[str, str]
    purgers: dict[str, Spec]
    lacking: set[str]
    shared: dict[str, Params | None]
    share_error: str
    unknown: str | None
    states: Mapping[str, ClassState]
    is_open: bool

    def __init__(self, query: QueryPort, scope: Run) -> None:
        known = query.run()
        self.shared, self.share_error, self.states = {}, "", {}
        self.is_open = self._is_known_dead = False
        self._covering: Params = {}
        super().__init__(query)
        self.unknown = None
        self._knows_runs = known is not None and known.key is not None
        if known is not None and known.key is None:
            known = replace(scope, page=known.page)
        self.run: Run = known or scope
        self.warn_length: int = MOST_CHARACTERS

    def read(self, memory: AddressMemory | None, *, again: bool = False) -> None:
        """Read the params, unless the session remembers them and they need not be read again."""
        token = self._query.token()
        known = None if memory is None or again else memory.last_read
        if memory and known is not None and known[0] == token and not is_unread(memory):
            raw = known[1]
            self.recall_keys(memory)
        else:
            raw = self._read(memory)
        self.token, self.raw = self._mark(token), raw  # together, since reading may fail

    def _mark(self, token: object) -> object:
        """Return a token for params as they are read; other ones once a share link is."""
        is_unread = self.share_error == UNREAD or self.unread or self.unknown is not None
        return (UNREAD, token) if is_unread else token

    def _read(self, memory: AddressMemory | None) -> Params:
        """Read the params, and find the keys of stored values among them."""
        read = _with_texts(self._query.read())
        if share_links.is_damaged(read) and (self.run.history or not _has_same_link(memory, read)):
            self.share_error = DAMAGED
        key = share_links.key_in(read)
        self._is_known_dead = bool(memory and key and memory.shared.get(key, {}) is None)
        if self.find_keys(read, memory):
            read = self.without_keys(read, memory)
        raw, link = self._with_shared(read, memory), runtime.share_param
        covers = raw is not read and any(raw.get(n) != t for n, t in read.items() if n != link)
        self._covering = {link: read[link]} if covers else {}
        return raw

    def _expanded(self, read: Params, memory: AddressMemory | None) -> Params:
        """Return params as the port gave them, with what share links and keys stand for."""
        return self._with_shared(self.without_keys(_with_texts(read), memory), memory)

    def _with_shared(self, raw: Params, memory: AddressMemory | None) -> Params:
        key = share_links.key_in(raw)
        if key is None:
            return raw
        shared = self.shared if memory is None else memory.shared | self.shared
        if key not in shared:
            if self.share_error != UNREAD:
                self.unknown = key
            return raw
        self.is_open = shared[key] is not None
        wrote = {} if memory is None else memory.wrote
        ours = {n: t for n, (owner, t) in wrote.items() if not self._was_set(owner, n, t)}
        return share_links.expanded(raw, shared[key] or {}, ours)

    def _was_set(self, namespace: str, name: str, texts: Texts) -> bool:
        """Return whether a param's texts are more than a default: the app or a user set them."""
        state = self.states.get(namespace)
        if state is None or state.spec is None or name not in state.spec.params:
            return False
        is_assigned = state.spec.params[name].name in state.assigned
        return is_assigned and state.spec.initial()[1].get(name) != texts

    def learn(self, key: str, stands_for: Params | None, error: str) -> None:
        """Know what a share link stands for; None if that cannot be told."""
        self.unknown, self.share_error = None, error
        if error != UNREAD:
            self.shared = {key: stands_for}

    def start(self, memory: AddressMemory, *, enter: bool, left_page: LeftPage) -> bool:
        """Start with the params that were read as the desired ones.

        Args:
            memory: the session's memory of the address.
            enter: this may be the first transaction of a run.
            left_page: returns whether another page was shown since the last known run.

        Returns:
            Whether the memory has changed beyond its knowledge of the run.
        """
        self.memory, last_read = memory, memory.last_read
        if not (self._knows_runs or self.run.page):
            self.run = replace(self.run, page=memory.page)  # nor does it know of pages
        memory.last_read = self.token, self.raw
        self.claimed = self._grew = False
        self.purged, self.purgers, self.lacking = {}, {}, set()
        self._seen_before: dict[str, Texts] = {}
        is_told = bool(self.shared or self.share_error)
        visit = memory.visit
        if self.shared:
            memory.shared, memory.share_error = self.shared, self.share_error
        elif self.share_error or (self.is_open and memory.share_error == DAMAGED):
            memory.share_error = self.share_error
        elif memory.share_error == UNREAD and share_links.key_in(self.raw) is None:
            memory.share_error = ""  # the visitor has gone elsewhere
        self.remember_keys(self.memory)
        before = None if last_read is None else last_read[1]
        changed = enter and self._enter_run(before, left_page)
        if self._is_known_dead and not memory.stale:
            is_told, memory.share_error = True, UNKNOWN
        if is_told:
            memory.told_in = self.run.key
        elif memory.visit != visit or (changed and self.run.history):
            self.leave_link()
        self._start_from(self.raw)
        return changed or bool(self.learned)

    def share(self, desired: Desired) -> None:
        """Remember the params as read by a class's own dict if that is the same, to save memory."""
        if [*desired.items()] == [*self.raw.items()]:
            self.raw = cast("Params", desired)  # the texts are equal, so none is missing
            self.memory.last_read = self.token, self.raw

    def leave_link(self) -> None:
        """Record that the state is no longer what a share link in the address stood for."""
        if self.memory.share_error != UNREAD:  # such a link stays, and is still to be read
            self.memory.share_error = ""

    def has_lost_run(self) -> bool:
        """Return whether another run has begun since and now owns the address; record it."""
        known = self._query.run()
        if known is None or known.owns_address or not self.run.owns_address:
            return False
        self.run = replace(self.run, owns_address=False)
        return True

    def _enter_run(self, before: Params | None, left_page: LeftPage) -> bool:
        memory, run = self.memory, self.run
        changed, page = False, memory.page
        if memory.run is not run.key:
            changed = self._begin_run(before, left_page)
        if page != run.page:
            memory.page, changed = run.page, True
            memory.visit += 1
        return changed

    def _begin_run(self, before: Params | None, left_page: LeftPage) -> bool:
        memory, run = self.memory, self.run
        memory.earlier = (*memory.earlier, memory.run)[-_EARLIER:]
        is_other = before is not self.raw
        began = self.raw
        if memory.pending or run.history is None or is_other:
            began = self._expanded(self._query.began(), memory)
        gone = [name for name in before or () if name not in began]
        stays = memory.page == run.page
        left = left_page() if gone and stays and self._knows_runs else False
        if left:
            stays = False
            memory.visit += 1
        if not stays:
            memory.wrote, memory.pending = {}, {}
        pending = {} if run.history else memory.pending
        memory.stale, remaining = stale_reads(pending, began)
        if run.from_browser:
            memory.stale_runs = memory.stale_runs + 1 if memory.stale else 0
        else:
            remaining = pending  # the run does not tell what the browser shows
        changed = bool(left) or remaining != memory.pending
        memory.pending = remaining
        if (is_other and not memory.stale) or not stays:
            entries = self._entries_at(place_of(run.page, began), switched=not stays)
            if left is None and self._may_have_left_page(before or {}, began):
                entries = entries.lacking(gone)
            memory.entries, changed = entries, changed or entries is not memory.entries
        if run.history is None:
            memory.entry = place_of(run.page, began) if stays else None
        memory.run, memory.purged = run.key, {}
        return changed

    def _entries_at(self, place: int, *, switched: bool) -> Entries:
        """Return the history's entries when a run begins at a place."""
        entries, history = self.memory.entries, self.run.history
        if history or (history is None and not switched):
            return entries.travelled(place)
        return entries.pushed(place) if switched else entries.shown(place)

    def _may_have_left_page(self, before: Params, began: Params) -> bool:
        """Return whether params may be gone because of a page switch, which clears them all."""
        if self.run.history is None:
            return not began.keys() - self._query.protected()
        return not self.run.history and not any(began.get(n) == t for n, t in before.items())

    def _start_from(self, raw: Params) -> None:
        """Start from ``raw``, without changes."""
        self.in_other_form.clear()
        self.params = self._began = self._without_stale(raw)
        # After a stale read the browser is ahead of this run, unless our message was lost, as
        # happens if another run interrupts a run. Then the address is written once more, even
        # if that run has changed the params after this one began.
        lost = self._was_message_lost()
        self._shown = rules.publish(raw, self.memory.stale) if lost else self.params
        self._uncover()

    def _uncover(self) -> None:
        """Have a share link replaced beside which the library has written other texts.

        They give way to it here, where the library knows them, and would win in another session.
        """
        if self._covering:
            self._shown = {**self._shown, **self._covering}

    def _without_stale(self, raw: Params) -> Params:
        """Return the params as they will be when our last write has arrived."""
        memory = self.memory
        if not memory.stale:
            return raw
        stale = [name for name, texts in memory.stale.items() if raw.get(name) == texts]
        return rules.publish(raw, {name: memory.pending[name].written for name in stale})

    def _was_message_lost(self) -> bool:
        # If runs report Back, writing the URL already shown adds no history entry.
        patience = 2 if self.run.history is None else 1
        return bool(self.memory.stale) and self.memory.stale_runs >= patience

    def look(self) -> None:
        """Include params written outside this transaction since it last looked."""
        token, raw = self._query.token(), self._read(self.memory)
        outside = rules.changed_outside({n: self.raw.get(n) for n in {**self.raw, **raw}}, raw)
        self.params = rules.publish(self.params, outside)
        self._began = rules.publish(self._began, outside)
        self._shown = rules.publish(self._shown, outside)
        self._uncover()
        self.raw, self.token = raw, self._mark(token)
        self.memory.share_error = self.share_error or self.memory.share_error
        self.memory.last_read = self.token, raw
        self.remember_keys(self.memory)

    def start_again(self, texts: Desired, states: Iterable[ClassState]) -> None:
        """Start over from the current session memory and query string.

        Args:
            texts: the params to write.
            states: the current states of the session's classes.
        """
        self.memory.last_read = self.token, self.raw
        self.remember_keys(self.memory)
        for state in states:
            self._seen_before.update({n: t for n, t in state.last_seen.items() if t is not None})
        self._start_from(self.raw)
        self.params = rules.publish(self.params, texts)
        self.purged = {}

    def has_seen(self, params: Params) -> None:
        """Record params with which a class was reconciled, even if it sees others next."""
        self._seen_before.update(params)

    def expect_stale(self, written: Mapping[str, PendingWrite]) -> None:
        """Record params of this run that the previous run has replaced since it began."""
        if written and not self.run.history:
            began = self._expanded(self._query.began(), self.memory)
            stale, _ = stale_reads(written, began)
            self.memory.stale = {**self.memory.stale, **stale}

    def supersede(self, adopted: Desired) -> None:
        """Record params that the app's own code has set since the library wrote them."""
        pending = self.memory.pending
        names = [n for n, texts in adopted.items() if n in pending and self.raw.get(n) == texts]
        ours = {n: texts for n in names if (texts := pending[n].written)}
        theirs = {n: texts for n in names if (texts := adopted[n])}
        self.memory.pending = pending_after(pending, ours, theirs)


def is_unread(memory: AddressMemory | None) -> bool:
    return memory is not None and memory.share_error == UNREAD


def _has_same_link(memory: AddressMemory | None, params: Params) -> bool:
    """Return whether the last params that were read have the same param of share links."""
    before = None if memory is None or memory.last_read is None else memory.last_read[1]
    link = runtime.share_param
    return before is not None and before.get(link) == params.get(link)


def _with_texts(params: Params) -> Params:
    """Return a port's params without the ones that have no texts; usually there are none."""
    return params if all(params.values()) else rules.with_texts(params)


def place_of(page: str, params: Params) -> int:
    """Return a hash of a page and its params."""
    return hash((page, frozenset(params.items())))
