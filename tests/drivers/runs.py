"""Tabs on the plain fakes whose runs a test makes: a query that knows of runs, as Streamlit's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from st_page_state import Params, Run, use_ports
from st_page_state_fakes import FakeQuery, FakeSession
from st_page_state_fakes.store import FakeStore


class RunningQuery(FakeQuery):
    """A query that knows of runs.

    Attributes:
        now: the run in progress.
        began_with: the params that it began with.
    """

    now = Run(key=object())
    began_with: Params

    def run(self) -> Run:
        return self.now

    def began(self) -> Params:
        return self.began_with

    def begin(
        self, *, page: str = "", history: bool | None = False, from_browser: bool = True
    ) -> None:
        """Begin another run."""
        self.now = Run(object(), page, history, from_browser=from_browser)
        self.began_with = self.params


class PlainTab:
    """One browser tab, which several threads may use."""

    query: Any

    def __init__(self, query: FakeQuery) -> None:
        self.session, self.query = FakeSession(), query

    def ports(self) -> AbstractContextManager[None]:
        """Use its ports in the run there is."""
        return use_ports(self.session, self.query)

    def elsewhere(self, work: Callable[[], object]) -> None:
        """Do something in another thread of the session, now."""

        def run() -> None:
            with self.ports():
                work()

        in_a_thread(run)


class RunningTab(PlainTab):
    """One browser tab whose runs the test makes."""

    def __init__(self, url: str = "") -> None:
        super().__init__(RunningQuery(url))

    @contextmanager
    def run(
        self,
        url: str | None = None,
        *,
        page: str = "",
        history: bool | None = False,
        from_browser: bool = True,
    ) -> Iterator[None]:
        if url is not None:
            self.query.go(url)
        self.query.begin(page=page, history=history, from_browser=from_browser)
        with self.ports():
            yield

    def rerun(self, *, page: str = "") -> AbstractContextManager[None]:
        """Make a run that the app itself has asked for."""
        return self.run(page=page, from_browser=False)

    @property
    def sent(self) -> int:
        return len(self.query.updates)


class StoreTab(RunningTab):
    """A tab of an app with a store.

    Args:
        store: the store, if there is one.
        url: the address that its session begins with.
        identity: whose the saved values are.
    """

    def __init__(
        self, store: FakeStore | None, url: str = "", identity: str | None = "ann"
    ) -> None:
        super().__init__(url)
        self.store, self.identity = store, identity

    def ports(self) -> AbstractContextManager[None]:
        return use_ports(self.session, self.query, store=self.store, identity=self.identity)


def in_a_thread(work: Callable[[], object]) -> None:
    """Do something in another thread, now; raise its error here."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
