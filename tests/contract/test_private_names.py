"""A Streamlit that lacks a private name is used without it, and one warning says so."""

from __future__ import annotations

import ast
import asyncio
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from drivers.apptest import AppTestApp
from drivers.client import Client
from drivers.hidden import hidden
from drivers.server import served
from real_session import RealSession
from st_page_state import PageState, PageStateWarning, StateVar, configure
from st_page_state.adapters import private, public, query, session
from st_page_state.adapters import streamlit as adapter
from st_page_state.adapters.private import HAS_BIND, PARTS
from st_page_state_fakes import FakeApp

EXPECTED = {key: part for key, part in PARTS.items() if part.expected}
NAMES = sorted({name for part in EXPECTED.values() for name in part.names})
OF_RUNNERS = (private._RUNNER, private._REQUESTS)


def parts_of(*names: str) -> list[str]:
    """Return the parts that need one of these names, or what stands on it."""
    return [
        key
        for key, part in EXPECTED.items()
        if any(own == name or own.startswith((f"{name}.", f"{name}()")) for own in part.names
               for name in names)
    ]  # fmt: skip


@pytest.fixture
def context() -> Iterator[Any]:
    with RealSession().run():
        yield get_script_run_ctx()


class Shown(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list)


def draw() -> int:
    if HAS_BIND:
        st.text_input("Q", key="q", bind="query-params")
    return st.number_input("Page", step=1, **Shown.bind("page"))


def use_everything() -> None:
    """Read, write, purge, restore, bind, adopt and change in place, over several runs."""
    bound = {"q": "x"} if HAS_BIND else {}
    tab = RealSession("?junk=1&status=active&q=x&more=2")
    with tab.run():
        draw()
        assert (Shown.status, Shown.page) == ("active", 1)
        Shown.status = "done"
        assert st.query_params.to_dict() == {"status": "done", "p": "1", **bound}
        del st.query_params["p"]
        assert Shown.page == 1
        assert st.query_params.to_dict() == {"status": "done", "p": "1", **bound}
        Shown.tags.append("a")
    with tab.run():
        Shown.page = 4
        assert (Shown.tags, draw()) == (["a"], 4)
        st.query_params["junk"] = "1"
        Shown.focus()
        assert st.query_params.to_dict() == {"status": "done", "p": "4", **bound}
        configure(freeze=True)
    with tab.run("?status=pending&p=7&q=x", history=True):
        assert (Shown.status, draw()) == ("pending", 7)
    if HAS_BIND:
        assert "q=x" in tab.url


@pytest.mark.parametrize("name", NAMES)
def test_state_works_without_the_name(name: str, context: Any) -> None:
    with hidden(context, name), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use_everything()
    told = [str(w.message) for w in caught if w.category is PageStateWarning]
    if name.startswith(OF_RUNNERS):
        assert told == []  # no runner can stop this run
        return
    assert len(told) == 1
    assert private.VERSION in told[0]
    assert re.split(r"[.:]", name)[-1] in told[0]
    lost = [part.lost for part in EXPECTED.values() if part.lost in told[0]]
    assert lost == [EXPECTED[key].lost for key in parts_of(name)]


jobs: dict[str, Any] = {}


def script(st: Any) -> None:
    Shown.tags.append("x")
    st.number_input("Page", step=1, **Shown.bind("page"))
    if st.button("Again"):
        Shown.page += 1
        st.rerun()
    st.text(f"{Shown.page} {st.query_params.get_all('p')}")
    jobs["context"] = get_script_run_ctx()


@pytest.fixture(scope="module")
def runner_context(tmp_path_factory: pytest.TempPathFactory) -> Any:
    AppTestApp(tmp_path_factory.mktemp("app"), script, {}).open()
    return jobs["context"]


@pytest.mark.parametrize("name", NAMES)
def test_an_app_runs_without_the_name(name: str, runner_context: Any, tmp_path: Path) -> None:
    with hidden(runner_context, name), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tab = AppTestApp(tmp_path, script, {}).open("?p=3&junk=1")
        assert tab.shown == ["3 ['3']"]
        tab.set("Page", 5)
        assert tab.shown == ["5 ['5']"]
        tab.click("Again")
        assert (tab.shown, tab.exceptions) == (["6 ['6']"], [])
    told = [str(w.message) for w in caught if w.category is PageStateWarning]
    assert len(told) == 1
    assert re.split(r"[.:]", name)[-1] in told[0]


def test_state_works_without_any_of_the_names(context: Any) -> None:
    names = [name for name in NAMES if not name.startswith("threading")]
    with hidden(context, *names), pytest.warns(PageStateWarning) as told:
        use_everything()
    assert len(told) == 1


@pytest.mark.parametrize("part", EXPECTED)
def test_an_app_runs_without_a_part(part: str, runner_context: Any, tmp_path: Path) -> None:
    names = EXPECTED[part].names
    with hidden(runner_context, *names):
        with pytest.warns(PageStateWarning):
            tab = AppTestApp(tmp_path, script, {}).open("?p=3")
        tab.set("Page", 5)
        assert (tab.shown, tab.exceptions) == (["5 ['5']"], [])


SERVED = """
import streamlit as st
from st_page_state import PageState, StateVar

class Shown(PageState):
    page: int = StateVar(default=1, url_key="p")

if st.button("Next"):
    Shown.page += 1
st.text(Shown.page)
"""


def test_a_server_has_all_names(tmp_path: Path) -> None:
    app, log = tmp_path / "app.py", tmp_path / "log"
    app.write_text(SERVED, encoding="utf-8")

    async def visit(url: str) -> None:
        async with Client(url, "p=3&junk=1") as tab:
            await tab.click("Next")
            assert (tab.query, tab.shown) == ("p=4", ["4"])

    with served(str(app), log=log) as url:
        asyncio.run(visit(url))
    assert "PageStateWarning" not in log.read_text(encoding="utf-8")


def test_a_module_may_be_missing() -> None:
    assert private.found("streamlit.no_such_module:name") is None


def test_a_second_kind_of_runner_gives_no_second_warning(context: Any) -> None:
    with hidden(context):
        with pytest.warns(PageStateWarning, match="no identity of runs"):
            private.warn_of({"runs": ["cursors"]})
        private.warn_of({"runs": ["cursors"]})


def test_a_name_of_another_kind_is_missing(context: Any) -> None:
    context.query_string = 5
    assert private.missing_parts(context) == {
        "params": ["query_string"], "rerun": ["query_string"]
    }  # fmt: skip


def test_this_streamlit_has_all_names(context: Any, runner_context: Any) -> None:
    assert private.missing_parts(context) == {}
    assert adapter._ways_for(context) == (session.StreamlitSession, query.StreamlitQuery)


def test_the_table_has_every_private_name_in_use() -> None:
    known = set(re.split(r"[.:()]+", " ".join(n for p in PARTS.values() for n in p.names).replace(
        " ", "."
    )))  # fmt: skip
    used: set[str] = set()
    for module in (session, query, adapter, public):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        used |= {name for node in ast.walk(tree) for name in foreign_names(node)}
    of_a_widget = {  # there or not
        "serializer", "format_func", "formatted_options", "disabled", "value", "data",
        "value_type",
    }  # fmt: skip
    assert used - known - {"_query_params"} - of_a_widget == set()
    assert len(used) > 20


def foreign_names(node: ast.AST) -> list[str]:
    """Return the names of Streamlit's own objects that an expression uses."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        asks = node.func.id in ("getattr", "hasattr", "setattr")
        texts = [str(a.value) for a in node.args[1:2] if isinstance(a, ast.Constant)]
        return [text for text in texts if not text.startswith("__")] if asks else []
    if not isinstance(node, ast.Attribute):
        return []
    of = node.value
    owner = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
    inside = owner in ("context", "_context", "runner", "state", "_state", "session_state", "alone")
    if node.attr.startswith("__"):
        return []
    foreign = node.attr.startswith("_") and owner != "self"
    return [node.attr] if inside or foreign else []


PAGES = """
import streamlit as st
from st_page_state import PageState, StateVar

class Spoken(PageState):
    t: str = StateVar(default="x", url_key="t")

class Hidden(PageState):
    u: str = StateVar(default="b", url_key="u")
    class Config:
        hide_defaults = True

def first():
    st.text_input("t", **Spoken.bind("t"))
    st.text_input("u", **Hidden.bind("u"))
    st.text(Spoken.t + " " + Hidden.u)
    if st.button("go"):
        st.switch_page(second_page)

def second():
    first()

second_page = st.Page(second)
st.navigation([st.Page(first, default=True), second_page]).run()
"""


@pytest.mark.parametrize("switch", ["by the browser", "by the app"])
def test_a_page_switch_keeps_the_values_where_runs_are_unknown(
    switch: str, runner_context: Any
) -> None:
    with hidden(runner_context, "cursors"):
        with pytest.warns(PageStateWarning, match="no identity of runs") as told:
            tab = FakeApp(PAGES).open()
        assert "no identity of pages" not in str(told[0].message)
        tab.widget("u").set_value("kept")
        tab.widget("t").set_value("hello")
        if switch == "by the app":
            tab.button("go").click()
        else:
            tab.switch_page("second")
        assert (tab.url, tab.texts) == ("/second?t=hello&u=kept", ["hello kept"])
        tab.rerun()
        assert (tab.url, tab.texts) == ("/second?t=hello&u=kept", ["hello kept"])
