"""A widget and its field in sync: what the widget is given, and what users enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from st_page_state.codecs.equality import alike, same, type_of
from st_page_state.declaration.arguments import MISSING
from st_page_state.declaration.fields import Field
from st_page_state.engine.class_state import ClassState, Shown
from st_page_state.engine.joining import transaction
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.operations import touch_later
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.reopened import drop, is_early, wait_for
from st_page_state.engine.selections import with_selection
from st_page_state.engine.submissions import Form
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import (
    Edited,
    Recreated,
    Rejected,
    Unchanged,
    Verdict,
    apply_input,
    classify,
    forget_dropped,
    identity,
    in_browser,
    is_of_former,
    judge,
    note_shown,
    refuse,
    reject,
    sends_labels,
    was_recreated,
)
from st_page_state.ports import SESSION_KEY, Ports, WidgetSession
from st_page_state.widgets.keys import SETS_SELECTION, has
from st_page_state.widgets.options import Options, is_collection, listed


def show(
    tx: Transaction,
    cls: Any,
    field: Field,
    key: str,
    options: Options | None,
    form: Form | None = None,
) -> None:
    """Give the widget the state's value, unless it has it already or has user input."""
    session, namespace = tx.ports.session, cls.__page_state__.namespace
    state = tx.memory.classes[namespace]
    value = None if options is None else field.codec.load(state.values[field.name])
    empty = options is not None and not (options.values or options.accepts_new or options.own_form)
    if options is not None and empty and not options.has(value):
        # The field must have a value. The widget shows none, and the state is kept.
        _give(tx, state, key, [] if is_collection(value) else None)
        if key in state.shown:
            del tx.changes.own(namespace).shown[key]
        return
    was, digest = state.shown.get(key), None if options is None else options.digest
    if await_early(tx, cls, field, key, options=digest, form=form):
        _offer(tx, state, field, key, options)
        return
    if options is not None and options.own_form and was is not None and was.options != digest:
        found: Verdict = Recreated()  # its value means something else now
    else:
        found = classify(tx, state, field, key)
    anew = was is not None and isinstance(found, Recreated) and was_recreated(tx, was, key)
    entered = _entered(tx, cls, field, key, found)
    state = tx.memory.classes[namespace]
    was, stored = state.shown.get(key), state.values[field.name]
    now = Shown(
        visit=state.visit,
        stored=stored if entered is MISSING or was is None else was.stored,
        widget=identity(session, key),
        steady=not anew and not sends_labels(session, key) and (was is None or was.steady),
        options=digest,
    )
    if entered is MISSING:
        value = stored if field.codec.simple else field.codec.load(stored)
        _give(tx, state, key, _form_of(value, options, session.get(key)))
        state = tx.changes.own(namespace)
        note_shown(state, field, key, now._replace(given=True))
        forget_dropped(session, state)
        return
    other_options = was is not None and was.options != digest
    is_former = False
    if not (field.codec.simple or (options is not None and options.own_form)):
        entered, is_former = _of_present_classes(field, entered, options)
    if is_former or not now.steady or other_options or not in_browser(session, key):
        session[key], now = entered, now._replace(given=True)
    if now != was:
        tx.changes.own(namespace).shown[key] = now


def await_early(
    tx: Transaction,
    cls: Any,
    field: Field,
    key: str,
    *,
    options: int | None = None,
    take: Callable[[Transaction], None] | None = None,
    form: Form | None = None,
) -> bool:
    """Wait for what a widget of an open page takes; return False if nothing was sent for it.

    The other arguments are those of :func:`wait_for`.
    """
    if not is_early(tx, cls, field, key):
        return False
    wait_for(tx, cls, field, key, options=options, take=take, form=form)
    touch_later(tx, cls)
    return True


def show_anew(
    ports: Ports, memory: SessionMemory, state: ClassState, field: Field, key: str
) -> bool:
    """Give a widget that is new to the session the field's value, unless others have written."""
    session = ports.session
    with ports.query.uninterrupted(), ports.lock:
        if session.get(SESSION_KEY) is not memory or len(state.shown) >= state.room:
            return False
        stored = state.values[field.name]
        session[key] = _form_of(field.codec.load(stored), None, None)
        now = Shown(state.visit, stored, widget=identity(session, key), given=True)
        state.shown = {**state.shown, key: now}
        state.version += 1
    return True


def _offer(
    tx: Transaction, state: ClassState, field: Field, key: str, options: Options | None
) -> None:
    """Offer a widget the state's value, in case it does not take what the browser had sent."""
    value, session = field.codec.load(state.values[field.name]), tx.ports.session
    is_range = options is None and isinstance(value, list | tuple | set | frozenset)
    if isinstance(session, WidgetSession) and (is_range or has(REMOUNTS)):
        session.offer(key, _form_of(value, options, None))


REMOUNTS = (1, 65)
"""The first Streamlit version whose browser shows what a widget has from an earlier run."""


def _give(tx: Transaction, state: ClassState, key: str, value: Any) -> None:
    tx.ports.session[key] = value
    tx.given.append((state.given_up, key, repr(value)))


def _entered(tx: Transaction, cls: Any, field: Field, key: str, found: Verdict) -> Any:
    """Return the value the widget keeps, or MISSING to give it the state's value.

    A widget that no longer shows the value it was last given was edited by the user. If the
    run was stopped before its callback, this applies the edit.
    """
    if isinstance(found, Recreated):
        return MISSING
    namespace = cls.__page_state__.namespace
    if isinstance(found, Rejected):
        # If there is no error, the field was set since.
        return found.value if reject(tx, namespace, field, key, found) else MISSING
    state = tx.memory.classes[namespace]
    was, stored = state.shown[key], state.values[field.name]
    unmoved, unedited = alike(stored, was.stored), isinstance(found, Unchanged)
    if was.visit == state.visit and (alike(found.checked.stored, stored) or (unmoved and unedited)):
        if key in state.refused or not unmoved:
            note_shown(tx.changes.own(namespace), field, key, was._replace(stored=stored))
        return found.value
    if unedited:
        return MISSING
    if key not in state.submits:
        apply_input(tx, cls, {key: (field, found.checked)})
        return found.value
    return found.value if unmoved else MISSING


def _of_present_classes(field: Field, entered: Any, options: Options | None) -> tuple[Any, bool]:
    """Return a widget's value without instances of classes that the script has made anew.

    Returns:
        The value, and whether it had such instances: Streamlit would not find them among the
        options.
    """
    if _is_mapping(entered):  # which is no option that Streamlit would look for
        return entered, False
    try:
        value = field.cast(entered).value
    except ValueError:
        return entered, False
    present = _form_of(value, options, entered)
    if type_of(entered) is list and isinstance(value, tuple):
        present = [*present]
    elif type_of(entered) is list and isinstance(value, set | frozenset):
        present = _in_order(present, entered)
    if same(present, entered) or not alike(present, entered):
        return entered, False
    return present, True


def _in_order(items: Iterable[Any], former: Iterable[Any]) -> list[Any]:
    """Return the items of a set in the order of their former versions."""
    return [next((item for item in items if alike(item, was)), was) for was in former]


def _form_of(value: Any, options: Options | None, before: Any) -> Any:
    """Return a field's value in the form that its widget takes; ``before`` is the present one."""
    if options is not None:
        return options.shown(value, before)
    if (reveal := getattr(value, "get_secret_value", None)) is not None:
        return reveal()  # of pydantic's SecretStr; the field makes one of what is entered
    plain: Any = listed(value)
    # It may be for a table, which refuses a dict without a selection.
    return with_selection(plain) if isinstance(value, dict) and has(SETS_SELECTION) else plain


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


class OnEdit:
    """A widget's callback: sets the field to its value, then calls the app's own callback.

    Every open page holds one for each widget, and a ``partial`` would be two objects.
    """

    __slots__ = ("_cls", "_field", "_key", "_then")

    def __init__(self, cls: Any, field: Field, key: str, then: Callable[[], Any] | None) -> None:
        self._cls, self._field, self._key, self._then = cls, field, key, then

    def __call__(self) -> None:
        cls, key = self._cls, self._key
        with transaction() as tx:
            drop(tx, cls, key)
            state = reconcile(tx, cls)
            entered = tx.ports.session.get(key, MISSING)
            if entered is not MISSING:  # else the app has deleted the key since it was drawn
                self._take(tx, state, entered)

    def _take(self, tx: Transaction, state: ClassState, entered: Any) -> None:
        cls, field, key = self._cls, self._field, self._key
        if is_of_former(tx, state, key, entered):
            return
        found = judge(field, state.shown.get(key), entered)
        if isinstance(found, Rejected):
            refuse(tx.changes.own(cls.__page_state__.namespace), field, key, *found)
        elif key in state.refused or isinstance(found, Edited):
            # The browser also reports given values.
            apply_input(tx, cls, {key: (field, found.checked)}, self._then)
