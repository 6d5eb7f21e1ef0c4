"""Runs that end early or fail, and which of two callbacks has its way."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp


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


class TestStopAndRerun:
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
