"""Regressions found by many visitors: failed batches, purged links, former runs."""

from __future__ import annotations

import gc
import typing
import weakref
from typing import Any

import pytest

from drivers.runs import RunningTab
from pydantic_version import lets_enums_go
from st_page_state import (
    InvalidValueError,
    PageState,
    StateVar,
    batch,
    use_ports,
)
from st_page_state_fakes import FakeQuery, FakeSession


class Bag(PageState):
    tags: list[str] = StateVar(default_factory=list, url_key="t")
    note: str = StateVar(default="")


class View(PageState):
    zoom: int = StateVar(default=1, url_key="z")


class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")


def test_a_list_adopted_by_a_failed_batch_is_no_in_place_change() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        assert Bag.tags == []
        query.go("?t=a&junk=1")
        with pytest.raises(ZeroDivisionError), batch():
            assert Bag.tags == ["a"]
            raise ZeroDivisionError
        assert Bag.note == ""
    assert query.params == {"t": ("a",), "junk": ("1",)}


def test_a_failed_batch_keeps_earlier_in_place_changes() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Bag.tags.append("a")
        with pytest.raises(ZeroDivisionError), batch():
            Bag.tags = ["b"]
            raise ZeroDivisionError
        assert Bag.tags == ["a"]


@pytest.mark.filterwarnings("ignore:A change to Filters")
class TestLinksThatAClaimPurges:
    """A link is opened in a running session, and another class claims the URL first."""

    def test_its_text_was_once_written_by_the_library(self) -> None:
        tab = RunningTab()
        with tab.run():
            assert View.zoom == 1
        with tab.run("?z=5"):
            assert View.zoom == 5
        with tab.run("?z=1"):
            Filters.page = 2
            assert View.zoom == 1

    def test_its_text_is_from_the_landing_url(self) -> None:
        tab = RunningTab("?z=5")
        with tab.run():
            assert Filters.page == 1
        with tab.run("?z=7"):
            Filters.page = 2
        with tab.run("?z=5"):
            Filters.page = 3
        with tab.run():
            assert View.zoom == 5


SCRIPT = """
from enum import Enum
from typing import Annotated
from pydantic import AfterValidator
from st_page_state import PageState, StateVar

class Frame: ...

frame = Frame()
"""
DECLARATIONS = {
    "a validator": (
        "def check(n): return n\n"
        "class A(PageState):\n"
        "    n: Annotated[int, AfterValidator(check)] = StateVar(1)\n"
    ),
    "a factory": "class A(PageState):\n    n: list[int] = StateVar(default_factory=lambda: [])\n",
    "a class shared with": (
        "class B(PageState):\n"
        "    m: int = StateVar(1)\n"
        "    @classmethod\n"
        "    def on_init(cls): ...\n"
        "class A(PageState):\n"
        "    n: int = StateVar(1)\n"
        "    class Config: share_url_with = (B,)\n"
    ),
}


ENUM = (
    "class Level(Enum):\n"
    "    LOW = 1\n"
    "    def more(self): ...\n"
    "class A(PageState):\n"
    "    n: Level = StateVar(Level.LOW)\n"
)


@pytest.mark.parametrize(
    "declaration",
    [
        *(pytest.param(code, id=name) for name, code in DECLARATIONS.items()),
        pytest.param(ENUM, id="an Enum with a method", marks=lets_enums_go),
    ],
)
def test_at_most_one_run_of_ended_sessions_is_kept(declaration: str) -> None:
    code = compile(SCRIPT + declaration + "A.n\n", "script.py", "exec", dont_inherit=True)
    frames: list[weakref.ref[Any]] = []
    for _ in range(20):
        space: dict[str, Any] = {"__name__": "__main__", "__file__": "script.py"}
        with use_ports(FakeSession(), FakeQuery()):
            exec(code, space)
        frames.append(weakref.ref(space["frame"]))
    del space
    for forget in typing._cleanups:  # type: ignore[attr-defined]
        forget()  # Python itself keeps the last 128 annotations with all that hangs on them
    gc.collect()
    assert sum(frame() is not None for frame in frames) <= 1


class Pair(PageState):
    left: list[int] = StateVar(default_factory=list)
    right: str = StateVar(default="")


def test_an_invalid_in_place_change_in_a_first_batch_is_dropped() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError), batch():
            Pair.left.append("x")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
            assert Pair.right == ""
        assert Pair.left == []


def test_sessions_share_only_a_few_sets_of_names() -> None:
    spec = Pair.__page_state__
    several = [frozenset({f"{n}"}) for n in range(100)]
    assert [spec.one_for_all(names) for names in several] == several
    assert spec.one_for_all(frozenset({"0"})) is several[0]
    assert spec.one_for_all(names := frozenset({"99"})) is names


def test_an_empty_widget_without_options_is_no_edit() -> None:
    class Chosen(PageState):
        tags: list[str] = StateVar(default=["a"])
        tag: str = StateVar(default="a")

    tab = RunningTab()
    for name in ("tags", "tag"):
        with tab.run():
            key = Chosen.bind(name, options=["a", "b"])["key"]
        with tab.run(), pytest.raises(ZeroDivisionError), batch():
            Chosen.bind(name, options=[])
            raise ZeroDivisionError
        with tab.run():
            Chosen.bind(name, options=["a", "b"])
            assert Chosen.dump() == {"tags": ["a"], "tag": "a"}
            assert Chosen.widget_errors() == {}
            assert tab.session[key] == Chosen.dump()[name]
