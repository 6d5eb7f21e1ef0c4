"""A misspelt keyword, and an argument of the wrong type in a test, are named with the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import st_page_state
from st_page_state import ArgumentError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit, Tab
from st_page_state_fakes.errors import FakeUseError


class Filters(PageState):
    n: int = StateVar(default=1, url_key="n")
    rows: list[str] = StateVar(default_factory=list)


def script(st: FakeStreamlit) -> None:
    st.text_input("Name", key="name")


X: Any = Filters
LIBRARY: Any = st_page_state
APP: Any = FakeApp
MISSPELT: dict[str, tuple[Callable[[], Any], str]] = {
    "configure": (lambda: LIBRARY.configure(stor="x"), "store"),
    "StateVar": (lambda: LIBRARY.StateVar(defualt=1), "default"),
    "link": (lambda: LIBRARY.link(X(), bas=""), "base"),
    "share": (lambda: LIBRARY.share(X(), tttl=None), "ttl"),
    "use_ports": (lambda: use_ports(FakeSession(), FakeQuery(), stre=None), "store"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    "Filters.bind": (lambda: X.bind("n", optins=[1]), "options"),
    "Filters.bind_rows": (lambda: X.bind_rows("n", cout=3), "count"),
    "Filters.bind_selection": (lambda: X.bind_selection("n", kye=""), "key"),
    "Filters.bind_tabs": (lambda: X.bind_tabs("n", tabz=[]), "tabs"),
    "Filters.bind_editor": (lambda: X.bind_editor("rows", kye=""), "key"),
    "Filters.dump": (lambda: X.dump(exlude=["n"]), "exclude"),
    "Filters.load": (lambda: X.load({}, stict=False), "strict"),
    "FakeApp": (lambda: APP(script, page={}), "pages"),
    "FakeApp.open": (lambda: APP(script).open(usr={}), "user"),
    "FakeQuery": (lambda: FakeQuery(bond=()), "bound"),  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
}


@pytest.mark.parametrize("name", MISSPELT)
def test_the_nearest_keyword_is_suggested(name: str) -> None:
    call, right = MISSPELT[name]
    with use_ports(FakeSession(), FakeQuery()), pytest.raises(ArgumentError) as refused:
        call()
    assert str(refused.value).startswith(f"{name}() has no argument '")
    assert str(refused.value).endswith(f" Did you mean {right!r}?")
    assert isinstance(refused.value, TypeError)


def test_a_keyword_unlike_all_others_is_answered_by_a_list() -> None:
    with pytest.raises(ArgumentError, match=r"'zzz'\. Its arguments: freeze, store, app, "):
        LIBRARY.configure(zzz=1)


WRONG: list[tuple[Callable[[Any], Any], str]] = [
    (lambda tab: tab.state("Filters"), r"tab\.state\(\) takes a state class, such as FilterState"),
    (lambda tab: tab.state(int), r"tab\.state\(\) takes a state class"),
    (lambda tab: tab.state(Filters()), "takes the state class itself: pass Filters"),
    (lambda tab: tab.widget(5), r"tab\.widget\(\) takes a text, such as 'Status', not 5"),
    (lambda tab: tab.button(None), r"tab\.button\(\) takes a text"),
    (lambda tab: tab.visit(Filters), r"tab\.visit\(\) takes a text"),
    (lambda tab: tab.switch_page(None), r"tab\.switch_page\(\) takes a text, such as 'map'"),
    (lambda tab: tab.widget("Name").upload(5, b""), r"upload\(\) takes a text"),
    (lambda tab: tab.widget("Name").upload("a", "text"), "the file's content as bytes"),
    (lambda tab: tab.widget("Name").edit_cell("a", "b", 1), "the number of a row"),
    (lambda tab: tab.widget("Name").edit_cell(0, 1, 1), r"edit_cell\(row, \.\.\.\) takes a text"),
    (lambda tab: tab.widget("Name").add_row([1]), "a dict from column to value"),
    (lambda tab: tab.widget("Name").delete_rows(1), r"the numbers of rows, such as \[0, 2\]"),
    (lambda tab: tab.widget("Name").delete_rows("1"), "the numbers of rows"),
    (lambda tab: tab.widget("Name").delete_rows(["1"]), "the numbers of rows"),
    (lambda tab: tab.widget("Name").trigger(1), r"trigger\(\) takes a text"),
    (lambda tab: APP(script).open(5), r"open\(\) takes a text, such as '\?status=active'"),
    (lambda tab: APP(script).open(user="ann"), r"open\(user=\.\.\.\) takes a dict"),
    (lambda tab: APP(script).open(cookies=["a"]), r"open\(cookies=\.\.\.\) takes a dict"),
    (lambda tab: APP(script).open(headers="a"), r"open\(headers=\.\.\.\) takes a dict"),
    (lambda tab: APP(script).open(browser=1), r"open\(browser=\.\.\.\) takes a text"),
    (lambda tab: APP(5), "the path of an app's file, its text, or a function of st, not 5"),
    (lambda tab: APP(script, [script]), r"FakeApp\(pages=\.\.\.\) takes a dict"),
    (lambda tab: APP(script, store="sqlite:///x"), "takes a store, such as FakeStore"),
]


@pytest.fixture(scope="module")
def tab() -> Tab:
    return FakeApp(script).open()


@pytest.mark.parametrize(("call", "says"), WRONG, ids=range(len(WRONG)))
def test_arguments_of_the_wrong_type(tab: Tab, call: Callable[[Any], Any], says: str) -> None:
    with pytest.raises(FakeUseError, match=says):
        call(tab)


def test_a_visit_of_no_page_warns() -> None:
    tab = FakeApp(script, {"map": script}).open("/map")
    with pytest.warns(st_page_state.PageStateWarning, match="no page 'mapp'. Did you mean 'map'"):
        tab.visit("/mapp")
    assert tab.page == ""
