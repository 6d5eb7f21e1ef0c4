"""Many visitors at once, each in a thread of its own, until the time is over.

``python -m concurrency.soak --minutes 10`` runs them for that long; ``--seed`` has them do what
they did before, and ``--only`` one of them alone.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
import time
import traceback
import typing
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import EnumMeta
from typing import Any

from concurrency.visitor import NAMES, Remade, Script, Visitor, imported
from real_session import RealSession
from st_page_state.codecs import annotations
from st_page_state.declaration import registry
from st_page_state.engine.memory import ClassState, SessionMemory
from st_page_state.meta import PageStateMeta

THREADS = 64
SWITCHES = 1e-5
"""Seconds after which another thread's turn comes: many more races than by default."""

Tabs = Callable[[str], RealSession]


@dataclass
class Report:
    """What was done, and what went wrong."""

    seed: str
    runs: int = 0
    steps: int = 0
    reads: int = 0
    sessions: int = 0
    failures: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    """What of ended sessions and former runs is still in memory, by its kind."""

    def __str__(self) -> str:
        done = f"{self.runs:,} runs, {self.steps:,} steps, {self.reads:,} values compared"
        return f"seed {self.seed}: {done}, {self.sessions:,} sessions, left: {self.left}"


def soak(
    seed: str,
    seconds: float,
    *,
    threads: int = THREADS,
    only: int | None = None,
    tabs: Callable[[int], Tabs] = lambda _: RealSession,
) -> Report:
    """Let visitors do random things at once, and stop all at the first difference.

    Args:
        seed: decides on what each of them does.
        seconds: for how long.
        threads: how many visitors.
        only: one of them alone.
        tabs: what opens the tabs of a visitor, by its number.
    """
    report = Report(seed)
    former: list[weakref.WeakSet[Any]] = []
    before = _in_memory()
    with _many_switches():
        _run(report, seconds, range(threads) if only is None else [only], tabs, former)
    after = _in_memory()
    made = [cls for remade in former for cls in remade]
    report.left = {
        **{kind: count - before[kind] for kind, count in after.items()},
        "classes of former runs": sum(isinstance(cls, PageStateMeta) for cls in made),
        "Enums of former runs": sum(isinstance(cls, EnumMeta) for cls in made),
    }
    return report


def _in_memory() -> dict[str, int]:
    for forget in typing._cleanups:  # type: ignore[attr-defined]
        forget()  # Python itself keeps the last 128 annotations with all that hangs on them
    gc.collect()
    kept = [type(thing) for thing in gc.get_objects()]
    return {
        **{kind.__name__: kept.count(kind) for kind in (RealSession, SessionMemory, ClassState)},
        "places": len(registry._loaded),
        "codecs": sum(map(len, annotations._codecs.values())),
    }


def _run(
    report: Report,
    seconds: float,
    numbers: Sequence[int],
    tabs: Callable[[int], Tabs],
    former: list[weakref.WeakSet[Any]],
) -> None:
    over, lock = threading.Event(), threading.Lock()
    together = threading.Barrier(len(numbers))

    def work(number: int) -> None:
        script, zoom = _script(number)
        made: weakref.WeakSet[Any] = weakref.WeakSet()

        def noted() -> Mapping[str, Any]:
            names = script()
            if script is not imported:
                made.update(names[name] for name in (*NAMES, "Level"))
            return names

        visitor = None
        try:
            seen = Visitor(f"visitor{number}", f"{report.seed}/{number}", noted, zoom, tabs(number))
            visitor = seen
            together.wait()
            while not over.is_set():
                visitor.visit()
        except BaseException as error:  # noqa: BLE001 - pytest.raises fails with such a one
            over.set()
            done = "\n  ".join(visitor.done) if visitor else "nothing"
            where = f"seed {report.seed}, thread {number}, step {visitor.steps if visitor else 0}"
            told = "".join(traceback.format_exception(error))
            with lock:
                report.failures.append(f"{where}\n{told}after\n  {done}")
        if visitor is not None:
            with lock:
                former.append(made)
                for count in ("runs", "steps", "reads", "sessions"):
                    setattr(report, count, getattr(report, count) + getattr(visitor, count))

    workers = [threading.Thread(target=work, args=(number,)) for number in numbers]
    for worker in workers:
        worker.start()
    over.wait(seconds)
    over.set()
    for worker in workers:
        worker.join()


def _script(number: int) -> tuple[Script, int]:
    """Half of the visitors have their classes remade; some of those from an edited script."""
    if number % 2 == 0:
        return imported, 1
    zoom = 2 + number // 2 % 2
    return Remade(zoom), zoom


@contextmanager
def _many_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCHES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # That two classes take the address from each other is what is done here.
            warnings.filterwarnings("ignore", message="A change of ")
            yield
    finally:
        sys.setswitchinterval(before)


def main() -> None:
    """Run the visitors as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", default=os.urandom(4).hex())
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--only", type=int)
    told = parser.parse_args()
    print(f"seed {told.seed}, {told.threads} threads, {told.minutes} minutes", flush=True)
    began = time.monotonic()
    report = soak(told.seed, told.minutes * 60, threads=told.threads, only=told.only)
    print(report, f"{time.monotonic() - began:.0f} s", *report.failures, sep="\n")
    sys.exit(bool(report.failures))


if __name__ == "__main__":
    main()
