"""What a transaction has changed of what the session holds, and whether others have been faster."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeAlias

from st_page_state.engine.memory import ClassState, SessionMemory

Origin: TypeAlias = tuple[ClassState, int, dict[str, Any]]
"""What a transaction began with of a class, the version of that, and its values then."""


class Changes:
    """What a transaction has changed, class by class and field by field.

    Args:
        base: what the session holds, if it holds anything.
        mine: the copy of it that the transaction works on, or what it begins with.

    Attributes:
        base: what the session held when it was last looked at.
        was: what the transaction began with.
        run: the key of the run that this knew of; what lies in the session may be told of
            another one.
        mine: what has been made of it.
        origins: the classes that may have been changed, with what the transaction began with of
            each; None if that was nothing.
        first: what the classes began with that were touched for the first time here.
        noticed: the fields of each class that were noticed to be changed in place. Others may
            have noticed that too, or set them since: what they have written stays.
        any: something has been changed that has to be written.
    """

    def __init__(self, base: SessionMemory | None, mine: SessionMemory) -> None:
        self.base: SessionMemory | None = base
        self.mine: SessionMemory = mine
        self.was: SessionMemory = mine.copy() if base is None else base
        self.run: object = mine.address.run
        self.origins: dict[str, Origin | None] = {}
        self.first: dict[str, ClassState] = {}
        self.noticed: dict[str, set[str]] = {}
        self.any: bool = False

    def own(self, namespace: str) -> ClassState:
        """Return the state of a class, to change."""
        classes = self.mine.classes
        state = classes[namespace]
        if namespace not in self.origins:
            version = state.version  # first: what is set from now on makes it another one
            copy = classes[namespace] = state.copy()
            self.origins[namespace] = state, version, copy.values.copy()
            self.any = True
            return copy
        return state

    def add(self, namespace: str, state: ClassState) -> None:
        """Hold the state of a class that had none."""
        self.mine.classes[namespace] = state
        self.origins[namespace] = None
        self.any = True

    def drop(self, namespace: str) -> None:
        """Hold nothing for a class whose first touch was stopped."""
        for where in (self.mine.classes, self.origins, self.first):
            where.pop(namespace, None)

    def has_begun(self, namespace: str) -> None:
        """Note that the state of a new class by now is what it begins with."""
        self.first[namespace] = self.mine.classes[namespace].copy()

    def has_set(self, namespace: str, names: Collection[str], *, noticed: bool) -> None:
        """Note fields that were set, or only noticed to be changed in place."""
        if noticed:
            self.noticed.setdefault(namespace, set()).update(names)
        elif self.noticed:
            self.noticed.get(namespace, set()).difference_update(names)

    def are_overtaken(self, now: SessionMemory | None) -> bool:
        """Return whether anybody has written since; ``now`` is what the session holds."""
        if now is not self.base or (now is not None and now.address.run is not self.run):
            return True
        for namespace, origin in self.origins.items():
            state = None if now is None else now.classes.get(namespace)
            if state is not None and (origin is None or state.version != origin[1]):
                return True
        return False

    def are_now(self, mine: SessionMemory, now: SessionMemory) -> None:
        """Go on with ``mine``, what they have made of ``now``, which the session holds."""
        self.mine, self.base, self.was, self.run = mine, now, now, now.address.run
        for namespace in self.origins:
            theirs, state = now.classes.get(namespace), mine.classes[namespace]
            if theirs is not None:
                self.origins[namespace] = theirs, theirs.version, theirs.values.copy()
                continue
            self.origins[namespace] = None
            if namespace not in self.first and state.spec is not None:
                self.first[namespace] = ClassState(state.spec, state.visit)
