"""Two classes that own the same param: a warning, and only the last writer restores it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, PageStateWarning, StateVar, batch, link, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession


class Search(PageState):
    page: int = StateVar(default=0, url_key="p")
    words: str = StateVar(default="all", url_key="w")

    class Config:
        keep_params = ("p", "w")


class Results(PageState):
    page: int = StateVar(default=0, url_key="p")

    class Config:
        keep_params = ("p", "w")


class Reader(PageState):
    page: int = StateVar(default=0, url_key="p")

    class Config:
        restore_url_on_touch = False


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_a_touch_restores_the_other_params() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Search.words == "all"
        Results.page = 5
        query.go("?p=5")
        assert (Search.page, Search.words) == (0, "all")
    assert query.params == {"p": ("5",), "w": ("all",)}


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_a_touch_without_a_restore_leaves_the_param() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Reader.page == 0
        Results.page = 5
        assert Reader.page == 0
    assert query.params == {"p": ("5",)}


def make(name: str, key: str = "p", **config: Any) -> type[PageState]:
    """Return a class as a factory makes it."""

    class Made(PageState):
        page: int = StateVar(default=0, url_key=key)
        Config = type("Config", (), {"namespace": name, **config})

    return Made


@contextmanager
def told(*texts: str) -> Iterator[None]:
    """Expect one warning for each text, and no other."""
    with pytest.warns(PageStateWarning) as record:
        yield
    found = [str(each.message) for each in record]
    assert len(found) == len(texts), found
    for text, message in zip(texts, found, strict=True):
        assert re.search(text, message), message


NAMED = (
    r"Results and Search are used on one page, and both own \?p= .*"
    "url_key.*url_prefix.*share_url_with"
)


class TestWarning:
    def test_it_names_both_and_what_helps(self) -> None:
        with use_ports(FakeSession(), FakeQuery()):
            assert Search.page == 0
            with told(NAMED):
                assert Results.page == 0
            Search.page = 3
            assert (Results.page, Search.page) == (0, 3)
            Results.page = 4
            assert (Search.page, Results.page) == (3, 4)

    def test_it_is_given_once_per_session_and_pair(self) -> None:
        tab = RunningTab()
        with tab.run():
            assert Search.page == 0
            with told(NAMED):
                Results.bind("page")
            with told("Reader and Search", "Reader and Results"):
                Reader.snapshot()
        with tab.run():
            assert (Results.page, Search.page, Reader.page) == (0, 0, 0)
            Search.page = 1
            assert (Results.page, Search.page, Reader.page) == (0, 1, 0)
        with use_ports(FakeSession(), FakeQuery()), told(NAMED), batch():
            assert (Search.page, Results.page) == (0, 0)

    def test_it_comes_when_the_second_class_comes_later(self) -> None:
        tab = RunningTab()
        with tab.run():
            assert Search.page == 0
        with tab.run():
            assert Search.page == 0
        with tab.run():
            assert (Search.page, Results.page) == (0, 0)  # the first is clean: nobody looks
            Results.page = 3
            with told(NAMED):
                assert Search.page == 0

    def test_both_written_and_then_read(self) -> None:
        with use_ports(FakeSession(), FakeQuery()):
            Search.page = 1
            Results.page = 2
            with told(NAMED):
                assert Search.page == 1

    def test_not_for_classes_of_different_pages(self) -> None:
        def results(st: Any) -> None:
            st.number_input("Page", step=1, **Results.bind("page"))

        def search(st: Any) -> None:
            st.number_input("Page", step=1, **Search.bind("page"))
            if st.button("Show"):
                Results.page = 7
                st.switch_page("results")

        tab = FakeApp(search, pages={"results": results}).open("?p=2")
        for _ in range(2):
            tab.widget("Page").set_value(4)
            tab.button("Show").click()
            assert (tab.page, tab.widget("Page").value) == ("results", 7)
            tab.widget("Page").set_value(5)
            tab.switch_page("")

    def test_not_for_classes_of_branches_of_one_page(self) -> None:
        tab = RunningTab()
        for _ in range(2):
            with tab.run():
                assert Search.page == 0
            with tab.run():
                assert Results.page == 0

    def test_not_for_a_class_made_again(self) -> None:
        tab = RunningTab()
        for _ in range(3):
            with tab.run():
                first, again = make("panel"), make("panel")
                assert (first.page, again.page) == (0, 0)
                first.page += 1
                again.page -= 1

    def test_not_for_factory_classes_with_params_of_their_own(self) -> None:
        panels = [make(f"own {n}", url_prefix=f"own{n}_") for n in range(3)]
        with use_ports(FakeSession(), FakeQuery()):
            for panel in panels:
                panel.page += 1
            assert [panel.page for panel in panels] == [1, 1, 1]

    def test_factory_classes_are_told_by_their_namespaces_once_for_all(self) -> None:
        panels = [make(f"panel {n}", "factory") for n in range(5)]
        with use_ports(FakeSession(), FakeQuery()), told("panel 0 and panel 1 .*factory="):
            for panel in panels:
                panel.page += 1

    def test_classes_of_one_name_are_told_with_their_scopes(self) -> None:
        class Sales:
            class Filters(PageState):
                q: str = StateVar(default="", url_key="same_name")

        class Stock:
            class Filters(PageState):
                q: str = StateVar(default="", url_key="same_name")

        with use_ports(FakeSession(), FakeQuery()):
            Sales.Filters.snapshot()
            with told(r"Sales\.Filters and \S+Stock\.Filters are"):
                Stock.Filters.snapshot()

    def test_not_for_a_link_to_another_page(self) -> None:
        with use_ports(FakeSession(), FakeQuery()):
            assert link(Results(page=3)) == "?p=3"
            assert Search.page == 0

    def test_not_for_a_former_version_of_a_class(self) -> None:
        before = make("versions", "before")
        with use_ports(FakeSession(), FakeQuery()):
            assert before.page == 0
            now = make("versions", "now")
            assert make("other", "now").page == 0
        with use_ports(FakeSession(), FakeQuery()):
            assert now.page == 0
