"""Resetting all classes of a session at once, as for logging out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.joining import transaction
from st_page_state.engine.mutables import Mutables
from st_page_state.engine.saved_record import NOTHING
from st_page_state.engine.steps import forget_all
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, call
from st_page_state.ports import Texts


def reset_all() -> None:
    """Reset all classes that this session has used, in one transaction."""
    with transaction() as tx:
        tx.look()
        for cls in _used(tx):
            before_set(tx, cls)
        changed = [(cls, _reset(tx, cls.__page_state__)) for cls in _used(tx)]
        for namespace, state in tx.memory.classes.items():
            if state.spec is None:
                _empty(tx, namespace)
        address = tx.address
        address.claimed = True  # it is no touch
        address.leave_link()
        address.memory.landing, address.memory.kept = {}, {}
        tx.memory.early = {}
        tx.changes.any = True
        forget_all(tx)
        for cls, values in changed:
            if "on_change" in cls.__page_state__.hooks and not tx.mute:
                for name, (old, new) in values.items():
                    call(tx, cls.on_change, name, old, new)
        forget_all(tx)  # what the hooks have done is no step, either


def _used(tx: Transaction) -> list[Any]:
    """Return the classes in use; a class without hooks is represented by its spec."""
    return [
        state.cls or SimpleNamespace(__page_state__=state.spec)
        for namespace, state in tx.memory.classes.items()
        if state.spec is not None and namespace not in {*tx.initialising, *tx.changes.gone}
    ]


def _reset(tx: Transaction, spec: Spec) -> dict[str, tuple[Any, Any]]:
    """Reset one class; return the old and the new values of the changed fields."""
    fields = spec.fields
    state = tx.changes.own_to_set(spec.namespace, fields)
    checked = {n: f.checked(spec.name, f.default()) for n, f in fields.items()}
    changed = {
        name: (fields[name].codec.load(state.values[name]), value)
        for name, (value, stored, _) in checked.items()
        if not same(stored, state.values[name])
    }
    state.values = {name: stored for name, (_, stored, _) in checked.items()}
    state.desired, state.assigned = spec.desired(state.values), frozenset()
    state.mutables = Mutables()  # or what was changed in place would come back
    if state.saved is not None:  # what was still to be saved is gone, what is saved stays
        state.saved = state.saved._replace(unsaved=NOTHING, linked=frozenset())
    _forget_widgets(state)
    _publish(tx, spec.namespace, state)
    if spec.key is not None:
        state.visit = min(state.visit, ~state.visit)
    return changed


def _empty(tx: Transaction, namespace: str) -> None:
    """Reset a class that nobody has used since the session was loaded."""
    state = tx.changes.own(namespace)
    ours = {name: None for name in state.desired if name in tx.address.params}
    tx.address.write(namespace, ours)
    state.values, state.desired, state.last_seen = {}, {}, {}
    state.assigned, state.visit = frozenset(), min(state.visit, ~state.visit)
    _forget_widgets(state)


def _forget_widgets(state: ClassState) -> None:
    state.url_errors, state.widget_errors = {}, {}
    state.shown, state.refused, state.submits, state.awaited = {}, {}, {}, {}
    # Under the numbers of their bases, editors would show their edits again.
    state.editors = {name: base._replace(visit=None) for name, base in state.editors.items()}


def _publish(tx: Transaction, namespace: str, state: ClassState) -> None:
    """Publish the defaults of params that are in the URL; remove those of other pages."""
    address = tx.address
    here = address.memory.visit in (state.visit, ~state.visit)
    ours: dict[str, Texts | None] = {
        name: texts if here else None
        for name, texts in state.desired.items()
        if name in address.params and not address.written_by_other(name, namespace)
    }
    if ours:
        tx.note("claim", state.spec.name if state.spec else namespace)
    address.write(namespace, ours)
    state.last_seen = {name: address.params.get(name) for name in state.desired}
