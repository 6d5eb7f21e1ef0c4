"""What users entered into bound widgets, and what of it the state takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.memory import ClassState, Shown
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, set_fields
from st_page_state.ports import SessionPort, WidgetSession


def note_shown(state: ClassState, field: Field, key: str, shown: Shown) -> None:
    """Note what a widget shows, now that it is the field's value."""
    state.shown[key] = shown
    state.given_up.pop(key, None)
    clear_refusal(state, field, key)


def clear_refusal(state: ClassState, field: Field, key: str) -> None:
    """Note that what a widget holds fits, if it was refused before."""
    if state.refused.pop(key, None) is not None:
        state.widget_errors.pop(field.name, None)


def refuse(state: ClassState, field: Field, key: str, entered: Any, reason: str) -> None:
    """Note that what was entered does not fit; the widget keeps it."""
    state.widget_errors[field.name] = (type(entered).__name__, reason)
    state.refused[key] = repr(entered)


def identity(session: SessionPort, key: str) -> str | None:
    """Return what tells the widget that was drawn last from others with its key."""
    return session.widget_identity(key) if isinstance(session, WidgetSession) else None


def in_browser(session: SessionPort, key: str) -> bool:
    """Return whether a widget that is drawn will show what the session has for it."""
    return not isinstance(session, WidgetSession) or session.in_browser(key)


def shows(tx: Transaction, was: Shown, key: str, stored: Any) -> Shown:
    """Return what a widget shows once a user has entered ``stored``."""
    visit = tx.address.memory.visit
    return was._replace(
        visit=visit, stored=stored, widget=identity(tx.ports.session, key), given=False
    )


def was_recreated(tx: Transaction, was: Shown, key: str) -> bool:
    """Whether a widget holds what nobody entered: Streamlit took it for another widget."""
    return not was.given and was.widget != identity(tx.ports.session, key)


def is_unedited(field: Field, was: Shown, entered: Any, seen: Any) -> bool:
    """Whether a widget holds what it was given, as far as such a widget can: nobody edited it.

    Args:
        field: the field it is bound to.
        was: what it showed.
        entered: what it holds.
        seen: the same, as the session would store it.
    """
    return same(seen, was.stored) or _shows(entered, field.codec.load(was.stored))


def _shows(entered: Any, given: Any) -> bool:
    """Whether a widget without time, or without seconds, shows ``given`` as ``entered``."""
    parts, wholes = entered, given
    if isinstance(given, list | tuple) and isinstance(entered, list | tuple):
        return len(parts) == len(wholes) and all(map(_shows, parts, wholes))
    if isinstance(given, datetime) and type(entered) is date:
        return entered == given.date()
    if not isinstance(given, datetime | time) or not isinstance(entered, type(given)):
        return False
    plain = given.replace(second=0, microsecond=0, tzinfo=None)
    return bool(entered.replace(tzinfo=None) == plain)


def apply_input(
    tx: Transaction,
    cls: Any,
    entered: Mapping[str, tuple[Field, Checked]],
    then: Callable[[], Any] | None = None,
) -> None:
    """Set the fields to what users entered, all of them or, if one is refused, none.

    Args:
        action: the action in progress.
        cls: the state class.
        entered: widget key -> its field, and what was entered.
        then: is called at the end.
    """
    namespace = cls.__page_state__.namespace
    given_up = tx.memory.classes[namespace].given_up
    try:
        before_set(tx, cls)
    except Exception:
        _give_up(tx, given_up, entered)
        raise
    except BaseException as error:
        # A run that is stopped from outside leaves the edit to the next one.
        if tx.ports.query.asked_by_app(error) is not None:
            _give_up(tx, given_up, entered)
        raise
    state = tx.changes.own(namespace)
    for key, (field, checked) in entered.items():
        was = state.shown.get(key) or Shown(state.visit, None)
        note_shown(state, field, key, shows(tx, was, key, checked.stored))
    try:
        set_fields(tx, cls, {field.name: checked for field, checked in entered.values()})
        if then is not None:
            then()
    except Exception:
        _give_up(tx, given_up, entered)
        raise


def _give_up(tx: Transaction, given_up: dict[str, str], entered: Iterable[str]) -> None:
    """Note what widgets hold that is not taken over: it would fail again and again."""
    with tx.ports.query.uninterrupted():
        given_up.update({key: repr(tx.ports.session[key]) for key in entered})


def apply_submitted(tx: Transaction, cls: Any) -> None:
    """Set the fields to what was submitted in forms, all of them or, if one is refused, none."""
    spec: Spec = cls.__page_state__
    entered = _submitted(tx, spec, tx.memory.classes[spec.namespace])
    if entered:
        apply_input(tx, cls, entered)


def _submitted(tx: Transaction, spec: Spec, state: ClassState) -> dict[str, tuple[Field, Checked]]:
    """Return what was submitted, by widget key; nothing if any of it is refused."""
    session = tx.ports.session
    entered: dict[str, tuple[Field, Checked]] = {}
    complete = True
    for key, name in state.submits.items():
        field, was = spec.fields.get(name), state.shown.get(key)
        if field is None or was is None or key not in session or was_recreated(tx, was, key):
            continue
        value = session[key]
        if state.given_up.get(key) == repr(value):
            continue
        try:
            checked = field.cast(value)
        except ValueError as error:
            if state.refused.get(key) != repr(value):
                state = tx.changes.own(spec.namespace)
                refuse(state, field, key, value, str(error))
            elif name not in state.widget_errors:
                continue  # the field was set since: the widget is going to be given that
            complete = False
            continue
        if key in state.refused:
            state = tx.changes.own(spec.namespace)
            clear_refusal(state, field, key)
        if not is_unedited(field, was, value, checked.stored):
            entered[key] = (field, checked)
    return entered if complete else {}
