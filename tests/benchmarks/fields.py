"""Rows about single fields: reading, writing, the first touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import streamlit as st
from tests.benchmarks import scripts
from tests.benchmarks.measure import Row, Sample, compare, loop, once
from tests.benchmarks.tab import Tab

RAW_READ = "st.session_state['plain']"
SIZE = 20


def rows() -> Iterator[Row]:
    """Measure reads, writes and first touches."""
    names = {"st": st, **scripts.made(scripts.state("X", SIZE))}
    yield compare("read, plain field", _read(names, "X.plain"), _raw(RAW_READ), 0.7)
    yield compare("read, URL field, class of 20", _read(names, "X.f7"), _raw(RAW_READ), 0.8)
    yield compare(
        "read, URL field, after a write in this run",
        _read(names, "X.f7", before="X.f0 = next(values)"),
        _raw(RAW_READ),
        1.0,
    )
    yield _sizes()
    yield compare(
        "write, plain field",
        _changing("X.plain = next(values)", names),
        _changing("st.session_state['plain'] = next(values)"),
        0.7,
    )
    yield compare(
        "write, URL field, class of 20",
        _changing("X.f0 = next(values)", names),
        _changing(
            "v = next(values); st.session_state['f0'] = v; st.query_params.update({'f0': v})"
        ),
        1.1,
    )
    yield compare("write, URL field, first of its run", _first(_ours), _first(_by_hand))
    yield _first_touch()


def _tab() -> Tab:
    return Tab(scripts.url(SIZE))


def _read(names: dict[str, Any], statement: str, before: str = "") -> Sample:
    """Read many times in one run; ``before`` is what the run's callback has done."""
    tab = _tab()
    names = {**names, "values": _values()}
    with tab.run():
        exec("X.f0", names)
    return loop(tab, statement, names, before=before)


def _raw(statement: str) -> Sample:
    tab = _tab()
    with tab.run():
        for i in range(SIZE):
            st.session_state[f"f{i}"] = i
        st.session_state["plain"] = "x"
    return loop(tab, statement, {"st": st})


def _values() -> Iterator[str]:
    return cycle(["active", "pending", "done"])


def _changing(statement: str, names: dict[str, Any] | None = None) -> Sample:
    return loop(_tab(), statement, {"st": st, "values": _values(), **(names or {})}, 100)


def _sizes() -> Row:
    def reading(size: int) -> Sample:
        names = scripts.made(scripts.state(f"Of{size}", size))
        return loop(Tab(scripts.url(size)), f"Of{size}.f3", names)

    return compare("read, class of 200 / class of 5", reading(200), reading(5), 1.1)


def _first(make: Callable[[], Callable[[], object]]) -> Sample:
    tab, act = _tab(), make()
    with tab.run():
        act()
    return once(lambda: (tab, act))


def _ours() -> Callable[[], object]:
    cls, values = scripts.made(scripts.state("X", SIZE))["X"], _values()

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
    kinds = scripts.NUMBERS_AND_TEXTS
    cls = scripts.made(scripts.state("X", SIZE, kinds))["X"]
    casts: list[Callable[[str], Any]] = [int if i % 2 else str for i in range(SIZE)]

    def by_hand() -> None:
        for i, cast in enumerate(casts):
            text = st.query_params.get(f"f{i}")
            st.session_state[f"f{i}"] = cast(text) if text is not None else None

    def tab() -> Tab:
        return Tab("&".join(f"f{i}={'7' if i % 2 else 'active'}" for i in range(SIZE)))

    return compare(
        "first touch of 20 URL fields, deep link",
        once(lambda: (tab(), lambda: cls.f0)),
        once(lambda: (tab(), by_hand)),
        1.5,
        rounds=101,
    )
