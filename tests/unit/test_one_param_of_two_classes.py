"""Two classes that own the same param: only the last writer restores it."""

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


def test_a_touch_restores_the_other_params() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Search.words == "all"
        Results.page = 5
        query.go("?p=5")
        assert (Search.page, Search.words) == (0, "all")
    assert query.params == {"p": ("5",), "w": ("all",)}


def test_a_touch_without_a_restore_leaves_the_param() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Reader.page == 0
        Results.page = 5
        assert Reader.page == 0
    assert query.params == {"p": ("5",)}
