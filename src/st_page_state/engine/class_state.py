"""The state of one class in a browser tab, and what is known of its widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.mutables import Mutables
from st_page_state.engine.saved_record import SavedRecord
from st_page_state.url.rules import Desired

_NONE: frozenset[str] = frozenset()
"""Shared by all sessions: each call makes a new object."""

ROOM = 64
"""So many widgets of a class are known before any is forgotten."""


class Shown(NamedTuple):
    """The last known state of a bound widget.

    Attributes:
        visit: the page visit in which it was drawn.
        stored: the stored value that it showed.
        widget: its identity among the widgets with its key.
        given: it was just given its value, and shows it even if Streamlit recreates it.
        steady: Streamlit never recreated it; other widgets are given their value in each run.
        options: a digest of its options, if they are known.
    """

    visit: int
    stored: Any
    widget: str | None = None
    given: bool = False
    steady: bool = True
    options: int | None = None


class Awaited(NamedTuple):
    """A bound widget that may take what the browser had sent before any run drew it.

    Attributes:
        run: the run in which it was bound.
        sent: what was sent, for :meth:`WidgetSession.took`.
        before: the stored value of the field when the first of its widgets was bound.
        field: the field, which casts what the widget takes.
        take: takes it instead.
        options: the digest of the widget's options, if they are known.
        done: it was taken or dropped.
        form: the form of ``X.form()`` that it is in.
    """

    run: object
    sent: object
    before: Any
    field: Field
    take: Callable[[Any], None] | None = None
    options: int | None = None
    done: bool = False
    form: Any = None


class Base(NamedTuple):
    """What a data editor was given, and what users have made of it.

    Attributes:
        number: counts the bases of one editor.
        visit: the page visit in which it was given; None once ``reset_all()`` has taken it back.
        rows: the stored value of the field that it was given.
        stored: the stored value of the field with all edits.
        columns: its columns.
        edits: the edits that the field has.
        widget: the editor's identity, once it was drawn.
        carried: the edits that an editor had before Streamlit began it anew, without them.
    """

    number: int
    visit: int | None
    rows: Any
    stored: Any
    columns: tuple[str, ...]
    edits: Mapping[str, Any] | None = None
    widget: str | None = None
    carried: Mapping[str, Any] | None = None


class Submits(NamedTuple):
    """What a widget in a form submits.

    Attributes:
        field: the name of its field.
        form: the key of its form, if it is one of ``X.form()``; else empty.
    """

    field: str
    form: str


class ClassState:
    """The state of one class. The second group of slots is not pickled.

    Attributes:
        values: field -> its stored value, from :meth:`Codec.store`.
        desired: own param -> its canonical texts for these values, None for no param.
        last_seen: own param -> its texts when last seen or written.
        assigned: fields that the URL, the user or the app has set.
        url_errors: field -> the invalid text in the URL, and the reason.
        widget_errors: field -> the type of the widget's rejected value, and the reason.
        shown: widget key -> the widget's last known state.
        refused: widget key -> the repr of the value that was last entered and rejected.
        submits: widget key -> field and form, for widgets in forms, whose edits trigger no
            callback.
        editors: data editor -> its base.
        visit: the page visit in which the class was last touched; of a key that was not touched
            since all classes were reset, the complement (``~``).
        pages: the pages that touched the class on their last visit.
        fingerprint: the fingerprint of the class that the values belong to.
        ready: ``on_ready`` has been called, if there is one.
        saved: what is known of the saved values; None for a class without.

        spec: the class that last used this state.
        since: the run in which it first did.
        cls: that class itself, if it has hooks.
        token: the query's token when the class was last clean.
        run: the run in which the class was last touched.
        mutables: the tracked values; shared by all copies, so that none is lost when any of
            them is committed.
        adopted: the run in which the URL was last adopted, and param -> the texts it had.
        given_up: widget key -> the repr of its value in a failed transaction; shared by all
            copies, because it must outlive the failure.
        awaited: widget key -> what the widget may take of a page that was open before; shared
            by all copies.
        overruled: fields that code has set, whose widgets are awaited no more.
        version: counts the values and widgets that were set in place; read it before the values.
        room: the number of widgets in ``shown`` beyond which it is time to forget some.

    The object in the session is replaced, not modified, so that a copy can be compared with its
    original. There are three exceptions: the second group of slots is updated in place, and so
    is a value if setting it changes nothing else, and ``shown`` for a widget drawn anew.
    """

    _KEPT = (
        "values", "desired", "last_seen", "assigned", "url_errors", "widget_errors",
        "shown", "refused", "submits", "editors", "visit", "pages", "fingerprint", "ready",
        "saved",
    )  # fmt: skip
    _PASSING = (
        "spec", "since", "cls", "token", "run", "mutables", "adopted", "given_up", "awaited",
        "overruled", "version", "room",
    )  # fmt: skip
    __slots__ = _KEPT + _PASSING

    def __init__(self, spec: Spec, visit: int) -> None:
        self.values: dict[str, Any]
        self.desired: Desired
        self.values, self.desired = spec.initial()
        self.last_seen: Desired = dict.fromkeys(self.desired)
        self.assigned: frozenset[str] = _NONE
        self.url_errors: dict[str, tuple[str, str]] = {}
        self.widget_errors: dict[str, tuple[str, str]] = {}
        self.shown: dict[str, Shown] = {}
        self.refused: dict[str, str] = {}
        self.submits: dict[str, Submits] = {}
        self.editors: Mapping[str, Base] = {}
        self.visit: int = visit
        self.pages: frozenset[str] = _NONE
        self.fingerprint: tuple[Any, ...] = spec.fingerprint
        self.ready: bool = False
        self.saved: SavedRecord | None = None
        self.spec: Spec | None = spec
        self.since: object = None
        self.cls: Any = None
        self.token: object = None
        self.run: object = None
        self.mutables: Mutables = Mutables()
        self.adopted: tuple[object, Desired] = (None, {})
        self.given_up: dict[str, str] = {}
        self.awaited: dict[str, Awaited] = {}
        self.overruled: frozenset[str] = _NONE
        self.version: int = 0
        self.room: int = ROOM

    def copy(self) -> ClassState:
        """Return a working copy; parts that are only ever replaced are shared."""
        new = object.__new__(ClassState)
        new.values, new.desired = self.values.copy(), self.desired
        new.last_seen, new.assigned = self.last_seen, self.assigned
        new.url_errors = self.url_errors.copy()
        new.widget_errors = self.widget_errors.copy()
        new.shown, new.refused = self.shown.copy(), self.refused.copy()
        new.submits, new.adopted, new.given_up = self.submits, self.adopted, self.given_up
        new.editors, new.pages = self.editors, self.pages
        new.awaited, new.overruled = self.awaited, self.overruled
        new.visit, new.fingerprint, new.ready = self.visit, self.fingerprint, self.ready
        new.saved = self.saved
        new.spec, new.token, new.run, new.mutables = self.spec, None, self.run, self.mutables
        new.since, new.cls, new.version = self.since, self.cls, self.version
        new.room = self.room
        return new

    def become(self, other: ClassState) -> None:
        """Take over everything from another state."""
        for name in self.__slots__:
            setattr(self, name, getattr(other, name))

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._KEPT)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._KEPT, state, strict=True):
            setattr(self, name, value)
        self.spec = self.since = self.cls = self.token = self.run = None
        self.mutables, self.given_up, self.version = Mutables(), {}, 0
        self.room = ROOM
        self.adopted = (None, {})
        self.awaited, self.overruled = {}, _NONE
