"""The end of a run: writes that it cannot interrupt, and what is done when it is over."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from typing import Any, Protocol

from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.adapters.private import found

RerunException: Any = found("streamlit.runtime.scriptrunner:RerunException") or ()
FINISHED = "on_script_finished"


def runner_of(context: Any) -> Any:
    return getattr(getattr(context, "_enqueue", None), "__self__", None)


def works_for_run(context: Any) -> bool:
    """Return whether this thread belongs to the script or to a parallel fragment."""
    runner = runner_of(context)
    script_thread = getattr(runner, "_script_thread", None)
    if script_thread is None or script_thread is threading.current_thread():
        return True
    # Parallel fragments exist in Streamlit 1.58 and newer.
    state = getattr(found(f"{get_script_run_ctx.__module__}:ThreadState"), "get", nothing)()
    return getattr(state, "is_parallel_worker", False) is True


class Uninterrupted(AbstractContextManager[None]):
    """A context in which a thread can finish its writes, with Streamlit's order of locks.

    A stopped script is stopped again at each use of the session and at each message, as long
    as its runner is marked as executing the script; that flag applies to the script's own
    thread. A parallel fragment is stopped by the coordinator in its context.

    Streamlit holds the session's lock while it calls callbacks. A thread that held a lock of
    ours while waiting for that one would deadlock, so that one is always acquired first.
    """

    __slots__ = ("_context", "_lock", "_undo")

    def __init__(self, context: Any, lock: Lock) -> None:
        self._context = context
        self._lock = lock
        self._undo: Callable[[], object] = nothing

    def __enter__(self) -> None:
        self._lock.acquire()
        runner: Any = getattr(self._context._enqueue, "__self__", None)  # noqa: SLF001
        script_thread = getattr(runner, "_script_thread", None)
        thread: Any = threading.current_thread()
        if script_thread is thread:
            self._undo = partial(setattr, runner, "_execing", runner._execing)  # noqa: SLF001
            runner._execing = False  # noqa: SLF001
        elif script_thread is not None:
            self._undo = partial(setattr, thread, _CONTEXT, getattr(thread, _CONTEXT, None))
            alone = copy.copy(self._context)
            alone.parallel_coordinator = None
            setattr(thread, _CONTEXT, alone)

    def __exit__(self, *error: object) -> None:
        self._undo()
        self._lock.release()


class AtEnd:
    """Stands in for ``on_script_finished`` of one session state, until a run has ended.

    Streamlit calls it after the script, or its fragment, unless an exception or ``st.stop()``
    has ended that, and outside of all of its handlers: nothing may be raised.
    """

    def __init__(self, context: Any) -> None:
        self.run: object = context.cursors
        self.calls: dict[str, Callable[[], None]] = {}
        self._context = context

    def __call__(self, *args: Any, **options: Any) -> None:
        context = self._context
        # A run that ends for another one leaves its changes to that one, and maybe its page.
        if context.cursors is self.run and options.get("remove_stale_widgets", bool(self.run)):
            try:
                with _executing(context):
                    for call in [*self.calls.values()]:  # a hook may ask for more
                        call()
            except RerunException as error:
                with suppress(Exception):  # it is ignored where no runner takes requests
                    context.script_requests.request_rerun(error.rerun_data)
            except BaseException:  # noqa: BLE001 - st.stop() has ended a hook
                pass
        session_state: Any = context.session_state
        session_state.__dict__.pop(FINISHED, None)
        session_state.on_script_finished(*args, **options)


@contextmanager
def _executing(context: Any) -> Generator[None, None, None]:
    """Mark the runner as executing the script, so that ``st.rerun()`` ends a hook there, too."""
    runner = runner_of(context)
    if not hasattr(runner, "_execing"):
        yield
        return
    before, runner._execing = runner._execing, True  # noqa: SLF001
    try:
        yield
    finally:
        runner._execing = before  # noqa: SLF001


def nothing() -> None:
    pass


class Lock(Protocol):
    """A lock that a thread may acquire again."""

    def acquire(self) -> object:
        """Wait until no other thread has the lock."""

    def release(self) -> None:
        """Give the lock back."""


_CONTEXT = "streamlit_script_run_ctx"
"""The attribute of a thread that holds the context of its run."""
