"""Scripts of the rows about the places of elements on the page."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import outcome


def replaced(st: Any) -> None:
    """Draw in the places of elements that are there already."""
    first = st.text("first")
    first.text("first replaced")
    second = st.text("second")
    second.empty()
    third = st.text("third")
    with third:
        st.text("third replaced")
    fourth = st.empty().text("fourth")
    st.text(outcome(st, lambda: fourth.write("one", 2)))
    fourth.text("fourth replaced")
    left, right = st.text("fifth").columns(2)
    right.text("right")
    left.text("left")
    st.text("end")


def widget_in_place(st: Any) -> None:
    """Draw a widget in the place of a text, and a text in the place of a widget that is used."""
    word = st.text("no word").text_input("Word")
    st.text(f"word={word}")
    place = st.empty()
    if place.text_input("Once"):
        place.text("used")


def filled_later(st: Any) -> None:
    """Fill containers in another order than they stand on the page."""
    above = st.container()
    st.text("below")
    left, right = st.columns(2)
    right.text("right")
    left.text("left")
    above.text("above")


def in_empty(st: Any) -> None:
    """Draw several elements in a place that holds one, and a container with several."""
    with st.empty():
        st.text("first")
        st.text("second")
    place = st.empty()
    place.text("gone")
    box = place.container()
    box.text("box 1")
    box.text("box 2")
    st.text("end")


def outside(st: Any) -> None:
    """Let a fragment draw in a container outside: each time, or only after a click."""
    box, late = st.container(), st.container()

    @st.fragment
    def part() -> None:
        clicked = st.button("Draw")
        box.text(f"each time: {clicked}")
        if clicked:
            st.text(outcome(st, lambda: late.text("late")))

    part()
    box.text("below the fragment's")


def outside_later(st: Any) -> None:
    """Let a fragment draw outside only in a run of its own, and a widget there each time."""
    box, at = st.container(), st.text("at")

    @st.fragment
    def part() -> None:
        clicked = st.button("Draw")
        word = box.text_input("Word")
        if clicked:
            st.text("sidebar " + outcome(st, lambda: st.sidebar.text("late")))
            st.text("handle " + outcome(st, lambda: at.text("late")))
        st.text(f"word={word}")

    part()


def refilled(st: Any) -> None:
    """Put one container after the other into a place that holds one element."""
    place = st.empty()
    before = place.container()
    before.text("first")
    before.text("second")
    after = place.container()
    after.text("only")
    st.text("end")
