"""What an action works on: a copy of what the session holds, and the params to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.engine import merge
from st_page_state.engine.memory import ClassMemory, SessionMemory
from st_page_state.engine.merge import Origin
from st_page_state.ports import SESSION_KEY, Params, Ports, Run, Texts
from st_page_state.trace import Event, Kind, listening, shown_params
from st_page_state.url import rules
from st_page_state.url.length import MOST_CHARACTERS, may_be_longer
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Wanted

_EARLIER = 16
"""Of how many runs before the present one threads are told from those of a new run."""


class WorkingCopy:
    """A copy of what the session holds, and the params as they are going to be.

    Args:
        ports: the session and the query; only read here.

    Attributes:
        memory: the working copy; classes are copied into it by :meth:`own`.
        raw: the params as the port last gave them.
        params: the params as this action wants them.
        claimed: a class has claimed the URL.
        quiet: writes are no claims (inside ``on_init`` and ``on_adopt``).
        mute: hooks do not fire (inside ``on_init``).
        warn_length: the least ``url_warn_length`` of the classes that take part.
        setting: classes whose ``before_set`` is running.
        initialising: classes whose ``on_init`` is running.
        events: where what happens is noted, if somebody wants to know.
    """

    run: Run
    claimed: bool
    warn_length: int
    token: object
    memory: SessionMemory
    params: Params

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        known = ports.query.run()
        self._knows_runs = known is not None
        self.run = known or ports.scope
        self.quiet = self.mute = False
        self.warn_length = MOST_CHARACTERS
        self.setting: set[str] = set()
        self.initialising: set[str] = set()
        self.events: list[Event] | None = listening()
        self.start()

    def start(self) -> None:
        """Begin, or begin again with nothing done."""
        query = self.ports.query
        with self.ports.lock:  # or the one could be from before another thread's commit
            base: SessionMemory | None = self.ports.session.get(SESSION_KEY)
            self.token = query.token()
            known = None if base is None else base.address
            if known is not None and known[0] == self.token:
                self.raw: Params = known[1]
            else:
                self.raw = rules.with_texts(query.read())
        self._base = base
        if base is None:
            self.memory = SessionMemory(self.raw, self.run.page)
            self.memory.run = self.run.key
            self._was = self.memory.copy()
        else:
            self.memory = base.copy()
            self._was = base
        self._run_was = self.memory.run  # what lies in the session may be told of another one
        self.memory.address = (self.token, self.raw)
        self._owned: dict[str, Origin | None] = {}
        self._first: dict[str, ClassMemory] = {}
        self._noticed: dict[str, set[str]] = {}
        self._settled: set[str] = set()
        self._purged: dict[str, str] = {}
        self._purgers: dict[str, Spec] = {}
        self._seen_before: dict[str, Texts] = {}
        self._warnings: list[str] = []
        self._changed = self._prepared = self._grew = self.claimed = False
        self._published: Params | None = None
        self._given: list[tuple[dict[str, str], str, str]] = []
        self._noted = len(self.events or ())
        if base is None or not (self.run.foreign or self.is_followed_by(base)):
            self._go_on_with_run()
        self._begin_with(self.raw)

    def _has_lost_address(self) -> bool:
        """Find out whether another run has begun since, and exchanged the address."""
        known = self.ports.query.run()
        if known is None or not known.foreign or self.run.foreign:
            return False
        self.run = replace(self.run, foreign=True)
        return True

    def is_followed_by(self, now: SessionMemory | None) -> bool:
        """Whether a later run has been at work since."""
        return now is not None and any(key is self.run.key for key in now.earlier)

    def _go_on_with_run(self) -> None:
        memory, run = self.memory, self.run
        if memory.run is not run.key:
            self._begin_run()
        if memory.page != run.page:
            memory.page, self._changed = run.page, True
            memory.visit += 1

    def _begin_run(self) -> None:
        memory, run = self.memory, self.run
        memory.earlier = (*memory.earlier, memory.run)[-_EARLIER:]
        if memory.page != run.page:
            memory.wrote, memory.unconfirmed = {}, {}
        unconfirmed = {} if run.history else memory.unconfirmed
        began = rules.with_texts(self.ports.query.began()) if unconfirmed else self.raw
        memory.stale, left = stale_reads(unconfirmed, began)
        memory.late = memory.late + 1 if memory.stale else 0
        if len(left) != len(memory.unconfirmed):
            memory.unconfirmed, self._changed = left, True
        if run.history is None:
            began = rules.with_texts(self.ports.query.began())
            memory.entry = mark_of(run.page, began) if memory.page == run.page else None
        memory.run, memory.purged = run.key, {}

    def _expect_echoes_of(self, written: Mapping[str, PendingWrite]) -> None:
        """Note what this run has begun with although the run before has replaced it since."""
        if written and not self.run.history:
            began = rules.with_texts(self.ports.query.began())
            stale, _ = stale_reads(written, began)
            self.memory.stale = {**self.memory.stale, **stale}

    def _without_echoes(self, raw: Params) -> Params:
        """The params as they are once our last write has arrived."""
        memory = self.memory
        if not memory.stale:
            return raw
        stale = [n for n, texts in memory.stale.items() if raw.get(n) == texts]
        return rules.publish(raw, {n: memory.unconfirmed[n].written for n in stale})

    def _begin_with(self, raw: Params) -> None:
        """Take ``raw`` for the params that nothing has been changed of yet."""
        self.params = self._began = self._without_echoes(raw)
        # A stale echo: the browser is ahead of this run, unless our message has been lost, as
        # happens to a run that another one cuts short. Then the address is written once more,
        # even if that run has changed the params after this one had begun.
        lost = self._is_lost()
        self._shown = rules.publish(raw, self.memory.stale) if lost else self.params

    def _is_lost(self) -> bool:
        # Where runs know of Back, to write what is shown already adds no entry to the history.
        patience = 2 if self.run.history is None else 1
        return bool(self.memory.stale) and self.memory.late >= patience

    def note(self, kind: Kind, cls: str, values: Mapping[str, str] | None = None) -> None:
        """Note an event; where its values cost something, ask for ``events`` first."""
        if self.events is not None:
            self.events.append(Event(kind, cls, values or {}))

    def taken_back(self, error: BaseException) -> None:
        """Note that nothing of what this action has done will be kept."""
        for given_up, key, value in self._given:
            given_up[key] = value  # or it would be taken for what a user has entered
        if self.events is not None and len(self.events) > self._noted:
            self.note("undo", "", {"because": type(error).__name__})

    def look(self) -> None:
        """Take in what was written past this action since it last looked."""
        ports = self.ports
        if ports.query.token() == self.token:
            return
        self._has_lost_address()
        with ports.query.uninterrupted(), ports.lock:
            now: SessionMemory | None = ports.session.get(SESSION_KEY)
            if now is not self._base:
                self.rebase(now)  # another thread of this session may have written it
            token, raw = ports.query.token(), rules.with_texts(ports.query.read())
        outside = rules.changed_outside({n: self.raw.get(n) for n in {**self.raw, **raw}}, raw)
        self.params = rules.publish(self.params, outside)
        self._began = rules.publish(self._began, outside)
        self._shown = rules.publish(self._shown, outside)
        self.raw, self.token = raw, token
        self.memory.address = (token, raw)
        self._settled.clear()

    def leave_address(self) -> None:
        """Take the address for what it is, although something is missing in it."""
        params, shown = self.params, self._shown
        unpublished = rules.changed_outside({n: params.get(n) for n in {**shown, **params}}, shown)
        for namespace, held in list(self.memory.classes.items()):
            left = {name: texts for name, texts in unpublished.items() if name in held.seen}
            if left:
                self.own(namespace).seen = {**held.seen, **left}

    def address_will_be(self, params: Params) -> None:
        """Note what the address is about to be."""
        memory = self.memory
        if self._knows_runs:
            memory.unconfirmed = pending_after(memory.unconfirmed, self.raw, params)
            memory.stale = {}
            memory.purged = {**memory.purged, **self._purged}
        if memory.left and (mark := mark_of(self.run.page, params)) in memory.left:
            # The app itself leads there, so that it is no place to be left by Back.
            memory.left = tuple(other for other in memory.left if other != mark)

    def address_is(self, params: Params) -> None:
        """Note what the address has just become."""
        self.token = self.ports.query.token()
        self.memory.address = (self.token, params)

    def gave(self, held: ClassMemory, key: str, value: object) -> None:
        """Note that a widget has been given a value, which cannot be taken back."""
        self._given.append((held.given_up, key, repr(value)))

    def held(self, spec: Spec) -> ClassMemory | None:
        """Return what is held for a class, to read."""
        return self.memory.classes.get(spec.namespace)

    def own(self, namespace: str) -> ClassMemory:
        """Return what is held for a class, to change."""
        held = self.memory.classes[namespace]
        if namespace not in self._owned:
            version = held.version  # first: what is set from now on makes it another one
            copy = self.memory.classes[namespace] = held.copy()
            self._owned[namespace] = held, version, copy.values.copy()
            self._changed = True
            return copy
        return held

    def add(self, namespace: str, held: ClassMemory) -> None:
        """Hold something for a class that nothing was held for."""
        self.memory.classes[namespace] = held
        self._owned[namespace] = None
        self._changed = True

    def has_begun(self, namespace: str) -> None:
        """Note that what is held for a new class by now is what it begins with."""
        self._first[namespace] = self.memory.classes[namespace].copy()

    def has_noticed(self, namespace: str, names: Collection[str]) -> None:
        """Note fields that were not set here, but found to be changed in place."""
        self._noticed.setdefault(namespace, set()).update(names)

    def has_set(self, namespace: str, names: Collection[str]) -> None:
        """Note fields that were set here."""
        if self._noticed:
            self._noticed.get(namespace, set()).difference_update(names)

    def drop(self, namespace: str) -> None:
        """Hold nothing for a class that has not begun."""
        for where in (self.memory.classes, self._owned, self._first):
            where.pop(namespace, None)

    def is_settled(self, held: ClassMemory, spec: Spec) -> bool:
        """Return whether nothing has moved since a class was last touched."""
        memory = self.memory
        return (
            held.spec is spec
            and held.token == self.token
            and held.visit == memory.visit
            and self.params is self._began is self._shown
            # A run may show again what a write of ours has replaced; then it has to be seen
            # whether that is stale or news. And it may bring what was submitted in a form.
            and (held.run is self.run.key or not (memory.unconfirmed or held.submits))
        )

    def settle(self, spec: Spec) -> ClassMemory:
        """Note that a class has nothing left to do until the params change again."""
        held = self.memory.classes[spec.namespace]
        held.run = self.run.key
        self._settled.add(spec.namespace)
        self.warn_length = min(self.warn_length, spec.options.url_warn_length)
        return held

    def written_by_other(self, name: str, namespace: str) -> bool:
        """Return whether the library wrote this param's present text for another class."""
        writer = self.memory.wrote.get(name)
        return writer is not None and writer[0] != namespace and writer[1] == self.params.get(name)

    def write(self, spec: Spec, wanted: Wanted) -> None:
        """Want ``wanted`` of a class's own params, the others of which stay as they are."""
        params = self.params
        changed = {n: texts for n, texts in wanted.items() if params.get(n) != texts}
        if changed:
            self.params = rules.publish(params, changed)
            for name, texts in changed.items():
                if texts is None:
                    self.memory.wrote.pop(name, None)
                else:
                    self.memory.wrote[name] = (spec.namespace, texts)
                    self._grew = self._grew or may_be_longer(params.get(name), texts)

    def see(self, namespace: str) -> None:
        """Remember a class's own params as they are now."""
        held, params = self.memory.classes[namespace], self.params
        seen: Wanted = {name: params.get(name) for name in held.wanted}
        if seen == held.wanted:
            seen = held.wanted  # as is usual: one dict serves for both
        if seen is not held.seen:
            self.own(namespace).seen = seen

    def purge(self, spec: Spec) -> None:
        """Remove the params that a claim of ``spec`` does not leave in the URL."""
        self._purgers[spec.namespace] = spec
        if self.params.keys() <= spec.params.keys():
            return
        sharing = registry.sharing(spec)
        policy = rules.Policy(
            shared=sharing.params,
            protected=self.ports.query.protected(),
            patterns=spec.options.keep_params,
            owned=registry.owned_params() if sharing.missing else None,
        )
        left = rules.purge(self.params, spec.params, policy)
        removed = {n: texts for n, texts in self.params.items() if n not in left}
        if not removed:
            return
        for name, texts in removed.items():
            self._purged[name] = spec.name
            if self._knows(name, texts):
                self.memory.kept.pop(name, None)
            else:
                self.memory.kept[name] = texts
            self.memory.wrote.pop(name, None)
        self._miss(removed)
        self.params = left
        if self.events is not None:
            self.note("purge", spec.name, shown_params(removed))

    def _knows(self, name: str, texts: Texts) -> bool:
        """Whether a text in the URL is no news: somebody has seen it."""
        written = self.memory.unconfirmed.get(name) if self.run.foreign else None
        if written is not None and texts in written.replaced:
            return True  # a run has begun with it that has not looked at its address yet
        return self._seen_before.get(name) == texts or any(
            texts in (held.seen.get(name), held.wanted.get(name))
            for held in self.memory.classes.values()
        )

    def _miss(self, names: Collection[str]) -> None:
        """Tell the owners of params that these are not in the URL as they left them."""
        for namespace, held in list(self.memory.classes.items()):
            gone = [name for name in names if name in held.seen]
            if gone:
                self.own(namespace).seen = {**held.seen, **dict.fromkeys(gone)}
                self._settled.discard(namespace)

    def is_overtaken(self, now: SessionMemory | None) -> bool:
        """Whether anybody has written since what this action works on was read."""
        if now is not self._base or self.ports.query.token() != self.token:
            return True
        if (now is not None and now.run is not self._run_was) or self._has_lost_address():
            return True
        for namespace, was in self._owned.items():
            held = None if now is None else now.classes.get(namespace)
            if held is not None and (was is None or held.version != was[1]):
                return True
        return False

    def rebase(self, now: SessionMemory | None, *, yields: bool = False) -> None:
        """Go on from what the session and the URL hold by now, with what was changed here.

        The session's lock is held meanwhile.

        Args:
            now: what the session holds.
            yields: where others have set the same field, theirs stays.
        """
        self._has_lost_address()
        names = {**self._began, **self.params}
        changed = rules.changed_outside({n: self._began.get(n) for n in names}, self.params)
        texts = {n: t for n, t in changed.items() if t is not None or n not in self._purged}
        raw, looked_at = rules.with_texts(self.ports.query.read()), self.raw
        if now is None:
            now = SessionMemory(raw, self.run.page)
        mine = merge.Changes(
            self._was,
            self._run_was,
            self.memory,
            self._owned,
            self._first,
            self._noticed,
            looked_at,
        )
        began_with = self.memory.unconfirmed
        self.memory = merge.merged(mine, now, yields=yields)
        if now.run is not self.run.key:
            written = self.memory.unconfirmed.items()
            self._expect_echoes_of({n: w for n, w in written if began_with.get(n) != w})
        self._base = self._was = now
        self._run_was = now.run
        self.memory.active.add(id(self))
        for namespace in self._owned:
            theirs, held = now.classes.get(namespace), self.memory.classes[namespace]
            if theirs is not None:
                self._owned[namespace] = theirs, theirs.version, theirs.values.copy()
                continue
            self._owned[namespace] = None
            if namespace not in self._first and held.spec is not None:
                self._first[namespace] = ClassMemory(held.spec, held.visit)
        self.raw, self.token = raw, self.ports.query.token()
        self.memory.address = (self.token, raw)
        for namespace in self._owned:
            wanted = self.memory.classes[namespace].wanted
            texts.update({n: wanted[n] for n in texts if n in wanted})
            # The class has been brought together with these, whatever it has seen since.
            self._seen_before.update({n: looked_at[n] for n in wanted if n in looked_at})
        for held in now.classes.values():
            self._seen_before.update({n: t for n, t in held.seen.items() if t is not None})
        self._begin_with(raw)
        self.params = rules.publish(self.params, texts)
        self._settled.clear()
        self._purged = {}
        events, self.events = self.events, None  # these have been told of
        for spec in self._purgers.values():
            self.purge(spec)
        self.events = events
        self._prepared, self._published = False, None


def mark_of(page: str, params: Params) -> int:
    """Return what stands for a page and an address in the session."""
    return hash((page, frozenset(params.items())))
