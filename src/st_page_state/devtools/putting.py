"""Put values into the session as one action, for classes of this page and of others."""

from __future__ import annotations

from collections.abc import Mapping

from st_page_state.codecs.equality import same
from st_page_state.declaration import places, registry
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.saved_record import marked
from st_page_state.engine.steps import class_of, record
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import set_fields, store
from st_page_state.ports import Params

_NO_VISIT = -1

Values = Mapping[str, Mapping[str, Checked]]
"""Namespace -> field -> value."""


def put(values: Values, address: Params | None = None) -> None:
    """Set fields as one action; hooks are not called.

    Only classes whose values change are touched, and only those of this page publish.

    Args:
        values: the fields.
        address: the params that this page shall have in the end.
    """
    with transaction() as tx:
        tx.mute, tx.cause = True, "inspector"
        for namespace, checked in values.items():
            state = tx.memory.classes.get(namespace)
            now = None if state is None else state.values
            new = {
                n: one for n, one in checked.items()
                if now is None or n not in now or not same(one.stored, now[n])
            }  # fmt: skip
            if new:
                _put_class(tx, namespace, state, new)
        if address is not None:
            _show(tx, address)


def _put_class(
    tx: Transaction, namespace: str, state: ClassState | None, checked: Mapping[str, Checked]
) -> None:
    spec = spec_of(namespace, state)
    assert spec is not None, "the class has been found"
    is_here = state is not None and state.visit == tx.address.memory.visit
    cls = class_of(namespace, state)
    if is_here and cls is not None:
        reconcile(tx, cls)
        set_fields(tx, cls, checked)
        return
    if state is None:
        tx.changes.add(namespace, ClassState(spec, _NO_VISIT))
    state = tx.changes.own_to_set(namespace, checked)
    state.spec = spec
    before = {name: state.values[name] for name in checked}
    changed = store(state, spec, checked)
    if spec.config.undo and changed:
        record(tx, namespace, {name: before[name] for name in changed}, state.values)
    if to_save := spec.saves.intersection(changed):
        state.saved = marked(state.saved, to_save)
    own = {param: checked[f.name].texts for param, f in spec.params.items() if f.name in checked}
    state.desired = {**state.desired, **own}
    for param in own:  # what waits for the class is older than this
        tx.address.memory.kept.pop(param, None)
        tx.address.memory.landing.pop(param, None)
    tx.note("touch", spec.name, {name: type(one.value).__name__ for name, one in checked.items()})


def spec_of(namespace: str, state: ClassState | None) -> Spec | None:
    """Return the spec of a class of this session, or of one that it has not used yet."""
    if state is not None and state.spec is not None:
        return state.spec
    base = registry.loaded(places.class_in(namespace))
    key = None if base is None else places.key_in(base.namespace, namespace)
    return base if base is None or key is None else registry.of_key(base, key)


def _show(tx: Transaction, params: Params) -> None:
    """Give this page these params; classes whose params are not among them see that."""
    address = tx.address
    names = {**address.params, **params}
    changed = {n: params.get(n) for n in names if params.get(n) != address.params.get(n)}
    if not changed:
        return
    for namespace, state in list(tx.memory.classes.items()):
        own = {n: texts for n, texts in changed.items() if n in state.desired}
        if own:
            tx.changes.own(namespace).last_seen = {**state.last_seen, **own}
            tx.mark_unclean(namespace)
            address.write(namespace, own)
    address.params = dict(params)
    tx.changes.any = True
