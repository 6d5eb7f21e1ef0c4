"""The keys of a class in a session, and forgetting what the session holds of one."""

from __future__ import annotations

from typing import Any

from st_page_state.declaration import places
from st_page_state.declaration.spec import Spec
from st_page_state.engine import owners, steps
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.joining import transaction
from st_page_state.engine.transaction import Transaction
from st_page_state.ports import Texts


def keys(cls: Any) -> list[str]:
    """Return the keys of a class that this session has used, in the order of their first use.

    Those that a user has used who is gone are that user's.
    """
    base: Spec = cls.__page_state__.base
    place = base.namespace
    with transaction() as tx:
        tx.look()
        found = {
            key: state
            for namespace, state in tx.memory.classes.items()
            if state.visit >= 0
            and namespace not in tx.changes.gone
            and (key := places.key_in(place, namespace)) is not None
        }
        return [key for key, state in found.items() if owners.is_present(tx, base, state)]


def forget(cls: Any) -> None:
    """Remove the state of a class, its params and what is saved; the next touch is its first."""
    spec: Spec = cls.__page_state__
    with transaction() as tx:
        tx.look()
        if spec.saves:
            owners.delete(tx, spec)
        drop(tx, spec)


def drop(tx: Transaction, spec: Spec) -> None:
    """Remove the state of a class and its params."""
    address, state = tx.address, tx.state(spec)
    names = {*spec.params, *(() if state is None else state.desired)}
    for name in names:
        address.memory.landing.pop(name, None)
        address.memory.kept.pop(name, None)
    ours: dict[str, Texts | None] = {
        name: None
        for name in names & address.params.keys()
        if not address.written_by_other(name, spec.namespace)
    }
    if ours:
        tx.note("claim", spec.name)
        address.write(spec.namespace, ours)
    steps.forget(tx, spec.namespace)
    if state is not None:
        tx.changes.forget(spec.namespace, ClassState(spec, address.memory.visit))
    address.claimed = tx.changes.any = True
