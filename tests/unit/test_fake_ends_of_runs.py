"""The end of a run: the values, fragments and requested reruns that outlive it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, Tab


class TestCommandsOutsideARun:
    def test_session_state_can_be_assigned_between_runs(self) -> None:
        tab = FakeApp(lambda st: None).open()
        with tab.run() as st:
            pass
        st.session_state["name"] = "Ann"
        assert tab.session_state == {"name": "Ann"}


class TestRerunsOfTheScript:
    def test_what_a_user_entered_outlives_a_rerun(self) -> None:
        def script(st: Any) -> None:
            if st.text_input("Name", key="name") and "again" not in st.session_state:
                st.session_state["again"] = True
                st.rerun()

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        assert tab.session_state == {"name": "Ann", "again": True}

    def test_it_outlives_one_before_the_pages_are_declared_too(self) -> None:
        def script(st: Any) -> None:
            st.text_input("Search", key="search")
            if st.session_state.pop("again", False):
                st.rerun()
            pages = [st.Page(lambda: None, title=title, url_path=title) for title in ("one", "two")]
            st.navigation(pages).run()

        tab = FakeApp(script).open()
        tab.widget("search").set_value("word")
        with tab.run() as st:
            st.text_input("Search", key="search")
            st.session_state["again"] = True
        tab.switch_page("two")
        assert (tab.url, tab.session_state) == ("/two", {"search": "word"})


def parted(body: Callable[[Any], None], outside: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a script of a fragment and the code outside it."""

    def script(st: Any) -> None:
        outside(st)
        st.fragment(body)(st)

    return script


class TestRunsOfAFragment:
    def test_what_widgets_outside_of_it_hold_stays(self) -> None:
        tab = FakeApp(
            parted(
                lambda st: st.text_input("Inside", key="inside"),
                lambda st: st.text_input("Outside", key="outside"),
            )
        ).open()
        tab.widget("outside").set_value("out")
        tab.widget("inside").set_value("in")
        assert tab.session_state == {"outside": "out", "inside": "in"}

    def test_a_param_bound_outside_of_it_stays(self) -> None:
        tab = FakeApp(
            parted(
                lambda st: st.text_input("Inside", key="inside"),
                lambda st: st.text_input("Q", key="q", bind="query-params"),
            )
        ).open("?q=word")
        tab.widget("inside").set_value("in")
        assert tab.url == "?q=word"

    def test_a_param_bound_inside_goes_with_its_widget_and_one_outside_stays(self) -> None:
        def body(st: Any) -> None:
            if not st.checkbox("Hide", key="hide"):
                st.text_input("I", key="i", bind="query-params")

        tab = FakeApp(
            parted(body, lambda st: st.text_input("Q", key="q", bind="query-params"))
        ).open("?i=in&q=out")
        tab.widget("hide").set_value(True)
        assert tab.url == "?q=out"

    def test_one_that_fails_ends_as_others_do(self) -> None:
        def body(st: Any) -> None:
            if st.button("Fail", key="fail"):
                raise ValueError("inside")
            st.text_input("Name", key="name")

        tab = FakeApp(parted(body, lambda st: None)).open()
        tab.widget("name").set_value("Ann")
        with pytest.raises(ValueError, match="inside"):
            tab.button("fail").click()
        assert tab.session_state == {"fail": False}

    def test_the_same_function_called_twice_is_two_of_them(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def ask(name: str) -> None:
                if st.button(name):
                    ran.append(name)

            st.text("first")
            ask("A")
            st.text("second")
            ask("B")

        ran: list[str] = []
        tab = FakeApp(script).open()
        tab.button("A").click()
        tab.button("B").click()
        assert ran == ["A", "B"]

    def test_what_could_rerun_still_can_after_a_rerun_and_a_stop(self) -> None:
        def script(st: Any) -> None:
            @st.fragment(run_every=1)
            def clock() -> None:
                ran.append("clock")

            if ending:
                [st.rerun, st.stop][ending.pop()]()
            clock()

        ran: list[str] = []
        ending: list[int] = []
        tab = FakeApp(script).open()
        ending += [1, 0]
        tab.rerun()
        tab.tick()
        assert ran == ["clock", "clock"]


def asking(ran: list[str], armed: list[int], scopes: dict[str, str]) -> Tab:
    """Return a tab whose browser will send two edits inside of a fragment at once.

    ``st.stop()`` takes the inputs off the page; when they come back, the browser has them
    empty and the session as they were.
    """

    def script(st: Any) -> None:
        @st.fragment
        def part() -> None:
            def ask(key: str) -> None:
                if armed and scopes[key]:
                    st.rerun(scope=scopes[key])

            ran.append("part")
            stopped = st.checkbox("Stop")
            st.button("Go")
            if stopped:
                st.stop()
            for key in scopes:
                st.text_input(key, key=key, on_change=ask, args=(key,))

        ran.append("script")
        part()

    tab = FakeApp(script).open()
    for key in scopes:
        tab.widget(key).set_value("1")
    tab.widget("Stop").set_value(True)
    tab.widget("Stop").set_value(False)
    armed.append(1)
    ran.clear()
    return tab


class TestRerunsThatCallbacksAskFor:
    @pytest.mark.parametrize("order", [["app", "fragment"], ["fragment", "app"]])
    def test_one_for_the_whole_app_wins(self, order: list[str]) -> None:
        ran: list[str] = []
        tab = asking(ran, [], dict(zip("ab", order, strict=True)))
        assert (tab.widget("a").value, tab.session_state["a"]) == ("", "1")
        tab.button("Go").click()
        assert ran == ["script", "part"]

    @pytest.mark.parametrize("other", ["fragment", ""])
    def test_those_for_the_fragment_run_it_alone(self, other: str) -> None:
        ran: list[str] = []
        tab = asking(ran, [], {"a": "fragment", "b": other})
        tab.button("Go").click()
        assert ran == ["part"]
