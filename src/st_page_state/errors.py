"""The errors and warnings of this library, and the helpers that quote values in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_LONGEST_QUOTE = 80
_LONGEST_REASON = 500


def quote(text: str) -> str:
    """Return ``text`` quoted for a message: shortened, with control characters escaped.

    >>> quote("a\\nb")
    "'a\\\\nb'"
    """
    # repr escapes everything that does not print.
    if len(text) > _LONGEST_QUOTE:
        return f"{text[:_LONGEST_QUOTE]!r}... ({len(text):,} characters)"
    return repr(text)


def told(reason: str) -> str:
    """Return a reason for a message: escaped like :func:`quote`, but without quotes.

    >>> told("not\x1b[31m red")
    'not\\x1b[31m red'
    """
    more = "..." if len(reason) > _LONGEST_REASON else ""
    shown = [c if c.isprintable() else repr(c)[1:-1] for c in reason[:_LONGEST_REASON]]
    return "".join(shown) + more


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" with the most similar known name, or an empty string."""
    import difflib  # only needed once something has gone wrong

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else ""


class StPageStateError(Exception):
    """Base class of all errors that this library defines."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args), self.__dict__


def _restored(cls: type[StPageStateError], args: tuple[Any, ...]) -> StPageStateError:
    error = cls.__new__(cls)
    error.args = args
    return error


class DeclarationError(StPageStateError, TypeError, ValueError):
    """An invalid declaration of a state class; raised when the class is created."""


class UnknownFieldError(StPageStateError, ValueError, AttributeError, TypeError):
    """A name that is not a field of the state class."""

    def __init__(
        self, cls: str, name: object, known: Iterable[str], doing: str = "", hint: str = ""
    ) -> None:
        fields = list(known)
        listed = ", ".join(fields) if fields else "none"
        prefix = f"{doing}: " if doing else ""
        super().__init__(
            f"{prefix}{cls} has no field {quote(str(name))}."
            f"{hint or nearest(str(name), fields)} Its fields: {listed}."
        )
        self.field = name


class InvalidValueError(StPageStateError, ValueError):
    """A value that does not fit its field. The state is unchanged.

    Attributes:
        cls: the state class's name.
        field: the field's name.
        reason: what is wrong with the value.
    """

    def __init__(self, cls: str, field: str, given: str, expected: str, reason: str) -> None:
        reason = told(reason)
        super().__init__(
            f"{cls}.{field} does not accept {given}: {reason}. Expected {expected}. "
            f"The state is unchanged."
        )
        self.cls: str = cls
        self.field: str = field
        self.reason: str = reason


class InvalidQueryParamError(StPageStateError, ValueError):
    """A text in a query string that does not fit its field.

    Attributes:
        cls: the state class's name.
        field: the field's name; the first one if several params are invalid.
        param: the query parameter's name.
        text: the full text in the URL.
        reason: what is wrong with the text.
        problems: the errors of all invalid params, field -> error.
    """

    def __init__(self, cls: str, field: str, param: str, text: str, reason: str) -> None:
        reason = told(reason)
        super().__init__(f"{cls}.{field} does not accept ?{param}={quote(text)}: {reason}")
        self.cls: str = cls
        self.field: str = field
        self.param: str = param
        self.text: str = text
        self.reason: str = reason
        self.problems: dict[str, InvalidQueryParamError] = {field: self}

    @classmethod
    def collect(cls, problems: Mapping[str, InvalidQueryParamError]) -> InvalidQueryParamError:
        """Return one error that names all of ``problems``."""
        first = next(iter(problems.values()))
        if len(problems) == 1:
            return first
        error = cls(first.cls, first.field, first.param, first.text, first.reason)
        error.args = ("; ".join(str(problem) for problem in problems.values()),)
        error.problems = dict(problems)
        return error


class InvalidWidgetValueError(InvalidValueError):
    """A widget's value that was rejected; see ``PageState.widget_errors``."""


class FrozenSnapshotError(StPageStateError, AttributeError):
    """An attempt to set or delete a value of a snapshot."""


class NamespaceError(StPageStateError, RuntimeError):
    """Two different classes in one run use the same namespace in the session."""


class NoSessionError(StPageStateError, RuntimeError, AttributeError):
    """State was used outside a script run, where there is no session."""

    def __init__(self) -> None:
        super().__init__(
            "No Streamlit script run is in progress, so there is no session to keep state in. "
            "Run the app with `streamlit run`. In a thread that you start, call "
            "`streamlit.runtime.scriptrunner.add_script_run_ctx` on it first. In a unit test, use "
            "the fakes: `with use_ports(FakeSession(), FakeQuery()): ...` "
            "(from st_page_state_fakes)."
        )


class PageStateWarning(UserWarning):
    """A problem that does not stop the app; the text suggests a fix."""
