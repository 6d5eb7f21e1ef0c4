"""The blocks of a page and the elements in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from st_page_state_fakes.server.widget_spec import WidgetId, WidgetSpec

Place: TypeAlias = tuple[int, ...]
"""A place on the page: the root (main, sidebar or overlay), and the way down from there."""

MAIN, SIDEBAR, OVERLAY = 0, 1, 2

TEXTUAL = frozenset(
    """
    write text markdown title header subheader caption code latex html success info warning
    error exception toast metric badge
    """.split()  # noqa: SIM905 - readable as it is
)


@dataclass(frozen=True, slots=True)
class DrawnWidget:
    """A widget on the page, as it is sent to the browser.

    Attributes:
        id: what makes it the same in the next run.
        spec: how its command declares it.
        form: the form it is in.
        fragment: the fragment it belongs to.
        disabled: the user cannot change it.
        initial: the wire value it has if nobody changed it.
        wire: the wire value that the server gives it, if ``is_set``.
        is_set: the browser is to show ``wire``, whatever it showed.
        opens: where a link leads: the page and its query string.
        clears: submitting it takes the form's widgets back to their defaults.
        param: the query param it is bound to natively.
        waits: what the user enters waits for the next run, instead of causing one.
    """

    id: WidgetId
    spec: WidgetSpec
    form: str | None
    fragment: str | None
    disabled: bool
    initial: Any
    wire: Any
    is_set: bool
    opens: tuple[str, str] | None
    clears: bool
    param: str | None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """The output of one command.

    Attributes:
        command: the command, such as ``"write"`` or ``"selectbox"``.
        args: its positional arguments.
        kwargs: its keyword arguments.
    """

    command: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def body(self) -> Any:
        """Its first argument: the text of ``st.write``, the data of ``st.dataframe``."""
        return self.args[0] if self.args else next(iter(self.kwargs.values()), None)

    @property
    def text(self) -> str | None:
        """Its text, if it shows text."""
        if self.command not in TEXTUAL:
            return None
        return " ".join(map(str, self.args)) if self.args else str(self.body)


@dataclass(slots=True, eq=False)
class Element:
    """One element of the page.

    Attributes:
        output: the command that drew it.
        widget: the widget, if it is one.
        fragments: the fragments it is inside of, the outermost first.
        block: the block it stands in.
        place: its place on the page.
    """

    output: Output
    widget: DrawnWidget | None
    fragments: tuple[str, ...]
    block: BlockInfo
    place: Place = ()


@dataclass(slots=True, eq=False)
class BlockInfo:
    """One block of the page.

    Attributes:
        kind: the command that made it, such as ``"columns"``.
        parent: the block it stands in.
        form: the form it belongs to.
        single: it holds one element at a time, as ``st.empty()`` does, and as the place of an
            element does that a later one may replace.
        place: its place on the page, which is the same in each run.
        count: how many elements and blocks it holds.
        fragment: the fragment whose code made it.
    """

    kind: str
    parent: BlockInfo | None = None
    form: str | None = None
    single: bool = False
    place: Place = (MAIN,)
    count: int = 0
    fragment: str | None = None

    @property
    def in_sidebar(self) -> bool:
        """It is the sidebar or inside the sidebar."""
        return self.place[0] == SIDEBAR

    def child(
        self, kind: str, *, form: str | None, single: bool = False, fragment: str | None = None
    ) -> BlockInfo:
        """Create a block inside this one, or in the place of this one if it is single."""
        place = self.place if self.single else (*self.place, self.count)
        self.count += 1
        return BlockInfo(kind, self, form, single, place, fragment=fragment)

    def is_inside(self, other: BlockInfo) -> bool:
        """Tell whether this is the other block or a descendant of it."""
        return self is other or (self.parent is not None and self.parent.is_inside(other))


def is_within(place: Place, other: Place) -> bool:
    """Tell whether a place is another one or lies in it."""
    return place[: len(other)] == other
