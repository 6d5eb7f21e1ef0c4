"""The engine's operations for PageState: read, assign, load, focus. Each is a transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from st_page_state import trace
from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked, Field, discreet
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.in_place import changed_in_place, end_action
from st_page_state.engine.joining import current, transaction
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.reopened import overrule
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, claim, set_fields
from st_page_state.errors import NoJsonError, StPageStateError
from st_page_state.ports import SESSION_KEY, Ports
from st_page_state.runtime import current_ports


def read(cls: Any, name: str) -> Any:
    """Return a field's live value."""
    spec: Spec = cls.__page_state__
    field = spec.fields[name]
    ports = current_ports()
    if field.codec.simple:
        memory = if_clean(cls, ports, reads=True)
        if memory is not None:
            return memory.classes[spec.namespace].values[name]
    else:
        with ports.lock:  # no other thread may commit before the value is tracked
            memory = if_clean(cls, ports, reads=True)
            if memory is not None:
                return _hand_out(ports, cls, memory.classes[spec.namespace], field)
    with transaction() as tx:
        state = reconcile(tx, cls, reads=True)
        tx.watched.add(spec.namespace)  # what the app changes of it now, it changes in this action
        return _hand_out(tx.ports, cls, state, field)


def _hand_out(ports: Ports, cls: Any, state: ClassState, field: Field) -> Any:
    """Return a field's value; if it is mutable, return a copy and track it."""
    codec, stored = field.codec, state.values[field.name]
    if codec.simple:
        return stored
    if not codec.mutable:
        return codec.value_of(stored)
    mutables, run = state.mutables, ports.run_key()
    value = mutables.find(field.name, stored)
    if value is None:
        value = codec.value_of(stored)
        if value is None:
            return None
        if not mutables:
            mutables.run = run  # there was nothing to compare
        mutables.add(field.name, stored, value)
        value = mutables.find(field.name, stored)  # another thread may be first
    if mutables.told is not cls or mutables.told_run is not run:
        mutables.told, mutables.told_run = cls, run
        namespace: str = cls.__page_state__.namespace
        ports.query.at_end_of_run(namespace, partial(_take_last_changes, cls))
    return value


def _take_last_changes(cls: Any) -> None:
    """Assign the values that the last lines of a script have changed in place."""
    spec: Spec = cls.__page_state__
    ports = current_ports()
    memory: SessionMemory | None = ports.session.get(SESSION_KEY)
    state = None if memory is None else memory.classes.get(spec.namespace)
    if state is None or state.spec is not spec:
        return
    if changed_in_place(spec, state, ports.run_key()):
        touch_at_end(cls)


def touch_later(tx: Transaction, cls: Any) -> None:
    """Touch a class once more at the end of the run in progress."""
    namespace: str = cls.__page_state__.namespace
    tx.ports.query.at_end_of_run(f"{namespace} again", partial(touch_at_end, cls))


def touch_at_end(cls: Any) -> None:
    """Touch a class once the script has ended.

    If something is refused, or a hook fails, the next touch tells of it, inside the app's code.
    """
    with suppress(Exception), transaction() as tx:
        tx.at_end = True
        reconcile(tx, cls)


def write(cls: Any, name: str, value: Any) -> None:
    """Set one field in one transaction.

    Raises:
        InvalidValueError: the value does not fit; nothing has changed.
    """
    spec: Spec = cls.__page_state__
    field = spec.fields[name]
    checked = field.checked(spec.name, value)
    if field.param is None and not spec.hears_writes and trace.here.get(trace.everywhere) is None:
        ports = current_ports()
        with ports.lock:
            memory = if_clean(cls, ports)
            state = None if memory is None or memory.early else memory.classes[spec.namespace]
            if memory is not None and memory.record is not None:
                state = None
            if state is not None and name in state.assigned and name not in state.widget_errors:
                if field.codec.opaque or not same(checked.stored, state.values[name]):
                    state.values[name] = checked.stored
                    state.version += 1
                return
    _set(cls, {name: checked})


def if_clean(cls: Any, ports: Ports, *, reads: bool = False) -> SessionMemory | None:
    """Return the session memory if the class is clean, otherwise None.

    Args:
        cls: the class.
        ports: the ports in use.
        reads: as in :func:`changed_in_place`.
    """
    if current.get() is not None:
        return None
    spec: Spec = cls.__page_state__
    memory: SessionMemory | None = ports.session.get(SESSION_KEY)
    state = None if memory is None else memory.classes.get(spec.namespace)
    if (
        memory is not None
        and state is not None
        and state.spec is spec
        and not state.awaited
        and (state.cls is cls or not spec.hooks)
        and state.token == ports.query.token()
        and not (state.mutables and changed_in_place(spec, state, ports.run_key(), reads=reads))
        and (
            not (memory.address.pending or state.submits or state.saved)
            or state.run is ports.query.run_key()
        )
    ):
        return memory
    return None


def values(cls: Any) -> dict[str, Any]:
    """Return copies of all live values of a class."""
    with transaction() as tx:
        state = reconcile(tx, cls)
        fields = cls.__page_state__.fields
        return {name: f.codec.load(state.values[name]) for name, f in fields.items()}


def errors(cls: Any, kind: str, *, binds: bool = False) -> dict[str, tuple[str, str]]:
    """Return a copy of a class's ``url_errors`` or ``widget_errors`` that have a reason.

    Args:
        cls: the class.
        kind: which of the two.
        binds: as in :func:`reconcile`.
    """
    with transaction() as tx:
        found: dict[str, tuple[str, str]] = getattr(reconcile(tx, cls, binds=binds), kind)
        return {name: error for name, error in found.items() if error[1]}


def focus(cls: Any) -> None:
    """Claim the URL for a class without changing a value."""
    with transaction() as tx:
        reconcile(tx, cls)
        spec: Spec = cls.__page_state__
        tx.note("claim", spec.name)
        state = tx.changes.own(spec.namespace)
        claim(tx, spec, state, tx.address.readable(state.desired), forced=True)


def assign(cls: Any, values: Mapping[str, Any]) -> None:
    """Set fields in one transaction, all of them or none.

    Raises:
        InvalidValueError: a value does not fit; nothing has changed.
    """
    spec: Spec = cls.__page_state__
    _set(cls, {n: spec.fields[n].checked(spec.name, value) for n, value in values.items()})


def _set(cls: Any, checked: Mapping[str, Checked]) -> None:
    spec: Spec = cls.__page_state__
    with transaction() as tx:
        reconcile(tx, cls, writes=True)
        if tx.frozen is not None and tx.frozen.has(spec.namespace):
            return
        before_set(tx, cls)
        if not tx.holds(cls):
            reconcile(tx, cls)
        if tx.memory.early and not tx.mute:
            overrule(tx, cls, checked)
        set_fields(tx, cls, checked)
        if spec.config.undo and spec.hooks:
            end_action(tx)


def load(
    cls: Any, data: Mapping[str, Any], mode: str, *, strict: bool
) -> dict[str, StPageStateError]:
    """Set the fields in a dump of the given mode in one transaction.

    Args:
        cls: the state class.
        data: field -> value.
        mode: the mode of the dump.
        strict: set all of them or none; else those that fit.

    Returns:
        The errors by field; none if ``strict``.

    Raises:
        StPageStateError: ``strict``, and a field is unknown or a value does not fit.
    """
    spec: Spec = cls.__page_state__
    checked: dict[str, Checked] = {}
    problems: dict[str, StPageStateError] = {}
    for name, value in data.items():
        try:
            checked[name] = spec.field(name, "load()").loaded(spec.name, value, mode, strict=strict)
        except StPageStateError as error:
            if strict:
                raise
            problems[name] = error
    _set(cls, checked)
    return problems


def dump_json(cls: Any, exclude: Collection[str]) -> dict[str, Any]:
    """Return the values of a class as JSON data, without secrets.

    Raises:
        NoJsonError: fields have values without JSON; it names them all.
    """
    spec: Spec = cls.__page_state__
    data: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values(cls).items():
        codec = spec.fields[name].codec
        if name in exclude or codec.holds_secrets:
            continue
        try:
            data[name] = codec.to_json(value)
        except ValueError as error:
            problems[name] = discreet(error)
    if problems:
        raise NoJsonError(spec.name, problems)
    return data


def set_quietly(tx: Transaction, cls: Any, name: str, value: Any) -> None:
    """Set a field without claiming the URL or calling hooks."""
    spec: Spec = cls.__page_state__
    quiet, mute = tx.quiet, tx.mute
    tx.quiet = tx.mute = True
    try:
        set_fields(tx, cls, {name: spec.fields[name].checked(spec.name, value)})
    finally:
        tx.quiet, tx.mute = quiet, mute
