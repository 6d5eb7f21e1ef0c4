"""Counterparts of Streamlit's exceptions, and the simulation's own.

They bear the names that ``streamlit.errors`` gives them, and ``st.errors`` of a
``FakeStreamlit`` is this module: ``except st.errors.StreamlitAPIException`` works in both.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Self

from st_page_state.errors import StPageStateError, a


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
    """A fragment raised an exception that the page already shows.

    Args:
        error: what the fragment raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class StreamlitPageNotFoundError(StreamlitAPIException):
    """The app has no page of that name."""

    @classmethod
    def among(cls, names: Iterable[str], name: str) -> Self:
        """Return the error for a name that none of the app's pages has."""
        listed = sorted(filter(None, names))
        near = difflib.get_close_matches(name, listed)
        proposal = f" Did you mean {near[0]!r}?" if near else ""
        return cls(
            f"The app has no page {name!r}.{proposal} Its pages: {', '.join(listed) or 'none'}."
        )


class LocalizableStreamlitException(StreamlitAPIException):
    """The base class of errors about a command's arguments."""


class StreamlitValueError(LocalizableStreamlitException):
    """An argument is not one of the allowed values."""

    def __init__(self, parameter: str, choices: list[str], value: Any) -> None:
        super().__init__(f"{parameter}={value!r} is invalid: it must be {' or '.join(choices)}.")


class StreamlitInvalidParameterTypeError(LocalizableStreamlitException):
    """An argument has the wrong type."""

    def __init__(self, parameter: str, value: Any, types: list[str]) -> None:
        super().__init__(
            f"{parameter}={value!r} has type {type(value).__name__}: it must be "
            f"{' or '.join(types)}."
        )


class StreamlitMissingRequiredParameterError(LocalizableStreamlitException):
    """A required argument is missing or empty."""

    def __init__(self, parameter: str) -> None:
        super().__init__(f"{parameter} is required and must not be empty.")


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
    """The numeric arguments of a widget mix int and float."""

    def __init__(self, **numbers: Any) -> None:
        given = ", ".join(f"{name}={number!r}" for name, number in numbers.items())
        super().__init__(f"All numbers must be ints, or all must be floats: {given}.")


class StreamlitValueBelowMinError(LocalizableStreamlitException):
    """The value of a widget is below its minimum."""

    def __init__(self, value: Any, least: Any) -> None:
        super().__init__(f"The value {value!r} is less than min_value={least!r}.")


class StreamlitValueAboveMaxError(LocalizableStreamlitException):
    """The value of a widget is above its maximum."""

    def __init__(self, value: Any, greatest: Any) -> None:
        super().__init__(f"The value {value!r} is greater than max_value={greatest!r}.")


class StreamlitInvalidMinMaxError(LocalizableStreamlitException):
    """The bounds of a widget leave no value between them."""

    def __init__(self, least: Any, greatest: Any) -> None:
        super().__init__(f"min_value={least!r} must be less than max_value={greatest!r}.")


class StreamlitValueOutOfRangeError(LocalizableStreamlitException):
    """An argument is out of range."""

    def __init__(self, parameter: str, value: Any, least: Any, greatest: Any) -> None:
        super().__init__(
            f"{parameter}={value!r} is out of range: it must be from {least} to {greatest}."
        )


class StreamlitJSNumberBoundsError(LocalizableStreamlitException):
    """A number is too large for JavaScript to represent exactly."""

    def __init__(self, parameter: str, value: Any) -> None:
        super().__init__(f"{parameter}={value!r} is more than a browser can hold exactly.")


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """A command was used where it is not allowed, such as a button inside a form."""


class StreamlitFragmentWidgetsNotAllowedOutsideError(StreamlitAPIException):
    """A fragment draws a widget outside of itself."""

    def __init__(self) -> None:
        super().__init__("A fragment cannot draw widgets outside of itself.")


class UnhashableParamError(StreamlitAPIException):
    """An argument of a cached function cannot be part of a key."""

    def __init__(self, function: str, name: str, value: Any) -> None:
        super().__init__(
            f"{function}() is cached, but its argument {name!r} of type {type(value).__name__} "
            f"cannot be part of the key: call it _{name} to leave it out, or give hash_funcs."
        )


class UnserializableReturnValueError(StreamlitAPIException):
    """A function with ``st.cache_data`` returned what cannot be copied."""

    def __init__(self, function: str, value: Any) -> None:
        super().__init__(
            f"{function}() with st.cache_data returned {a(type(value).__name__)} that cannot be "
            "pickled: its class needs a module of its own, or use st.cache_resource."
        )


class NotOnPageError(StPageStateError, IndexError):
    """A test asks for a widget, a button or a row that is not on the page."""


class FakeUseError(StPageStateError, RuntimeError, TypeError, ValueError):
    """The fakes cannot do what a test asks of them; the text says what to write instead."""


class NoAppFileError(StPageStateError, FileNotFoundError):
    """There is no such file of an app."""


class ScriptHangsError(StPageStateError, TimeoutError):
    """A script has run for longer than ``FakeApp(..., timeout=...)``."""


class NotSimulatedError(StPageStateError, AttributeError):
    """The script uses a feature that is not simulated.

    It is an ``AttributeError``, so that ``hasattr(st, "name")`` answers.
    """

    def __init__(self, what: str, nearest: str | None = None) -> None:
        proposal = f" Did you mean {nearest}?" if nearest else ""
        super().__init__(
            f"{what} is not simulated by FakeStreamlit.{proposal} To test it, give FakeApp the "
            'app\'s own file, as in FakeApp("app.py"): that runs on Streamlit itself.'
        )


class ScriptControlException(BaseException):
    """The base class of exceptions that end a script run; not an ``Exception``."""


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
