"""Classes that share the URL return to their page together."""

from __future__ import annotations

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar
from st_page_state.trace import trace


class Filters(PageState):
    q: str = StateVar(default="", url_key="q")

    class Config:
        share_url_with = ("Sorting",)


class Sorting(PageState):
    by: str = StateVar(default="name", url_key="by")


class Elsewhere(PageState):
    n: int = 0


def test_the_trace_tells_of_each_that_returns() -> None:
    tab = RunningTab()
    with tab.run():
        Filters.q, Sorting.by = "taxi", "date"
    with tab.run("", page="other"):
        Elsewhere.n = 1
    with tab.run(""), trace() as events:
        assert Filters.q == "taxi"
    told = [(event.cls, dict(event.values)) for event in events if event.kind == "restore"]
    assert told == [("Filters", {"q": "'taxi'"}), ("Sorting", {"by": "'date'"})]
    assert [event.kind for event in events].count("update") == 1
    assert tab.query.params == {"q": ("taxi",), "by": ("date",)}
