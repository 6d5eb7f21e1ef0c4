"""bind(): keeps a widget and a field in sync."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, NamedTuple, NotRequired, TypedDict, TypeVar

from st_page_state.codecs.equality import alike, same
from st_page_state.declaration.fields import MISSING, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.joining import transaction
from st_page_state.engine.memory import ClassState, Shown
from st_page_state.engine.operations import errors, if_clean, set_quietly
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import (
    Edited,
    Recreated,
    Rejected,
    Unchanged,
    Verdict,
    apply_input,
    classify,
    identity,
    in_browser,
    is_drawn,
    judge,
    note_shown,
    refuse,
    reject,
    sends_labels,
    was_recreated,
)
from st_page_state.errors import InvalidWidgetValueError
from st_page_state.ports import WidgetSession
from st_page_state.runtime import current_ports
from st_page_state.widgets.options import Options, is_collection, keep_to_options

_T = TypeVar("_T")
_in_form: ContextVar[bool] = ContextVar("st_page_state_form", default=False)


class Binding(TypedDict):
    """The keyword arguments that bind a widget to a field: a plain dict to unpack into its call.

    Its keys are declared, so type checkers still infer the widget's return type. In a form it
    has no ``on_change``.

    Example::

        def text_box(label: str, binding: Binding) -> str:
            return st.text_input(label, **binding)
    """

    key: str
    on_change: NotRequired[Callable[[], None]]


class OptionsBinding(Binding, Generic[_T]):
    """A :class:`Binding` that also passes the widget its options."""

    options: list[_T]


class BindArguments(NamedTuple):
    """The arguments of ``bind()``.

    Attributes:
        value: an initial value for the widget and the field.
        key: distinguishes a further widget of the same field from the first.
        options: the widget's options, if given.
        form: the widget is in a form.
        on_change: the app's own callback.
    """

    value: Any
    key: str | None
    options: Any
    form: bool
    on_change: Callable[[], Any] | None


def widget_key(spec: Spec, name: str, further: str | None = None) -> str:
    """Return the widget key of a field: its namespace, class and name."""
    key = spec.keys.get(name)
    if key is None:
        key = spec.keys[name] = f"{_place(spec)}.{name}"
    return key if further is None else f"{key}#{further}"


def _place(spec: Spec) -> str:
    # Two colons keep configured namespaces distinct from the default ones (module:class).
    chosen = spec.config.namespace is not None
    return f"{spec.namespace}::{spec.qualname}" if chosen else spec.namespace


def bind(cls: Any, name: str, arguments: BindArguments) -> Any:
    """Return the keyword arguments that bind a widget to a field."""
    spec: Spec = cls.__page_state__
    try:
        field = spec.fields[name]
    except (KeyError, TypeError):
        field = spec.field(name, "bind()")  # raises the error that suggests the right name
    key = widget_key(spec, name, arguments.key)
    form = arguments.form or _in_form.get()
    if arguments.key is not None and not (isinstance(arguments.key, str) and arguments.key):
        raise TypeError(
            f"{spec.name}.bind({name!r}, key=...) takes a non-empty str, not {arguments.key!r}: "
            "it distinguishes a second widget of the field from the first."
        )
    if form and arguments.on_change is not None:
        raise TypeError(
            f"{spec.name}.bind({name!r}, on_change=...) cannot be used in a form: only the form's "
            "button has a callback. Write st.form_submit_button(..., on_click=...)."
        )
    options = None if arguments.options is None else Options(spec, field, arguments.options)
    if not _is_clean(spec, field, key, arguments, options, form=form):
        with transaction() as tx:
            state = reconcile(tx, cls)
            if arguments.value is not MISSING and name not in state.assigned:
                set_quietly(tx, cls, name, arguments.value)
            if options is not None:
                keep_to_options(tx, cls, field, options)
            _note_form(tx, spec, name, key, form=form)
            _show(tx, cls, field, key, options)

    bound: dict[str, Any] = {"key": key}
    if options is not None:
        bound["options"] = options.values
    if not form:
        bound["on_change"] = _OnEdit(cls, field, key, arguments.on_change)
    return bound


@contextmanager
def form(cls: Any, name: str, options: Mapping[str, Any]) -> Generator[Any, None, None]:
    """Open a form in which ``bind()`` treats all widgets as parts of a form."""
    session = current_ports().session
    key = f"{_place(cls.__page_state__)}#{name}"
    token = _in_form.set(True)
    try:
        if isinstance(session, WidgetSession):
            with session.form(key, **options) as place:
                yield place
        else:
            yield None
    finally:
        _in_form.reset(token)


def _is_clean(
    spec: Spec,
    field: Field,
    key: str,
    arguments: BindArguments,
    options: Options | None,
    *,
    form: bool,
) -> bool:
    """Return whether widget and field are unchanged, so that ``bind()`` has nothing to do."""
    ports = current_ports()
    session, query = ports.session, ports.query
    memory = if_clean(spec, ports)
    if memory is None:
        return False
    state = memory.classes[spec.namespace]
    was = state.shown.get(key)
    return (
        was is not None
        and memory.address.run is query.run_key()  # the memory knows the running page
        and was.visit == state.visit == memory.address.visit
        and was.steady
        and not was.given
        and was.options == (None if options is None else options.digest)
        and (arguments.value is MISSING or field.name in state.assigned)
        and (state.submits.get(key) == field.name) is form
        and key not in state.refused
        and (state.values[field.name] is was.stored or same(state.values[field.name], was.stored))
        and is_drawn(session, key, was.widget)
        and same(session.get(key, MISSING), was.stored)
    )


def _note_form(tx: Transaction, spec: Spec, name: str, key: str, *, form: bool) -> None:
    state = tx.memory.classes[spec.namespace]
    if form and state.submits.get(key) != name:
        state = tx.changes.own(spec.namespace)
        state.submits = {**state.submits, key: name}
    elif not form and key in state.submits:
        state = tx.changes.own(spec.namespace)
        state.submits = {k: field for k, field in state.submits.items() if k != key}


def _show(tx: Transaction, cls: Any, field: Field, key: str, options: Options | None) -> None:
    """Give the widget the state's value, unless it has it already or has user input."""
    session, namespace = tx.ports.session, cls.__page_state__.namespace
    state = tx.memory.classes[namespace]
    value = None if options is None else field.codec.load(state.values[field.name])
    if options is not None and not options.values and not options.has(value):
        # The field must have a value. The widget shows none, and the state is kept.
        _give(tx, state, key, [] if is_collection(value) else None)
        if key in state.shown:
            del tx.changes.own(namespace).shown[key]
        return
    was, found = state.shown.get(key), classify(tx, state, field, key)
    digest = None if options is None else options.digest
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
        _give(tx, state, key, _for_widget(value, options))
        note_shown(tx.changes.own(namespace), field, key, now._replace(given=True))
        return
    other_options = was is not None and was.options != digest
    if not field.codec.simple:
        entered, is_former = _of_present_classes(field, entered, options)
    else:
        is_former = False
    if is_former or not now.steady or other_options or not in_browser(session, key):
        session[key], now = entered, now._replace(given=True)
    if now != was:
        tx.changes.own(namespace).shown[key] = now


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
    try:
        present = _for_widget(field.cast(entered).value, options)
    except ValueError:
        return entered, False
    if same(present, entered) or not alike(present, entered):
        return entered, False
    return present, True


class _OnEdit:
    """A widget's callback: sets the field to its value, then calls the app's own callback.

    Every open page holds one for each widget, and a ``partial`` would be two objects.
    """

    __slots__ = ("_cls", "_field", "_key", "_then")

    def __init__(self, cls: Any, field: Field, key: str, then: Callable[[], Any] | None) -> None:
        self._cls, self._field, self._key, self._then = cls, field, key, then

    def __call__(self) -> None:
        cls, field, key = self._cls, self._field, self._key
        with transaction() as tx:
            state = reconcile(tx, cls)
            found = judge(field, state.shown.get(key), tx.ports.session[key])
            if isinstance(found, Rejected):
                refuse(tx.changes.own(cls.__page_state__.namespace), field, key, *found)
            elif key in state.refused or isinstance(found, Edited):
                # The browser also reports given values.
                apply_input(tx, cls, {key: (field, found.checked)}, self._then)


def _for_widget(value: Any, options: Options | None) -> Any:
    """Return a value in the form that widgets accept: a set as a sorted list."""
    shown: Any = value if options is None else options.chosen(value)
    return sorted(shown, key=str) if isinstance(value, set | frozenset) else shown


def widget_errors(cls: Any) -> dict[str, InvalidWidgetValueError]:
    """Return the errors of the rejected values of a class's widgets, field -> error."""
    spec: Spec = cls.__page_state__
    return {
        name: InvalidWidgetValueError(
            spec.name, name, f"the widget's value of type {kind}", spec.fields[name].type_name, why
        )
        for name, (kind, why) in errors(cls, "widget_errors").items()
    }
