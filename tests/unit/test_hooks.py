"""Hooks: when each one fires, and the roll back if one fails."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from st_page_state import InvalidQueryParamError, PageState, StateVar, batch, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Logged(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")
    tags: list[str] = StateVar(default_factory=list)

    log: ClassVar[list[Any]] = []

    @classmethod
    def on_init(cls) -> None:
        cls.log.append("init")
        cls.page = 5
        cls.status = "first"

    @classmethod
    def before_set(cls) -> None:
        cls.log.append("before")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.log.append((field, old, new))

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.log.append(("adopt", changed))

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
        cls.log.append(("error", field, text, error.field))


@pytest.fixture(autouse=True)
def log() -> list[Any]:
    Logged.log.clear()
    return Logged.log


def test_on_init_comes_first_and_once_and_the_url_wins_over_it(log: list[Any]) -> None:
    query = FakeQuery("?status=active&utm=x")
    with use_ports(FakeSession(), query):
        assert (Logged.status, Logged.page) == ("active", 5)
        assert Logged.status == "active"
    assert log == ["init"]
    assert query.updates == [{"status": ("active",), "utm": ("x",), "p": ("5",)}]


def test_a_write_in_on_init_counts_as_set_by_code() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Logged.bind("page", value=10)
        assert Logged.page == 5


def test_a_set_field_fires_before_and_after(log: list[Any]) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Logged.page = 2
        Logged.update(page=3, status="active")
        Logged.page = 3
        Logged.load({"page": 4})
        Logged.reset("page")
        Logged.apply(Logged(page=9))
    assert log == [
        "init",
        "before",
        ("page", 5, 2),
        "before",
        ("page", 2, 3),
        ("status", "first", "active"),
        "before",
        "before",
        ("page", 3, 4),
        "before",
        ("page", 4, 1),
        "before",
        ("status", "active", "pending"),
        ("page", 1, 9),
    ]


def test_an_in_place_change_is_an_assignment_at_the_next_touch(log: list[Any]) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Logged.tags.append("a")
        assert log == ["init"]
        Logged.page
        assert log[1:] == ["before", ("tags", [], ["a"])]


def test_adopted_values_fire_on_adopt_only(log: list[Any]) -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Logged.page
        query.go("?p=7&status=first")
        assert Logged.page == 7
    assert log == ["init", ("adopt", {"page": 7})]


def test_a_bad_text_fires_on_url_error_once(log: list[Any]) -> None:
    query = FakeQuery("?p=x")
    with use_ports(FakeSession(), query):
        Logged.page
        Logged.page
    assert log == ["init", ("error", "page", "x", "page")]


class Follow(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        if field == "status":
            cls.page = 1

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        if "status" in changed:
            cls.page = 99


def test_writes_in_on_change_are_part_of_the_transaction() -> None:
    query = FakeQuery("?p=5&status=pending&junk=1")
    with use_ports(FakeSession(), query):
        Follow.status = "active"
    assert query.updates == [{"p": ("1",), "status": ("active",)}]


def test_writes_in_on_adopt_are_published_without_a_claim() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Follow.page
        query.go("?status=active&p=3&junk=1")
        assert Follow.page == 99
    assert query.params == {"status": ("active",), "p": ("99",), "junk": ("1",)}


def test_hooks_fire_at_each_write_inside_a_batch() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query), batch():
        Follow.page = 4
        Follow.status = "active"
        assert Follow.page == 1
        assert query.updates == []


class Tagging(Logged):
    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.tags = ["new"]


def test_writes_in_on_adopt_fire_before_set_and_on_change(log: list[Any]) -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Tagging.page
        query.go("?p=7")
        assert Tagging.tags == ["new"]
    assert log == ["init", "before", ("tags", [], ["new"])]


class Failing(PageState):
    n: int = StateVar(0, url_key="n")
    fails: ClassVar[str] = ""

    @classmethod
    def _fail(cls, hook: str) -> None:
        if cls.fails == hook:
            raise ZeroDivisionError(hook)
        if cls.fails == f"{hook} flow":
            raise SystemExit(hook)

    @classmethod
    def on_init(cls) -> None:
        cls._fail("init")

    @classmethod
    def before_set(cls) -> None:
        cls._fail("before")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls._fail("change")

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls._fail("adopt")

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
        cls._fail("error")


@pytest.fixture(autouse=True)
def sound() -> None:
    Failing.fails = ""


@pytest.mark.parametrize("hook", ["before", "change"])
def test_a_failing_hook_rolls_back_the_transaction(hook: str) -> None:
    query = FakeQuery("?n=1&junk=1")
    with use_ports(FakeSession(), query):
        assert Failing.n == 1
        Failing.fails = hook
        with pytest.raises(ZeroDivisionError):
            Failing.n = 5
        assert Failing.n == 1
    assert query.updates == []


def test_a_failing_hook_rolls_back_the_batch_even_if_caught() -> None:
    query = FakeQuery("?n=1")
    with use_ports(FakeSession(), query):
        with batch():
            Follow.page = 7
            Failing.fails = "change"
            with pytest.raises(ZeroDivisionError):
                Failing.n = 5
            Failing.fails = ""
        assert (Follow.page, Failing.n) == (1, 1)


def test_a_failing_on_init_is_called_again_at_the_next_touch() -> None:
    with use_ports(FakeSession(), FakeQuery("?n=3")):
        Failing.fails = "init"
        with pytest.raises(ZeroDivisionError):
            Failing.n
        Failing.fails = ""
        assert Failing.n == 3


def test_a_failing_on_adopt_or_on_url_error_leaves_the_state_as_it_was() -> None:
    query = FakeQuery("?n=1")
    with use_ports(FakeSession(), query):
        assert Failing.n == 1
        for hook, url in (("adopt", "?n=2"), ("error", "?n=x")):
            query.go(url)
            Failing.fails = hook
            with pytest.raises(ZeroDivisionError):
                Failing.n
            Failing.fails = ""
            assert query.url == url
        query.go("?n=1")
        assert Failing.n == 1


@pytest.mark.parametrize(("hook", "then"), [("before flow", 1), ("change flow", 5)])
def test_control_flow_in_a_hook_commits_and_publishes(hook: str, then: int) -> None:
    query = FakeQuery("?n=1")
    with use_ports(FakeSession(), query):
        assert Failing.n == 1
        Failing.fails = hook
        with pytest.raises(SystemExit):
            Failing.n = 5
        Failing.fails = ""
        assert Failing.n == then
    assert query.params == {"n": (str(then),)}


def test_a_write_in_before_set_does_not_call_it_again() -> None:
    class Stamped(PageState):
        n: int = StateVar(0)
        count: int = StateVar(0)

        @classmethod
        def before_set(cls) -> None:
            cls.count += 1

    with use_ports(FakeSession(), FakeQuery()):
        Stamped.n = 5
        Stamped.update(n=6)
        assert (Stamped.n, Stamped.count) == (6, 2)


def test_hooks_are_inherited() -> None:
    class Child(Follow):
        extra: int = StateVar(0)

    with use_ports(FakeSession(), FakeQuery("?p=4")):
        Child.status = "active"
        assert Child.page == 1


def test_hooks_that_are_not_overridden_do_nothing() -> None:
    assert PageState.on_init() is None  # type: ignore[func-returns-value]
    assert PageState.before_set() is None  # type: ignore[func-returns-value]
    assert PageState.on_change("x", 1, 2) is None  # type: ignore[func-returns-value]
    assert PageState.on_adopt({}) is None  # type: ignore[func-returns-value]
    error = InvalidQueryParamError("X", "x", "x", "t", "r")
    assert PageState.on_url_error("x", "t", error) is None  # type: ignore[func-returns-value]
