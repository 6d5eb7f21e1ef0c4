"""Runs that end early, fail or never end, and what tabs and callbacks have of each other."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp


class TestTabsOfOneApp:
    def test_they_share_neither_session_nor_address_nor_widgets(self) -> None:
        def script(st: Any) -> None:
            st.session_state.setdefault("list", []).append(st.text_input("Name", key="name"))
            st.query_params["n"] = str(len(st.session_state["list"]))

        app = FakeApp(script)
        ann, bob = app.open(), app.open()
        ann.widget("name").set_value("Ann")
        assert ann.session_state == {"list": ["", "Ann"], "name": "Ann"}
        assert bob.session_state == {"list": [""], "name": ""}
        assert (ann.url, bob.url, bob.widget("name").value) == ("?n=2", "?n=1", "")
        assert app.tabs == [ann, bob]

    def test_they_share_what_a_module_holds(self) -> None:
        visits: list[int] = []
        app = FakeApp(lambda st: visits.append(1))
        app.open()
        app.open()
        assert visits == [1, 1]


class TestExceptions:
    def test_a_script_that_fails_at_once_leaves_a_tab_that_can_be_used(self) -> None:
        broken = [True]

        def script(st: Any) -> None:
            st.text("before")
            if broken:
                raise ValueError("too early")

        app = FakeApp(script)
        with pytest.raises(ValueError, match="too early"):
            app.open("?a=1")
        tab = app.tabs[-1]
        assert (tab.texts, tab.url) == (["before", "too early"], "?a=1")
        broken.clear()
        tab.rerun()
        assert tab.texts == ["before"]

    def test_a_callback_that_fails_takes_the_place_of_the_script(self) -> None:
        def fail() -> None:
            st_.session_state["tried"] = True
            raise ValueError("in the callback")

        def script(st: Any) -> None:
            nonlocal st_
            st_ = st
            st.button("Fail", on_click=fail)
            st.text("script")

        st_: Any = None
        tab = FakeApp(script).open()
        with pytest.raises(ValueError, match="in the callback"):
            tab.button("Fail").click()
        assert (tab.texts, tab.session_state) == (["in the callback"], {"tried": True})
        tab.rerun()
        assert tab.texts == ["script"]


class TestStopAndRerun:
    def test_a_stop_in_a_callback_leaves_the_script_out(self) -> None:
        def script(st: Any) -> None:
            st.text_input("Name", key="name", on_change=st.stop)
            st.text("script")

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        assert (tab.texts, tab.widgets) == ([], [])
        assert tab.session_state == {"name": "Ann"}
        tab.rerun()
        assert (tab.texts, tab.session_state) == (["script"], {"name": "Ann"})

    def test_control_flow_passes_through_except_exception(self) -> None:
        def script(st: Any) -> None:
            try:
                if st.session_state.setdefault("runs", 0) == 0:
                    st.session_state["runs"] += 1
                    st.rerun()
                st.stop()
            except Exception:  # noqa: BLE001 - as an app may have it
                st.text("caught")
            finally:
                st.text("ended")

        assert FakeApp(script).open().texts == ["ended"]

    @pytest.mark.parametrize("first", ["rerun", "switch"])
    def test_a_switch_wins_over_the_rerun_of_another_callback(self, first: str) -> None:
        def script(st: Any) -> None:
            def rerun() -> None:
                if armed:
                    st.rerun()

            def switch() -> None:
                if armed:
                    st.switch_page("map")

            if st.checkbox("Stop"):
                st.stop()
            callbacks = [rerun, switch] if first == "rerun" else [switch, rerun]
            st.text_input("A", key="a", on_change=callbacks[0])
            st.text_input("B", key="b", on_change=callbacks[1])
            st.button("Go")

        armed: list[int] = []
        tab = FakeApp(script, pages={"map": lambda st: st.text("map")}).open()
        tab.widget("a").set_value("1")
        tab.widget("b").set_value("1")
        tab.widget("Stop").set_value(True)
        tab.widget("Stop").set_value(False)
        assert (tab.widget("a").value, tab.session_state["a"]) == ("", "1")
        armed.append(1)
        tab.button("Go").click()  # the browser sends two values at once that differ
        assert (tab.texts, tab.page) == (["map"], "map")

    def test_a_callback_that_just_returns_leaves_a_fragments_rerun_to_the_fragment(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def part() -> None:
                def ask(key: str) -> None:
                    if armed and key == "a":
                        st.rerun(scope="fragment")

                ran.append("part")
                stopped = st.checkbox("Stop")
                st.button("Go")
                if stopped:
                    st.stop()
                for key in "ab":
                    st.text_input(key, key=key, on_change=ask, args=(key,))

            ran.append("script")
            part()

        ran: list[str] = []
        armed: list[int] = []
        tab = FakeApp(script).open()
        tab.widget("a").set_value("1")
        tab.widget("b").set_value("1")
        tab.widget("Stop").set_value(True)
        tab.widget("Stop").set_value(False)
        armed.append(1)
        ran.clear()
        tab.button("Go").click()  # the browser sends two values at once that differ
        assert ran == ["part"]

    def test_disabled_widgets_do_not_call_back(self) -> None:
        def script(st: Any) -> None:
            off = st.session_state.get("off", False)
            st.text_input("Name", key="name", disabled=off, on_change=lambda: calls.append(1))
            if st.button("Disable"):
                st.session_state["off"] = True

        calls: list[int] = []
        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        tab.button("Disable").click()
        tab.rerun()
        assert tab.widget("name").disabled
        assert calls == [1]
