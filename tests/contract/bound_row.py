"""Rows of widgets: with a field bound to each, or not bindable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Value:
    """One value in its three places.

    Attributes:
        state: the field's value.
        texts: its texts in the address.
        widget: the value that the widget shows, and that a user enters.
        given: the value that it returns in the run that set it.
    """

    state: Any
    texts: tuple[str, ...]
    widget: Any
    given: Any


@dataclass(frozen=True)
class Refusal:
    """A value that a user may enter although the field rejects it.

    Attributes:
        widget: the value entered.
        reason: a part of pydantic's message.
    """

    widget: Any
    reason: str


def _itself(value: Any) -> Any:
    return value


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A widget and the field it is bound to; ``st.<command>(*args, **kwargs, **bind(...))``.

    Attributes:
        kind: the field's type, as the table names it.
        of: the field's type.
        value_map: the field's ``value_map``.
        default: the field's default.
        link: its value in a deep link.
        entered: the values that a user enters, in turn.
        code: the value that the app sets.
        refused: a value that a user enters before that, and the field rejects.
        method: the method that binds it.
        about: further arguments of that method.
        since: the first Streamlit version in which it can be bound.
        simulated: whether FakeApp has the widget.
        under_apptest: whether AppTest can use the widget; if it is not simulated either, it has
            tests of its own.
        sees: returns the value of what the command returns.
        note: advice for apps, for the table.
    """

    command: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    kind: str
    of: Any
    value_map: Mapping[Any, str] | None = None
    default: Value
    link: Value
    entered: tuple[Value, ...]
    code: Value
    refused: tuple[Refusal, ...] = ()
    method: str = "bind"
    about: Mapping[str, Any] = field(default_factory=dict)
    since: str = "1.37"
    simulated: bool = True
    under_apptest: bool = True
    sees: Callable[[Any], Any] = _itself
    note: str = ""

    def __str__(self) -> str:
        return f"{self.command} {self.kind}"


@dataclass(frozen=True)
class Unbound:
    """A widget that cannot be bound, and Streamlit's error.

    Attributes:
        error: the class of Streamlit's error.
        message: a part of its message, in the newest Streamlit's words.
    """

    command: str
    args: tuple[Any, ...]
    error: str
    message: str
    since: str = "1.37"

    def __str__(self) -> str:
        return self.command


SAME: Any = object()


def val(state: Any, *texts: str, widget: Any = SAME, given: Any = SAME) -> Value:
    """Make a value; by default the widget shows the same as the state."""
    shown = state if widget is SAME else widget
    return Value(state, texts, shown, shown if given is SAME else given)


class On:
    """A widget call that makes rows: ``On("slider", 0, 9).of("int", int, ...)``."""

    def __init__(self, command: str, *args: Any, since: str = "1.37", **kwargs: Any) -> None:
        self._widget: dict[str, Any] = {"command": command, "args": args, "kwargs": kwargs}
        self._widget["since"] = since

    def of(
        self,
        kind: str,
        annotation: Any,
        default: Value,
        link: Value,
        *entered: Value,
        code: Value | None = None,
        **more: Any,
    ) -> Bound:
        """Return the row of this call with a field of a type and its values."""
        given = {"default": default, "link": link, "entered": entered, "code": code or link}
        return Bound(kind=kind, of=annotation, **self._widget, **given, **more)
