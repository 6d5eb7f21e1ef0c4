"""The commit: the one write of the session and of the params that ends a transaction."""

from __future__ import annotations

from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import warn
from st_page_state.ports import SESSION_KEY, Params
from st_page_state.trace import shown_params

_CAUSES = ("claim", "restore")
"""Kinds of events that lead to an update."""


class Commit:
    """The end of a transaction.

    Args:
        tx: the transaction.
    """

    __slots__ = ("_prepared", "_published", "_shown", "_tx")

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._prepared = False
        self._published: Params | None = None
        self._shown: Params = {}

    def write(self) -> None:
        """Write the session memory, then the params if they changed: both or neither.

        Streamlit may raise control flow exceptions at any use of the session. They must not
        interrupt a transaction half-way, so it is finished before they propagate.
        """
        try:
            self._write()
        except Exception as error:
            if not self._tx.put:
                self._tx.roll_back(error)
            raise
        except BaseException as error:
            self.finish(error)
            raise
        self._emit_warnings()

    def finish(self, error: BaseException) -> None:
        """Write although ``error`` ends the run; keep the fields that another run has set."""
        query = self._tx.ports.query
        ending = query.asked_by_app(error)
        # After st.switch_page the address is the new page's, as set by the app.
        self._write(yields=True, publish=ending != "switch_page")
        if ending == "rerun":
            query.tell_next_run(error)
        self._emit_warnings()

    def _emit_warnings(self) -> None:
        for text in self._tx.warnings:
            warn(text)

    def _write(self, *, yields: bool = False, publish: bool = True) -> None:
        tx = self._tx
        session, query, address = tx.ports.session, tx.ports.query, tx.address
        if not tx.started:
            return  # rolled back, and the run was stopped before it could begin again
        with query.uninterrupted(), tx.ports.lock:
            now: SessionMemory | None = session.get(SESSION_KEY)
            if now is not tx.memory and self._is_overtaken(now):
                if not tx.changes.any and address.is_unchanged:
                    return
                self._rebase(now, yields=yields and tx.is_followed_by(now))
                tx.changes.any = True
            self._prepare(publish=publish)
            memory = tx.memory
            tx.clean -= tx.changes.gone
            tx.changes.drop_gone()
            if now is not None and not tx.changes.any:
                self._pass_on_clean()
                now.address.pass_on(memory.address)
                return
            session[SESSION_KEY] = memory
            if self._published is not None:
                try:
                    query.replace(self._shown)
                except Exception:
                    self._keep_unpublished(now)
                    raise
                self._note_update(self._shown)
                address.is_now(self._published)
            self._pass_on_clean()
            if len(memory.active) == 1:
                for namespace in tx.changes.origins:
                    state = memory.classes[namespace]
                    if state.mutables:
                        state.mutables.keep(state.values)

    def _is_overtaken(self, now: SessionMemory | None) -> bool:
        """Return whether others have written since the transaction read its state."""
        tx = self._tx
        return (
            tx.changes.are_overtaken(now)
            or tx.ports.query.token() != tx.address.token
            or tx.address.has_lost_run()
        )

    def _rebase(self, now: SessionMemory | None, *, yields: bool = False) -> None:
        self._tx.rebase(now, yields=yields)
        self._prepared, self._published = False, None

    def _keep_unpublished(self, now: SessionMemory | None) -> None:
        """Take the session back after the params could not be written.

        What a store has been told stays: the next touch publishes it.
        """
        session = self._tx.ports.session
        if self._tx.put:
            self._rebase(now)
            self._prepare(publish=False)
            session[SESSION_KEY] = self._tx.memory
        elif now is None:
            del session[SESSION_KEY]
        else:
            session[SESSION_KEY] = now

    def _prepare(self, *, publish: bool) -> None:
        """Decide which params to publish; only once, because an interrupted write is repeated."""
        tx = self._tx
        if self._prepared:
            return
        plan = tx.address.plan(self._own_names, tx.owner, publish=publish)
        if plan is not None:
            tx.miss(plan.missing)
            tx.see_otherwise(plan.unpublished)
            if plan.warning is not None:
                tx.warn(*plan.warning)
            if plan.params is not None:
                self._published, self._shown = plan.params, plan.shown
                tx.changes.any = True
        self._prepared = True

    def _own_names(self) -> set[str]:
        return {name for state in self._tx.memory.classes.values() for name in state.desired}

    def _note_update(self, params: Params) -> None:
        tx = self._tx
        if tx.events is not None:
            causes = [e for e in tx.events[tx.noted :] if e.kind in _CAUSES]
            classes = ", ".join(dict.fromkeys(event.cls for event in causes))
            tx.note("update", classes, shown_params(params))

    def _pass_on_clean(self) -> None:
        for namespace in self._tx.clean:
            self._tx.memory.classes[namespace].token = self._tx.address.token
