"""Changes in place: notice tracked values that the app has changed, and assign them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from math import inf
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.mutables import CHEAP
from st_page_state.engine.steps import class_of
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, call, set_fields


def changed_in_place(
    spec: Spec, state: ClassState, run: object, *, reads: bool = False
) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose tracked value was changed in place.

    Args:
        spec: the class.
        state: its state.
        run: the key of the run in progress.
        reads: a field is only read: look at small values, and at large ones once a run.

    Returns:
        field -> its stored value and the tracked value. Another thread may set the field at
        any time, so do not look either of them up again.
    """
    fields, mutables = spec.fields, state.mutables
    few = reads and mutables.run is run
    changed = {
        name: (stored, value)
        for name, stored, value in mutables.current(state.values, CHEAP if few else inf)
        if not fields[name].codec.unchanged(value, stored)
    }
    if not changed and not few:
        mutables.run = run
    return changed


def take_changes(
    tx: Transaction, cls: Any, state: ClassState, changed: Mapping[str, tuple[Any, Any]]
) -> None:
    """Assign the tracked values that were changed in place."""
    spec: Spec = cls.__page_state__
    renewed: dict[str, tuple[Any, Checked]] = {}
    for name, (stored, value) in changed.items():
        field = spec.fields[name]
        try:
            # A copy, because another thread of the session may go on changing the value.
            copy = field.codec.renewed(value)
            renewed[name] = copy, field.cast(copy)
        except ValueError as error:
            if not tx.at_end:  # else the next touch raises it where the app's users see it
                state.mutables.forget(name, stored)  # the last valid value is back
            raise field.refusal(spec.name, value, error) from None
    try:
        before_set(tx, cls)
    except Exception:
        raise
    except BaseException as error:
        if tx.ports.query.asked_by_app(error) is not None:
            for name, (stored, _) in changed.items():
                # Otherwise it would be rejected and stop the run again and again.
                state.mutables.forget(name, stored)
        raise
    if not tx.holds(cls):
        return
    state = tx.changes.own(spec.namespace)
    checked: dict[str, Checked] = {}
    for name, (copy, cast) in renewed.items():
        stored, value = changed[name]
        if state.values[name] is not stored:
            continue  # it was set since
        checked[name] = cast
        if spec.fields[name].codec.unchanged(copy, cast.stored):
            state.mutables.add(name, cast.stored, value)  # the app keeps its object
        elif same(cast.stored, stored):
            state.mutables.forget(name, stored)  # it is equal once it is cast
    set_fields(tx, cls, checked, noticed=True)


def watch(tx: Transaction) -> None:
    """Let what a block changes in place be part of its action.

    What was changed before it is noticed at the next touch of its class.
    """
    tx.ran_app_code = True
    for namespace, state in tx.memory.classes.items():
        if _is_here(tx, state):
            spec = state.spec
            if spec is not None and not changed_in_place(spec, state, tx.address.run.key):
                tx.watched.add(namespace)


def end_action(tx: Transaction) -> None:
    """Notice what an action, or a hook that it called, has changed in place: it is one step."""
    if not (tx.frozen or tx.quiet):
        _notice(tx)


_MOST_ROUNDS = 8
"""How often hooks may answer a change in place by another one in the same action."""


def _notice(tx: Transaction) -> None:
    for _ in range(_MOST_ROUNDS):
        taken = [_take(tx, namespace) for namespace in list(tx.watched)]
        if not any(taken):
            return


def _is_here(tx: Transaction, state: ClassState) -> bool:
    """Return whether something of a class was handed out, and this page has touched it."""
    return bool(state.mutables) and state.visit == tx.address.memory.visit


def _take(tx: Transaction, namespace: str) -> bool:
    """Assign what was changed in place in a class of this page; return whether anything was."""
    state = tx.memory.classes.get(namespace)
    if state is None or not _is_here(tx, state):
        return False
    cls = None if namespace in {*tx.setting, *tx.changes.gone} else class_of(namespace, state)
    if cls is None:
        return False
    changed = changed_in_place(cls.__page_state__, state, tx.address.run.key)
    if changed:
        take_changes(tx, cls, state, changed)
    return bool(changed)


def call_quietly(
    tx: Transaction,
    hook: Callable[..., Any],
    *args: Any,
    mute: bool = False,
) -> None:
    """Call a hook whose writes do not claim the URL; nor do its changes in place.

    Args:
        tx: the transaction in progress.
        hook: the hook.
        args: its arguments.
        mute: its writes call no hooks.
    """

    @wraps(hook)
    def noticed(*given: Any) -> None:
        hook(*given)
        if not tx.frozen:
            _notice(tx)

    quiet, was_mute = tx.quiet, tx.mute
    tx.quiet, tx.mute = True, mute or was_mute
    try:
        call(tx, noticed, *args)
    finally:
        tx.quiet, tx.mute = quiet, was_mute
