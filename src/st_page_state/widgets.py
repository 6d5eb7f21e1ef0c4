"""bind(): a widget and a field hold the same value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypedDict

from st_page_state.action import Acting, Action
from st_page_state.errors import InvalidWidgetValueError
from st_page_state.fields import MISSING, Field
from st_page_state.memory import ClassMemory
from st_page_state.registry import Spec
from st_page_state.shapes import same
from st_page_state.sync import assign, errors, set_quietly
from st_page_state.touch import touch


class Binding(TypedDict):
    """What ties a widget to a field: a plain dict, to be splatted into the widget's call.

    It names its keys, so that a type checker still infers what the widget returns.

    Example::

        def status_box(binding: Binding) -> str:
            return st.text_input("Status", **binding)
    """

    key: str
    on_change: Callable[[], None]


def widget_key(spec: Spec, name: str) -> str:
    """Return the key of the widget bound to a field: its namespace, class and name."""
    place = spec.namespace
    if not place.endswith(spec.qualname):
        place = f"{place}:{spec.qualname}"
    return f"{place}.{name}"


def bind(
    cls: Any,
    name: str,
    value: Any,
    on_change: Callable[..., Any] | None,
    args: Sequence[Any] | None,
    kwargs: Mapping[str, Any] | None,
) -> Binding:
    """Return the keyword arguments that bind a widget to a field."""
    spec: Spec = cls.__page_state__
    field = spec.fields[name]
    key = widget_key(spec, name)
    with Acting() as action:
        held = touch(action, cls)
        if value is not MISSING and name not in held.assigned:
            set_quietly(action, cls, name, value)
        _agree(action, cls, field, key)

    then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
    return {"key": key, "on_change": partial(_take_over, cls, field, key, then)}


def _agree(action: Action, cls: Any, field: Field, key: str) -> None:
    """Make the widget show the state's value, or take over what the user put into it.

    A widget that no longer shows what it was last given was edited by the user, and the
    callback that would have told has not run: the edit is not to be lost.
    """
    session, namespace = action.ports.session, cls.__page_state__.namespace
    held = action.memory.classes[namespace]
    stored = held.values[field.name]
    if key in session:
        entered = session[key]
        try:
            seen = _accepted(field, entered)
        except ValueError as error:
            if held.refused.get(key) != repr(entered):
                _refuse(action, cls, field, key, entered, str(error))
                return
            if field.name in held.widget_errors:
                return
        else:
            page, shown = held.shown.get(key, (held.page, MISSING))
            # A page that did not draw the widget yet draws another one under the same key,
            # and that one begins with its default unless it is given a value.
            if same(seen, stored) and page == held.page:
                if not same(shown, stored) or key in held.refused:
                    _agreed(action.own(namespace), field, key, stored)
                return
            if shown is not MISSING and not same(seen, shown):
                _take_over(cls, field, key)
                return
    session[key] = _for_widget(field.codec.load(stored))
    _agreed(action.own(namespace), field, key, stored)


def _agreed(held: ClassMemory, field: Field, key: str, stored: Any) -> None:
    held.shown[key] = (held.page, stored)
    held.refused.pop(key, None)
    held.widget_errors.pop(field.name, None)


def _take_over(cls: Any, field: Field, key: str, then: Callable[[], Any] | None = None) -> None:
    """Set the field to what its widget holds, then call the app's own callback."""
    namespace = cls.__page_state__.namespace
    seen: Any = MISSING
    try:
        with Acting() as action:
            touch(action, cls)
            entered = action.ports.session[key]
            try:
                seen = _accepted(field, entered)
            except ValueError as error:
                _refuse(action, cls, field, key, entered, str(error))
                return
            _agreed(action.own(namespace), field, key, seen)
            assign(cls, {field.name: entered})
            if then is not None:
                then()
    except Exception:
        if seen is not MISSING:
            # The edit was taken back. Were it not noted as seen, it would be taken over,
            # and fail, again and again.
            with Acting() as action:
                touch(action, cls)
                held = action.own(namespace)
                held.shown[key] = (held.page, seen)
        raise


def _accepted(field: Field, entered: Any) -> Any:
    """Return what the session would hold of a widget's value; raise ValueError if refused."""
    value = field.codec.validate(entered)
    field.texts(value)
    return field.codec.store(value)


def _refuse(action: Action, cls: Any, field: Field, key: str, entered: Any, reason: str) -> None:
    held = action.own(cls.__page_state__.namespace)
    held.widget_errors[field.name] = (type(entered).__name__, reason)
    held.refused[key] = repr(entered)


def _for_widget(value: Any) -> Any:
    """Return a value as widgets take it: a set as a list, in a fixed order."""
    items: Iterable[Any] = value
    return sorted(items, key=str) if isinstance(value, set | frozenset) else items


def widget_errors(cls: Any) -> dict[str, InvalidWidgetValueError]:
    """Return what the class's widgets hold that does not fit, field -> error."""
    spec: Spec = cls.__page_state__
    return {
        name: InvalidWidgetValueError(
            spec.name, name, f"the widget's value of type {kind}", spec.fields[name].type_name, why
        )
        for name, (kind, why) in errors(cls, "widget_errors").items()
    }
