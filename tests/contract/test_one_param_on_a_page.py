"""Two classes that own one param, on simulated commands and on Streamlit's own."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from st_page_state import PageState, PageStateWarning, StateVar
from st_page_state_fakes import FakeApp

HEAD = f"import streamlit as st\nfrom {__name__} import "


class Search(PageState):
    page: int = StateVar(default=1, url_key="p")


class Results(PageState):
    page: int = StateVar(default=1, url_key="p")


def both(st: Any) -> None:
    st.number_input("Search", step=1, **Search.bind("page"))
    st.number_input("Results", step=1, **Results.bind("page"))


def search(st: Any) -> None:
    st.number_input("Search", step=1, **Search.bind("page"))
    if st.button("Show"):
        Results.page = 7
        st.switch_page("pages/results.py")


def results(st: Any) -> None:
    st.number_input("Results", step=1, **Results.bind("page"))


@pytest.fixture(params=["simulated", "real"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., FakeApp]:
    """Make an app of two scripts of this module."""

    def in_files(main: Callable[[Any], None], page: Callable[[Any], None]) -> FakeApp:
        (tmp_path / "pages").mkdir()
        for script, path in (main, "app.py"), (page, "pages/results.py"):
            name = script.__name__
            (tmp_path / path).write_text(f"{HEAD}{name}\n{name}(st)\n")
        return FakeApp(tmp_path / "app.py")

    def simulated(main: Callable[[Any], None], page: Callable[[Any], None]) -> FakeApp:
        return FakeApp(main, pages={"results": page})

    return in_files if request.param == "real" else simulated


def test_on_one_page_they_are_told_once(app: Callable[..., FakeApp]) -> None:
    made = app(both, results)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tab = made.open("?p=3")
        tab.widget("Search").set_value(4)
        tab.widget("Results").set_value(5)
        tab.rerun()
    told = [str(each.message) for each in caught if each.category is PageStateWarning]
    assert [text.partition(" in its URL")[0] for text in told if "both own" in text] == [
        "Results and Search are used on one page, and both own ?p="
    ]


def test_on_different_pages_they_are_left_alone(app: Callable[..., FakeApp]) -> None:
    tab = app(search, results).open("?p=2")
    for _ in range(2):
        tab.widget("Search").set_value(4)
        tab.button("Show").click()
        assert (tab.page, tab.widget("Results").value) == ("results", 7)
        tab.widget("Results").set_value(5)
        tab.switch_page("")
