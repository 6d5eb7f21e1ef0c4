"""What users entered into bound widgets, and what of it the state takes over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.action import Action
from st_page_state.engine.memory import ClassMemory, Shown
from st_page_state.engine.writes import before_set, set_fields
from st_page_state.ports import SessionPort, WidgetSession


def agree(held: ClassMemory, field: Field, key: str, shown: Shown) -> None:
    """Note what a widget shows, now that it is the field's value."""
    held.shown[key] = shown
    held.given_up.pop(key, None)
    mend(held, field, key)


def mend(held: ClassMemory, field: Field, key: str) -> None:
    """Note that what a widget holds fits, if it was refused before."""
    if held.refused.pop(key, None) is not None:
        held.widget_errors.pop(field.name, None)


def refuse(held: ClassMemory, field: Field, key: str, entered: Any, reason: str) -> None:
    """Note that what was entered does not fit; the widget keeps it."""
    held.widget_errors[field.name] = (type(entered).__name__, reason)
    held.refused[key] = repr(entered)


def identity(session: SessionPort, key: str) -> str | None:
    """Return what tells the widget that was drawn last from others with its key."""
    return session.widget_identity(key) if isinstance(session, WidgetSession) else None


def in_browser(session: SessionPort, key: str) -> bool:
    """Return whether a widget that is drawn will show what the session has for it."""
    return not isinstance(session, WidgetSession) or session.in_browser(key)


def shows(action: Action, was: Shown, key: str, stored: Any) -> Shown:
    """Return what a widget shows once a user has entered ``stored``."""
    visit = action.memory.visit
    return was._replace(
        visit=visit, stored=stored, widget=identity(action.ports.session, key), given=False
    )


def began_anew(action: Action, was: Shown, key: str) -> bool:
    """Whether a widget holds what nobody entered: Streamlit took it for another widget."""
    return not was.given and was.widget != identity(action.ports.session, key)


def is_echo(field: Field, was: Shown, entered: Any, seen: Any) -> bool:
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


def take(
    action: Action,
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
    given_up = action.memory.classes[namespace].given_up
    try:
        before_set(action, cls)
    except Exception:
        _give_up(action, given_up, entered)
        raise
    except BaseException as error:
        # A run that is stopped from outside leaves the edit to the next one.
        if action.ports.query.asked_by_app(error) is not None:
            _give_up(action, given_up, entered)
        raise
    held = action.own(namespace)
    for key, (field, checked) in entered.items():
        was = held.shown.get(key) or Shown(held.visit, None)
        agree(held, field, key, shows(action, was, key, checked.stored))
    try:
        set_fields(action, cls, {field.name: checked for field, checked in entered.values()})
        if then is not None:
            then()
    except Exception:
        _give_up(action, given_up, entered)
        raise


def _give_up(action: Action, given_up: dict[str, str], entered: Iterable[str]) -> None:
    """Note what widgets hold that is not taken over: it would fail again and again."""
    with action.ports.query.uninterrupted():
        given_up.update({key: repr(action.ports.session[key]) for key in entered})


def take_submitted(action: Action, cls: Any) -> None:
    """Set the fields to what was submitted in forms, all of them or, if one is refused, none."""
    spec: Spec = cls.__page_state__
    entered = _submitted(action, spec, action.memory.classes[spec.namespace])
    if entered:
        take(action, cls, entered)


def _submitted(action: Action, spec: Spec, held: ClassMemory) -> dict[str, tuple[Field, Checked]]:
    """Return what was submitted, by widget key; nothing if any of it is refused."""
    session = action.ports.session
    entered: dict[str, tuple[Field, Checked]] = {}
    complete = True
    for key, name in held.submits.items():
        field, was = spec.fields.get(name), held.shown.get(key)
        if field is None or was is None or key not in session or began_anew(action, was, key):
            continue
        value = session[key]
        if held.given_up.get(key) == repr(value):
            continue
        try:
            checked = field.cast(value)
        except ValueError as error:
            if held.refused.get(key) != repr(value):
                held = action.own(spec.namespace)
                refuse(held, field, key, value, str(error))
            elif name not in held.widget_errors:
                continue  # the field was set since: the widget is going to be given that
            complete = False
            continue
        if key in held.refused:
            held = action.own(spec.namespace)
            mend(held, field, key)
        if not is_echo(field, was, value, checked.stored):
            entered[key] = (field, checked)
    return entered if complete else {}
