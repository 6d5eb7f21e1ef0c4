"""The address in one transaction: as it was read, as it is desired, as it is published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.engine.memory import AddressMemory, ClassState
from st_page_state.ports import Params, QueryPort, Run, Texts
from st_page_state.url import rules
from st_page_state.url.length import MOST_CHARACTERS, Limited, limited, may_be_longer
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Desired

_EARLIER = 16
"""Of how many runs before the present one threads are told from those of a new run."""

_MOST_PUBLISHED_FROM = 256
"""How many addresses are remembered that a touch has published from."""


class Address:
    """The params of one browser tab, as one transaction reads and changes them.

    Args:
        query: the query port; only read here.
        scope: stands for the run where the port knows of none.

    Attributes:
        memory: what the session remembers of its address; a copy to work on.
        run: the script run in progress.
        token: the query's token for ``raw``.
        raw: the params as the port last gave them.
        params: the params that this transaction desires.
        claimed: a class has claimed the URL.
        purged: param -> the class whose claim removed it in this transaction.
        purgers: the classes that have claimed the URL for themselves.
        warn_length: the least ``url_warn_length`` of the classes that take part.
    """

    memory: AddressMemory
    token: object
    raw: Params
    params: Params
    claimed: bool
    purged: dict[str, str]
    purgers: dict[str, Spec]

    def __init__(self, query: QueryPort, scope: Run) -> None:
        known = query.run()
        self._query = query
        self._knows_runs = known is not None
        self.run: Run = known or scope
        self.warn_length: int = MOST_CHARACTERS

    def read(self, memory: AddressMemory | None) -> None:
        """Read the params, unless the session remembers what they are."""
        self.token = self._query.token()
        known = None if memory is None else memory.last_read
        if known is not None and known[0] == self.token:
            self.raw = known[1]
        else:
            self.raw = rules.with_texts(self._query.read())

    def start(self, memory: AddressMemory, *, enter: bool) -> bool:
        """Begin with nothing desired but what was read.

        Args:
            memory: what the session remembers of the address.
            enter: this is the first transaction of a run, or may be.

        Returns:
            Whether more of the memory has changed than what is known of the run.
        """
        self.memory = memory
        memory.last_read = self.token, self.raw
        self.claimed = self._grew = False
        self.purged, self.purgers = {}, {}
        self._seen_before: dict[str, Texts] = {}
        changed = enter and self._enter_run()
        self._start_from(self.raw)
        return changed

    def has_lost_run(self) -> bool:
        """Find out whether another run has begun since, to which the address belongs by now."""
        known = self._query.run()
        if known is None or known.owns_address or not self.run.owns_address:
            return False
        self.run = replace(self.run, owns_address=False)
        return True

    def _enter_run(self) -> bool:
        memory, run = self.memory, self.run
        changed = memory.run is not run.key and self._begin_run()
        if memory.page != run.page:
            memory.page, changed = run.page, True
            memory.visit += 1
        return changed

    def _begin_run(self) -> bool:
        memory, run = self.memory, self.run
        memory.earlier = (*memory.earlier, memory.run)[-_EARLIER:]
        if memory.page != run.page:
            memory.wrote, memory.pending = {}, {}
        pending = {} if run.history else memory.pending
        began = rules.with_texts(self._query.began()) if pending else self.raw
        memory.stale, left = stale_reads(pending, began)
        memory.stale_runs = memory.stale_runs + 1 if memory.stale else 0
        changed = len(left) != len(memory.pending)
        if changed:
            memory.pending = left
        if run.history is None:
            began = rules.with_texts(self._query.began())
            memory.entry = _hash(run.page, began) if memory.page == run.page else None
        memory.run, memory.purged = run.key, {}
        return changed

    def _start_from(self, raw: Params) -> None:
        """Take ``raw`` for the params that nothing has been changed of yet."""
        self.params = self._began = self._without_stale(raw)
        # After a stale read the browser is ahead of this run, unless our message has been lost,
        # as happens to a run that another one cuts short. Then the address is written once more,
        # even if that run has changed the params after this one had begun.
        lost = self._was_message_lost()
        self._shown = rules.publish(raw, self.memory.stale) if lost else self.params

    def _without_stale(self, raw: Params) -> Params:
        """The params as they are once our last write has arrived."""
        memory = self.memory
        if not memory.stale:
            return raw
        stale = [name for name, texts in memory.stale.items() if raw.get(name) == texts]
        return rules.publish(raw, {name: memory.pending[name].written for name in stale})

    def _was_message_lost(self) -> bool:
        # Where runs know of Back, to write what is shown already adds no entry to the history.
        patience = 2 if self.run.history is None else 1
        return bool(self.memory.stale) and self.memory.stale_runs >= patience

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to be published, and nothing was changed."""
        return self.params is self._began is self._shown

    def look(self) -> None:
        """Take in what was written past this transaction since it last looked."""
        token, raw = self._query.token(), rules.with_texts(self._query.read())
        outside = rules.changed_outside({n: self.raw.get(n) for n in {**self.raw, **raw}}, raw)
        self.params = rules.publish(self.params, outside)
        self._began = rules.publish(self._began, outside)
        self._shown = rules.publish(self._shown, outside)
        self.raw, self.token = raw, token
        self.memory.last_read = token, raw

    def unpublished(self) -> dict[str, Texts | None]:
        """Return what the browser shows of the params that are desired to be otherwise."""
        params, shown = self.params, self._shown
        return rules.changed_outside({n: params.get(n) for n in {**shown, **params}}, shown)

    def written(self) -> dict[str, Texts | None]:
        """Return the params that this transaction has changed, but for those that it purged."""
        names = {**self._began, **self.params}
        changed = rules.changed_outside({n: self._began.get(n) for n in names}, self.params)
        return {n: t for n, t in changed.items() if t is not None or n not in self.purged}

    def start_again(self, texts: Desired, states: Iterable[ClassState]) -> None:
        """Go on from what the session remembers and the query holds by now.

        Args:
            texts: what is to be written of the params.
            states: the states of classes that the session holds by now.
        """
        self.memory.last_read = self.token, self.raw
        for state in states:
            self._seen_before.update({n: t for n, t in state.last_seen.items() if t is not None})
        self._start_from(self.raw)
        self.params = rules.publish(self.params, texts)
        self.purged = {}

    def has_seen(self, params: Params) -> None:
        """Note params that a class has been brought together with, whatever it sees next."""
        self._seen_before.update(params)

    def expect_stale(self, written: Mapping[str, PendingWrite]) -> None:
        """Note what this run has begun with although the run before has replaced it since."""
        if written and not self.run.history:
            began = rules.with_texts(self._query.began())
            stale, _ = stale_reads(written, began)
            self.memory.stale = {**self.memory.stale, **stale}

    def written_by_other(self, name: str, namespace: str) -> bool:
        """Return whether the library wrote this param's present text for another class."""
        writer = self.memory.wrote.get(name)
        return writer is not None and writer[0] != namespace and writer[1] == self.params.get(name)

    def write(self, namespace: str, desired: Desired) -> None:
        """Desire these of a class's own params; the others stay as they are."""
        params, memory = self.params, self.memory
        changed = {n: texts for n, texts in desired.items() if params.get(n) != texts}
        if changed:
            self.params = rules.publish(params, changed)
            for name, texts in changed.items():
                if texts is None:
                    memory.wrote.pop(name, None)
                else:
                    memory.wrote[name] = namespace, texts
                    self._grew = self._grew or may_be_longer(params.get(name), texts)

    def purge(self, spec: Spec, states: Collection[ClassState]) -> dict[str, Texts]:
        """Remove the params that a claim of ``spec`` does not leave in the URL.

        Args:
            spec: the class that claims the URL.
            states: the states of all classes.

        Returns:
            What was removed.
        """
        self.purgers[spec.namespace] = spec
        if self.params.keys() <= spec.params.keys():
            return {}
        sharing = registry.sharing(spec)
        policy = rules.Policy(
            shared=sharing.params,
            protected=self._query.protected(),
            patterns=spec.config.keep_params,
            owned=registry.owned_params() if sharing.missing else None,
        )
        left = rules.purge(self.params, spec.params, policy)
        removed = {n: texts for n, texts in self.params.items() if n not in left}
        for name, texts in removed.items():
            self.purged[name] = spec.name
            if self._is_known(name, texts, states):
                self.memory.kept.pop(name, None)
            else:
                self.memory.kept[name] = texts
            self.memory.wrote.pop(name, None)
        if removed:
            self.params = left
        return removed

    def _is_known(self, name: str, texts: Texts, states: Iterable[ClassState]) -> bool:
        """Whether a text in the URL is no news: somebody has seen it."""
        written = None if self.run.owns_address else self.memory.pending.get(name)
        if written is not None and texts in written.replaced:
            return True  # a run has begun with it that has not looked at its address yet
        return self._seen_before.get(name) == texts or any(
            texts in (state.last_seen.get(name), state.desired.get(name)) for state in states
        )

    def was_published_from(self) -> bool:
        """Return whether a touch has published from here before, and no claim is made.

        Where nobody can tell that Back led here, publishing again would add an entry to the
        history each time, and nobody could get out of the app by Back.
        """
        memory, run = self.memory, self.run
        if run.history is not None or self.claimed or memory.stale:
            return False
        place = _hash(run.page, self._shown)
        if place in memory.published_from:
            # What the app's own code has made of the address since is no place to be left.
            return place == memory.entry
        memory.published_from = (*memory.published_from, place)[-_MOST_PUBLISHED_FROM:]
        return False

    def publishable(self, own: Callable[[], Collection[str]]) -> tuple[Limited, Collection[str]]:
        """Return the desired params without what nobody may move and what is too long.

        Args:
            own: gives the names that the library may leave out.

        Returns:
            The params, and the names of the protected ones that stay as they are.
        """
        raw, params, fixed = self.raw, self.params, {}
        protected = self._query.protected()
        if protected:
            fixed = {n: raw.get(n) for n in protected if raw.get(n) != params.get(n)}
            params = rules.publish(params, fixed)
        if not self._grew:
            return Limited(params, [], None), fixed
        return limited(params, own, self.warn_length), fixed

    def shows(self, params: Params) -> bool:
        """Return whether the browser shows these params."""
        return params == self._shown

    def will_be(self, params: Params) -> None:
        """Note what the address is about to be."""
        memory = self.memory
        if self._knows_runs:
            memory.pending = pending_after(memory.pending, self.raw, params)
            memory.stale = {}
            memory.purged = {**memory.purged, **self.purged}
        if memory.published_from:
            # The app itself leads there, so that it is no place to be left by Back.
            place = _hash(self.run.page, params)
            if place in memory.published_from:
                memory.published_from = tuple(p for p in memory.published_from if p != place)

    def is_now(self, params: Params) -> None:
        """Note what the address has just become."""
        self.token = self._query.token()
        self.memory.last_read = self.token, params


def _hash(page: str, params: Params) -> int:
    """Return what stands for a page and its params in the session."""
    return hash((page, frozenset(params.items())))
