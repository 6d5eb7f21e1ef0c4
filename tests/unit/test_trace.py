"""The events of the engine, in the order in which they happen."""

from __future__ import annotations

from contextlib import suppress

import pytest

from drivers.runs import in_a_thread
from st_page_state import PageState, Params, StateVar, batch, use_ports
from st_page_state.trace import Event, shown, trace
from st_page_state_fakes import FakeQuery, FakeSession


class Filters(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")
    secret: str = StateVar("none")


class Short(PageState):
    word: str = StateVar("x", url_key="w", hide_default=True)


class Shy(PageState):
    n: int = StateVar(0, url_key="n")

    class Config:
        restore_url_on_touch = False


class Fussy(PageState):
    n: int = StateVar(0, url_key="n")

    @classmethod
    def on_change(cls, field: str, old: int, new: int) -> None:
        raise RuntimeError(f"no {new}")


def lines(events: list[Event]) -> list[str]:
    return [" ".join(str(event).split()) for event in events]


@pytest.mark.usefixtures("ports")
class TestEvents:
    def test_a_claim_of_a_new_session(self, query: FakeQuery) -> None:
        query.go("?junk=1&p=7")
        with trace() as events:
            Filters.status = "active"
        assert lines(events) == [
            "touch Filters",
            "adopt Filters page='7'",
            "restore Filters ?status='pending'",
            "claim Filters status='active'",
            "purge Filters ?junk='1'",
            "update Filters ?p='7' ?status='active'",
        ]
        assert events[-1] == Event("update", "Filters", {"p": "'7'", "status": "'active'"})

    def test_a_touch_without_changes_is_not_recorded(self) -> None:
        assert Filters.page == 1
        with trace() as events:
            assert (Filters.page, Filters.dump()["status"]) == (1, "pending")
        assert events == []

    def test_a_field_without_url_key_shows_its_type_only(self) -> None:
        assert Filters.page == 1
        with trace() as events:
            Filters.secret = "swordfish"
            Filters.page = 1
            Filters.update(page=2, secret="xyzzy")
        assert lines(events) == [
            "touch Filters secret=str",
            "touch Filters page='1'",
            "claim Filters page='2' secret=str",
            "update Filters ?status='pending' ?p='2'",
        ]
        assert "swordfish" not in repr(events)

    def test_back_is_adopted_and_rejected_texts_are_corrected(self, query: FakeQuery) -> None:
        assert Filters.page == 1
        query.go("?p=two&status=done")
        with trace() as events:
            assert Filters.page == 1
        assert lines(events) == [
            "touch Filters",
            "adopt Filters status='done' page='two' (invalid)",
            "restore Filters ?p='1'",
            "update Filters ?p='1' ?status='done'",
        ]

    def test_a_hidden_default_leaves_the_url(self) -> None:
        Short.word = "y"
        with trace() as events:
            Short.reset()
        assert lines(events) == ["claim Short word=default", "update Short no params"]

    def test_a_param_that_went_missing_is_adopted_as_the_default(self, query: FakeQuery) -> None:
        Short.word = "y"
        query.go("")
        with trace() as events:
            assert Short.word == "x"
        assert lines(events) == ["touch Short", "adopt Short word=default"]

    def test_a_restore_may_remove_a_param_too(self, query: FakeQuery) -> None:
        assert Short.word == "x"
        query.go("?w=%22x")
        with trace() as events:
            assert Short.word == '"x'
            query.go("?w=x")
            assert Short.word == "x"
        assert lines(events)[-2:] == ["restore Short ?w=removed", "update Short no params"]

    def test_focus_is_a_claim(self) -> None:
        assert Shy.n == 0
        with trace() as events:
            Shy.focus()
        assert lines(events) == ["claim Shy", "update Shy ?n='0'"]

    def test_a_batch_is_one_update_of_all_its_classes(self) -> None:
        assert (Filters.page, Short.word) == (1, "x")
        with trace() as events, batch():
            Filters.page = 2
            Short.word = "z"
        assert lines(events) == [
            "claim Filters page='2'",
            "touch Short",
            "claim Short word='z'",
            "purge Short ?status='pending' ?p='2'",
            "update Filters, Short ?w='z'",
        ]

    def test_a_claim_that_removes_nothing_is_no_purge(self, query: FakeQuery) -> None:
        query.go("?kept=1")
        with trace() as events:
            Keeping.n = 2
        assert "purge" not in [event.kind for event in events]
        assert query.params == {"kept": ("1",), "n": ("2",)}


class Keeping(PageState):
    n: int = StateVar(0, url_key="n")

    class Config:
        keep_params = ("kept",)


class TestParamsThatAWidgetHasBound:
    """Only the widget moves these params, so the trace must not report others as doing it."""

    def test_a_claim_does_not_purge_them(self) -> None:
        query = FakeQuery("?p=5", bound=["p"])
        with use_ports(FakeSession(), query), trace() as events:
            Shy.n = 2
        assert [event.kind for event in events] == ["touch", "claim", "update"]
        assert query.params == {"p": ("5",), "n": ("2",)}

    @pytest.mark.parametrize("url", ["", "?n=5"])
    def test_a_class_neither_adds_nor_changes_nor_removes_them(self, url: str) -> None:
        query = FakeQuery(url, bound=["n", "w"])
        with use_ports(FakeSession(), query), trace() as events:
            Keeping.n = 2
        assert "update" not in [event.kind for event in events]
        assert query.url == url

    def test_a_hidden_default_does_not_remove_them(self) -> None:
        query = FakeQuery("?w=y", bound=["w"])
        with use_ports(FakeSession(), query), trace() as events:
            Short.word = "x"
            assert Short.word == "y"
        assert "update" not in [event.kind for event in events]


@pytest.mark.usefixtures("ports")
class TestUndo:
    def test_a_failing_hook_is_an_undo(self) -> None:
        assert Fussy.n == 0
        with trace() as events, pytest.raises(RuntimeError, match="no 5"):
            Fussy.n = 5
        assert lines(events) == [
            "claim Fussy n='5'",
            "rollback because=RuntimeError by hook Fussy.on_change",
        ]

    def test_a_batch_that_goes_on_reports_the_rest(self) -> None:
        assert (Filters.page, Fussy.n) == (1, 0)
        with trace() as events, batch():
            with suppress(RuntimeError):
                Fussy.n = 5
            Filters.page = 2
        assert lines(events) == [
            "claim Fussy n='5'",
            "purge Fussy ?status='pending' ?p='1'",
            "rollback because=RuntimeError by hook Fussy.on_change",
            "touch Filters",
            "claim Filters page='2'",
            "purge Filters ?n='0'",
            "update Filters ?status='pending' ?p='2'",
        ]

    def test_a_failing_batch_is_an_undo_unless_it_did_nothing(self) -> None:
        assert Filters.page == 1
        with trace() as events, suppress(KeyError), batch():
            Filters.page = 2
            raise KeyError("swordfish")
        assert lines(events) == ["claim Filters page='2'", "rollback because=KeyError"]
        with trace() as events, suppress(KeyError), batch():
            raise KeyError
        assert events == []

    def test_a_failed_write_of_a_port_is_an_undo(self, session: FakeSession) -> None:
        class Full(FakeQuery):
            def replace(self, params: Params) -> None:
                raise OSError("full")

        with use_ports(session, Full()), trace() as events, pytest.raises(OSError, match="full"):
            Filters.page = 2
        assert [event.kind for event in events] == ["touch", "restore", "claim", "rollback"]
        assert events[-1].values == {"because": "OSError"}

    def test_a_rerun_takes_nothing_back(self) -> None:
        assert Filters.page == 1
        with trace() as events, suppress(KeyboardInterrupt), batch():
            Filters.page = 2
            raise KeyboardInterrupt
        assert [event.kind for event in events] == ["claim", "update"]


@pytest.mark.usefixtures("ports")
class TestTheBlock:
    def test_nothing_is_recorded_after_it(self) -> None:
        with trace() as events:
            pass
        Filters.page = 2
        assert events == []

    def test_an_outer_block_gets_the_events_of_an_inner_one(self) -> None:
        assert Filters.page == 1
        with trace() as outer:
            Filters.page = 2
            with trace() as inner:
                Filters.page = 3
            Filters.page = 4
        assert [event.values["page"] for event in outer if event.kind == "claim"] == [
            "'2'", "'3'", "'4'",
        ]  # fmt: skip
        assert inner == outer[2:4]

    @pytest.mark.parametrize("all_threads", [True, False])
    def test_other_threads_are_recorded_on_demand(self, all_threads: bool) -> None:
        def work() -> None:
            with use_ports(FakeSession(), FakeQuery()):
                Filters.page = 2

        with trace(all_threads=all_threads) as events:
            in_a_thread(work)
        assert bool(events) is all_threads


class Kept(PageState):
    page: int = StateVar(default=1, url_key="kept")

    class Config:
        undo = 5


@pytest.mark.usefixtures("ports")
def test_what_led_to_an_event_is_named() -> None:
    Kept.page = 2
    with trace() as events:
        Kept.undo()
        Kept.redo()
    assert [line for line in lines(events) if not line.startswith("update")] == [
        "undo Kept", "claim Kept page='1' by undo", "redo Kept", "claim Kept page='2' by redo",
    ]  # fmt: skip
    assert str(Event("touch", "A", cause="widget \u202ex")).endswith(r"by 'widget \u202ex'")


class TestFormat:
    def test_texts_are_bounded_and_escaped(self) -> None:
        assert shown(("a\n" + "b" * 100,)) == repr("a\n" + "b" * 78) + "... (102 characters)"
        assert shown(("a", "")) == "['a', '']"
        assert shown(()) == "[]"
        assert shown(("a",) * 1200) == "['a', 'a', 'a', 'a', 'a', ... (1,200 texts)]"

    def test_names_are_bounded_and_escaped(self) -> None:
        assert str(Event("purge", "X", {"\x1b": "''"})) == "purge   X ?'\\x1b'=''"
        assert str(Event("purge", "X", {"n" * 100: "''"})).endswith("... (100 characters)=''")
        many = {f"n{number}": "1" for number in range(20)}
        assert str(Event("claim", "X", many)).endswith(" n11=1 and 8 more")
