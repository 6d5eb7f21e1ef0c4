"""bind(): keeps a widget and a field in sync."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, Literal, NamedTuple, NotRequired, TypedDict, TypeVar

from st_page_state.codecs.equality import same
from st_page_state.declaration.arguments import MISSING
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState, Shown, Submits
from st_page_state.engine.joining import transaction
from st_page_state.engine.operations import errors, if_clean, set_quietly
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.submissions import Form
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import (
    is_drawn,
)
from st_page_state.errors import ArgumentError, InvalidWidgetValueError, a
from st_page_state.ports import SessionPort, WidgetSession
from st_page_state.runtime import current_ports
from st_page_state.widgets.keys import further_key, need, place, widget_key
from st_page_state.widgets.options import Options, keep_to_options
from st_page_state.widgets.sync import OnEdit, show, show_anew

_T = TypeVar("_T")
_in_form: ContextVar[Form | None] = ContextVar("st_page_state_form", default=None)
"""The form of ``X.form()`` that is being drawn."""


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


class NewOptionsBinding(OptionsBinding[_T], Generic[_T]):
    """An :class:`OptionsBinding` of a widget that also accepts new options."""

    accept_new_options: Literal[True]


class BindArguments(NamedTuple):
    """The arguments of ``bind()``.

    Attributes:
        value: an initial value for the widget and the field.
        key: distinguishes a further widget of the same field from the first.
        options: the widget's options, if given.
        accept_new_options: users may enter values that are not options.
        form: the widget is in a form.
        on_change: the app's own callback.
        method: the method that was called.
    """

    value: Any = MISSING
    key: str | None = None
    options: Any = None
    accept_new_options: bool = False
    form: bool = False
    on_change: Callable[[], Any] | None = None
    method: str = "bind"


def bind(cls: Any, name: str, arguments: BindArguments) -> Any:
    """Return the keyword arguments that bind a widget to a field."""
    spec: Spec = cls.__page_state__
    try:
        field = spec.fields[name]
    except (KeyError, TypeError):
        field = spec.field(name, "bind()")  # raises the error that suggests the right name
    key = widget_key(spec, name)
    if arguments.key is not None:
        key += further_key(spec, name, arguments.key, "bind")
    form = arguments.form or in_form()
    if form and arguments.on_change is not None:
        raise ArgumentError(
            f"{spec.name}.bind({name!r}, on_change=...) cannot be used in a form: only the form's "
            "button has a callback. Write st.form_submit_button(..., on_click=...)."
        )
    drawn = _in_form.get()
    if drawn is not None:
        drawn.classes[spec.namespace] = cls
    options = _options(spec, field, arguments)
    if not _is_up_to_date(cls, field, key, arguments, options, form=form):
        with transaction() as tx:
            state = reconcile(tx, cls, binds=True)
            if arguments.value is not MISSING and name not in state.assigned:
                set_quietly(tx, cls, name, arguments.value)
            if options is not None:
                keep_to_options(tx, cls, field, options)
            _note_form(tx, spec, name, key, form=form)
            show(tx, cls, field, key, options, drawn)

    bound: dict[str, Any] = {"key": key}
    if options is not None:
        bound["options"] = options.values
        if options.accepts_new:
            bound["accept_new_options"] = True
    if not form:
        bound["on_change"] = OnEdit(cls, field, key, arguments.on_change)
    return bound


def in_form() -> bool:
    """Return whether widgets are parts of a form of ``X.form()``."""
    return _in_form.get() is not None


def present_form() -> Form | None:
    """Return the form of ``X.form()`` that is being drawn; None outside."""
    return _in_form.get()


def not_in_form(where: str, why: str) -> None:
    """Check that a widget whose use reruns the app is not in ``X.form()``.

    Args:
        where: the call that binds it.
        why: what the widget does, and what to do instead.

    Raises:
        TypeError: it is in a form, where only the button may have a callback.
    """
    if in_form():
        raise ArgumentError(f"{where} cannot be used in a form: {why}")


@contextmanager
def form(cls: Any, name: str, options: Mapping[str, Any]) -> Generator[Any, None, None]:
    """Open a form in which ``bind()`` treats all widgets as parts of a form."""
    if not isinstance(name, str):
        raise ArgumentError(
            f"{cls.__name__}.form() takes the form's name, a text, not {a(type(name).__name__)}."
        )
    session = current_ports().session
    key = f"{place(cls.__page_state__)}#{name}"
    token = _in_form.set(Form(key))
    try:
        if isinstance(session, WidgetSession):
            with session.form(key, **options) as container:
                yield container
        else:
            yield None
    finally:
        _in_form.reset(token)


def _options(spec: Spec, field: Field, arguments: BindArguments) -> Options | None:
    given, accepts_new = arguments.options, arguments.accept_new_options
    if accepts_new:
        where = f"{spec.name}.bind({field.name!r}, accept_new_options=True)"
        need((1, 45), where)
        if given is None:
            raise ArgumentError(f"{where} also needs options=, the options to begin with.")
    if given is None:
        return None
    return Options(spec, field, given, accepts_new=accepts_new, method=arguments.method)


def _is_up_to_date(
    cls: Any,
    field: Field,
    key: str,
    arguments: BindArguments,
    options: Options | None,
    *,
    form: bool,
) -> bool:
    """Return whether widget and field agree, so that ``bind()`` has nothing more to do.

    A widget that is new to the session is given its value here, without a transaction.
    """
    ports = current_ports()
    memory = if_clean(cls, ports)
    # Its run tells whether the memory knows the running page.
    if memory is None or memory.address.run is not ports.query.run_key():
        return False
    state = memory.classes[cls.__page_state__.namespace]
    if (
        state.visit != memory.address.visit
        or state.submits.get(key) != _submits(field.name, form=form)
        or (arguments.value is not MISSING and field.name not in state.assigned)
    ):
        return False
    was = state.shown.get(key)
    if was is not None:
        digest = None if options is None else options.digest
        return was.options == digest and _is_unchanged(ports.session, state, field, key, was)
    if options is not None or form or key in memory.early or key in ports.session:
        return False
    return show_anew(ports, memory, state, field, key)


def _is_unchanged(
    session: SessionPort, state: ClassState, field: Field, key: str, was: Shown
) -> bool:
    """Return whether a widget shows the field's value, and goes on doing so."""
    return (
        was.visit == state.visit
        and was.steady
        and not was.given
        and key not in state.refused
        and same(state.values[field.name], was.stored)
        and is_drawn(session, key, was.widget)
        and same(session.get(key, MISSING), was.stored)
    )


def _note_form(tx: Transaction, spec: Spec, name: str, key: str, *, form: bool) -> None:
    state = tx.memory.classes[spec.namespace]
    now = _submits(name, form=form)
    if state.submits.get(key) == now:
        return
    state = tx.changes.own(spec.namespace)
    if now is None:
        state.submits = {k: found for k, found in state.submits.items() if k != key}
    else:
        state.submits = {**state.submits, key: now}


def _submits(name: str, *, form: bool) -> Submits | None:
    """Return what a widget that is drawn now submits, if it is in a form."""
    drawn = _in_form.get()
    return Submits(name, "" if drawn is None else drawn.key) if form else None


def widget_errors(cls: Any) -> dict[str, InvalidWidgetValueError]:
    """Return the errors of the rejected values of a class's widgets, field -> error."""
    spec: Spec = cls.__page_state__
    return {
        name: InvalidWidgetValueError(
            spec.name, name, f"the widget's value of type {kind}", spec.fields[name].type_name, why
        )
        # In a form they are asked for before its button, which may reject what is held.
        for name, (kind, why) in errors(cls, "widget_errors", binds=in_form()).items()
    }
