"""The two ports of a browser tab: interfaces to its session and to its query string.

The rest of the package depends only on these interfaces: Streamlit is one implementation, and
the in-memory fakes are another. The port of a store is in ``store_port``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from threading import RLock
from typing import Any, Literal, NamedTuple, TypeAlias

Texts: TypeAlias = tuple[str, ...]
"""The texts of one query parameter: ``?a=1&a=2`` gives ``("1", "2")`` for ``a``."""

Params: TypeAlias = Mapping[str, Texts]
"""A parsed query string: each parameter's name and its texts, in order."""

SessionPort: TypeAlias = MutableMapping[str, Any]
"""The session of one browser tab: any mutable mapping, such as a plain ``dict``.

In an app that draws widgets it is a :class:`WidgetSession`.
"""

Ending: TypeAlias = Literal["stop", "rerun", "switch_page"]
"""The command with which an app ends a run."""

SESSION_KEY = "st_page_state"
"""The one session key under which the library stores everything."""

RESERVED_PARAMS = frozenset({"embed", "embed_options"})
"""Query parameters that Streamlit reserves in any case, here in lower case."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One script run, as reported by a port.

    Attributes:
        key: an object that stays the same throughout a run and differs in the next one; None
            if the port only knows the page.
        page: identifies the running page; only compared with other pages.
        history: whether the browser's Back or Forward started the run; None if unknown
            (Streamlit before 1.65).
        owns_address: whether the address belongs to this run. False for the app's own threads,
            and once another run has begun: the address may then change at any time, and
            nothing is adopted from it.
        from_browser: whether the browser sent the address the run began with. False in a run
            that ``st.rerun()`` requested: it begins with the address as the app left it, which
            the browser may not have received yet.
    """

    key: object
    page: str = ""
    history: bool | None = False
    owns_address: bool = True
    from_browser: bool = True


class WidgetSession(MutableMapping[str, Any]):
    """A session whose keys hold the values of widgets.

    Any mutable mapping works as a session. This one can also distinguish widgets, and opens
    the forms of ``X.form()``.
    """

    @abstractmethod
    def widget_identity(self, key: str) -> str | None:
        """Return the identity of the widget last drawn with a key, or None if there is none.

        Streamlit may take a widget for a new one if its options, bounds or label change: it
        then shows its default, although no user has edited it.
        """

    def in_browser(self, key: str) -> bool:
        """Return whether the browser has a widget with this key; True if unknown.

        If a run stops before it draws a widget, the session keeps the widget's value, but the
        browser drops it: drawn again, the widget shows its default.
        """
        return True

    def streamlit_version(self) -> tuple[int, int] | None:
        """Return the major and minor version of Streamlit; None if unknown."""
        return None

    def sends_labels(self, key: str) -> bool:
        """Return whether the browser names the value of a widget by its label; False if unknown.

        Such a widget goes on naming it by the label of the run that last gave it a value, even
        if the labels have changed since: it is given its value in each run.
        """
        return False

    def holds_text(self, key: str) -> bool:
        """Return whether users may type a text into the widget with this key; False if unknown.

        What they choose is no such text, even if it is a str. A widget whose value is none, such
        as a table, may be taken for one.
        """
        return False

    def early(self) -> Mapping[str, object]:
        """Return what the browser has sent for widgets that no run of this session has drawn.

        A page that is loaded sends nothing. One that was open before the server restarted goes
        on in a new session, and its first request brings the values of all of its widgets.

        Returns:
            Widget key -> what :meth:`took` needs; empty if unknown.
        """
        return {}

    def took(self, key: str, sent: object) -> bool:
        """Return whether the widget drawn with a key holds what the browser had sent early.

        Streamlit ignores it if the widget is another one now, or lacks that option.
        """
        return False

    def offer(self, key: str, value: Any) -> None:
        """Give a widget a value that it only takes if it takes nothing that was sent early.

        A slider and a date input take their form, a range or not, from a value in the session.
        """

    def withdraw(self, key: str) -> None:
        """Take back what was offered; a widget that has taken it keeps it."""

    def next_number(self, name: str, former: int) -> int:
        """Return a number above ``former`` for the key of a widget that code cannot set.

        A session may remember the numbers of a name when the app empties it: a widget with the
        same key would show again what was entered before.
        """
        return former + 1

    @abstractmethod
    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        """Return the container of a form, as ``st.form`` does."""


class QueryPort(ABC):
    """The query string of one browser tab.

    A port needs :meth:`read` and :meth:`replace`; the other methods have defaults for a port
    that knows nothing of runs, pages or protected parameters::

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
        """Return all visible parameters with their texts, in the order of the URL."""

    @abstractmethod
    def replace(self, params: Params) -> None:
        """Make ``params`` the query string, in one write.

        Parameters named by :meth:`protected` stay as they are, even if ``params`` differs.
        """

    def token(self) -> object:
        """Return a cheap value that stays equal while the parameters are unchanged."""
        return self.read()

    def protected(self) -> frozenset[str]:
        """Return the names of parameters that others own and the library must not change."""
        return frozenset()

    def run(self) -> Run | None:
        """Return the script run in progress, or None if the port does not know of runs."""
        return None

    def run_key(self) -> object:
        """Return only the key of the run in progress; called often."""
        run = self.run()
        return None if run is None else run.key

    def uninterrupted(self) -> AbstractContextManager[None]:
        """Return a context in which using the ports never stops the run in progress."""
        return nullcontext()

    def asked_by_app(self, error: BaseException) -> Ending | None:
        """Return the command with which the app itself raised ``error`` to end its run.

        Args:
            error: not an :class:`Exception`; it is propagating out of the app's code.

        Returns:
            The command; None if the run was stopped from outside, or if unknown.
        """
        return None

    def tell_next_run(self, error: BaseException) -> None:  # noqa: B027 - few ports know of reruns
        """Make the run that ``st.rerun()`` requested begin with the present parameters.

        Args:
            error: the exception it raised, before these parameters were written.
        """

    def at_end_of_run(self, key: str, call: Callable[[], None]) -> None:  # noqa: B027 - optional
        """Call a function when the script of the run in progress has ended by itself.

        A port that does not know when runs end never calls it.

        Args:
            key: a later function with the same key replaces an earlier one.
            call: the function. It may raise what stops a run, and no :class:`Exception`.
        """

    def began(self) -> Params:
        """Return the parameters this run began with; the present ones if unknown."""
        return self.read()


class Ports(NamedTuple):
    """The session and the query string of one browser tab."""

    session: SessionPort
    query: QueryPort
    scope: Run
    """Stands in for the run if the query port does not report runs."""
    lock: RLock
    """Held while values are exchanged with the session, never while the app's code runs."""

    def run_key(self) -> object:
        """Return the key of the run in progress, reported or not."""
        key = self.query.run_key()
        return self.scope.key if key is None else key


_LOCKS = tuple(RLock() for _ in range(64))


def lock_of(session: object) -> RLock:
    """Return the lock of a session.

    A session cannot store a lock, because its contents must be picklable. All sessions share a
    few locks instead: each is held only for microseconds.

    Args:
        session: a hashable value that is equal for all ports of one session.
    """
    return _LOCKS[hash(session) % len(_LOCKS)]
