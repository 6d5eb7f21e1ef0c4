"""Plans for the panels of one session, and the values that must be there afterwards.

Each field has one writer, so its value is known exactly, even with other writers at the same time.
There is one exception: a run stopped in the middle of a statement may or may not have completed it.
Then the field may have either value.
"""

from __future__ import annotations

import copy
import random
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from drivers.script_runner import PATIENCE, Gate, Run
from st_page_state import batch

MOST_ITEMS = 6


class Place(NamedTuple):
    """A field of a state class, by name."""

    cls: str
    name: str


OWNED = {
    "left": ["Left.n", "Left.tags", "Left.plain", "Common.left"],
    "middle": ["Middle.n", "Middle.tags", "Middle.plain", "Common.middle"],
    "right": ["Right.n", "Right.tags", "Right.plain", "Common.right"],
    "alone": ["Alone.n", "Alone.tags", "Alone.plain", "Common.alone", "Common.log"],
    "thread": ["Left.thread", "Middle.thread", "Common.thread"],
}
PLACES = {
    writer: [Place(*owned.split(".")) for owned in fields] for writer, fields in OWNED.items()
}
SEEN = Place("Common", "seen")
BY_HOOK = {Place("Left", "n"): SEEN}
"""Fields with a hook that writes the new value into another field."""

LISTS = ("tags", "log")


@dataclass(repr=False)
class Step:
    """One step of a writer: ``set``, ``append``, ``read``, ``draw``, or ``batch`` of steps."""

    verb: str
    place: Place = SEEN
    value: int = 0
    steps: list[Step] = field(default_factory=list)
    fails: bool = False

    def __repr__(self) -> str:
        if self.verb == "batch":
            return f"{'failing ' * self.fails}batch{self.steps}"
        what = "" if self.verb == "draw" else f" {self.place.cls}.{self.place.name}"
        return f"{self.verb}{what}{f' {self.value}' * (self.verb in ('set', 'append'))}"


@dataclass
class Plan:
    """The plan of one run.

    Attributes:
        steps: the steps of each writer.
        thread: when the background thread writes: ``"joined"`` by the script,
            ``"after"`` the run, or ``"late"``, in the next one.
        leave: the end of the main script: ``"stop"``, ``"rerun"`` or nothing.
        cuts: the run of another runner that this one cuts short.
    """

    steps: dict[str, list[Step]] = field(default_factory=dict)
    thread: str = "joined"
    leave: str = ""
    cuts: Run | None = field(default=None, repr=False)


def planned(pick: random.Random, number: Iterator[int], *, quiet: bool) -> Plan:
    """Return a random plan, with numbers as values that nobody else writes.

    Args:
        pick: the source of randomness.
        number: the source of numbers.
        quiet: whether all writers end with the run, so that the address can be compared.
    """

    def simple(writer: str) -> Step:
        place = pick.choice(PLACES[writer])
        verb = "append" if place.name in LISTS and pick.random() < 0.7 else "set"
        return Step(pick.choices([verb, "draw"], [4, 1])[0], place, next(number))

    def step(writer: str) -> Step:
        if pick.random() < 0.7:
            return simple(writer)
        fails = pick.random() < 0.3
        steps = [simple(writer) for _ in range(pick.randrange(1, 4))]
        if fails:  # a batch does not roll back changes in place
            steps = [each for each in steps if each.verb != "append"]
        return Step("batch", steps=steps, fails=fails)

    def steps(writer: str) -> list[Step]:
        planned = [step(writer) for _ in range(pick.randrange(1, 5))]
        lists = [place for place in PLACES[writer] if place.name in LISTS] if quiet else []
        # A change in place is in the address after the next touch.
        return [*planned, *(Step("read", place) for place in lists)]

    return Plan(
        steps={writer: steps(writer) for writer in PLACES},
        thread="joined" if quiet else pick.choice(["joined", "after", "late"]),
        leave="" if quiet else pick.choice(["", "stop", "rerun"]),
    )


class Scene:
    """One session: its plans, its writers, and their writes.

    Attributes:
        classes: the app's classes, as the latest run has them.
        plans: the plans of the runs to come.
        possible: the possible values of each field: one, unless its writer was stopped.
        threads: the background threads, by the time at which they write.
        errors: their errors.
        steps: the number of steps done.
        reached: set in the middle of a run, for a test that stops it there.
        ended: whether the script has ended.
    """

    def __init__(self) -> None:
        self.classes: Mapping[str, Any] = {}
        self.plans: list[Plan] = []
        places = [SEEN, *(place for owned in PLACES.values() for place in owned)]
        self.possible: dict[Place, list[Any]] = {
            place: [[] if place.name in LISTS else 0] for place in places
        }
        self.threads: defaultdict[str, list[threading.Thread]] = defaultdict(list)
        self.errors: list[BaseException] = []
        self.steps = 0
        self.reached = threading.Event()
        self._gates: defaultdict[str, Gate] = defaultdict(Gate)
        self._locks = {writer: threading.Lock() for writer in PLACES}
        self._moving = threading.Condition()
        self._held, self._active, self.ended = False, 0, False

    def begin(self, classes: Mapping[str, Any]) -> Plan:
        """Begin a run of the script, and return its plan."""
        self.classes = classes
        self.resume()
        return self.plans.pop(0) if self.plans else Plan()

    def end(self, plan: Plan) -> None:
        """End a run of the script, but not before a run that it has cut short."""
        if plan.cuts is not None:
            plan.cuts.join()
        with self._moving:
            self._wait_until(lambda: not self._held, "No run came to the beginning of its script.")
            self.ended = True

    def pause(self) -> None:
        """Hold the writers between two of their steps, and a script before its end.

        A new runner copies the session under its own lock: meanwhile Streamlit itself may lose
        writes of another runner's threads.
        """
        with self._moving:
            self._held = True
            self._wait_until(lambda: not self._active, "A writer does not end its step.")

    def resume(self) -> None:
        with self._moving:
            self._held = False
            self._moving.notify_all()

    def _wait_until(self, holds: Callable[[], bool], otherwise: str) -> None:
        if not self._moving.wait_for(holds, PATIENCE):
            raise TimeoutError(otherwise)

    @contextmanager
    def _step(self) -> Iterator[None]:
        with self._moving:
            self._wait_until(lambda: not self._held, "No run came to the beginning of its script.")
            self._active += 1
            self.steps += 1
        try:
            yield
        finally:
            with self._moving:
                self._active -= 1
                self._moving.notify_all()
            self.reached.set()

    @contextmanager
    def all_paused(self) -> Iterator[None]:
        """Wait until no writer is working, and let none begin inside the block."""
        with ExitStack() as stack:
            for lock in self._locks.values():
                stack.enter_context(lock)
            yield

    def release(self, when: str) -> None:
        """Let the waiting threads write, and wait until they have."""
        if when in self._gates:
            self._gates.pop(when).open()
        for thread in self.threads.pop(when, ()):
            thread.join()

    def writing(self, plan: Plan, writer: str) -> Callable[[], None]:
        """Return one writer's work in a run."""
        classes = self.classes

        def work() -> None:
            with self._locks[writer]:
                for step in plan.steps.get(writer, ()):
                    self._do(classes, step)

        return work

    def writing_in_thread(self, plan: Plan) -> Callable[[], None]:
        """Return the background thread's work, to be done at its time."""
        work = self.writing(plan, "thread")
        gate = None if plan.thread == "joined" else self._gates[plan.thread]

        def run() -> None:
            try:
                if gate is not None:
                    gate.wait()
                work()
            except StopException:
                pass  # with its run, since Streamlit 1.67
            except BaseException as error:  # noqa: BLE001 - shown by the visitor
                self.errors.append(error)

        return run

    def _do(self, classes: Mapping[str, Any], step: Step) -> None:
        if step.verb != "batch":
            self._do_one(classes, step)
            return
        changed = {place for each in step.steps for place in with_hook(each.place)}
        before = {place: self.possible[place] for place in changed}
        try:
            with batch():
                for each in step.steps:
                    self._do_one(classes, each)
                if step.fails:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            self.possible.update(before)

    def _do_one(self, classes: Mapping[str, Any], step: Step) -> None:
        with self._step():
            if step.verb == "draw":
                st.text("drawn")
                return
            cls, place = classes[step.place.cls], step.place
            if step.verb == "read":
                _ = getattr(cls, place.name)
                return
            held, new = self.possible[place], [step.value]
            appends = step.verb == "append" and len(held[-1]) < MOST_ITEMS
            if appends:
                new = [[*value, step.value] for value in held]
            elif place.name in LISTS:
                new = [[step.value]]
            for each in with_hook(place):
                self.possible[each] = [*self.possible[each], *new]
            if appends:
                getattr(cls, place.name).append(step.value)
            else:
                setattr(cls, place.name, copy.copy(new[0]))
            for each in with_hook(place):
                self.possible[each] = new


def with_hook(place: Place) -> list[Place]:
    """Return a field, and the field that its hook writes."""
    return [place, BY_HOOK[place]] if place in BY_HOOK else [place]
