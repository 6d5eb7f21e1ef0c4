"""``st.cache_data`` and ``st.cache_resource`` of a simulated app."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    NotSimulatedError,
    UnhashableParamError,
    UnserializableReturnValueError,
)

Way = Enum("Way", "UP DOWN")


class Model(BaseModel):
    n: int


@dataclass
class Road:
    n: int


def logging_into(calls: list[Any]) -> Callable[[Any], None]:
    def load(what: Any) -> None:
        calls.append(what)

    return load


def test_the_tabs_of_an_app_share_what_is_cached_until_it_restarts() -> None:
    calls: list[int] = []

    def script(st: Any) -> None:
        @st.cache_data(ttl=60, max_entries=2, show_spinner=False)
        def load(n: int) -> int:
            """Load."""
            calls.append(n)
            return n

        st.text(f"{load(1)} {load.__name__} {load.__doc__}")

    app = FakeApp(script)
    assert app.open().texts == app.open().texts == ["1 load Load."]
    assert calls == [1]
    app.clear_caches()
    app.open()
    assert calls == [1, 1]
    app.restart()
    app.open()
    assert calls == [1, 1, 1]
    FakeApp(script).open()
    assert calls == [1, 1, 1, 1]


@pytest.mark.parametrize("clear", ["cache_data", "cache_resource"])
def test_each_cache_is_cleared_alone(clear: str) -> None:
    calls: list[str] = []

    def script(st: Any) -> None:
        st.cache_data(lambda: calls.append("cache_data"))()
        st.cache_resource(lambda: calls.append("cache_resource"))()

    app = FakeApp(script)
    tab = app.open()
    with tab.run() as st:
        getattr(st, clear).clear()
    tab.rerun()
    assert calls == ["cache_data", "cache_resource", clear]


@pytest.mark.parametrize("other", [2, True, 1.0, "1", b"1", None, (1,), [1], {1: 1}, {1}, int])
def test_values_of_different_types_are_different_arguments(other: Any) -> None:
    calls: list[Any] = []

    def script(st: Any) -> None:
        load = st.cache_data(logging_into(calls))
        for value in (1, other, 1, other):
            load(value)

    FakeApp(script).open()
    assert calls == [1, other]


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (Way.UP, Enum("Way", "UP DOWN").UP, Way.DOWN),
        (date(2026, 1, 2), date(2026, 1, 2), date(2026, 1, 3)),
        (UUID(int=1), UUID(int=1), UUID(int=2)),
        (Model(n=1), Model(n=1), Model(n=2)),
        (Road(1), Road(1), Road(2)),
        (re.compile("a"), re.compile("a"), re.compile("b")),
        ([{"a": (1, {2})}], [{"a": (1, {2})}], [{"a": (1, {3})}]),
    ],
)
def test_equal_values_are_one_argument(one: Any, same: Any, other: Any) -> None:
    calls: list[Any] = []

    def script(st: Any) -> None:
        load = st.cache_data(logging_into(calls))
        for value in (one, same, other):
            load(value)

    FakeApp(script).open()
    assert calls == [one, other]


def test_further_arguments_and_functions_without_source_have_keys_too() -> None:
    calls: list[Any] = []
    scope: dict[str, Any] = {"calls": calls}
    exec("def load(n, *more, **named): calls.append((n, more, named))", scope)

    def script(st: Any) -> None:
        load = st.cache_data(scope["load"])
        for more in ((2, 3), (2, 4), (2, 3)):
            load(1, *more, last=5)
        load(1, 2, 3, last=6)

    FakeApp(script).open()
    given = [(more, named["last"]) for _, more, named in calls]
    assert given == [((2, 3), 5), ((2, 4), 5), ((2, 3), 6)]


@pytest.mark.parametrize("given", [lambda: 1, (n for n in range(3)), object()])
def test_an_argument_without_a_key_is_refused(given: Any) -> None:
    def script(st: Any) -> None:
        @st.cache_data
        def load(what: Any) -> None: ...

        load(given)

    with pytest.raises(UnhashableParamError, match=r"'what' of type .* call it _what") as refused:
        FakeApp(script).open()
    assert "load() is cached" in str(refused.value)


@pytest.mark.parametrize("kind", [object, "builtins.object"])
def test_a_hash_func_stands_for_an_argument(kind: Any) -> None:
    calls: list[Any] = []

    def script(st: Any) -> None:
        @st.cache_resource(hash_funcs={kind: lambda _: "same"})
        def load(what: Any) -> None:
            calls.append(what)

        load(object())
        load(object())

    FakeApp(script).open()
    assert len(calls) == 1


def test_a_result_that_cannot_be_copied_is_refused() -> None:
    def script(st: Any) -> None:
        st.cache_data(lambda: lambda: 1)()

    with pytest.raises(UnserializableReturnValueError, match="a function that cannot be pickled"):
        FakeApp(script).open()


@pytest.mark.parametrize(
    ("use", "what"),
    [
        (lambda st: st.cache_data(scope="session"), "st.cache_data(scope=...)"),
        (lambda st: st.cache_resource(validate=bool), "st.cache_resource(validate=...)"),
        (lambda st: st.cache_data(lambda: st.checkbox("x"))(), "checkbox() inside a function"),
        (lambda st: st.cache_data(lambda: st.sidebar.text("x"))(), "text() inside a function"),
        (lambda st: st.cache_data(lambda: st.container())(), "container() inside a function"),
    ],
)
def test_what_is_not_simulated(use: Callable[[Any], Any], what: str) -> None:
    with pytest.raises(NotSimulatedError, match=re.escape(what)):
        FakeApp(use).open()
