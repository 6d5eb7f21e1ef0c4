"""Visitors in several processes whose values are saved in one store, for each kind of store.

``python -m concurrency.saved --minutes 1`` runs them for that long on each store; ``--seed``
repeats their actions, and ``--only`` runs one visitor alone. A server that is missing is named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from concurrency.crowd import Report, at_once, command_line, numbers
from concurrency.measured import Measured
from concurrency.savers import CROWDED, Board, Saver
from drivers.servers import PostgreSQLServer, RedisServer, missing
from st_page_state import PageStateWarning, StorePort, use_ports
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state.stores import open_store
from st_page_state_fakes import FakeQuery, FakeSession

VISITORS, PROCESSES, APP = 64, 4, "soak"
SLOWEST = "ms for the slowest call"
STORES = ("sqlite", "postgresql", "redis")


def soak(
    seed: str,
    seconds: float,
    *,
    visitors: int = VISITORS,
    only: int | None = None,
    stores: tuple[str, ...] = STORES,
    processes: int = PROCESSES,
) -> Report:
    """Let visitors act at random at once, on one store after another.

    Args:
        seed: the seed of all visitors.
        seconds: the duration for each store.
        visitors: their number, in all processes.
        only: the number of the only visitor to run.
        stores: the kinds of stores.
        processes: how many processes use a store at once.
    """
    whole = Report(seed)
    for store in stores:
        with _address(store) as address:
            if address is None:
                continue
            report = on_store(seed, seconds, address, visitors, only, processes)
        print(f"{store}: {report}", flush=True)
        slowest = max(report.counts.pop(SLOWEST), whole.counts.pop(SLOWEST, 0))
        whole.counts += report.counts
        whole.counts[SLOWEST] = slowest
        whole.failures += [f"{store}: {failure}" for failure in report.failures]
    return whole


def on_store(
    seed: str, seconds: float, address: str, visitors: int, only: int | None, processes: int
) -> Report:
    """Let visitors act in several processes, and compare what the store has in the end."""
    report, last = Report(seed), dict[int, str]()
    # Neighbors are together, and so those who share an identity are in several processes.
    known, each = numbers(visitors, only), -(-visitors // processes)
    shares = [[*known[n : n + each]] for n in range(0, len(known), each)]
    given = [json.dumps([address, seed, seconds, share]) for share in shares]
    command = [sys.executable, "-m", "concurrency.saved", "--part"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    children = [
        subprocess.Popen([*command, one], stdout=subprocess.PIPE, text=True, env=env)
        for one in given
    ]
    slowest = 0.0
    for child in children:
        said, _ = child.communicate()
        if child.returncode:
            report.failures.append(f"a process ended with {child.returncode}: {said[-2000:]}")
            continue
        told = json.loads(said.splitlines()[-1])
        report.counts.update(told["counts"])
        report.failures += told["failures"]
        slowest = max(slowest, told["slowest"])
        last |= {int(number): text for number, text in told["last"].items()}
    report.counts[SLOWEST] = round(slowest * 1000)
    store: Any = open_store(address)
    with closing(store):
        report.failures += lost(store, last)
    return report


def lost(store: StorePort, last: dict[int, str]) -> list[str]:
    """Return what a store does not have of what visitors have set last."""
    wrong: list[str] = []
    for number, text in last.items():
        visitor = Saver(number, "", partial(_persistence, store))
        with use_ports(FakeSession(), FakeQuery()), saving_with(_persistence(store, visitor.group)):
            found = getattr(Board, visitor.slot)
        if found != text:
            wrong.append(f"{visitor.group} has {found!r} of visitor {number}, who set {text!r}")
    return wrong


def part(
    store: StorePort, seed: str, seconds: float, visitors: list[int]
) -> tuple[Report, dict[int, str], float]:
    """Let visitors act in this process.

    Returns:
        The report, what each visitor set last, and the seconds that the slowest call took.
    """
    report, measured = Report(seed), Measured(store)
    savers: dict[int, Saver] = {}

    def opened(number: int) -> Saver:
        savers[number] = saver = Saver(number, f"{seed}/{number}", partial(_persistence, measured))
        return saver

    opens: dict[int, Callable[[], Saver]] = {n: partial(opened, n) for n in visitors}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message=CROWDED, category=PageStateWarning)
        at_once(report, seconds, opens)
        for number, saver in savers.items():
            if not report.failures:
                try:
                    saver.end()
                except AssertionError as error:
                    report.failures.append(f"visitor {number}, in the end: {error}")
    report.counts["calls"] = measured.calls
    return report, {number: saver.last for number, saver in savers.items()}, measured.slowest


def _persistence(store: StorePort, identity: str) -> Persistence:
    # Without a secret: the first of all visitors makes it.
    return Persistence(store, APP, (), lambda source: identity if source == "user" else None)


@contextmanager
def _address(store: str) -> Iterator[str | None]:
    if store == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'state.db'}"
        return
    kind = {"postgresql": PostgreSQLServer, "redis": RedisServer}[store]
    if reason := missing(kind):
        print(f"{store}: {reason}", flush=True)
        yield None
        return
    server = kind()
    try:
        yield server.address
    finally:
        server.remove()


def _part(given: str) -> None:
    address, seed, seconds, visitors = json.loads(given)
    report, last, slowest = part(open_store(address), seed, seconds, visitors)
    told = {"counts": report.counts, "failures": report.failures, "last": last, "slowest": slowest}
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        _part(sys.argv[2])
    else:
        command_line(soak, __doc__, VISITORS, minutes=1)
