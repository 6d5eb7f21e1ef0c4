"""What is kept of a session: the user's acts, and the actions of its state. Plain data."""

from __future__ import annotations

from collections import deque
from typing import Any, Literal, NamedTuple, TypeAlias

from st_page_state.trace import Event

RECORD_KEY = "st_page_state_devtools"
"""The session key of a record that begins before the session's first touch."""

MOST_ACTIONS = 50
MOST_ACTS = 200
MOST_WIDGETS = 1000

Source: TypeAlias = Literal[
    "default", "link", "widget", "code", "hook", "saved", "Back", "inspector", "undo", "redo"
]
"""Where the value of a field came from."""


class Place(NamedTuple):
    """An address of the app: the identity of its page, and the query string without ``?``."""

    page: str
    query: str


class Seen(NamedTuple):
    """A widget as the app last drew it.

    It is secret if it hides what is entered, as a password's text input does.
    """

    label: str
    command: str
    options: tuple[str, ...]
    is_secret: bool = False


class Entered(NamedTuple):
    """What a user has entered into a widget.

    Attributes:
        widget: Streamlit's identity of the widget.
        trigger: it is a button.
        wire: what the browser sent, where that is plain.
        value: the value, where Python source can say it; else None.
        said: source can say it.
        former: the value before.
        name: what a tab calls the widget among those that were on the page; empty if several
            have that name.
        seen: the widget as it was drawn then.
    """

    widget: str
    trigger: bool
    wire: Any
    value: Any
    said: bool = True
    former: Any = None
    name: str = ""
    seen: Seen | None = None


class Act(NamedTuple):
    """What a user did to begin a run, or what the inspector did in one.

    Attributes:
        kind: the kind of act.
        place: the address that the run began with.
        entered: of an edit, the widgets in their order, a button last.
        steps: of Back and Forward, by how many entries.
        loaded: of the inspector, the state that it has made, as JSON; empty if it cannot be told.
    """

    kind: Literal["open", "edit", "back", "forward", "page", "address", "inspector"]
    place: Place
    entered: tuple[Entered, ...] = ()
    steps: int = 1
    loaded: str = ""


class Change(NamedTuple):
    """A field that an action has changed, with its stored values."""

    namespace: str
    cls: str
    field: str
    old: Any
    new: Any
    source: Source


class Action(NamedTuple):
    """One action: what happened from the first touch to the one write.

    Attributes:
        number: counts the actions of the session.
        at: when it ended, in seconds since 1970.
        cause: what led to it, in words.
        widget: the identity of the widget that did, if one did.
        place: the address when it was over.
        changes: the fields that it has changed.
        events: the events of the engine.
        milliseconds: how long it took.
        rejected: what was rejected in it, and why, in words.
    """

    number: int
    at: float
    cause: str
    widget: str
    place: Place
    changes: tuple[Change, ...]
    events: tuple[Event, ...]
    milliseconds: float
    rejected: tuple[str, ...] = ()

    @property
    def rolled_back(self) -> bool:
        """Whether nothing of it was kept."""
        return bool(self.events) and self.events[-1].kind == "rollback"


class Timeline:
    """The last acts and actions of a session, bounded; it pickles where the state does.

    Attributes:
        landing: the address that the session began with.
        acts: the user's acts.
        lost: so many acts are no longer known.
        actions: the actions.
        count: the number of actions so far.
        entries: the browser's history, as far as it is known.
        at: the entry that is shown.
        seen: Streamlit's identity of a widget -> the widget.
        drawn: those that are on the page.
        before: those that were on the page when the run in progress began.
        pages: the identity of a page -> its path, empty for the main page.
        words: what the inspector calls its last action.
        loading: what the inspector is putting into the session, as JSON.
        errors: namespace, field and source -> what was rejected last, as the session has it.
        sources: namespace and field -> where the value came from.
        secrets: namespace and field of what was entered into a secret widget.
    """

    def __init__(self) -> None:
        self.landing: Place | None = None
        self.acts: deque[Act] = deque(maxlen=MOST_ACTS)
        self.lost: int = 0
        self.actions: deque[Action] = deque(maxlen=MOST_ACTIONS)
        self.count: int = 0
        self.entries: list[Place] = []
        self.at: int = -1
        self.seen: dict[str, Seen] = {}
        self.drawn: dict[str, Seen] = {}
        self.before: dict[str, Seen] = {}
        self.words: str = ""
        self.loading: str = ""
        self.errors: dict[tuple[str, str, str], Any] = {}
        self.pages: dict[str, str] = {}
        self.sources: dict[tuple[str, str], Source] = {}
        self.secrets: set[tuple[str, str]] = set()

    @property
    def done(self) -> int:
        """The number of acts so far."""
        return self.lost + len(self.acts)

    def add(self, act: Act) -> None:
        """Add what the user did."""
        entered = (
            one._replace(name=self.name_of(one.widget), seen=self._then(one.widget))
            for one in act.entered
        )
        act = act._replace(entered=tuple(entered))
        self.lost += len(self.acts) == MOST_ACTS
        self.acts.append(act)

    def see(
        self,
        widget: str,
        label: str,
        command: str,
        options: tuple[str, ...],
        *,
        is_secret: bool = False,
    ) -> None:
        """Note that a widget is drawn."""
        if len(self.seen) >= MOST_WIDGETS and widget not in self.seen:
            self.seen.clear()  # those on the page are drawn again in each run
        seen = self.seen[widget] = Seen(label, command, options, is_secret)
        if len(self.drawn) < MOST_WIDGETS or widget in self.drawn:
            self.drawn[widget] = seen

    def begin_run(self, *, whole: bool) -> None:
        """Note that a run begins, which draws the whole page anew, or only fragments of it."""
        self.before = self.drawn
        self.drawn = {} if whole else dict(self.drawn)

    def _then(self, widget: str) -> Seen | None:
        return self.before.get(widget) or self.seen.get(widget)

    def name_of(self, widget: str) -> str:
        """Return what a tab called a widget when the run in progress began.

        That is its label, unless others on the page have it, or else its key, or its command.
        """
        seen, key = self._then(widget), key_of(widget)
        if seen is None:
            return key
        others = {name: one for name, one in self.before.items() if name != widget}
        keys = {key_of(name) for name in others}
        labels = {one.label for one in others.values()}
        if seen.label and seen.label not in labels | keys:
            return seen.label
        if key:
            return key
        is_alone = seen.command not in {one.command for one in others.values()} | labels | keys
        return _COMMANDS.get(seen.command, seen.command) if is_alone else ""

    def url(self, place: Place) -> str:
        """Return an address as a tab has it: ``/map?zoom=3``."""
        name = self.pages.get(place.page, "")
        query = f"?{place.query}" if place.query else ""
        return f"/{name}{query}" if name else query

    def push(self, place: Place) -> None:
        """Note that the browser shows another address, as a new entry."""
        if not self.entries or self.entries[self.at] != place:
            self.entries[self.at + 1 :] = [place]
            self.entries = self.entries[-MOST_ACTS:]
            self.at = len(self.entries) - 1

    def replace(self, place: Place) -> None:
        """Note that the entry that is shown has another address."""
        self.entries[self.at] = place

    def travel(self, place: Place) -> int | None:
        """Note that the browser went to an entry; return by how many, None if there is none."""
        near = sorted(range(len(self.entries)), key=lambda i: (abs(i - self.at), i))
        for index in near:
            if index != self.at and self.entries[index] == place:
                steps, self.at = index - self.at, index
                return steps
        return None

    def is_secret(self, widget: str) -> bool:
        """Return whether a widget hides what is entered."""
        seen = self.seen.get(widget)
        return seen is not None and seen.is_secret

    def named(self, widget: str) -> str:
        """Return a widget's label, or else its key."""
        seen = self.seen.get(widget)
        return seen.label if seen is not None and seen.label else key_of(widget) or "a widget"


_COMMANDS = {"arrow_data_frame": "dataframe", "arrow_vega_lite_chart": "vega_lite_chart"}


def key_of(widget: str) -> str:
    """Return the key in Streamlit's identity of a widget; empty if it has none."""
    key = widget.split("-", 2)[-1]
    return "" if key == "None" else key
