"""Values in the simulated session state: deleted, disabled, undrawn, sent along with Back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.server.versions import NEWEST


def first(st: Any) -> None:
    """Delete a widget's key before the widget is drawn, once it was asked for."""
    if st.session_state.pop("forget", False):
        del st.session_state["name"]
    st.text(repr(st.text_input("Name", key="name")))
    if st.button("Forget"):
        st.session_state["forget"] = True
        st.rerun()


class TestDeletedKeys:
    def test_a_widget_drawn_after_it_begins_with_its_default(self) -> None:
        tab = FakeApp(first).open()
        tab.widget("name").set_value("Ann")
        tab.rerun()
        tab.button("Forget").click()
        assert (tab.texts, tab.session_state) == (["''"], {"name": ""})

    def test_a_widget_drawn_for_the_first_time_can_lose_it_at_once(self) -> None:
        def script(st: Any) -> None:
            st.text_input("Name", key="name")
            del st.session_state["name"]

        assert FakeApp(script).open().session_state == {}

    def test_what_the_browser_does_not_hold_can_lose_it_too(self) -> None:
        def script(st: Any) -> None:
            if "save" in st.session_state:
                del st.session_state["save"]
            st.text(st.button("Save", key="save"))

        tab = FakeApp(script).open()
        tab.rerun()
        assert (tab.texts, tab.session_state) == (["False"], {"save": False})


def stopped(
    calls: list[str], persist: str | None = None, *, off: bool = False, version: str = NEWEST
) -> Tab:
    """Return a tab whose browser holds "" in an input of which the session holds "Ann".

    The run that ``st.stop()`` ends leaves it off the page and forgets nothing; drawn again it
    begins anew in the browser alone.
    """

    def script(st: Any) -> None:
        disabled = st.checkbox("Off")
        if st.button("Write"):
            st.query_params["a"] = "1"
        if st.checkbox("Stop"):
            st.stop()
        name = st.text_input(
            "Name",
            key="name",
            disabled=disabled,
            on_change=calls.append,
            args=("changed",),
            persist_state=persist,
        )
        st.text(name)

    tab = FakeApp(script, streamlit=version).open()
    tab.button("Write").click()
    tab.widget("name").set_value("Ann")
    tab.widget("Off").set_value(off)
    tab.widget("Stop").set_value(True)
    tab.widget("Stop").set_value(False)
    calls.clear()
    return tab


class TestWhatTheBrowserSendsAlong:
    def test_the_session_keeps_what_it_held_while_a_run_was_stopped(self) -> None:
        tab = stopped([])
        assert (tab.widget("name").value, tab.texts) == ("", ["Ann"])

    def test_of_one_that_persists_the_browser_is_told(self) -> None:
        tab = stopped([], persist="session")
        assert (tab.widget("name").value, tab.texts) == ("Ann", ["Ann"])

    def test_back_brings_what_the_browser_holds(self) -> None:
        calls: list[str] = []
        tab = stopped(calls)
        tab.back()
        assert (tab.url, tab.texts, calls) == ("", [""], ["changed"])


class TestDisabledWidgets:
    @pytest.mark.parametrize(("version", "value"), [("1.60", ""), ("1.61", "Ann")])
    def test_from_1_61_on_the_browser_is_told_the_value_in_place_of_what_it_sends(
        self, version: str, value: str
    ) -> None:
        tab = stopped([], version=version)
        tab.widget("Off").set_value(True)
        assert (tab.texts, tab.widget("name").value) == ([value], value)

    @pytest.mark.parametrize(
        ("version", "value", "called"), [("1.60", "", ["changed"]), ("1.61", "Ann", [])]
    )
    def test_from_1_61_on_they_do_not_call_back(
        self, version: str, value: str, called: list[str]
    ) -> None:
        calls: list[str] = []
        tab = stopped(calls, off=True, version=version)
        assert (tab.texts, tab.widget("name").value) == (["Ann"], "")
        tab.rerun()
        assert (tab.texts, tab.widget("name").value, calls) == ([value], value, called)

    def test_the_browser_is_told_nothing_for_those_that_code_cannot_set(self) -> None:
        def script(st: Any) -> None:
            off = st.checkbox("Off")
            if st.checkbox("Stop"):
                st.stop()
            file = st.file_uploader("File", key="file", disabled=off)
            st.text(file and file.name)

        tab = FakeApp(script).open()
        tab.widget("file").set_value(("a.txt", b""))
        tab.widget("Stop").set_value(True)
        tab.widget("Stop").set_value(False)
        tab.widget("Off").set_value(True)
        assert (tab.texts, tab.widget("file").value) == (["a.txt"], None)


class TestPersistedValues:
    def test_what_is_typed_into_a_form_stays_while_another_widget_is_used(self) -> None:
        def script(st: Any) -> None:
            with st.form("f"):
                st.text_input("Name", key="name", persist_state="session")
                st.form_submit_button("Send")
            st.button("Other")

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        tab.button("Send").click()
        tab.widget("name").set_value("Bob")
        tab.button("Other").click()
        assert (tab.widget("name").value, tab.session_state["name"]) == ("Bob", "Ann")

    @pytest.mark.parametrize(("here", "there"), [("", "else"), ("else", "")])
    def test_the_first_run_of_another_page_still_sees_a_pages_own(
        self, here: str, there: str
    ) -> None:
        def drawing(st: Any) -> None:
            st.text_input("Name", key="name", persist_state="page")

        def looking(st: Any) -> None:
            st.text(st.session_state.get("name", "gone"))

        scripts: dict[str, Callable[[Any], None]] = {here: drawing, there: looking}
        tab = FakeApp(scripts[""], pages={"else": scripts["else"]}).open(f"/{here}")
        tab.widget("name").set_value("Ann")
        tab.switch_page(there)
        assert tab.texts == ["Ann"]
        tab.rerun()
        assert tab.texts == ["gone"]
