"""Scripts of the rows about st.stop(), st.rerun() and st.switch_page() amid a change of state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract.rows.scripts.pages import MAP
from st_page_state import PageState, StateVar, batch


class CountState(PageState):
    """A number, and a flag that only code after a possible end of the run sets."""

    n: int = StateVar(default=0, url_key="n")
    deleted: bool = StateVar(default=False, url_key="deleted")


def show(st: Any) -> None:
    """Show the state."""
    st.text(f"n={CountState.n} deleted={CountState.deleted}")


def in_batch(st: Any) -> None:
    """Ends the run in the middle of a batch, in each of the three ways, or does not."""
    ends: dict[str, Callable[[], None]] = {
        "Stop": st.stop,
        "Rerun": st.rerun,
        "Switch": lambda: st.switch_page(MAP),
        "Go on": lambda: None,
    }
    for label, end in ends.items():
        if st.button(label):
            with batch():
                CountState.n += 1
                end()
                CountState.deleted = True
    show(st)


def in_hooks(st: Any) -> None:
    """Stops in a hook of a state class, or in none; the class is made anew in each run."""
    passed = st.session_state.setdefault("passed", [])
    stops_in: list[str] = []

    def through(place: str) -> None:
        if place in stops_in:
            st.stop()
        passed.append(place)

    class HookedState(PageState):
        """A number, with hooks."""

        n: int = StateVar(default=0, url_key="n")

        @classmethod
        def before_set(cls) -> None:
            through("before_set")

        @classmethod
        def on_change(cls, *_: Any) -> None:
            through("on_change")

    for place in ("before_set", "on_change", "no hook"):
        if st.button(f"Stop in {place}"):
            stops_in.append(place)
            HookedState.n += 1
            passed.append("script")
    st.text(f"n={HookedState.n} passed={' '.join(passed)}")


def in_callback(st: Any) -> None:
    """Stops in the callback of a bound widget, unless its number is small."""

    def entered() -> None:
        if CountState.n > 3:
            st.stop()
        CountState.deleted = True

    st.number_input("Number", step=1, **CountState.bind("n", on_change=entered))
    show(st)


def stopped_above(st: Any) -> None:
    """Stops before the bound widget is drawn, while a box is checked."""
    if st.checkbox("Stop"):
        st.stop()
    st.number_input("Number", step=1, **CountState.bind("n"))
    st.button("Again")
    show(st)


def in_callback_batch(st: Any) -> None:
    """Ends the run in the middle of a batch in a callback, in each of the three ways."""

    def count(end: Callable[[], None]) -> None:
        with batch():
            CountState.n += 1
            end()
            CountState.deleted = True

    st.button("Stop", on_click=count, args=(st.stop,))
    st.button("Rerun", on_click=count, args=(st.rerun,))
    st.button("Switch", on_click=count, args=(lambda: st.switch_page(MAP),))
    show(st)


def left_by_hook(st: Any) -> None:
    """Reruns, or switches the page, in on_change of a state class that a run makes anew."""
    ends: dict[int, Callable[[], None]] = {1: st.rerun, 2: lambda: st.switch_page(MAP)}

    class HookedState(PageState):
        """A number, whose changes end the run."""

        n: int = StateVar(default=0, url_key="n")

        @classmethod
        def on_change(cls, *_: Any) -> None:
            ends[cls.n]()

    if st.button("Count"):
        HookedState.n += 1
        st.session_state["went"] = "on"
    st.text(f"n={HookedState.n} went={st.session_state.get('went')}")
