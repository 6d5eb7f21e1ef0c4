"""The address in one transaction: the params as read, as desired and as published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias, cast

from st_page_state import runtime
from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.engine import share_links
from st_page_state.engine.memory import AddressMemory, ClassState
from st_page_state.ports import Params, QueryPort, Run, Texts
from st_page_state.url import rules
from st_page_state.url.entries import Entries
from st_page_state.url.length import MOST_CHARACTERS, limited, may_be_longer
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Desired

UNREAD = "the store does not answer"
"""The error of a share link that is read as soon as the store answers."""

_EARLIER = 16
"""The number of earlier runs remembered, whose threads may still be running."""

_MOST_PUBLISHED_FROM = 256
"""The number of addresses remembered that a touch has published from."""


LeftPage: TypeAlias = Callable[[], bool | None]
"""Returns whether another page was shown since the last known run; None if unknown.

A page that touches no state is noticed by its effects alone. It clears the params, which Back
and the app's own code may do too, and drops the widgets.
"""


class Plan(NamedTuple):
    """What to write into the address at the end of a transaction.

    Attributes:
        params: the params to write, or None.
        missing: own params that will not be in the URL as desired.
        warning: a key and a text for the developer, or None.
        unpublished: the texts that the browser goes on showing for params that differ.
    """

    params: Params | None
    missing: dict[str, None]
    warning: tuple[str, str] | None
    unpublished: dict[str, Texts | None]


class Address:
    """The params of one browser tab, as one transaction reads and changes them.

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
    """

    memory: AddressMemory
    token: object
    raw: Params
    params: Params
    claimed: bool
    purged: dict[str, str]
    purgers: dict[str, Spec]
    lacking: set[str]
    shared: dict[str, Params | None]
    share_error: str
    unknown: str | None

    def __init__(self, query: QueryPort, scope: Run) -> None:
        known = query.run()
        self._query = query
        self.shared, self.share_error = {}, ""
        self.unknown = None
        self._knows_runs = known is not None and known.key is not None
        if known is not None and known.key is None:
            known = replace(scope, page=known.page)
        self.run: Run = known or scope
        self.warn_length: int = MOST_CHARACTERS

    def read(self, memory: AddressMemory | None) -> None:
        """Read the params, unless the session remembers them."""
        token = self._query.token()
        known = None if memory is None else memory.last_read
        if known is not None and known[0] == token and not _is_unread(memory):
            raw = known[1]
        else:
            raw = self._expanded(self._query.read(), memory)
        self.token, self.raw = self._mark(token), raw  # together, since reading may fail

    def _mark(self, token: object) -> object:
        """Return a token for params as they are read; other ones once a share link is."""
        return (UNREAD, token) if self.share_error == UNREAD else token

    def _expanded(self, read: Params, memory: AddressMemory | None) -> Params:
        """Return params as the port gave them, with a share link replaced by its params."""
        raw = _with_texts(read)
        key = share_links.key_in(raw)
        if key is None:
            return raw
        shared = self.shared if memory is None else memory.shared | self.shared
        if key not in shared:
            if self.share_error != UNREAD:
                self.unknown = key
            return raw
        wrote = {} if memory is None else memory.wrote
        ours = {name: texts for name, (_, texts) in wrote.items()}
        return share_links.expanded(raw, shared[key] or {}, ours)

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
        if self.shared:
            memory.shared, memory.share_error = self.shared, self.share_error
        elif self.share_error:
            memory.share_error = self.share_error
        before = None if last_read is None else last_read[1]
        changed = enter and self._enter_run(before, left_page)
        self._start_from(self.raw)
        return changed

    def share(self, desired: Desired) -> None:
        """Remember the params as read by a class's own dict if that is the same, to save memory."""
        if [*desired.items()] == [*self.raw.items()]:
            self.raw = cast("Params", desired)  # the texts are equal, so none is missing
            self.memory.last_read = self.token, self.raw

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
            entries = self._entries_at(_hash(run.page, began), switched=not stays)
            if left is None and self._may_have_left_page(before or {}, began):
                entries = entries.lacking(gone)
            memory.entries, changed = entries, changed or entries is not memory.entries
        if run.history is None:
            memory.entry = _hash(run.page, began) if stays else None
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
        self.params = self._began = self._without_stale(raw)
        # After a stale read the browser is ahead of this run, unless our message was lost, as
        # happens if another run interrupts a run. Then the address is written once more, even
        # if that run has changed the params after this one began.
        lost = self._was_message_lost()
        self._shown = rules.publish(raw, self.memory.stale) if lost else self.params

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

    @property
    def is_unchanged(self) -> bool:
        """Return whether nothing was changed and there is nothing to publish."""
        return self.params is self._began is self._shown

    def look(self) -> None:
        """Include params written outside this transaction since it last looked."""
        token, raw = self._query.token(), self._expanded(self._query.read(), self.memory)
        outside = rules.changed_outside({n: self.raw.get(n) for n in {**self.raw, **raw}}, raw)
        self.params = rules.publish(self.params, outside)
        self._began = rules.publish(self._began, outside)
        self._shown = rules.publish(self._shown, outside)
        self.raw, self.token = raw, self._mark(token)
        self.memory.last_read = self.token, raw

    def _unpublished(self) -> dict[str, Texts | None]:
        """Return the texts the browser shows for params that differ from the desired ones."""
        params, shown = self.params, self._shown
        return rules.changed_outside({n: params.get(n) for n in {**shown, **params}}, shown)

    def written(self) -> dict[str, Texts | None]:
        """Return the params that this transaction has changed, except the ones it purged."""
        names = {**self._began, **self.params}
        changed = rules.changed_outside({n: self._began.get(n) for n in names}, self.params)
        return {n: t for n, t in changed.items() if t is not None or n not in self.purged}

    def start_again(self, texts: Desired, states: Iterable[ClassState]) -> None:
        """Start over from the current session memory and query string.

        Args:
            texts: the params to write.
            states: the current states of the session's classes.
        """
        self.memory.last_read = self.token, self.raw
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

    def written_by_other(self, name: str, namespace: str) -> bool:
        """Return whether the library wrote this param's current text for another class."""
        writer = self._writer(name, namespace)
        return writer is not None and registry.owns(writer, name, namespace)

    def written_by_former(self, name: str, namespace: str) -> bool:
        """Return whether it did so for another class that an edit of the source has parted from it.

        The param has moved to this class: the field's value is in the URL.
        """
        writer = self._writer(name, namespace)
        return writer is not None and not registry.owns(writer, name, namespace)

    def _writer(self, name: str, namespace: str) -> str | None:
        writer = self.memory.wrote.get(name)
        if writer is None or writer[0] == namespace or writer[1] != self.params.get(name):
            return None
        return writer[0]

    def is_written_for(self, name: str, namespace: str) -> bool:
        """Return whether a param's last write was for this class, or for none."""
        writer = self.memory.wrote.get(name)
        return writer is None or writer[0] == namespace

    def write(self, namespace: str, desired: Desired) -> None:
        """Update the desired params with some of a class's own; keep the others."""
        params, memory = self.params, self.memory
        changed = {n: texts for n, texts in desired.items() if params.get(n) != texts}
        if changed:
            now = self.params = {**params}
            for name, texts in changed.items():
                if texts is None:
                    now.pop(name, None)
                    memory.wrote.pop(name, None)
                else:
                    now[name] = texts
                    memory.wrote[name] = namespace, texts
                    self._grew = self._grew or may_be_longer(params.get(name), texts)

    def forget(self, namespace: str, names: Iterable[str]) -> None:
        """Remove own params of a class from the URL, and the texts that wait for it."""
        for name in names:
            self.memory.landing.pop(name, None)
            self.memory.kept.pop(name, None)
        self.write(namespace, dict.fromkeys(names))

    def purge(self, spec: Spec, states: Collection[ClassState]) -> dict[str, Texts]:
        """Remove the params that a claim of ``spec`` does not keep in the URL.

        Args:
            spec: the class that claims the URL.
            states: the states of all classes.

        Returns:
            The removed params.
        """
        self.purgers[spec.namespace] = spec
        if self.params.keys() <= spec.params.keys():
            return {}
        sharing = registry.sharing(spec)
        policy = rules.Policy(
            shared=sharing.among(self.params),
            protected=self._protected(),
            patterns=spec.config.keep_params,
            owned=registry.owned_params().union(*_of_keys(states)) if sharing.missing else None,
        )
        left = rules.purge(self.params, spec.params, policy)
        removed = {n: texts for n, texts in self.params.items() if n not in left}
        for name, texts in removed.items():
            self.purged[name] = spec.base.name
            if self._is_known(name, texts, states):
                self.memory.kept.pop(name, None)
            else:
                self.memory.kept[name] = texts
            self.memory.wrote.pop(name, None)
        if removed:
            self.params = left
        return removed

    def _protected(self) -> frozenset[str]:
        protected = self._query.protected()
        # A share link that cannot be read now stays until it can.
        return protected | {runtime.share_param} if _is_unread(self.memory) else protected

    def _is_known(self, name: str, texts: Texts, states: Iterable[ClassState]) -> bool:
        """Return whether a text in the URL is not new: a class has already seen it."""
        written = None if self.run.owns_address else self.memory.pending.get(name)
        if written is not None and written.replaces(texts):
            return True  # a run has begun with it and not looked at its address yet
        return self._seen_before.get(name) == texts or any(
            texts in (state.last_seen.get(name), state.desired.get(name)) for state in states
        )

    def _was_published_from(self) -> bool:
        """Return whether a touch has already published from this page and URL, without a claim.

        If Back cannot be detected, publishing again would add a history entry each time, and
        Back would never leave the app.
        """
        memory, run = self.memory, self.run
        if run.history is not None or self.claimed or memory.stale:
            return False
        place = _hash(run.page, self._shown)
        if place in memory.published_from:
            # If the app's own code has changed the address since, Back did not lead here.
            return place == memory.entry
        memory.published_from = (*memory.published_from, place)[-_MOST_PUBLISHED_FROM:]
        return False

    def plan(self, own: Callable[[], Collection[str]], *, publish: bool) -> Plan | None:
        """Decide what to write, with protected params kept and the length limited.

        Args:
            own: returns the names that the library may leave out.
            publish: False if nothing may be written.

        Returns:
            The plan; None if the browser shows the desired params.
        """
        raw, params = self.raw, self.params
        if params is self._shown or params == self._shown:
            return None
        missing: dict[str, None] = {}
        protected = self._protected()
        if protected:
            fixed = {n: raw.get(n) for n in protected if raw.get(n) != params.get(n)}
            params, missing = rules.publish(params, fixed), dict.fromkeys(fixed)
        warning: tuple[str, str] | None = None
        if self._grew:
            params, left_out, warning = limited(params, own, self.warn_length)
            missing |= dict.fromkeys(left_out)
        if params == self._shown:
            return Plan(None, missing, warning, {})
        if not publish or self._was_published_from():
            return Plan(None, missing, warning, self._unpublished())
        self._will_be(params)
        return Plan(params, missing, warning, {})

    def _will_be(self, params: Params) -> None:
        """Record the params that are about to be written."""
        memory = self.memory
        if self._knows_runs:
            memory.pending = pending_after(memory.pending, self.raw, params)
            memory.stale = {}
            memory.purged = {**memory.purged, **self.purged}
        place = _hash(self.run.page, params)
        entries = memory.entries
        if not entries.known:
            entries = entries.pushed(_hash(self.run.page, self.raw))
        if self.lacking:
            entries = entries.lacking(self.lacking)
        # In a run that Back started, Streamlit replaces the entry.
        memory.entries = entries.replaced(place) if self.run.history else entries.pushed(place)
        if place in memory.published_from:
            # The app itself leads there, so a run there need not come from Back.
            memory.published_from = tuple(p for p in memory.published_from if p != place)

    def is_now(self, params: Params) -> None:
        """Record the params that were just written."""
        self.token = self._mark(self._query.token())
        self.memory.last_read = self.token, params


def _is_unread(memory: AddressMemory | None) -> bool:
    return memory is not None and memory.share_error == UNREAD


def _with_texts(params: Params) -> Params:
    """Return a port's params without the ones that have no texts; usually there are none."""
    return params if all(params.values()) else rules.with_texts(params)


def _of_keys(states: Iterable[ClassState]) -> Iterator[Desired]:
    """Yield the params of the keys in use, which the registry does not know."""
    for state in states:
        if state.spec is not None and state.spec.key is not None:
            yield state.desired


def _hash(page: str, params: Params) -> int:
    """Return a hash of a page and its params."""
    return hash((page, frozenset(params.items())))
