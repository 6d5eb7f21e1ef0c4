"""One action: all that happens between the first touch and the one write that ends it."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Collection, Mapping
from contextvars import ContextVar, Token
from types import TracebackType

from st_page_state import limits, rules
from st_page_state.errors import PageStateWarning
from st_page_state.memory import SESSION_KEY, ClassMemory, SessionMemory
from st_page_state.ports import Params, Ports, Run, Texts
from st_page_state.registry import Spec
from st_page_state.rules import Wanted
from st_page_state.runtime import current_ports
from st_page_state.trace import Event, Kind, listening, shown_params

_MOST_LEFT = 256
"""How many addresses are remembered that a touch has published from."""

_CAUSES = ("claim", "purge", "restore")
"""The kinds of events that lead to an update."""

current: ContextVar[Action | None] = ContextVar("st_page_state_action", default=None)


class Action:
    """A working copy of what the session holds, and the params as they are going to be.

    Nothing reaches the ports before :meth:`commit`, so an action that fails leaves no trace.

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
    warn_length: int
    token: object
    memory: SessionMemory
    params: Params

    def __init__(self, ports: Ports) -> None:
        self.ports = ports
        known = ports.query.run()
        self._knows_runs = known is not None
        self.run = known or ports.scope
        try:
            self._base: SessionMemory | None = ports.session[SESSION_KEY]
        except KeyError:
            self._base = None
        self.quiet = self.mute = False
        self.warn_length = rules.MOST_CHARACTERS
        self.setting: set[str] = set()
        self.initialising: set[str] = set()
        self.events: list[Event] | None = listening()
        self.start()

    def start(self) -> None:
        """Begin, or begin again with nothing done."""
        query, base = self.ports.query, self._base
        self.token = query.token()
        if base is None:
            self.raw: Params = rules.with_texts(query.read())
            self.memory = SessionMemory(self.raw, self.run.page)
            self.memory.run = self.run.key
        else:
            self.memory = base.copy()
            address = base.address
            known = address is not None and address[0] == self.token
            self.raw = address[1] if known and address else rules.with_texts(query.read())
        self.memory.address = (self.token, self.raw)
        self._owned: set[str] = set()
        self._settled: set[str] = set()
        self._purged: dict[str, str] = {}
        self._warnings: list[str] = []
        self._changed = base is None
        self._replaced = self._grew = self.claimed = False
        self._noted = len(self.events or ())
        if self.memory.run is not self.run.key:
            self._begin_run()
        if self.memory.page != self.run.page:
            self.memory.page, self._changed = self.run.page, True
        self.params = self._without_echoes(self.raw)
        # A stale echo: the browser is ahead of this run, unless our message has been lost, as
        # happens to a run that another one cuts short. Then the address is written once more.
        self._shown = self.raw if self._is_lost() else self.params

    def _begin_run(self) -> None:
        memory, run = self.memory, self.run
        if memory.page != run.page:
            memory.wrote, memory.unconfirmed, self._changed = {}, {}, True
        unconfirmed = {} if run.history else memory.unconfirmed
        arrived = all(self.raw.get(n) == write.written for n, write in unconfirmed.items())
        began = self.raw if arrived else rules.with_texts(self.ports.query.began())
        memory.stale, left = rules.echoes(unconfirmed, began)
        memory.late = memory.late + 1 if memory.stale else 0
        if len(left) != len(memory.unconfirmed):
            memory.unconfirmed, self._changed = left, True
        if run.history is None:
            began = rules.with_texts(self.ports.query.began())
            memory.entry = _mark(run.page, began) if memory.page == run.page else None
        memory.run, memory.purged = run.key, {}

    def _without_echoes(self, raw: Params) -> Params:
        """The params as they are once our last write has arrived."""
        memory = self.memory
        if not memory.stale:
            return raw
        stale = [n for n, texts in memory.stale.items() if raw.get(n) == texts]
        return rules.publish(raw, {n: memory.unconfirmed[n].written for n in stale})

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
        if self.events is not None and len(self.events) > self._noted:
            self.note("undo", "", {"because": type(error).__name__})

    def look(self) -> None:
        """Take in what was written past this action since it last looked."""
        token = self.ports.query.token()
        if token == self.token:
            return
        raw = rules.with_texts(self.ports.query.read())
        outside = rules.changed_outside({n: self.raw.get(n) for n in {**self.raw, **raw}}, raw)
        self.params = rules.publish(self.params, outside)
        self._shown = rules.publish(self._shown, outside)
        self.raw, self.token = raw, token
        self.memory.address = (token, raw)
        self._settled.clear()

    def held(self, spec: Spec) -> ClassMemory | None:
        """Return what is held for a class, to read."""
        return self.memory.classes.get(spec.namespace)

    def own(self, namespace: str) -> ClassMemory:
        """Return what is held for a class, to change."""
        if namespace not in self._owned:
            self.add(namespace, self.memory.classes[namespace].copy())
        return self.memory.classes[namespace]

    def add(self, namespace: str, held: ClassMemory) -> None:
        """Hold something for a class."""
        self.memory.classes[namespace] = held
        self._owned.add(namespace)
        self._changed = True

    def is_settled(self, held: ClassMemory, spec: Spec) -> bool:
        """Return whether nothing has moved since a class was last touched."""
        memory = self.memory
        return (
            held.spec is spec
            and held.token == self.token
            and held.page == self.run.page
            and self.params is self._shown
            # A run may show again what a write of ours has replaced; then it has to be seen
            # whether that is stale or news. And it may bring what was submitted in a form.
            and (held.run is self.run.key or not (memory.unconfirmed or held.submits))
            and not memory.kept
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
        """Want ``wanted`` of a class's own params."""
        params = self.params
        changed = {n: texts for n, texts in wanted.items() if params.get(n) != texts}
        if changed:
            self.params = rules.publish(params, changed)
            for name, texts in changed.items():
                if texts is None:
                    self.memory.wrote.pop(name, None)
                else:
                    self.memory.wrote[name] = (spec.namespace, texts)
                    self._grew = self._grew or rules.may_be_longer(params.get(name), texts)
        self.see(spec.namespace)

    def see(self, namespace: str) -> None:
        """Remember a class's own params as they are now."""
        held, params = self.memory.classes[namespace], self.params
        if held.wanted.items() <= params.items():
            seen = held.wanted  # as is usual: one dict serves for both
        else:
            seen = {name: params.get(name) for name in held.wanted}
        if seen is not held.seen:
            self.own(namespace).seen = seen

    def purge(self, spec: Spec, left: Params) -> None:
        """Leave only ``left`` of the params, by a claim of ``spec``."""
        removed = {n: texts for n, texts in self.params.items() if n not in left}
        for name, texts in removed.items():
            self._purged[name] = spec.name
            if not self._knows(name, texts):
                self.memory.kept[name] = texts
            self.memory.wrote.pop(name, None)
        self._miss(removed)
        self.params = left
        if self.events is not None:
            self.note("purge", spec.name, shown_params(removed))

    def _knows(self, name: str, texts: Texts) -> bool:
        """Whether a text in the URL is no news: it is ours, or somebody has seen it."""
        memory = self.memory
        return (
            memory.wrote.get(name, (None, None))[1] == texts
            or memory.landing.get(name) == texts
            or any(held.seen.get(name) == texts for held in memory.classes.values())
        )

    def _miss(self, names: Collection[str]) -> None:
        """Tell the owners of params that these are not in the URL as they left them."""
        for namespace, held in list(self.memory.classes.items()):
            gone = [name for name in names if name in held.seen]
            if gone:
                self.own(namespace).seen = {**held.seen, **dict.fromkeys(gone)}
                self._settled.discard(namespace)

    def warn(self, about: str, text: str) -> None:
        """Tell the developer something when the action is through, once a session."""
        if about not in self.memory.warned:
            self.memory.warned |= {about}
            self._warnings.append(text)
            self._changed = True

    def warn_of_restored(self, spec: Spec, names: list[str]) -> None:
        """Tell of params that were purged and put back in one run: two history entries."""
        for name in names:
            purger = self.memory.purged.get(name)
            if purger is not None and purger != spec.name:
                self.warn(
                    f"purge {purger} {spec.name}",
                    f"A change of {purger} removed ?{name}= from the URL, and {spec.name} put it "
                    "back in the same run: two history entries for one click. If both belong "
                    f"in the URL, write share_url_with = [{spec.name!r}] in {purger}.Config.",
                )

    def commit(self) -> None:
        """Write the params, if they changed, then what the session holds.

        Streamlit raises its control flow out of any use of the session. Half an action must
        not be lost to that, so it is finished before the control flow goes on its way.
        """
        try:
            self._write()
        except Exception as error:
            self.taken_back(error)
            raise
        except BaseException:
            self.finish()
            raise
        for text in self._warnings:
            warnings.warn(text, PageStateWarning, stacklevel=_caller_level())

    def finish(self) -> None:
        """Commit although the run is being stopped, unless another run has gone on already."""
        with self.ports.query.uninterrupted():
            memory = self.ports.session.get(SESSION_KEY)
            if memory is None or self._base is None or memory.version == self._base.version:
                self._write()

    def _write(self) -> None:
        if not self._replaced and self.params != self._shown:
            if self._was_left():
                self._leave_as_it_is()
            else:
                self._replace()
        for namespace in self._settled:
            self.memory.classes[namespace].token = self.token
        base = self._base
        if base is None or self._changed:
            self.memory.version = 1 + (0 if base is None else base.version)
            self.ports.session[SESSION_KEY] = self.memory
        else:
            base.pass_on(self.memory)

    def _was_left(self) -> bool:
        """Whether this is where a touch has published from before, and no claim is made.

        Where nobody can tell that Back led here, publishing again would add an entry to the
        history each time, and nobody could get out of the app by Back.
        """
        memory, run = self.memory, self.run
        if run.history is not None or self.claimed or memory.stale:
            return False
        mark = _mark(run.page, self._shown)
        if mark in memory.left:
            # What the app's own code has made of the address since is no place to be left.
            return mark == memory.entry
        memory.left, self._changed = (*memory.left, mark)[-_MOST_LEFT:], True
        return False

    def _leave_as_it_is(self) -> None:
        """Take the address for what it is, although something is missing in it."""
        shown = self._shown
        for namespace, held in list(self.memory.classes.items()):
            seen = {name: shown.get(name) for name in held.seen}
            if seen != held.seen:
                self.own(namespace).seen = seen
        self.params, self._replaced = shown, True

    def _replace(self) -> None:
        params = self._writable()
        if params != self._shown:
            query, memory = self.ports.query, self.memory
            query.replace(params)
            if self.events is not None:
                causes = [e for e in self.events[self._noted :] if e.kind in _CAUSES]
                classes = ", ".join(dict.fromkeys(event.cls for event in causes))
                self.note("update", classes, shown_params(params))
            if self._knows_runs:
                memory.unconfirmed = rules.unconfirmed_after(memory.unconfirmed, self.raw, params)
                memory.stale = {}
                memory.purged = {**memory.purged, **self._purged}
            self.token, self._changed = query.token(), True
            memory.address = (self.token, params)
            if memory.left and (mark := _mark(self.run.page, params)) in memory.left:
                # The app itself leads there, so that it is no place to be left by Back.
                memory.left = tuple(other for other in memory.left if other != mark)
        self._replaced = True

    def _writable(self) -> Params:
        """The params without what is not ours to move or would not survive a reload."""
        raw, params = self.raw, self.params
        protected = self.ports.query.protected()
        if protected:
            fixed = {n: raw.get(n) for n in protected if raw.get(n) != params.get(n)}
            params = rules.publish(params, fixed)
            self._miss(fixed)
        if not self._grew:
            return params
        fitting, left_out, warning = limits.fitted(params, self._own_names, self.warn_length)
        if warning is not None:
            self.warn(*warning)
            self._miss(left_out)
        return fitting

    def _own_names(self) -> set[str]:
        return {name for held in self.memory.classes.values() for name in held.wanted}


def _mark(page: str, params: Params) -> int:
    return hash((page, frozenset(params.items())))


def _caller_level() -> int:
    """The ``stacklevel`` that makes a warning point at the app's own line."""
    package = __name__.rpartition(".")[0] + "."
    level, frame = 1, sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(package):
        level, frame = level + 1, frame.f_back
    return level


class Acting:
    """``with Acting() as action``: joins the action in progress, or is one of its own.

    An ``Exception`` out of the outermost block takes everything back. Streamlit's control
    flow (``st.rerun()``, ``st.stop()``) is no failure: what was done is kept and published.
    """

    __slots__ = ("_action", "_token")

    def __enter__(self) -> Action:
        action = current.get()
        ports = current_ports()
        self._token: Token[Action | None] | None = None
        if action is None or action.ports.session is not ports.session:
            action = Action(ports)
            self._token = current.set(action)
        self._action = action
        return action

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._token is None:
            return
        current.reset(self._token)
        if error is None:
            self._action.commit()
        elif not isinstance(error, Exception):
            self._action.finish()
        else:
            self._action.taken_back(error)
