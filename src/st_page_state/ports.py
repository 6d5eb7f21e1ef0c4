"""What the library asks of the outside world.

Everything else in the package is written against the two ports of this module;
Streamlit is one implementation of them, the in-memory fakes are another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal, NamedTuple, TypeAlias

Texts: TypeAlias = tuple[str, ...]
"""The texts of one query parameter: ``?a=1&a=2`` gives ``("1", "2")`` for ``a``."""

Params: TypeAlias = Mapping[str, Texts]
"""A query string taken apart: each parameter's name with its texts, in order."""

SessionPort: TypeAlias = MutableMapping[str, Any]
"""Where the state of one browser tab lives. A plain ``dict`` is one.

Where widgets are drawn it is a :class:`WidgetSession`.
"""

Ending: TypeAlias = Literal["stop", "rerun", "switch_page"]
"""The command by which an app ends a run."""

SESSION_KEY = "st_page_state"
"""The one key of the session under which the library holds everything."""

RESERVED_PARAMS = frozenset({"embed", "embed_options"})
"""The parameters that Streamlit keeps to itself, in lower case; any case is reserved."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One script run, as far as a port can tell.

    Attributes:
        key: an object that is the same throughout a run and another in the next one.
        page: names the page that runs; only compared with other pages.
        history: the run was started by the browser's Back or Forward; None where nobody can
            tell (Streamlit before 1.65).
        owns_address: the address is this run's. False for a thread of the app's own, and once
            another run has begun: it may be exchanged at any time, and nothing is adopted from
            it.
    """

    key: object
    page: str = ""
    history: bool | None = False
    owns_address: bool = True


class WidgetSession(MutableMapping[str, Any]):
    """A session whose keys hold the values of widgets.

    Any mutable mapping will do for a session. This one also tells one widget from another,
    and opens the forms of ``X.form()``.
    """

    @abstractmethod
    def widget_identity(self, key: str) -> str | None:
        """Return what tells the widget drawn last with a key from others that had it.

        Changed options, bounds or labels can make a widget another one: it then shows its
        default, although no user has touched it. None if there was no such widget.
        """

    def in_browser(self, key: str) -> bool:
        """Return whether the browser has a widget with this key, as far as anybody knows.

        A run that is stopped before it draws a widget leaves its value here, but not there:
        drawn again, it shows its default.
        """
        return True

    @abstractmethod
    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        """Return the place of a form, as ``st.form`` does."""


class QueryPort(ABC):
    """The query string of one browser tab.

    A port needs :meth:`read` and :meth:`replace`; the other methods have defaults that
    suit a port which knows nothing of runs, pages or foreign owners::

        class DictQuery(QueryPort):
            def __init__(self) -> None:
                self.params: Params = {}

            def read(self) -> Params:
                return dict(self.params)

            def replace(self, params: Params) -> None:
                self.params = dict(params)
    """

    @abstractmethod
    def read(self) -> Params:
        """Return every visible parameter with its texts, in the order of the address."""

    @abstractmethod
    def replace(self, params: Params) -> None:
        """Make ``params`` the query string, in one write.

        Parameters named by :meth:`protected` stay as they are, whatever ``params`` says.
        """

    def token(self) -> object:
        """Return something cheap that is equal as long as the parameters are unchanged."""
        return self.read()

    def protected(self) -> frozenset[str]:
        """Return the names of parameters that somebody else owns and nobody may move."""
        return frozenset()

    def run(self) -> Run | None:
        """Return the script run that is in progress, or None where there are no runs."""
        return None

    def run_key(self) -> object:
        """Return just the key of the run in progress, for those who ask often."""
        run = self.run()
        return None if run is None else run.key

    def uninterrupted(self) -> AbstractContextManager[None]:
        """Return a context in which no use of the ports stops the run that is in progress."""
        return nullcontext()

    def asked_by_app(self, error: BaseException) -> Ending | None:
        """Return what the app's own code asked for by raising ``error``, which ends a run.

        Args:
            error: no :class:`Exception`; it is on its way out of the app's code.

        Returns:
            The command; None where the run is stopped from outside, or nobody knows.
        """
        return None

    def tell_next_run(self, error: BaseException) -> None:  # noqa: B027 - few ports know of reruns
        """Have the run that ``st.rerun()`` asks for begin with the present parameters.

        Args:
            error: what it has raised, before these were written.
        """

    def began(self) -> Params:
        """Return the parameters this run began with; the present ones where nobody knows."""
        return self.read()


class Ports(NamedTuple):
    """The session and the query string of one browser tab."""

    session: SessionPort
    query: QueryPort
    scope: Run
    """Stands for the run where the query port knows of none."""
    lock: RLock
    """Held while values are exchanged with the session, and never while an app's code runs."""


_LOCKS = tuple(RLock() for _ in range(64))


def lock_of(session: object) -> RLock:
    """Return the lock of a session.

    A session cannot carry a lock, since what lies in it has to pickle. A few are shared by all
    sessions instead: each is held for microseconds.

    Args:
        session: what is equal for all the ports of one session, and can be hashed.
    """
    return _LOCKS[hash(session) % len(_LOCKS)]
