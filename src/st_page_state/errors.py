"""The errors and warnings of this library, and the helpers that quote values in them.

Every error that the library raises is a :class:`StPageStateError`, and also the builtin error
that Python has for its kind. What a message quotes from a link, a widget or an argument is
plain in Markdown: see :func:`told`.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

_LONGEST_QUOTE = 80
_LONGEST_REASON = 500

_ACTIVE = re.compile(
    r"""
    [*`$~<@]                         # emphasis, code, LaTeX, struck text, HTML, mail addresses
    | (?<![^\W_])_ | _(?![^\W_])     # emphasis, but not inside a word
    | \](?=[(\[:])                   # the end of a link's label
    | &(?=[#a-z])                    # character references
    | :(?![ ]|(?<=\d:)\d\d(?!\w))    # directives, icons, emoji, links; not in "a: b" or 12:30
    | (?<=www)\.                     # links
    | \A(?:>|[-+=#](?=[-+=# ]|\Z))   # quotes, lists, rules, headings
    | \A\d{1,9}[.)](?=[ ]|\Z)        # numbered lists
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Characters that mean something in Streamlit's Markdown where they stand.

A backslash before them would not do: emoji, icons and links are found after it is removed.
"""


def _plain(text: str) -> str:
    return _ACTIVE.sub(lambda found: "".join(f"\\x{ord(c):02x}" for c in found[0]), text)


def quote(value: object) -> str:
    """Return a str quoted, or the repr of another value, for a message.

    It is shortened, control characters are escaped, and it is plain in Markdown like
    :func:`told`.

    >>> quote("a\\nb")
    "'a\\\\nb'"
    >>> quote("**a**"), quote([1, 2])
    ("'\\\\x2a\\\\x2aa\\\\x2a\\\\x2a'", '[1, 2]')
    """
    # repr escapes everything that does not print.
    if not isinstance(value, str):
        return told(_repr(value)[: _LONGEST_QUOTE + 1], _LONGEST_QUOTE)
    if len(value) > _LONGEST_QUOTE:
        return f"{_plain(repr(value[:_LONGEST_QUOTE]))}... ({len(value):,} characters)"
    return _plain(repr(value))


def _repr(value: object) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - a failing __repr__ must not hide the error
        return f"a value of type {type(value).__name__}"


def told(reason: str, most: int = _LONGEST_REASON) -> str:
    """Return a reason for a message: shortened, without control characters or Markdown.

    A character that Streamlit's Markdown would act on is written as its code, so that a text
    reads the same in a log, in ``st.text`` and in ``st.warning``; there it makes no link, no
    image and no color. In most texts there are none.

    >>> told("not\x1b[31m red")
    'not\\\\x1b[31m red'
    >>> told("not :red[green]")
    'not \\\\x3ared[green]'
    """
    reason = reason.lstrip()
    return _plain(_printable(reason[:most], most)) + ("..." if len(reason) > most else "")


def _printable(text: str, most: int) -> str:
    return "".join([c if c.isprintable() else repr(c)[1:-1] for c in text[:most]])


def sentence(text: str) -> str:
    """Return a text with a full stop at its end, unless it ends with one.

    >>> sentence("too long"), sentence("Too long.")
    ('too long.', 'Too long.')
    """
    return text if text.endswith((".", "!", "?")) else f"{text}."


def warn(text: str) -> None:
    """Warn of a problem, in the app's or the test's own line."""
    inside = ("st_page_state.", "st_page_state_fakes.", "contextlib")  # batch() is of contextlib
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
    level = 2
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(inside):
        level, frame = level + 1, frame.f_back
    warnings.warn(text, PageStateWarning, stacklevel=level)


def a(word: str) -> str:
    """Return a word with the article that goes before it.

    >>> a("int"), a("str | None")
    ('an int', 'a str | None')
    """
    return f"{'an' if word[:1] in 'aeioAEIO' else 'a'} {word}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" with the most similar known name, or an empty string."""
    import difflib  # only needed once something has gone wrong

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else ""


class StPageStateError(Exception):
    """Base class of all errors that this library raises.

    Its message is safe to show with ``st.error(str(error))``: what it quotes from a link or a
    widget is plain in Markdown. What your own code raises, in hooks for example, stays what it is.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args), self.__dict__


def _restored(cls: type[StPageStateError], args: tuple[Any, ...]) -> StPageStateError:
    error = cls.__new__(cls)
    error.args = args
    return error


class DeclarationError(StPageStateError, TypeError, ValueError):
    """An invalid declaration of a state class; raised when the class is created."""


class ArgumentError(StPageStateError, TypeError, ValueError):
    """A call that the library cannot carry out with these arguments. Nothing has changed.

    It is a ``TypeError`` and a ``ValueError``, because a value of the wrong type and a wrong
    value are one mistake to the caller.
    """


class MissingPackageError(StPageStateError, ImportError):
    """A package that an optional part of the library needs is not installed."""


class UnknownFieldError(StPageStateError, ValueError, AttributeError, TypeError):
    """A name that is not a field of the state class."""

    def __init__(
        self, cls: str, name: object, known: Iterable[str], doing: str = "", hint: str = ""
    ) -> None:
        fields = list(known)
        listed = ", ".join(fields) if fields else "none"
        prefix = f"{doing}: " if doing else ""
        hint = hint or (nearest(name, fields) if isinstance(name, str) else "")
        super().__init__(f"{prefix}{cls} has no field {quote(name)}.{hint} Its fields: {listed}.")
        self.field = name


class InvalidValueError(StPageStateError, ValueError):
    """A value that does not fit its field. The state is unchanged.

    Attributes:
        cls: the state class's name.
        field: the field's name.
        reason: what is wrong with the value, in words for a visitor. It is safe to show:
            ``st.warning(error.reason)``.
    """

    def __init__(
        self,
        cls: str,
        field: str,
        given: str,
        expected: str,
        reason: str,
        *,
        report: str = "",
        kept: str = "The state",
    ) -> None:
        reason = told(reason)
        why = sentence(told(report) or reason)
        super().__init__(
            f"{cls}.{field} does not accept {given}: {why} The field's type is {expected}. "
            f"{kept} is unchanged."
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
        text: the full text in the URL, as it came: show it with ``st.text``, not as Markdown.
        reason: what is wrong with the text, in words for a visitor. It is safe to show:
            ``st.warning(error.reason)``.
        problems: the errors of all invalid params, field -> error.
    """

    def __init__(
        self, cls: str, field: str, param: str, text: str, reason: str, report: str = ""
    ) -> None:
        reason = told(reason)
        super().__init__(
            f"{cls}.{field} does not accept ?{param}={quote(text)}: {told(report) or reason}"
        )
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
        error.reason = first.reason
        error.args = ("; ".join(str(problem) for problem in problems.values()),)
        error.problems = dict(problems)
        return error


class NoJsonError(StPageStateError, ValueError, TypeError):
    """Values without JSON, in ``dump(mode="json")``.

    Attributes:
        cls: the state class's name.
        problems: field -> what is wrong with its value.
    """

    def __init__(self, cls: str, problems: Mapping[str, str]) -> None:
        self.cls: str = cls
        self.problems: dict[str, str] = {name: told(why) for name, why in problems.items()}
        listed = "; ".join(f"{cls}.{name}: {why}" for name, why in self.problems.items())
        super().__init__(
            f"No JSON for {listed}. Leave it out: dump(mode='json', exclude={[*problems]!r}); "
            "or say how it is written and read: Annotated[..., PlainSerializer(...), "
            "BeforeValidator(...)]."
        )


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


class StoreUnavailableError(StPageStateError, RuntimeError):
    """A store cannot be reached, or cannot do now what it was asked for.

    Attributes:
        reason: why, without the store's address or what it holds.
        logged: the same for a log, where Markdown means nothing.
    """

    def __init__(self, reason: str) -> None:
        reason = reason if reason.endswith("..") else reason.removesuffix(".")
        self.logged: str = _printable(reason, _LONGEST_REASON)
        self.reason: str = told(reason)
        super().__init__(f"The store is unavailable: {self.reason}")


class StoreConflictError(StPageStateError, RuntimeError):
    """A store's value was changed by others each time it was about to be written."""


class PageStateWarning(UserWarning):
    """A problem that does not stop the app; the text suggests a fix."""


class InvalidSavedValueError(StPageStateError, ValueError):
    """The saved value of a field does not fit its type.

    Attributes:
        field: the field.
        reason: why it does not fit.
    """

    def __init__(self, cls: str, field: str, reason: str) -> None:
        super().__init__(f"The saved value of {cls}.{field} does not fit: {sentence(reason)}")
        self.field: str = field
        self.reason: str = reason
