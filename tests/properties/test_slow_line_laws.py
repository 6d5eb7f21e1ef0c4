"""A slow line: clicks reach the server in order, with the address the browser has by then."""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import ClassVar
from urllib.parse import urlencode

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar


class Clicked(PageState):
    n: int = StateVar(0, url_key="n")
    text: str = StateVar("", url_key="text")


LONG = "x" * 5000


class SlowLine(RuleBasedStateMachine):
    """One visitor who clicks, on a line that delivers whatever is written in its order."""

    history: ClassVar[bool | None] = False
    """Whether runs report Back."""

    def __init__(self) -> None:
        super().__init__()
        self.tab = RunningTab("?n=0")
        self.shown = "?n=0"
        self.on_its_way: deque[str] = deque()
        self.want = Clicked(n=0)
        self.numbers = count()

    def click(self, *, looks: bool = True, **values: object) -> None:
        """Send a click, which sets these fields, with the address that the browser shows."""
        sent = self.tab.sent
        with self.tab.run(self.shown, history=self.history):
            if looks:
                assert Clicked.snapshot() == self.want
            Clicked.update(**values)
            self.want = Clicked(**{**vars(self.want), **values})
        written = self.tab.query.updates[sent:]
        self.on_its_way.extend("?" + urlencode(params, doseq=True) for params in written)

    @rule(looks=st.booleans())
    def add_one(self, looks: bool) -> None:
        self.click(looks=looks, n=self.want.n + 1)

    @rule(times=st.integers(2, 100))
    def add_often(self, times: int) -> None:
        for _ in range(times):
            self.click(n=self.want.n + 1)

    @rule(looks=st.booleans())
    def write_at_length(self, looks: bool) -> None:
        self.click(looks=looks, text=f"{LONG}{next(self.numbers)}")  # none comes back

    @rule()
    def click_elsewhere(self) -> None:
        self.click()

    @precondition(lambda self: self.on_its_way)
    @rule(count=st.integers(1, 40))
    def deliver(self, count: int) -> None:
        for _ in range(min(count, len(self.on_its_way))):
            self.shown = self.on_its_way.popleft()

    @rule()
    def deliver_all(self) -> None:
        self.deliver(len(self.on_its_way) or 1)

    @invariant()
    def the_memory_of_the_line_is_small(self) -> None:
        memory = self.tab.session.get("st_page_state")
        if memory is not None:
            for write in memory.address.pending.values():
                assert len(write.replaced) <= 64
                assert sum(len(repr(mark)) for mark in write.replaced) < 64 * 100


TestSlowLine = SlowLine.TestCase
TestSlowLine.settings = settings(max_examples=settings().max_examples // 3)


class OldSlowLine(SlowLine):
    """The same where no run reports Back, as in Streamlit before 1.65."""

    history = None


TestOldSlowLine = OldSlowLine.TestCase
TestOldSlowLine.settings = settings(max_examples=settings().max_examples // 3)
