"""How a widget command declares its widget: identity, values and what users can enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

Native: TypeAlias = Literal["string", "bool", "double", "int", "strings", "doubles", "ints"]
"""How the value of a natively bound widget stands in the address."""


class WidgetId(NamedTuple):
    """What makes a widget the same one in the next run.

    Attributes:
        command: the command that draws it, such as ``"selectbox"``.
        key: its key, if it has one.
        identity: the arguments that tell it from others, as text.
        script: the page that draws it.
    """

    command: str
    key: str | None
    identity: tuple[str, ...]
    script: str


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetSpec:
    """The declaration of a widget: its identity and how its values convert.

    The browser holds a *wire* value, for example the label of the chosen option; the session
    holds the *value*, for example the option itself.

    Attributes:
        command: the command that drew it.
        label: its label.
        key: its key, if it has one.
        identity: arguments that make it another widget when they change and it has no key.
        keyed_identity: those that do so although it has a key.
        decode: the value of a wire value, and of None the widget's default.
        encode: the wire value of a value.
        enter: what a user's edit makes the browser hold. It is given what a test passes to
            ``set_value`` and raises ``ValueError`` if no user could enter that.
        settle: the value that stands after this run's arguments (options, bounds) were taken
            into account; the same object if the value may stay.
        trigger: a button's or a chat input's value lasts for one run.
        rest: what the value of a trigger is when it was not used.
        writable: ``st.session_state`` may assign its key.
        options: what a user can choose from, as labels.
        native: how its value stands in the address when it is bound natively.
        clearable: a natively bound param without text means that it is empty.
        allowed: the texts a natively bound param may have, where they are limited.
        repeatable: a natively bound param may have the same text twice.
        most: so many texts of a natively bound param are taken, and no more.
    """

    command: str
    label: str
    key: str | None
    identity: tuple[Any, ...]
    keyed_identity: tuple[Any, ...] = ()
    decode: Callable[[Any], Any]
    encode: Callable[[Any], Any] = _same
    enter: Callable[[Any], Any]
    settle: Callable[[Any], Any] = _same
    trigger: bool = False
    rest: Any = None
    writable: bool = True
    options: Sequence[str] = ()
    native: Native = "string"
    clearable: bool = False
    allowed: Sequence[str] | None = None
    repeatable: bool = False
    most: int | None = None

    def id_on(self, script: str, *, keys_identify: bool) -> WidgetId:
        """Return what identifies the widget when this page draws it.

        Args:
            script: the page.
            keys_identify: of a widget with a key only few arguments count.
        """
        by_key = keys_identify and self.key is not None
        identity = self.keyed_identity if by_key else self.identity
        return WidgetId(self.command, self.key, tuple(map(repr, identity)), script)
