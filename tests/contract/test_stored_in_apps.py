"""Stored values in an app under test: a function of ``st``, and a file on Streamlit itself."""

from __future__ import annotations

from typing import Any

import pytest
from app_texts import VERSION

from st_page_state import PageState, PageStateWarning, StateVar
from st_page_state.codecs.key_texts import key_in
from st_page_state_fakes import FakeApp
from st_page_state_fakes.store import FakeStore

FIELDS = "abcdefghij"
FILE = f"""
import streamlit as st
from st_page_state import PageState, StateVar

class Texts(PageState):
    {"; ".join(f'{name}: str = StateVar(default="", url_key="{name}")' for name in FIELDS)}
    class Config:
        store_over = 50

for name in "{FIELDS}":
    st.text_area(name, **Texts.bind(name))
st.text(" ".join(f"{{len(Texts.dump()[name])}}" for name in "{FIELDS}"))
st.text(str([*Texts.url_errors()]))
"""


class Texts(PageState):
    a: str = StateVar(default="", url_key="a")
    b: str = StateVar(default="", url_key="b")
    c: str = StateVar(default="", url_key="c")
    d: str = StateVar(default="", url_key="d")
    e: str = StateVar(default="", url_key="e")
    f: str = StateVar(default="", url_key="f")
    g: str = StateVar(default="", url_key="g")
    h: str = StateVar(default="", url_key="h")
    i: str = StateVar(default="", url_key="i")
    j: str = StateVar(default="", url_key="j")

    class Config:
        store_over = 50


def script(st: Any) -> None:
    for name in FIELDS:
        st.text_area(name, **Texts.bind(name))
    st.text(" ".join(f"{len(Texts.dump()[name])}" for name in FIELDS))
    st.text(str([*Texts.url_errors()]))


since_1_65 = pytest.mark.skipif(VERSION < (1, 65), reason="Back is a run of its own from 1.65 on")
goes_back = pytest.mark.parametrize(
    "app",
    [pytest.param(script, id="function"), pytest.param(FILE, id="file", marks=since_1_65)],
    indirect=True,
)


@pytest.fixture(params=[script, FILE], ids=["function", "file"])
def app(request: pytest.FixtureRequest) -> FakeApp:
    return FakeApp(request.param, store=FakeStore())


def calls(app: FakeApp) -> list[tuple[str, int]]:
    assert isinstance(app.store, FakeStore)
    found = [(call.method, len(call.keys)) for call in app.store.calls]
    app.store.calls.clear()
    return found


@goes_back
def test_a_landing_with_ten_is_one_get(app: FakeApp) -> None:
    tab = app.open()
    for name in FIELDS:
        tab.widget(name).set_value(name * 100)
    assert calls(app) == [("add", 1)] * 10
    other = app.open(tab.url)
    assert other.texts == [" ".join(["100"] * 10), "[]"]
    assert other.url == tab.url
    assert other.history == [tab.url]
    assert calls(app) == [("get", 10)]
    other.rerun()
    assert calls(app) == []
    other.widget("a").set_value("short")
    assert calls(app) == []
    other.back()
    assert other.widget("a").value == "a" * 100
    assert calls(app) == []


@goes_back
def test_back_and_forward_and_a_reload(app: FakeApp) -> None:
    tab, urls = app.open(), []
    for text in ("v" * 60, "w" * 60, "x" * 60):
        tab.widget("a").set_value(text)
        urls.append(tab.url)
    tab.back()
    assert tab.widget("a").value == "w" * 60
    tab.back()
    assert (tab.widget("a").value, tab.url) == ("v" * 60, urls[0])
    tab.forward()
    assert (tab.widget("a").value, tab.url) == ("w" * 60, urls[1])
    tab.reload()
    assert (tab.widget("a").value, tab.url) == ("w" * 60, urls[1])


def test_a_store_that_is_down_and_comes_back(app: FakeApp) -> None:
    assert isinstance(app.store, FakeStore)
    ann = app.open()
    ann.widget("a").set_value("v" * 60)
    app.store.down = True
    with pytest.warns(PageStateWarning):
        bob = app.open(ann.url)
    assert (bob.widget("a").value, bob.url, bob.texts[1]) == ("", ann.url, "[]")
    with pytest.warns(PageStateWarning):
        ann.widget("b").set_value("w" * 60)
    assert "b=" not in ann.url
    app.store.down = False
    bob.rerun()
    assert (bob.widget("a").value, bob.url) == ("v" * 60, app.open(bob.url).url)
    ann.rerun()
    assert "b=~" in ann.url


def test_an_unknown_key(app: FakeApp) -> None:
    tab = app.open("?a=~" + "x" * 22)
    assert tab.texts[1] == "['a']"
    assert "~" not in tab.url
    assert key_in(("~" + "x" * 22,))
