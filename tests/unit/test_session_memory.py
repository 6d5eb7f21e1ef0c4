"""Session memory: pickling and concurrent writes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from drivers.runs import RunningQuery
from st_page_state import PageState, Params, StateVar, use_ports
from st_page_state.engine.address_memory import AddressMemory
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery, FakeSession


class Carried(PageState):
    n: int = StateVar(default=0, url_key="carried_n")
    refused: int = StateVar(default=0, url_key="carried_refused")
    items: list[int] = StateVar(default_factory=list)
    note: str = StateVar(default="a")
    lines: list[dict[str, int]] = StateVar(default_factory=lambda: [{"a": 1}])


class Purger(PageState):
    n: int = StateVar(default=0, url_key="purger_n")


class Late(PageState):
    """A class that is never touched, so that its params stay kept."""

    n: int = StateVar(default=0, url_key="late_n")


def contents(memory: AddressMemory | ClassState) -> dict[str, Any]:
    return {name: getattr(memory, name) for name in type(memory).__slots__}


@contextmanager
def in_use() -> Iterator[SessionMemory]:
    """Return the memory of a session in which everything has happened."""
    session, query = FakeSession(), RunningQuery("?late_n=5&carried_refused=bad")
    query.begin(page="first")
    with use_ports(session, query):
        Carried.items.append(1)
        _ = Carried.n
    query.begin(page="second", history=None)
    with use_ports(session, query):
        _ = Carried.n
    query.begin(page="second", history=None)
    with use_ports(session, query):
        bound = Carried.bind("note")
        session[bound["key"]] = 7
        _ = Carried.bind("note"), Carried.bind("n", form=True)
        Carried.bind_editor("lines")
        query.go("?carried_n=3&late_n=6&carried_refused=bad")
        Purger.n = 1
        with pytest.warns(match="two history entries"):
            assert Carried.n == 3
        yield session[SESSION_KEY]


def test_a_pickle_has_all_class_state_except_a_runs() -> None:
    with in_use() as memory:
        state = memory.classes[Carried.__page_state__.namespace]
        before, after = contents(state), contents(pickle.loads(pickle.dumps(state)))
    passing = {
        "spec": None, "since": None, "cls": None, "token": None, "run": None, "adopted": (None, {}),
        "given_up": {}, "awaited": {}, "overruled": frozenset(), "version": 0,
    }  # fmt: skip
    assert before.pop("mutables")
    assert not after.pop("mutables")
    assert after == {**before, **passing}
    assert all(value for name, value in before.items() if name not in {*passing, "saved"})


def test_a_pickle_has_all_of_the_address_except_a_runs() -> None:
    with in_use() as memory:
        whole: SessionMemory = pickle.loads(pickle.dumps(memory))
        before, after = contents(memory.address), contents(whole.address)
        assert whole.classes.keys() == memory.classes.keys()
        assert whole.warned == memory.warned
        assert not whole.active
    passing = {
        "run": None, "stale": {}, "stale_runs": 0, "entry": None, "purged": {}, "last_read": None,
        "earlier": (), "told_in": None,
    }  # fmt: skip
    assert after == {**before, **passing}
    elsewhere = {"shared", "share_error", "keys", "stored"}  # of a store
    assert all(value for name, value in before.items() if name not in {*passing, *elsewhere})


class Stop(BaseException):
    """A control flow exception that stops a script run."""


class Mixed(PageState):
    n: int = StateVar(default=0, url_key="mixed_n")
    plain: int = StateVar(default=0)


class Hidden(PageState):
    n: int = StateVar(default=0, url_key="hidden_n", hide_default=True)


class Plain(PageState):
    n: int = StateVar(default=0)


class StoppedOnce(RunningQuery):
    """A query that stops in the middle of a write, on request."""

    stops = False

    def replace(self, params: Params) -> None:
        if self.stops:
            self.stops = False
            raise Stop
        super().replace(params)


def test_a_param_restored_by_a_stopped_write_counts_as_seen() -> None:
    session, query = FakeSession(), StoppedOnce()

    @contextmanager
    def run(url: str, page: str) -> Iterator[None]:
        query.go(url)
        query.begin(page=page, history=None)
        with use_ports(session, query):
            yield

    with run("", "first"):
        Hidden.n = 5
    with run("", "second"):
        assert Plain.dump() == {"n": 0}
    query.stops = True
    with pytest.raises(Stop), run("", "second"):
        _ = Hidden.n
    assert query.params == {"hidden_n": ("5",)}
    with run("?hidden_n=5", "second"):
        assert Plain.dump() == {"n": 0}
    with run("?other=1", "second"):
        assert Hidden.n == 0


class Counting(FakeSession):
    """A session that counts its writes."""

    writes = 0

    def __setitem__(self, key: str, value: Any) -> None:
        self.writes += 1
        super().__setitem__(key, value)


def test_a_transaction_without_changes_writes_nothing(query: FakeQuery) -> None:
    session = Counting()
    with use_ports(session, query):
        Mixed.n = 1
        before = session.writes
        assert Mixed.dump() == {"n": 1, "plain": 0}
        assert session.writes == before


def test_an_edited_widget_is_not_overwritten_when_bound_again(
    query: FakeQuery,
) -> None:
    session = Counting()
    with use_ports(session, query):
        bound = Mixed.bind("plain")
        del session[SESSION_KEY]
        session[bound["key"]] = 7
        bound["on_change"]()
        before = session.writes
        assert Mixed.bind("plain")["key"] == bound["key"]
        assert Mixed.plain == 7
        assert session.writes == before


class Shown(PageState):
    status: str = StateVar(default="pending", url_key="shown_status")
    key: SecretStr = StateVar(default=SecretStr("hidden"))
    text: str = StateVar(default="x" * 1_000)


def test_its_text_has_the_values_by_class_and_field() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery("?shown_status=active")):
        _ = Carried.n, Shown.status
    carried, shown = repr(session[SESSION_KEY]).split("; ")
    assert carried == "Carried(n=0, refused=0, items=[], note='a', lines=[{'a': 1}])"
    assert shown.startswith("Shown(status='active', key=SecretStr('**********'), text='xxx")
    assert len(shown) < 300


def test_the_text_of_a_loaded_session_names_its_classes() -> None:
    with in_use() as memory:
        loaded = pickle.loads(pickle.dumps(memory))
    assert "Carried, not used since the session was loaded" in repr(loaded)


def test_an_equal_value_counts_as_no_write() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()):
        Plain.n = 1
        state = session[SESSION_KEY].classes[Plain.__page_state__.namespace]
        before = state.version
        Plain.n = 1
        assert state.version == before
        Plain.n = 2
        assert state.version == before + 1
