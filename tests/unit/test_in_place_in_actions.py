"""A change in place is part of the action in which it was made: one entry, one rollback."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator

from st_page_state import InvalidValueError, PageState, StateVar, batch, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit


def letters(text: str) -> str:
    if not text.isalpha():
        raise ValueError("letters only")
    return text


class Names(PageState):
    names: list[Annotated[str, AfterValidator(letters)]] = StateVar(
        default_factory=list, url_key="names"
    )


class Count(PageState):
    n: int = StateVar(default=0, url_key="n")

    class Config:
        share_url_with = ("Names",)


class First(PageState):
    init: list[str] = StateVar(default_factory=list, url_key="init")
    ready: list[str] = StateVar(default_factory=list, url_key="ready")
    adopted: list[str] = StateVar(default_factory=list, url_key="adopted")

    @classmethod
    def on_init(cls) -> None:
        cls.init.append("i")

    @classmethod
    def on_ready(cls) -> None:
        cls.ready.append("r")

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.adopted.append("a")


def test_the_first_values_that_hooks_make_in_place_are_no_claim() -> None:
    query = FakeQuery("?foreign=1")
    with use_ports(FakeSession(), query):
        assert First.init == ["i"]
        assert First.ready == ["r"]
        assert query.url == "?foreign=1&init=i&ready=r&adopted="
        assert len(query.updates) == 1
        assert First.init == ["i"]
        assert len(query.updates) == 1


def test_what_on_adopt_changes_in_place_is_no_claim() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        First.snapshot()
        query.go("?init=x&ready=y&adopted=z&foreign=1")
        before = len(query.updates)
        assert First.adopted == ["z", "a"]
        assert First.adopted == ["z", "a"]
        assert len(query.updates) == before + 1
        assert "foreign=1" in query.url


def test_a_bad_change_in_place_takes_its_batch_back() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Names.names = ["a"]
        Count.n = 1
        before = len(query.updates)
        with pytest.raises(InvalidValueError, match="item 2: letters only"), batch():
            Count.n = 2
            Names.names.append("1")
        assert (Count.n, Names.names) == (1, ["a"])
        assert len(query.updates) == before


class Ping(PageState):
    rows: list[int] = StateVar(default_factory=list, url_key="ping")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        Pong.rows.append(len(new))

    class Config:
        share_url_with = ("Pong",)


class Pong(PageState):
    rows: list[int] = StateVar(default_factory=list, url_key="pong")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        if len(Ping.rows) < 3:
            Ping.rows.append(len(new))


class Endless(PageState):
    rows: list[int] = StateVar(default_factory=list, url_key="rows")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        cls.rows.append(len(new))


def test_hooks_that_answer_in_place_take_part() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Pong.snapshot()
        Ping.snapshot()
        before = len(query.updates)
        with batch():
            Ping.rows.append(0)
        assert (len(Ping.rows), len(Pong.rows)) == (3, 3)
        assert len(query.updates) == before + 1


def test_hooks_that_never_stop_answering_do_not_hang() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query), batch():
        Endless.rows.append(0)
    assert len(query.updates) == 1


def test_a_callback_of_a_widget_is_one_entry_with_what_it_changes_in_place() -> None:
    def script(st: FakeStreamlit) -> None:
        Names.snapshot()
        st.number_input("N", step=1, **Count.bind("n", on_change=lambda: Names.names.append("a")))

    tab = FakeApp(script).open()
    before = len(tab.history)
    tab.widget("N").set_value(2)
    assert tab.url == "?names=a&n=2"
    assert len(tab.history) == before + 1


class Strict(PageState):
    n: int = StateVar(default=0, url_key="strict")

    @classmethod
    def before_set(cls) -> None:
        Names.names.append("b")
        if cls.n == 5:
            raise RuntimeError("no more")


def test_a_hook_that_fails_leaves_no_entry() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Names.snapshot()
        Strict.n = 5
        before = len(query.updates)
        with pytest.raises(RuntimeError, match="no more"):
            Strict.n = 6
        assert len(query.updates) == before
        assert Strict.n == 5


class Spoiler(PageState):
    n: int = StateVar(default=0, url_key="spoiler")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        Names.names.append(str(new))


def test_a_hook_that_spoils_a_value_in_place_leaves_no_entry() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Names.names = ["a"]
        Spoiler.snapshot()
        before = len(query.updates)
        with pytest.raises(InvalidValueError, match="item 2: letters only"):
            Spoiler.n = 1
        assert (Spoiler.n, Names.names) == (0, ["a"])
        assert len(query.updates) == before


class Undone(PageState):
    n: int = 0

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        if new == 0:
            First.snapshot()

    class Config:
        undo = 5


def test_a_class_whose_first_touch_is_in_the_hook_of_an_undo() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Undone.n = 1
        Undone.undo()
        assert (Undone.n, First.init, First.ready) == (0, ["i"], ["r"])


class Alone(PageState):
    n: int = StateVar(default=0, url_key="alone")

    @classmethod
    def on_change(cls, name: str, old: Any, new: Any) -> None:
        pass


@pytest.mark.parametrize("in_batch", [False, True])
def test_what_was_changed_in_place_before_an_action_is_none_of_it(in_batch: bool) -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Alone.snapshot()
        Names.names.append("a")
        with batch() if in_batch else nullcontext():
            Alone.n = 1
        assert query.url == "?alone=1"
        assert Names.names == ["a"]
        assert query.url == "?names=a"


def test_a_block_takes_along_what_was_handed_out_before_it() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Count.snapshot()
        names = Names.names
        before = len(query.updates)
        with batch():
            names.append("a")
            Count.n = 1
        assert query.url == "?n=1&names=a" or query.url == "?names=a&n=1"
        assert len(query.updates) == before + 1
