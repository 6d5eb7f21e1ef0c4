"""Recording: what an action changes becomes a step of the history."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from st_page_state import runtime
from st_page_state.declaration import places, registry
from st_page_state.declaration.fields import Field
from st_page_state.declaration.places import Family
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.history import EMPTY, History, Recorder, Step
from st_page_state.engine.transaction import Transaction


def clock() -> float:
    """Return the seconds by which edits of one text are one step; in a test, of its store."""
    tested = runtime.saving()
    return time.time() if tested is None else tested.store.now()


def record(
    tx: Transaction, namespace: str, olds: Mapping[str, Any], news: Mapping[str, Any]
) -> None:
    """Record the old and new stored values of fields that an action has changed."""
    recorder = tx.recorder = tx.recorder or Recorder()
    for name, old in olds.items():
        recorder.note(namespace, name, old, news[name])


def record_entered(tx: Transaction, spec: Spec, field: Field, *, typed: bool) -> None:
    """Record that a user has entered a field's value, ``typed`` if it is a text."""
    recorder = tx.recorder = tx.recorder or Recorder()
    recorder.entered[spec.namespace, field.name] = typed


def close(tx: Transaction) -> None:
    """End the step in progress; what has no history in common gets one step each."""
    recorder = tx.recorder
    if recorder is None or not recorder.changed:
        return
    changed, text = recorder.end_step()
    now = clock()
    while changed:
        specs = {n: spec for n in changed if (spec := tx.memory.classes[n].spec) is not None}
        classes, ours = registry.family(next(iter(specs.values())))
        family = Family(classes, ours)
        while more := frozenset(filter(family.meets, specs)) - family.own:
            family = Family(classes, family.own | more)
        most = max(specs[name].config.undo or 0 for name in family.own)
        step = Step({n: changed.pop(n) for n in specs if n in family.own}, text, now)
        tx.memory.history = recorder.add(tx.memory.history, step, family, most)
    tx.changes.any = True


def forget(tx: Transaction, namespace: str) -> None:
    """Drop what the history has of a class: nobody may bring it back."""
    if tx.recorder is not None:
        tx.recorder.changed.pop(namespace, None)
    change(tx, lambda history: history.without(namespace))


def forget_all(tx: Transaction) -> None:
    """Drop the whole history."""
    if tx.recorder is not None:
        tx.recorder.changed.clear()
    change(tx, lambda _: EMPTY)


def take_over(
    tx: Transaction, spec: Spec, former: Mapping[str, object], values: Mapping[str, tuple[Any, Any]]
) -> None:
    """Take over the steps of another version of a class, without those that no longer fit.

    Args:
        tx: the transaction in progress.
        spec: the class.
        former: field -> its codec in the other version.
        values: field -> its former stored value and the present one, which stand for each other.
    """
    known = {name: [pair] for name, pair in values.items()}

    def converted(name: str, stored: Any) -> Any:
        field = spec.fields[name]
        if former.get(name) is field.codec:
            field.texts(field.codec.value_of(stored))  # it may be new to the URL
            return stored
        for was, now in known[name]:
            if was is stored:
                return now
        value = field.codec.revive(stored)
        field.texts(value)
        now = field.codec.store(value)
        known[name].append((stored, now))
        return now

    def of_present(step: Step) -> Step:
        fields = step.changed.get(spec.namespace)
        if fields is None:
            return step
        try:
            new = {n: (converted(n, old), converted(n, new)) for n, (old, new) in fields.items()}
        except (KeyError, ValueError):
            return step._replace(changed={})
        return step._replace(changed={**step.changed, spec.namespace: new})

    change(tx, lambda history: history.with_each(of_present))


def change(tx: Transaction, what: Callable[[History], History]) -> None:
    """Change the history, if there is one."""
    history = tx.memory.history
    if history is not EMPTY:
        tx.recorder = tx.recorder or Recorder()
        tx.memory.history = tx.recorder.do(history, what)
        tx.changes.any = True


def on_this_page(tx: Transaction, family: Family | None = None) -> list[Any]:
    """Return the classes that were touched on this visit and have a history; those of a family."""
    visit = tx.address.memory.visit
    found = [
        class_of(namespace, state)
        for namespace, state in tx.memory.classes.items()
        if state.visit == visit
        and (family is None or family.has(namespace))
        and namespace not in {*tx.initialising, *tx.changes.gone}
    ]
    return [cls for cls in found if cls is not None and cls.__page_state__.config.undo]


def class_of(namespace: str, state: ClassState | None) -> Any:
    """Return the class of a state; one without hooks is represented by its spec."""
    if state is None or state.cls is not None:
        return None if state is None else state.cls
    spec = state.spec
    if spec is None:  # nobody has used the class since the session was loaded
        base = registry.loaded(places.class_in(namespace))
        key = None if base is None else places.key_in(base.namespace, namespace)
        spec = base if base is None or key is None else registry.of_key(base, key)
    return None if spec is None or spec.hooks else SimpleNamespace(__page_state__=spec)
