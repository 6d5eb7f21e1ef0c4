"""Undo and redo: set the fields that a step has changed to what they were before, or after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from st_page_state.declaration import registry
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.places import Family
from st_page_state.declaration.spec import Spec
from st_page_state.engine.history import Step
from st_page_state.engine.in_place import changed_in_place
from st_page_state.engine.joining import transaction
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.operations import if_clean
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.steps import change, class_of, close, on_this_page
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, set_fields
from st_page_state.errors import StPageStateError
from st_page_state.runtime import current_ports
from st_page_state.trace import Kind


def move(cls: Any, *, forth: bool) -> None:
    """Undo the last step of a class's history, or redo the one undone last.

    Args:
        cls: the state class.
        forth: redo.

    Raises:
        StPageStateError: the class keeps no history.
    """
    spec: Spec = cls.__page_state__
    if not spec.config.undo:
        raise StPageStateError(
            f"{spec.name} keeps no history to {'redo' if forth else 'undo'}. Say how many steps it "
            "keeps: class Config: undo = 50"
        )
    with transaction() as tx:
        if tx.frozen:
            return  # it is a hook of another undo
        reconcile(tx, cls)
        family = registry.family(spec)
        known = {spec.namespace}
        _reconcile(tx, on_this_page(tx, family), known)
        step = _next(tx, family, known, forth=forth)
        if step is not None:
            _set(tx, step, family, forth=forth)


def can_move(cls: Any, *, forth: bool) -> bool:
    """Return whether there is a step to undo, or to redo."""
    spec: Spec = cls.__page_state__
    if not spec.config.undo:
        return False
    family = registry.family(spec)
    memory = if_clean(cls, current_ports())
    if memory is not None:
        return _can_move(memory, family, forth=forth)
    with transaction() as tx:
        reconcile(tx, cls)
        if tx.recorder is not None and tx.recorder.is_under_way(family):
            return not forth
        return _can_move(tx.memory, family, forth=forth)


def _can_move(memory: SessionMemory, family: Family, *, forth: bool) -> bool:
    step = memory.history.last(family, forth=forth)
    return step is not None and _classes(memory, step) is not None


def _reconcile(tx: Transaction, classes: Iterable[Any], known: set[str]) -> None:
    """Reconcile the classes that are not yet among the ``known``."""
    for cls in classes:
        namespace: str = cls.__page_state__.namespace
        if namespace not in known:
            known.add(namespace)
            reconcile(tx, cls)


def _next(tx: Transaction, family: Family, known: set[str], *, forth: bool) -> Step | None:
    """Return the next step to undo or redo, once all that it concerns is reconciled."""
    while True:
        close(tx)  # what the action has done so far is a step of its own
        step = tx.memory.history.last(family, forth=forth)
        classes = None if step is None else _classes(tx.memory, step)
        if step is None or classes is None:
            return None
        if step.changed.keys() <= known:
            return step
        _reconcile(tx, classes, known)  # it may be changed in place, or the step no longer fit


def _set(tx: Transaction, step: Step, family: Family, *, forth: bool) -> None:
    """Set the fields of a step, call the hooks, and let them set nothing of the family."""
    classes = _classes(tx.memory, step) or []
    tell: list[Callable[[], None]] = []
    whole = family._replace(own=family.own.union(step.changed))
    cause = tx.cause
    kind: Kind = "redo" if forth else "undo"
    try:
        tx.frozen = whole
        for cls in classes:
            before_set(tx, cls)
        if tx.memory.history.last(family, forth=forth) is not step:
            return  # a hook has caught an error that rolled all back
        tx.frozen = None
        if tx.events is not None:
            names = ", ".join(cls.__page_state__.name for cls in classes)
            tx.note(kind, names)
            tx.cause = kind
        for cls in classes:
            fields = step.changed[cls.__page_state__.namespace]
            _set_class(tx, cls, {name: pair[forth] for name, pair in fields.items()}, tell)
        change(tx, lambda history: history.moved(step, forth=forth))
        tx.frozen = whole
        for call in tell:
            call()
    finally:
        tx.frozen, tx.cause = None, cause
    for cls in (*classes, *on_this_page(tx, whole)):
        _drop_changes(tx, cls)


def _set_class(
    tx: Transaction, cls: Any, values: Mapping[str, Any], tell: list[Callable[[], None]]
) -> None:
    spec: Spec = cls.__page_state__
    state = tx.changes.own(spec.namespace)
    checked: dict[str, Checked] = {}
    for name, stored in values.items():
        codec = spec.fields[name].codec
        value = codec.load(stored) if "on_change" in spec.hooks else codec.value_of(stored)
        checked[name] = Checked(value, stored, spec.fields[name].texts(value))
        if state.values[name] is not stored:
            state.mutables.forget(name, stored)  # it was handed out, and changed since
    set_fields(tx, cls, checked, tell=tell)


def _drop_changes(tx: Transaction, cls: Any) -> None:
    """Take back what hooks have changed in place."""
    spec: Spec = cls.__page_state__
    state = tx.state(spec)
    if state is not None and state.spec is spec:
        for name, (stored, _) in changed_in_place(spec, state, tx.address.run.key).items():
            state.mutables.forget(name, stored)


def _classes(memory: SessionMemory, step: Step) -> list[Any] | None:
    """Return the classes that a step concerns; None if one of them is not there yet."""
    found = [class_of(name, memory.classes.get(name)) for name in step.changed]
    return None if None in found else found
