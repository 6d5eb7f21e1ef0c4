"""Saved values: written once at the end of an action, and merged with what others have written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace

from st_page_state import runtime
from st_page_state.declaration.fields import discreet
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.owners import key_of
from st_page_state.engine.recalling import differing, take, understood
from st_page_state.engine.saved_record import MOST_BYTES, NOTHING, Content, SavedRecord, Status
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import StoreUnavailableError, sentence
from st_page_state.persistence import Persistence
from st_page_state.store_port import Put, Stored

ATTEMPTS = 5
"""How often an action whose saved values were changed by others is merged and written again."""


def save(tx: Transaction) -> None:
    """Write what the action has set, and merge what others have written meanwhile.

    It never fails: what a store cannot do now is done by the next action that sets something.
    """
    persistence = runtime.persistence()
    if persistence is None:
        return
    states = tx.memory.classes
    if not any(_is_to_be_saved(states.get(name)) for name in tx.changes.origins):
        return
    waiting = {n: s for n, s in states.items() if _is_to_be_saved(s)}
    for _ in range(ATTEMPTS):
        waiting = _put(tx, persistence, waiting)
        if not waiting:
            return
    for namespace in waiting:
        _fail(tx, namespace, "other tabs change the values all the time")


def _is_to_be_saved(state: ClassState | None) -> bool:
    if state is None or state.spec is None or state.saved is None:
        return False
    record = state.saved
    return bool(record.unsaved and record.owners and record.known and record.status != "newer")


def _put(
    tx: Transaction, persistence: Persistence, states: Mapping[str, ClassState]
) -> dict[str, ClassState]:
    """Write classes in one round trip; merge and return those that were changed by others."""
    contents: dict[str, Content] = {}
    names: dict[str, str] = {}
    groups: dict[int, dict[str, Put]] = {}  # by the days that they last
    for namespace in states:
        state = tx.changes.own(namespace)
        spec, record = state.spec, state.saved
        assert spec is not None, "it is to be saved"
        assert record is not None, "it is to be saved"
        content = _content(tx, persistence.store.now(), state, spec, record)
        if content.fields == record.fields:  # the value is back at what is saved
            state.saved = record._replace(unsaved=NOTHING)
            continue
        data = content.to_bytes()
        if len(data) > MOST_BYTES:
            why = f"they take {len(data):,} bytes, over the limit of {MOST_BYTES:,}"
            _fail(tx, namespace, why, status="too large")
            continue
        key = key_of(record.owners[0], spec)
        put = Put(data, record.revision if record.key == key else 0)
        groups.setdefault(spec.config.persist_days, {})[key] = put
        names[key], contents[key] = namespace, content
    revisions: dict[str, int | None] = {}
    try:
        for days, puts in groups.items():
            revisions |= persistence.store.put(puts, timedelta(days=days))
        lost = [key for key in names if revisions.get(key) is None]
        found = persistence.store.get(lost) if lost else {}
    except StoreUnavailableError as error:
        for namespace in names.values():
            _fail(tx, namespace, error.reason, logged=error.logged)
        return {}
    for key, revision in revisions.items():
        if revision is not None:
            tx.put = True
            _have_saved(tx, names[key], key, revision, contents[key])
    for key in lost:
        _merge(tx, names[key], key, found.get(key))
    states = tx.memory.classes
    return {names[key]: states[names[key]] for key in lost if _is_to_be_saved(states[names[key]])}


def _content(
    tx: Transaction, now: float, state: ClassState, spec: Spec, record: SavedRecord
) -> Content:
    fields = dict(record.fields)
    for name in record.unsaved:
        if name in spec.saves:
            codec = spec.fields[name].codec
            try:
                fields[name] = codec.to_json(codec.value_of(state.values[name]))
            except ValueError as error:
                tx.warn(
                    f"save {spec.namespace} {name}",
                    f"{spec.name}.{name} is not saved, because its value has no JSON: "
                    f"{discreet(error)}. Declare a type that has, or StateVar(persist=False).",
                )
    return Content(spec.config.version, now, fields)


def _have_saved(tx: Transaction, namespace: str, key: str, revision: int, content: Content) -> None:
    state = tx.changes.own(namespace)
    record = state.saved
    assert record is not None, "it has just been saved"
    errors = {n: why for n, why in record.errors.items() if n not in record.unsaved}
    state.saved = record._replace(
        key=key, revision=revision, fields=content.fields, unsaved=NOTHING,
        status="recovered", why="", at=content.at, errors=errors,
    )  # fmt: skip
    tx.note("save", _name(state))


def _merge(tx: Transaction, namespace: str, key: str, stored: Stored | None) -> None:
    """Take over what others have saved, except for the fields that are still to be saved."""
    state = tx.changes.own(namespace)
    spec, record = state.spec, state.saved
    assert spec is not None, "it was to be saved"
    assert record is not None, "it was to be saved"
    cls = state.cls or SimpleNamespace(__page_state__=spec)
    now, content = understood(tx, cls, SavedRecord(record.owners, key, known=True), stored)
    state.saved = now._replace(unsaved=record.unsaved, errors=record.errors)
    if now.status != "newer":
        take(tx, spec, state, content, differing(spec, record, content))


def _fail(
    tx: Transaction, namespace: str, why: str, *, logged: str = "", status: Status = "unavailable"
) -> None:
    state = tx.changes.own(namespace)
    assert state.saved is not None, "it was to be saved"
    state.saved = state.saved._replace(status=status, why=why)
    name = _name(state)
    tx.warn(
        f"save {status} {namespace}",
        f"The values of {name} are not saved: {sentence(logged or why)} The session goes "
        "on with them; the next change of a saved field tries again. "
        f"{name}.saved() tells the app.",
    )


def _name(state: ClassState) -> str:
    return "" if state.spec is None else state.spec.name
