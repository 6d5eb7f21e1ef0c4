"""What the session holds: one picklable object for all state classes of a browser tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from st_page_state.declaration.spec import Spec
from st_page_state.engine.mutables import Mutables
from st_page_state.ports import Params, Texts
from st_page_state.url.pending import PendingWrite
from st_page_state.url.rules import Wanted


def wanted(spec: Spec, values: Mapping[str, Any]) -> dict[str, Texts | None]:
    """Return what a class wants of its params when it has these stored values."""
    return {
        param: field.texts(field.codec.lend(values[field.name]))
        for param, field in spec.params.items()
    }


class Shown(NamedTuple):
    """What a bound widget showed when it was last looked at.

    Attributes:
        visit: the visit of a page in which it was.
        stored: the stored value that it showed.
        widget: what told it from other widgets with its key.
        given: it had just been given its value, so that it shows that whatever it is.
        steady: it has always been the same widget; one that is not is given its value each run.
        options: stands for the options it had, if they are known.
    """

    visit: int
    stored: Any
    widget: str | None = None
    given: bool = False
    steady: bool = True
    options: int | None = None


class ClassMemory:
    """What is held for one state class. The second group of slots is not pickled.

    Attributes:
        values: field -> its value as :meth:`Codec.store` gives it.
        wanted: own param -> its canonical texts for these values, None for no param.
        seen: own param -> what it was when last seen or written.
        assigned: fields that the URL, the user or the app has set.
        url_errors: field -> the text in the URL that was refused, and why.
        widget_errors: field -> the type of the widget's value that was refused, and why.
        shown: widget key -> what the widget last showed.
        refused: widget key -> the repr of what was last entered and refused.
        submits: widget key -> field, of the widgets in forms: no callback tells of their edits.
        visit: the visit of a page in which the class was last touched.
        fingerprint: the class these values are of.

        spec: the class that last used this.
        token: the query's token for which this is known to be up to date.
        run: the run it was last looked at in.
        mutables: the values handed out that can be changed in place; one for all copies, so that
            none is forgotten whoever commits.
        adopted: the run in which the URL was last adopted, and field -> its text.
        given_up: widget key -> the repr of what it holds by an action that failed; one dict for
            all copies, as it outlives the failure.
        version: counts the values that were set in place; read it before the values.

    What lies in the session is not changed but replaced, so that a copy can be compared with
    what it is a copy of. Two things are done in place: what is known of a run is noted in the
    second group of slots, and a value is set where that changes nothing else.
    """

    _KEPT = (
        "values", "wanted", "seen", "assigned", "url_errors", "widget_errors",
        "shown", "refused", "submits", "visit", "fingerprint",
    )  # fmt: skip
    _PASSING = ("spec", "token", "run", "mutables", "adopted", "given_up", "version")
    __slots__ = _KEPT + _PASSING

    def __init__(self, spec: Spec, visit: int) -> None:
        self.values: dict[str, Any] = {
            name: field.codec.store(field.default()) for name, field in spec.fields.items()
        }
        self.wanted: Wanted = wanted(spec, self.values)
        self.seen: Wanted = dict.fromkeys(self.wanted)
        self.assigned: frozenset[str] = frozenset()
        self.url_errors: dict[str, tuple[str, str]] = {}
        self.widget_errors: dict[str, tuple[str, str]] = {}
        self.shown: dict[str, Shown] = {}
        self.refused: dict[str, str] = {}
        self.submits: dict[str, str] = {}
        self.visit: int = visit
        self.fingerprint: tuple[Any, ...] = spec.fingerprint
        self.spec: Spec | None = spec
        self.token: object = None
        self.run: object = None
        self.mutables: Mutables = Mutables()
        self.adopted: tuple[object, Mapping[str, str]] = (None, {})
        self.given_up: dict[str, str] = {}
        self.version: int = 0

    def copy(self) -> ClassMemory:
        """Return a copy to work on; what was handed out or is replaced as a whole is shared."""
        new = object.__new__(ClassMemory)
        new.values, new.wanted = self.values.copy(), self.wanted
        new.seen, new.assigned = self.seen, self.assigned
        new.url_errors = self.url_errors.copy()
        new.widget_errors = self.widget_errors.copy()
        new.shown, new.refused = self.shown.copy(), self.refused.copy()
        new.submits, new.adopted, new.given_up = self.submits, self.adopted, self.given_up
        new.visit, new.fingerprint = self.visit, self.fingerprint
        new.spec, new.token, new.run, new.mutables = self.spec, None, self.run, self.mutables
        new.version = self.version
        return new

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self.spec = self.token = self.run = None
        self.mutables, self.given_up, self.version = Mutables(), {}, 0
        self.adopted = (None, {})


class SessionMemory:
    """Everything that is held for one browser tab. The second group of slots is not pickled.

    Attributes:
        classes: namespace -> what is held for that class.
        landing: the params this session began with that no class has taken yet.
        kept: params that a purge removed before the class they were meant for was touched.
        wrote: param -> the namespace and texts of the library's last write, on this page.
        unconfirmed: what we wrote and no run has begun with.
        left: stands for the pages and addresses from which a touch has published, where nobody
            can tell a run of Back from others: there it does not do so again.
        page: the page of the last run.
        visit: counts how often the page was switched.
        warned: what the developer has been told already in this session.

        run: the key of the last run that was looked at.
        earlier: the keys of those before it; threads of theirs may still be at work.
        stale: params that the present run carries in their state from before our last write.
        late: how many runs in a row have begun so.
        entry: stands for the page and the address that the run began with, as in ``left``; None
            where it began with a switch of the page.
        purged: param -> the class whose claim removed it in the present run.
        address: the params last read or written, with the query's token for them.
        active: stands for the actions in progress; one set for all copies.
    """

    _KEPT = (
        "classes", "landing", "kept", "wrote", "unconfirmed", "left", "page", "visit",
        "warned",
    )  # fmt: skip
    _PASSING = ("run", "earlier", "stale", "late", "entry", "purged", "address", "active")
    __slots__ = _KEPT + _PASSING

    def __init__(self, landing: Params, page: str) -> None:
        self.classes: dict[str, ClassMemory] = {}
        self.landing: dict[str, Texts] = dict(landing)
        self.kept: dict[str, Texts] = {}
        self.wrote: dict[str, tuple[str, Texts]] = {}
        self.unconfirmed: dict[str, PendingWrite] = {}
        self.left: tuple[int, ...] = ()
        self.page: str = page
        self.visit: int = 0
        self.warned: frozenset[str] = frozenset()
        self.run: object = None
        self.earlier: tuple[object, ...] = ()
        self.stale: dict[str, Texts | None] = {}
        self.late: int = 0
        self.entry: int | None = None
        self.purged: dict[str, str] = {}
        self.address: tuple[object, Params] | None = None
        self.active: set[int] = set()

    def copy(self) -> SessionMemory:
        """Return a copy to work on; the classes' memories are copied when they change."""
        new = object.__new__(SessionMemory)
        new.classes, new.landing = self.classes.copy(), self.landing.copy()
        new.kept, new.wrote = self.kept.copy(), self.wrote.copy()
        new.unconfirmed, new.left = self.unconfirmed, self.left
        new.page, new.visit = self.page, self.visit
        new.warned, new.run, new.earlier = self.warned, self.run, self.earlier
        new.stale, new.late, new.entry = self.stale, self.late, self.entry
        new.purged, new.address, new.active = self.purged, self.address, self.active
        return new

    def detached(self) -> SessionMemory:
        """Return a copy through which nothing can be changed here."""
        new = self.copy()
        new.classes = {namespace: held.copy() for namespace, held in self.classes.items()}
        for held in new.classes.values():
            held.mutables = held.mutables.copy()
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
        self.run = self.entry = self.address = None
        self.stale, self.late, self.purged, self.active = {}, 0, {}, set()
        self.earlier = ()
