"""Names and texts of links: nothing of them stays in the process once their sessions are gone."""

from __future__ import annotations

import gc
import tracemalloc

from real_session import RealSession
from st_page_state import PageState, StateVar

LENGTH, VISITS = 100_000, 60


class Visited(PageState):
    n: int = StateVar(default=0, url_key="visited_n")
    text: str = StateVar(default="", url_key="visited_text")


def visit(number: int) -> None:
    name = f"{number}{'x' * LENGTH}"
    session = RealSession(f"embed=true&{name}={name}&visited_text={name}&visited_n={name}")
    with session.run():
        assert Visited.url_errors().keys() == {"n"}
        Visited.n += 1


def test_visits_with_long_names_leave_nothing() -> None:
    visit(-1)
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(VISITS):
        visit(number)
    visit(-1)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < 30 * LENGTH  # the last visit, which the thread remembers
