"""The errors and warnings of this library, and how they quote what they complain about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_LONGEST_QUOTE = 80
_LONGEST_REASON = 500


def quote(text: str) -> str:
    """Return ``text`` quoted for a message: bounded in length, control characters escaped.

    >>> quote("a\\nb")
    "'a\\\\nb'"
    """
    # repr escapes everything that does not print.
    if len(text) > _LONGEST_QUOTE:
        return f"{text[:_LONGEST_QUOTE]!r}... ({len(text):,} characters)"
    return repr(text)


def told(reason: str) -> str:
    """Return a reason as :func:`quote` does, but not quoted: a validator may quote the value.

    >>> told("not\x1b[31m red")
    'not\\x1b[31m red'
    """
    more = "..." if len(reason) > _LONGEST_REASON else ""
    shown = [c if c.isprintable() else repr(c)[1:-1] for c in reason[:_LONGEST_REASON]]
    return "".join(shown) + more


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the known name that is nearest, or nothing."""
    import difflib  # only needed where something has gone wrong already

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else ""


class StPageStateError(Exception):
    """Base of every error this library raises by itself."""


class DeclarationError(StPageStateError, TypeError, ValueError):
    """A state class is declared in a way that cannot work; raised when the class is made."""


class UnknownFieldError(StPageStateError, ValueError, AttributeError, TypeError):
    """A name that is no field of the state class."""

    def __init__(self, cls: str, name: object, known: Iterable[str], doing: str = "") -> None:
        fields = list(known)
        listed = ", ".join(fields) if fields else "none"
        prefix = f"{doing}: " if doing else ""
        super().__init__(
            f"{prefix}{cls} has no field {quote(str(name))}."
            f"{nearest(str(name), fields)} Its fields: {listed}."
        )
        self.field = name


class InvalidValueError(StPageStateError, ValueError):
    """A value that does not fit its field. Nothing has changed.

    Attributes:
        cls: the state class's name.
        field: the field's name.
        reason: what is wrong with the value.
    """

    def __init__(self, cls: str, field: str, given: str, expected: str, reason: str) -> None:
        reason = told(reason)
        super().__init__(
            f"{cls}.{field} cannot take {given}: {reason}. Expected {expected}. "
            f"The state is unchanged."
        )
        self.cls: str = cls
        self.field: str = field
        self.reason: str = reason


class InvalidQueryParamError(StPageStateError, ValueError):
    """A text in a query string that does not fit its field.

    Attributes:
        cls: the state class's name.
        field: the field's name, or the first one's where several params are bad.
        param: the query parameter's name.
        text: what the URL said, whole.
        reason: what is wrong with it.
        problems: all of them, field -> error, where several params are bad.
    """

    def __init__(self, cls: str, field: str, param: str, text: str, reason: str) -> None:
        reason = told(reason)
        super().__init__(f"{cls}.{field} cannot take ?{param}={quote(text)}: {reason}")
        self.cls: str = cls
        self.field: str = field
        self.param: str = param
        self.text: str = text
        self.reason: str = reason
        self.problems: dict[str, InvalidQueryParamError] = {field: self}

    @classmethod
    def collect(cls, problems: Mapping[str, InvalidQueryParamError]) -> InvalidQueryParamError:
        """Return one error that names every one of ``problems``."""
        first = next(iter(problems.values()))
        if len(problems) == 1:
            return first
        error = cls(first.cls, first.field, first.param, first.text, first.reason)
        error.args = ("; ".join(str(problem) for problem in problems.values()),)
        error.problems = dict(problems)
        return error


class InvalidWidgetValueError(InvalidValueError):
    """A value a widget holds that does not fit its field; see ``PageState.widget_errors``."""


class FrozenSnapshotError(StPageStateError, AttributeError):
    """A snapshot's value was assigned to or deleted."""


class NamespaceError(StPageStateError, RuntimeError):
    """Two different classes in one run claim the same place in the session."""


class NoSessionError(StPageStateError, RuntimeError):
    """State was used outside a script run, where there is no session."""

    def __init__(self) -> None:
        super().__init__(
            "There is no Streamlit script run here, so there is no session to hold state in. "
            "Run the app with `streamlit run`; in a thread of your own, call "
            "`streamlit.runtime.scriptrunner.add_script_run_ctx` on it first; in a unit test, use "
            "the fakes: `with use_ports(FakeSession(), FakeQuery()): ...` "
            "(from st_page_state_fakes)."
        )


class PageStateWarning(UserWarning):
    """Something works, but not as well as it could; the text says what to do."""
