"""What the session holds: one picklable object for all state classes of a browser tab."""

from __future__ import annotations

from typing import Any

from st_page_state.ports import Params, Texts
from st_page_state.registry import Spec
from st_page_state.rules import Unconfirmed, Wanted

SESSION_KEY = "st_page_state"
"""The one key of the session under which everything lies."""


class ClassMemory:
    """What is held for one state class. The second group of slots is not pickled.

    Attributes:
        values: field -> its value as :meth:`Codec.store` gives it.
        wanted: own param -> its canonical texts for these values, None for no param.
        seen: own param -> what it was when last seen or written.
        assigned: fields that the URL, the user or the app has set.
        url_errors: field -> the text in the URL that was refused, and why.
        widget_errors: field -> the type of the widget's value that was refused, and why.
        shown: widget key -> the page and the stored value that the widget last showed.
        refused: widget key -> the repr of what was last entered and refused.
        page: where the class was last touched.
        fingerprint: the class these values are of.

        spec: the class that last used this.
        token: the query's token for which this is known to be up to date.
        run: the run it was last looked at in.
        loans: field -> the mutable value that was handed out.
    """

    _KEPT = (
        "values", "wanted", "seen", "assigned", "url_errors", "widget_errors",
        "shown", "refused", "page", "fingerprint",
    )  # fmt: skip
    _PASSING = ("spec", "token", "run", "loans")
    __slots__ = _KEPT + _PASSING

    def __init__(self, spec: Spec, page: str) -> None:
        self.values: dict[str, Any] = {}
        self.wanted: Wanted = {}
        self.seen: Wanted = {}
        self.assigned: frozenset[str] = frozenset()
        self.url_errors: dict[str, tuple[str, str]] = {}
        self.widget_errors: dict[str, tuple[str, str]] = {}
        self.shown: dict[str, tuple[str, Any]] = {}
        self.refused: dict[str, str] = {}
        self.page = page
        self.fingerprint: tuple[Any, ...] = spec.fingerprint
        self.spec: Spec | None = spec
        self.token: object = None
        self.run: object = None
        self.loans: dict[str, Any] = {}

    def copy(self) -> ClassMemory:
        """Return a copy to work on; what is handed out and ``wanted`` are shared."""
        new = object.__new__(ClassMemory)
        new.values, new.wanted = self.values.copy(), self.wanted
        new.seen, new.assigned = self.seen, self.assigned
        new.url_errors = self.url_errors.copy()
        new.widget_errors = self.widget_errors.copy()
        new.shown, new.refused = self.shown.copy(), self.refused.copy()
        new.page, new.fingerprint = self.page, self.fingerprint
        new.spec, new.token, new.run, new.loans = self.spec, None, self.run, self.loans
        return new

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self.spec = self.token = self.run = None
        self.loans = {}


class SessionMemory:
    """Everything that is held for one browser tab. The second group of slots is not pickled.

    Attributes:
        classes: namespace -> what is held for that class.
        landing: the params this session began with that no class has taken yet.
        kept: params that a purge removed before the class they were meant for was touched.
        wrote: param -> the namespace and texts of the library's last write, on this page.
        unconfirmed: what we wrote and no run has begun with.
        page: the page of the last run.
        warned: what the developer has been told already in this session.
        version: counts the actions that changed something.

        run: the key of the last run that was looked at.
        stale: params that the present run carries in their state from before our last write.
        purged: param -> the class whose claim removed it in the present run.
        address: the params last read or written, with the query's token for them.
    """

    _KEPT = (
        "classes", "landing", "kept", "wrote", "unconfirmed", "page", "warned", "version",
    )  # fmt: skip
    _PASSING = ("run", "stale", "purged", "address")
    __slots__ = _KEPT + _PASSING

    def __init__(self, landing: Params, page: str) -> None:
        self.classes: dict[str, ClassMemory] = {}
        self.landing: dict[str, Texts] = dict(landing)
        self.kept: dict[str, Texts] = {}
        self.wrote: dict[str, tuple[str, Texts]] = {}
        self.unconfirmed: dict[str, Unconfirmed] = {}
        self.page = page
        self.warned: frozenset[str] = frozenset()
        self.version = 0
        self.run: object = None
        self.stale: dict[str, Texts | None] = {}
        self.purged: dict[str, str] = {}
        self.address: tuple[object, Params] | None = None

    def copy(self) -> SessionMemory:
        """Return a copy to work on; the classes' memories are copied when they change."""
        new = object.__new__(SessionMemory)
        new.classes, new.landing = self.classes.copy(), self.landing.copy()
        new.kept, new.wrote = self.kept.copy(), self.wrote.copy()
        new.unconfirmed, new.page = self.unconfirmed, self.page
        new.warned, new.version, new.run = self.warned, self.version, self.run
        new.stale, new.purged, new.address = self.stale, self.purged, self.address
        return new

    def pass_on(self, other: SessionMemory) -> None:
        """Take over what ``other``, a copy in which nothing else changed, knows of this run."""
        for name in self._PASSING:
            setattr(self, name, getattr(other, name))

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self.run = self.address = None
        self.stale, self.purged = {}, {}
