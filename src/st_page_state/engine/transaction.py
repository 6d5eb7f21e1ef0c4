"""Transactions: everything between the first touch of an action and its one write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from threading import get_ident
from typing import Any

from st_page_state import trace
from st_page_state.declaration.places import Family
from st_page_state.declaration.spec import Spec
from st_page_state.engine import beginning, merge
from st_page_state.engine.address import Address
from st_page_state.engine.address_keys import Owner
from st_page_state.engine.changes import Changes
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.history import Recorder
from st_page_state.engine.memory import SessionMemory
from st_page_state.ports import SESSION_KEY, Ports, Texts
from st_page_state.trace import Copied, Event, Kind, shown_params
from st_page_state.url.rules import Desired


class Transaction:
    """A series of state changes that ends in one write of the session and one of the query.

    It works on a copy. Nothing reaches the ports before its commit, so a failed transaction
    changes nothing. It writes only the fields and params that it has changed; whatever other
    threads of the session have written meanwhile is kept.

    Args:
        ports: the session and the query.

    Attributes:
        memory: a copy of the session memory.
        changes: the changes to it; a class's state is copied before it changes.
        address: the params as they will be.
        quiet: writes do not claim the URL (inside ``on_init``, ``on_ready`` and ``on_adopt``).
        mute: hooks are not called (inside ``on_init`` and ``on_ready``).
        setting: classes whose ``before_set`` is running.
        initialising: classes whose ``on_init`` is running.
        events: the list that receives trace events, if any.
        cause: the hook that is running, or the key of the widget whose value is being set.
        thread: the thread that the transaction belongs to.
        ran_app_code: a hook, a callback or the block of a batch has run in it, and may have
            changed something in place that is part of the same action.
        watched: classes whose changes in place are part of the action, because they were not
            changed before it.
        at_end: the app's code has ended, and sees no errors.
        started: it can be committed: nothing has stopped the run while it started, or started over.
        over: the transaction has ended.
        clean: the namespaces of the classes that are clean.
        warnings: what the developer is told after the commit.
        noted: the number of events there were before its own.
        put: saved values were put into the store; from then on nothing is rolled back.
        recorder: what it does to the history, if anything.
        frozen: what hooks cannot set, because it is being undone or redone.
        submitting: the key of the form that is being submitted, which no touch applies.
        given: what cannot be rolled back, for each widget that was given a value: where to note
            that it was given up, its key and the value's repr.
    """

    memory: SessionMemory
    changes: Changes
    given: list[tuple[dict[str, str], str, str]]
    recorder: Recorder | None

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        self.address: Address = Address(ports.query, ports.scope)
        self.quiet = self.mute = self.at_end = self.over = self._followed = False
        self.ran_app_code: bool = False
        self.watched: set[str] = set()
        self.put = False
        self.thread: int = get_ident()
        self.setting: set[str] = set()
        self.initialising: set[str] = set()
        self.frozen: Family | None = None
        self.events: list[Event] | None = trace.here.get(trace.everywhere)
        self.cause: str = ""
        self.submitting = ""
        self.start()

    def start(self) -> None:
        """Start, or start over with no changes."""
        address, self.started = self.address, False
        base = beginning.read(self.ports, address)
        self.memory = beginning.working_copy(base, self.ports.session, address)
        self.changes = Changes(base, self.memory)
        address.states = self.memory.classes
        self.clean: set[str] = set()
        self.warnings: list[str] = []
        self.given = []
        self.recorder = None
        record = self.memory.record
        if record is not None and not isinstance(self.events, Copied):
            self.events = Copied(self.events)
        self.noted = len(self.events or ())
        enter = base is None or (address.run.owns_address and not self.is_followed_by(base))
        left_page = partial(beginning.has_left_page, self.ports.session, self.memory)
        self.changes.any = address.start(self.memory.address, enter=enter, left_page=left_page)
        self.started = True
        if record is not None:
            record.begin(self)

    def is_followed_by(self, now: SessionMemory | None) -> bool:
        """Return whether a later run has used the session since."""
        if now is not None and not self._followed:
            key, later = self.address.run.key, now.address.run
            self._followed = later is not key and (
                later is not self.changes.run or any(run is key for run in now.address.earlier)
            )
        return self._followed

    def look(self) -> None:
        """Include writes made outside this transaction since it last looked."""
        ports, address = self.ports, self.address
        if ports.query.token() == address.token:
            return
        address.has_lost_run()
        with ports.query.uninterrupted(), ports.lock:
            now: SessionMemory | None = ports.session.get(SESSION_KEY)
            if now is not self.changes.base:
                self.rebase(now)  # another thread of this session may have written
            address.look()
        if address.unknown is not None or address.asks:
            beginning.ask_store(address)
            self.changes.any = True
            with ports.lock:
                address.look()
        self.clean.clear()

    def holds(self, cls: Any) -> bool:
        """Return whether a class has a state of its own; a hook's error may have rolled that back.

        Then it has none, or still that of its former version.
        """
        spec: Spec = cls.__page_state__
        state = self.state(spec)
        return state is not None and state.spec is spec

    def state(self, spec: Spec) -> ClassState | None:
        """Return the state of a class, if it has one; a forgotten class has none."""
        gone = spec.namespace in self.changes.gone
        return None if gone else self.memory.classes.get(spec.namespace)

    def note(self, kind: Kind, cls: str, values: Mapping[str, str] | None = None) -> None:
        """Record an event; if its values are costly to format, check ``events`` first."""
        if self.events is not None:
            self.events.append(Event(kind, cls, values or {}, self.cause))

    def warn(self, about: str, text: str) -> None:
        """Warn the developer after the commit, once per session and key ``about``."""
        if about not in self.memory.warned:
            self.memory.warned |= {about}
            self.warnings.append(text)
            self.changes.any = True

    def _is_clean(self, state: ClassState, spec: Spec) -> bool:
        """Return whether nothing has changed since the class was last touched."""
        address = self.address
        return (
            state.spec is spec
            and not state.awaited
            and state.token == address.token
            and state.visit == address.memory.visit
            and address.is_unchanged
            # A new run may carry a text that a pending write replaced, which is either stale
            # or a change from outside. It may also bring values submitted in a form.
            # Whose values they are is seen once in a run.
            and (
                state.run is address.run.key
                or not (address.memory.pending or state.submits or state.saved)
            )
        )

    def find(self, spec: Spec) -> tuple[ClassState | None, bool]:
        """Return the state of a class, if it has one, and whether it is clean; if so, note it."""
        self.look()
        state = self.state(spec)
        if state is None or not self._is_clean(state, spec):
            return state, False
        return self.mark_clean(spec), True

    def mark_clean(self, spec: Spec) -> ClassState:
        """Record that a class is clean until the params change again."""
        state, address = self.memory.classes[spec.namespace], self.address
        state.run = address.run.key
        self.clean.add(spec.namespace)
        address.warn_length = min(address.warn_length, spec.config.url_warn_length)
        return state

    def mark_unclean(self, namespace: str) -> None:
        """Record that a class has to be reconciled again at its next touch."""
        self.clean.discard(namespace)

    def purge(self, spec: Spec) -> None:
        """Remove the params that a claim of ``spec`` does not keep in the URL."""
        removed = self.address.purge(spec, self.memory.classes.values())
        self.miss(removed)
        if removed and self.events is not None:
            self.note("purge", spec.name, shown_params(removed))

    def miss(self, names: Iterable[str]) -> None:
        """Make the owners of params reconcile again: their params are not in the URL."""
        missing = dict.fromkeys(names)
        if not missing:
            return
        for namespace in self.see_otherwise(missing):
            self.mark_unclean(namespace)

    def see_otherwise(self, params: Desired) -> list[str]:
        """Set ``params`` as last seen by their owners; return the owners' namespaces."""
        found: list[str] = []
        for namespace, state in list(self.memory.classes.items()):
            own = {name: texts for name, texts in params.items() if name in state.last_seen}
            if own:
                self.changes.own(namespace).last_seen = {**state.last_seen, **own}
                found.append(namespace)
        return found

    def roll_back(self, error: BaseException) -> None:
        """Record that no changes will be kept."""
        for given_up, key, value in self.given:
            given_up[key] = value  # or it would pass for user input
        if self.events is not None and len(self.events) > self.noted:
            self.note("rollback", "", {"because": type(error).__name__})

    def owner(self, name: str, texts: Texts) -> Owner | None:
        """Return the class and the field that a param's texts were written for; None if unknown."""
        classes = self.memory.classes
        namespace, written = self.address.memory.wrote.get(name, ("", None))
        if written == texts and namespace in classes:
            states = [classes[namespace]]
        else:  # it was adopted
            states = [state for state in classes.values() if state.desired.get(name) == texts]
        for state in states:
            if state.spec is not None and name in state.spec.params:
                return state.spec, state.spec.params[name]
        return None

    def rebase(self, now: SessionMemory | None, *, yields: bool = False) -> None:
        """Apply this transaction's changes to the current session memory and URL.

        The caller holds the session's lock.

        Args:
            now: the current session memory.
            yields: keep the values of fields that others have set, too.
        """
        address, changes = self.address, self.changes
        self.is_followed_by(now)  # later this transaction knows that run
        address.has_lost_run()
        texts, seen, pending = address.written(), address.raw, address.memory.pending
        if now is not None:
            address.learned = {**address.memory.stored, **now.address.stored, **address.learned}
        address.shared = {**address.memory.shared, **address.shared}
        address.read(None if now is None else now.address, again=True)
        if now is None:
            now = SessionMemory(address.raw, address.run.page)
        self.memory = merge.merged(changes, now, seen, yields=yields)
        self.memory.active.add(id(self))
        if self.recorder is not None:
            rebase = partial(merge.rebased, changes.was, now, self.memory)
            self.memory.history = self.recorder.replayed(now.history, rebase)
        changes.are_now(self.memory, now)
        address.states = self.memory.classes
        address.memory = self.memory.address
        if now.address.run is not address.run.key:
            written = address.memory.pending.items()
            address.expect_stale({n: write for n, write in written if pending.get(n) != write})
        for namespace in changes.origins.keys() - changes.gone:
            desired = self.memory.classes[namespace].desired
            own = [n for n in texts if n in desired and address.is_written_for(n, namespace)]
            texts.update({n: desired[n] for n in own})
            # The class has been reconciled with these, even if it has seen others since.
            address.has_seen({n: seen[n] for n in desired if n in seen})
        address.start_again(texts, now.classes.values())
        self.clean.clear()
        events, self.events = self.events, None  # these purges are already recorded
        for spec in address.purgers.values():
            self.purge(spec)
        self.events = events
