"""Scripts of the rows about caches and about what commands return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from math import inf
from typing import Any

from contract.rows.scripts.showing import outcome
from st_page_state import PageState, StateVar


class Mode(Enum):
    """A choice."""

    near = 1


class Everything(PageState):
    """A class with values of many kinds."""

    tags: list[str] = StateVar(default=[], url_key="tag")
    limit: float = StateVar(default=1.5)
    mode: Mode = StateVar(default=Mode.near)
    day: date | None = StateVar(default=date(2026, 1, 2))
    given: object = StateVar(default=("a", 1))
    sizes: set[int] = StateVar(default={1})
    more: dict[str, Any] = StateVar(default={"a": [1]})


def cached(st: Any) -> None:
    """Count the calls of two cached functions, and clear what they hold in each way."""
    calls = st.session_state.setdefault("calls", [])

    @st.cache_data(ttl=3600, max_entries=10, show_spinner=False)
    def load(n: int, _connection: object = None) -> list[int]:
        calls.append(f"load {n}")
        return [n]

    @st.cache_resource(show_spinner=False)
    def connect(n: int) -> list[int]:
        calls.append(f"connect {n}")
        return [n]

    def clear_all() -> None:
        calls.clear()
        st.cache_data.clear()
        st.cache_resource.clear()

    st.button("Clear all", on_click=clear_all)
    clears = {
        "Clear one": lambda: load.clear(1),
        "Clear load": load.clear,
        "Clear data": st.cache_data.clear,
        "Clear resource": st.cache_resource.clear,
    }
    for label, clear in clears.items():
        if st.button(label):
            calls.clear()
            clear()
    load(1).append(0)
    connect(1).append(0)
    st.text(f"load={load(1)} {load(n=1)} {load(1, object())} {load(2)}")
    st.text(f"connect={connect(1)} {connect(1) is connect(1)}")
    st.text(f"calls={calls}")


def of_snapshots(st: Any) -> None:
    """Load by a snapshot, as taken from the state and as made by hand."""
    calls: list[str] = st.session_state.setdefault("calls", [])

    @st.cache_data(show_spinner=False)
    def load(filters: Everything) -> str:
        calls.append(str(filters.limit))
        return f"{filters.limit} {filters.tags}"

    def clear() -> None:
        load.clear()
        calls.clear()

    st.button("Clear", on_click=clear)
    Everything.reset()
    found = [load(Everything.snapshot()), load(Everything()), load(Everything(limit=inf))]
    Everything.tags.append("new")
    st.text(f"{found} {load(Everything.snapshot())} calls={calls}")


def drawing(st: Any) -> None:
    """Draw in a cached function."""

    @st.cache_data(show_spinner=False)
    def draw(word: str) -> str:
        st.text(f"drawn {word}")
        return word

    draw("a")
    st.text("between")
    draw("a")


def failing(st: Any) -> None:
    """Fail in a cached function, at first; give it what has no key, return what has no copy."""
    calls = st.session_state.setdefault("calls", [])

    @st.cache_data(show_spinner=False)
    def load(session: int) -> str:
        calls.append(session)
        if len(calls) == 1:
            raise ValueError
        return "loaded"

    own = id(calls)
    first, second = outcome(st, lambda: load(own)), outcome(st, lambda: load(own))
    third = outcome(st, lambda: load(own))
    st.text(f"{first} {second} {third} calls={len(calls)}")

    @st.cache_data(show_spinner=False)
    def give(what: object) -> object:
        return what

    st.text(outcome(st, lambda: give(lambda: 1)))


def streaming(st: Any) -> None:
    """Stream texts and other things."""

    def texts() -> Iterator[str]:
        yield from ("a", "", "b")

    def mixed() -> Iterator[object]:
        yield from ("a", 1, "b", "", "c", lambda: st.text("called"), "d")

    for stream in (texts, texts(), mixed, ["a", "b"], iter(()), (n for n in (1,))):
        st.text(repr(st.write_stream(stream)))
    st.text(outcome(st, lambda: st.write_stream("text")))
    st.text(outcome(st, lambda: st.write_stream(5)))


def as_text(st: Any) -> None:
    """Show query params and session state as text."""
    st.text(str(st.query_params))
    st.session_state["word"] = "a"
    st.text(str(st.session_state))
    st.query_params["b"] = ["2"]
    st.query_params["c"] = 3
    st.text(str(st.query_params))


def own_options(st: Any) -> None:
    """Offer instances of classes that the script makes anew in each run."""
    from dataclasses import dataclass
    from enum import Enum

    @dataclass(frozen=True)
    class Road:
        number: int

    class Way(Enum):
        UP = "up"
        DOWN = "down"

    roads = [Road(1), Road(2)]
    road = st.selectbox("Road", roads, format_func=lambda r: f"road {r.number}", key="road")
    way = st.selectbox("Way", list(Way), format_func=lambda w: w.value, key="way")
    kept = st.session_state["road"].number, st.session_state["way"].value
    st.text(f"{road.number} {road in roads} {way.value} {way in list(Way)} {kept}")
