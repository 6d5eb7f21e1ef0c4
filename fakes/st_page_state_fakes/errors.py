"""Streamlit's exceptions in kind, and the ones of the simulation itself.

They bear the names that ``streamlit.errors`` gives them, and ``st.errors`` of a
``FakeStreamlit`` is this module: ``except st.errors.StreamlitAPIException`` works in both.
"""

from __future__ import annotations

from typing import Any


class StreamlitAPIException(Exception):  # noqa: N818 - Streamlit's own name
    """A Streamlit command was called in a way it does not allow."""


class StreamlitDuplicateElementKey(StreamlitAPIException):
    """Two widgets of one run have the same key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"There are two elements with key={key!r} in this run: give each a key of its own."
        )


class StreamlitDuplicateElementId(StreamlitAPIException):
    """Two widgets of one run have the same arguments and no key that tells them apart."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"There are two {command} elements with the same arguments in this run: give each "
            "a key of its own."
        )


class StreamlitWidgetAlreadyInstantiatedError(StreamlitAPIException):
    """A widget's key was assigned after the widget had been drawn in this run."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"st.session_state[{key!r}] cannot be assigned once the widget with that key has "
            "been drawn in this run: assign it before, or in a callback."
        )


class StreamlitValueAssignmentNotAllowedError(StreamlitAPIException):
    """The key of a button or of another widget without a settable value was assigned."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"st.session_state[{key!r}] was assigned, but the value of this kind of widget "
            "cannot be set."
        )


class StreamlitInvalidFormCallbackError(StreamlitAPIException):
    """A widget inside a form has a callback."""

    def __init__(self) -> None:
        super().__init__(
            "A widget inside st.form() may not have a callback; only st.form_submit_button() may."
        )


class FragmentHandledException(Exception):  # noqa: N818 - Streamlit's own name
    """A fragment raised; the page shows what, and whoever called the fragment gets this.

    Args:
        error: what the fragment raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class StreamlitPageNotFoundError(StreamlitAPIException):
    """A page was named that the app does not have."""


class LocalizableStreamlitException(StreamlitAPIException):
    """The base of errors about the arguments of a command."""


class StreamlitValueError(LocalizableStreamlitException):
    """An argument is none of the values that a parameter knows."""

    def __init__(self, parameter: str, choices: list[str], value: Any) -> None:
        super().__init__(f"{parameter}={value!r} is wrong: it must be {' or '.join(choices)}.")


class StreamlitInvalidParameterTypeError(LocalizableStreamlitException):
    """An argument has a type that a parameter does not take."""

    def __init__(self, parameter: str, value: Any, types: list[str]) -> None:
        super().__init__(
            f"{parameter}={value!r} has the type {type(value).__name__}: it must be "
            f"{' or '.join(types)}."
        )


class StreamlitMissingRequiredParameterError(LocalizableStreamlitException):
    """A command cannot do without an argument that was left out."""

    def __init__(self, parameter: str) -> None:
        super().__init__(f"{parameter} is empty or missing: give at least one.")


class StreamlitIncompatibleParametersError(LocalizableStreamlitException):
    """Two arguments cannot be used together."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} cannot be used together with {second}.")


class StreamlitDefaultNotInOptionsError(LocalizableStreamlitException):
    """The default of a widget is not among its options."""

    def __init__(self, value: Any) -> None:
        super().__init__(f"The default {value!r} is not among the options: add it to them.")


class StreamlitSelectionCountExceedsMaxError(LocalizableStreamlitException):
    """More options are chosen than ``max_selections`` allows."""

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"{count} options are chosen, but max_selections={most}.")


class StreamlitMixedNumericTypesError(LocalizableStreamlitException):
    """The numbers of one widget are partly int and partly float."""

    def __init__(self, **numbers: Any) -> None:
        given = ", ".join(f"{name}={number!r}" for name, number in numbers.items())
        super().__init__(f"All numbers must be ints, or all floats, but: {given}.")


class StreamlitValueBelowMinError(LocalizableStreamlitException):
    """The value of a widget is below its least value."""

    def __init__(self, value: Any, least: Any) -> None:
        super().__init__(f"The value {value!r} is less than min_value={least!r}.")


class StreamlitValueAboveMaxError(LocalizableStreamlitException):
    """The value of a widget is above its greatest value."""

    def __init__(self, value: Any, greatest: Any) -> None:
        super().__init__(f"The value {value!r} is greater than max_value={greatest!r}.")


class StreamlitInvalidMinMaxError(LocalizableStreamlitException):
    """The bounds of a widget leave no value between them."""

    def __init__(self, least: Any, greatest: Any) -> None:
        super().__init__(f"min_value={least!r} must be less than max_value={greatest!r}.")


class StreamlitValueOutOfRangeError(LocalizableStreamlitException):
    """An argument is outside the range that a parameter allows."""

    def __init__(self, parameter: str, value: Any, least: Any, greatest: Any) -> None:
        super().__init__(
            f"{parameter}={value!r} is out of range: it must be from {least} to {greatest}."
        )


class StreamlitJSNumberBoundsError(LocalizableStreamlitException):
    """A number is too large for a browser to hold it exactly."""

    def __init__(self, parameter: str, value: Any) -> None:
        super().__init__(f"{parameter}={value!r} is more than a browser can hold exactly.")


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """A command was used where it has no place, such as a button inside a form."""


class NotSimulatedError(AttributeError):
    """The simulated Streamlit was asked for something it does not simulate.

    It is an ``AttributeError``, so that ``hasattr(st, "name")`` answers.
    """

    def __init__(self, what: str, nearest: str | None = None) -> None:
        proposal = f" Did you mean {nearest}?" if nearest else ""
        super().__init__(
            f"{what} is not simulated by FakeStreamlit.{proposal} Test what needs it with "
            "Streamlit's own AppTest (streamlit.testing.v1)."
        )


class ScriptControlException(BaseException):
    """Ends a script run; nothing that catches ``Exception`` sees it."""


class StopException(ScriptControlException):
    """``st.stop()`` was called."""


class RerunException(ScriptControlException):
    """``st.rerun()`` or ``st.switch_page()`` was called.

    Attributes:
        rerun_data: says what runs next.
    """

    def __init__(self, rerun_data: Any) -> None:
        super().__init__(rerun_data)
        self.rerun_data = rerun_data
