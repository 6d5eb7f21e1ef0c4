"""Random use of an app, on simulated and real Streamlit side by side."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from differential.app import WIDGETS, Command
from differential.sides import Side

TEXTS = st.sampled_from(["", "a", "open", "null", "5", "é&=+ %", "x y"])
NUMBERS = st.integers(-3, 5)
PAGES = st.sampled_from(["", "map"])
ADDRESSES = st.builds(
    lambda page, pieces: page + ("?" + "&".join(pieces) if pieces else ""),
    st.sampled_from(["", "", "/map"]),
    st.lists(
        st.sampled_from(
            [
                "status=closed",
                "status=never",
                "page=4",
                "page=x",
                "tag=a",
                "tag=b&tag=c",
                "tag=",
                "note=hi",
                "zoom=5",
                "zoom=3",
                "flat=true",
                "flat=1",
                "name=Ann",
                "count=2",
                "utm=mail",
                "native=hi",
                "native=",
                "embed=true",
                "x=1&x=2",
            ]
        ),
        max_size=5,
        unique=True,
    ),
)
ASSIGNMENTS: st.SearchStrategy[Command] = st.one_of(
    st.tuples(
        st.just("assign"),
        st.just("Filters"),
        st.just("status"),
        st.sampled_from(["open", "closed", "any", "wrong"]),
    ),
    st.tuples(st.just("assign"), st.just("Filters"), st.just("page"), NUMBERS | st.just("x")),
    st.tuples(
        st.just("assign"),
        st.just("Filters"),
        st.just("tags"),
        st.lists(st.sampled_from("abc"), max_size=2),
    ),
    st.tuples(st.just("assign"), st.just("Filters"), st.just("note"), st.none() | TEXTS),
    st.tuples(st.just("assign"), st.just("Filters"), st.just("seen"), NUMBERS),
    st.tuples(st.just("assign"), st.just("View"), st.just("zoom"), NUMBERS),
    st.tuples(st.just("assign"), st.just("View"), st.just("flat"), st.booleans()),
    st.tuples(st.just("assign"), st.just("Other"), st.just("name"), TEXTS),
    st.tuples(st.just("assign"), st.just("Other"), st.just("count"), NUMBERS),
    st.tuples(st.just("append"), st.sampled_from("abc")),
    st.tuples(
        st.just("update"),
        st.just("Filters"),
        st.fixed_dictionaries({"page": NUMBERS, "note": TEXTS}),
    ),
    st.tuples(st.just("reset"), st.sampled_from(["Filters", "View", "Other"]), st.just(())),
    st.tuples(st.just("reset"), st.just("Filters"), st.just(("tags",))),
    st.tuples(st.just("focus"), st.sampled_from(["Filters", "View", "Other"])),
    st.tuples(st.just("read"), st.sampled_from(["Filters", "View", "Other"])),
)
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    ASSIGNMENTS,
    ASSIGNMENTS,
    st.tuples(st.just("batch"), st.lists(ASSIGNMENTS, min_size=1, max_size=3)),
    st.tuples(
        st.just("session"),
        st.sampled_from(["plain", "choice", "native", "held", "press", "mine"]),
        TEXTS,
    ),
    st.tuples(st.just("forget"), st.sampled_from(["plain", "choice", "mine"])),
    st.just(("clear session",)),
    st.tuples(
        st.just("param"),
        st.sampled_from(["x", "status", "zoom", "native", "embed"]),
        TEXTS | st.lists(TEXTS, max_size=2) | NUMBERS,
    ),
    st.tuples(st.just("remove param"), st.sampled_from(["x", "status", "native", "embed"])),
    st.just(("clear params",)),
    st.tuples(
        st.just("from_dict"),
        st.dictionaries(st.sampled_from(["x", "page", "embed"]), TEXTS, max_size=2),
    ),
    st.just(("rerun",)),
    st.just(("stop",)),
    st.just(("fail",)),
    st.tuples(
        st.just("switch"),
        st.sampled_from(["app.py", "pages/map.py"]),
        st.none() | st.just({"zoom": "5", "x": "1"}),
    ),
)
EDITS: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["open", "closed", "any"]),
    "page": NUMBERS.map(float),
    "tags": st.lists(st.sampled_from("abc"), max_size=3, unique=True),
    "flat": st.booleans(),
    "name": TEXTS,
    "plain": TEXTS,
    "choice": st.sampled_from("xyz"),
    "native": TEXTS,
    "held": TEXTS,
    "flag": st.booleans(),
    "inside": TEXTS | st.just("page"),
}


class FakeAndReal(RuleBasedStateMachine):
    """Random steps, after each of which both sides agree on everything visible."""

    steps_of_all = 0

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.sides = [Side(name, Path(self._folder.name)) for name in ("fake", "real")]
        self.tabs = 0
        self.current = 0

    def teardown(self) -> None:
        self._folder.cleanup()

    @property
    def fake(self) -> Side:
        return self.sides[0]

    def both(self, verb: str, *args: Any, tab: int | None = -1) -> None:
        number = self.current if tab == -1 else tab
        note(f"tab {number}: {verb}{args}")
        outcomes = [side.do(number, verb, *args) for side in self.sides]
        if number is None:
            self.tabs += 1
            self.current = self.tabs - 1
        type(self).steps_of_all += 1
        looks = [side.look(self.current) for side in self.sides]
        assert outcomes[0] == outcomes[1], outcomes
        for part, seen in looks[0].items():
            assert seen == looks[1][part], f"{part}\n  fake {seen}\n  real {looks[1][part]}"

    @initialize(url=ADDRESSES, drawn=st.sets(st.sampled_from(sorted(WIDGETS)), min_size=3))
    def begin(self, url: str, drawn: set[str]) -> None:
        for side in self.sides:
            side.plan.drawn |= drawn
        self.both("open", url, tab=None)

    @rule(
        where=st.sampled_from(["before", "after", "called"]),
        commands=st.lists(COMMANDS, min_size=1, max_size=3),
    )
    def plan(self, where: str, commands: list[Command]) -> None:
        note(f"{where}: {commands}")
        for side in self.sides:
            getattr(side.plan, where).extend(commands)

    @rule(names=st.sets(st.sampled_from(sorted(WIDGETS)), min_size=1, max_size=3))
    def draw_others(self, names: set[str]) -> None:
        note(f"toggle {names}")
        for side in self.sides:
            side.plan.drawn ^= names

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        enabled = {w.label for w in self.fake.tabs[self.current].widgets if not w.disabled}
        there = sorted(enabled & EDITS.keys())
        if there:
            label = data.draw(st.sampled_from(there))
            self.both("set_value", label, data.draw(EDITS[label]))

    @rule(label=st.sampled_from(["press", "send"]))
    def click(self, label: str) -> None:
        self.both("click", label)

    @rule(verb=st.sampled_from(["rerun", "back", "back", "forward", "reload"]))
    def use_browser(self, verb: str) -> None:
        self.both(verb)

    @rule(page=PAGES)
    def switch_page(self, page: str) -> None:
        self.both("switch_page", page)

    @rule(url=ADDRESSES)
    def visit(self, url: str) -> None:
        self.both("visit", url)

    @precondition(lambda self: self.tabs < 2)
    @rule(url=ADDRESSES)
    def open_another(self, url: str) -> None:
        self.both("open", url, tab=None)

    @rule()
    def look_at_the_other_tab(self) -> None:
        self.current = (self.current + 1) % self.tabs
