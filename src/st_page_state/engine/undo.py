"""Undo and redo: set the fields that a step has changed to what they were before, or after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from st_page_state.declaration import places, registry
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.history import Step
from st_page_state.engine.in_place import changed_in_place
from st_page_state.engine.joining import transaction
from st_page_state.engine.memory import ClassState, SessionMemory
from st_page_state.engine.operations import if_clean
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.reopened import overrule
from st_page_state.engine.steps import change, close
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, set_fields
from st_page_state.errors import StPageStateError
from st_page_state.runtime import current_ports


def move(cls: Any, *, forth: bool) -> bool:
    """Undo the last step of a class's history, or redo the one undone last.

    Args:
        cls: the state class.
        forth: redo.

    Returns:
        Whether there was one.

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
            return False  # it is a hook of another undo
        reconcile(tx, cls)
        family = registry.family(spec)
        for other in _on_this_page(tx, family):
            reconcile(tx, other)
        step = _next(tx, family, forth=forth)
        return step is not None and _set(tx, step, family, forth=forth)


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


def _can_move(memory: SessionMemory, family: frozenset[str], *, forth: bool) -> bool:
    step = memory.history.last(family, forth=forth)
    return step is not None and _classes(memory, step) is not None


def _next(tx: Transaction, family: frozenset[str], *, forth: bool) -> Step | None:
    """Return the next step to undo or redo, once all that it concerns is reconciled."""
    known: Step | None = None
    while True:
        close(tx)  # what the action has done so far is a step of its own
        step = tx.memory.history.last(family, forth=forth)
        classes = None if step is None else _classes(tx.memory, step)
        if classes is None or step is known:
            return None if classes is None else step
        known = step
        for cls in classes:
            reconcile(tx, cls)  # it may notice a change in place, or drop what no longer fits


def _set(tx: Transaction, step: Step, family: frozenset[str], *, forth: bool) -> bool:
    """Set the fields of a step, call the hooks, and let them set nothing of the family."""
    classes = _classes(tx.memory, step) or []
    tell: list[Callable[[], None]] = []
    try:
        tx.frozen = family
        for cls in classes:
            before_set(tx, cls)
        if tx.memory.history.last(family, forth=forth) is not step:
            return False  # a hook has caught an error that rolled all back
        tx.frozen = frozenset()
        if tx.events is not None:
            names = ", ".join(cls.__page_state__.name for cls in classes)
            tx.note("redo" if forth else "undo", names)
        for cls in classes:
            fields = step.changed[cls.__page_state__.namespace]
            _set_class(tx, cls, {name: pair[forth] for name, pair in fields.items()}, tell)
        change(tx, lambda history: history.moved(step, forth=forth))
        tx.frozen = family
        for call in tell:
            call()
    finally:
        tx.frozen = frozenset()
    for cls in (*classes, *_on_this_page(tx, family)):
        _drop_changes(tx, cls)
    return True


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
    if tx.memory.early and not tx.mute:
        overrule(tx, cls, checked)
    set_fields(tx, cls, checked, tell=tell)


def _drop_changes(tx: Transaction, cls: Any) -> None:
    """Take back what hooks have changed in place."""
    spec: Spec = cls.__page_state__
    state = tx.state(spec)
    if state is not None and state.spec is spec:
        for name, (stored, _) in changed_in_place(spec, state, tx.address.run.key).items():
            state.mutables.forget(name, stored)


def _on_this_page(tx: Transaction, family: frozenset[str]) -> list[Any]:
    """Return the classes of a family that were touched on this visit to the page."""
    visit = tx.address.memory.visit
    found = [
        _class_of(namespace, state)
        for namespace, state in tx.memory.classes.items()
        if places.class_in(namespace) in family
        and state.visit == visit
        and namespace not in {*tx.initialising, *tx.changes.gone}
    ]
    return [cls for cls in found if cls is not None and cls.__page_state__.config.undo]


def _classes(memory: SessionMemory, step: Step) -> list[Any] | None:
    """Return the classes that a step concerns; None if one of them is not there yet."""
    found = [_class_of(name, memory.classes.get(name)) for name in step.changed]
    return None if None in found else found


def _class_of(namespace: str, state: ClassState | None) -> Any:
    """Return the class of a state; one without hooks is represented by its spec."""
    if state is None or state.cls is not None:
        return None if state is None else state.cls
    spec = state.spec
    if spec is None:  # nobody has used the class since the session was loaded
        base = registry.loaded(places.class_in(namespace))
        key = None if base is None else places.key_in(base.namespace, namespace)
        spec = base if base is None or key is None else registry.of_key(base, key)
    return None if spec is None or spec.hooks else SimpleNamespace(__page_state__=spec)
