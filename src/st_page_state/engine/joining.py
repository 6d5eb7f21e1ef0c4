"""Joining: one transaction at a time, which all code of its thread takes part in."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from contextvars import ContextVar, Token
from threading import get_ident
from types import TracebackType

from st_page_state.engine.commit import Commit
from st_page_state.engine.in_place import end_action
from st_page_state.engine.steps import close
from st_page_state.engine.storing import keep
from st_page_state.engine.transaction import Transaction
from st_page_state.runtime import current_ports

current: ContextVar[Transaction | None] = ContextVar("st_page_state_transaction", default=None)


class transaction(AbstractContextManager[Transaction]):  # noqa: N801 - used as a function
    """Join the transaction in progress, or start one: ``with transaction() as tx``.

    An ``Exception`` that leaves the outermost block rolls everything back. Streamlit's control
    flow (``st.rerun()``, ``st.stop()``) is not a failure: all changes are kept and published.
    It ends the app's code at once; only the library's own write at the end of the block is
    never interrupted.

    A transaction belongs to one thread and cannot be joined after its end, although threads
    and tasks started in the block inherit its context. Until then tasks join it: what they
    read is what the block has written, and it may wait for them.

    A block in a generator ends with the generator, at whatever place that is.
    """

    __slots__ = ("_token", "_transaction")

    def __enter__(self) -> Transaction:
        joined = current.get()
        ports = current_ports()
        self._token: Token[Transaction | None] | None = None
        if (
            joined is None
            or joined.over
            or joined.ports.session is not ports.session
            or joined.thread != get_ident()
        ):
            joined = Transaction(ports)
            joined.memory.active.add(id(joined))
            self._token = current.set(joined)
        self._transaction = joined
        return joined

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._token is None:
            return
        own = self._transaction
        try:
            if own.ran_app_code and _is_asked_for(own, error):
                end_action(own)  # which may call hooks, and they join
        except BaseException as raised:
            self._end(own, raised)
            raise
        self._end(own, error)

    def _end(self, own: Transaction, error: BaseException | None) -> None:
        assert self._token is not None
        with suppress(ValueError):  # something else, an event loop for instance, ends a generator
            current.reset(self._token)
        own.over = True
        try:
            if error is None:
                close(own)
                keep(own)
                Commit(own).write()
            elif isinstance(error, GeneratorExit) and own.thread != get_ident():
                own.roll_back(error)  # the garbage collector of any thread
            elif not isinstance(error, Exception):
                close(own)
                keep(own)
                Commit(own).finish(error)
            else:
                own.roll_back(error)
        finally:
            own.memory.active.discard(id(own))
            if own.memory.record is not None:
                own.memory.record.end(own)


def _is_asked_for(tx: Transaction, error: BaseException | None) -> bool:
    """Return whether the app's code has come to its end, or has ended itself by a command."""
    if error is None or isinstance(error, Exception):
        return error is None
    return tx.ports.query.asked_by_app(error) is not None
