"""Widget input: apply the values that users entered into bound widgets to the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, TypeAlias

from st_page_state.codecs.equality import alike
from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ROOM, ClassState, Shown
from st_page_state.engine.in_place import end_action
from st_page_state.engine.selections import plain, with_selection
from st_page_state.engine.steps import record_entered
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import before_set, set_fields
from st_page_state.engine.zones import in_zone_of_field
from st_page_state.ports import SessionPort, WidgetSession


def note_shown(state: ClassState, field: Field, key: str, shown: Shown) -> None:
    """Record that a widget shows the field's value."""
    state.shown[key] = shown
    state.given_up.pop(key, None)
    clear_refusal(state, field, key)


def clear_refusal(state: ClassState, field: Field, key: str) -> None:
    """Record that a widget's value is valid, if it was rejected before."""
    if state.refused.pop(key, None) is not None:
        state.widget_errors.pop(field.name, None)


def refuse(state: ClassState, field: Field, key: str, entered: Any, reason: str) -> None:
    """Record that the entered value is rejected; the widget keeps it."""
    state.widget_errors[field.name] = (type(entered).__name__, reason)
    state.refused[key] = repr(entered)


_HELD = "held "
"""Stands before the repr of a value that fits, in a form that was rejected."""


def hold(state: ClassState, field: Field, key: str, entered: Any, reason: str) -> None:
    """Record that a submitted value fits and is not taken over; the widget keeps it.

    Args:
        state: the state of the field's class.
        field: the widget's field.
        key: the widget's key.
        entered: the value.
        reason: why it is rejected with its form; empty if the reason is another field's.
    """
    refuse(state, field, key, entered, reason)
    state.refused[key] = _HELD + repr(entered)


def is_held(state: ClassState, key: str) -> bool:
    """Return whether a widget's value waits for another submission of its form."""
    return state.refused.get(key, "").startswith(_HELD)


def is_refused(state: ClassState, key: str, entered: Any) -> bool:
    """Return whether a widget's value is known to be rejected, or waits with its form."""
    return state.refused.get(key) in (repr(entered), _HELD + repr(entered))


def forget_dropped(session: SessionPort, state: ClassState) -> None:
    """Forget widgets whose values the session has dropped, if many are known.

    Streamlit drops the value of a widget that a run did not draw: drawn again, it is given the
    field's value, as a new one is. While there are errors, the
    widgets that have caused some are known: drawn again, they clear them.
    """
    if len(state.shown) <= state.room:
        return
    if not state.widget_errors:
        state.refused = {key: value for key, value in state.refused.items() if key in session}
    held = {key for key in state.shown if key in session or key in state.refused}
    state.shown = {key: shown for key, shown in state.shown.items() if key in held}
    state.submits = {key: found for key, found in state.submits.items() if key in session}
    for key in [key for key in list(state.given_up) if key not in session]:
        state.given_up.pop(key, None)
    state.room = 2 * len(state.shown) + ROOM


def identity(session: SessionPort, key: str) -> str | None:
    """Return the identity of the widget last drawn with this key, if the session knows it."""
    return session.widget_identity(key) if isinstance(session, WidgetSession) else None


def in_browser(session: SessionPort, key: str) -> bool:
    """Return whether a widget that is drawn now will show the session's value."""
    return not isinstance(session, WidgetSession) or session.in_browser(key)


def sends_labels(session: SessionPort, key: str) -> bool:
    """Return whether the browser names a widget's value by a label, which may change."""
    return isinstance(session, WidgetSession) and session.sends_labels(key)


def holds_text(session: SessionPort, key: str) -> bool:
    """Return whether users type a text into a widget."""
    has_one = isinstance(session.get(key), str | None)  # not the edits of a table
    return has_one and isinstance(session, WidgetSession) and session.holds_text(key)


def is_drawn(session: SessionPort, key: str, widget: str | None) -> bool:
    """Return whether a widget drawn now is the one with this identity, and in the browser."""
    return identity(session, key) == widget and in_browser(session, key)


def shows(tx: Transaction, was: Shown, key: str, stored: Any) -> Shown:
    """Return the record of a widget in which a user has entered ``stored``."""
    visit = tx.address.memory.visit
    return was._replace(
        visit=visit, stored=stored, widget=identity(tx.ports.session, key), given=False
    )


class Unchanged(NamedTuple):
    """A widget that nobody has edited: its value, and the same as the field's."""

    value: Any
    checked: Checked


class Edited(NamedTuple):
    """A widget that the user has edited: its value, and the same as the field's."""

    value: Any
    checked: Checked


class Rejected(NamedTuple):
    """A widget with a value that the field cannot have, and the reason."""

    value: Any
    reason: str


class Recreated(NamedTuple):
    """A widget whose value is not the user's input, or was given up; or that has no value yet."""


Verdict: TypeAlias = Unchanged | Edited | Rejected | Recreated


def is_of_former(tx: Transaction, state: ClassState, key: str, entered: Any) -> bool:
    """Return whether a value was entered with the values of somebody who is gone with this run."""
    return state.since is tx.address.run.key and state.given_up.get(key) == repr(entered)


def classify(tx: Transaction, state: ClassState, field: Field, key: str) -> Verdict:
    """Return what a widget holds.

    Args:
        tx: the transaction in progress.
        state: the state of the field's class.
        field: the field it is bound to.
        key: the widget's key.
    """
    session, was = tx.ports.session, state.shown.get(key)
    if was is None or was_recreated(tx, was, key) or key not in session:
        return Recreated()
    value = session[key]
    if state.given_up and state.given_up.get(key) == repr(value):
        return Recreated()
    if is_held(state, key) and state.refused[key] == _HELD + repr(value):
        return Rejected(value, "")
    return judge(field, was, value)


def judge(field: Field, was: Shown | None, value: Any) -> Unchanged | Edited | Rejected:
    """Return what a widget holds that the user may have edited."""
    entered = plain(value) if isinstance(value, Mapping) else value
    if was is not None and was.options is None and isinstance(value, _SHORTENED):
        entered = in_zone_of_field(field, field.codec.load(was.stored), value)
    try:
        checked = field.cast(entered)
    except ValueError as error:
        return Rejected(value, str(error))
    if was is not None and is_unedited(field, was, value, checked.stored):
        return Unchanged(value, checked)
    return Edited(value, checked)


def reject(tx: Transaction, namespace: str, field: Field, key: str, rejected: Rejected) -> bool:
    """Record a rejected value, once; return False if the field was set since."""
    state = tx.memory.classes[namespace]
    if not is_refused(state, key, rejected.value):
        state = tx.changes.own(namespace)
        refuse(state, field, key, *rejected)
    return field.name in state.widget_errors


def was_recreated(tx: Transaction, was: Shown, key: str) -> bool:
    """Return whether Streamlit recreated the widget: its value is not the user's input."""
    return not was.given and was.widget != identity(tx.ports.session, key)


def is_unedited(field: Field, was: Shown, entered: Any, seen: Any) -> bool:
    """Return whether a widget still has the value it was given, so that nobody edited it.

    Args:
        field: the field it is bound to.
        was: the record of the widget.
        entered: the widget's value.
        seen: the same value, as the session would store it.
    """
    if alike(seen, was.stored):
        return True
    if isinstance(entered, Mapping):
        given: Any = field.codec.load(was.stored)
        return _is_dict(given) and with_selection(given) == with_selection(plain(entered))
    return isinstance(entered, _SHORTENED) and _shows(entered, field.codec.load(was.stored))


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)


_SHORTENED = (list, tuple, date, time)
"""Types of values that a widget may show in part."""


def _shows(entered: Any, given: Any) -> bool:
    """Return whether ``entered`` is ``given`` as shown without a time or seconds."""
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
    """Set the fields to the entered values. If a hook fails, none is set.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        entered: widget key -> its field and the entered value.
        then: called at the end.
    """
    spec: Spec = cls.__page_state__
    namespace, hooks = spec.namespace, spec.hooks
    given_up = tx.memory.classes[namespace].given_up
    try:
        if "before_set" in hooks:
            before_set(tx, cls)
            if not tx.holds(cls):
                return
    except Exception:
        give_up(tx, given_up, entered)
        raise
    except BaseException as error:
        # If the run is stopped from outside, the next one applies the edit.
        if tx.ports.query.asked_by_app(error) is not None:
            give_up(tx, given_up, entered)
        raise
    cause = tx.cause
    if tx.events is not None:
        tx.cause = f"widget {' '.join(entered)}"
    state = tx.changes.own(namespace)
    for key, (field, checked) in entered.items():
        was = state.shown.get(key) or Shown(state.visit, None)
        note_shown(state, field, key, shows(tx, was, key, checked.stored))
        if spec.config.undo:
            record_entered(tx, spec, field, typed=holds_text(tx.ports.session, key))
    try:
        set_fields(tx, cls, {field.name: checked for field, checked in entered.values()})
        tx.cause = cause
        if then is not None:
            tx.ran_app_code = True
            then()
        if spec.config.undo and (then is not None or spec.hooks):
            end_action(tx)
    except Exception:
        give_up(tx, given_up, entered)
        raise
    finally:
        tx.cause = cause


def give_up(tx: Transaction, given_up: dict[str, str], entered: Iterable[str]) -> None:
    """Record widget values that are given up, because they would fail again and again."""
    with tx.ports.query.uninterrupted():
        session = tx.ports.session  # whose keys the app may have deleted
        given_up.update({key: repr(session[key]) for key in entered if key in session})
