"""Pages that were open before their session: what their widgets hold is the user's input.

After a restart of the server, an open page goes on in a new session. Its first request brings
the values of its widgets, which are newer than its address, and Streamlit keeps them for the
widgets that the run draws. To give a bound widget the field's value would overwrite its own. So
it is given none, and what it has taken is applied at the next touch of its class.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from st_page_state.codecs.equality import alike
from st_page_state.declaration.fields import Checked, Field
from st_page_state.engine.class_state import Awaited, Shown
from st_page_state.engine.submissions import Form, submit_again
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import (
    Edited,
    Rejected,
    apply_input,
    identity,
    judge,
    note_shown,
    refuse,
    sends_labels,
)
from st_page_state.ports import WidgetSession


def is_early(tx: Transaction, cls: Any, field: Field, key: str) -> bool:
    """Return whether a widget that is bound now may take what the browser had sent before."""
    state = tx.memory.classes[cls.__page_state__.namespace]
    return key in tx.memory.early and key not in state.shown and field.name not in state.overruled


def wait_for(
    tx: Transaction,
    cls: Any,
    field: Field,
    key: str,
    *,
    options: int | None = None,
    take: Callable[[Transaction], None] | None = None,
    form: Form | None = None,
) -> None:
    """Take what the browser had sent for a widget, once it is drawn.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        field: the field that it is bound to.
        key: the widget's key.
        options: the digest of its options, if they are known.
        take: takes it instead.
        form: the form of ``X.form()`` that it is in.
    """
    state, run = tx.memory.classes[cls.__page_state__.namespace], tx.address.run.key
    firsts = [one.before for one in state.awaited.values() if one.field.name == field.name]
    before = firsts[0] if firsts else state.values[field.name]
    sent = tx.memory.early[key]
    state.awaited[key] = Awaited(run, sent, before, field, take, options, form=form)


def drop(tx: Transaction, cls: Any, key: str) -> None:
    """Wait no more for a widget: Streamlit calls its callback, as it has drawn it since."""
    state = tx.memory.classes.get(cls.__page_state__.namespace)
    (state.awaited if state else {}).pop(key, None)


def overrule(tx: Transaction, cls: Any, names: Collection[str]) -> None:
    """Let the values that code sets in this run win over what widgets hold."""
    state = tx.changes.own(cls.__page_state__.namespace)
    state.overruled = state.overruled.union(names)
    for key, one in state.awaited.items():
        if one.field.name in names:
            state.awaited[key] = one._replace(done=True)


def apply_early(tx: Transaction, cls: Any, *, binds: bool) -> None:
    """Set the fields to what widgets have taken, all in one update.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        binds: leave the widgets of this run to a later touch.
    """
    namespace, session = cls.__page_state__.namespace, tx.ports.session
    awaited, run = tx.memory.classes[namespace].awaited, tx.address.run.key
    if not isinstance(session, WidgetSession):
        return  # a copy of the session, in which somebody reads
    ready: dict[str, Awaited] = {}
    for key, one in [*awaited.items()]:
        if one.run is not run:
            ready[key] = awaited.pop(key)
        elif not (one.done or binds or identity(session, key) is None):
            ready[key], awaited[key] = one, one._replace(done=True)  # hooks touch the class, too
    entered: dict[str, tuple[Field, Checked]] = {}
    forms: dict[Form, dict[str, Field]] = {}
    try:
        for key, one in ready.items():
            if not one.done and one.form is not None and one.form.checks:
                if key in session and session.took(key, one.sent):
                    _note(tx, cls, key, one)
                    forms.setdefault(one.form, {})[key] = one.field
            elif not one.done:
                _take(tx, cls, key, one, entered)
            session.withdraw(key)
        for form, fields in forms.items():
            submit_again(tx, cls, form, fields)
        if entered:
            apply_input(tx, cls, entered)
    except BaseException as error:
        # The next touch, or the next run, takes it again.
        failed = isinstance(error, Exception)
        if tx.at_end if failed else tx.ports.query.asked_by_app(error) is None:
            awaited.update(ready)
        raise


def _take(
    tx: Transaction, cls: Any, key: str, one: Awaited, entered: dict[str, tuple[Field, Checked]]
) -> None:
    """Take what a widget holds, if that is what was sent for it; note it in ``entered``."""
    namespace, session, field = cls.__page_state__.namespace, tx.ports.session, one.field
    assert isinstance(session, WidgetSession)
    if key not in session or not session.took(key, one.sent):
        return
    if one.take is not None:
        one.take(tx)
        return
    value, was = session[key], _shown(tx, cls, key, one)
    found = judge(field, was, value)
    if isinstance(found, Edited) and alike(found.checked.stored, one.before):
        return  # another widget of the field holds what was entered since
    state = tx.changes.own(namespace)
    note_shown(state, field, key, was)
    if isinstance(found, Rejected):
        refuse(state, field, key, *found)
    elif isinstance(found, Edited):
        entered[key] = field, found.checked


def _note(tx: Transaction, cls: Any, key: str, one: Awaited) -> None:
    if one.take is None:  # else it is an editor, which knows its base
        state = tx.changes.own(cls.__page_state__.namespace)
        note_shown(state, one.field, key, _shown(tx, cls, key, one))


def _shown(tx: Transaction, cls: Any, key: str, one: Awaited) -> Shown:
    """Return the record of a widget that was drawn with what the browser had sent."""
    session, state = tx.ports.session, tx.memory.classes[cls.__page_state__.namespace]
    return Shown(
        visit=state.visit,
        stored=state.values[one.field.name],
        widget=identity(session, key),
        steady=not sends_labels(session, key),
        options=one.options,
    )
