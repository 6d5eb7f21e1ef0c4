"""What a test is shown of an app cannot be changed: the app would not know of it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, FakeQuery, Tab
from st_page_state_fakes.errors import FakeUseError

MAPPING_CHANGES: dict[str, Callable[[Any], object]] = {
    "set": lambda m: m.__setitem__("n", 3),
    "attribute": lambda m: setattr(m, "n", 3),
    "delete": lambda m: m.__delitem__("n"),
    "update": lambda m: m.update(n=3),
    "merge": lambda m: m.__ior__({"n": 3}),
    "setdefault": lambda m: m.setdefault("k", 3),
    "pop": lambda m: m.pop("n"),
    "popitem": lambda m: m.popitem(),
    "clear": lambda m: m.clear(),
}
LIST_CHANGES: dict[str, Callable[[Any], object]] = {
    "set": lambda x: x.__setitem__(0, "?"),
    "delete": lambda x: x.__delitem__(0),
    "append": lambda x: x.append("?"),
    "extend": lambda x: x.extend(["?"]),
    "add": lambda x: x.__iadd__(["?"]),
    "times": lambda x: x.__imul__(2),
    "insert": lambda x: x.insert(0, "?"),
    "remove": lambda x: x.remove(x[0]),
    "pop": lambda x: x.pop(),
    "clear": lambda x: x.clear(),
    "sort": lambda x: x.sort(),
    "reverse": lambda x: x.reverse(),
}


def script(st: Any) -> None:
    st.session_state.setdefault("n", 1)
    st.write(f"n is {st.session_state.n}")


@pytest.fixture
def tab() -> Tab:
    return FakeApp(script).open("?q=1")


@pytest.mark.parametrize("change", MAPPING_CHANGES)
def test_the_session_state_of_a_tab_says_how_it_is_changed(tab: Tab, change: str) -> None:
    with pytest.raises(FakeUseError, match=r"set_value.* with tab\.run\(\)"):
        MAPPING_CHANGES[change](tab.session_state)
    assert tab.session_state == {"n": 1}


def test_so_does_that_of_an_app_on_streamlit(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("import streamlit as st\nst.session_state.setdefault('n', 1)\n")
    shown: Any = FakeApp(app).open().session_state
    with pytest.raises(FakeUseError, match="set_value"):
        shown["n"] = 3
    assert shown == {"n": 1}


def test_a_run_of_ones_own_changes_it(tab: Tab) -> None:
    with tab.run() as st:
        st.session_state["n"] = 3
    tab.rerun()
    assert tab.texts == ["n is 3"]


@pytest.mark.parametrize("change", LIST_CHANGES)
def test_the_history_says_how_it_is_changed(tab: Tab, change: str) -> None:
    with pytest.raises(FakeUseError, match=r"tab\.visit\(\)"):
        LIST_CHANGES[change](tab.history)
    assert tab.history == ["?q=1"]


@pytest.mark.parametrize("change", MAPPING_CHANGES)
def test_the_params_of_a_query_say_how_they_are_changed(change: str) -> None:
    query = FakeQuery("?n=1")
    with pytest.raises(FakeUseError, match=r"query\.go"):
        MAPPING_CHANGES[change](query.params)
    assert query.params == {"n": ("1",)}


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_a_copy_is_plain_and_ones_own(tab: Tab, again: Callable[[Any], Any]) -> None:
    for shown, kind in ((tab.session_state, dict), (tab.history, list)):
        copied = again(shown)
        assert type(copied) is kind
        assert copied == shown
        copied.clear()
    assert {**tab.session_state, "n": 2} == {"n": 2}
    assert [*tab.history, "?q=2"] == tab.history + ["?q=2"]  # noqa: RUF005 - both are tested
