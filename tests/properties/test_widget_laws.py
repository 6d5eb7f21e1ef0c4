"""Laws of bound widgets: every possible entry reaches the state, the address and a new session.

Each law runs on FakeApp for each widget alone, and on Streamlit, under AppTest, for all widgets
on one page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Annotated, Any, Literal

import pytest
import streamlit
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from streamlit.testing.v1 import AppTest

from properties.declared import state_class
from properties.generated import alike
from st_page_state_fakes import FakeApp

VERSION = tuple(int(part) for part in streamlit.__version__.split(".")[:2])
NEWEST = (1, 67)


class Shape(Enum):
    CIRCLE = "circle"
    SQUARE = "square"
    STAR = "star"


class Grade(Enum):
    LOW = 1
    HIGH = 2


def in_order(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    if pair[0] > pair[1]:
        raise ValueError("the lower end comes first")
    return pair


Letter = Literal["a", "b", "null", "[x"]
LETTERS: tuple[Any, ...] = ("a", "b", "null", "[x")
MIXED: tuple[Any, ...] = (1, "1", None, 2.5, True)
FIRST, LAST = date(2020, 1, 1), date(2030, 12, 31)
NOON = datetime(2026, 5, 1, 12, 0)
MOST = 2**53 - 1


@dataclass(frozen=True)
class Widget:
    """A widget, the field bound to it, and the possible entries.

    Attributes:
        of: the field's type.
        default: the field's default.
        entered: the values that a user can enter, of the field's type or not.
    """

    command: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    of: Any
    default: Any
    entered: st.SearchStrategy[Any]

    def __str__(self) -> str:
        return f"{self.command} {getattr(self.of, '__name__', self.of)}".replace("typing.", "")

    def draw(self, st: Any, bound: Mapping[str, Any]) -> Any:
        return getattr(st, self.command)(*self.args, **self.kwargs, **bound)

    def cast(self, entered: Any) -> Any:
        """Return the field's value for an entry; raise ValidationError if there is none."""
        return TypeAdapter(self.of).validate_python(entered)

    @property
    def lack(self) -> str | None:
        """The reason why the installed Streamlit cannot run this widget, if any."""
        if not hasattr(streamlit, self.command):
            return f"st.{self.command}"
        by_index = self.command in ("pills", "segmented_control", "feedback")
        if by_index and VERSION < NEWEST:
            return f"an AppTest that enters the values of st.{self.command}"
        return None


def on(command: str, *args: Any, **kwargs: Any) -> Callable[..., Widget]:
    """Return a maker of rows for a call: ``on("slider", 0, 9)(int, 5, st.integers(0, 9))``."""
    return lambda of, default, entered: Widget(command, args, kwargs, of, default, entered)


def pairs(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(values, values).map(lambda pair: tuple(sorted(pair)))


def some(options: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from([*options]), unique_by=repr, max_size=3)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["null", '"', "[]", "true", "1", "a&b=c", " ", "%", "+"]
)
paragraphs = st.lists(texts, max_size=3).map("\n".join)
floats = st.floats(allow_nan=False, allow_infinity=False)
steps = st.integers(0, 100).map(lambda n: n / 100)
days = st.dates(FIRST, LAST)
minutes = st.times().map(lambda t: t.replace(second=0, microsecond=0))
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
moments = st.datetimes(NOON, NOON + timedelta(days=400)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
half_days = st.integers(0, 60).map(lambda n: NOON + n * timedelta(hours=12))
END = NOON + timedelta(days=30)
half_chosen = days.map(lambda day: (day,))
hex_colors = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
several: dict[str, Any] = {"selection_mode": "multi"}

WIDGETS: list[Widget] = [
    on("checkbox", "W")(bool, False, st.booleans()),
    on("toggle", "W")(bool, True, st.booleans()),
    on("toggle", "W")(Literal[0, 1], 0, st.booleans()),
    on("radio", "W", LETTERS)(Letter, "a", st.sampled_from(LETTERS)),
    on("radio", "W", Grade)(Grade, Grade.LOW, st.sampled_from(Grade)),
    on("selectbox", "W", LETTERS)(str, "b", st.sampled_from(LETTERS)),
    on("selectbox", "W", Shape, index=None)(Shape | None, None, st.none() | st.sampled_from(Shape)),
    on("selectbox", "W", range(5), index=None)(int | None, 3, st.none() | st.integers(0, 4)),
    on("multiselect", "W", LETTERS)(list[str], [], some(LETTERS)),
    on("multiselect", "W", LETTERS)(set[Letter], {"a"}, some(LETTERS)),
    on("multiselect", "W", Shape)(frozenset[Shape], frozenset(), some(Shape)),
    on("multiselect", "W", range(5))(tuple[int, ...], (), some(range(5))),
    on("multiselect", "W", Grade)(list[Grade], [Grade.HIGH], some(Grade)),
    on("pills", "W", LETTERS)(Letter | None, None, st.none() | st.sampled_from(LETTERS)),
    on("pills", "W", Shape, **several)(set[Shape], set(), some(Shape)),
    on("pills", "W", range(5), **several)(tuple[int, ...], (1,), some(range(5))),
    on("segmented_control", "W", Grade)(
        Grade | None, Grade.LOW, st.none() | st.sampled_from(Grade)
    ),
    on("segmented_control", "W", LETTERS, **several)(list[Letter], [], some(LETTERS)),
    on("select_slider", "W", LETTERS)(str, "a", st.sampled_from(LETTERS)),
    on("select_slider", "W", Shape)(Shape, Shape.STAR, st.sampled_from(Shape)),
    on("select_slider", "W", range(5), value=(0, 4))(
        Annotated[tuple[int, int], AfterValidator(in_order)], (0, 4), pairs(st.integers(0, 4))
    ),
    on("slider", "W", 0, 100)(int, 50, st.integers(0, 100)),
    on("slider", "W", 0.0, 1.0)(float, 0.5, steps),
    on("slider", "W", FIRST, LAST)(date, FIRST, days),
    on("slider", "W", time(0), time(23, 45))(time, time(9), quarters),
    on("slider", "W", NOON, END, step=timedelta(hours=12))(datetime, NOON, half_days),
    on("slider", "W", 0, 100)(tuple[int, int], (0, 100), pairs(st.integers(0, 100))),
    on("slider", "W", 0, 100)(list[int], [5, 6], pairs(st.integers(0, 100))),
    on("slider", "W", 0.0, 1.0)(tuple[float, float], (0.0, 1.0), pairs(steps)),
    on("slider", "W", FIRST, LAST)(tuple[date, date], (FIRST, LAST), pairs(days)),
    on("slider", "W", time(0), time(23, 45))(
        tuple[time, time], (time(9), time(17)), pairs(quarters)
    ),
    on("slider", "W", NOON, END, step=timedelta(hours=12))(
        tuple[datetime, datetime], (NOON, END), pairs(half_days)
    ),
    on("number_input", "W", step=1)(int, 0, st.integers(-MOST, MOST)),
    on("number_input", "W", 0.0, 100.0)(int, 5, st.integers(0, 100).map(float) | steps),
    on("number_input", "W", 0.0)(float, 0.0, floats.map(abs)),
    on("number_input", "W", value=None, step=1)(
        int | None, None, st.none() | st.integers(-MOST, MOST)
    ),
    on("number_input", "W", value=None)(float | None, None, st.none() | floats),
    on("text_input", "W")(str, "", texts),
    on("text_input", "W")(Annotated[str, Field(max_length=4)], "", texts),
    on("text_input", "W", value=None)(str | None, None, st.none() | texts),
    on("text_area", "W")(str, "null", paragraphs),
    on("text_area", "W", value=None)(str | None, None, st.none() | paragraphs),
    on("date_input", "W", min_value=FIRST, max_value=LAST)(date, FIRST, days),
    on("date_input", "W", None, FIRST, LAST)(date | None, None, st.none() | days),
    on("date_input", "W", min_value=FIRST, max_value=LAST)(
        tuple[date, date], (FIRST, LAST), pairs(days) | half_chosen
    ),
    on("time_input", "W")(time, time(9), minutes),
    on("time_input", "W", None)(time | None, None, st.none() | minutes),
    on("datetime_input", "W", None, NOON, NOON + timedelta(days=400))(
        datetime | None, None, st.none() | moments
    ),
    on("color_picker", "W")(str, "#000000", hex_colors),
    on("feedback", "stars")(int | None, None, st.none() | st.integers(0, 4)),
]


class OneWidget:
    """A widget alone on its page, on FakeApp."""

    def __init__(self, number: int, widget: Widget, *, hide: bool) -> None:
        name = f"One{number}{'Hidden' if hide else ''}"
        self.widget = widget
        fields = {"value": (widget.of, widget.default)}
        self.state: Any = state_class(name, fields, hide_defaults=hide)
        self.key = f"{self.state.__page_state__.namespace}.value"
        self.app = FakeApp(lambda st: widget.draw(st, self.state.bind("value")))

    def shows(self, tab: Any, value: Any) -> None:
        """Assert that state and widget agree on a value."""
        assert alike(tab.state(self.state).value, value)
        assert alike(self.widget.cast(tab.widget(self.key).value), value)

    def opens(self, url: str, value: Any) -> None:
        """Assert that a second session shows the value in its widget, at the same address."""
        bob = self.app.open(url)
        assert bob.history == [url]
        self.shows(bob, value)
        bob.rerun()
        assert bob.history == [url]
        self.shows(bob, value)


NUMBERED = pytest.mark.parametrize("number", range(len(WIDGETS)), ids=[str(w) for w in WIDGETS])


@NUMBERED
@settings(max_examples=25)
@given(data=st.data(), hide=st.booleans())
def test_an_entry_reaches_state_address_and_a_second_session(
    number: int, data: st.DataObject, hide: bool
) -> None:
    page = OneWidget(number, WIDGETS[number], hide=hide)
    widget = page.widget
    ann = page.app.open()
    former = widget.default
    page.shows(ann, former)
    for value in data.draw(st.lists(widget.entered, min_size=1, max_size=4)):
        url = ann.url
        ann.widget(page.key).set_value(value)
        try:
            wanted = widget.cast(ann.widget(page.key).value)
        except ValidationError:
            assert alike(ann.state(page.state).value, former)
            assert ann.url == url
            continue
        former = wanted
        page.shows(ann, wanted)
        page.opens(ann.url, wanted)


@NUMBERED
@settings(max_examples=15)
@given(data=st.data(), hide=st.booleans())
def test_back_and_forward_go_through_the_edits(
    number: int, data: st.DataObject, hide: bool
) -> None:
    page = OneWidget(number, WIDGETS[number], hide=hide)
    tab = page.app.open()
    seen = [(tab.url, tab.state(page.state).value)]
    for value in data.draw(st.lists(page.widget.entered, min_size=1, max_size=4)):
        tab.widget(page.key).set_value(value)
        now = (tab.url, tab.state(page.state).value)
        if now != seen[-1]:
            seen.append(now)
    entries = tab.history
    assert entries[-len(seen) :] == [url for url, _ in seen], "one edit, one entry"
    for go, order in ((tab.back, seen[-2::-1]), (tab.forward, seen[1:])):
        for url, value in order:
            go()
            assert tab.url == url
            page.shows(tab, value)
    assert tab.history == entries


ON_ONE_PAGE = {f"w{n}": widget for n, widget in enumerate(WIDGETS) if widget.lack is None}
All: Any = state_class("All", {n: (w.of, w.default) for n, w in ON_ONE_PAGE.items()})


def real_script(draw):  # type: ignore[no-untyped-def]
    import streamlit as st

    draw(st)


def draw_all(st: Any) -> None:
    for name, widget in ON_ONE_PAGE.items():
        widget.draw(st, All.bind(name))
    st.session_state["state"] = All.snapshot()
    st.session_state["errors"] = All.widget_errors()
    st.session_state["params"] = {name: st.query_params.get_all(name) for name in st.query_params}


class RealTab:
    """A session of an app with all widgets on one page, on Streamlit under AppTest.

    Attributes:
        params: the address. AppTest's own loses blank params before 1.66.
    """

    def __init__(self, params: Mapping[str, list[str]] = MappingProxyType({})) -> None:
        self._app = AppTest.from_function(real_script, default_timeout=60, args=(draw_all,))
        self.go(params)

    def go(self, params: Mapping[str, list[str]]) -> None:
        """Run with an address from Back or a link."""
        self._app.query_params.clear()
        self._app.query_params.update(params)
        self._app.run()
        assert not self._app.exception, self._app.exception[0]
        self.params: dict[str, list[str]] = self._app.session_state["params"]

    def run(self) -> None:
        self.go(self.params)

    def widget(self, name: str) -> Any:
        key = f"{All.__page_state__.namespace}.{name}"
        return getattr(self._app, ON_ONE_PAGE[name].command)(key=key)

    @property
    def refused(self) -> set[str]:
        """The fields with a rejected value in their widgets."""
        return set(self._app.session_state["errors"])

    def shows(self, values: Mapping[str, Any]) -> None:
        """Assert that state and widgets agree on these values, except for rejected entries."""
        held = self._app.session_state["state"]
        for name, value in values.items():
            assert alike(getattr(held, name), value), name
            if name not in self.refused:
                assert alike(ON_ONE_PAGE[name].cast(self.widget(name).value), value), name


# Shrinking a failing page takes minutes, and the first one is as helpful.
@settings(max_examples=10, phases=[Phase.generate])
@given(data=st.data())
def test_on_streamlit_all_widgets_keep_the_laws_on_one_page(data: st.DataObject) -> None:
    ann = RealTab()
    values = {name: widget.default for name, widget in ON_ONE_PAGE.items()}
    seen = [(ann.params, values)]
    ann.shows(values)
    for _ in range(2):
        values, refused = dict(values), set()
        for name, widget in ON_ONE_PAGE.items():
            entered = data.draw(widget.entered)
            ann.widget(name).set_value(entered)
            try:
                values[name] = widget.cast(entered)
            except ValidationError:
                refused.add(name)
        ann.run()
        assert ann.refused == refused
        ann.shows(values)
        seen.append((ann.params, values))

        bob = RealTab(ann.params)
        bob.shows(values)
        bob.run()
        bob.shows(values)
        assert bob.params == ann.params
        assert bob.refused == set()

    for params, values in reversed(seen[:-1]):
        ann.run()  # Until a run has begun with the last address, an old one is a stale read.
        ann.go(params)
        ann.shows(values)
        assert ann.params == params
