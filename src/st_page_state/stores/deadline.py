"""The time that a call of a store may take, and what follows when it has run out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from st_page_state.errors import StoreUnavailableError
from st_page_state.stores.workers import run_in_worker

SECONDS = 2.0
"""How long a call may take."""
PAUSE = 5.0
"""How long a store is left alone after a call has taken longer."""
MOST = 64
"""How many calls of one store may run at once; calls that were given up count until they end."""

Answer = TypeVar("Answer")


class TimeIsUpError(Exception):
    """A call that watches the time itself has run out of it."""


class Deadline:
    """Bounds the calls of one store in time.

    After a call that ran out of time the others fail at once for a while. Then one call tries
    the store again, and until it has succeeded the others go on failing at once: a dead host
    costs one click its 2 seconds, not every click.

    Args:
        seconds: how long a call may take.
        clock: tells seconds that never go back.
        run: calls a function in another thread and waits so many seconds for it; False if
            they were not enough.
        on_timeout: called after a call in a worker has run out of time.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
        run: Callable[[Callable[[], None], float], bool] = run_in_worker,
        on_timeout: Callable[[], object] | None = None,
    ) -> None:
        self.seconds = seconds
        self.clock = clock
        self.on_timeout = on_timeout
        self._run = run
        self._shut_until: float | None = None
        self._begin()

    def in_worker(self, ask: Callable[[], Answer]) -> Answer:
        """Call a function in another thread, and give it up when the time has run out.

        Raises:
            StoreUnavailableError: it took too long, or an earlier one did.
        """
        self._enter()
        if self._pid != os.getpid():  # of the calls that ran before a fork none runs here
            self._begin()
        with self._lock:
            if self._running >= MOST:
                raise StoreUnavailableError(f"{MOST} calls are waiting for it")
            self._running += 1
        outcome: list[Any] = []

        def work() -> None:
            try:
                outcome.append((ask(), None))
            except BaseException as error:  # noqa: BLE001 - raised again by the waiting thread
                outcome.append((None, error))
            finally:
                with self._lock:
                    self._running -= 1

        if not self._run(work, self.seconds):
            self._shut()
            if self.on_timeout is not None:
                self.on_timeout()
            raise StoreUnavailableError(f"it did not answer within {self.seconds:g} seconds")
        self._shut_until = None
        answer, error = outcome[0]
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def in_this_thread(self, ask: Callable[[float], Answer]) -> Answer:
        """Call a function that raises :class:`TimeIsUpError` by itself.

        Args:
            ask: is given the time by the clock at which to give up.

        Raises:
            StoreUnavailableError: it took too long, or an earlier one did.
        """
        self._enter()
        try:
            answer = ask(self.clock() + self.seconds)
        except TimeIsUpError as error:
            self._shut()
            raise StoreUnavailableError(f"{error} for {self.seconds:g} seconds") from None
        except BaseException:
            self._shut_until = None  # an error, but an answer in time
            raise
        self._shut_until = None
        return answer

    def _begin(self) -> None:
        self._pid = os.getpid()
        self._lock = Lock()
        self._running = 0

    def _enter(self) -> None:
        if self._shut_until is None:
            return
        now = self.clock()
        if now < self._shut_until:
            raise StoreUnavailableError("it did not answer in time a moment ago")
        self._shut_until = now + self.seconds + PAUSE  # for the others, while this call tries

    def _shut(self) -> None:
        self._shut_until = self.clock() + PAUSE
