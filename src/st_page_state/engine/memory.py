"""What the session holds: one picklable object for all state classes of a browser tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from st_page_state.declaration.spec import Spec
from st_page_state.engine.mutables import Mutables
from st_page_state.ports import Params, Texts
from st_page_state.url.pending import PendingWrite
from st_page_state.url.rules import Desired


def desired_params(spec: Spec, values: Mapping[str, Any]) -> dict[str, Texts | None]:
    """Return the params that a class desires when it has these stored values."""
    return {
        param: field.texts(field.codec.value_of(values[field.name]))
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


class ClassState:
    """The state of one class. The second group of slots is not pickled.

    Attributes:
        values: field -> its value as :meth:`Codec.store` gives it.
        desired: own param -> its canonical texts for these values, None for no param.
        last_seen: own param -> its texts when last seen or written.
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
        given_up: widget key -> the repr of what it holds by a transaction that failed; one dict
            for all copies, as it outlives the failure.
        version: counts the values that were set in place; read it before the values.

    What lies in the session is not changed but replaced, so that a copy can be compared with
    what it is a copy of. Two things are done in place: what is known of a run is noted in the
    second group of slots, and a value is set where that changes nothing else.
    """

    _KEPT = (
        "values", "desired", "last_seen", "assigned", "url_errors", "widget_errors",
        "shown", "refused", "submits", "visit", "fingerprint",
    )  # fmt: skip
    _PASSING = ("spec", "token", "run", "mutables", "adopted", "given_up", "version")
    __slots__ = _KEPT + _PASSING

    def __init__(self, spec: Spec, visit: int) -> None:
        self.values: dict[str, Any] = {
            name: field.codec.store(field.default()) for name, field in spec.fields.items()
        }
        self.desired: Desired = desired_params(spec, self.values)
        self.last_seen: Desired = dict.fromkeys(self.desired)
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

    def copy(self) -> ClassState:
        """Return a copy to work on; what was handed out or is replaced as a whole is shared."""
        new = object.__new__(ClassState)
        new.values, new.desired = self.values.copy(), self.desired
        new.last_seen, new.assigned = self.last_seen, self.assigned
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


class AddressMemory:
    """What a session remembers of its address. The second group of slots is not pickled.

    Attributes:
        landing: the params this session began with that no class has taken yet.
        kept: params that a purge removed before the class they were meant for was touched.
        wrote: param -> the namespace and texts of the library's last write, on this page.
        pending: what the library wrote and no run has begun with.
        published_from: hashes of the (page, params) that a touch has published from, where
            nobody can tell a run of Back from others: there it does not do so again.
        page: the page of the last run.
        visit: counts how often the page was switched.

        run: the key of the last run that was looked at.
        earlier: the keys of those before it; threads of theirs may still be at work.
        stale: params that the present run carries in their state from before the last write.
        stale_runs: how many runs in a row have begun with stale params.
        entry: the hash of the (page, params) that the run began with, as in
            ``published_from``; None where it began with a switch of the page.
        purged: param -> the class whose claim removed it in the present run.
        last_read: the query's token and the params that it stands for.
    """

    _KEPT = ("landing", "kept", "wrote", "pending", "published_from", "page", "visit")
    _PASSING = ("run", "earlier", "stale", "stale_runs", "entry", "purged", "last_read")
    __slots__ = _KEPT + _PASSING

    def __init__(self, landing: Params, page: str, run: object) -> None:
        self.landing: dict[str, Texts] = dict(landing)
        self.kept: dict[str, Texts] = {}
        self.wrote: dict[str, tuple[str, Texts]] = {}
        self.pending: dict[str, PendingWrite] = {}
        self.published_from: tuple[int, ...] = ()
        self.page: str = page
        self.visit: int = 0
        self._know_run(run)

    def _know_run(self, run: object) -> None:
        """Know of a run that it is in progress, and no more."""
        self.run: object = run
        self.earlier: tuple[object, ...] = ()
        self.stale: dict[str, Texts | None] = {}
        self.stale_runs: int = 0
        self.entry: int | None = None
        self.purged: dict[str, str] = {}
        self.last_read: tuple[object, Params] | None = None

    def copy(self) -> AddressMemory:
        """Return a copy to work on; what is replaced as a whole is shared."""
        new = object.__new__(AddressMemory)
        new.landing, new.kept, new.wrote = self.landing.copy(), self.kept.copy(), self.wrote.copy()
        new.pending, new.published_from = self.pending, self.published_from
        new.page, new.visit = self.page, self.visit
        new.run, new.earlier, new.entry = self.run, self.earlier, self.entry
        new.stale, new.stale_runs = self.stale, self.stale_runs
        new.purged, new.last_read = self.purged, self.last_read
        return new

    def pass_on(self, other: AddressMemory) -> None:
        """Take over what ``other``, a copy in which nothing else changed, knows of this run."""
        for name in self._PASSING:
            setattr(self, name, getattr(other, name))

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self._know_run(None)


class SessionMemory:
    """Everything that is held for one browser tab.

    Attributes:
        classes: namespace -> the state of that class.
        address: what is remembered of the address.
        warned: what the developer has been told already in this session.
        active: stands for the transactions in progress; one set for all copies, not pickled.
    """

    __slots__ = ("active", "address", "classes", "warned")

    def __init__(self, landing: Params, page: str, run: object = None) -> None:
        self.classes: dict[str, ClassState] = {}
        self.address: AddressMemory = AddressMemory(landing, page, run)
        self.warned: frozenset[str] = frozenset()
        self.active: set[int] = set()

    def copy(self) -> SessionMemory:
        """Return a copy to work on; the states of classes are copied when they change."""
        new = object.__new__(SessionMemory)
        new.classes, new.address = self.classes.copy(), self.address.copy()
        new.warned, new.active = self.warned, self.active
        return new

    def detached(self) -> SessionMemory:
        """Return a copy through which nothing can be changed here."""
        new = self.copy()
        new.classes = {namespace: state.copy() for namespace, state in self.classes.items()}
        for state in new.classes.values():
            state.mutables = state.mutables.copy()
        return new

    def __getstate__(self) -> tuple[Any, ...]:
        return self.classes, self.address, self.warned

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.classes, self.address, self.warned = state
        self.active = set()
