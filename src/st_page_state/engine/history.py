"""The history of a session: the steps that can be undone and redone, as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from st_page_state.codecs.equality import same
from st_page_state.declaration.places import Family

Changed: TypeAlias = dict[str, dict[str, tuple[Any, Any]]]
"""Namespace -> field -> its stored value before and after."""

TOGETHER = 1.0
"""Edits of one text that are less than this many seconds apart are one step."""


class Step(NamedTuple):
    """What one action has changed.

    Attributes:
        changed: the old and the new stored values. They are the session's own objects, so that
            what two steps or a step and the session have in common is held once.
        text: the namespace and the field, if all that was entered is one text.
        at: when that was.
    """

    changed: Mapping[str, Mapping[str, tuple[Any, Any]]]
    text: tuple[str, str] | None = None
    at: float = 0.0

    def concerns(self, family: Family) -> bool:
        """Return whether the step has changed something that this history tells of."""
        return any(map(family.has, self.changed))

    def meets(self, family: Family) -> bool:
        """Return whether some history tells of both the step and another one, of this family."""
        return any(map(family.meets, self.changed))

    def goes_on(self, last: Step | None) -> bool:
        """Return whether the same text was edited in ``last``, just before."""
        return (
            last is not None
            and self.text is not None
            and self.text == last.text
            and 0 <= self.at - last.at < TOGETHER
        )

    def after(self, former: Step) -> Step:
        """Return both steps as one."""
        changed: Changed = {name: dict(fields) for name, fields in former.changed.items()}
        for namespace, fields in self.changed.items():
            ours = changed.setdefault(namespace, {})
            for name, (old, new) in fields.items():
                ours[name] = ours.get(name, (old, new))[0], new
        return self._replace(changed=differing(changed))


class History(NamedTuple):
    """The steps of all classes of a session, the latest last; each sees those of its family.

    Attributes:
        done: the steps that can be undone.
        undone: the steps that can be redone.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def last(self, family: Family, *, forth: bool) -> Step | None:
        """Return the step that is next to be undone, or redone.

        A later one comes first if it has changed the same, even if the family does not see that.
        """
        steps = self.undone if forth else self.done
        latest = tuple(reversed(steps))
        found = next((step for step in latest if step.concerns(family)), None)
        former: Step | None = None
        while found is not None and found is not former:
            former, touched = found, found.changed.keys()
            found = next(step for step in latest if step.changed.keys() & touched)
        return found

    def having_done(self, step: Step, family: Family, most: int) -> History:
        """Return the history after a new step: what was undone in its family is gone.

        Args:
            step: the step.
            family: what has one history with what it has changed.
            most: how many steps of the family are kept.
        """
        undone = tuple(other for other in self.undone if not other.meets(family))
        last = next((other for other in reversed(self.done) if other.meets(family)), None)
        done = self.done
        if last is not None and step.goes_on(last) and len(undone) == len(self.undone):
            done, step = tuple(other for other in done if other is not last), step.after(last)
        if step.changed:
            done = (*done, step)
        if len(done) > most:
            own = [other for other in done if other.concerns(family)]
            gone = {id(other) for other in own[: max(len(own) - most, 0)]}
            done = tuple(other for other in done if id(other) not in gone)
        return History(done, undone)

    def moved(self, step: Step, *, forth: bool) -> History:
        """Return the history after a step was undone, or redone."""
        after = step._replace(text=None)  # the next edit begins a step of its own
        done, undone = (
            tuple(other for other in steps if other is not step)
            for steps in (self.done, self.undone)
        )
        return History((*done, after), undone) if forth else History(done, (*undone, after))

    def without(self, namespace: str) -> History:
        """Return the history without what it has of a class."""
        return self.with_each(
            lambda step: step._replace(
                changed={name: f for name, f in step.changed.items() if name != namespace}
            )
        )

    def with_each(self, change: Callable[[Step], Step]) -> History:
        """Return the history with each step changed, without those that are empty."""
        done, undone = (
            tuple(new for step in steps if (new := change(step)).changed)
            for steps in (self.done, self.undone)
        )
        return History(done, undone)


EMPTY = History()


class Recorder:
    """What a transaction does to the history.

    Attributes:
        changed: the changes of the step in progress.
        entered: what users have entered in it: namespace and field, and whether it is a text.
    """

    __slots__ = ("_new", "_others", "changed", "entered")

    def __init__(self) -> None:
        self.changed: Changed = {}
        self.entered: dict[tuple[str, str], bool] = {}
        self._new: list[tuple[Step, Family, int]] = []
        self._others: list[Callable[[History], History]] = []

    def note(self, namespace: str, name: str, old: Any, new: Any) -> None:
        """Record that a field has changed."""
        fields = self.changed.setdefault(namespace, {})
        fields[name] = fields.get(name, (old, new))[0], new

    def is_under_way(self, family: Family) -> bool:
        """Return whether the step in progress has changed one of these classes."""
        return any(map(family.has, differing(self.changed)))

    def end_step(self) -> tuple[Changed, tuple[str, str] | None]:
        """Return what the step in progress has changed, and the text that was entered, if any."""
        changed = differing(self.changed)
        texts = [what for what, is_text in self.entered.items() if is_text]
        text = texts[0] if len(texts) == len(self.entered) == 1 else None
        self.changed, self.entered = {}, {}
        return changed, text

    def add(self, history: History, step: Step, family: Family, most: int) -> History:
        """Return the history after a new step; the arguments are those of ``having_done()``."""
        self._new.append((step, family, most))
        return self.do(history, lambda now: now.having_done(step, family, most))

    def do(self, history: History, what: Callable[[History], History]) -> History:
        """Return the history after ``what``, which is done again if others have written."""
        self._others.append(what)
        return what(history)

    def replayed(self, history: History, rebased: Callable[[Changed], Changed]) -> History:
        """Return the history as others have left it, after all that was done here.

        Args:
            history: their history.
            rebased: returns changes as they are after what others have changed.
        """
        self.changed = rebased(self.changed)
        if len(self._new) == len(self._others):
            new, self._new, self._others = self._new, [], []
            for step, family, most in new:
                changed = rebased({n: dict(fields) for n, fields in step.changed.items()})
                if changed:
                    history = self.add(history, step._replace(changed=changed), family, most)
            return history
        for what in self._others:
            history = what(history)
        return history


def differing(changed: Changed) -> Changed:
    """Return the changes without the fields that have their old value again."""
    found: Changed = {}
    for namespace, fields in changed.items():
        left = {name: change for name, change in fields.items() if not same(*change)}
        if left:
            found[namespace] = left
    return found
