"""The changes of a transaction, and the detection of conflicts with other transactions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

from st_page_state.engine.class_state import ClassState, Shown
from st_page_state.engine.memory import SessionMemory

Origin: TypeAlias = tuple[ClassState, int, dict[str, Any], dict[str, Shown]]
"""A class's original state in a transaction, its version, and its values and widgets then."""


class Changes:
    """The changes that a transaction makes, by class and field.

    Args:
        base: the session memory, if there is one.
        mine: the transaction's working copy of it, or a new memory.

    Attributes:
        base: the session memory as it was last read.
        was: the memory the transaction began with.
        run: the run key in ``was``; the object in the session may learn of another run.
        mine: the memory with the transaction's changes.
        origins: namespace -> the original state, for classes that may have changed; None for
            a class without one.
        first: namespace -> the initial state, for classes first touched in this transaction.
        noticed: namespace -> fields noticed to have changed in place. Other transactions may
            have noticed the same change or set the field since; their values are kept.
        forgotten: namespace -> the state that a class had when it was forgotten, if any.
        gone: the forgotten classes that nobody has touched since. Until the commit each has a
            state, at its defaults, for whoever was at work on it.
        any: there are changes to write.
    """

    def __init__(self, base: SessionMemory | None, mine: SessionMemory) -> None:
        self.base: SessionMemory | None = base
        self.mine: SessionMemory = mine
        self.was: SessionMemory = mine.copy() if base is None else base
        self.run: object = mine.address.run
        self.origins: dict[str, Origin | None] = {}
        self.first: dict[str, ClassState] = {}
        self.noticed: dict[str, set[str]] = {}
        self._set: dict[str, set[str]] = {}
        self.forgotten: dict[str, ClassState] = {}
        self.gone: set[str] = set()
        self.any: bool = False

    def own(self, namespace: str) -> ClassState:
        """Return the state of a class for modification; copy it at the first call."""
        classes = self.mine.classes
        state = classes[namespace]
        if namespace not in self.origins:
            # Read first: changes in place increase the one and replace the other.
            version, shown = state.version, state.shown
            copy = classes[namespace] = state.copy()
            self.origins[namespace] = state, version, copy.values.copy(), shown
            self.any = True
            return copy
        return state

    def add(self, namespace: str, state: ClassState) -> None:
        """Add the state of a class that had none."""
        self.mine.classes[namespace] = state
        self.origins[namespace] = None
        self.gone.discard(namespace)
        self.any = True

    def forget(self, namespace: str, anew: ClassState) -> None:
        """Remove the state of a class at the commit; until then it has the state ``anew``."""
        self.forgotten.setdefault(namespace, self.mine.classes[namespace])
        for where in (self._set, self.noticed):
            where.pop(namespace, None)
        self.drop(namespace)
        self.add(namespace, anew)
        self.gone.add(namespace)

    def drop_gone(self) -> None:
        """Remove the states of the forgotten classes that nobody has touched since."""
        for namespace in self.gone:
            self.drop(namespace)
        self.gone.clear()

    def keep_newer(self, now: SessionMemory) -> None:
        """Keep the classes that others have used since they were forgotten here."""
        for namespace, state in list(self.forgotten.items()):
            if now.classes.get(namespace) is not state:
                del self.forgotten[namespace]
                if namespace in self.gone:
                    self.gone.remove(namespace)
                    del self.origins[namespace]

    def drop(self, namespace: str) -> None:
        """Remove the state of a class whose first touch was stopped."""
        for where in (self.mine.classes, self.origins, self.first):
            where.pop(namespace, None)

    def has_begun(self, namespace: str) -> None:
        """Record the current state of a new class as its initial state."""
        self.first[namespace] = self.mine.classes[namespace].copy()

    def own_to_set(
        self, namespace: str, names: Collection[str], *, noticed: bool = False
    ) -> ClassState:
        """Return the state of a class in which to set fields, or to note what changed in place."""
        state = self.own(namespace)
        if noticed:
            # A field that was set here stays this transaction's, whatever is changed in it later.
            names = set(names).difference(self._set.get(namespace, ()))
            self.noticed.setdefault(namespace, set()).update(names)
            return state
        self._set.setdefault(namespace, set()).update(names)
        if self.noticed:
            self.noticed.get(namespace, set()).difference_update(names)
        return state

    def are_overtaken(self, now: SessionMemory | None) -> bool:
        """Return whether others have written since; ``now`` is the current session memory."""
        if now is not self.base or (now is not None and now.address.run is not self.run):
            return True
        for namespace, origin in self.origins.items():
            state = None if now is None else self.theirs(now, namespace)
            if state is not None and (origin is None or state.version != origin[1]):
                return True
        return False

    def theirs(self, now: SessionMemory, namespace: str) -> ClassState | None:
        """Return the state that others have left of a class, unless it was forgotten here."""
        return None if namespace in self.forgotten else now.classes.get(namespace)

    def are_now(self, mine: SessionMemory, now: SessionMemory) -> None:
        """Continue with ``mine``, the result of applying the changes to ``now``."""
        self.mine, self.base, self.was, self.run = mine, now, now, now.address.run
        for namespace in list(self.origins):
            if namespace not in mine.classes:
                del self.origins[namespace]
                continue
            theirs, state = self.theirs(now, namespace), mine.classes[namespace]
            if theirs is not None:
                self.origins[namespace] = (
                    theirs, theirs.version, theirs.values.copy(), theirs.shown,
                )  # fmt: skip
                continue
            self.origins[namespace] = None
            if namespace not in self.first and state.spec is not None:
                self.first[namespace] = ClassState(state.spec, state.visit)
