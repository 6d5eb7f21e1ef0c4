"""Undo and redo: what a step is, and what an undo sets, sentence by sentence."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

import pytest

from drivers.runs import RunningTab
from drivers.undoing import redone, undone
from st_page_state import (
    DeclarationError,
    PageState,
    StateVar,
    StPageStateError,
    batch,
    use_ports,
)
from st_page_state.actions import reset_all
from st_page_state.ports import SESSION_KEY, WidgetSession
from st_page_state.trace import trace
from st_page_state_fakes import FakeQuery, FakeSession


class Undoes(PageState):
    class Config:
        undo = 50
        url_selfish = False


class Filters(Undoes):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list)
    note: str = ""

    class Config:
        share_url_with: ClassVar = ["View", "Plain"]


class View(Undoes):
    view: str = StateVar(default="list", url_key="view")


class Far(Undoes):
    """It shares with View, and through it with Filters."""

    zoom: int = StateVar(default=1, url_key="z")

    class Config:
        share_url_with: ClassVar = [View]


class Plain(PageState):
    clicks: int = 0


class Stranger(Undoes):
    n: int = StateVar(default=0, url_key="n")


class Alone(Undoes):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")

    class Config:
        url_selfish = True


class Draft(Undoes):
    body: str = StateVar(default="", url_key="body")
    marks: list[str] = StateVar(default_factory=list)


class Short(Undoes):
    n: int = 0

    class Config:
        undo = 3


@pytest.fixture
def tab() -> RunningTab:
    return RunningTab()


@pytest.fixture
def run(tab: RunningTab) -> Iterator[RunningTab]:
    with tab.run():
        yield tab


def all_undone(cls: type[PageState]) -> int:
    count = 0
    while cls.can_undo():
        assert undone(cls)
        count += 1
    assert not undone(cls)
    return count


@pytest.mark.usefixtures("run")
class TestSteps:
    def test_an_assignment_is_one(self) -> None:
        Filters.status = "active"
        Filters.page = 2
        assert undone(Filters)
        assert (Filters.status, Filters.page) == ("active", 1)
        assert undone(Filters)
        assert not Filters.can_undo()
        assert not undone(Filters)
        assert (Filters.status, Filters.page) == ("pending", 1)
        assert redone(Filters)
        assert redone(Filters)
        assert not Filters.can_redo()
        assert not redone(Filters)
        assert (Filters.status, Filters.page) == ("active", 2)

    def test_a_field_that_is_not_in_the_url_has_them_too(self) -> None:
        Filters.note = "a"
        Filters.note = "b"
        Filters.undo()
        assert Filters.note == "a"

    def test_whatever_sets_several_fields_is_one(self) -> None:
        Filters.update(status="active", page=2)
        Filters.load({"status": "done", "page": 3})
        Filters.apply(Filters(status="new", page=4))
        Filters.reset()
        assert (Filters.status, Filters.page) == ("pending", 1)
        for expected in (("new", 4), ("done", 3), ("active", 2), ("pending", 1)):
            assert undone(Filters)
            assert (Filters.status, Filters.page) == expected
        assert not Filters.can_undo()

    def test_a_batch_is_one_for_all_classes_of_a_history(self) -> None:
        with batch():
            Filters.status = "active"
            View.view = "map"
            Far.zoom = 3
            Filters.status = "done"
        assert undone(Far)
        assert (Filters.status, View.view, Far.zoom) == ("pending", "list", 1)
        assert not Filters.can_undo()
        assert redone(View)
        assert (Filters.status, View.view, Far.zoom) == ("done", "map", 3)

    def test_in_a_batch_each_history_has_one(self) -> None:
        with batch():
            Filters.status = "active"
            Stranger.n = 1
        Filters.undo()
        assert (Filters.status, Stranger.n) == ("pending", 1)
        assert Stranger.can_undo()
        assert not Filters.can_undo()

    def test_a_change_in_place_is_one(self) -> None:
        Filters.tags.append("a")
        assert Filters.can_undo()
        Filters.tags.append("b")
        assert Filters.tags == ["a", "b"]
        Filters.undo()
        assert Filters.tags == ["a"]
        Filters.tags.append("c")
        assert not Filters.can_redo()
        Filters.undo()
        Filters.undo()
        assert Filters.tags == []
        Filters.redo()
        assert Filters.tags == ["a"]

    def test_what_was_changed_in_place_just_before_is_undone(self) -> None:
        View.view = "map"
        Filters.tags.append("a")
        assert undone(View)
        assert (Filters.tags, View.view) == ([], "map")

    def test_what_a_batch_changes_in_place_belongs_to_it(self) -> None:
        with batch():
            Filters.tags.append("a")
            View.view = "map"
            Draft.of(1).marks.append("x")
            Draft.of(2).marks.append("y")
            Filters.tags.append("b")
        assert undone(Filters)
        assert (Filters.tags, View.view) == ([], "list")
        assert undone(Draft.of(1))
        assert undone(Draft.of(2))
        assert (Draft.of(1).marks, Draft.of(2).marks) == ([], [])
        assert not Draft.of(1).can_undo()

    def test_a_value_in_the_apps_hand_does_not_come_back(self) -> None:
        tags = Filters.tags
        tags.append("a")
        with batch():
            Filters.undo()
            assert Filters.tags == []
            Filters.redo()
            assert Filters.tags == ["a"]
            tags.append("b")
            Filters.undo()
        assert Filters.tags == []

    def test_nothing_changed_is_none(self) -> None:
        Filters.status = "pending"
        Filters.focus()
        with batch():
            Filters.page = 2
            assert Filters.can_undo()
            Filters.page = 1
            assert not Filters.can_undo()
        assert not Filters.can_undo()

    def test_what_failed_is_none(self) -> None:
        with pytest.raises(RuntimeError), batch():
            Filters.status = "active"
            raise RuntimeError
        assert not Filters.can_undo()
        Filters.status = "active"
        with pytest.raises(RuntimeError), batch():
            Filters.undo()
            raise RuntimeError
        assert Filters.status == "active"
        assert Filters.can_undo()
        assert not Filters.can_redo()

    def test_an_action_that_is_stopped_is_one(self) -> None:
        with pytest.raises(KeyboardInterrupt), batch():
            Filters.update(status="active", page=2)
            raise KeyboardInterrupt
        Filters.undo()
        assert (Filters.status, Filters.page) == ("pending", 1)

    def test_in_a_batch_what_was_done_until_then_is_one(self) -> None:
        with batch():
            Filters.status = "active"
            assert Filters.can_undo()
            assert not Filters.can_redo()
            Filters.undo()
            assert Filters.can_redo()
            Filters.page = 2
            assert not Filters.can_redo()
        assert all_undone(Filters) == 1

    def test_an_action_after_an_undo_drops_what_was_undone(self) -> None:
        Filters.page = 2
        Stranger.n = 1
        Filters.undo()
        Stranger.undo()
        Far.zoom = 2
        assert not Filters.can_redo()
        assert not redone(Filters)
        assert Stranger.can_redo()

    def test_the_oldest_are_dropped(self) -> None:
        Filters.page = 5
        for n in range(1, 6):
            Short.n = n
        assert all_undone(Short) == 3
        assert Short.n == 2
        assert Filters.can_undo()


@pytest.mark.usefixtures("run")
class TestNoSteps:
    def test_without_it_there_is_no_history(self) -> None:
        Plain.clicks = 1
        assert not Plain.can_undo()
        assert not Plain.can_redo()
        with pytest.raises(StPageStateError, match=r"no history to undo.*undo = 50"):
            Plain.undo()
        with pytest.raises(StPageStateError, match="no history to redo"):
            Plain.redo()
        with batch():
            Filters.page = 2
            Plain.clicks = 2
        Filters.undo()
        assert Plain.clicks == 2

    def test_first_values_are_none(self) -> None:
        class First(Undoes):
            n: int = 0
            m: int = StateVar(default=0, url_key="m")

            @classmethod
            def on_init(cls) -> None:
                cls.n = 1

            @classmethod
            def on_ready(cls) -> None:
                cls.m = 2

        First.bind("n", 5)
        assert not First.can_undo()

    def test_logging_out_leaves_none(self) -> None:
        class Told(Undoes):
            n: int = 0
            m: int = 0

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                cls.m = 5

        Told.n = 1
        Filters.page = 2
        Filters.undo()
        with batch():
            Told.n = 2
            reset_all()
        assert not any(c.can_undo() or c.can_redo() for c in (Told, Filters))
        assert Told.m == 5

    def test_what_was_forgotten_does_not_come_back(self) -> None:
        with batch():
            Filters.page = 2
            View.view = "map"
        View.view = "grid"
        with batch():
            Filters.page = 3
            View.view = "none"
            View.forget()
        assert all_undone(Filters) == 2
        assert (Filters.page, View.view) == (1, "list")

    def test_what_an_action_has_done_with_what_it_forgets_is_no_step(self) -> None:
        with batch():
            View.view = "map"
            View.forget()
        View.forget()
        with batch():
            Stranger.n = 1
            reset_all()
        assert not View.can_undo()
        assert not Stranger.can_undo()

    def test_an_ambiguous_name_joins_no_histories(self) -> None:
        def twin(place: str) -> Any:
            class Twin(PageState):
                class Config:
                    namespace = place

            return Twin

        class Asks(Undoes):
            n: int = 0

            class Config:
                share_url_with: ClassVar = ["Twin"]

        twins = twin("twin 1"), twin("twin 2")
        Asks.n = 1
        assert undone(Asks)
        assert twins

    def test_a_session_that_was_cleared_has_none(self, run: RunningTab) -> None:
        Filters.page = 2
        run.session.clear()
        assert not Filters.can_undo()
        Filters.page = 3
        with batch():
            Filters.status = "active"
            run.session.clear()
        assert not Filters.can_undo()

    def test_a_field_cannot_have_their_names(self) -> None:
        for name in ("undo", "redo", "can_undo", "can_redo"):
            with pytest.raises(DeclarationError, match=name):
                type(PageState)("Wrong", (PageState,), {"__annotations__": {name: int}, name: 0})

    @pytest.mark.parametrize("wrong", [-1, True, "50", 1.5])
    def test_the_number_is_checked(self, wrong: Any) -> None:
        with pytest.raises(DeclarationError, match=r"Config.undo must be a number of steps"):

            class Wrong(PageState):
                class Config:
                    undo = wrong

    @pytest.mark.parametrize("off", [0, None])
    def test_it_can_be_off_in_a_subclass(self, off: int | None) -> None:
        class Off(Short):
            class Config:
                undo = off

        Off.n = 1
        assert not Off.can_undo()


class TestAddress:
    def test_an_undo_is_a_claim_and_one_entry(self, tab: RunningTab) -> None:
        with tab.run("?junk=1"):
            Alone.update(status="active", page=2)
        with tab.run("?status=active&p=2&junk=2"):
            sent = tab.sent
            with trace() as events:
                Alone.undo()
            assert tab.sent == sent + 1
            assert tab.query.params == {"status": ("pending",), "p": ("1",)}
        assert [e.kind for e in events] == ["touch", "undo", "claim", "purge", "update"]
        with tab.run(), trace() as events:
            Alone.redo()
        assert [str(e) for e in events if e.kind == "redo"] == ["redo    Alone"]

    def test_what_back_brings_is_no_step(self, tab: RunningTab) -> None:
        with tab.run():
            Filters.page = 2
        with tab.run("?status=pending&p=1", history=True):
            assert Filters.page == 1
            assert Filters.can_undo()
            assert not Filters.can_redo()

    def test_an_undo_sets_just_its_fields_to_just_their_old_values(self, tab: RunningTab) -> None:
        with tab.run("?status=active&p=3"):
            Filters.page = 4
            Filters.page = 5
        with tab.run("?status=done&p=1", history=True):
            Filters.undo()
            assert (Filters.status, Filters.page) == ("done", 4)
        with tab.run("?status=new&p=7", history=True):
            Filters.redo()
            assert (Filters.status, Filters.page) == ("new", 5)

    def test_one_whose_old_values_are_there_already_changes_nothing(self, tab: RunningTab) -> None:
        with tab.run():
            Filters.page = 2
        with tab.run("?status=pending&p=1", history=True):
            assert Filters.page == 1
            sent = tab.sent
            assert undone(Filters)
            assert (Filters.page, tab.sent) == (1, sent)
            assert redone(Filters)
            assert Filters.page == 2

    def test_what_was_adopted_within_an_action_is_no_part_of_it(self, run: RunningTab) -> None:
        with batch():
            Filters.page = 2
            run.query.go("?p=7&status=pending")
            assert Filters.page == 7
            Filters.note = "x"
        Filters.undo()
        assert (Filters.page, Filters.note) == (1, "")
        Filters.redo()
        assert (Filters.page, Filters.note) == (2, "x")

    def test_what_on_adopt_sets_is_no_step(self, tab: RunningTab) -> None:
        class Adopts(Undoes):
            q: str = StateVar(default="", url_key="q")
            seen: int = 0

            @classmethod
            def on_adopt(cls, changed: dict[str, Any], /) -> None:
                cls.seen += 1

        with tab.run():
            Adopts.focus()
        with tab.run("?q=x"):
            assert Adopts.seen == 1
            assert not Adopts.can_undo()


class Hooked(Undoes):
    status: str = StateVar(default="pending", url_key="s")
    page: int = StateVar(default=1, url_key="p")
    log: list[str] = StateVar(default_factory=list)
    stamp: int = 0
    calls: ClassVar[list[Any]] = []

    @classmethod
    def before_set(cls) -> None:
        cls.calls.append("before_set")
        cls.stamp += 1

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        cls.calls.append((field, old, new))
        Plain.clicks += 1
        if field == "status":
            cls.page = 1
            cls.log.append(f"{old} to {new}")


@pytest.mark.usefixtures("run")
class TestHooks:
    def test_they_are_called_and_do_not_spoil_an_undo(self) -> None:
        assert Hooked.log == []
        Hooked.page = 5
        Hooked.status = "active"
        after = Hooked.snapshot()
        assert (after.page, after.log) == (1, ["pending to active"])
        clicks = Plain.clicks
        Hooked.calls.clear()
        assert undone(Hooked)
        assert (Hooked.status, Hooked.page, Hooked.log, Hooked.stamp) == ("pending", 5, [], 1)
        assert Hooked.calls == [
            "before_set", ("stamp", 4, 1), ("status", "active", "pending"), ("page", 1, 5),
            ("log", ["pending to active"], []),
        ]  # fmt: skip
        assert Plain.clicks > clicks
        assert redone(Hooked)
        assert Hooked.snapshot() == after
        assert not Hooked.can_redo()

    def test_one_that_fails_takes_the_undo_back(self) -> None:
        class Fails(Undoes):
            n: int = 0
            fails: ClassVar[bool] = False

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                if cls.fails:
                    raise RuntimeError

        Fails.n = 1
        Fails.fails = True
        with pytest.raises(RuntimeError):
            Fails.undo()
        Fails.fails = False
        assert Fails.n == 1
        assert not Fails.can_redo()
        assert undone(Fails)
        assert Fails.n == 0

    def test_one_that_stops_the_run_keeps_the_undo(self) -> None:
        class Stops(Undoes):
            n: int = 0
            m: int = 0

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                if new == 0:
                    raise KeyboardInterrupt

        Stops.update(n=1, m=2)
        with pytest.raises(KeyboardInterrupt):
            Stops.undo()
        assert (Stops.n, Stops.m) == (0, 0)
        assert Stops.can_redo()
        assert not Stops.can_undo()
        Stops.n = 5
        assert Stops.n == 5

    def test_one_that_looks_at_what_it_has_changed_in_place(self) -> None:
        class Logs(Undoes):
            n: int = 0
            log: list[int] = StateVar(default_factory=list)

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                if field == "n":
                    cls.log.append(new)
                    assert len(cls.log) <= 3

        Logs.n = 1
        Logs.n = 2
        assert Logs.log == [1, 2]
        Logs.undo()
        assert Logs.log == [1]
        Logs.redo()
        assert Logs.log == [1, 2]
        assert not Logs.can_redo()

    def test_one_that_forgets_a_class_of_the_step(self) -> None:
        class Ends(Undoes):
            n: int = 0

            class Config:
                share_url_with: ClassVar = ["Ended"]

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                if new == 0:
                    Ended.forget()

        class Ended(Undoes):
            n: int = 0

        with batch():
            Ends.n = 1
            Ended.n = 1
        assert undone(Ends)
        assert (Ends.n, Ended.n) == (0, 0)
        assert redone(Ends)
        assert (Ends.n, Ended.n) == (1, 0)

    def test_one_cannot_undo_within_an_undo(self) -> None:
        class Again(Undoes):
            n: int = 0

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                if new < old:
                    cls.undo()  # nothing happens

        Again.n = 1
        Again.n = 2
        Again.undo()
        assert Again.n == 1

    def test_one_that_catches_what_rolled_all_back_leaves_nothing_undone(self) -> None:
        class Catches(Undoes):
            n: int = 0
            fails: ClassVar[bool] = False

            @classmethod
            def before_set(cls) -> None:
                if cls.fails:
                    with pytest.raises(RuntimeError):
                        Raises.n += 1

        class Raises(PageState):
            n: int = 0

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any, /) -> None:
                raise RuntimeError

        Catches.n = 1
        Catches.fails = True
        with batch():
            Catches.update(n=2)
            Catches.undo()  # nothing happens
        Catches.fails = False
        assert Catches.n == 1


def made(kind: Any, default: Any, *, name: str = "n", key: str | None = None) -> Any:
    class Made(Undoes):
        __annotations__ = {name: kind, "other": int}
        locals()[name] = StateVar(default=default, url_key=key)
        other = 0

        class Config:
            namespace = "made"

    return Made


class TestOtherVersions:
    def test_what_no_longer_fits_is_dropped_and_the_rest_stays(self, tab: RunningTab) -> None:
        with tab.run():
            former = made(str, "")
            former.n = "5"
            former.other = 1
            former.n = "x"
            former.n = "7"
        with tab.run():
            now = made(int, 0)
            assert now.n == 7
            assert undone(now)  # "" to "5", "5" to "x" and "x" to "7" do not fit
            assert (now.n, now.other) == (7, 0)
            assert not now.can_undo()

    def test_what_fits_is_cast(self, tab: RunningTab) -> None:
        with tab.run():
            former = made(str, "1")
            former.n = "5"
            former.n = "6"
        with tab.run():
            now = made(int, 0)
            assert undone(now)
            assert now.n == 5
            assert undone(now)
            assert now.n == 1

    def test_a_field_that_is_gone_takes_its_steps_along(self, tab: RunningTab) -> None:
        with tab.run():
            former = made(int, 0)
            former.update(n=1, other=1)
            former.other = 2
        with tab.run():
            now = made(int, 0, name="m")
            assert all_undone(now) == 1
            assert now.other == 1

    def test_a_field_that_is_new_to_the_url_needs_texts(self, tab: RunningTab) -> None:
        with tab.run():
            former = made(Any, None)
            former.n = {1: {2, (3,)}, "x": object}
            former.n = "a"
            former.n = "b"
        with tab.run():
            now = made(Any, None, key="n")
            assert all_undone(now) == 1
            assert tab.query.params["n"] == ("a",)

    def test_a_class_of_the_script_is_made_again_in_each_run(self, tab: RunningTab) -> None:
        from enum import Enum

        def script(*names: str) -> tuple[Any, Any]:
            color = Enum("Color", {name: name for name in names})  # type: ignore[misc]
            return made(color, color.red), color  # type: ignore[attr-defined]

        with tab.run():
            cls, color = script("red", "green", "blue")
            cls.n = color.green
            cls.n = color.blue
        with tab.run():
            cls, color = script("red", "green", "blue")
            cls.undo()
            assert cls.n is color.green
        with tab.run():
            cls, color = script("red", "green")
            assert not cls.can_redo() or not redone(cls)
            assert undone(cls)
            assert cls.n is color.red

    def test_a_pickled_session_has_it(self, tab: RunningTab) -> None:
        with tab.run():
            Filters.tags = ["a", "b"]
            Filters.page = 2
            View.view = "map"
            Draft.of(1).body = "x"
        tab.session = pickle.loads(pickle.dumps(tab.session))
        with tab.run():
            assert undone(Filters)
            assert (Filters.page, View.view) == (2, "list")
            assert all_undone(Filters) == 2
            assert Filters.tags == []
            assert undone(Draft.of(1))
            assert Draft.of(1).body == ""

    def test_a_class_with_hooks_that_nobody_has_used_since_waits(self, tab: RunningTab) -> None:
        class Waits(Undoes):
            n: int = 0

            class Config:
                share_url_with: ClassVar = [Draft]

            @classmethod
            def before_set(cls) -> None: ...

        with tab.run():
            Draft.body = "x"
            Waits.n = 1
        tab.session = pickle.loads(pickle.dumps(tab.session))
        with tab.run():
            assert not Draft.can_undo()
            assert not undone(Draft)
            assert Waits.n == 1
            assert undone(Draft)
            assert Waits.n == 0

    def test_a_session_without_one_pickles_none(self, tab: RunningTab) -> None:
        with tab.run():
            Plain.clicks = 1
        memory = tab.session[SESSION_KEY]
        assert memory.__getstate__()[-1] is None
        assert pickle.loads(pickle.dumps(memory)).history is memory.history


def test_memory_is_shared(tab: RunningTab) -> None:
    with tab.run():
        for n in range(100):
            Filters.tags = [f"{n} {m}" for m in range(1000)]
        one = len(pickle.dumps(Filters.tags))
    steps = tab.session[SESSION_KEY].history.done
    assert len(steps) == 50
    pairs = [step.changed[next(iter(step.changed))]["tags"] for step in steps]
    assert all(new is old for (_, new), (old, _) in pairwise(pairs))
    assert len(pickle.dumps(tab.session[SESSION_KEY])) < 53 * one


def test_outside_a_run_there_is_no_history() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        pass
    with pytest.raises(StPageStateError):
        Filters.can_undo()


class Unknown(FakeSession, WidgetSession):
    """A session that does not tell which widgets hold a text."""

    def widget_identity(self, key: str) -> str | None:
        return None

    def form(self, key: str, **options: Any) -> Any:
        raise NotImplementedError


def test_edits_of_a_widget_that_may_be_no_text_are_steps_each() -> None:
    session = Unknown()
    with use_ports(session, FakeQuery()):
        widget = Filters.bind("note")
        for entered in ("a", "ab"):
            session[widget["key"]] = entered
            widget["on_change"]()
        assert all_undone(Filters) == 2
