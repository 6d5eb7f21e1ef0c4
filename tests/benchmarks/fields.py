"""Rows about single fields: reading, writing, the first touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import streamlit as st
from tests.benchmarks import scripts
from tests.benchmarks.measure import Row, Sample, compare, loop, once
from tests.benchmarks.tab import Tab

SIZE, LARGE = 20, 5_000
KINDS = scripts.NUMBERS_AND_TEXTS

# The same without the library
READ = "st.session_state['plain']"
WRITE = "st.session_state['plain'] = next(values)"
PUBLISH = "v = next(values); st.session_state['f0'] = v; st.query_params.update({'f0': v})"

CHAT = """
class Chat(PageState):
    messages: list[dict[str, str]] = StateVar(default=[])
    title: str = StateVar(default="x")
"""


def rows() -> Iterator[Row]:
    """Measure reads, writes and first touches."""
    yield compare("read, plain field", own("X.plain"), by_hand(READ), 0.7)
    yield compare("read, URL field, class of 20", own("X.f7"), by_hand(READ), 0.8)
    yield compare(
        "read, URL field, after a write in this run",
        own("X.f7", before="X.f0 = next(values)"),
        by_hand(READ),
        1.0,
    )
    yield _sizes()
    yield from _large()
    yield compare("write, plain field", own("X.plain = next(values)"), by_hand(WRITE), 0.7)
    yield compare(
        "write, URL field, class of 20", own("X.f0 = next(values)"), by_hand(PUBLISH), 1.1
    )
    yield compare("write, URL field, first of its run", _first(_ours), _first(_by_hand))
    yield _first_touch()


def linked() -> Tab:
    """Return a tab with a link to every field of the class."""
    return Tab("&".join(f"f{i}={'7' if i % 2 else 'active'}" for i in range(SIZE)))


def made() -> dict[str, Any]:
    """Return the names for a statement: the class, as ``X``, and values to write."""
    return {"st": st, "values": _values(), **scripts.made(scripts.state("X", SIZE, KINDS))}


def own(statement: str, before: str = "") -> Sample:
    """Return a sample of a statement on a clean class.

    Args:
        statement: the statement to measure.
        before: the statement of the run's callback.
    """
    tab, names = linked(), made()
    for _ in range(3):
        with tab.run():
            for i in range(SIZE):
                getattr(names["X"], f"f{i}")
            names["X"].plain
    return _many(tab, statement, names, before)


def by_hand(statement: str) -> Sample:
    """Return a sample of a statement on the same values in ``st.session_state``."""
    tab = linked()
    with tab.run():
        for i in range(SIZE):
            st.session_state[f"f{i}"] = 7 if i % 2 else "active"
        st.session_state["plain"] = "x"
    return _many(tab, statement, {"st": st, "values": _values()})


def _many(tab: Tab, statement: str, names: dict[str, Any], before: str = "") -> Sample:
    return loop(tab, statement, names, 100 if "next(values)" in statement else 500, before)


def _values() -> Iterator[str]:
    return cycle(["active", "pending", "done"])


def _sizes() -> Row:
    def reading(size: int) -> Sample:
        names = scripts.made(scripts.state(f"Of{size}", size))
        return loop(Tab(scripts.url(size)), f"Of{size}.f3", names)

    return compare("read, class of 200 / class of 5", reading(200), reading(5), 1.1)


def _large() -> Iterator[Row]:
    """Measure reads beside and inside a large value that can be changed in place."""
    names = {"st": st, **scripts.made(CHAT)}
    tab, messages = Tab(), [{"role": "user", "text": f"text {i}"} for i in range(LARGE)]
    with tab.run():
        names["Chat"].messages = messages
        st.session_state.update(messages=messages, title="x")

    def reading(statement: str) -> Sample:
        return loop(tab, statement, names, 100, before="Chat.messages; Chat.title")

    item = reading("st.session_state['messages'][7]")
    field = reading("st.session_state['title']")
    yield compare("read, item of a list of 5,000", reading("Chat.messages[7]"), item, 20)
    yield compare("read, plain field beside a list of 5,000", reading("Chat.title"), field, 1.0)


def _first(make: Callable[[], Callable[[], object]]) -> Sample:
    tab, act = linked(), make()
    with tab.run():
        act()
    return once(lambda: (tab, act))


def _ours() -> Callable[[], object]:
    cls, values = made()["X"], _values()

    def act() -> None:
        cls.f0 = next(values)

    return act


def _by_hand() -> Callable[[], object]:
    values = _values()

    def act() -> None:
        value = next(values)
        st.session_state["f0"] = value
        st.query_params.update({"f0": value})

    return act


def _first_touch() -> Row:
    cls = made()["X"]
    casts: list[Callable[[str], Any]] = [int if i % 2 else str for i in range(SIZE)]

    def all_by_hand() -> None:
        for i, cast in enumerate(casts):
            text = st.query_params.get(f"f{i}")
            st.session_state[f"f{i}"] = cast(text) if text is not None else None

    return compare(
        "first touch of 20 URL fields, deep link",
        once(lambda: (linked(), lambda: cls.f0)),
        once(lambda: (linked(), all_by_hand)),
        1.5,
        rounds=101,
    )
