"""Parallel fragments, beyond the contract's rows: one of many possible orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.errors import (
    StopException,
    StreamlitInvalidLayoutContextError,
)

Body = Callable[[Any], object]


def parallel(body: Body, after: Body = lambda st: None) -> Callable[[Any], None]:
    """Return a script of a parallel fragment and the code after it."""

    def script(st: Any) -> None:
        st.fragment(body, parallel=True)(st)
        after(st)

    return script


def opened(script: Callable[[Any], None]) -> tuple[Tab, Exception | None]:
    """Return a tab, and the exception of its first run if there was one."""
    app = FakeApp(script)
    try:
        app.open()
    except Exception as error:  # noqa: BLE001 - which one it is, is what a test asks
        return app.tabs[-1], error
    return app.tabs[-1], None


class TestWhereTheyRun:
    def test_each_runs_to_its_end_before_the_script_goes_on(self) -> None:
        ran: list[str] = []

        def script(st: Any) -> None:
            @st.fragment(parallel=True)
            def part(name: str) -> str:
                ran.append(name)
                st.button(f"Run {name}")
                return name

            ran.append(str(part("a")))
            ran.append(str(part("b")))

        tab = FakeApp(script).open()
        assert ran == ["a", "None", "b", "None"]
        tab.button("Run a").click()
        assert ran[4:] == ["a"]

    def test_in_the_rerun_of_one_around_it_it_is_as_any_other(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def outer() -> None:
                st.button("Again")
                st.text(f"inner returned {inner()}")

            @st.fragment(run_every=1, parallel=True)
            def inner() -> str:
                st.text("inner")
                return "a result"

            outer()

        tab = FakeApp(script).open()
        assert tab.texts == ["inner", "inner returned None"]
        tab.button("Again").click()
        assert tab.texts == ["inner", "inner returned a result"]
        tab.tick()
        assert tab.texts == ["inner", "inner returned a result"]

    def test_without_the_argument_it_is_none(self) -> None:
        def script(st: Any) -> None:
            st.text(st.fragment(lambda: "result", parallel=False)())

        assert FakeApp(script, streamlit="1.57").open().texts == ["result"]


SWITCH = (
    "st.switch_page() cannot be used in a parallel fragment while the whole script runs: use it "
    "when the fragment reruns alone, such as behind a button inside it."
)
PLACE = (
    "A parallel fragment cannot draw outside of itself, neither in the sidebar nor in a "
    "container made before: make the container inside the fragment."
)


class TestWhatTheyMayNotDo:
    @pytest.mark.parametrize(
        ("body", "says"),
        [
            (lambda st: st.switch_page("map"), SWITCH),
            (lambda st: st.fragment(st.switch_page)("map"), SWITCH),
            (lambda st: st.dialog("T")(print)(), SWITCH.replace("switch_page", "dialog")),
            (lambda st: st.sidebar.text("x"), PLACE),
            (lambda st: st.sidebar.text_input("x"), PLACE),
            (lambda st: st.sidebar.container().text("x"), PLACE),
            (lambda st: st.fragment(st.container().text)("x"), PLACE),
        ],
    )
    def test_in_a_full_run_it_is_refused(self, body: Body, says: str) -> None:
        tab, error = opened(parallel(body))
        assert type(error) is StreamlitInvalidLayoutContextError
        assert (str(error), tab.texts) == (says, [says])

    def test_behind_it_the_script_may_do_all_of_it(self) -> None:
        def after(st: Any) -> None:
            st.sidebar.text("aside")
            st.dialog("T")(st.text)("dialog")

        tab, error = opened(parallel(lambda st: st.columns(2)[1].text("inside"), after))
        assert (tab.texts, error) == (["inside", "aside", "dialog"], None)

    def test_a_rerun_of_its_own_has_no_place_outside_either(self) -> None:
        def body(st: Any) -> None:
            if st.button("Draw"):
                st.sidebar.text("aside")

        tab, _ = opened(parallel(body))
        with pytest.raises(StreamlitInvalidLayoutContextError, match="reruns alone"):
            tab.button("Draw").click()


class TestWhatTheyRaise:
    def test_the_first_exception_of_several_comes_out_when_the_run_is_over(self) -> None:
        def script(st: Any) -> None:
            @st.fragment(parallel=True)
            def part(error: Exception) -> None:
                raise error

            part(ValueError("first"))
            part(KeyError("second"))
            st.text("end")

        tab, error = opened(script)
        assert (tab.texts, repr(error)) == (
            ["first", "'second'", "end"],
            "ValueError('first')",
        )

    def test_the_scripts_own_exception_goes_before_it(self) -> None:
        def fail(message: str) -> Body:
            def failing(st: Any) -> None:
                raise ValueError(message)

            return failing

        tab, error = opened(parallel(fail("inside"), fail("outside")))
        assert (tab.texts, str(error)) == (["inside", "outside"], "outside")

    def test_a_rerun_makes_it_forgotten(self) -> None:
        def body(st: Any) -> None:
            if "failed" not in st.session_state:
                st.session_state["failed"] = True
                raise ValueError

        def after(st: Any) -> None:
            runs.append("run")
            if len(runs) == 1:
                st.rerun()

        runs: list[str] = []
        assert opened(parallel(body, after))[1] is None
        assert runs == ["run", "run"]

    def test_the_run_went_through_and_drops_what_it_did_not_draw(self) -> None:
        def body(st: Any) -> None:
            if failing:
                raise ValueError

        def after(st: Any) -> None:
            if not failing:
                st.text_input("Name", key="name")

        failing: list[int] = []
        tab, _ = opened(parallel(body, after))
        tab.widget("name").set_value("Ann")
        failing.append(1)
        with pytest.raises(ValueError):
            tab.rerun()
        assert tab.session_state == {}


class TestWhatEndsTheRun:
    def test_stop_returns_and_both_end_at_their_next_command(self) -> None:
        ran: list[str] = []

        def body(st: Any) -> None:
            st.text("before")
            st.stop()
            ran.append("fragment")
            st.text("too late")
            ran.append("never")

        def after(st: Any) -> None:
            ran.append("script")
            try:
                st.fragment(body, parallel=True)(st)
            finally:
                ran.append("finally")
                st.text("too late")

        tab, error = opened(parallel(body, after))
        assert ran == ["fragment", "script", "finally"]
        assert (tab.texts, error) == (["before"], None)

    @pytest.mark.parametrize("nested", [False, True])
    def test_a_script_without_a_further_command_ends_stopped(self, nested: bool) -> None:
        def body(st: Any) -> None:
            if stops:
                (st.fragment(st.stop) if nested else st.stop)()
            st.text_input("Name", key="name")

        stops: list[int] = []
        tab, _ = opened(parallel(body))
        tab.widget("name").set_value("Ann")
        stops.append(1)
        tab.rerun()
        assert (tab.texts, tab.session_state) == ([], {"name": "Ann"})

    def test_rerun_begins_the_script_anew_when_it_gets_there(self) -> None:
        ran: list[str] = []

        def body(st: Any) -> None:
            ran.append("fragment")
            if len(ran) == 1:
                st.rerun()

        tab, _ = opened(parallel(body, lambda st: (ran.append("script"), st.text("end"))))
        assert (ran, tab.texts) == (["fragment", "script", "fragment", "script"], ["end"])

    def test_what_asks_first_is_what_happens(self) -> None:
        def body(st: Any) -> None:
            if not ran:
                ran.append("stopped")
                st.stop()
                st.rerun()
                ran.append("never")

        ran: list[str] = []
        tab, _ = opened(parallel(body))
        assert ran == ["stopped"]
        tab.rerun()
        assert ran == ["stopped"]

    def test_an_exception_before_the_next_command_is_shown_and_comes_out(self) -> None:
        def fail(st: Any) -> None:
            raise ValueError("outside")

        tab, error = opened(parallel(lambda st: st.stop(), fail))
        assert (tab.texts, str(error)) == (["outside"], "outside")

    def test_an_exception_inside_behind_it_is_not_shown(self) -> None:
        def body(st: Any) -> None:
            st.stop()
            raise ValueError

        tab, error = opened(parallel(body))
        assert (tab.texts, error) == ([], None)

    def test_what_the_app_raises_itself_counts_too(self) -> None:
        def body(st: Any) -> None:
            raise StopException

        tab, error = opened(parallel(body, lambda st: st.text("too late")))
        assert (tab.texts, error) == ([], None)

    def test_in_a_run_of_its_own_it_ends_at_once(self) -> None:
        def body(st: Any) -> None:
            if st.button("Stop"):
                st.stop()
                st.text("never")
            if st.button("Again"):
                st.session_state["again"] = True
                st.rerun(scope="fragment")
            st.text(st.session_state.get("again", False))

        tab, _ = opened(parallel(body))
        tab.button("Again").click()
        assert tab.texts == ["True"]
        tab.button("Stop").click()
        assert tab.texts == []

    def test_a_run_that_a_test_makes_ends_with_it_too(self) -> None:
        tab, _ = opened(lambda st: st.text_input("Name", key="name"))
        tab.widget("name").set_value("Ann")
        with tab.run() as st:
            st.fragment(st.stop, parallel=True)()
        assert tab.session_state == {"name": "Ann"}
