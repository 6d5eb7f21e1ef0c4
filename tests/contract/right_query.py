"""A query port with every capability, and decorators that register its wrong variants."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from drivers.ports import FakeQueryTab
from st_page_state import Params, QueryPort
from st_page_state.ports import Run
from st_page_state_fakes import FakeQuery


class RightQuery(FakeQuery):
    """A fake query that also knows about runs."""

    current: Run
    first: Params

    def begin(self, *, history: bool, page: str) -> None:
        self.current = Run(object(), page, history)
        self.first = self.read()

    def run(self) -> Run | None:
        return self.current

    def began(self) -> Params:
        return self.first


class RightQueryTab(FakeQueryTab):
    port: type[RightQuery] = RightQuery

    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        self.query: RightQuery = self.port(url, bound=bound)

    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        context = super().run(url)
        self.query.begin(history=history, page=page)
        return context


WRONG_QUERIES: dict[str, type[RightQueryTab]] = {}
"""Row -> a tab with a port that fails it."""


def query_port(row: str) -> Callable[[type[RightQuery]], type[RightQuery]]:
    """Register a query port with the defect that this row detects."""

    def note(defect: type[RightQuery]) -> type[RightQuery]:
        class Tab(RightQueryTab):
            port = defect

        WRONG_QUERIES[row] = Tab
        return defect

    return note


def query_tab(row: str) -> Callable[[type[RightQueryTab]], type[RightQueryTab]]:
    """Register a tab with the defect, in its runs, that this row detects."""

    def note(tab: type[RightQueryTab]) -> type[RightQueryTab]:
        WRONG_QUERIES[row] = tab
        return tab

    return note
