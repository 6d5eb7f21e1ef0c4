"""Runs that begin late, with an outdated address: stale reads and pending writes."""

from __future__ import annotations

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar, batch
from st_page_state.trace import trace


class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")


class Nav(PageState):
    view: str = StateVar(default="list", url_key="view")


class Hidden(PageState):
    n: int = StateVar(default=1, url_key="n", hide_default=True)


def test_runs_in_time_do_not_count_as_late() -> None:
    tab = RunningTab("?p=1")
    for _ in range(3):
        with tab.run(history=None):
            assert Filters.page == 1
    with tab.run(history=None):
        Filters.page = 2
    with tab.run("?p=1", history=None):
        assert Filters.page == 2
    assert tab.sent == 1
    with tab.run("?p=1", history=None):
        assert Filters.page == 2
    assert (tab.sent, tab.query.params) == (2, {"p": ("2",)})


def test_an_answer_resets_the_count_of_stale_runs() -> None:
    tab = RunningTab("?p=1")
    with tab.run(history=None):
        Filters.page = 2
    with tab.run("?p=1", history=None):
        assert Filters.page == 2
    with tab.run("?p=2", history=None):
        Filters.page = 3
    with tab.run("?p=2", history=None):
        assert Filters.page == 3
    assert tab.sent == 2


def test_a_param_cleared_by_the_app_is_restored_in_the_first_run() -> None:
    tab = RunningTab()
    with tab.run(history=None):
        assert Filters.page == 1
        tab.query.go("")
        assert Filters.page == 1
    assert tab.query.params == {"p": ("1",)}


def test_leaving_an_address_does_not_clear_the_params_of_a_class() -> None:
    tab = RunningTab("?n=5")
    with tab.run(history=None):
        assert (Hidden.n, Filters.page) == (5, 1)
    with tab.run(history=None):
        assert Filters.page == 1
    with tab.run("?n=5", history=None):
        assert (Filters.page, tab.query.params) == (1, {"n": ("5",)})
    with tab.run("?p=1", history=None):
        assert (Filters.page, Hidden.n) == (1, 1)


def test_a_page_switch_counts_before_its_first_touch() -> None:
    class Twin(PageState):
        view: str = StateVar(default="twin", url_key="view")

    tab = RunningTab()
    with tab.run(page="one"):
        Nav.view = "map"
    with tab.run("?view=map", page="two"):
        with batch():
            pass
        assert Twin.view == "map"


def test_a_pending_write_is_checked_once_a_run() -> None:
    tab = RunningTab()
    with tab.run():
        Filters.page = 2
        with trace() as events:
            assert Filters.snapshot() == Filters(page=2)
        assert events == []


def test_a_form_is_checked_once_a_run() -> None:
    tab = RunningTab()
    with tab.run():
        with Filters.form("form"):
            key = Filters.bind("page")["key"]
        tab.session[key] = 2
        tab.query.go("?p=1&junk=1")
        assert Filters.snapshot() == Filters(page=1)
    with tab.run():
        assert Filters.snapshot() == Filters(page=2)


@pytest.mark.parametrize("clicks", [18, 20, 300])
@pytest.mark.parametrize("history", [False, None])
def test_fast_clicks_never_lose_a_value(clicks: int, history: bool | None) -> None:
    tab = RunningTab("?p=0")
    for click in range(clicks):
        with tab.run("?p=0", history=history):
            assert Filters.page == click
            Filters.page += 1
    for shown in (1, clicks // 2, clicks - 1, clicks):
        with tab.run(f"?p={shown}", history=history):
            assert Filters.page == clicks


def test_a_run_that_the_app_asked_for_confirms_nothing() -> None:
    tab = RunningTab("?p=1")
    for page in (2, 3, 4):
        with tab.run("?p=1"):
            assert Filters.page == page - 1
            Filters.page = page
        with tab.rerun():
            assert Filters.page == page
    with tab.run("?p=4"):
        assert Filters.page == 4
    with tab.run("?p=1"):
        assert Filters.page == 1
