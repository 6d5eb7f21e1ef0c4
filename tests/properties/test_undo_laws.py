"""Laws of undo and redo: any use, compared with a model of a linear history."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drivers.runs import RunningTab
from drivers.undoing import redone, undone
from st_page_state import PageState, StateVar, batch, reset_all
from st_page_state_fakes import FakeApp

MOST = 6


class Left(PageState):
    n: int = StateVar(default=0, url_key="n")
    note: str = ""
    tags: list[int] = StateVar(default_factory=list, url_key="t")

    class Config:
        undo = MOST
        share_url_with: ClassVar = ["Right"]


class Right(PageState):
    view: str = StateVar(default="list", url_key="v")

    class Config:
        undo = MOST


DEFAULTS: dict[str, Any] = {"n": 0, "note": "", "tags": [], "view": "list"}
CLASSES: dict[str, Any] = {"n": Left, "note": Left, "tags": Left, "view": Right}

numbers = st.integers(0, 3)
values = st.one_of(
    st.tuples(st.just("n"), numbers),
    st.tuples(st.just("note"), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("tags"), st.lists(numbers, max_size=2)),
    st.tuples(st.just("view"), st.sampled_from(["list", "map"])),
)
either = st.sampled_from([Left, Right])


class UndoLaws(RuleBasedStateMachine):
    """One tab; each rule is an action in a run of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.tab = RunningTab()
        self.now = dict(DEFAULTS)
        self.done: list[dict[str, tuple[Any, Any]]] = []
        self.undone: list[dict[str, tuple[Any, Any]]] = []
        self.act(lambda: (Left.n, Right.view), {})

    def act(self, what: Callable[[], Any], news: dict[str, Any]) -> None:
        with self.tab.run():
            what()
        step = {n: (self.now[n], new) for n, new in news.items() if self.now[n] != new}
        self.now |= news
        if step:
            self.done = [*self.done, step][-MOST:]
            self.undone = []

    def move(self, cls: Any, *, forth: bool) -> None:
        taken, given = (self.undone, self.done) if forth else (self.done, self.undone)
        with self.tab.run():
            assert (redone(cls) if forth else undone(cls)) is bool(taken)
        if taken:
            step = taken.pop()
            given.append(step)
            self.now |= {name: pair[forth] for name, pair in step.items()}

    @rule(value=values)
    def assigns(self, value: tuple[str, Any]) -> None:
        name, new = value
        self.act(lambda: setattr(CLASSES[name], name, new), {name: new})

    @rule(found=st.lists(values, max_size=4))
    def batches(self, found: list[tuple[str, Any]]) -> None:
        def act() -> None:
            with batch():
                for name, new in found:
                    setattr(CLASSES[name], name, new)

        self.act(act, dict(found))

    @rule(found=st.lists(values, max_size=3))
    def fails(self, found: list[tuple[str, Any]]) -> None:
        def act() -> None:
            try:
                with batch():
                    for name, new in found:
                        setattr(CLASSES[name], name, new)
                    Left.undo()
                    raise RuntimeError
            except RuntimeError:
                pass

        self.act(act, {})

    @rule(item=numbers)
    def changes_in_place(self, item: int) -> None:
        self.act(lambda: (Left.tags.append(item), Left.note), {"tags": [*self.now["tags"], item]})

    @rule()
    def resets(self) -> None:
        self.act(Left.reset, {name: DEFAULTS[name] for name in ("n", "note", "tags")})

    @rule(n=numbers, view=st.sampled_from(["list", "map"]))
    def goes_back(self, n: int, view: str) -> None:
        tags = [("t", str(tag)) for tag in self.now["tags"]] or [("t", "")]
        url = urlencode([("n", str(n)), *tags, ("v", view)])
        with self.tab.run(f"?{url}", history=True):
            _ = Left.n, Right.view
        self.now |= {"n": n, "view": view}

    @rule(cls=either)
    def undoes(self, cls: Any) -> None:
        self.move(cls, forth=False)

    @rule(cls=either)
    def redoes(self, cls: Any) -> None:
        self.move(cls, forth=True)

    @precondition(lambda self: self.done)
    @rule(cls=either)
    def undoes_all_and_redoes_it(self, cls: Any) -> None:
        with self.tab.run():
            before = self.live()
            for _ in self.done:
                assert undone(cls)
            assert not cls.can_undo()
            for _ in self.done:
                assert redone(cls)
            moved = {name for step in self.done for name in step}
            after = self.live()
        assert {n: v for n, v in after.items() if n not in moved} == {
            n: v for n, v in before.items() if n not in moved
        }
        for step in self.done:
            self.now |= {name: new for name, (_, new) in step.items()}

    @rule()
    def is_pickled(self) -> None:
        self.tab.session = pickle.loads(pickle.dumps(self.tab.session))

    @rule()
    def logs_out(self) -> None:
        with self.tab.run():
            reset_all()
        self.now, self.done, self.undone = dict(DEFAULTS), [], []

    def live(self) -> dict[str, Any]:
        return {**Left.dump(), **Right.dump()}

    @invariant()
    def all_is_as_in_the_model(self) -> None:
        with self.tab.run():
            assert self.live() == self.now
            for cls in (Left, Right):
                assert cls.can_undo() is bool(self.done)
                assert cls.can_redo() is bool(self.undone)
        params = self.tab.query.params
        assert params["n"] == (str(self.now["n"]),)
        assert params["t"] == (tuple(map(str, self.now["tags"])) or ("",))
        assert params["v"] == (self.now["view"],)


TestUndoLaws = UndoLaws.TestCase


def script(st: Any) -> None:
    st.number_input("N", 0, 9, **Left.bind("n"))
    st.checkbox("Tagged", value=bool(Left.tags), disabled=True)
    st.selectbox("View", ["list", "map", "grid"], **Right.bind("view"))
    st.button("Undo", on_click=Left.undo, disabled=not Left.can_undo())
    st.button("Redo", on_click=Right.redo, disabled=not Right.can_redo())


edits = st.one_of(
    st.tuples(st.just("N"), st.integers(0, 9)),
    st.tuples(st.just("View"), st.sampled_from(["list", "map", "grid"])),
)


@given(st.lists(edits, max_size=MOST))
def test_all_undone_and_redone_is_as_it_was(found: list[tuple[str, Any]]) -> None:
    tab = FakeApp(script).open()
    seen = [(tab.url, tab.widget("N").value, tab.widget("View").value)]
    for label, value in found:
        if tab.widget(label).value != value:
            tab.widget(label).set_value(value)
            seen.append((tab.url, tab.widget("N").value, tab.widget("View").value))
    for button, expected in (("Undo", seen[-2::-1]), ("Redo", seen[1:])):
        for state in expected:
            tab.button(button).click()
            assert (tab.url, tab.widget("N").value, tab.widget("View").value) == state
        assert tab.button(button).disabled
