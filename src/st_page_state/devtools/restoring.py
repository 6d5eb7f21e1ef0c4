"""Restore the state as it was after an action, or as JSON says: one action, one entry."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked, Field
from st_page_state.devtools.literals import is_mapping
from st_page_state.devtools.timeline import Timeline
from st_page_state.engine.joining import transaction
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.writes import set_fields
from st_page_state.errors import ArgumentError, StPageStateError


def values_after(
    memory: SessionMemory, timeline: Timeline, number: int
) -> dict[str, dict[str, Any]]:
    """Return the stored values, by namespace and field, after the action of this number.

    Only fields that a later action has changed are among them.
    """
    found: dict[str, dict[str, Any]] = {}
    later = [c for a in reversed(timeline.actions) if a.number > number for c in a.changes]
    for change in later:
        found.setdefault(change.namespace, {})[change.field] = change.old
    last = [c.namespace for a in timeline.actions if a.number <= number for c in a.changes]
    # Whoever changed last claims last: its params are then the ones in the address.
    order = {namespace: place for place, namespace in enumerate(last)}
    names = sorted(found, key=lambda namespace: order.get(namespace, -1))
    return {namespace: found[namespace] for namespace in names if namespace in memory.classes}


def restore(memory: SessionMemory, timeline: Timeline, number: int) -> None:
    """Restore the values that the session had after an action.

    Hooks are not called: what they did then is restored, too. A value that no longer fits, since
    the class was edited, stays as it is.
    """
    found: dict[str, dict[str, Checked]] = {}
    for namespace, values in values_after(memory, timeline, number).items():
        spec = memory.classes[namespace].spec
        fields = {} if spec is None else spec.fields
        for name in [name for name in values if name in fields]:
            field = fields[name]
            with suppress(ValueError):
                found.setdefault(namespace, {})[name] = _of_present(field, values[name])
    _put(found)


def _of_present(field: Field, stored: Any) -> Checked:
    """Return a value that maybe another version of the class has stored.

    Raises:
        ValueError: it does not fit.
    """
    try:
        return field.cast(field.codec.load(stored))
    except Exception:  # noqa: BLE001 - what the present codec would not have stored
        return field.cast(field.codec.revive(stored))


def as_json(memory: SessionMemory | None, secrets: Container[tuple[str, str]] = frozenset()) -> str:
    """Return the values as JSON, by namespace and field; without secrets and what has none."""
    data: dict[str, dict[str, Any]] = {}
    for namespace, state in ({} if memory is None else memory.classes).items():
        fields = {} if state.spec is None else state.spec.fields
        for name, field in fields.items():
            if not field.codec.holds_secrets and (namespace, name) not in secrets:
                with suppress(ValueError):
                    value = field.codec.value_of(state.values[name])
                    data.setdefault(namespace, {})[name] = field.codec.to_json(value)
    return json.dumps(data, indent=2, ensure_ascii=False)


def load_json(memory: SessionMemory | None, text: str) -> list[str]:
    """Set what JSON says, as :func:`as_json` writes it; hooks are not called.

    Returns:
        What does not fit, in words; the rest is set.

    Raises:
        ArgumentError: it is no such JSON.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArgumentError(f"This is not JSON: {error}.") from None
    if not is_mapping(data) or not all(map(is_mapping, data.values())):
        raise ArgumentError('This is not what "Copy as JSON" writes: {"class": {"field": ...}}.')
    problems: list[str] = []
    found: dict[str, dict[str, Checked]] = {}
    for namespace, values in data.items():
        state = None if memory is None else memory.classes.get(namespace)
        if state is None or state.spec is None:
            problems.append(f"{namespace}: this session has not used such a class")
            continue
        for name, value in values.items():
            try:
                field = state.spec.field(name, "load JSON")
                found.setdefault(namespace, {})[name] = field.loaded(state.spec.name, value, "json")
            except StPageStateError as error:
                problems.append(str(error))
    _put(found)
    return problems


def _put(found: Mapping[str, Mapping[str, Checked]]) -> None:
    with transaction() as tx:
        tx.mute, tx.cause = True, "inspector"
        for namespace, checked in found.items():
            state = tx.memory.classes[namespace]
            cls = state.cls or SimpleNamespace(__page_state__=state.spec)
            now = reconcile(tx, cls).values
            differing = {n: one for n, one in checked.items() if not same(one.stored, now[n])}
            if differing:
                set_fields(tx, cls, differing)
