"""A row about tests: one scenario on the simulated Streamlit, and under AppTest."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from tests.benchmarks.measure import Row, compare

from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp

LANDING = "?utm_source=mail"
OPENED = "?utm_source=mail&status=pending&p=1"
SHARED = "?status=active&p=1"
IN_A_ROW = 3
FILE = "import streamlit as st\nfrom tests.benchmarks.apps import script\nscript(st)\n"


class FilterState(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")


def script(st: Any) -> None:
    st.selectbox("Status", ["pending", "active"], **FilterState.bind("status"))
    if st.button("Next page"):
        FilterState.page += 1


def rows() -> Iterator[Row]:
    """Measure a link that is opened, used and shared: each tab is a new session."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "app.py"
        file.write_text(FILE)
        yield compare(
            "a shared link, as a test: FakeApp / AppTest",
            lambda: _microseconds(_on_fakes),
            lambda: _microseconds(lambda: _on_app_test(file)),
            0.01,
            rounds=5,
        )


def _microseconds(scenario: Callable[[], None]) -> float:
    """Time one test among several: the first one meets cold caches."""
    begin = perf_counter()
    for _ in range(IN_A_ROW):
        scenario()
    return (perf_counter() - begin) / IN_A_ROW * 1e6


def _on_fakes() -> None:
    app = FakeApp(script)
    ann = app.open(LANDING)
    assert ann.url == OPENED
    ann.widget("Status").set_value("active")
    assert ann.url == SHARED
    assert ann.history == [LANDING, OPENED, SHARED]
    ann.back()  # AppTest cannot do this by itself
    assert ann.state(FilterState).status == ann.widget("Status").value == "pending"
    ann.forward()
    bob = app.open(ann.url)
    assert bob.state(FilterState) == FilterState(status="active", page=1)


def _on_app_test(file: Path) -> None:
    ann = _opened(file, LANDING)
    assert sorted(ann.query_params) == ["p", "status", "utm_source"]
    ann.selectbox[0].set_value("active").run()
    assert sorted(ann.query_params) == ["p", "status"]
    bob = _opened(file, SHARED)
    assert bob.selectbox[0].value == "active"


def _opened(file: Path, url: str) -> AppTest:
    app = AppTest.from_file(str(file), default_timeout=30)
    for name, texts in parse_qs(url.removeprefix("?")).items():
        app.query_params[name] = texts
    return app.run()
