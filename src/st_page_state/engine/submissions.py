"""Submissions: apply what users submitted in forms, each form whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias

from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.transaction import Transaction
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
    refuse,
    reject,
)
from st_page_state.errors import ArgumentError, quote

Entered: TypeAlias = dict[str, tuple[Field, Checked]]
"""Widget key -> its field and the entered value."""


class Table(Protocol):
    """A data editor in a form: what it submits are edits of its field's value."""

    cls: Any
    field: Field
    key: str

    def submitted(self, tx: Transaction) -> Edited | Rejected | None:
        """Return what it submits, if that is anything new."""

    def keep(self, tx: Transaction) -> None:
        """Record that the field gets what was submitted."""


class Form:
    """A form while a run draws it, and later what its button submits.

    Attributes:
        key: its key.
        classes: the classes of its fields, by namespace.
        tables: its data editors.
        checks: what its buttons ask of the values of a class.
    """

    __slots__ = ("checks", "classes", "key", "tables")

    def __init__(self, key: str) -> None:
        self.key = key
        self.classes: dict[str, Any] = {}
        self.tables: list[Table] = []
        self.checks: list[tuple[Any, Check]] = []


Check: TypeAlias = Callable[[dict[str, Any]], object]
"""Takes the values of a class as they would be, and returns what is wrong."""


class Part(NamedTuple):
    """A widget of a form: the namespace of its class, its key and field; its table, if any."""

    namespace: str
    key: str
    field: Field
    table: Table | None = None


Found: TypeAlias = list[tuple[Part, Unchanged | Edited | Rejected | None]]
"""What the widgets of a form hold; None for one that has nothing to say."""


def apply_submitted(tx: Transaction, cls: Any) -> None:
    """Set the fields to the values submitted in forms. If any of a form is rejected, none is."""
    spec: Spec = cls.__page_state__
    forms: dict[str, Entered | None] = {}
    for key, (name, form) in tx.memory.classes[spec.namespace].submits.items():
        field = spec.fields.get(name)
        if field is None or (form and form == tx.submitting):
            continue
        found = _look(tx, Part(spec.namespace, key, field))
        if isinstance(found, Rejected):
            forms[form] = None
        elif found is not None:
            entered = forms.setdefault(form, {})
            if isinstance(found, Edited) and entered is not None:
                entered[key] = (field, found.checked)
    whole = {key: found for form in forms.values() for key, found in (form or {}).items()}
    if whole:
        apply_input(tx, cls, whole)


def submit(
    tx: Transaction,
    cls: Any,
    form: Form,
    check: Check,
    then: Callable[[], Any] | None,
    touch: Callable[[Any], Any],
) -> None:
    """Take over all that was submitted in one form, and call ``then``; or nothing of it.

    Args:
        tx: the transaction in progress.
        cls: the state class that is checked.
        form: the form.
        check: takes the values of the class as they would be, and returns what is wrong.
        then: called if nothing was rejected.
        touch: brings a class and the URL together.
    """
    namespace = cls.__page_state__.namespace
    classes = {**form.classes, namespace: cls}
    tx.submitting = form.key
    try:
        for each in classes.values():
            touch(each)
    finally:
        tx.submitting = ""
    parts = _parts(tx, form, classes)
    found = _look_once_more(tx, parts)
    if any(isinstance(verdict, Rejected) for _, verdict in found):
        _hold(tx, found, {})
        return
    tx.ran_app_code = True
    try:
        problems = _problems(tx, cls, found, check)
    except Exception:
        _give_up(tx, parts)
        raise
    except BaseException:  # it was stopped before it said that all is well
        _hold(tx, found, {})
        raise
    wrong = {p: problems[p.field.name] for p in parts if _is_wrong(tx, p, namespace, problems)}
    if wrong:
        _hold(tx, found, wrong)
        return
    applied = False
    try:
        for each in classes.values():
            _apply(tx, each, found)
        applied = True
        if then is not None:
            then()
    except BaseException as error:
        if isinstance(error, Exception) or not (applied or _is_from_outside(tx, error)):
            _give_up(tx, parts)
        raise


def submit_again(tx: Transaction, cls: Any, form: Form, fields: Mapping[str, Field]) -> None:
    """Take over what a form of an open page holds for a class, unless a button would reject it.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        form: the form.
        fields: its widgets' keys and their fields.
    """
    namespace = cls.__page_state__.namespace
    tables = {table.key: table for table in form.tables}
    parts = [Part(namespace, key, field, tables.get(key)) for key, field in fields.items()]
    found = [(part, _look(tx, part)) for part in parts]
    rejected = any(isinstance(verdict, Rejected) for _, verdict in found)
    for judge, check in [] if rejected else form.checks:
        if judge.__page_state__.namespace == namespace:
            problems = _problems(tx, cls, found, check)
            rejected = rejected or any(part.field.name in problems for part in parts)
    if rejected:
        _hold(tx, found, {})
    else:
        _apply(tx, cls, found)


def _parts(tx: Transaction, form: Form, classes: Mapping[str, Any]) -> list[Part]:
    found: list[Part] = []
    for namespace, cls in classes.items():
        fields: Mapping[str, Field] = cls.__page_state__.fields
        state = tx.state(cls.__page_state__)
        for key, (name, of) in ({} if state is None else state.submits).items():
            if of == form.key and name in fields:
                found.append(Part(namespace, key, fields[name]))
    tables = [(table.cls.__page_state__.namespace, table) for table in form.tables]
    return found + [Part(namespace, table.key, table.field, table) for namespace, table in tables]


def _look(tx: Transaction, part: Part) -> Unchanged | Edited | Rejected | None:
    """Return what a widget submits, and record whether it is rejected."""
    namespace, key, field, table = part
    state = tx.memory.classes[namespace]
    found = classify(tx, state, field, key) if table is None else table.submitted(tx)
    if isinstance(found, Rejected):
        if table is not None:
            refuse(tx.changes.own(namespace), field, key, *found)
        elif not reject(tx, namespace, field, key, found):
            return None  # the field was set since: the widget will be given that value
        return found
    if isinstance(found, Unchanged | Edited):
        if key in state.refused:
            clear_refusal(tx.changes.own(namespace), field, key)
        return found
    return None


def _look_once_more(tx: Transaction, parts: Iterable[Part]) -> Found:
    """Return what all widgets of a form submit, also those that wait since the last time."""
    found: Found = []
    for part in parts:
        state = tx.memory.classes[part.namespace]
        hidden = part.key not in tx.ports.session
        if part.key in state.refused and (hidden or is_held(state, part.key)):
            clear_refusal(tx.changes.own(part.namespace), part.field, part.key)
        found.append((part, None if hidden else _look(tx, part)))
    return found


def _problems(tx: Transaction, cls: Any, found: Found, check: Check) -> dict[str, str]:
    """Let the app judge the values of a class, each of which fits by itself."""
    spec: Spec = cls.__page_state__
    stored = dict(tx.memory.classes[spec.namespace].values)
    for part, verdict in found:
        if part.namespace == spec.namespace and isinstance(verdict, Edited):
            stored[part.field.name] = verdict.checked.stored
    answer = check({name: field.codec.load(stored[name]) for name, field in spec.fields.items()})
    where = f"{spec.name}.bind_submit(check=...)"
    if not isinstance(answer, Mapping | None):
        raise ArgumentError(
            f"{where} must return a dict from field to reason, not {quote(answer)}."
        )
    problems: Mapping[Any, Any] = answer or {}  # pyright: ignore[reportUnknownVariableType]
    reasons = {spec.field(name, where).name: reason for name, reason in problems.items()}
    return {name: str(reason) for name, reason in reasons.items() if reason not in (None, "")}


def _is_wrong(tx: Transaction, part: Part, namespace: str, problems: Mapping[str, str]) -> bool:
    """Return whether a problem is one of a widget that users see."""
    is_of_class = part.namespace == namespace and part.field.name in problems
    return is_of_class and part.key in tx.ports.session


def _hold(tx: Transaction, found: Found, wrong: Mapping[Part, str]) -> None:
    """Record that nothing of a form is taken over, and that its widgets keep what they hold."""
    session = tx.ports.session
    with tx.ports.query.uninterrupted():  # the check may have stopped the run
        held = [p for p, v in found if p.key in session and not isinstance(v, Rejected)]
        for part in _present(tx, held):
            state = tx.changes.own(part.namespace)
            hold(state, part.field, part.key, session[part.key], wrong.get(part, ""))


def _apply(tx: Transaction, cls: Any, found: Found) -> None:
    namespace = cls.__page_state__.namespace
    own = [(p, v) for p, v in found if p.namespace == namespace and isinstance(v, Edited)]
    if not own or not tx.holds(cls):
        return
    tables = [part.table for part, _ in own if part.table is not None]
    for table in tables:
        table.keep(tx)
    apply_input(tx, cls, {p.key: (p.field, v.checked) for p, v in own if isinstance(v, Edited)})
    for part in _present(tx, [part for part, _ in own if part.table is not None]):
        tx.memory.classes[namespace].shown.pop(part.key, None)


def _give_up(tx: Transaction, parts: Iterable[Part]) -> None:
    """Record that what a form's widgets hold is given up, because it would fail again."""
    for part in _present(tx, parts):
        give_up(tx, tx.memory.classes[part.namespace].given_up, [part.key])


def _present(tx: Transaction, parts: Iterable[Part]) -> list[Part]:
    """Return the widgets of classes that the app's code has not forgotten meanwhile."""
    return [part for part in parts if part.namespace in tx.memory.classes]


def _is_from_outside(tx: Transaction, error: BaseException) -> bool:
    """Return whether something else than the app stops the run: the next one goes on."""
    return tx.ports.query.asked_by_app(error) is None
