"""Reconciling: bring one class and the URL together, before any other use of the class."""

from __future__ import annotations

from typing import Any

from st_page_state.declaration.spec import Spec
from st_page_state.engine import recalling
from st_page_state.engine.adopting import adopt, tell, waits
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.first_touch import add_defaults, begin_anew, first_touch, get_ready
from st_page_state.engine.in_place import changed_in_place, take_changes
from st_page_state.engine.remaking import remake
from st_page_state.engine.reopened import apply_early
from st_page_state.engine.submissions import apply_submitted
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import restore, restore_others, warn_of_rivals
from st_page_state.ports import Texts
from st_page_state.url import rules


def reconcile(
    tx: Transaction, cls: Any, *, reads: bool = False, writes: bool = False, binds: bool = False
) -> ClassState:
    """Touch a class: adopt params changed outside, restore missing ones; return its state.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        reads: a field is only read, which need not notice a large value's change in place.
        writes: fields are about to be set, which may prepare for a switch to the class's page.
        binds: a widget is bound: those of a form are still to come.
    """
    spec: Spec = cls.__page_state__
    state, clean = tx.find(spec)
    if spec.namespace in tx.initialising:
        return state or add_defaults(tx, spec)
    if not writes or (state is not None and state.visit == tx.address.memory.visit):
        warn_of_rivals(tx, spec)
    if state is None:
        return first_touch(tx, cls)
    if state.spec is not spec:
        state = remake(tx, spec, state)
    if spec.saves and state.run is not tx.address.run.key:
        if recalling.attend(tx, cls, state):
            return begin_anew(tx, cls)
        state = _present(tx, cls)
        clean = clean and state.ready
    if spec.hooks:
        state.cls = cls
    changed: dict[str, tuple[Any, Any]] = {}
    # While before_set runs, the changes it was called for have not been applied yet.
    if state.mutables and spec.namespace not in tx.setting:
        changed = changed_in_place(spec, state, tx.address.run.key, reads=reads)
    if clean and not changed:
        return state
    if tx.events is not None:
        tx.note("touch", spec.name)
    if changed:
        take_changes(tx, cls, state, changed)
        state = _present(tx, cls)
    if state.awaited:
        apply_early(tx, cls, binds=binds)
        state = _present(tx, cls)
    if state.submits and state.run is not tx.address.run.key:
        state.run = tx.address.run.key
        apply_submitted(tx, cls)
        state = _present(tx, cls)
    if not tx.address.run.owns_address:
        return state  # only the run's own threads adopt params
    returns = state.visit != tx.address.memory.visit
    if returns:
        # A page switch clears the address: missing params mean nothing.
        state = tx.changes.own(spec.namespace)
        state.visit, state.last_seen = tx.address.memory.visit, dict.fromkeys(state.desired)
        state.pages |= {tx.address.run.page}
    news = _news(tx, spec, state)
    if news:
        state = tx.changes.own(spec.namespace)
        if tx.address.memory.told_in is not tx.address.run.key:
            tx.address.leave_link()
        changed, bad = adopt(tx, spec, state, news)
        restore(tx, spec, state, corrected=news)
        tell(tx, cls, changed, bad)
        state = _present(tx, cls)
    else:
        restore(tx, spec, state)
    if returns:
        restore_others(tx, spec)
    if not state.ready:
        get_ready(tx, cls)
        _present(tx, cls)
    return tx.mark_clean(spec)


def _present(tx: Transaction, cls: Any) -> ClassState:
    """Return the state of a class after its hooks; one may have caught what rolled all back."""
    spec: Spec = cls.__page_state__
    state = tx.state(spec)
    if state is None:
        return first_touch(tx, cls)
    return state if state.spec is spec else remake(tx, spec, state)


def _news(tx: Transaction, spec: Spec, state: ClassState) -> dict[str, Texts | None]:
    """Return the own params that were changed outside since the class last saw them."""
    news: dict[str, Texts | None] = {}
    for name, texts in rules.changed_outside(state.last_seen, tx.address.params).items():
        if texts is None:
            if spec.params[name].absent_is_default and name not in tx.address.memory.entries.lacks:
                news[name] = None
        elif tx.address.unread and waits(tx, name):
            continue
        elif texts != state.desired[name] and not tx.address.written_by_other(name, spec.namespace):
            has_own = spec.params[name].name in state.assigned
            if not (has_own and tx.address.written_by_former(name, spec.namespace)):
                news[name] = texts
    kept = tx.address.memory.kept
    if kept:
        for name in kept.keys() & spec.params.keys():
            texts = kept[name]
            tx.changes.own(spec.namespace)
            del kept[name]
            if name not in tx.address.params and texts != state.desired[name]:
                news[name] = texts
    return news
