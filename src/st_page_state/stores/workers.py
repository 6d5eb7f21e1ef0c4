"""Threads that ask a store, so that the thread which wants the answer can give it up."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread

IDLE = 8
"""How many threads wait for more to do."""


class Worker(Thread):
    """A thread that does one thing after another."""

    def __init__(self) -> None:
        super().__init__(name="st_page_state store", daemon=True)
        self._wanted = Lock()
        self._wanted.acquire()
        self._job: tuple[Callable[[], None], Lock] | None = None
        self.start()

    def do(self, work: Callable[[], None]) -> Lock:
        """Begin to do something; return a lock that is released once it is done."""
        done = Lock()
        done.acquire()
        self._job = (work, done)
        self._wanted.release()
        return done

    def run(self) -> None:
        """Do what is wanted until there are enough others that wait."""
        while True:
            self._wanted.acquire()
            assert self._job is not None
            work, done = self._job
            self._job = None
            work()
            del work
            stays = len(_idle) < IDLE
            if stays:
                _idle.append(self)
            done.release()
            if not stays:
                return


_idle: list[Worker] = []
"""They belong to no store: what one store no longer needs another one may use."""


def run_in_worker(work: Callable[[], None], seconds: float) -> bool:
    """Do something in another thread; return whether that took no longer than so many seconds.

    Args:
        work: raises nothing. If it takes longer it goes on, and nobody waits for it.
        seconds: how long to wait.
    """
    try:
        worker = _idle.pop()
    except IndexError:
        worker = Worker()
    return worker.do(work).acquire(timeout=seconds)


with suppress(AttributeError):  # a child has none of its parent's threads; Windows no forks
    os.register_at_fork(after_in_child=_idle.clear)
