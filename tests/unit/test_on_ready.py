"""The hook on_ready: called once in a session, when the values of the URL are in."""

from __future__ import annotations

import pickle
from contextlib import nullcontext, suppress
from typing import Any, ClassVar, Literal

import pytest

from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery, FakeSession

DRAFTS = {1: "first", 22: "the draft of 22"}


class Draft(PageState):
    id: int = StateVar(default=1, url_key="id")
    body: str = StateVar(default="")
    seen: list[int] = StateVar(default=[])

    log: ClassVar[list[Any]] = []

    @classmethod
    def on_init(cls) -> None:
        cls.log.append(("init", cls.id))

    @classmethod
    def on_ready(cls) -> None:
        cls.log.append(("ready", cls.id, cls.body))
        cls.body = DRAFTS[cls.id]

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.log.append((field, old, new))

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.log.append(("adopt", changed))


@pytest.fixture(autouse=True)
def log() -> list[Any]:
    Draft.log.clear()
    return Draft.log


def test_it_sees_the_urls_values_and_is_called_once(log: list[Any]) -> None:
    query = FakeQuery("?id=22&utm=1")
    with use_ports(FakeSession(), query):
        assert Draft.body == "the draft of 22"
        query.go("?id=1")
        assert (Draft.id, Draft.body) == (1, "the draft of 22")
    assert log == [("init", 1), ("ready", 22, ""), ("adopt", {"id": 1})]
    assert query.updates == []


def test_a_first_assignment_comes_after_it(log: list[Any]) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Draft.body = "mine"
        assert Draft.body == "mine"
    assert log == [("init", 1), ("ready", 1, ""), ("body", "first", "mine")]


def test_what_it_writes_to_the_url_is_no_claim() -> None:
    class Numbered(PageState):
        n: int = StateVar(default=0, url_key="n")

        @classmethod
        def on_ready(cls) -> None:
            cls.n = 5

    query = FakeQuery("?utm=1")
    with use_ports(FakeSession(), query), batch():
        assert Numbered.n == 5
    assert query.updates == [{"utm": ("1",), "n": ("5",)}]


def test_if_it_fails_the_session_has_seen_nothing(log: list[Any]) -> None:
    session, query = FakeSession(), FakeQuery("?id=3")
    with use_ports(session, query):
        with pytest.raises(KeyError):
            _ = Draft.body
        assert SESSION_KEY not in session
        query.go("?id=22")
        assert Draft.body == "the draft of 22"
    assert [entry[0] for entry in log] == ["init", "ready", "init", "ready"]


class Stop(BaseException):
    """A control flow exception that stops a script run."""


class AskingQuery(FakeQuery):
    """A query that knows which command has ended a run."""

    ending: Literal["rerun", "stop"] | None = None

    def asked_by_app(self, error: BaseException) -> Any:
        return self.ending

    def tell_next_run(self, error: BaseException) -> None:
        """The next run begins with the present address anyway."""


@pytest.mark.parametrize(
    ("ending", "calls"), [("rerun", 1), ("stop", 3), (None, 3)], ids=["rerun", "stop", "outside"]
)
def test_one_that_is_stopped_is_called_again(ending: Any, calls: int) -> None:
    """Not if it has asked for a rerun: then it would be called forever."""
    seen: list[int] = []

    class Stopped(PageState):
        n: int = StateVar(default=0, url_key="stopped_n")
        plain: int = StateVar(default=0)

        @classmethod
        def on_ready(cls) -> None:
            seen.append(cls.n)
            cls.plain += 1
            if len(seen) < 3:
                raise Stop

    session, query = FakeSession(), AskingQuery("?stopped_n=7")
    query.ending = ending
    for _ in range(3):
        with use_ports(session, query):
            try:
                assert Stopped.n == 7
            except Stop:
                continue
    with use_ports(session, query):
        assert (Stopped.n, Stopped.plain) == (7, calls)
    assert seen == [7] * calls


def test_it_is_called_again_for_a_new_session_only() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        _ = Draft.id
    session = FakeSession()
    with use_ports(session, FakeQuery()):
        _ = Draft.id
        session[SESSION_KEY] = pickle.loads(pickle.dumps(session[SESSION_KEY]))
        _ = Draft.id
        assert [entry[0] for entry in Draft.log].count("ready") == 2
        session.clear()
        _ = Draft.id
        assert [entry[0] for entry in Draft.log].count("ready") == 3


@pytest.mark.parametrize("stopped", [False, True], ids=["at once", "after a stop"])
def test_one_that_catches_anothers_failure_leaves_first_values(stopped: bool) -> None:
    class Refusing(PageState):
        n: int = StateVar(default=0)

        @classmethod
        def on_init(cls) -> None:
            raise ValueError

    class Catching(PageState):
        n: int = StateVar(default=0, url_key="n")

        @classmethod
        def on_ready(cls) -> None:
            calls.append(cls.n)
            if stopped and len(calls) == 1:
                raise Stop
            with suppress(ValueError):
                _ = Refusing.n

    calls: list[int] = []
    with use_ports(FakeSession(), FakeQuery("?n=3")):
        with nullcontext() if not stopped else pytest.raises(Stop):
            _ = Catching.n
        assert (Catching.n, Catching.n) == (3, 3)
    assert calls == [3, 3] if stopped else [3]


def test_it_is_called_once_if_another_hook_has_touched_the_class() -> None:
    class Told(PageState):
        n: int = StateVar(default=0, url_key="told_ready_n")

        @classmethod
        def on_ready(cls) -> None:
            told.append("ready")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: Exception) -> None:
            told.append(text)

    told: list[str] = []
    with use_ports(FakeSession(), FakeQuery("?told_ready_n=x")):
        assert Told.n == 0
    assert told == ["ready", "x"]
