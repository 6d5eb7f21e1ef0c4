"""Fragments and dialogs, beyond the contract's rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp


class Counted:
    """A list of the bodies that ran, in the order they began."""

    def __init__(self) -> None:
        self.ran: list[str] = []

    def take(self) -> list[str]:
        ran, self.ran = self.ran, []
        return ran


@pytest.fixture
def counted() -> Counted:
    return Counted()


def nested(counted: Counted) -> Callable[[Any], None]:
    def script(st: Any) -> None:
        @st.fragment
        def outer() -> None:
            counted.ran.append("outer")
            st.checkbox("Outer", key="outer")

            @st.fragment()
            def inner() -> None:
                counted.ran.append("inner")
                st.text_input("Inner", key="inner")
                if st.button("Fail"):
                    raise ValueError("inside")

            if not st.session_state["outer"]:
                inner()

        counted.ran.append("script")
        outer()
        st.text("end")

    return script


class TestFragments:
    def test_an_edit_in_the_inner_one_runs_it_alone(self, counted: Counted) -> None:
        tab = FakeApp(nested(counted)).open()
        assert counted.take() == ["script", "outer", "inner"]
        tab.widget("inner").set_value("word")
        assert (counted.take(), tab.texts) == (["inner"], ["end"])
        assert [w.label for w in tab.widgets] == ["Outer", "Inner", "Fail"]

    def test_an_edit_in_the_outer_one_runs_both_and_can_take_the_inner_one_away(
        self, counted: Counted
    ) -> None:
        tab = FakeApp(nested(counted)).open()
        counted.take()
        tab.widget("outer").set_value(True)
        assert counted.take() == ["outer"]
        assert [w.label for w in tab.widgets] == ["Outer"]
        tab.widget("outer").set_value(False)
        assert counted.take() == ["outer", "inner"]

    def test_an_exception_in_one_is_shown_in_its_place_and_comes_out_as_it_is(
        self, counted: Counted
    ) -> None:
        tab = FakeApp(nested(counted)).open()
        tab.widget("inner").set_value("word")
        with pytest.raises(ValueError, match="inside"):
            tab.button("Fail").click()
        assert tab.texts == ["inside", "end"]
        tab.widget("inner").set_value("other")
        assert (tab.texts, tab.session_state["inner"]) == (["end"], "other")

    def test_an_exception_in_a_full_run_ends_the_script_around_it(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def outer() -> None:
                inner()

            @st.fragment
            def inner() -> None:
                raise ValueError("inside")

            st.text("before")
            outer()
            st.text("after")

        app = FakeApp(script)
        with pytest.raises(ValueError, match="inside"):
            app.open()
        assert app.tabs[-1].texts == ["before", "inside"]

    def test_a_form_may_stand_in_one_and_one_in_a_form(self, counted: Counted) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def with_form() -> None:
                counted.ran.append("fragment")
                with st.form("own"):
                    st.text_input("Name", key="name")
                    st.form_submit_button("Send")

            @st.fragment
            def within_form() -> None:
                st.text_input("City", key="city")

            counted.ran.append("script")
            with_form()
            with st.form("around"):
                within_form()
                st.form_submit_button("Send", key="all")

        tab = FakeApp(script).open()
        assert counted.take() == ["script", "fragment"]
        tab.widget("name").set_value("Ann")
        tab.widget("city").set_value("Bonn")
        assert (counted.take(), tab.session_state["name"]) == ([], "")
        tab.button("FormSubmitter:own-Send").click()
        assert (counted.take(), tab.session_state["name"]) == (["fragment"], "Ann")
        tab.button("all").click()
        assert (counted.take(), tab.session_state["city"]) == (["script", "fragment"], "Bonn")

    def test_timed_ones_run_when_time_passes_and_others_do_not(self, counted: Counted) -> None:
        def script(st: Any) -> None:
            @st.fragment(run_every="2s")
            def clock() -> None:
                counted.ran.append("clock")
                st.session_state["ticks"] = st.session_state.get("ticks", 0) + 1
                st.text(f"tick {st.session_state['ticks']}")

            @st.fragment
            def still() -> None:
                counted.ran.append("still")

            counted.ran.append("script")
            clock()
            still()

        tab = FakeApp(script).open()
        assert counted.take() == ["script", "clock", "still"]
        tab.tick()
        tab.tick()
        assert (counted.take(), tab.texts) == (["clock", "clock"], ["tick 3"])

    def test_one_is_called_with_arguments_which_its_own_runs_repeat(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def greet(name: str, *, sign: str) -> str:
                again = st.button(f"Greet {name}")
                st.text(f"{name}{sign} {again}")
                return name

            st.text(greet("Ann", sign="!") + greet("Bob", sign="?"))

        tab = FakeApp(script).open()
        assert tab.texts == ["Ann! False", "Bob? False", "AnnBob"]
        tab.button("Greet Bob").click()
        assert tab.texts == ["Ann! False", "Bob? True", "AnnBob"]

    @pytest.mark.parametrize(
        ("scope", "ran"), [("fragment", ["part"]), ("app", ["script", "part"])]
    )
    def test_a_callback_in_one_can_ask_for_a_rerun(
        self, counted: Counted, scope: str, ran: list[str]
    ) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def part() -> None:
                counted.ran.append("part")
                clicked = st.button("Go", on_click=st.rerun, kwargs={"scope": scope})
                st.text(clicked)

            counted.ran.append("script")
            part()

        tab = FakeApp(script).open()
        counted.take()
        tab.button("Go").click()
        assert (counted.take(), tab.texts) == (ran, ["False"])

    def test_a_timed_one_that_another_ones_rerun_has_removed_does_not_run(
        self, counted: Counted
    ) -> None:
        def script(st: Any) -> None:
            @st.fragment(run_every=1)
            def first() -> None:
                counted.ran.append("first")
                if ticking:
                    ticking.clear()
                    st.session_state["alone"] = True
                    st.rerun()

            @st.fragment(run_every=1)
            def second() -> None:
                counted.ran.append("second")

            first()
            if "alone" not in st.session_state:
                second()

        ticking: list[int] = []
        tab = FakeApp(script).open()
        counted.take()
        ticking.append(1)
        tab.tick()
        assert counted.take() == ["first", "first"]

    def test_one_whose_place_was_taken_shows_nothing_when_it_reruns(self, counted: Counted) -> None:
        def script(st: Any) -> None:
            @st.fragment(run_every=1)
            def part() -> None:
                counted.ran.append("part")
                st.text("part")

            with st.empty() as place:
                part()
            place.text("taken")

        tab = FakeApp(script).open()
        tab.tick()
        assert (counted.take(), tab.texts) == (["part", "part"], ["taken"])


class TestDialogs:
    def test_it_opens_by_its_call_reruns_alone_and_is_closed_by_a_run_of_the_script(
        self, counted: Counted
    ) -> None:
        def script(st: Any) -> None:
            @st.dialog("Rename", width="large")
            def rename() -> None:
                counted.ran.append("dialog")
                st.text_input("Name", key="name")
                if st.button("Close"):
                    st.rerun()

            counted.ran.append("script")
            if st.button("Open"):
                rename()

        tab = FakeApp(script).open()
        tab.button("Open").click()
        assert counted.take() == ["script", "script", "dialog"]
        tab.widget("name").set_value("Ann")
        assert (counted.take(), tab.session_state["name"]) == (["dialog"], "Ann")
        tab.button("Close").click()
        assert counted.take() == ["dialog", "script"]
        assert [widget.label for widget in tab.widgets] == ["Open"]
