"""Tabs on the plain fakes whose runs a test makes: a query that knows of runs, as Streamlit's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from st_page_state import Params, Run, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


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


class RunningTab:
    """One browser tab whose runs the test makes."""

    def __init__(self, url: str = "") -> None:
        self.session, self.query = FakeSession(), RunningQuery(url)

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
        with use_ports(self.session, self.query):
            yield

    @contextmanager
    def rerun(self, *, page: str = "") -> Iterator[None]:
        """Make a run that the app itself has asked for."""
        self.query.begin(page=page, from_browser=False)
        with use_ports(self.session, self.query):
            yield

    @property
    def sent(self) -> int:
        return len(self.query.updates)
