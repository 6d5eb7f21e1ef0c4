"""Links, Back and hidden values in corners of the first touch, of purges and of late runs."""

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
    """A query some of whose params a widget has bound natively."""

    names: frozenset[str] = frozenset()

    def protected(self) -> frozenset[str]:
        return self.names


class Rerun(BaseException):
    """What stops a run to begin another: no Exception."""


def test_back_to_an_address_that_one_class_leaves_moves_the_others() -> None:
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
    """Make a class that does something when it is touched for the first time."""

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
    """Knows that it is the app's own code that asks for a rerun."""

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


def test_a_claim_in_on_init_finds_the_class_there(ports: None, query: FakeQuery) -> None:
    assert Filters.page == 1
    query.go("?p=1&junk=1")
    assert starting(focus_filters).n == 0
    assert query.params == {"p": ("1",), "n": ("0",)}


def test_a_purged_text_is_kept_although_the_session_began_with_it(
    ports: None, query: FakeQuery
) -> None:
    query.go("?z=1")
    assert Filters.page == 1
    query.go("?z=2")
    assert Other.zoom == 2
    query.go("?z=1")
    Filters.page = 2
    assert Other.zoom == 1


def test_a_page_may_be_switched_before_a_deep_link_is_asked_for() -> None:
    tab = RunningTab("?p=2&z=5")
    with tab.run():
        assert Filters.page == 2
    with tab.run("", page="map"):
        assert Filters.page == 2
        assert Other.zoom == 5


def test_what_a_purge_has_kept_is_given_once(ports: None, query: FakeQuery) -> None:
    query.go("?z=5")
    Filters.page = 2
    assert Other.zoom == 5
    Other.zoom = 6
    query.go("")
    assert Other.zoom == 6


def test_a_late_run_stays_late_although_the_app_writes_the_same_text() -> None:
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


def test_a_value_that_only_a_former_default_has_hidden_is_in_the_url() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        assert panel(5).n == 5
    with use_ports(session, query):
        assert panel(1).n == 5
    assert query.params == {"n": ("5",)}


def test_a_param_is_restored_once_no_widget_has_bound_it_any_more() -> None:
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
