"""Two classes own one param: the one that did not write it last leaves it as it is."""

from __future__ import annotations

from st_page_state import PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


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


def test_a_touch_restores_its_other_params() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Search.words == "all"
        Results.page = 5
        query.go("?p=5")
        assert (Search.page, Search.words) == (0, "all")
    assert query.params == {"p": ("5",), "w": ("all",)}


def test_a_touch_that_restores_nothing_leaves_it_too() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Reader.page == 0
        Results.page = 5
        assert Reader.page == 0
    assert query.params == {"p": ("5",)}
