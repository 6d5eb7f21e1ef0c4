"""One action: all that happens between the first touch and the one write that ends it."""

from __future__ import annotations

import sys
import warnings
from contextvars import ContextVar, Token
from threading import get_ident
from types import TracebackType

from st_page_state.declaration.spec import Spec
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.working_copy import WorkingCopy, mark_of
from st_page_state.errors import PageStateWarning
from st_page_state.ports import SESSION_KEY, Params, Ports
from st_page_state.runtime import current_ports
from st_page_state.trace import shown_params
from st_page_state.url import rules
from st_page_state.url.length import limited

_MOST_LEFT = 256
"""How many addresses are remembered that a touch has published from."""

_CAUSES = ("claim", "restore")
"""The kinds of events that lead to an update."""

current: ContextVar[Action | None] = ContextVar("st_page_state_action", default=None)


class Action(WorkingCopy):
    """All that happens to the state up to one write of the session and one of the query.

    Nothing reaches the ports before :meth:`commit`, so an action that fails leaves no trace.
    What other threads of the session have written meanwhile stays: an action writes the fields
    and params that it has changed, and no others.

    Attributes:
        thread: the thread that it belongs to.
        over: it has ended.
        silent: it does not write the address.
    """

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports)
        self.thread: int = get_ident()
        self.over: bool = False
        self.silent: bool = False

    def warn(self, about: str, text: str) -> None:
        """Tell the developer something when the action is through, once a session."""
        if about not in self.memory.warned:
            self.memory.warned |= {about}
            self._warnings.append(text)

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
        """Write what the session holds, then the params, if they changed: both or neither.

        Streamlit raises its control flow out of any use of the session. Half an action must
        not be lost to that, so it is finished before the control flow goes on its way.
        """
        try:
            self._write()
        except Exception as error:
            self.taken_back(error)
            raise
        except BaseException as error:
            self.finish(error)
            raise
        for text in self._warnings:
            warnings.warn(text, PageStateWarning, stacklevel=_caller_level())

    def finish(self, error: BaseException) -> None:
        """Commit although ``error`` ends the run: what another run has set since stays."""
        query = self.ports.query
        ending = query.asked_by_app(error)
        if ending == "switch_page":
            # The address is that of the page to come by now, as the app has told it.
            self.silent = True
        self._write(yields=True)
        if ending == "rerun":
            query.tell_next_run(error)

    def _write(self, *, yields: bool = False) -> None:
        session = self.ports.session
        with self.ports.query.uninterrupted(), self.ports.lock:
            now: SessionMemory | None = session.get(SESSION_KEY)
            if now is not self.memory and self.is_overtaken(now):
                if not self._changed and self.params is self._began is self._shown:
                    return
                self.rebase(now, yields=yields and self.is_followed_by(now))
                self._changed = True
            self._prepare()
            memory = self.memory
            if now is not None and not self._changed:
                self._settle()
                now.pass_on(memory)
                return
            session[SESSION_KEY] = memory
            if self._published is not None:
                try:
                    self.ports.query.replace(self._published)
                except Exception:
                    if now is None:
                        del session[SESSION_KEY]
                    else:
                        session[SESSION_KEY] = now
                    raise
                self._note_update(self._published)
                self.address_is(self._published)
            self._settle()
            if len(memory.active) == 1:
                for namespace in self._owned:
                    held = memory.classes[namespace]
                    if held.mutables:
                        held.mutables.keep(held.values)

    def _prepare(self) -> None:
        """Find out what is to be published; once, as an interrupted write is made again."""
        if not self._prepared:
            if self.params != self._shown:
                params = self._writable()
                if params != self._shown:
                    self._publish_or_leave(params)
            self._prepared = True

    def _publish_or_leave(self, params: Params) -> None:
        if self.silent or self._was_left():
            self.leave_address()
        else:
            self._published, self._changed = params, True
            self.address_will_be(params)

    def _note_update(self, params: Params) -> None:
        if self.events is not None:
            causes = [e for e in self.events[self._noted :] if e.kind in _CAUSES]
            classes = ", ".join(dict.fromkeys(event.cls for event in causes))
            self.note("update", classes, shown_params(params))

    def _settle(self) -> None:
        for namespace in self._settled:
            self.memory.classes[namespace].token = self.token

    def _was_left(self) -> bool:
        """Whether this is where a touch has published from before, and no claim is made.

        Where nobody can tell that Back led here, publishing again would add an entry to the
        history each time, and nobody could get out of the app by Back.
        """
        memory, run = self.memory, self.run
        if run.history is not None or self.claimed or memory.stale:
            return False
        mark = mark_of(run.page, self._shown)
        if mark in memory.left:
            # What the app's own code has made of the address since is no place to be left.
            return mark == memory.entry
        memory.left = (*memory.left, mark)[-_MOST_LEFT:]
        return False

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
        fitting, left_out, warning = limited(params, self._own_names, self.warn_length)
        if warning is not None:
            self.warn(*warning)
            self._miss(left_out)
        return fitting

    def _own_names(self) -> set[str]:
        return {name for held in self.memory.classes.values() for name in held.wanted}


def _caller_level() -> int:
    """The ``stacklevel`` that makes a warning point at the app's own line."""
    package = __name__.partition(".")[0] + "."
    level, frame = 1, sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(package):
        level, frame = level + 1, frame.f_back
    return level


class Acting:
    """``with Acting() as action``: joins the action in progress, or is one of its own.

    An ``Exception`` out of the outermost block takes everything back. Streamlit's control
    flow (``st.rerun()``, ``st.stop()``) is no failure: what was done is kept and published.
    Whatever raises that, it is out of the app's code at once: only the library's own write at
    the end of the block is never stopped half-way.

    An action is its thread's own, and joined by nobody who comes after its end: a thread or
    task that was begun in the block inherits its context.
    """

    __slots__ = ("_action", "_token")

    def __enter__(self) -> Action:
        action = current.get()
        ports = current_ports()
        self._token: Token[Action | None] | None = None
        if (
            action is None
            or action.over
            or action.ports.session is not ports.session
            or action.thread != get_ident()
        ):
            action = Action(ports)
            action.memory.active.add(id(action))
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
        action = self._action
        current.reset(self._token)
        action.over = True
        try:
            if error is None:
                action.commit()
            elif not isinstance(error, Exception):
                action.finish(error)
            else:
                action.taken_back(error)
        finally:
            action.memory.active.discard(id(action))
