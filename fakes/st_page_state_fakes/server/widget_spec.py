"""The declaration of a widget by its command: identity, values and user input."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from st_page_state_fakes.errors import FakeUseError, StreamlitAPIException
from st_page_state_fakes.server.table_edits import TableEdits

Native: TypeAlias = Literal["string", "bool", "double", "int", "strings", "doubles", "ints"]
"""The kind of value that a natively bound widget has in the query string."""

RESERVED_PREFIX = "$$ID"
"""The beginning of Streamlit's own names of widgets in the session."""


def check_reserved(key: str) -> None:
    """Refuse a key that looks like Streamlit's own name of a widget.

    Raises:
        StreamlitAPIException: it does.
    """
    if key.startswith(RESERVED_PREFIX):
        raise StreamlitAPIException(f"Keys beginning with {RESERVED_PREFIX} are reserved.")


class WidgetId(NamedTuple):
    """The identity by which a widget is recognised in the next run.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetSpec(ABC):
    """The declaration of a widget: its identity and how its values convert.

    The browser holds a *wire* value, for example the label of the chosen option; the session
    holds the *value*, for example the option itself.

    Attributes:
        command: the command that drew it.
        label: its label.
        key: its key, if it has one.
        identity: arguments that make it another widget when they change and it has no key.
        keyed_identity: arguments that make it another widget even if it has a key.
        trigger: the value lasts for one run, as that of a button or a chat input.
        rest: the value of a trigger that was not used.
        writable: ``st.session_state`` may assign its key.
        options: the labels of the options that a user can choose from.
        native: the kind of value it has in the query string when it is bound natively.
        clearable: an empty text in a natively bound param empties the widget.
        allowed: the texts that a natively bound param may have, if they are limited.
        repeatable: a natively bound param may have the same text twice.
        most: the number of texts of a natively bound param that are read.
    """

    command: str
    label: str
    key: str | None
    identity: tuple[Any, ...]
    keyed_identity: tuple[Any, ...] = ()
    trigger: bool = False
    rest: Any = None
    writable: bool = True
    options: Sequence[str] = ()
    native: Native = "string"
    clearable: bool = False
    allowed: Sequence[str] | None = None
    repeatable: bool = False
    most: int | None = None

    @abstractmethod
    def decode(self, wire: Any) -> Any:
        """Return the value of a wire value, or the widget's default for None."""

    def encode(self, value: Any) -> Any:
        """Return the wire value of a value."""
        return value

    def settle(self, value: Any) -> Any:
        """Return the value as this run's arguments (options, bounds) allow it.

        Returns:
            The same object if the value can stay.
        """
        return value

    def tell(self, value: Any) -> Any:
        """Return the wire value that the browser is told to show.

        Raises:
            Exception: the value cannot be shown.
        """
        return self.encode(value)

    @abstractmethod
    def enter(self, value: Any) -> Any:
        """Return the wire value after a user's edit.

        Args:
            value: what a test passes to ``set_value``.

        Raises:
            ValueError: no user could enter the value.
        """

    def upload(self, wire: Any, name: str, data: bytes) -> Any:
        """Return the wire value after a user has uploaded a file.

        Raises:
            TypeError: it takes no files.
            ValueError: it does not take such a file.
        """
        raise self.misuse("upload()", "file_uploader, camera_input and audio_input")

    def steps(self, before: Any, wire: Any) -> Sequence[Any]:
        """Return the wire values that the browser sends, one after the other, for an edit."""
        return (wire,)

    def edits(self, wire: Any) -> TableEdits:
        """Return what the user has edited in the table.

        Raises:
            TypeError: it is no table to edit.
        """
        raise self.misuse("edit_cell(), add_row() and delete_rows()", "data_editor")

    def select(self, wire: Any, chosen: Mapping[str, Any]) -> Any:
        """Return the wire value after a user has selected something.

        Raises:
            TypeError: nothing can be selected in it.
            ValueError: no user could select this.
        """
        raise self.misuse("select()", "tables and charts with on_select=")

    def event(self, widget: WidgetId, name: str, value: Any) -> tuple[WidgetId, Any]:
        """Return what a custom component sends for an event: the trigger and its wire value.

        Raises:
            TypeError: it is no component that has events.
        """
        raise self.misuse("trigger()", "components that st.components.v2 has made")

    def misuse(self, method: str, wanted: str) -> FakeUseError:
        """Return the error for what no user can do with such a widget."""
        name = f' "{self.label}"' if self.label else ""
        return FakeUseError(f"{method} is for {wanted}, not for the {self.command}{name}.")

    def refusal(self, value: Any, reason: str) -> FakeUseError:
        """Return the error for a value that no user could enter."""
        name = f' "{self.label}"' if self.label else ""
        return FakeUseError(
            f"No user could enter {value!r} into the {self.command}{name}: {reason}."
        )

    def id_on(self, script: str, *, keys_identify: bool) -> WidgetId:
        """Return the identity of the widget on a page.

        Args:
            script: the page.
            keys_identify: a key makes most of the arguments irrelevant.
        """
        by_key = keys_identify and self.key is not None
        identity = self.keyed_identity if by_key else self.identity
        return WidgetId(self.command, self.key, tuple(map(repr, identity)), script)
