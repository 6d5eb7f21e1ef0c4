"""Classes that the app has made again: what their former version has left in the session."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from st_page_state.declaration.fields import Field, discreet
from st_page_state.declaration.spec import Spec
from st_page_state.engine import steps
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import NamespaceError, a, sentence, told
from st_page_state.url.rules import Desired


def remake(tx: Transaction, spec: Spec, state: ClassState) -> ClassState:
    """Take over the state that another version of the class left in the session.

    After an edit of the source, callbacks and threads still run with the class of the run before,
    and the script makes the new one. Two classes from the same source are not an edit.
    """
    old, run = state.spec, tx.address.run.key
    if (
        state.fingerprint != spec.fingerprint
        and old is not None
        and state.since is run
        and not spec.base.source.is_edit_of(old.base.source)
    ):
        raise NamespaceError(
            f"Two classes called {spec.qualname} with different fields are used in one run, and "
            f"both use the namespace {spec.namespace!r} in the session. Give one of them a "
            'namespace of its own: class Config: namespace = "..."'
        )
    codecs = {} if old is None else {name: field.codec for name, field in old.fields.items()}
    if state.fingerprint == spec.fingerprint and all(
        codecs.get(name) is field.codec for name, field in spec.fields.items()
    ):
        state.spec, state.since = spec, run
        wants = _desired(tx, spec, state.values)
        if wants != state.desired:  # a different default is hidden now
            state = tx.changes.own(spec.namespace)
            state.desired = wants
        return state
    state = tx.changes.own(spec.namespace)
    values: dict[str, Any] = {}
    for name, field in spec.fields.items():
        same_type = codecs.get(name) is field.codec
        values[name] = state.values[name] if same_type else _carried_over(tx, spec, state, field)
    steps.take_over(
        tx, spec, codecs, {name: (state.values.get(name), value) for name, value in values.items()}
    )
    for name, _, value in state.mutables.current(state.values):
        # The last run of the former class may have changed it in place.
        codec = spec.fields[name].codec if name in spec.fields else None
        if codec is None or codec is codecs.get(name) or name not in codecs:
            continue
        with suppress(ValueError):
            state.mutables.add(name, values[name], codec.revive(codecs[name].store(value)))
    state.values, state.desired = values, _desired(tx, spec, values)
    state.last_seen = {name: state.last_seen.get(name) for name in state.desired}
    state.fingerprint, state.spec, state.since = spec.fingerprint, spec, run
    for found in (state.url_errors, state.widget_errors):
        for name in found.keys() - spec.fields.keys():
            del found[name]
    return state


def _desired(tx: Transaction, spec: Spec, values: Mapping[str, Any]) -> Desired:
    """Return the desired params of carried values; those without a text stay in the session."""
    without: dict[str, Exception] = {}
    desired = spec.desired(values, without)
    for name, error in without.items():
        tx.warn(
            f"no text {spec.namespace} {name}",
            f"{spec.name}.{name} is not in the URL: its value, from before the class was edited, "
            f"cannot be written there: {sentence(told(discreet(error)))} It stays in the "
            f"session until the field is set; {spec.name}.reset({name!r}) restores the default.",
        )
    return desired


def _carried_over(tx: Transaction, spec: Spec, state: ClassState, field: Field) -> Any:
    """Return the stored value of a field whose type differed in a former class version."""
    name = field.name
    if name not in state.values:
        return field.codec.store(field.default())
    former = state.values[name]
    try:
        value = field.codec.revive(former)
    except ValueError as error:
        tx.warn(
            f"drop {spec.base.namespace} {name}",
            f"{spec.name}.{name} was reset to its default. Its value does not fit the field's "
            f"new type, {field.type_name}: {sentence(told(discreet(error)))}",
        )
        return field.codec.store(field.default())
    kind = field.codec.former_class(value)
    if kind is not None:
        tx.warn(
            f"keep {spec.base.namespace} {name}",
            f"{spec.name}.{name} holds {a(kind.__name__)} from an earlier run of the script, which "
            f"redefines its classes in each run. As in st.session_state, it is not an instance of "
            f"the current class, and it cannot be pickled. Define {kind.__name__} in a separate "
            "module.",
        )
    return field.codec.store(value)
