"""Hooks in which an error of another class's hook is caught, or the run is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery, FakeSession


class Broken(PageState):
    """Cannot be used: its database is away."""

    n: int = StateVar(default=0, url_key="broken_n")

    @classmethod
    def on_init(cls) -> None:
        raise ConnectionError("the database is away")


class Refusing(PageState):
    n: int = StateVar(default=0, url_key="refusing_n")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        raise ValueError("no")


def use_refusing() -> None:
    with suppress(ValueError):
        Refusing.n += 1


@pytest.fixture(autouse=True)
def _ports() -> Iterator[None]:
    with use_ports(FakeSession(), FakeQuery("?n=7")):
        yield


@pytest.mark.parametrize("fallback", [None, 5])
def test_on_init_may_do_without_another_class(fallback: int | None) -> None:
    calls: list[str] = []

    class Careful(PageState):
        n: int = StateVar(default=0, url_key="careful_n")

        @classmethod
        def on_init(cls) -> None:
            calls.append("on_init")
            try:
                cls.n = Broken.n
            except ConnectionError:
                if fallback is not None:
                    cls.n = fallback

    assert (Careful.n, calls) == (fallback or 0, ["on_init"])


def test_before_set_of_a_first_touch_may_catch() -> None:
    class Careful(PageState):
        n: int = StateVar(default=0, url_key="n")
        m: int = StateVar(default=0)

        @classmethod
        def before_set(cls) -> None:
            use_refusing()

    Careful.m = 5
    assert (Careful.n, Careful.m) == (7, 5)
    Careful.m = 6
    assert (Careful.n, Careful.m) == (7, 6)


@pytest.mark.parametrize("touched", [True, False])
def test_before_set_of_a_change_in_place_may_catch(touched: bool) -> None:
    class Careful(PageState):
        items: list[int] = StateVar(default_factory=list)

        @classmethod
        def before_set(cls) -> None:
            use_refusing()

    if touched:
        assert Careful.items == []
    with batch():
        Careful.items.append(1)
        assert Careful.items == ([1] if touched else [])


def test_on_url_error_of_a_first_touch_may_catch() -> None:
    class Careful(PageState):
        n: bool = StateVar(default=True, url_key="n")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: object) -> None:
            use_refusing()

    assert Careful.n is True
    assert Careful.url_errors()["n"].text == "7"


def test_on_init_may_correct_the_url(query: FakeQuery) -> None:
    told: list[str] = []

    class Corrected(PageState):
        n: int = StateVar(default=0, url_key="corrected_n")

        @classmethod
        def on_init(cls) -> None:
            query.go("?corrected_n=3")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: object) -> None:
            told.append(text)

    query.go("?corrected_n=bad")
    with use_ports(FakeSession(), query):
        assert Corrected.n == 3
    assert told == []


def test_a_hook_that_sets_a_field_spares_it_its_error(query: FakeQuery) -> None:
    told: list[str] = []

    class Corrected(PageState):
        a: int = StateVar(default=0, url_key="a")
        b: int = StateVar(default=0, url_key="b")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: object) -> None:
            told.append(field)
            cls.b = 4

    query.go("?a=bad&b=bad")
    with use_ports(FakeSession(), query), batch():
        assert (Corrected.a, Corrected.b) == (0, 4)
    assert told == ["a"]


def test_an_edit_of_a_forgotten_session_may_be_rolled_back() -> None:
    class Careful(PageState):
        n: int = StateVar(default=0, url_key="edited_n")

        @classmethod
        def before_set(cls) -> None:
            use_refusing()

    session = FakeSession()
    with use_ports(session, FakeQuery()):
        bound = Careful.bind("n")
        del session[SESSION_KEY]
        session[bound["key"]] = 7
        bound["on_change"]()
        assert Careful.n == 0


class Stop(BaseException):
    """Ends a script run, as Streamlit's own exceptions do."""


class StoppedSession(FakeSession):
    """Stops the run at the next read of the library's key, once armed."""

    armed = False

    def __getitem__(self, key: str) -> Any:
        if self.armed:
            self.armed = False
            raise Stop
        return super().__getitem__(key)


def test_a_run_stopped_while_rolling_back_commits_nothing(query: FakeQuery) -> None:
    session = StoppedSession()

    class Stopped(PageState):
        n: int = StateVar(default=0, url_key="stopped_n")

        @classmethod
        def on_change(cls, field: str, old: int, new: int) -> None:
            session.armed = True
            raise ValueError("no")

    with use_ports(session, query):
        assert Stopped.n == 0
        with pytest.raises(Stop):
            Stopped.n = 5
        assert (Stopped.n, query.url) == (0, "?stopped_n=0")


@pytest.mark.parametrize("touch", ["read", "write", "dump"])
def test_a_class_remade_in_a_transaction_that_a_hook_has_rolled_back(touch: str) -> None:
    class Edited(PageState):
        items: list[int] = StateVar(default_factory=list)

        class Config:
            namespace = "edited"

    session, query, times = FakeSession(), FakeQuery(), [1]
    with use_ports(session, query):
        Edited.items.append(1)

    class Now(PageState):
        items: list[float] = StateVar(default_factory=list)
        extra: str = StateVar(default="x")

        class Config:
            namespace = "edited"

        @classmethod
        def before_set(cls) -> None:
            if times:
                times.pop()
                use_refusing()

    with use_ports(session, query), batch():
        if touch == "read":
            assert Now.extra == "x"
        elif touch == "write":
            Now.extra = "y"
        else:
            assert Now.dump() == {"items": [], "extra": "x"}
        assert Now.dump() == {"items": [1.0], "extra": "y" if touch == "write" else "x"}
