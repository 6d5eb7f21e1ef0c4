"""A page of text inputs: rows, and the comparison's tasks from landings to browser updates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import thread_time
from timeit import timeit
from typing import Any

import streamlit as st
from tests.benchmarks import addresses, scripts
from tests.benchmarks.compared import Figures
from tests.benchmarks.measure import Pair, Row, Sample, compare, pair
from tests.benchmarks.page import Page

SIZE, CLICKED = 20, 5
KEYS = [f"f{i}" for i in range(SIZE)]
LINK = "&".join(f"{key}=active" for key in KEYS)

_DRAWN_BY_CLASS = """
import streamlit as st
for i in range({size}):
    st.text_input(f"f{{i}}", **X.bind(f"f{{i}}"))
"""
_NATIVE = """
import streamlit as st
for i in range({size}):
    st.text_input(f"f{{i}}", "pending", key=f"f{{i}}", bind="query-params")
"""
_BY_HAND = """
import streamlit as st

def publish(key):
    st.query_params[key] = st.session_state[key]

keys = [f"f{{i}}" for i in range({size})]
for key in keys:
    if key not in st.session_state:
        st.session_state[key] = st.query_params.get(key, "pending")
    st.text_input(key, key=key, on_change=publish, args=(key,))
missing = {{key: st.session_state[key] for key in keys if key not in st.query_params}}
if missing:
    st.query_params.update(missing)
"""
_EMPTY = "import streamlit as st\nfor i in range({size}):\n    st.text_input(f'f{{i}}')\n"
_NATIVE_VIEW = """
from datetime import date
import streamlit as st
for key, value in given.items():
    st.session_state[key] = value
bind = "query-params"
st.multiselect("Tags", ["new", "sale", "outdoor", "shoes"], key="tags", bind=bind)
st.multiselect("Sizes", [36, 38, 40, 42, 44], key="sizes", bind=bind)
st.date_input("Since", date(2026, 1, 1), key="since", bind=bind)
st.date_input("Until", date(2026, 1, 1), key="until", bind=bind)
st.checkbox("In stock", key="stock", bind=bind)
st.checkbox("Archive", True, key="archive", bind=bind)
st.text_input("Query", key="q", bind=bind)
st.selectbox("Sort", ["name", "price"], key="sort", bind=bind)
"""


def rows() -> Iterator[Row]:
    """Measure whole runs of the page: the first one, by a link, and an unchanged one."""
    for name, sample in (("opened by a link", _landing), ("unchanged", _rerun)):
        yield compare(
            f"page of 20 bound text inputs, {name}", sample("ours"), sample("by hand"), 1.05
        )


def source(who: str, size: int = SIZE) -> str:
    """Return the script of one contender's page, or of the reference's."""
    plain = {"native": _NATIVE, "by hand": _BY_HAND, "empty": _EMPTY}
    drawn = plain.get(who, _DRAWN_BY_CLASS).format(size=size)
    return drawn if who in plain else scripts.state("X", size, scripts.TEXTS) + drawn


def _page(who: str, url: str = "", size: int = SIZE) -> Page:
    """Return a new tab on a page of one contender, or of the reference."""
    return Page(scripts.compiled(source(who, size)), url, native=who == "native")


def _opened(who: str, url: str = LINK) -> Page:
    """Return a tab after its first runs."""
    page = _page(who, url)
    for _ in range(3):
        page.play()
    page.sent.clear()
    return page


def kept(who: str, number: int) -> Page:
    """Return a tab after two runs of a page that a link of its own has opened."""
    page = _page(who, "&".join(f"{key}=text-{number}-{key}" for key in KEYS))
    for _ in range(2):
        page.play()
    page.sent.clear()
    return page


def _both(who: str, sample: Callable[[str], Sample], rounds: int = 15) -> Figures:
    return figures(pair(sample(who), sample("by hand"), rounds=rounds))


def figures(measured: Pair) -> Figures:
    """Return a pair as the comparison's figures."""
    return Figures(measured.ours, measured.reference)


def page_landing(who: str) -> Figures:
    return _both(who, _landing)


def _landing(who: str) -> Sample:
    def landing() -> float:
        page = _page(who, LINK)
        took = page.play()
        assert {text for _, text in page.shown.values()} == {"active"}, page.shown
        return took

    return landing


def page_rerun(who: str) -> Figures:
    return _both(who, _rerun)


def _rerun(who: str) -> Sample:
    page = _opened(who)

    def rerun() -> float:
        took = page.play()
        assert not page.sent, page.sent
        return took

    return rerun


def page_edit(who: str) -> Figures:
    def sample(who: str) -> Sample:
        page, count = _opened(who), iter(range(100_000))

        def edit() -> float:
            text = f"text{next(count)}"
            took = page.enter("f3", text)
            assert f"f3={text}" in page.url.split("&"), page.url
            return took

        return edit

    return _both(who, sample)


def read_of_widget() -> Sample:
    """Return a sample of reading the value of a natively bound widget in the present run."""
    page = _opened("native")

    def reading(number: int = 200) -> float:
        names = {"st": st}
        took = timeit("st.session_state['f7']", timer=thread_time, globals=names, number=number)
        return took / number * 1e6

    return lambda: page.play(after=reading)


def sent_bare(who: str) -> Figures:
    return _counted(who, lambda who: _sent(_page(who)))


def sent_link(who: str) -> Figures:
    return _counted(who, lambda who: _sent(_page(who, LINK)))


def sent_edit(who: str) -> Figures:
    def edit(who: str) -> int:
        page = _opened(who)
        page.enter("f3", "edited")
        assert "f3=edited" in page.url.split("&"), page.url
        return len(page.sent)

    return _counted(who, edit)


def sent_click(who: str) -> Figures:
    """Count the updates of a click whose callback sets some fields in each contender's way."""

    def click(who: str) -> int:
        page, texts = _opened(who), dict.fromkeys(KEYS[:CLICKED], "clicked")
        cls: Any = None

        def callback() -> None:
            if who == "ours":
                cls.update(**texts)
            elif who == "first":
                for key, text in texts.items():
                    setattr(cls, key, text)
            else:
                for key, text in texts.items():
                    st.session_state[key] = text
                if who == "by hand":
                    st.query_params.update(texts)

        if who in {"ours", "first"}:
            cls = scripts.made(scripts.state("X", SIZE, scripts.TEXTS))["X"]
        page.play(callback)
        for key in texts:
            assert f"{key}=clicked" in page.url.split("&"), page.url
        return len(page.sent)

    return _counted(who, click)


def _sent(page: Page) -> int:
    page.play()
    return len(page.sent)


def _counted(who: str, count: Callable[[str], int]) -> Figures:
    return Figures(float(count(who)), float(count("by hand")))


def url_bytes(who: str) -> Figures:
    """Count the bytes of one view's address with every field in it."""
    url = _native_view() if who == "native" else addresses.published()
    assert len(url.split("&")) >= len(addresses.KEYS), url
    return Figures(float(len(url)), float(len(addresses.packed())))


def _native_view() -> str:
    given = {addresses.KEYS[name]: value for name, value in addresses.VIEW.items()}
    codes = [
        scripts.compiled(f"import datetime\ngiven = {values!r}\n{_NATIVE_VIEW}")
        for values in ({}, given)
    ]
    page = Page(codes[0], native=True)
    page.play()
    page.script = codes[1]  # code publishes by setting a widget's value before it is drawn
    page.play()
    return page.url
