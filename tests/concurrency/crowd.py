"""Concurrent visitors, each in their own thread, until the time is over."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

SWITCHES = 1e-5
"""Python's thread switch interval in seconds: many more races than by default."""


class DifferenceError(AssertionError):
    """State or address differ from the model."""


class Visitor(Protocol):
    """A visitor that acts at random and compares the results.

    Attributes:
        counts: the numbers of steps and comparisons, by kind.
        done: the last steps, for a message.
    """

    @property
    def counts(self) -> Counter[str]: ...

    @property
    def done(self) -> Sequence[str]: ...

    def visit(self) -> None: ...


@dataclass
class Report:
    """The visitors' counts, and their errors."""

    seed: str
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    """Objects of ended sessions and former runs that are still in memory, by kind."""

    def __str__(self) -> str:
        done = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        return f"seed {self.seed}: {done}" + (f", left: {self.left}" if self.left else "")


def numbers(visitors: int, only: int | None) -> Sequence[int]:
    """Return the numbers of the visitors, or only the given one."""
    return range(visitors) if only is None else [only]


def at_once(report: Report, seconds: float, opens: Mapping[int, Callable[[], Visitor]]) -> None:
    """Let visitors act at random at once; stop all at the first difference.

    Args:
        report: gets their counts.
        seconds: the duration.
        opens: makes each visitor, by its number, in its own thread.
    """
    over, lock = threading.Event(), threading.Lock()
    together = threading.Barrier(len(opens))

    def work(number: int, opened: Callable[[], Visitor]) -> None:
        visitor = None
        try:
            visitor = opened()
            together.wait()
            while not over.is_set():
                visitor.visit()
        except BaseException as error:  # noqa: BLE001 - pytest.raises fails with such a one
            over.set()
            together.abort()
            counts, last = (visitor.counts, visitor.done) if visitor else (Counter(), ["nothing"])
            told = "".join(traceback.format_exception(error))
            done = "\n  ".join(last)
            with lock:
                report.failures.append(
                    f"seed {report.seed}, visitor {number}, {dict(counts)}\n{told}after\n  {done}"
                )
        if visitor is not None:
            with lock:
                report.counts.update(visitor.counts)

    threads = [threading.Thread(target=work, args=each) for each in opens.items()]
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()


@contextmanager
def many_switches() -> Iterator[None]:
    """Switch threads as often as possible, and make each warning an error."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCHES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # Here two classes take the address from each other on purpose.
            warnings.filterwarnings("ignore", message="A change to ")
            yield
    finally:
        sys.setswitchinterval(before)


def command_line(
    soak: Callable[..., Report],
    description: str | None,
    visitors: int,
    *,
    minutes: float = 10,
    **flags: str,
) -> None:
    """Run the visitors as the command line says; exit code 1 if one saw a difference.

    Args:
        soak: runs them.
        description: its description.
        visitors: their default number.
        minutes: how long they run by default.
        flags: its other options, with their descriptions. Flags of other soaks are ignored, as
            nox passes them to each.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--seed", default=os.urandom(4).hex())
    parser.add_argument("--visitors", type=int, default=visitors)
    parser.add_argument("--only", type=int, help="the number of a visitor")
    for name, text in flags.items():
        parser.add_argument(f"--{name}", action="store_true", help=text)
    told = vars(parser.parse_known_args()[0])
    seed, minutes = told.pop("seed"), told.pop("minutes")
    print(f"seed {seed}, {told['visitors']} visitors, {minutes} minutes", flush=True)
    began = time.monotonic()
    report = soak(seed, minutes * 60, **told)
    print(report, f"{time.monotonic() - began:.0f} s", *report.failures, sep="\n")
    sys.exit(bool(report.failures))
