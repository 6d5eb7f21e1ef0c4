"""Corner cases of links, Back and hidden values: first touches, purges and late runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from drivers.runs import RunningQuery, RunningTab
from st_page_state import PageState, StateVar, use_ports
from st_page_state.ports import Ending
from st_page_state_fakes import FakeQuery, FakeSession


class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")


class Other(PageState):
    zoom: int = StateVar(default=1, url_key="z")


class Plain(PageState):
    n: int = StateVar(default=0)


class Nav(PageState):
    view: str = StateVar(default="list", url_key="view")

    class Config:
        share_url_with = (Filters,)


class BoundQuery(RunningQuery):
    """A query with params that a widget has bound natively."""

    names: frozenset[str] = frozenset()

    def protected(self) -> frozenset[str]:
        return self.names


class Rerun(BaseException):
    """A control flow exception that begins another run."""


def test_back_to_an_incomplete_address_moves_the_other_classes() -> None:
    tab = RunningTab("?view=list")
    with tab.run(history=None):
        assert (Nav.view, Filters.page) == ("list", 1)
    with tab.run(history=None):
        Nav.view = "map"
    with tab.run(history=None):
        assert (Filters.page, Nav.view) == (1, "map")
    with tab.run("?view=list", history=None):
        assert Filters.page == 1
        assert Nav.view == "list"


def starting(begin: Callable[[Any], object]) -> Any:
    """Make a class that does something at its first touch."""

    class Starting(PageState):
        n: int = StateVar(default=0, url_key="n")

        @classmethod
        def on_init(cls) -> None:
            begin(cls)

    return Starting


def rerun(cls: Any) -> None:
    raise Rerun


def focus(cls: Any) -> None:
    cls.focus()


def focus_filters(cls: Any) -> None:
    Filters.focus()


class Rerunning(FakeQuery):
    """A query that knows that the app's own code asks for the rerun."""

    def asked_by_app(self, error: BaseException) -> Ending | None:
        return "rerun" if isinstance(error, Rerun) else None


def test_a_rerun_in_on_init_does_not_lose_the_deep_link() -> None:
    state = starting(rerun)
    with use_ports(FakeSession(), Rerunning("?n=5")):
        with pytest.raises(Rerun):
            _ = state.n
        assert state.n == 5


def test_on_init_may_claim_the_url_for_its_class(ports: None, query: FakeQuery) -> None:
    query.go("?n=5&junk=1")
    assert starting(focus).n == 5
    assert query.params == {"n": ("5",)}


def test_on_init_may_claim_the_url_for_another_class(ports: None, query: FakeQuery) -> None:
    query.go("?n=1")
    assert Filters.page == 1
    query.go("?n=5")
    assert starting(focus_filters).n == 5


def test_a_claim_in_on_init_finds_the_class_initialized(ports: None, query: FakeQuery) -> None:
    assert Filters.page == 1
    query.go("?p=1&junk=1")
    assert starting(focus_filters).n == 0
    assert query.params == {"p": ("1",), "n": ("0",)}


def test_a_purged_text_is_kept_even_if_from_the_landing_url(ports: None, query: FakeQuery) -> None:
    query.go("?z=1")
    assert Filters.page == 1
    query.go("?z=2")
    assert Other.zoom == 2
    query.go("?z=1")
    Filters.page = 2
    assert Other.zoom == 1


def test_a_page_switch_before_the_first_touch_keeps_the_deep_link() -> None:
    tab = RunningTab("?p=2&z=5")
    with tab.run():
        assert Filters.page == 2
    with tab.run("", page="map"):
        assert Filters.page == 2
        assert Other.zoom == 5


def test_a_text_kept_by_a_purge_is_adopted_once(ports: None, query: FakeQuery) -> None:
    query.go("?z=5")
    Filters.page = 2
    assert Other.zoom == 5
    Other.zoom = 6
    query.go("")
    assert Other.zoom == 6


def test_a_late_run_stays_late_if_the_app_writes_the_same_text() -> None:
    tab = RunningTab("?p=1")
    with tab.run():
        Filters.page = 2
    with tab.run("?p=1"):
        tab.query.go("?p=2")
        assert Filters.page == 2
    with tab.run("?p=1"):
        assert Filters.page == 2


def panel(default: int) -> Any:
    class Panel(PageState):
        n: int = StateVar(default=default, url_key="n", hide_default=True)

        class Config:
            namespace = "panel"

    return Panel


def test_a_value_hidden_by_a_former_default_is_published() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        assert panel(5).n == 5
    with use_ports(session, query):
        assert panel(1).n == 5
    assert query.params == {"n": ("5",)}


def test_a_param_is_restored_once_no_widget_binds_it() -> None:
    tab = RunningTab()
    tab.query = query = BoundQuery()
    with tab.run("", history=None):
        assert Plain.n == 0
    query.names = frozenset("p")
    with tab.run("", history=None):
        assert (Plain.n, Filters.page) == (0, 1)
    assert query.params == {}
    query.names = frozenset()
    with tab.run("", history=None):
        assert Filters.page == 1
    assert query.params == {"p": ("1",)}
