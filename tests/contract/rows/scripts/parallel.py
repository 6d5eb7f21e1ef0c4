"""Scripts of the rows about parallel fragments."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from time import sleep
from typing import Any

from contract.rows.scripts.pages import MAP
from contract.rows.scripts.showing import AskedToFailError, count_run, outcome
from st_page_state import PageState, StateVar

PATIENCE = 10  # seconds that a script waits for its fragment, if the fragment never answers


class LeftPanel(PageState):
    """The counter of the left panel."""

    left: int = StateVar(default=0, url_key="left")

    class Config:
        share_url_with: tuple[str, ...] = ("MiddlePanel", "RightPanel")


class MiddlePanel(PageState):
    """The counter of the middle panel."""

    middle: int = StateVar(default=0, url_key="middle")

    class Config:
        share_url_with: tuple[str, ...] = ("LeftPanel", "RightPanel")


class RightPanel(PageState):
    """The counter of the right panel."""

    right: int = StateVar(default=0, url_key="right")

    class Config:
        share_url_with: tuple[str, ...] = ("LeftPanel", "MiddlePanel")


def panels(st: Any) -> None:
    """Has three parallel fragments; on a click each counts in a state class of its own."""
    times = 5 if st.button("Count") else 0

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def panel(state: type[PageState], name: str) -> None:
        for _ in range(times):
            setattr(state, name, getattr(state, name) + 1)
            sleep(0.001)  # in which the other threads have their turn
        st.text(f"{name}={getattr(state, name)}")

    panel(LeftPanel, "left")
    panel(MiddlePanel, "middle")
    panel(RightPanel, "right")


def beside(st: Any) -> None:
    """Draw a parallel fragment that counts its own runs, and show the result of its call."""
    state = st.session_state
    number = count_run(st)

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part() -> str:
        state["parts"] = state.get("parts", 0) + 1
        st.button("Again")
        st.text(f"part={state['parts']}")
        return "result"

    st.text(f"run={number}")
    result = part()
    st.text(f"result={result}")


def _details(st: Any) -> Callable[[], None]:
    @st.dialog("Details")  # type: ignore[untyped-decorator]
    def details() -> None:
        st.text("details")

    return details  # type: ignore[no-any-return]


def refused(st: Any) -> None:
    """Try calls that a parallel fragment allows only in its own reruns."""
    aside = st.container()

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part() -> None:
        tried = {
            "switch": lambda: st.switch_page(MAP),
            "dialog": _details(st),
            "sidebar": lambda: st.sidebar.text("aside"),
            "outside": lambda: aside.text("aside"),
            "inside": lambda: st.container().text("inside"),
        }
        told = [f"{name}={outcome(st, action)}" for name, action in tried.items()]
        st.text(" ".join(told))

    part()


def switching(st: Any) -> None:
    """Has a button in a parallel fragment that switches the page."""

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part() -> None:
        if st.button("Switch"):
            st.switch_page(MAP)
        st.text("home")

    part()


def map_page(st: Any) -> None:
    """The page that is switched to."""
    st.text("map")


def opening(st: Any) -> None:
    """Has a button in a parallel fragment that opens a dialog."""

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part() -> None:
        if st.button("Open"):
            _details(st)()

    part()


def failing(st: Any) -> None:
    """Has a parallel fragment that fails when asked to, and another one after it."""
    fails = st.button("Fail")

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part(name: str) -> None:
        if fails and name == "first":
            raise AskedToFailError
        st.text(name)

    part("first")
    part("second")
    st.text("end")


def stopping(st: Any) -> None:
    """Stops in a parallel fragment, when its box is ticked."""
    _ending(st, st.stop)


def rerunning(st: Any) -> None:
    """Reruns in a parallel fragment, when its button is pressed."""
    _ending(st, st.rerun)


def _ending(st: Any, end: Callable[[], None]) -> None:
    seen = st.session_state.setdefault("seen", [])
    number = count_run(st)
    st.text(f"run={number} seen={seen}")
    ends, asked = st.button("End"), Event()

    @st.fragment(parallel=True)  # type: ignore[untyped-decorator]
    def part() -> None:
        if ends:
            try:
                end()
                seen.append("went on")
            finally:
                asked.set()

    part()
    if ends:
        asked.wait(PATIENCE)
    st.text("end")
