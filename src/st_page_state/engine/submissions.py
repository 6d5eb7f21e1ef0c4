"""Submissions: apply what users submitted in forms, each form whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.transaction import Check, Transaction
from st_page_state.engine.widget_input import (
    Edited,
    Rejected,
    Unchanged,
    apply_input,
    classify,
    clear_refusal,
    give_up,
    hold,
    is_held,
    reject,
)
from st_page_state.errors import ArgumentError, quote

Entered: TypeAlias = dict[str, tuple[Field, Checked]]


def apply_submitted(tx: Transaction, cls: Any) -> None:
    """Set the fields to the values submitted in forms. If any of a form is rejected, none is."""
    spec: Spec = cls.__page_state__
    forms = _submitted(tx, spec, tx.memory.classes[spec.namespace])
    check = tx.check
    if check is not None and check.namespace == spec.namespace:
        tx.check = None
        fits = forms.get(check.form, {})
        if fits is not None and _is_rejected(tx, cls, check, fits):
            forms[check.form] = None
    entered = {key: found for form in forms.values() for key, found in (form or {}).items()}
    if entered:
        apply_input(tx, cls, entered)


def submit(tx: Transaction, cls: Any, check: Check, touch: Callable[[], Any]) -> bool:
    """Take over what was submitted in one form; return False if it was rejected.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        check: the form, and what judges the submission.
        touch: brings the class and the URL together, and so applies what was submitted.
    """
    spec: Spec = cls.__page_state__
    if tx.find(spec)[0] is not None:
        state = tx.changes.own(spec.namespace)
        state.run = None  # what was submitted is looked at once more
        for key, field in _fields_in(spec, state, check.form):
            if is_held(state, key):
                clear_refusal(state, field, key)
    tx.check = check
    touch()
    tx.check = None
    state = tx.memory.classes[spec.namespace]
    fields = _fields_in(spec, state, check.form)
    return not any(field.name in state.widget_errors for _, field in fields)


def give_up_form(tx: Transaction, cls: Any, form: str) -> None:
    """Record that what a form's widgets hold is given up, because it would fail again."""
    spec: Spec = cls.__page_state__
    state = tx.memory.classes[spec.namespace]
    give_up(tx, state.given_up, [key for key, _ in _fields_in(spec, state, form)])


def _fields_in(spec: Spec, state: ClassState, form: str) -> list[tuple[str, Field]]:
    """Return the widgets of a form, and their fields."""
    return [
        (key, spec.fields[name])
        for key, (name, of) in state.submits.items()
        if of == form and name in spec.fields
    ]


def _submitted(tx: Transaction, spec: Spec, state: ClassState) -> dict[str, Entered | None]:
    """Return the submitted values by form and widget key; None if one of a form is rejected."""
    forms: dict[str, Entered | None] = {}
    for key, (name, form) in state.submits.items():
        field = spec.fields.get(name)
        if field is None:
            continue
        found = classify(tx, state, field, key)
        if isinstance(found, Rejected):
            # If the field was set since, the widget will be given that value.
            if reject(tx, spec.namespace, field, key, found):
                forms[form] = None
        elif isinstance(found, Unchanged | Edited):
            if key in state.refused:
                clear_refusal(tx.changes.own(spec.namespace), field, key)
            entered = forms.setdefault(form, {})
            if isinstance(found, Edited) and entered is not None:
                entered[key] = (field, found.checked)
        state = tx.memory.classes[spec.namespace]
    return forms


def _is_rejected(tx: Transaction, cls: Any, check: Check, entered: Entered) -> bool:
    """Let the app judge a form whose values fit, each by itself; hold them if it rejects them."""
    spec: Spec = cls.__page_state__
    state = tx.memory.classes[spec.namespace]
    stored = dict(state.values)
    stored.update({field.name: checked.stored for field, checked in entered.values()})
    values = {name: field.codec.load(stored[name]) for name, field in spec.fields.items()}
    try:
        problems = _checked_problems(spec, check.problems(values))
    except Exception:
        give_up_form(tx, cls, check.form)
        raise
    session = tx.ports.session
    fields = [found for found in _fields_in(spec, state, check.form) if found[0] in session]
    if not any(field.name in problems for _, field in fields):
        return False
    state = tx.changes.own(spec.namespace)
    for key, field in fields:
        hold(state, field, key, session[key], problems.get(field.name, ""))
    return True


def _checked_problems(spec: Spec, found: object) -> Mapping[str, str]:
    where = f"{spec.name}.bind_submit(check=...)"
    if not isinstance(found or {}, Mapping):
        raise ArgumentError(f"{where} must return a dict from field to reason, not {quote(found)}.")
    problems: Mapping[Any, Any] = found or {}  # type: ignore[assignment]
    return {spec.field(name, where).name: str(reason) for name, reason in problems.items()}
