"""Rows about saved values: what a store adds to an action, a landing and a rerun.

Times are those of the clock, since other threads and processes do a part of the work.
"""

from __future__ import annotations

import random
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import perf_counter_ns
from typing import Any

from tests.benchmarks import scripts
from tests.benchmarks.measure import Pair, Row, Sample, pair
from tests.benchmarks.page import Page
from tests.benchmarks.tab import Tab, telemetry
from tests.drivers.servers import PostgreSQLServer, RedisServer, Server, missing

from st_page_state import StorePort
from st_page_state.persistence import Persistence
from st_page_state.runtime import saving_with
from st_page_state.stores import SQLiteStore, open_store
from st_page_state_fakes import FakeStore

IDENTITIES, VALUES = 10_000, 1_000_000
LONG = 1_500
"""The bytes of a stored value at least."""
SAVING, RERUN, FILLED = 3.0, 1.1, 1.5
ROUNDS = 41
SERVERS: Mapping[str, type[Server]] = {"PostgreSQL": PostgreSQLServer, "Redis": RedisServer}
SOURCE = """
class Kept(PageState):
    page: int = StateVar(default=1, url_key="page")
    title: str = ""
    body: str = ""
"""
PERSISTENT = f"{SOURCE}    class Config:\n        persist = 'user'\n"
PAGES: dict[str, Any] = {}
"""The class that the page of the rerun shows."""
PAGE = scripts.compiled(
    """
import streamlit as st
from tests.benchmarks.stores import PAGES
Kept = PAGES["Kept"]
st.text_input("Title", **Kept.bind("title"))
st.text_input("Body", **Kept.bind("body"))
st.write(f"Page {Kept.page}")
"""
)

filled = False
"""Whether to measure a full file too, which takes minutes to fill."""

Names = dict[str, Any]


def rows() -> Iterator[Row]:
    """Measure actions that save, landings and reruns with each store."""
    with telemetry(on=False), ExitStack() as open_for:
        folder = Path(open_for.enter_context(tempfile.TemporaryDirectory()))
        stores: dict[str, StorePort] = {"SQLite": SQLiteStore(folder / "state.db")}
        for name, kind in SERVERS.items():
            if missing(kind) is None:
                server = kind()
                open_for.callback(server.remove)
                stores[name] = open_store(server.address)
        names, plain = scripts.made(PERSISTENT), scripts.made(SOURCE)
        yield _calls(names)
        for name, store in stores.items():
            yield from _of(name, store, names, plain)
        if filled:
            full = SQLiteStore(folder / "full.db")
            fill(full, IDENTITIES, VALUES)
            yield from _filled(full, stores["SQLite"], names)
            full.close()


def fill(store: StorePort, identities: int, values: int) -> None:
    """Put saved values of so many identities, and so many stored values, into a store."""
    saved = b'{"at":0,"fields":{"title":"T","body":"B"},"version":1}'
    each = 2_000
    for keys, data in (
        (identities, lambda: saved),
        (values, lambda: b'"%s"' % random.randbytes(LONG // 2).hex().encode()),
    ):
        for start in range(0, keys, each):
            some = {secrets.token_urlsafe(16): data() for _ in range(min(each, keys - start))}
            store.add(some, timedelta(days=180))


def _of(name: str, store: StorePort, names: Names, plain: Names) -> Iterator[Row]:
    target = SAVING if name == "SQLite" else None
    saving, publishing = Acts(names, store), Acts(plain)
    yield _row(f"an action that saves, {name} / one that publishes",
               saving.action(), publishing.action(), target)  # fmt: skip
    yield _row(f"first touch with saved values, {name} / without persist",
               saving.landing(), publishing.landing())  # fmt: skip
    yield _row(f"unchanged rerun of a page with persist, {name} / without",
               saving.rerun(), publishing.rerun(), RERUN)  # fmt: skip


def _calls(names: Names) -> Row:
    store = FakeStore()
    rerun = Acts(names, store).rerun()  # the first run, which reads
    first = len(store.calls)
    rerun()
    made = len(store.calls) - first
    return Row("calls of an unchanged rerun with persist", Pair(made, 0), unit="calls", exact=True)


def _filled(full: StorePort, empty: StorePort, names: Names) -> Iterator[Row]:
    ours, reference = Acts(names, full), Acts(names, empty)
    what = f"{IDENTITIES:,} identities and {VALUES:,} values / of an empty one"
    yield _row(f"an action, SQLite of {what}", ours.action(), reference.action(), FILLED)
    yield _row(f"first touch, SQLite of {what}", ours.landing(), reference.landing(), FILLED)


class Acts:
    """What one visitor does, with a store or without.

    Args:
        names: a script's names, with the class.
        store: where its values are saved, if they are.
    """

    def __init__(self, names: Names, store: StorePort | None = None) -> None:
        self.cls = names["Kept"]
        self._saving = None if store is None else Persistence(store, "app", ("s",), lambda _: "ann")
        self._numbers = count(2)

    def action(self) -> Sample:
        """Return a sample of a change of a field that the URL shows."""
        tab = Tab("")

        def sample() -> float:
            with self._run(tab):
                self.cls.page
                number = next(self._numbers)
                return _timed(lambda: setattr(self.cls, "page", number))

        sample()
        return sample

    def landing(self) -> Sample:
        """Return a sample of the first touch in a session, of a class that has saved values."""

        def sample() -> float:
            with self._run(Tab("")):
                return _timed(lambda: self.cls.page)

        return sample

    def rerun(self) -> Sample:
        """Return a sample of a whole run that shows what another run has left."""
        page = Page(PAGE)

        def sample() -> float:
            PAGES["Kept"] = self.cls
            with saving_with(self._saving):
                return page.play()

        sample()
        return sample

    @contextmanager
    def _run(self, tab: Tab) -> Iterator[None]:
        with tab.run(), saving_with(self._saving):
            yield


def _row(name: str, ours: Sample, reference: Sample, target: float | None = None) -> Row:
    return Row(name, pair(ours, reference, target, ROUNDS), target=target)


def _timed(act: Callable[[], object]) -> float:
    begin = perf_counter_ns()
    act()
    return (perf_counter_ns() - begin) / 1000
